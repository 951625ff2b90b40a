/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planned years become the roster that they are: the same places and teams, blocks as stints, company as the simulation has it. */
#include "unit/unit.h"

#include "timetable/timetable.h"
#include "timetable/week_places.h"

enum { SEATS = 10, YEARS = 2, BEFORE = 1, SITES = 3, WEEK = 7 };

static uint32_t cohort_id(int entry_year)
{
    return (uint32_t)(entry_year + 128) << 20;
}

static const struct calendar_parameters breaks = {.placement_breaks = {4, {3, 24, 25, 51}}};

static struct timetable opened(enum timetable_policy policy, int pod_by)
{
    struct timetable timetable;
    struct timetable_parameters parameters = {.policy = (int)policy,
                                              .block_weeks = 20,
                                              .site_capacity = {SITES, {12, 8, 6}},
                                              .team_size = 3,
                                              .pod_size = 2,
                                              .pod_by = pod_by,
                                              .tutorial_size = 4};
    struct timetable_files files = {0};
    struct timetable_school school = {.seats = SEATS, .years = YEARS, .years_at_once = YEARS, .start_day = 4};
    struct kith_report report;
    kith_report_init(&report);
    assert_int_equal(timetable_init(&timetable, &parameters, &breaks, &files, &school, &report), KITH_OK);
    kith_report_clear(&report);
    return timetable;
}

static struct roster planned(const struct timetable *timetable, int opens, int entry_year, int cohorts)
{
    struct roster roster;
    struct timetable_school school = {
        .seats = SEATS, .years = YEARS, .years_at_once = YEARS, .start_day = 4, .opens = opens, .cohort_id = cohort_id};
    assert_int_equal(timetable_roster(timetable, random_key(7, 1), &school, BEFORE, entry_year, cohorts, &roster), KITH_OK);
    return roster;
}

/* What was planned for a calendar year with those who are on placement then, block by block, is what the roster says. */
static void assert_year(const struct timetable *timetable, const struct roster *roster, int year, const int *entry, size_t count)
{
    struct timetable_cohort cohort[YEARS];
    struct timetable_plan plan = {.first_week = TIMETABLE_UNPLANNED};
    static const int first_week[] = {0, 21, 43}, last_week[] = {20, 42, 50};
    for (size_t c = 0; c < count; c++)
        cohort[c] = (struct timetable_cohort){.first_id = cohort_id(entry[c]),
                                              .seats = SEATS,
                                              .entry_year = entry[c],
                                              .placement_week = (entry[c] + BEFORE) * CALENDAR_WEEKS,
                                              .placement_year = year - entry[c] - BEFORE};
    assert_int_equal(timetable_plan_year(timetable, random_key(7, 1), year * CALENDAR_WEEKS, cohort, count, &plan), KITH_OK);
    assert_int_equal(plan.blocks, 3);
    for (size_t k = 0; k < roster->count; k++) {
        const struct stint *s = &roster->stint[k];
        int of_year = roster->entry_year + s->cohort + BEFORE + s->first_day / (CALENDAR_WEEKS * WEEK), block = 0;
        if (of_year != year)
            continue;
        while (s->first_day % (CALENDAR_WEEKS * WEEK) != first_week[block] * WEEK)
            assert_true(++block < 3);
        assert_int_equal(s->last_day % (CALENDAR_WEEKS * WEEK), last_week[block] * WEEK + WEEK - 1);
        size_t c = 0;
        while (entry[c] != roster->entry_year + s->cohort)
            assert_true(++c < count);
        size_t cell = (size_t)block * plan.seats + c * SEATS + s->seat;
        assert_int_equal(s->place, plan.place[cell]);
        assert_int_equal(s->team, plan.team[cell]);
        assert_int_equal(s->days, ROSTER_WORKDAYS);
    }
    timetable_plan_clear(&plan);
}

static void years_are_planned_with_their_company(void **state)
{
    (void)state;
    for (int policy = TIMETABLE_ROTATE; policy <= TIMETABLE_PODS; policy += TIMETABLE_PODS - TIMETABLE_ROTATE) {
        struct timetable timetable = opened((enum timetable_policy)policy, POD_BY_RANDOM);
        struct roster roster = planned(&timetable, -5, 0, 2);
        assert_int_equal(roster.count, 2 * YEARS * 3 * SEATS);
        assert_int_equal(roster.day_zero, 4 + 364 * BEFORE);
        assert_int_equal(roster.entry_year, 0);
        assert_year(&timetable, &roster, 1, (const int[]){-1, 0}, 2);
        assert_year(&timetable, &roster, 2, (const int[]){0, 1}, 2);
        assert_year(&timetable, &roster, 3, (const int[]){1, 2}, 2);
        roster_clear(&roster);
        timetable_clear(&timetable);
    }
}

/* A school that opens with a cohort has nobody before it. */
static void the_first_cohort_is_alone_at_first(void **state)
{
    (void)state;
    struct timetable timetable = opened(TIMETABLE_ROTATE, POD_BY_RANDOM);
    struct roster roster = planned(&timetable, 0, 0, 1);
    assert_year(&timetable, &roster, 1, (const int[]){0}, 1);
    assert_year(&timetable, &roster, 2, (const int[]){0, 1}, 2);
    roster_clear(&roster);
    timetable_clear(&timetable);
}

static void friends_need_a_simulation(void **state)
{
    (void)state;
    struct timetable timetable = opened(TIMETABLE_PODS, POD_BY_FRIENDS);
    struct timetable_school school = {.seats = SEATS, .years = YEARS, .years_at_once = YEARS, .cohort_id = cohort_id};
    struct roster roster;
    assert_int_equal(timetable_roster(&timetable, random_key(7, 1), &school, BEFORE, 0, 1, &roster), KITH_INVALID);
    timetable_clear(&timetable);
}

/* A roster of one cohort and one year, for three cohorts of two years. */
static void rosters_start_again(void **state)
{
    (void)state;
    struct roster roster, whole;
    struct stint stint = {.seat = 3, .first_day = 7, .last_day = 20, .team = 2, .place = 1, .days = ROSTER_WORKDAYS};
    roster_init(&roster);
    roster.seats = SEATS;
    roster.years = 1;
    roster.entry_year = 4;
    roster.day_zero = 1000;
    assert_int_equal(roster_add(&roster, &stint), KITH_OK);
    assert_int_equal(roster_unroll(&roster, 2, 3, 2, &whole), KITH_OK);
    assert_int_equal(whole.count, 6);
    assert_int_equal(whole.day_zero, 1000 - 2 * 364);
    for (int k = 0; k < 6; k++) {
        assert_int_equal(whole.stint[k].cohort, k / 2);
        assert_int_equal(whole.stint[k].first_day, 7 + k % 2 * 364);
        assert_int_equal(whole.stint[k].last_day, 20 + k % 2 * 364);
        assert_int_equal(whole.stint[k].place, 1);
    }
    roster_clear(&roster);
    roster_clear(&whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(years_are_planned_with_their_company),
        cmocka_unit_test(the_first_cohort_is_alone_at_first),
        cmocka_unit_test(friends_need_a_simulation),
        cmocka_unit_test(rosters_start_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
