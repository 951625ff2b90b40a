/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Audits of timetables of six students, worked out by hand. 40 h a week in the ward team, 0.15 of them social: 6 h. */
#include "unit/unit.h"

#include <time.h>

#include "timetable/audit/audit.h"

enum { STUDENTS = 6, BLOCKS = 3, BLOCK_DAYS = 28, SITES = 6 };

static char *const labels[] = {"A", "B", "C", "D", "E", "F"}, *const no_rotation[] = {""};

/* Six sites without rotations, each with two places. */
static struct place six[] = {
    {0, 0, 2, 0, PLACE_OPEN, PLACE_OPEN, false, false}, {1, 0, 2, 0, PLACE_OPEN, PLACE_OPEN, false, false},
    {2, 0, 2, 0, PLACE_OPEN, PLACE_OPEN, false, false}, {3, 0, 2, 0, PLACE_OPEN, PLACE_OPEN, false, false},
    {4, 0, 2, 0, PLACE_OPEN, PLACE_OPEN, false, false}, {5, 0, 2, 0, PLACE_OPEN, PLACE_OPEN, false, false}};
static const struct places places = {.sites = SITES,
                                     .rotations = 1,
                                     .at = six,
                                     .count = SITES,
                                     .site_label = (char **)labels,
                                     .rotation_label = (char **)no_rotation};
static const struct audit_hours hours = {40, 0.15, 3, 12};

/* Blocks of four weeks; the rest of the year is a break. */
static struct calendar calendar_of(int blocks)
{
    struct calendar_parameters parameters = {0};
    struct calendar calendar;
    for (int64_t week = 4 * (int64_t)blocks; week < 52; week++)
        parameters.placement_breaks.at[parameters.placement_breaks.count++] = week;
    calendar_init(&calendar, &parameters, 4);
    return calendar;
}

static void put(struct roster *roster, uint32_t seat, int block, int place, uint8_t days, uint32_t team)
{
    struct stint stint = {.seat = seat,
                          .first_day = block * BLOCK_DAYS,
                          .last_day = block * BLOCK_DAYS + BLOCK_DAYS - 1,
                          .team = team,
                          .place = (uint16_t)place,
                          .days = days};
    assert_int_equal(roster_add(roster, &stint), KITH_OK);
}

/* at[block][student] is the site. */
static struct roster roster_of(const int at[BLOCKS][STUDENTS])
{
    struct roster roster;
    roster_init(&roster);
    roster.seats = STUDENTS;
    roster.years = 1;
    for (int block = 0; block < BLOCKS; block++)
        for (uint32_t seat = 0; seat < STUDENTS; seat++)
            put(&roster, seat, block, at[block][seat], ROSTER_WORKDAYS, ROSTER_TEAM_NONE);
    roster_sort(&roster);
    return roster;
}

static struct audit audited(const struct roster *roster, const struct calendar *calendar)
{
    struct audit audit;
    struct audit_input input = {
        .roster = roster, .places = &places, .calendar = calendar, .cohorts = roster->cohorts, .hours = hours};
    assert_int_equal(audit_run(&audit, &input), KITH_OK);
    return audit;
}

static struct audit_total total_of(const struct audit *audit)
{
    struct audit_total total;
    audit_total(audit, NULL, 0, &total);
    return total;
}

/* Three pods of two: each keeps its only peer; 12 weeks of 6 h are 72 h. By chance a given other is the peer again with 1/5. */
static void pods_by_hand(void **state)
{
    (void)state;
    static const int at[BLOCKS][STUDENTS] = {{0, 0, 1, 1, 2, 2}, {1, 1, 2, 2, 0, 0}, {2, 2, 0, 0, 1, 1}};
    struct roster roster = roster_of(at);
    struct calendar calendar = calendar_of(BLOCKS);
    struct audit audit = audited(&roster, &calendar);
    struct audit_total t = total_of(&audit);
    assert_int_equal(t.students, 6);
    assert_int_equal(t.student_blocks, 18);
    assert_near(t.continuity, 1, 1e-12);
    assert_near(t.chance, 0.2, 1e-12);
    assert_near(t.adjusted, 1, 1e-12);
    assert_near(t.usual_peer, 1, 1e-12);
    assert_near(t.effective_peers, 1, 1e-12);
    assert_near(t.breadth, 1, 1e-12);
    assert_near(audit.student[0].top_hours, 72, 1e-4);
    assert_near(t.tier[0], 1, 0);
    assert_near(t.tier[1], 0, 0);
    assert_near(t.alone, 0, 0);
    assert_int_equal(t.longest_alone, 0);
    assert_int_equal(t.alone_blocks[0], 6);
    assert_near(t.site_changes, 2, 1e-12);
    assert_near(audit.site[0].used, audit.site[0].offered, 1e-9); /* three sites are full, three are empty */
    assert_near(audit.site[0].offered, 2 * 5 * 12, 1e-9);
    assert_near(audit.site[4].used, 0, 0);
    assert_int_equal(audit.site[0].peak, 2);
    assert_int_equal(audit.site[0].students, 6);
    assert_int_equal(audit.blocks, 3);
    audit_clear(&audit);
    roster_clear(&roster);
}

/* Everyone at a site of their own for a year. */
static void alone_by_hand(void **state)
{
    (void)state;
    static const int at[BLOCKS][STUDENTS] = {{0, 1, 2, 3, 4, 5}, {0, 1, 2, 3, 4, 5}, {1, 0, 2, 3, 4, 5}};
    struct roster roster = roster_of(at);
    struct calendar calendar = calendar_of(BLOCKS);
    struct audit audit = audited(&roster, &calendar);
    struct audit_total t = total_of(&audit);
    assert_near(t.continuity, 0, 0);
    assert_near(t.chance, 0, 0);
    assert_near(t.alone, 1, 0);
    assert_near(t.alone_at_site, 1, 0);
    assert_int_equal(t.longest_alone, 3);
    assert_int_equal(t.alone_blocks[3], 6);
    assert_near(t.breadth, 0, 0);
    assert_true(isnan(t.usual_peer) && isnan(t.effective_peers));
    assert_near(t.site_changes, 2.0 / 6, 1e-12);
    assert_true(isnan(t.friends_together));
    audit_clear(&audit);
    roster_clear(&roster);
}

/* Pairs 01 23 45, then 02 14 35, then 02 13 45: only 0 and 2 keep their peer, once: 2 of 12. */
static void rotation_by_hand(void **state)
{
    (void)state;
    static const int at[BLOCKS][STUDENTS] = {{0, 0, 1, 1, 2, 2}, {0, 1, 0, 2, 1, 2}, {1, 0, 1, 0, 2, 2}};
    struct roster roster = roster_of(at);
    struct calendar calendar = calendar_of(BLOCKS);
    struct audit audit = audited(&roster, &calendar);
    struct audit_total t = total_of(&audit);
    assert_near(t.continuity, 1.0 / 6, 1e-12);
    assert_near(t.adjusted, (1.0 / 6 - 0.2) / 0.8, 1e-12);
    assert_near(t.usual_peer, (4 * 2.0 / 3 + 2 * 1.0 / 3) / 6, 1e-6); /* 48 of 72 h, or 24 of 72 h */
    assert_near(t.effective_peers, (4 * 1.8 + 2 * 3) / 6, 1e-6);      /* 72² / (48² + 24²), or 3 */
    assert_near(t.breadth, 14.0 / 6, 1e-12);
    assert_near(audit.student[1].top_hours, 24, 1e-4);
    assert_near(t.tier[0], 0, 0);
    audit_clear(&audit);
    roster_clear(&roster);
}

/* Student 0 is alone in blocks 1 and 3: the longest run is 1. Student 1 has one block and is compared in none. */
static void runs_and_gaps(void **state)
{
    (void)state;
    struct roster roster;
    roster_init(&roster);
    roster.seats = 2;
    roster.years = 1;
    put(&roster, 0, 0, 0, ROSTER_WORKDAYS, 0);
    put(&roster, 0, 1, 1, ROSTER_WORKDAYS, 0);
    put(&roster, 0, 2, 2, ROSTER_WORKDAYS, 0);
    put(&roster, 1, 1, 1, ROSTER_WORKDAYS, 0);
    struct calendar calendar = calendar_of(BLOCKS);
    struct audit audit = audited(&roster, &calendar);
    assert_int_equal(audit.student[0].alone, 2);
    assert_int_equal(audit.student[0].longest_alone, 1);
    assert_int_equal(audit.student[0].compared, 2);
    assert_near(audit.student[0].continuity, 0, 0);
    assert_int_equal(audit.student[1].blocks, 1);
    assert_int_equal(audit.student[1].compared, 0);
    audit_clear(&audit);
    roster_clear(&roster);
}

/*
 * 0 and 1 are at A on Mo-We and at B on Th-Fr, 2 is at A, 3 at B, 4 and 5 are at C, in both blocks. 0 is with 1 on 5 days, with 2 on 3 (a peer), with
 * 3 on 2 (none). Hours a week: 0 and 1 are two of three everywhere, 6/5/2 a day: 3; 0 and 2: 1.8; 0 and 3: 1.2. Student 3 is by himself on Mo-We.
 */
static void part_weeks_by_hand(void **state)
{
    (void)state;
    enum { MO_WE = 7, TH_FR = 24 };
    struct roster roster;
    roster_init(&roster);
    roster.seats = STUDENTS;
    roster.years = 1;
    roster.day_zero = 4; /* 1970-01-05, a Monday */
    for (int block = 0; block < 2; block++) {
        for (uint32_t seat = 0; seat < 2; seat++) {
            put(&roster, seat, block, 0, MO_WE, 1);
            put(&roster, seat, block, 1, TH_FR, 1);
        }
        put(&roster, 2, block, 0, ROSTER_WORKDAYS, 1);
        put(&roster, 3, block, 1, ROSTER_WORKDAYS, 1);
        put(&roster, 4, block, 2, ROSTER_WORKDAYS, 1);
        put(&roster, 5, block, 2, ROSTER_WORKDAYS, 1);
    }
    roster_sort(&roster);
    struct calendar calendar = calendar_of(2);
    struct audit audit = audited(&roster, &calendar);
    struct audit_total t = total_of(&audit);
    assert_near(t.continuity, 5.0 / 6, 1e-12);
    assert_near(t.alone, 2.0 / 12, 1e-12);
    assert_int_equal(t.longest_alone, 2);
    assert_int_equal(audit.student[0].breadth, 2);
    assert_int_equal(audit.student[3].breadth, 0);
    assert_near(audit.student[0].top_hours, 8 * 3.0, 1e-4);
    assert_near(audit.student[0].hours, 8 * (3 + 1.8 + 1.2), 1e-4);
    assert_near(audit.student[2].hours, 8 * 2 * 1.8, 1e-4);
    assert_near(audit.student[3].hours, 8 * 2 * 1.2, 1e-4);
    assert_near(audit.student[4].hours, 8 * 6.0, 1e-4);
    assert_near(t.site_changes, 0, 0); /* the main site is A */
    assert_near(audit.site[1].used, 2 * 4 * (2 * 2 + 5), 1e-9);
    assert_int_equal(audit.site[1].peak, 3);
    assert_int_equal(audit.site[1].students, 3); /* 0, 1 and 3 */
    assert_int_equal(audit.site[1].based, 1);
    audit_clear(&audit);
    roster_clear(&roster);
}

/* Everyone at one site in two teams: all are peers, hours stay in the teams. */
static void teams_share_hours(void **state)
{
    (void)state;
    struct roster roster;
    roster_init(&roster);
    roster.seats = STUDENTS;
    roster.years = 1;
    for (uint32_t seat = 0; seat < STUDENTS; seat++)
        put(&roster, seat, 0, 0, ROSTER_WORKDAYS, 1 + seat / 3);
    struct calendar calendar = calendar_of(1);
    struct audit audit = audited(&roster, &calendar);
    for (size_t s = 0; s < STUDENTS; s++) {
        assert_int_equal(audit.student[s].breadth, 5);
        assert_near(audit.student[s].hours, 24, 1e-4);
        assert_near(audit.student[s].top_hours, 12, 1e-4);
    }
    audit_clear(&audit);
    roster_clear(&roster);
}

/* Twenty in one team stand on a circle: each meets the three on either side for 6 / 6 h a week. */
static void large_teams_are_circles(void **state)
{
    (void)state;
    struct roster roster;
    roster_init(&roster);
    roster.seats = 20;
    roster.years = 1;
    for (uint32_t seat = 0; seat < 20; seat++)
        put(&roster, seat, 0, 0, ROSTER_WORKDAYS, ROSTER_TEAM_NONE);
    struct calendar calendar = calendar_of(1);
    struct audit audit = audited(&roster, &calendar);
    for (size_t s = 0; s < 20; s++) {
        assert_near(audit.student[s].hours, 24, 1e-4);
        assert_near(audit.student[s].top_hours, 4, 1e-4);
        assert_near(audit.student[s].hours * audit.student[s].hours / audit.student[s].square_hours, 6, 1e-4);
    }
    audit_clear(&audit);
    roster_clear(&roster);
}

/* Two cohorts at one site: company counts as peers, but teams are apart, and only the audited are counted. */
static void company_is_not_counted(void **state)
{
    (void)state;
    struct roster roster;
    roster_init(&roster);
    roster.seats = 2;
    roster.years = 1;
    roster.cohorts = 2;
    for (uint32_t seat = 0; seat < 2; seat++)
        put(&roster, seat, 0, 0, ROSTER_WORKDAYS, ROSTER_TEAM_NONE);
    struct stint second = {.seat = 0, .first_day = -364, .last_day = -364 + BLOCK_DAYS - 1, .cohort = 1, .days = ROSTER_WORKDAYS};
    assert_int_equal(roster_add(&roster, &second), KITH_OK); /* a year earlier in its own count: the same days */
    roster_sort(&roster);
    struct calendar calendar = calendar_of(1);
    struct audit audit;
    struct audit_input input = {.roster = &roster, .places = &places, .calendar = &calendar, .cohorts = 1, .hours = hours};
    assert_int_equal(audit_run(&audit, &input), KITH_OK);
    assert_int_equal(audit.students, 2);
    assert_int_equal(audit.student[0].breadth, 2);
    assert_near(audit.student[0].hours, 24, 1e-4);
    assert_int_equal(audit.site[0].peak, 3);
    audit_clear(&audit);
    roster_clear(&roster);
}

/* Friends 0-1 and 0-2: 0 has one of the two at hand in block 1, the other in blocks 2 and 3. */
static void friends_kept_together(void **state)
{
    (void)state;
    static const int at[BLOCKS][STUDENTS] = {{0, 0, 1, 1, 2, 2}, {0, 1, 0, 2, 1, 2}, {1, 0, 1, 0, 2, 2}};
    static const struct audit_friend friends[] = {{0, 1}, {2, 0}};
    struct roster roster = roster_of(at);
    struct calendar calendar = calendar_of(BLOCKS);
    struct audit audit;
    struct audit_input input = {.roster = &roster,
                                .places = &places,
                                .calendar = &calendar,
                                .cohorts = 1,
                                .hours = hours,
                                .friend = friends,
                                .friends = 2};
    assert_int_equal(audit_run(&audit, &input), KITH_OK);
    struct audit_total t = total_of(&audit);
    assert_near(t.friends_together, (3 * 0.5 + 1 + 2) / 9, 1e-12); /* of 0 half, of 1 once, of 2 twice, in 3 blocks each */
    assert_near(t.with_friend, (3 + 1 + 2) / 9.0, 1e-12);
    assert_int_equal(audit.student[0].friends, 2);
    audit_clear(&audit);
    roster_clear(&roster);
}

/* Students dealt anew over the places of each block have the continuity that is called chance, on average. */
static void chance_is_what_shuffling_gives(void **state)
{
    (void)state;
    enum { SHUFFLES = 4000 };
    static const int slot[BLOCKS][STUDENTS] = {{0, 0, 0, 1, 1, 2}, {0, 0, 1, 1, 1, 1}, {0, 1, 2, 3, 3, 3}};
    struct calendar calendar = calendar_of(BLOCKS);
    uint64_t seed = 5;
    double sum = 0, chance = 0;
    for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
        int at[BLOCKS][STUDENTS];
        memcpy(at, slot, sizeof at);
        for (int b = 0; b < BLOCKS; b++)
            for (uint32_t k = STUDENTS - 1; k > 0; k--) {
                uint32_t other = unit_below(&seed, k + 1);
                int held = at[b][k];
                at[b][k] = at[b][other];
                at[b][other] = held;
            }
        struct roster roster = roster_of((const int(*)[STUDENTS])at);
        struct audit audit = audited(&roster, &calendar);
        sum += total_of(&audit).continuity;
        chance = total_of(&audit).chance;
        audit_clear(&audit);
        roster_clear(&roster);
    }
    assert_near(sum / SHUFFLES, chance, 4.9 * 0.2 / sqrt(SHUFFLES)); /* the standard deviation of one is below 0.2 */
}

/* Without a calendar, blocks are found where stints begin. */
static void blocks_are_found(void **state)
{
    (void)state;
    static const int at[BLOCKS][STUDENTS] = {{0, 0, 1, 1, 2, 2}, {0, 1, 0, 2, 1, 2}, {1, 0, 1, 0, 2, 2}};
    struct roster roster = roster_of(at);
    struct audit audit = audited(&roster, NULL);
    assert_int_equal(audit.blocks, 3);
    assert_near(total_of(&audit).continuity, 1.0 / 6, 1e-12);
    audit_clear(&audit);
    roster_clear(&roster);
}

static void expect_hidden(const int32_t *counts, size_t rows, const char *expected)
{
    uint8_t hidden[8];
    char text[9] = "";
    audit_suppress(counts, rows, hidden);
    for (size_t k = 0; k < rows; k++)
        text[k] = ".sw"[hidden[k]];
    assert_string_equal(text, expected);
}

/* s: small; w: withheld, so that the small one cannot be worked out. */
static void small_counts_are_hidden(void **state)
{
    (void)state;
    expect_hidden((const int32_t[]){10, 20, 0, 5}, 4, "....");
    expect_hidden((const int32_t[]){20, 0, 2, 9}, 4, "..sw");
    expect_hidden((const int32_t[]){3, 3, 10}, 3, "ss.");
    expect_hidden((const int32_t[]){1, 1, 10, 12}, 4, "ssw.");
    expect_hidden((const int32_t[]){4, 0, 0, 96}, 4, "s..w");
    expect_hidden((const int32_t[]){3, 0}, 2, "s.");
}

static const char *hidden_of(struct audit_total total)
{
    static char text[7];
    struct audit_hidden h = audit_hide(&total);
    const bool hidden[] = {h.tier[0], h.tier[1], h.tier[2], h.alone, h.alone_at_site, h.longest_alone};
    for (size_t k = 0; k < 6; k++)
        text[k] = ".x"[hidden[k]];
    text[6] = '\0';
    return text;
}

/* 40 students in 10 blocks each. Three tiers, alone, alone at the site, longest. */
static void numbers_that_count_few_are_hidden(void **state)
{
    (void)state;
    struct audit_total t = {.students = 40, .student_blocks = 400, .alone_blocks = {40, 0, 0, 0}};
    assert_string_equal(hidden_of(t), "......");
    t.tier_students[0] = 38; /* 2 have none */
    t.tier_students[1] = 20;
    t.tier_students[2] = 17; /* 3 less */
    assert_string_equal(hidden_of(t), "x.x...");
    t.tier_students[0] = t.tier_students[1] = 40;
    t.tier_students[2] = 3;
    assert_string_equal(hidden_of(t), "..x...");
    struct audit_total few = {
        .students = 40, .student_blocks = 400, .alone_blocks = {37, 3, 0, 0}, .alone = 3 / 400.0, .longest_alone = 1};
    few.alone_at_site_students = 2;
    assert_string_equal(hidden_of(few), "...xxx");
    /* 12 in hidden rows and 14 of their blocks: two are alone twice. With 3 or more blocks in play, it may be several. */
    struct audit_total told = {
        .students = 40, .student_blocks = 400, .alone_blocks = {28, 10, 2, 0}, .alone = 14 / 400.0, .longest_alone = 1};
    assert_string_equal(hidden_of(told), "...x..");
    struct audit_total open = {
        .students = 40, .student_blocks = 400, .alone_blocks = {20, 14, 3, 3}, .alone = 40 / 400.0, .longest_alone = 2};
    assert_string_equal(hidden_of(open), "......");
}

/* 5,000 students in 60 blocks, with one in ten in part weeks. */
static void large_timetables_are_fast(void **state)
{
    (void)state;
    enum { SEATS = 5000, MANY = 60 };
    struct roster roster;
    uint64_t seed = 3;
    roster_init(&roster);
    roster.seats = SEATS;
    roster.years = 5;
    for (uint32_t seat = 0; seat < SEATS; seat++)
        for (int block = 0; block < MANY; block++) {
            int place = (int)unit_below(&seed, SITES), year = block / 12;
            bool part = unit_below(&seed, 10) == 0;
            struct stint stint = {.seat = seat,
                                  .first_day = year * 364 + block % 12 * BLOCK_DAYS,
                                  .last_day = year * 364 + block % 12 * BLOCK_DAYS + BLOCK_DAYS - 1,
                                  .team = 1 + unit_below(&seed, 200),
                                  .place = (uint16_t)place,
                                  .days = part ? 7 : ROSTER_WORKDAYS};
            assert_int_equal(roster_add(&roster, &stint), KITH_OK);
            stint.place = (uint16_t)((place + 1) % SITES);
            stint.days = 24;
            if (part)
                assert_int_equal(roster_add(&roster, &stint), KITH_OK);
        }
    roster_sort(&roster);
    struct calendar calendar = calendar_of(12);
    clock_t began = clock();
    struct audit audit = audited(&roster, &calendar);
    double seconds = (double)(clock() - began) / CLOCKS_PER_SEC;
    print_message("5,000 students x 60 blocks: %.2f s\n", seconds);
    assert_true(seconds < 60); /* sanitizers are slow; the aim is 1 s */
    assert_int_equal(audit.blocks, MANY);
    assert_near(total_of(&audit).adjusted, 0, 0.01);
    audit_clear(&audit);
    roster_clear(&roster);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pods_by_hand),
        cmocka_unit_test(alone_by_hand),
        cmocka_unit_test(rotation_by_hand),
        cmocka_unit_test(runs_and_gaps),
        cmocka_unit_test(part_weeks_by_hand),
        cmocka_unit_test(teams_share_hours),
        cmocka_unit_test(large_teams_are_circles),
        cmocka_unit_test(company_is_not_counted),
        cmocka_unit_test(friends_kept_together),
        cmocka_unit_test(chance_is_what_shuffling_gives),
        cmocka_unit_test(blocks_are_found),
        cmocka_unit_test(small_counts_are_hidden),
        cmocka_unit_test(numbers_that_count_few_are_hidden),
        cmocka_unit_test(large_timetables_are_fast),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
