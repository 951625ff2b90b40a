/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where everyone on placement is in one week. Days of the week on which everybody is in the same place and team form one class: in
 * an ordinary week there is one, Monday to Friday; hub days, part weeks and several sites in one week make more. In a class each student
 * is in at most one place, so a class is a partition into groups and two students share a day if they share a group in some class.
 */
#ifndef TIMETABLE_WEEK_PLACES_H
#define TIMETABLE_WEEK_PLACES_H

#include "timetable/timetable.h"

enum { WEEK_DAYS = 7, WEEK_WORKDAYS = 5 };

struct week_days {
    uint8_t days;          /* bit 0 Monday */
    const uint16_t *place; /* per seat, cohort after cohort; PLACE_HUB, PLACE_NOWHERE */
    const uint32_t *team;  /* per seat */
};

struct week_places {
    int classes;                       /* 0: nobody is anywhere */
    struct week_days at[WEEK_DAYS];    /* most days first, then the earlier day */
    uint16_t *place[WEEK_DAYS];        /* room */
    uint32_t *team[WEEK_DAYS];
    size_t seats;
};

/* True if places may differ from those of the week before: the first week of a block, hub weeks and those after, and every week of a roster. */
bool week_places_move(const struct timetable *timetable, int32_t week);

/*
 * Fills *places (zero-initialised, reused) for a week outside breaks. plan is the year's (policies), unused for rosters. Seats are those of
 * the cohorts, one after another. KITH_FAILED without memory.
 */
enum kith_status week_places_set(struct week_places *places, const struct timetable *timetable, const struct timetable_plan *plan,
                                 int32_t week, const struct timetable_cohort *cohorts, size_t count);

/* Makes *copy, which is overwritten, the same week with memory of its own. week_places_clear in any case. */
enum kith_status week_places_copy(struct week_places *copy, const struct week_places *places);
void week_places_clear(struct week_places *places);

/* Site at which a seat has most days, the lower one on equal terms; -1: at none. */
int week_places_site(const struct week_places *week, const struct places *places, size_t seat);

/* How many days of the week. */
int week_places_days(uint8_t days);

#endif
