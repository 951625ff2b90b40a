/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why no timetable exists, word for word: E110 to E113, and what a scenario forgot. */
#include "unit/policy_case.h"

static void expect(struct policy_case *c, const char *said)
{
    assert_int_equal(case_check(c), KITH_INVALID);
    unit_expect_said(&c->report, said);
    case_clear(c);
}

static void rename_rotations(struct policy_case *c, const char *const *names)
{
    for (uint32_t r = 0; r < c->timetable.places.rotations; r++) {
        free(c->timetable.places.rotation_label[r]);
        c->timetable.places.rotation_label[r] = strdup(names[r]);
    }
}

static const char *const names[] = {"ethics", "medicine", "surgery"};

static void tight_rotations(void **state)
{
    (void)state;
    static struct policy_case c;
    static const struct {
        int32_t capacity[3], required[3];
        const char *said;
    } cases[] = {
        {{400, 140, 143},
         {3, 2, 2},
         ": error: E111 medicine and surgery need 2 blocks each for 540 students (3 years of 180): 2,160 student-blocks a year, but "
         "their places hold 1,981 (7 blocks of 283): 179 too few; add places for 15 students in medicine, 12 more in surgery, or "
         "require fewer blocks\n"},
        {{400, 141, 200},
         {4, 2, 1},
         ": error: E111 medicine needs 2 blocks for 540 students (3 years of 180): 1,080 student-blocks a year, but its places hold "
         "987 (7 blocks of 141): 93 too few; add places for 14 students in medicine, or require fewer blocks\n"},
        {{400, 100, 70},
         {4, 2, 1},
         ": error: E111 medicine and surgery need 2 and 1 blocks for 540 students (3 years of 180): 1,620 student-blocks a year, but "
         "their places hold 1,190 (7 blocks of 170): 430 too few; add places for 55 students in medicine, 8 more in surgery, or "
         "require fewer blocks\n"},
        {{100, 200, 200},
         {0, 1, 1},
         ": error: E111 any other rotation needs 5 blocks for 540 students (3 years of 180): 2,700 student-blocks a year, but its "
         "places hold 700 (7 blocks of 100): 2,000 too few; add places for 286 students in any other rotation, or require fewer "
         "blocks\n"},
        {{0, 500, 200},
         {4, 2, 1},
         ": error: E111 ethics needs 4 blocks for 540 students (3 years of 180): 2,160 student-blocks a year, but its places hold 0 (7 "
         "blocks of 0): 2,160 too few; add places for 309 students in ethics, or require fewer blocks\n"},
        {{160, 160, 160},
         {2, 2, 2},
         ": error: E111 540 students (3 years of 180) need a place in every block, but all places together take 480 at once: 60 too "
         "few\n"},
        {{600, 600, 600},
         {4, 2, 3},
         ": error: E111 the required rotations need 9 blocks of every student, but a placement year has 7: 2 too few\n"},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        case_init(&c, TIMETABLE_ROTATE, 7, 1, 3, cases[k].capacity, cases[k].required, 180, 3);
        rename_rotations(&c, names);
        expect(&c, cases[k].said);
    }
}

static void sites_without_rotations(void **state)
{
    (void)state;
    static struct policy_case c;
    static const char *const unnamed[] = {""};
    const int32_t capacity[] = {20, 15}, none[] = {0};
    case_init(&c, TIMETABLE_ROTATE, 7, 2, 1, capacity, none, 24, 2);
    rename_rotations(&c, unnamed);
    expect(&c, ": error: E111 the sites take 35 students at once, but 48 need a place (2 years of 24 students): 13 too few\n");
    case_init(&c, TIMETABLE_PODS, 7, 2, 1, capacity, none, 24, 2);
    c.timetable.parameters.pod_size = 4;
    rename_rotations(&c, unnamed);
    expect(&c, ": error: E111 the sites take 8 pods at once, but 12 need a place (2 years of 24 students): 4 too few\n");
}

static void home_sites(void **state)
{
    (void)state;
    static struct policy_case c;
    const int32_t capacity[] = {60, 10, 30, 20, 20, 20}, required[] = {3, 2, 2};
    case_init(&c, TIMETABLE_LONGITUDINAL, 7, 2, 3, capacity, required, 30, 3);
    rename_rotations(&c, names);
    expect(
        &c,
        ": error: E111 with one home site a year the sites take 81 students with all that is required (A 35 for medicine, B 46 "
        "for ethics), but 90 need one: 9 too few\n");
    case_init(&c, TIMETABLE_LONGITUDINAL, 7, 2, 3, capacity, required, 20, 3);
    case_enrol(&c);
    for (int seat = 0; seat < 16; seat++)
        c.timetable.enrolment.home_site[seat] = seat < 12 ? 0 : 1;
    expect(&c,
           ": error: E111 site A takes 35 students a year with all that is required, but it is the home site of 36: 1 too few\n");
}

static void pods(void **state)
{
    (void)state;
    static struct policy_case c;
    const int32_t capacity[] = {12, 2, 12, 12, 3, 12}, required[] = {3, 2, 2};
    case_init(&c, TIMETABLE_PODS, 7, 2, 3, capacity, required, 16, 1);
    c.timetable.parameters.pod_size = 4;
    rename_rotations(&c, names);
    expect(&c, ": error: E110 pods of 4 fit nowhere in medicine: its largest place takes 3 students\n");
    const int32_t few[] = {24, 7, 24};
    case_init(&c, TIMETABLE_PODS, 7, 1, 3, few, required, 16, 1);
    c.timetable.parameters.pod_size = 4;
    rename_rotations(&c, names);
    expect(&c, ": error: E111 medicine needs 2 blocks for 4 pods of 4: 8 pod-blocks a year, but its places hold 7 (7 blocks of "
               "1): 1 too few; add places for 1 pod in medicine, or require fewer blocks\n");
    const int32_t mixed[] = {4, 4, 4}, none[] = {0};
    case_init(&c, TIMETABLE_PODS, 1, 3, 1, mixed, none, 11, 1); /* pods of 3, 3, 3 and 2 in three places for 4 */
    c.timetable.parameters.pod_size = 3;
    expect(&c, ": error: E111 no timetable holds 4 pods of 2 to 3 students: they would fit in fractions, but not whole, as a "
               "complete search proves\n");
}

static void pins_and_blocks_away(void **state)
{
    (void)state;
    static struct policy_case c;
    const int32_t capacity[] = {2, 2}, each[] = {1, 1};
    case_init(&c, TIMETABLE_ROTATE, 2, 1, 2, capacity, each, 4, 1);
    for (uint32_t seat = 0; seat < 3; seat++)
        case_pin(&c, seat, 0, 0);
    expect(&c, ": error: E111 3 students of all cohorts are pinned to A/a in block 1, which takes 2: 1 too few\n");
    const int32_t wide[] = {3, 2};
    case_init(&c, TIMETABLE_ROTATE, 2, 1, 2, wide, each, 4, 1);
    for (uint32_t seat = 0; seat < 3; seat++)
        case_pin(&c, seat, 0, 0);
    expect(&c, ": error: E111 b needs 4 student-blocks a year, but in the blocks that pinned lines and unavailable students "
               "leave open its places "
               "hold 3: 1 too few\n");
    case_init(&c, TIMETABLE_ROTATE, 2, 1, 2, wide, each, 4, 1);
    case_enrol(&c);
    c.timetable.enrolment.unavailable[2] = 1;
    expect(&c,
           ": error: E111 student 3 is away too often: what is required does not fit into the 2 blocks of a placement year\n");
    case_init(&c, TIMETABLE_ROTATE, 2, 1, 2, wide, each, 4, 1);
    case_enrol(&c);
    c.timetable.enrolment.unavailable[2] = 1;
    case_pin(&c, 2, 0, 1);
    case_pin(&c, 1, 1, 1);
    case_pin(&c, 1, 1, 0);
    expect(&c, ":2: error: E111 this line pins a student to block 1, in which the student is unavailable\n"
               ":4: error: E111 this line pins a student to block 2, but another line pins the student to another place in it\n");
    case_init(&c, TIMETABLE_ROTATE, 2, 1, 2, wide, each, 4, 1);
    case_pin(&c, 1, 1, 1);
    case_pin(&c, 1, 0, 1);
    expect(&c, ": error: E111 student 2 is pinned to a rotation more often than it is required: what is required does not fit "
               "into the 2 blocks of "
               "a placement year\n");
}

/* Pins give all three the home site A; two of them then need a place there that is taken, though the other site has room. */
static void over_capacity_without_a_tight_rotation(void **state)
{
    (void)state;
    static struct policy_case c;
    const int32_t capacity[] = {1, 1}, each[] = {1, 1};
    case_init(&c, TIMETABLE_ROTATE, 3, 1, 2, capacity, each, 2,
              1); /* both are away in a block and must do a and b in the two others */
    case_enrol(&c);
    c.timetable.enrolment.unavailable[0] = c.timetable.enrolment.unavailable[1] = 4;
    assert_int_equal(case_check(&c), KITH_OK);
    case_plan(&c, 1, 1);
    case_clear(&c);
    const int32_t sites[] = {1, 1, 1, 1};
    case_init(&c, TIMETABLE_LONGITUDINAL, 2, 2, 2, sites, each, 3, 1);
    case_pin(&c, 0, 0, 0);
    case_pin(&c, 1, 0, 1);
    case_pin(&c, 2, 1, 0);
    expect(&c, ": error: E111 no timetable keeps pinned lines and unavailable blocks: wherever students go, places are over "
               "capacity by 2 "
               "student-blocks or more\n");
}

static void a_home_that_lacks_a_rotation(void **state)
{
    (void)state;
    static struct policy_case c;
    const int32_t sites[] = {5, 5, 5, 0}, each[] = {1, 1};
    case_init(&c, TIMETABLE_LONGITUDINAL, 2, 2, 2, sites, each, 3, 1);
    case_pin(&c, 0, 0, 2);
    expect(&c,
           ": error: E111 no timetable keeps pinned lines and unavailable blocks: somebody's home site has no place at all for a "
           "rotation that is required\n");
}

static void undecided(void **state)
{
    (void)state;
    static struct policy_case c;
    int32_t capacity[52];
    const int32_t required[] = {2, 0};
    for (int k = 0; k < 52; k++)
        capacity[k] = 9;
    case_init(&c, TIMETABLE_LONGITUDINAL, 50, 26, 2, capacity, required, 110, 1);
    case_enrol(&c);
    for (uint32_t seat = 0; seat < 110; seat++)
        c.timetable.enrolment.unavailable[seat] = (uint64_t)(seat + 1) << 7;
    expect(
        &c,
        ": error: E113 undecided whether a timetable keeps pinned lines and unavailable blocks: the search met its limit (200000 "
        "unknowns, 500 nodes); more places or fewer constraints make it easier\n");
}

/* timetable_init from a scenario's parameters. */
static void expect_init(const struct timetable_parameters *parameters, const char *said)
{
    static struct timetable timetable;
    static const struct timetable_files no_files;
    struct calendar_parameters weeks = {.placement_breaks = {2, {10, 11}}};
    struct timetable_school school = {.seats = 30, .years = 2, .years_at_once = 2};
    struct kith_report report;
    kith_report_init(&report);
    enum kith_status status = timetable_init(&timetable, parameters, &weeks, &no_files, &school, &report);
    assert_int_equal(status, said[0] ? KITH_INVALID : KITH_OK);
    unit_expect_said(&report, said);
    timetable_clear(&timetable);
}

static void scenarios(void **state)
{
    (void)state;
    const struct timetable_parameters sound = {
        .block_weeks = 6, .site_capacity = {2, {40, 20}}, .team_size = 4, .pod_size = 4, .tutorial_size = 8};
    struct timetable_parameters p = sound;
    expect_init(&p, "");
    p.blocks = (struct parameter_list){3, {20, 20, 8}};
    expect_init(&p,
                ": error: E112 timetable.blocks add up to 48 weeks, but a placement year has 50 weeks of placement: 2 too few\n");
    p.blocks = (struct parameter_list){3, {20, 20, 13}};
    expect_init(
        &p, ": error: E112 timetable.blocks add up to 53 weeks, but a placement year has 50 weeks of placement: 3 too many\n");
    p.blocks = (struct parameter_list){3, {20, 20, 10}};
    expect_init(&p, "");
    p.site_capacity.count = 0;
    expect_init(&p, ": error: timetable.site_capacity is empty, but 2 years of the course are on placement\n");
    p = sound;
    p.policy = TIMETABLE_ROSTER;
    expect_init(&p, ": error: timetable.policy is roster, but timetable.roster names no file\n");
    p = sound;
    p.site_capacity.at[1] = 0;
    expect_init(&p, ": error: a site takes 0 students\n");
    p.site_capacity.at[1] = 19;
    expect_init(&p,
                ": error: E111 the sites take 59 students at once, but 60 need a place (2 years of 30 students): 1 too few\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tight_rotations),
        cmocka_unit_test(sites_without_rotations),
        cmocka_unit_test(home_sites),
        cmocka_unit_test(pods),
        cmocka_unit_test(pins_and_blocks_away),
        cmocka_unit_test(over_capacity_without_a_tight_rotation),
        cmocka_unit_test(a_home_that_lacks_a_rotation),
        cmocka_unit_test(undecided),
        cmocka_unit_test(scenarios),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
