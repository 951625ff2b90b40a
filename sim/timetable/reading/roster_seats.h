/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which seat a roster's line is about. Private to roster_*.c. */
#ifndef TIMETABLE_ROSTER_SEATS_H
#define TIMETABLE_ROSTER_SEATS_H

#include "timetable/reading/roster_private.h"

#define ROSTER_NO_SEAT UINT32_MAX

/*
 * Seat of each line, ROSTER_NO_SEAT where the student is not known; and labels of seats for messages (NULL: by number), which live as
 * long as reading and enrolment do. Says E103 unknown student, E105 in the roster and not among the students.
 */
enum kith_status roster_find_seats(struct roster_reading *reading, const struct enrolment *enrolment, uint32_t seats, bool pins,
                                   uint32_t *seat, const char **label);

#endif
