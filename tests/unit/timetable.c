/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places and teams: capacities hold over all cohorts, nobody is left out, and one leaver moves nobody else. */
#include "unit/hand_world.h"

#include "process/course.h"

enum { COHORTS = 3, SEATS = 120 };

struct plan {
    struct timetable timetable;
    struct timetable_cohort cohort[COHORTS];
    int16_t site[COHORTS][SEATS];
    uint32_t team[COHORTS][SEATS];
    size_t cohorts;
};

static void plan_init(struct plan *plan, enum timetable_policy policy, const struct parameter_list *capacity, int64_t size,
                      size_t cohorts, const uint32_t *seats)
{
    struct timetable_parameters parameters = {.policy = (int)policy,
                                              .block_weeks = 6,
                                              .site_capacity = *capacity,
                                              .tutorial_size = 8,
                                              .team_size = size,
                                              .pod_size = size};
    struct calendar_parameters calendar = {0};
    struct kith_report report;
    kith_report_init(&report);
    assert_int_equal(timetable_init(&plan->timetable, &parameters, &calendar, NULL, SEATS, 1, &report), KITH_OK);
    plan->cohorts = cohorts;
    for (size_t c = 0; c < cohorts; c++)
        plan->cohort[c] = (struct timetable_cohort){.first_id = world_cohort_id((int)c),
                                                    .seats = seats[c],
                                                    .placement_week = 52 * (int32_t)c,
                                                    .site = plan->site[c],
                                                    .team = plan->team[c]};
}

static void assign(struct plan *plan, int32_t week)
{
    memset(plan->site, 0x7f, sizeof plan->site);
    memset(plan->team, 0x7f, sizeof plan->team);
    assert_int_equal(timetable_assign(&plan->timetable, random_key(5, 2), week, plan->cohort, plan->cohorts), KITH_OK);
}

/* Every seat has a site, no site more than it takes, no team more than size, each team in one cohort and place. */
static void assert_legal(const struct plan *plan, int64_t size)
{
    static uint32_t members[COHORTS * SEATS + 1];
    static size_t cohort_of[COHORTS * SEATS + 1];
    static int16_t site_of[COHORTS * SEATS + 1];
    const struct parameter_list *capacity = &plan->timetable.parameters.site_capacity;
    int64_t count[PARAMETER_LIST_MAX] = {0};
    memset(members, 0, sizeof members);
    for (size_t c = 0; c < plan->cohorts; c++)
        for (uint32_t seat = 0; seat < plan->cohort[c].seats; seat++) {
            assert_in_range(plan->site[c][seat], 0, capacity->count - 1);
            count[plan->site[c][seat]]++;
            uint32_t team = plan->team[c][seat];
            assert_in_range(team, 0, COHORTS * SEATS);
            assert_true(++members[team] <= size);
            assert_true(members[team] == 1 || (cohort_of[team] == c && site_of[team] == plan->site[c][seat]));
            cohort_of[team] = c;
            site_of[team] = plan->site[c][seat];
        }
    for (int64_t site = 0; site < capacity->count; site++)
        assert_true(count[site] <= capacity->at[site]);
}

/* Random capacities, whole pods of which just hold everyone, or a little more. */
static struct parameter_list random_capacity(uint64_t *seed, int64_t unit, int64_t needed)
{
    struct parameter_list capacity = {0};
    for (int64_t places = 0; places < needed || (unit_below(seed, 3) == 0 && capacity.count < PARAMETER_LIST_MAX);) {
        int64_t units = 1 + unit_below(seed, 60);
        if (capacity.count >= 20 || (unit_below(seed, 2) && places < needed && units > needed - places))
            units = needed > places ? needed - places : 1;
        capacity.at[capacity.count++] = units * unit + (unit > 1 ? unit_below(seed, (uint32_t)unit) : 0);
        places += units;
    }
    return capacity;
}

static void capacities_hold(void **state)
{
    (void)state;
    static struct plan plan;
    uint64_t seed = 12;
    for (int trial = 0; trial < 1000; trial++) {
        enum timetable_policy policy = trial % 2 ? TIMETABLE_PODS : TIMETABLE_ROTATE;
        uint32_t seats[COHORTS];
        size_t cohorts = 1 + unit_below(&seed, COHORTS);
        int64_t size = 1 + unit_below(&seed, 16), unit = policy == TIMETABLE_PODS ? size : 1, needed = 0;
        for (size_t c = 0; c < cohorts; c++) {
            seats[c] = 2 + unit_below(&seed, SEATS - 1);
            needed += (seats[c] + unit - 1) / unit;
        }
        struct parameter_list capacity = random_capacity(&seed, unit, needed);
        plan_init(&plan, policy, &capacity, size, cohorts, seats);
        assert_true(timetable_places(&plan.timetable.parameters) >= needed);
        assign(&plan, 6);
        assert_legal(&plan, size);
        timetable_clear(&plan.timetable);
    }
}

static const struct parameter_list sites = {4, {70, 50, 33, 3}};

/* Pods stay together in all blocks and move; rotating students seldom meet again. */
static void pods_stay_together(void **state)
{
    (void)state;
    static struct plan plan;
    static uint32_t before[SEATS];
    static int16_t place[SEATS];
    const uint32_t seats = 119; /* thirty pods, the last of three */
    int moved = 0;
    plan_init(&plan, TIMETABLE_PODS, &sites, 4, 1, &seats);
    assign(&plan, 0);
    memcpy(before, plan.team[0], sizeof before);
    memcpy(place, plan.site[0], sizeof place);
    for (int32_t week = 6; week < 100; week += 6) {
        assign(&plan, week);
        assert_legal(&plan, 4);
        for (uint32_t a = 0; a < seats; a++) {
            moved += plan.site[0][a] != place[a];
            for (uint32_t b = 0; b < a; b++)
                assert_true((before[a] == before[b]) == (plan.team[0][a] == plan.team[0][b]));
        }
    }
    assert_true(moved > 100);
    timetable_clear(&plan.timetable);
}

/* Of 120 students on places for 156, each of 200 blocks fills each site in proportion, and each student goes everywhere. */
static void rotation_is_even(void **state)
{
    (void)state;
    static struct plan plan;
    static int visits[SEATS][4];
    const uint32_t seats = 120;
    plan_init(&plan, TIMETABLE_ROTATE, &sites, 4, 1, &seats);
    int total[4] = {0}, expected[4] = {0}, together = 0;
    for (uint32_t k = 0; k < seats; k++) { /* the k-th takes place floor(k C / n) of those laid end to end: 70 50 33 3 */
        uint32_t at = k * 156 / seats;
        expected[at < 70 ? 0 : at < 120 ? 1 : at < 153 ? 2 : 3]++;
    }
    for (int32_t block = 0; block < 200; block++) {
        int count[4] = {0};
        assign(&plan, 6 * block);
        for (uint32_t seat = 0; seat < seats; seat++) {
            count[plan.site[0][seat]]++;
            visits[seat][plan.site[0][seat]]++;
        }
        for (int site = 0; site < 4; site++) {
            assert_int_equal(count[site], expected[site]);
            total[site] += count[site];
        }
        together += plan.team[0][0] == plan.team[0][1];
    }
    for (int site = 0; site < 4; site++)
        for (uint32_t seat = 0; seat < seats; seat++)
            assert_near(visits[seat][site] / 200.0, total[site] / 24000.0, 0.2); /* 5.7 s.e. at the most */
    assert_true(together < 20);                                                  /* 200 · 3/119 expected: 5 */
    timetable_clear(&plan.timetable);
}

/* A school of two years on placement with and without one student who leaves: places and groups of all others are the same. */
static void one_leaver_moves_nobody(void **state)
{
    (void)state;
    struct schema_parameters *parameters = hand_defaults();
    struct timetable timetable;
    struct kith_report report;
    kith_report_init(&report);
    parameters->model.timetable.policy = TIMETABLE_ROTATE;
    parameters->model.timetable.site_capacity = sites;
    assert_int_equal(timetable_init(&timetable, &parameters->model.timetable, &parameters->model.calendar, NULL, 60, 1, &report),
                     KITH_OK);
    struct school_parameters school = {.intake = 60, .course = {3, {CALENDAR_CAMPUS, CALENDAR_PLACEMENT, CALENDAR_PLACEMENT}}};
    struct world world[2];
    for (int w = 0; w < 2; w++) {
        assert_int_equal(world_init(&world[w], random_key(1, 1), &school, -156), KITH_OK);
        world_use_timetable(&world[w], &timetable);
    }
    for (int32_t week = -156; week < 30; week++) {
        for (int w = 0; w < 2; w++) {
            world[w].week = week;
            course_step(&world[w], &parameters->model.population);
        }
        if (week == -1)
            world[1].students.person.enrolled[77] = 0;
        for (int layer = 0; layer < GROUP_LAYERS; layer++) {
            assert_memory_equal(world[0].groups[layer].order, world[1].groups[layer].order, 180 * sizeof(uint32_t));
            assert_memory_equal(world[0].groups[layer].first, world[1].groups[layer].first, 180 * sizeof(uint32_t));
        }
        assert_memory_equal(world[0].students.calendar.site, world[1].students.calendar.site, 180 * sizeof(int16_t));
    }
    assert_int_not_equal(world[0].students.person.enrolled[77], world[1].students.person.enrolled[77]);
    for (int w = 0; w < 2; w++)
        world_clear(&world[w]);
    timetable_clear(&timetable);
    free(parameters);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(capacities_hold),
        cmocka_unit_test(pods_stay_together),
        cmocka_unit_test(rotation_is_even),
        cmocka_unit_test(one_leaver_moves_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
