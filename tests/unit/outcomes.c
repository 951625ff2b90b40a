/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weekly counts and what outcomes make of them, by hand: a few students through a few weeks, and accounts written directly. */
#include "unit/hand_observer.h"

enum { WEEKS = 10 };

static int32_t counted(const struct observer *observer, enum observe_weekly variable, int32_t week)
{
    return observer->weekly[(int)variable * WEEKS + week];
}

static void set_level(struct world *world, uint32_t row, enum student_level level)
{
    struct students *s = &world->students;
    bool begins = s->distress.level[row] == LEVEL_WELL && level != LEVEL_WELL;
    s->distress.level[row] = (uint8_t)level;
    if (begins)
        s->distress.since_week[row] = (int16_t)world->week;
    if (level == LEVEL_WELL)
        s->distress.since_week[row] = s->noticing.noticed_week[row] = WEEK_NEVER;
}

/* Friends 0-1 and 2-3, of whom 3 is at a site; 1 and 4 know each other a little; 5 has left. */
static void make_six(struct world *world)
{
    hand_world(world, 6);
    hand_tie(world, 0, 1, 60);
    hand_tie(world, 2, 3, 60);
    hand_tie(world, 1, 4, 20);
    world->students.calendar.place[3] = 0;
    world->students.calendar.phase[3] = CALENDAR_PLACEMENT;
    world->students.person.enrolled[5] = 0;
}

static const struct {
    enum observe_weekly variable;
    int32_t expected;
} week_by_hand[] = {{WEEKLY_STUDENTS, 5},
                    {WEEKLY_DISTRESSED, 2},
                    {WEEKLY_SEVERE, 1},
                    {WEEKLY_TIES, 6},
                    {WEEKLY_NAMED_TIES, 6},
                    {WEEKLY_FRIEND_TIES, 4},
                    {WEEKLY_FRIENDLESS, 1},
                    {WEEKLY_TEACHING, 5},
                    {WEEKLY_ISOLATED, 3},
                    {WEEKLY_TEACHING_DISTRESSED, 2},
                    {WEEKLY_COVERED, 1},
                    {WEEKLY_UNMET, 1},
                    {WEEKLY_WAITING, 1},
                    {WEEKLY_IN_CARE, 1},
                    {WEEKLY_SUPPORTERS_ON_DUTY, 1},
                    {WEEKLY_SUPPORTERS_PAUSED, 1},
                    {WEEKLY_ASSIGNED, 2},
                    {WEEKLY_ASSIGNMENT_COST, 7}};

static void a_week_is_counted(void **state)
{
    (void)state;
    struct world world;
    struct observer observer;
    make_six(&world);
    hand_observer(&observer, &world, WEEKS, 2);
    set_level(&world, 0, LEVEL_DISTRESSED);
    set_level(&world, 2, LEVEL_SEVERE);
    world.students.help.supported_week[2] = -3;
    world.students.services.care[4] = CARE_WAITING;
    world.students.services.care[1] = CARE_RECEIVING;
    world.students.programme.role[3] = ROLE_ON_DUTY;
    world.students.programme.role[4] = ROLE_PAUSED;
    world.students.programme.assigned[0] = world.students.programme.assigned[1] = world.students.programme.assigned[5] =
        hand_id(3);
    world.events.assignment_cost = 7;
    observe_week(&observer, &world);
    for (size_t c = 0; c < sizeof week_by_hand / sizeof *week_by_hand; c++)
        assert_int_equal(counted(&observer, week_by_hand[c].variable, 0), week_by_hand[c].expected);
    const int32_t site[SPLIT_COUNT] = {1, 0, 1, 1, 1, 1};             /* student 3 */
    assert_int_equal(observer.by_year[SPLIT_REACHED * WEEKS * 2], 2); /* 3 and 2, but nobody through 4, who is paused */
    for (int split = 0; split < SPLIT_COUNT; split++) {
        assert_int_equal(observer.by_site[split * WEEKS * 2], site[split]);
        assert_int_equal(observer.by_site[split * WEEKS * 2 + 1], 0);
    }
    assert_outcome(&observer, "noticing_coverage", 0.5);
    world.week = 1; /* a break: nobody is taught, so nobody is isolated; the last support was four weeks ago */
    for (uint32_t row = 0; row < 6; row++) {
        world.students.calendar.season[row] = CALENDAR_BREAK;
        world.students.calendar.place[row] = PLACE_AWAY;
    }
    observe_week(&observer, &world);
    assert_int_equal(counted(&observer, WEEKLY_TEACHING, 1) + counted(&observer, WEEKLY_ISOLATED, 1), 0);
    assert_int_equal(counted(&observer, WEEKLY_UNMET, 1), 2);
    assert_outcome(&observer, "weeks_in_distress", 52 * 4 / 10.0);
    assert_outcome(&observer, "isolated_weeks", 52 * 3 / 10.0);
    assert_outcome(&observer, "unmet_need", 3 / 4.0);
    observe_clear(&observer);
    world_clear(&world);
}

static void add_request(struct world *world, uint32_t receiver, uint32_t giver, uint8_t formal, unsigned stage, uint8_t poor)
{
    struct request request = {.receiver = receiver,
                              .giver = giver,
                              .tie = TIE_NONE,
                              .formal = formal,
                              .stage = (uint8_t)stage,
                              .poor = poor,
                              .format = FORMAT_CALL};
    assert_int_equal(request_append(&world->requests, &request, 1), KITH_OK);
}

/* Each distressed student once at each stage, however many noticed, informal and formal apart. */
static void the_funnel_counts_students(void **state)
{
    (void)state;
    struct world world;
    struct observer observer;
    const unsigned offered = REQUEST_NOTICED | REQUEST_OFFERED, accepted = offered | REQUEST_ACCEPTED,
                   held = accepted | REQUEST_HELD;
    make_six(&world);
    hand_observer(&observer, &world, WEEKS, 2);
    for (uint32_t row = 0; row < 4; row++)
        set_level(&world, row, LEVEL_DISTRESSED);
    add_request(&world, 0, 1, 0, REQUEST_NOTICED, 0);
    add_request(&world, 0, 2, 0, offered, 0);
    add_request(&world, 0, 3, 0, held, 1); /* held, but poor */
    add_request(&world, 0, 4, 1, held, 0);
    add_request(&world, 1, 0, 0, held, 0);
    add_request(&world, 1, 4, 0, held, 0);
    add_request(&world, 2, 4, 1, accepted, 0);
    add_request(&world, 4, 3, 1, held, 0); /* an outreach to someone well: an encounter, but not in the funnel */
    observe_week(&observer, &world);
    static const struct {
        enum observe_weekly variable;
        int32_t informal, formal;
    } cases[] = {{WEEKLY_OFFERED_INFORMAL, 2, 2},
                 {WEEKLY_ACCEPTED_INFORMAL, 2, 2},
                 {WEEKLY_SUPPORTED_INFORMAL, 2, 1},
                 {WEEKLY_RELIEVED_INFORMAL, 1, 1},
                 {WEEKLY_ENCOUNTERS_INFORMAL, 3, 2}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        assert_int_equal(counted(&observer, cases[c].variable, 0), cases[c].informal);
        assert_int_equal(counted(&observer, cases[c].variable + 1, 0), cases[c].formal);
    }
    assert_int_equal(counted(&observer, WEEKLY_NOTICED, 0), 3);
    assert_int_equal(counted(&observer, WEEKLY_CALLS, 0), 5);
    assert_int_equal(counted(&observer, WEEKLY_IN_PERSON, 0), 0);
    assert_outcome(&observer, "formal_per_year", 52 * 2.0 / WEEKS);
    observe_clear(&observer);
    world_clear(&world);
}

/* Student 0 is distressed in weeks 1 to 3, noticed in week 2; student 1 from week 4 on, never noticed, leaving at the end of week 6. */
static void episodes_are_followed(void **state)
{
    (void)state;
    struct world world;
    struct observer observer;
    make_six(&world);
    hand_observer(&observer, &world, WEEKS, 2);
    for (world.week = 0; world.week < WEEKS; world.week++) {
        set_level(&world, 0, world.week >= 1 && world.week <= 3 ? LEVEL_DISTRESSED : LEVEL_WELL);
        if (world.week == 2)
            world.students.noticing.noticed_week[0] = 2;
        set_level(&world, 1, world.week >= 4 ? LEVEL_DISTRESSED : LEVEL_WELL);
        world.students.help.supported_how[0] = world.week == 3 ? SUPPORT_FORMAL : 0;
        world.students.person.enrolled[1] = world.week <= 6;
        observe_week(&observer, &world);
    }
    observe_end(&observer, &world);
    assert_outcome(&observer, "noticed_episodes", 1 / 2.0);
    assert_outcome(&observer, "weeks_to_notice", 1);
    assert_outcome(&observer, "support_reach", 1 / 2.0);
    assert_outcome(&observer, "reach_formal", 1 / 2.0);
    assert_outcome(&observer, "reach_informal", 0);
    const double at_risk[] = {2, 2, 1, 0}, resolved[] = {0, 0, 1, 0}; /* 0: over in its third week; 1: two weeks seen */
    for (int age = 0; age < 4; age++) {
        assert_near(observer.sums.at_risk[age], at_risk[age], 0);
        assert_near(observer.sums.resolved[age], resolved[age], 0);
    }
    assert_int_equal(observer.accounts, 5);
    assert_int_equal(observer.account[0].id, hand_id(1)); /* the first to leave */
    assert_int_equal(observer.account[0].weeks, 7);
    assert_int_equal(observer.account[0].distressed, 3);
    assert_outcome(&observer, "longest_isolated", (0 + 0 + 10 + 10 + 10) / 5.0);
    observe_clear(&observer);
    world_clear(&world);
}

static void set_accounts(struct observer *observer, const struct observe_account *accounts, size_t count)
{
    *observer = (struct observer){.accounts = count, .account = malloc((count + 1) * sizeof *accounts)};
    assert_non_null(observer->account);
    memcpy(observer->account, accounts, count * sizeof *accounts);
}

static void inequality_by_hand(void **state)
{
    (void)state;
    struct observer observer;
    struct observe_account accounts[20];
    for (uint32_t k = 0; k < 20; k++) /* shares of 0/20 … 19/20 of the year, in no order */
        accounts[k] = (struct observe_account){k, 20, (int32_t)(k * 7 % 20), 0};
    set_accounts(&observer, accounts, 20);
    assert_outcome(&observer, "weeks_p90", 52 * 17 / 20.0); /* the 18th of 20 */
    assert_outcome(&observer, "weeks_gini", 0.35);          /* of 0, 1, …, n − 1: (n + 1) / 3n */
    free(observer.account);
    for (uint32_t k = 0; k < 20; k++)
        accounts[k] = (struct observe_account){k, 20 + (int32_t)k, 0, 0};
    accounts[3] = (struct observe_account){3, 52, 52, 0};
    set_accounts(&observer, accounts, 20);
    assert_outcome(&observer, "weeks_gini", 0.95); /* one has all */
    assert_outcome(&observer, "weeks_p90", 0);
    free(observer.account);
    set_accounts(&observer, accounts, 1);
    assert_missing(&observer, "weeks_gini"); /* nobody was distressed: 0/0 */
    free(observer.account);
}

/* Those who served here, beside the same students there; who is only in one of them counts there not at all. */
static void supporters_beside_themselves(void **state)
{
    (void)state;
    struct observer here, there;
    double own, same;
    set_accounts(&here, (const struct observe_account[]){{7, 52, 26, 1}, {5, 104, 0, 0}, {9, 26, 13, 1}, {8, 26, 0, 1}}, 4);
    set_accounts(&there, (const struct observe_account[]){{9, 52, 13, 0}, {5, 104, 99, 0}, {7, 52, 0, 0}}, 3);
    outcome_supporters(&here, &there, &own, &same);
    assert_near(own, 52 * 39 / 104.0, 1e-12);
    assert_near(same, 52 * 13 / 104.0, 1e-12);
    outcome_supporters(&there, &here, &own, &same); /* nobody served there */
    assert_true(isnan(own) && isnan(same));
    free(here.account);
    free(there.account);
}

/* A fall is no rise: after a year in which everyone lost, r is as far below 0 as it is above where everyone gained. Who did not serve does not count. */
static void effects_have_a_sign(void **state)
{
    (void)state;
    enum { YEARS = 6 };
    struct observe_service years[YEARS] = {{.said_after = {[EFFECT_EMPATHY] = -9}}};
    const struct observer observer = {.years = years, .year_count = YEARS};
    const double all = (15 / 2.0) / sqrt(5 * 6 * 11 / 24.0) / sqrt(5); /* five of one sign: V - n (n + 1) / 4 = 15 / 2 */
    assert_true(isnan(outcome_effect_r(&observer, EFFECT_EMPATHY)));
    for (int k = 1; k < YEARS; k++) {
        years[k].served = 1;
        years[k].said_after[EFFECT_EMPATHY] = (float)k / 4;
        years[k].said_after[EFFECT_STIGMA] = -(float)k / 4;
    }
    assert_near(outcome_effect_r(&observer, EFFECT_EMPATHY), all, 1e-12);
    assert_near(outcome_effect_r(&observer, EFFECT_STIGMA), -all, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_week_is_counted),
        cmocka_unit_test(the_funnel_counts_students),
        cmocka_unit_test(episodes_are_followed),
        cmocka_unit_test(inequality_by_hand),
        cmocka_unit_test(supporters_beside_themselves),
        cmocka_unit_test(effects_have_a_sign),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
