/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The academic year: weeks before week 0, seasons, and blocks that tile the weeks of placement. */
#include "unit/unit.h"

#include <stdbool.h>

#include "timetable/calendar.h"

static void weeks_fall_into_years(void **state)
{
    (void)state;
    static const struct {
        int32_t week;
        int year, of_year;
    } cases[] = {{0, 0, 0}, {51, 0, 51}, {52, 1, 0}, {-1, -1, 51}, {-52, -1, 0}, {-53, -2, 51}, {-520, -10, 0}, {2600, 50, 0}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        assert_int_equal(calendar_year(cases[c].week), cases[c].year);
        assert_int_equal(calendar_week_of_year(cases[c].week), cases[c].of_year);
    }
    for (int32_t week = -3000; week < 3000; week++) {
        assert_int_equal(52 * calendar_year(week) + calendar_week_of_year(week), week);
        assert_in_range(calendar_week_of_year(week), 0, 51);
    }
}

static const struct calendar_parameters year = {
    .campus_breaks = {3, {8, 17, 51}},
    .campus_exams = {2, {16, 17}},
    .placement_breaks = {4, {0, 24, 25, 51}},
    .placement_exams = {1, {44}},
};

/* A week that is named as both is a break. */
static void seasons_are_as_listed(void **state)
{
    (void)state;
    struct calendar calendar;
    calendar_init(&calendar, &year, 6);
    for (int week = 0; week < 52; week++) {
        bool campus_off = week == 8 || week == 17 || week == 51, off = week == 0 || week == 24 || week == 25 || week == 51;
        assert_int_equal(calendar.season[CALENDAR_CAMPUS][week],
                         campus_off ? CALENDAR_BREAK : week == 16 ? CALENDAR_EXAM : CALENDAR_TEACHING);
        assert_int_equal(calendar.season[CALENDAR_PLACEMENT][week],
                         off ? CALENDAR_BREAK : week == 44 ? CALENDAR_EXAM : CALENDAR_TEACHING);
    }
}

/* Blocks 0, 1, … follow each other; all but the last hold block_weeks weeks that are no break. */
static void assert_tiles(const struct calendar_parameters *parameters, int64_t block_weeks)
{
    struct calendar calendar;
    int weeks[52] = {0}, last = -1;
    calendar_init(&calendar, parameters, block_weeks);
    for (int week = 0; week < 52; week++) {
        int block = calendar.block[week];
        assert_true((block < 0) == (calendar.season[CALENDAR_PLACEMENT][week] == CALENDAR_BREAK));
        if (block < 0)
            continue;
        assert_true(block == last || block == last + 1);
        last = block;
        weeks[block]++;
    }
    assert_int_equal(calendar.blocks, last + 1);
    for (int block = 0; block < last; block++)
        assert_int_equal(weeks[block], block_weeks);
    if (last >= 0)
        assert_in_range(weeks[last], 1, block_weeks);
}

static void blocks_tile_the_placement_weeks(void **state)
{
    (void)state;
    struct calendar_parameters none = {0}, all = {0};
    for (int64_t week = 0; week < 52; week++)
        all.placement_breaks.at[all.placement_breaks.count++] = week;
    for (int64_t block_weeks = 1; block_weeks <= 52; block_weeks++) {
        assert_tiles(&year, block_weeks);
        assert_tiles(&none, block_weeks);
        assert_tiles(&all, block_weeks);
    }
    uint64_t seed = 11;
    for (int trial = 0; trial < 500; trial++) {
        struct calendar_parameters some = {0};
        for (int64_t week = 0; week < 52; week++)
            if (unit_below(&seed, 4) == 0)
                some.placement_breaks.at[some.placement_breaks.count++] = week;
        assert_tiles(&some, 1 + unit_below(&seed, 12));
    }
}

static void blocks_by_hand(void **state)
{
    (void)state;
    struct calendar calendar;
    calendar_init(&calendar, &year, 20); /* 48 weeks: 20, 20, 8; the break in week 24 interrupts the second */
    assert_int_equal(calendar.blocks, 3);
    static const struct {
        int week, block;
    } cases[] = {{0, -1}, {1, 0}, {20, 0}, {21, 1}, {23, 1}, {24, -1}, {26, 1}, {42, 1}, {43, 2}, {50, 2}, {51, -1}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++)
        assert_int_equal(calendar.block[cases[c].week], cases[c].block);
}

static void blocks_of_any_length(void **state)
{
    (void)state;
    struct calendar calendar;
    static const struct {
        struct parameter_list blocks;
        int left, count;
    } cases[] = {{{3, {20, 20, 8}}, 0, 3}, {{1, {48}}, 0, 1}, {{2, {20, 20}}, 8, 2}, {{3, {20, 20, 10}}, -2, 3}, {{3, {40, 8, 5}}, -5, 2}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        calendar_init(&calendar, &year, 6);
        assert_int_equal(calendar_cut(&calendar, &cases[c].blocks), cases[c].left);
        assert_int_equal(calendar.blocks, cases[c].count);
        int last = 0, weeks = 0;
        for (int week = 0; week < 52; week++) {
            assert_int_equal(calendar.block[week] < 0, calendar.season[CALENDAR_PLACEMENT][week] == CALENDAR_BREAK);
            if (calendar.block[week] < 0)
                continue;
            assert_true(calendar.block[week] == last || (calendar.block[week] == last + 1 && weeks == cases[c].blocks.at[last]));
            weeks = calendar.block[week] == last ? weeks + 1 : 1;
            last = calendar.block[week];
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weeks_fall_into_years),
        cmocka_unit_test(seasons_are_as_listed),
        cmocka_unit_test(blocks_tile_the_placement_weeks),
        cmocka_unit_test(blocks_by_hand),
        cmocka_unit_test(blocks_of_any_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
