/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rosters: labels become seats, every mistake has its line, and the blocks of a year are dealt to the cohorts. */
#include "unit/unit.h"

#include <unistd.h>

#include "timetable/roster.h"

static const struct parameter_list capacity = {2, {2, 1}};

static void write_roster(const char *text)
{
    FILE *file = fopen("r.csv", "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static struct timetable_roster *reads(const char *text, uint32_t seats)
{
    struct timetable_roster *roster;
    struct kith_report report;
    kith_report_init(&report);
    write_roster(text);
    enum kith_status status = roster_read(&roster, "r.csv", seats, 2, 1, &capacity, &report);
    unit_expect_said(&report, "");
    assert_int_equal(status, KITH_OK);
    return roster;
}

static void refuses(const char *text, uint32_t seats, const char *lines)
{
    struct timetable_roster *roster;
    struct kith_report report;
    kith_report_init(&report);
    write_roster(text);
    assert_int_equal(roster_read(&roster, "r.csv", seats, 2, 1, &capacity, &report), KITH_INVALID);
    assert_null(roster);
    unit_expect_said(&report, lines);
}

static const char *const lines[] = {"ben,1,1,7\n", "anna,2,2,0\n", "Cy,1,2,3\n", "Cy,2,1,5\n", "anna,1,1,7\n", "ben,2,1,5\n"};

/* Bytewise, capitals come first: Cy, anna, ben. */
static void assert_as_written(const struct timetable_roster *roster)
{
    const int16_t site[] = {1, 0, 0, 1, 0, 0};
    const uint32_t team[] = {3, 5, 7, 0, 7, 5};
    assert_int_equal(roster->seats, 3);
    assert_int_equal(roster->blocks, 2);
    assert_memory_equal(roster->site, site, sizeof site);
    assert_memory_equal(roster->team, team, sizeof team);
}

static void order_of_rows_is_nothing(void **state)
{
    (void)state;
    int order[6] = {0, 1, 2, 3, 4, 5};
    uint64_t seed = 14;
    for (int trial = 0; trial < 60; trial++) {
        char text[256] = "student,block,site,team\n";
        for (uint32_t k = 5; k > 0; k--) {
            uint32_t other = unit_below(&seed, k + 1);
            int swap = order[k];
            order[k] = order[other];
            order[other] = swap;
        }
        for (int k = 0; k < 6; k++)
            strcat(text, lines[order[k]]);
        struct timetable_roster *roster = reads(text, 3);
        assert_as_written(roster);
        roster_free(roster);
    }
}

/* Without the column, or with nothing in it, each site is one team. */
static void teams_may_be_left_out(void **state)
{
    (void)state;
    const uint32_t none[] = {0, 0};
    struct timetable_roster *roster = reads("block,site,student\n1,1,a\n1,1,b\n", 2);
    assert_memory_equal(roster->team, none, sizeof none);
    roster_free(roster);
    roster = reads("block,site,student,team\n1,1,a,\n1,1,b,\n", 2);
    assert_memory_equal(roster->team, none, sizeof none);
    roster_free(roster);
}

#define HEADER "student,block,site,team\n"

static void mistakes_are_told(void **state)
{
    (void)state;
    refuses(HEADER "a,1,1,1\nb,1,1,1\n", 3, "r.csv: error: names 2 students; school.intake is 3\n");
    refuses(HEADER, 2, "r.csv: error: names 0 students; school.intake is 2\n");
    refuses(HEADER "a,1,1,1\nb,1,2,1\na,1,2,1\n", 2, "r.csv:4: error: student \"a\" is in two places in block 1\n");
    refuses(HEADER "a,1,1,1\na,2,1,1\na,3,1,1\nb,2,2,1\n", 2,
            "r.csv:5: error: student \"b\" has no place in block 1\n"); /* and block 3, which is told when this is mended */
    refuses(HEADER "a,1,1,1\nb,1,1,1\nc,1,1,1\n", 3, "r.csv: error: block 1 of the year: 3 students of 1 placement year at site 1, which takes 2\n");
    refuses(HEADER "a,1,1,1\na,2,2,1\nb,1,1,1\nb,2,2,1\n", 2,
            "r.csv: error: block 2 of the year: 2 students of 1 placement year at site 2, which takes 1\n");
}

/* Two cohorts, in their first and second placement year, are at the sites together. */
static void cohorts_share_the_sites(void **state)
{
    (void)state;
    struct timetable_roster *roster = NULL;
    struct kith_report report;
    const struct parameter_list shared = {2, {2, 1}};
    kith_report_init(&report);
    write_roster(HEADER "a,1,1,1\nb,1,2,1\na,2,2,1\nb,2,1,1\n");
    assert_int_equal(roster_read(&roster, "r.csv", 2, 1, 2, &shared, &report), KITH_INVALID);
    unit_expect_said(&report, "r.csv: error: block 1 of the year: 2 students of 2 placement years at site 2, which takes 1\n");
}

static void numbers_are_checked(void **state)
{
    (void)state;
    refuses(HEADER "a,one,1,1\nb,0,1,1\nc,1001,1,1\n", 3,
            "r.csv:2: error: block is \"one\", allowed is a whole number from 1 to 1000\n"
            "r.csv:3: error: block is \"0\", allowed is a whole number from 1 to 1000\n"
            "r.csv:4: error: block is \"1001\", allowed is a whole number from 1 to 1000\n");
    refuses(HEADER "a,1,3,1\nb,1,,1\n", 2,
            "r.csv:2: error: site is \"3\", allowed is a whole number from 1 to 2\n"
            "r.csv:3: error: site is \"\", allowed is a whole number from 1 to 2\n");
    refuses(HEADER "a,1,1,x\nb,1,1,1048576\n", 2,
            "r.csv:2: error: team is \"x\", allowed is a whole number from 0 to 1048575\n"
            "r.csv:3: error: team is \"1048576\", allowed is a whole number from 0 to 1048575\n");
}

static void a_student_needs_a_label(void **state)
{
    (void)state;
    refuses(HEADER ",1,1,1\nb,1,1,1\n", 2, "r.csv:2: error: a student's label is empty\n");
}

/* As a policy: blocks run on through all placement years of a cohort, then begin again. */
static void blocks_are_dealt_to_cohorts(void **state)
{
    (void)state;
    struct timetable timetable;
    struct kith_report report;
    struct timetable_parameters parameters = {.policy = TIMETABLE_ROSTER, .block_weeks = 26, .site_capacity = {3, {5, 5, 5}}};
    const struct calendar_parameters calendar = {0}; /* two blocks a year */
    kith_report_init(&report);
    write_roster("student,block,site,team\na,1,1,4\na,2,2,4\na,3,3,4\nb,1,3,4\nb,2,1,4\nb,3,2,4\n");
    assert_int_equal(timetable_init(&timetable, &parameters, &calendar, "r.csv", 2, 1, &report), KITH_OK);
    unit_expect_said(&report, "");
    int16_t site[2][2];
    uint32_t team[2][2];
    struct timetable_cohort cohorts[2] = {{.seats = 2, .placement_year = 0, .site = site[0], .team = team[0]},
                                          {.seats = 2, .placement_year = 1, .site = site[1], .team = team[1]}};
    static const struct {
        int32_t week;
        int16_t first[2], second[2]; /* blocks 1, 3; then 2, 4 (1 again) */
    } cases[] = {{-52, {0, 2}, {2, 1}}, {26, {1, 0}, {0, 2}}};
    for (int c = 0; c < 2; c++) {
        assert_int_equal(timetable_assign(&timetable, random_key(1, 1), cases[c].week, cohorts, 2), KITH_OK);
        assert_memory_equal(site[0], cases[c].first, sizeof site[0]);
        assert_memory_equal(site[1], cases[c].second, sizeof site[1]);
        assert_int_equal(team[0][0], team[0][1]);
        assert_int_not_equal(team[0][0], team[1][0]); /* equal numbers in two cohorts are two teams */
    }
    timetable_clear(&timetable);
}

static int enter_folder(void **state)
{
    static char folder[] = "/tmp/kith-roster-XXXXXX";
    *state = folder;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave_folder(void **state)
{
    remove("r.csv");
    return chdir("/") == 0 && rmdir(*state) == 0 ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_of_rows_is_nothing),    cmocka_unit_test(teams_may_be_left_out),
        cmocka_unit_test(mistakes_are_told),           cmocka_unit_test(cohorts_share_the_sites),
        cmocka_unit_test(numbers_are_checked),         cmocka_unit_test(a_student_needs_a_label),
        cmocka_unit_test(blocks_are_dealt_to_cohorts),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
