/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The timetable's places, laid out as groups of the world. */
#ifndef WORLD_PLACEMENT_H
#define WORLD_PLACEMENT_H

#include "world/world.h"

/*
 * Places everyone on placement for this week: plans the year when it is new, then fills the small layers and calendar.site (the site
 * with most days, -1: nowhere). Nothing happens in weeks in which places stay. year: the calendar's.
 */
void placement_lay(struct world *world, int year);

/* The cohorts on placement in a year: by year of entry, oldest first, then by school, which is the order of seats in plans. */
struct placement_cohorts {
    struct timetable_cohort at[TIMETABLE_COHORTS_MAX];
    size_t count;
};
void placement_find_cohorts(const struct world *world, int year, struct placement_cohorts *cohorts);

/* Gives a cohort its past (struct world_past), which is looked up on campus if nothing is kept yet. */
enum kith_status placement_keep_past(struct world *world, struct timetable_cohort *cohort);

/* Number of the wide group that a row on placement stands in on the days of a class, from first_number up; -1: in none. */
int64_t placement_wide_group(const struct world *world, int class, uint32_t row, int64_t first_number);

/* Days of this week that a row spends at facilitated places. */
int placement_facilitated_days(const struct world *world, uint32_t row);

/* True if the row is at some site this week and nobody else stands with it on any day. */
bool placement_is_alone(const struct world *world, uint32_t row);

/* Years of the course on placement before year_of_course. */
int placement_years_before(const struct world *world, int year_of_course);

/* Year of course of a cohort; in a closed population it stays at the last. */
int placement_year_of_course(const struct world *world, int entry_year, int year);

/* Phase of a year of the course. */
int placement_phase(const struct world *world, int year_of_course);

#endif
