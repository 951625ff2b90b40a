/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a policy plans, as a roster.
 *
 * A placement year is planned for all cohorts that are on placement in it, in the order of their entry (and, in one year of entry, of their
 * schools), as the simulation does: each calendar year is planned once, and those wanted are picked out of it. A stint is a block: from the first
 * day of its first week to the last day of its last week, Monday to Friday; breaks inside a block do not end it. Campus groups are
 * those of campus_group.h. Who are friends only a simulation knows.
 *
 * day_zero = start_day + 364 (entry_year + years of the course before placement). Ids come from school->cohort_id.
 */
#include <stdlib.h>

#include "timetable/campus_group.h"
#include "timetable/policy/policy.h"
#include "timetable/week_places.h"

struct roster_plan {
    const struct timetable *timetable;
    const struct timetable_school *school;
    struct random_key key;
    int before; /* years of the course before placement */
    struct timetable_cohort cohort[TIMETABLE_COHORTS_MAX];
    uint32_t *group[TIMETABLE_COHORTS_MAX]; /* campus groups, or NULL */
    size_t count;
    uint32_t school_seats;
};

/* Only where the policy asks for them, as in the simulation. */
static enum kith_status find_groups(struct roster_plan *plan, size_t c)
{
    const struct timetable_parameters *p = &plan->timetable->parameters;
    if (p->policy != TIMETABLE_PODS || p->pod_by != POD_BY_CAMPUS_GROUP)
        return KITH_OK;
    plan->group[c] = malloc((plan->cohort[c].seats + 1) * sizeof *plan->group[c]);
    if (!plan->group[c])
        return KITH_FAILED;
    enum kith_status status = campus_group_find(plan->timetable, plan->key, &plan->cohort[c], plan->group[c]);
    if (status == KITH_INVALID) { /* never on campus */
        free(plan->group[c]);
        plan->group[c] = NULL;
    }
    return status == KITH_FAILED ? status : KITH_OK;
}

static void forget_cohorts(struct roster_plan *plan)
{
    for (size_t c = 0; c < plan->count; c++) {
        free(plan->group[c]);
        plan->group[c] = NULL;
    }
    plan->count = 0;
}

/* Everyone on placement in a calendar year, oldest first. entry_year: the only one in a school where one year is on placement at a time. */
static enum kith_status find_cohorts(struct roster_plan *plan, int year, int entry_year)
{
    const struct timetable_school *school = plan->school;
    bool alone = school->years_at_once < school->years;
    int oldest = alone ? entry_year : year - plan->before - school->years + 1,
        youngest = alone ? entry_year : year - plan->before;
    int schools = school->schools > 0 ? school->schools : 1;
    forget_cohorts(plan);
    for (int entry = oldest < school->opens ? school->opens : oldest; entry <= youngest; entry++)
        for (int k = 0; k < schools; k++) {
            size_t c = plan->count++;
            plan->cohort[c] = (struct timetable_cohort){.first_id = school->cohort_id(entry) + (uint32_t)k * plan->school_seats,
                                                        .seats = plan->school_seats,
                                                        .entry_year = entry,
                                                        .placement_week = (entry + plan->before) * CALENDAR_WEEKS,
                                                        .placement_year = year - entry - plan->before};
            if (find_groups(plan, c) != KITH_OK)
                return KITH_FAILED;
            plan->cohort[c].campus_group = plan->group[c];
        }
    return KITH_OK;
}

/* First and last day of a block, counted from the first day of its placement year. */
static void find_days(const struct calendar *calendar, int block, int32_t *first, int32_t *last)
{
    *first = -1;
    for (int week = 0; week < CALENDAR_WEEKS; week++)
        if (calendar->block[week] == block) {
            *first = *first < 0 ? week * WEEK_DAYS : *first;
            *last = week * WEEK_DAYS + WEEK_DAYS - 1;
        }
}

/* Picks the cohorts wanted out of a planned year. */
static enum kith_status add_year(const struct roster_plan *plan, const struct timetable_plan *year, struct roster *roster)
{
    enum kith_status status = KITH_OK;
    for (int block = 0; block < year->blocks; block++) {
        int32_t first, last = 0;
        size_t at = (size_t)block * year->seats;
        find_days(&plan->timetable->calendar, block, &first, &last);
        for (size_t c = 0; c < plan->count; at += plan->cohort[c++].seats) {
            const struct timetable_cohort *cohort = &plan->cohort[c];
            int wanted = cohort->entry_year - roster->entry_year;
            uint32_t seat = cohort->first_id - plan->school->cohort_id(cohort->entry_year);
            int32_t begins = cohort->placement_year * CALENDAR_WEEKS * WEEK_DAYS;
            for (uint32_t k = 0; k < cohort->seats && wanted >= 0 && wanted < roster->cohorts && status == KITH_OK; k++) {
                struct stint stint = {.seat = seat + k,
                                      .first_day = begins + first,
                                      .last_day = begins + last,
                                      .team = year->team[at + k],
                                      .place = year->place[at + k],
                                      .cohort = (uint16_t)wanted,
                                      .days = ROSTER_WORKDAYS};
                if (stint.place != PLACE_NOWHERE)
                    status = roster_add(roster, &stint);
            }
        }
    }
    return status;
}

static enum kith_status plan_years(struct roster_plan *plan, struct roster *roster)
{
    struct timetable_plan year = {.first_week = TIMETABLE_UNPLANNED};
    enum kith_status status = KITH_OK;
    int first = roster->entry_year + plan->before, last = first + roster->cohorts + plan->school->years - 1;
    for (int y = first; y < last && status == KITH_OK; y++) {
        status = find_cohorts(plan, y, roster->entry_year);
        if (status == KITH_OK)
            status = timetable_plan_year(plan->timetable, plan->key, y * CALENDAR_WEEKS, plan->cohort, plan->count, &year);
        if (status == KITH_OK)
            status = add_year(plan, &year, roster);
    }
    forget_cohorts(plan);
    timetable_plan_clear(&year);
    return status;
}

enum kith_status timetable_roster(const struct timetable *timetable, struct random_key key, const struct timetable_school *school,
                                  int course_years_before_placement, int entry_year, int cohorts, struct roster *roster)
{
    const struct timetable_parameters *p = &timetable->parameters;
    struct roster made = timetable->roster;
    made.stint = NULL;
    made.count = made.capacity = 0;
    enum kith_status status = KITH_OK;
    if (p->policy == TIMETABLE_ROSTER) {
        for (size_t k = 0; k < timetable->roster.count && status == KITH_OK; k++)
            status = roster_add(&made, &timetable->roster.stint[k]);
    } else if (p->policy == TIMETABLE_PODS && p->pod_by == POD_BY_FRIENDS) {
        return KITH_INVALID;
    } else {
        made = (struct roster){.seats = school->seats,
                               .years = school->years,
                               .cohorts = cohorts,
                               .entry_year = entry_year,
                               .day_zero = school->start_day +
                                           (int64_t)(entry_year + course_years_before_placement) * CALENDAR_WEEKS * WEEK_DAYS};
        uint32_t schools = school->schools > 0 ? (uint32_t)school->schools : 1;
        struct roster_plan plan = {.timetable = timetable,
                                   .school = school,
                                   .key = key,
                                   .before = course_years_before_placement,
                                   .school_seats = school->seats / schools};
        status = plan_years(&plan, &made);
        roster_sort(&made);
    }
    if (status == KITH_OK)
        *roster = made;
    else
        roster_clear(&made);
    return status;
}

enum kith_status roster_unroll(const struct roster *roster, int entry_year, int cohorts, int years, struct roster *unrolled)
{
    enum { YEAR_DAYS = CALENDAR_WEEKS * WEEK_DAYS };
    enum kith_status status = KITH_OK;
    int given = roster->years > 0 ? roster->years : 1;
    struct roster made = *roster;
    made.stint = NULL;
    made.count = made.capacity = 0;
    made.entry_year = entry_year;
    made.cohorts = cohorts;
    made.years = years;
    made.day_zero = roster->day_zero + (int64_t)(entry_year - roster->entry_year) * YEAR_DAYS;
    for (int c = 0; c < cohorts; c++) {
        int follows = (entry_year + c - roster->entry_year) % roster->cohorts;
        follows += follows < 0 ? roster->cohorts : 0;
        for (size_t k = 0; k < roster->count && status == KITH_OK; k++) {
            struct stint stint = roster->stint[k];
            if (stint.cohort != follows)
                continue;
            stint.cohort = (uint16_t)c;
            for (int y = 0; y < years && status == KITH_OK; y += given) {
                if (stint.first_day / YEAR_DAYS < years)
                    status = roster_add(&made, &stint);
                stint.first_day += given * YEAR_DAYS;
                stint.last_day += given * YEAR_DAYS;
            }
        }
    }
    roster_sort(&made);
    if (status == KITH_OK)
        *unrolled = made;
    else
        roster_clear(&made);
    return status;
}
