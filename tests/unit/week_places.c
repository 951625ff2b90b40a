/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where everyone is in a week: classes of days on which nobody's place differs. */
#include "unit/unit.h"

#include <stdlib.h>
#include <string.h>

#include "timetable/week_places.h"

enum { SEATS = 4, MO = 1, TU = 2, WE = 4, TH = 8, FR = 16, SA = 32, BLOCK_WEEKS = 6 };

static void open_timetable(struct timetable *timetable)
{
    *timetable = (struct timetable){.parameters = {.policy = TIMETABLE_ROTATE}};
    const struct calendar_parameters calendar = {.placement_breaks = {2, {3, 4}}};
    calendar_init(&timetable->calendar, &calendar, BLOCK_WEEKS);
    timetable->roster = (struct roster){.seats = SEATS, .years = 1, .cohorts = 1, .day_zero = 4}; /* 1970-01-05, a Monday */
}

static const uint32_t old_groups[SEATS] = {0, 0, 1, 1};
static const struct timetable_cohort cohort = {.first_id = 100, .seats = SEATS, .campus_group = old_groups};

static void assert_days(const struct week_places *places, int class, uint8_t days, const uint16_t *place, const uint32_t *team)
{
    assert_true(class < places->classes);
    assert_int_equal(places->at[class].days, days);
    assert_memory_equal(places->at[class].place, place, SEATS * sizeof *place);
    assert_memory_equal(places->at[class].team, team, SEATS * sizeof *team);
}

static void an_ordinary_week_is_one_class(void **state)
{
    (void)state;
    struct timetable timetable;
    struct week_places places = {0};
    uint16_t place[2 * SEATS] = {0, 1, 2, 3, 5, 5, 6, PLACE_NOWHERE};
    uint32_t team[2 * SEATS] = {1, 2, 3, 4, 1, 1, 2, 0};
    open_timetable(&timetable);
    struct timetable_plan plan = {.first_week = 0, .blocks = 2, .seats = SEATS, .place = place, .team = team};
    assert_int_equal(week_places_set(&places, &timetable, &plan, 0, &cohort, 1), KITH_OK);
    assert_int_equal(places.classes, 1);
    assert_days(&places, 0, ROSTER_WORKDAYS, place, team);
    assert_int_equal(week_places_set(&places, &timetable, &plan, 8, &cohort, 1), KITH_OK); /* weeks 0-2 and 5-7 are the first block */
    assert_int_equal(places.classes, 1);
    assert_days(&places, 0, ROSTER_WORKDAYS, place + SEATS, team + SEATS);
    week_places_clear(&places);
}

static void places_move_with_blocks_and_hubs(void **state)
{
    (void)state;
    struct timetable timetable;
    open_timetable(&timetable);
    for (int week = 0; week < 14; week++)
        assert_int_equal(week_places_move(&timetable, week), week == 0 || week == 8);
    timetable.parameters.hub_every_weeks = 3; /* weeks 2, 7, 10, 13, ...: the third, sixth, ... outside breaks */
    for (int week = 0; week < 14; week++)
        assert_int_equal(week_places_move(&timetable, week),
                         week == 0 || week == 2 || week == 5 || week == 7 || week == 8 || week == 10 || week == 11 || week == 13);
    timetable.parameters.policy = TIMETABLE_ROSTER;
    for (int week = 0; week < 8; week++)
        assert_int_equal(week_places_move(&timetable, week), week != 3 && week != 4);
}

static void a_hub_day_takes_everyone_who_is_placed(void **state)
{
    (void)state;
    struct timetable timetable;
    struct week_places places = {0};
    uint16_t place[SEATS] = {0, 1, 2, PLACE_NOWHERE};
    uint32_t team[SEATS] = {1, 2, 3, 0};
    open_timetable(&timetable);
    struct timetable_plan plan = {.first_week = 0, .blocks = 1, .seats = SEATS, .place = place, .team = team};
    timetable.parameters.hub_every_weeks = 2;
    timetable.parameters.hub_day = 2;
    assert_int_equal(week_places_set(&places, &timetable, &plan, 0, &cohort, 1), KITH_OK);
    assert_int_equal(places.classes, 1);
    assert_int_equal(week_places_set(&places, &timetable, &plan, 1, &cohort, 1), KITH_OK);
    assert_int_equal(places.classes, 2);
    assert_days(&places, 0, MO | TU | TH | FR, place, team);
    const uint16_t hub[SEATS] = {PLACE_HUB, PLACE_HUB, PLACE_HUB, PLACE_NOWHERE};
    assert_days(&places, 1, WE, hub, (const uint32_t[SEATS]){0});
    timetable.parameters.hub_mixing = HUB_CAMPUS_GROUP;
    assert_int_equal(week_places_set(&places, &timetable, &plan, 1, &cohort, 1), KITH_OK);
    assert_days(&places, 1, WE, hub, (const uint32_t[SEATS]){1, 1, 2, 0});
    week_places_clear(&places);
}

static void add(struct roster *roster, uint32_t seat, int32_t first, int32_t last, uint16_t place, uint8_t days)
{
    struct stint stint;
    memset(&stint, 0, sizeof stint);
    stint.seat = seat;
    stint.first_day = first;
    stint.last_day = last;
    stint.place = place;
    stint.days = days;
    assert_int_equal(roster_add(roster, &stint), KITH_OK);
}

/* Seat 0: Mo-We at 0, Th-Fr at 1; seat 1: all week at 1; seat 2: Saturday too; seat 3 begins on Wednesday. */
static void a_roster_may_split_the_week(void **state)
{
    (void)state;
    struct timetable timetable;
    struct week_places places = {0};
    open_timetable(&timetable);
    timetable.parameters.policy = TIMETABLE_ROSTER;
    add(&timetable.roster, 0, 0, 13, 0, MO | TU | WE);
    add(&timetable.roster, 0, 0, 13, 1, TH | FR);
    add(&timetable.roster, 1, 0, 13, 1, ROSTER_WORKDAYS);
    add(&timetable.roster, 2, 0, 13, 2, ROSTER_WORKDAYS | SA);
    add(&timetable.roster, 3, 2, 13, 3, ROSTER_WORKDAYS);
    roster_sort(&timetable.roster);
    const uint32_t none[SEATS] = {0};
    assert_int_equal(week_places_set(&places, &timetable, NULL, 0, &cohort, 1), KITH_OK);
    assert_int_equal(places.classes, 4);
    assert_days(&places, 0, MO | TU, (const uint16_t[]){0, 1, 2, PLACE_NOWHERE}, none);
    assert_days(&places, 1, TH | FR, (const uint16_t[]){1, 1, 2, 3}, none);
    assert_days(&places, 2, WE, (const uint16_t[]){0, 1, 2, 3}, none);
    assert_days(&places, 3, SA, (const uint16_t[]){PLACE_NOWHERE, PLACE_NOWHERE, 2, PLACE_NOWHERE}, none);
    assert_int_equal(week_places_set(&places, &timetable, NULL, 1, &cohort, 1), KITH_OK);
    assert_int_equal(places.classes, 3);
    assert_int_equal(week_places_set(&places, &timetable, NULL, 2, &cohort, 1), KITH_OK);
    assert_int_equal(places.classes, 0); /* nobody is anywhere */
    week_places_clear(&places);
    roster_clear(&timetable.roster);
}

/* A roster of one cohort and one year holds for every year of entry and every year of placement. */
static void a_roster_starts_again(void **state)
{
    (void)state;
    struct timetable timetable;
    struct week_places places = {0};
    open_timetable(&timetable);
    timetable.parameters.policy = TIMETABLE_ROSTER;
    add(&timetable.roster, 0, 0, 6, 0, ROSTER_WORKDAYS);
    const struct timetable_cohort two[] = {{.seats = SEATS, .entry_year = -3, .placement_year = 1}, {.seats = SEATS, .entry_year = 2}};
    assert_int_equal(week_places_set(&places, &timetable, NULL, 52, two, 2), KITH_OK);
    assert_int_equal(places.classes, 1);
    for (size_t seat = 0; seat < 2 * SEATS; seat++)
        assert_int_equal(places.at[0].place[seat], seat % SEATS == 0 ? 0 : PLACE_NOWHERE);
    timetable.roster.cohorts = 2; /* years -3 and 2 follow cohort 1 - if the first is year -2 - and 0 */
    timetable.roster.entry_year = -2;
    assert_int_equal(week_places_set(&places, &timetable, NULL, 52, two, 2), KITH_OK);
    assert_int_equal(places.at[0].place[0], PLACE_NOWHERE);
    assert_int_equal(places.at[0].place[SEATS], 0);
    week_places_clear(&places);
    roster_clear(&timetable.roster);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_ordinary_week_is_one_class),          cmocka_unit_test(places_move_with_blocks_and_hubs),
        cmocka_unit_test(a_hub_day_takes_everyone_who_is_placed), cmocka_unit_test(a_roster_may_split_the_week),
        cmocka_unit_test(a_roster_starts_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
