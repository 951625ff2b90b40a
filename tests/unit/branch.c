/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copied world goes on as the first does; arms that share their past have the results of arms that do not. */
#include <stdlib.h>
#include <unistd.h>

#include "unit/unit.h"

#include "experiment/branch.h"
#include "experiment/replicate.h"
#include "kith/kith.h"
#include "process/week.h"

/* Four years and every way to part: never, at once, in the middle of a year (twice in the same week), in a hub week, and after the end. */
static const char many_arms[] = "schema: 1\n"
                                "run: {replicates: 2, years: 3, burn_in_years: 3}\n"
                                "school: {intake: 24, course: [campus, placement, placement]}\n"
                                "timetable: {site_capacity: [20, 16, 12, 8, 4], block_weeks: 8}\n"
                                "observe: {census: true, events: true, tie_weeks: [0, 39, 60, 100]}\n"
                                "arms:\n"
                                "  informal: {}\n"
                                "  atonce: {programme: {supporters: 6, outreach: 0.2}}\n"
                                "  late: {from_week: 60, programme: {supporters: 6, outreach: 0.2}}\n"
                                "  again: {from_week: 60, programme: {supporters: 6, outreach: 0.2}}\n"
                                "  pods: {from_week: 71, timetable: {policy: pods, pod_size: 4, pod_by: friends, hub_every_weeks: 4}}\n"
                                "  taught: {from_week: 60, education: {symptoms_hours: 6, symptoms_years: [1, 2]}}\n"
                                "  after: {from_week: 500, distress: {onset: 0.5}}\n";

static char file[] = "/tmp/kith-branch-XXXXXX";
static char results[sizeof file + 8];

static int set_up(void **state)
{
    (void)state;
    int descriptor = mkstemp(file);
    snprintf(results, sizeof results, "%s.h5", file);
    return descriptor >= 0 && write(descriptor, many_arms, sizeof many_arms - 1) > 0 ? close(descriptor) : -1;
}

static int tear_down(void **state)
{
    (void)state;
    return remove(file);
}

struct opened {
    struct kith_report report;
    struct scenario scenario;
    struct plan plan;
};

static void open_plan(struct opened *o, const char *path)
{
    kith_report_init(&o->report);
    assert_int_equal(scenario_load(&o->scenario, &schema, path, NULL, 0, &o->report), KITH_OK);
    assert_int_equal(plan_init(&o->plan, &o->scenario, NULL, 0, &o->report), KITH_OK);
}

static void close_plan(struct opened *o)
{
    plan_clear(&o->plan);
    scenario_clear(&o->scenario);
    kith_report_clear(&o->report);
}

static void step(const struct opened *o, struct world *world, size_t arm)
{
    const struct plan_rules *rules = &o->plan.rules[branch_rules(&o->plan, arm, world->week)];
    world_use_timetable(world, rules->timetable);
    week_step(world, &rules->parameters->model, NULL, NULL);
    world->week++;
}

static void same_ties(const struct ties *a, const struct ties *b)
{
    for (uint32_t row = 0; row < a->rows; row++) {
        const struct tie_row *r = &a->row[row], *other = &b->row[row];
        assert_int_equal(r->count, other->count);
        for (size_t c = 0; c < tie_column_count; c++)
            for (uint32_t k = 0; k < r->count; k++)
                assert_true(column_value(a, &tie_columns[c], r->offset + k) == column_value(b, &tie_columns[c], other->offset + k));
    }
}

/* Every state that a week reads: columns bit by bit, ties, groups in use, requests, what is planned, and the single numbers. */
static void same_worlds(const struct world *a, const struct world *b)
{
    for (size_t c = 0; c < student_column_count; c++) {
        const void *one = *(void *const *)((const char *)&a->students + student_columns[c].offset);
        const void *other = *(void *const *)((const char *)&b->students + student_columns[c].offset);
        assert_ptr_not_equal(one, other);
        assert_memory_equal(one, other, a->rows * column_size(student_columns[c].type));
    }
    same_ties(&a->ties, &b->ties);
    assert_int_equal(a->layers, b->layers);
    for (int layer = 0; layer < a->layers; layer++) {
        const struct groups *one = &a->groups[layer], *other = &b->groups[layer];
        assert_ptr_not_equal(one->seat, other->seat);
        assert_memory_equal(one->seat, other->seat, a->rows * sizeof *one->seat);
        assert_memory_equal(one->place, other->place, a->rows * sizeof *one->place);
    }
    assert_int_equal(a->requests.count, b->requests.count);
    for (size_t k = 0; k < a->requests.count; k++) {
        const struct request *one = &a->requests.at[k], *other = &b->requests.at[k];
        assert_true(one->receiver == other->receiver && one->giver == other->giver && one->stage == other->stage);
    }
    assert_int_equal(a->births.count, b->births.count);
    assert_int_equal(a->plan.first_week, b->plan.first_week);
    assert_int_equal(a->places.classes, b->places.classes);
    assert_memory_equal(&a->events, &b->events, sizeof a->events);
    assert_memory_equal(a->base_row, b->base_row, sizeof a->base_row);
    assert_int_equal(a->programme_runs, b->programme_runs);
    assert_int_equal(a->programme_week, b->programme_week);
    assert_true(a->duty_hours == b->duty_hours && a->taught == b->taught && a->week == b->week);
}

/* Copies in many weeks; the copy goes on when the first is no more. */
static void test_copies_go_on_alike(void **state)
{
    (void)state;
    struct opened o;
    open_plan(&o, file);
    enum { PODS = 4, EVERY = 17 };
    struct world world, copy;
    assert_int_equal(world_init(&world, random_key(5, 1), &o.plan.base->model.school, o.plan.first_week), KITH_OK);
    while (world.week < o.plan.weeks) {
        for (int k = 0; k < EVERY && world.week < o.plan.weeks; k++)
            step(&o, &world, PODS);
        assert_int_equal(world_copy(&copy, &world), KITH_OK);
        same_worlds(&world, &copy);
        step(&o, &world, PODS);
        step(&o, &copy, PODS);
        same_worlds(&world, &copy);
        assert_null(world_verify(&copy));
        struct world first = world;
        world = copy; /* the copy goes on, and the next week is held against a copy of the copy */
        world_clear(&first);
    }
    world_clear(&world);
    close_plan(&o);
}

struct followed {
    struct kith_progress last;
};

static void follow(void *context, const struct kith_progress *progress)
{
    ((struct followed *)context)->last = *progress;
}

struct outcome_of_run {
    char digest[33];
    int64_t weeks, common;
    double saved;
};

static struct outcome_of_run run(const char *path, const char *const *sets, size_t set_count, struct kith_run_options options)
{
    struct kith_report report;
    struct kith_scenario *scenario = NULL;
    struct kith_result *result = NULL;
    struct followed followed;
    struct outcome_of_run out = {.weeks = 0};
    kith_report_init(&report);
    options.output = results;
    options.overwrite = true;
    options.progress = follow;
    options.context = &followed;
    assert_int_equal(kith_scenario_open(&scenario, path, sets, set_count, &report), KITH_OK);
    assert_int_equal(kith_run(scenario, &options, &result, &report), KITH_OK);
    assert_int_equal(followed.last.done, followed.last.total); /* every simulated week was counted, and no other */
    memcpy(out.digest, result->digest, sizeof out.digest);
    out.weeks = followed.last.total;
    out.common = result->common_weeks;
    out.saved = result->saved;
    kith_result_free(result);
    kith_scenario_close(scenario);
    kith_report_clear(&report);
    assert_int_equal(remove(results), 0);
    return out;
}

static void same_as_apart(const char *path, const char *const *sets, size_t set_count)
{
    struct kith_run_options options = {.last = 2, .first = 1, .threads = 1, .apart = true};
    struct outcome_of_run apart = run(path, sets, set_count, options);
    assert_int_equal(apart.common, 0);
    assert_true(apart.saved == 0);
    for (int way = 0; way < 3; way++) {
        options = (struct kith_run_options){.last = 2, .first = 1, .threads = way ? 3 : 1, .over_students = way == 2};
        struct outcome_of_run shared = run(path, sets, set_count, options);
        assert_string_equal(shared.digest, apart.digest);
        assert_true(shared.weeks < apart.weeks && shared.common > 0);
        assert_near(shared.saved, 1 - (double)shared.weeks / (double)apart.weeks, 1e-12);
    }
}

static void test_parting_in_every_way(void **state)
{
    (void)state;
    same_as_apart(file, NULL, 0);
}

/* By hand: weeks -156 .. 155. "atonce" costs 156 of its own, "late" and "again" 96 together, "pods" 85, "taught" 96, the base 312. */
static void test_counts_of_weeks(void **state)
{
    (void)state;
    struct opened o;
    open_plan(&o, file);
    assert_int_equal(branch_weeks(&o.plan), 312 + 156 + 96 + 85 + 96);
    assert_int_equal(branch_common(&o.plan), 156);
    assert_near(branch_saved(&o.plan), 1 - 745.0 / (7 * 312), 1e-12);
    o.plan.apart = true;
    assert_int_equal(branch_weeks(&o.plan), 7 * 312);
    close_plan(&o);
}

static void test_closed_population(void **state)
{
    (void)state;
    const char *sets[] = {"school.turnover=closed", "school.course=[campus, placement]", "graph.source=random", "run.burn_in_years=1",
                          "run.years=2",            "observe.tie_weeks=[]"};
    same_as_apart(file, sets, sizeof sets / sizeof sets[0]);
}

static void test_pods_before(void **state)
{
    (void)state;
    const char *sets[] = {"timetable.policy=pods",      "timetable.pod_size=4",         "timetable.pod_by=campus_group",
                          "timetable.hub_every_weeks=5", "timetable.hub_mixing=campus_group"};
    same_as_apart(file, sets, sizeof sets / sizeof sets[0]);
}

static void test_rosters(void **state)
{
    (void)state;
    const char *sets[] = {"arms.roster.from_week=20", "arms.alone.from_week=70", "arms.pods.from_week=31"};
    same_as_apart("scenarios/own_roster.yaml", sets, 3);
    const char *before[] = {"timetable.policy=roster", "arms.alone.from_week=70"};
    same_as_apart("scenarios/own_roster.yaml", before, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_copies_go_on_alike), cmocka_unit_test(test_parting_in_every_way), cmocka_unit_test(test_counts_of_weeks),
        cmocka_unit_test(test_closed_population),  cmocka_unit_test(test_pods_before),          cmocka_unit_test(test_rosters)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
