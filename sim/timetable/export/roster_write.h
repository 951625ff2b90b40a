/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A roster as files. Students are numbers: ranks from 1, padded with zeros to one width, so that their bytewise order is that of the seats; a
 * label of a real student is never written. Sites and rotations have the labels of the places. The same roster makes the same bytes.
 */
#ifndef TIMETABLE_ROSTER_WRITE_H
#define TIMETABLE_ROSTER_WRITE_H

#include "base/atomic_file.h"
#include "timetable/roster.h"

enum { ROSTER_NUMBER_MAX = 16 }; /* bytes of a number as text */

/* A seat's or a team's number on paper, into buffer of ROSTER_NUMBER_MAX bytes; last is the largest number that there is. Returns buffer. */
char *roster_number(uint32_t number, uint32_t last, char *buffer);

/* "MoTuWe", into buffer of at least 15 bytes. Returns buffer. */
char *roster_days_text(uint8_t days, char *buffer);

/* Date of a stint's day. */
int64_t roster_date(const struct roster *roster, const struct stint *stint, int32_t day);

/* CSV student_id,start,end,site,rotation,team,days and, with several cohorts, cohort (entry year). Bears its name only when complete. */
enum kith_status roster_write_csv(const struct roster *roster, const struct places *places, const char *file,
                                  struct kith_report *report);

/* One iCalendar file a site into a folder, which is made if need be: site-<number>-<label>.ics for sites with anyone. */
enum kith_status roster_write_ics(const struct roster *roster, const struct places *places, const char *folder,
                                  struct kith_report *report);

/* KITH_INVALID with a message for each file that roster_write_ics would write and that must stay as it is. */
enum kith_status roster_ics_allowed(const struct roster *roster, const struct places *places, const char *folder,
                                    const struct atomic_guard *guard, struct kith_report *report);

#endif
