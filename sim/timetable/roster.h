/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A plain roster CSV: a header naming the columns student, block, site and (optionally) team, then a line per student and
 * block. Students' labels are ranked bytewise and become seats; labels are not kept. Blocks count from 1 through all
 * placement years of a student; a roster shorter than that starts again. Sites are numbers from 1, in the order of
 * timetable.site_capacity. Equal team numbers at one site in one block are one team; without the column each site is one
 * team.
 */
#ifndef TIMETABLE_ROSTER_H
#define TIMETABLE_ROSTER_H

#include "timetable/timetable.h"

struct timetable_roster {
    uint32_t seats;
    int blocks;
    int16_t *site;  /* seats x blocks */
    uint32_t *team; /* seats x blocks */
};

/*
 * Reads the file for seats students and these sites. Every mistake goes to the report: KITH_INVALID then. KITH_FAILED without
 * memory.
 */
enum kith_status roster_read(struct timetable_roster **roster, const char *file, uint32_t seats,
                             const struct parameter_list *capacity, struct kith_report *report);
void roster_free(struct timetable_roster *roster);

#endif
