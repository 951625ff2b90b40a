/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests of policies: timetables put together by hand, and what must hold of every plan. */
#ifndef UNIT_POLICY_CASE_H
#define UNIT_POLICY_CASE_H

#include "unit/unit.h"

#include "timetable/policy/groundwork.h"
#include "timetable/timetable.h"

enum { CASE_SEATS = 600, CASE_COHORTS = 3 };

struct policy_case {
    struct timetable timetable;
    struct timetable_school school;
    struct timetable_cohort cohort[CASE_COHORTS];
    struct timetable_plan plan;
    struct kith_report report;
};

/* sites x rotations capacities (0: no such place), required per rotation; labels are A, B, ... and a, b, ... */
static inline void case_init(struct policy_case *c, enum timetable_policy policy, int blocks, uint32_t sites, uint32_t rotations,
                             const int32_t *capacity, const int32_t *required, uint32_t seats, int cohorts)
{
    *c = (struct policy_case){.school = {.seats = seats, .years = cohorts, .years_at_once = cohorts}};
    kith_report_init(&c->report);
    struct timetable_parameters *p = &c->timetable.parameters;
    *p = (struct timetable_parameters){.policy = (int)policy, .block_weeks = 1, .team_size = 4, .pod_size = 3};
    struct calendar_parameters weeks = {0};
    for (int64_t week = blocks; week < 52; week++)
        weeks.placement_breaks.at[weeks.placement_breaks.count++] = week;
    calendar_init(&c->timetable.calendar, &weeks, 1);
    roster_init(&c->timetable.roster);
    roster_init(&c->timetable.pins);
    struct places *places = &c->timetable.places;
    *places = (struct places){.sites = sites,
                              .rotations = rotations,
                              .at = calloc(sites * rotations + 1, sizeof *places->at),
                              .index = calloc(sites * rotations + 1, sizeof *places->index),
                              .site_label = calloc(sites + 1, sizeof *places->site_label),
                              .rotation_label = calloc(rotations + 1, sizeof *places->rotation_label),
                              .required = calloc(rotations + 1, sizeof *places->required),
                              .emptied = calloc(sites + 1, sizeof *places->emptied)};
    for (uint32_t s = 0; s < sites; s++) {
        places->site_label[s] = strdup((char[]){(char)('A' + s), '\0'});
        for (uint32_t r = 0; r < rotations; r++) {
            int32_t here = capacity[s * rotations + r];
            places->index[s * rotations + r] = here ? (int32_t)places->count : PLACE_NONE;
            if (here)
                places->at[places->count++] = (struct place){.site = (uint16_t)s, .rotation = (uint16_t)r, .capacity = here};
        }
    }
    for (uint32_t r = 0; r < rotations; r++) {
        places->rotation_label[r] = strdup((char[]){(char)('a' + r), '\0'});
        places->required[r] = required[r];
    }
    for (int k = 0; k < cohorts; k++)
        c->cohort[k] = (struct timetable_cohort){.first_id = (uint32_t)(k + 1) << 16,
                                                 .seats = seats,
                                                 .entry_year = -k,
                                                 .placement_week = -52 * k,
                                                 .placement_year = k};
}

static inline void case_clear(struct policy_case *c)
{
    kith_report_clear(&c->report);
    timetable_plan_clear(&c->plan);
    timetable_clear(&c->timetable);
}

/* A students.csv without blocks away, homes or groups. */
static inline void case_enrol(struct policy_case *c)
{
    struct enrolment *e = &c->timetable.enrolment;
    size_t n = c->school.seats;
    *e = (struct enrolment){.count = (uint32_t)n,
                            .group = calloc(n, sizeof *e->group),
                            .home_site = calloc(n, sizeof *e->home_site),
                            .unavailable = calloc(n, sizeof *e->unavailable),
                            .attributes = calloc(n, sizeof *e->attributes)};
    for (size_t k = 0; k < n; k++)
        e->home_site[k] = -1;
}

/* Pins a seat to a place for a block of its first placement year (of all, unless more years are pinned). */
static inline void case_pin(struct policy_case *c, uint32_t seat, int block, uint16_t place)
{
    struct stint stint = {.seat = seat,
                          .first_day = 7 * block,
                          .last_day = 7 * block + 4,
                          .place = place,
                          .days = ROSTER_WORKDAYS,
                          .line = (int)c->timetable.pins.count + 2};
    c->timetable.pins.years = 1;
    c->timetable.pins.seats = c->school.seats;
    c->timetable.pins.day_zero = 4; /* a Monday */
    assert_int_equal(roster_add(&c->timetable.pins, &stint), KITH_OK);
}

static inline enum kith_status case_check(struct policy_case *c)
{
    return timetable_check(&c->timetable, &c->school, NULL, &c->report);
}

static inline uint16_t case_place(const struct policy_case *c, int block, size_t seat)
{
    return c->plan.place[(size_t)block * c->plan.seats + seat];
}

static inline uint32_t case_team(const struct policy_case *c, int block, size_t seat)
{
    return c->plan.team[(size_t)block * c->plan.seats + seat];
}

/* What is fixed is kept, and no place takes more than it can. */
static inline void case_assert_places(const struct policy_case *c, size_t cohorts)
{
    const struct timetable *t = &c->timetable;
    const struct fixed *fixed = &t->groundwork->fixed;
    for (int b = 0; b < t->calendar.blocks; b++) {
        int32_t there[PLACES_MAX] = {0};
        for (size_t seat = 0; seat < cohorts * c->school.seats; seat++) {
            const uint16_t *row =
                fixed_row(fixed, c->cohort[seat / c->school.seats].placement_year, (uint32_t)(seat % c->school.seats));
            uint16_t place = case_place(c, b, seat);
            if (row && row[b] != FIXED_OPEN)
                assert_int_equal(place, row[b]);
            else
                assert_true(place < t->places.count);
            if (place != PLACE_NOWHERE)
                there[place]++;
            else
                assert_int_equal(case_team(c, b, seat), 0);
        }
        for (size_t p = 0; p < t->places.count; p++)
            assert_true(there[p] <= t->places.at[p].capacity);
    }
}

/* Every seat does what is required, exactly or at least. */
static inline void case_assert_required(const struct policy_case *c, size_t cohorts)
{
    const struct places *places = &c->timetable.places;
    const struct kinds *kinds = &c->timetable.groundwork->kinds;
    for (size_t seat = 0; seat < cohorts * c->school.seats; seat++) {
        int32_t done[PLACE_ROTATIONS_MAX] = {0};
        for (int b = 0; b < c->timetable.calendar.blocks; b++)
            if (case_place(c, b, seat) != PLACE_NOWHERE)
                done[places->at[case_place(c, b, seat)].rotation]++;
        for (uint32_t r = 0; r < places->rotations; r++)
            if (places->required[r] > 0)
                assert_true(kinds->least ? done[r] >= places->required[r] : done[r] == places->required[r]);
    }
}

/* Teams are of one cohort and place, and not too large; pods of one that is never too large either. */
static inline void case_assert_teams(const struct policy_case *c, size_t cohorts)
{
    static uint32_t first[CASE_SEATS * CASE_COHORTS + 2], count[CASE_SEATS * CASE_COHORTS + 2];
    const struct timetable_parameters *p = &c->timetable.parameters;
    int64_t size = p->policy == TIMETABLE_PODS ? p->pod_size : p->team_size;
    size_t n = cohorts * c->school.seats;
    for (int b = 0; b < c->timetable.calendar.blocks; b++) {
        memset(count, 0, sizeof count);
        for (size_t seat = 0; seat < n; seat++) {
            uint32_t team = case_team(c, b, seat);
            if (case_place(c, b, seat) == PLACE_NOWHERE)
                continue;
            assert_in_range(team, 1, n + 1);
            if (count[team]++ == 0)
                first[team] = (uint32_t)seat;
            assert_int_equal(case_place(c, b, seat), case_place(c, b, first[team]));
            assert_int_equal(seat / c->school.seats, first[team] / c->school.seats);
            assert_true(count[team] <= (uint32_t)size);
        }
    }
}

/* One home site in all blocks that are not pinned. */
static inline void case_assert_homes(const struct policy_case *c, size_t cohorts)
{
    const struct timetable *t = &c->timetable;
    for (size_t seat = 0; seat < cohorts * c->school.seats; seat++) {
        uint32_t own = (uint32_t)(seat % c->school.seats);
        const uint16_t *row = fixed_row(&t->groundwork->fixed, c->cohort[seat / c->school.seats].placement_year, own);
        int home = t->enrolment.count ? t->enrolment.home_site[own] : -1;
        for (int b = 0; b < t->calendar.blocks; b++) {
            if (row && row[b] != FIXED_OPEN)
                continue;
            int site = t->places.at[case_place(c, b, seat)].site;
            assert_true(home < 0 || home == site);
            home = site;
        }
    }
}

/* Plans the first cohorts with a seed, and asserts all of the above. */
static inline void case_plan(struct policy_case *c, uint64_t seed, size_t cohorts)
{
    assert_int_equal(timetable_plan_year(&c->timetable, random_key(seed, 1), 0, c->cohort, cohorts, &c->plan), KITH_OK);
    case_assert_places(c, cohorts);
    case_assert_required(c, cohorts);
    case_assert_teams(c, cohorts);
    if (c->timetable.parameters.policy == TIMETABLE_LONGITUDINAL)
        case_assert_homes(c, cohorts);
}

#endif
