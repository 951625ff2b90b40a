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
 * Reads the file for seats students of each cohort. years cohorts are on placement at a time, one in each of the course's placement years
 * of blocks_a_year blocks, and share the sites' capacities. Every mistake goes to the report: KITH_INVALID then. KITH_FAILED without
 * memory.
 */
enum kith_status roster_read(struct timetable_roster **roster, const char *file, uint32_t seats, int blocks_a_year, int years,
                             const struct parameter_list *capacity, struct kith_report *report);

/* The block that a student in this placement year (from 0) does in this block of the year (from 0). */
int roster_block(const struct timetable_roster *roster, int blocks_a_year, int year, int block_of_year);

void roster_free(struct timetable_roster *roster);

#endif
