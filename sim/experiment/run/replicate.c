/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/run/replicate.h"

#include <string.h>

#include "experiment/run/branch.h"

static struct observe_plan observe_plan_of(const struct plan *plan, int64_t replicate, size_t arm)
{
    const struct school_parameters *school = &plan->base->model.school;
    return (struct observe_plan){.weeks = plan->weeks,
                                 .years = (int)school->course.count,
                                 .sites = plan->sites > 0 ? plan->sites : 1,
                                 .rows = (uint32_t)school_seats(school),
                                 .parameters = &plan->base->observe,
                                 .replicate = replicate,
                                 .arm = (int)arm,
                                 .support = &plan->arms[arm].parameters->model.support};
}

/* A replicate that is running, and whoever looks on. */
struct replicate {
    const struct plan *plan;
    int64_t number;
    bool parallel;
    struct observer *observers; /* by arm; NULL: none */
    const struct week_watch *steps;
    replicate_watch *watch;
    void *context;
};

/* Arms that have been one so far. */
struct bundle {
    size_t arm[SCENARIO_ARMS_MAX];
    size_t count;
};

/* A closed population is there from the first week, with the friendships it was given. */
static enum kith_status open_school(const struct replicate *r, struct world *world)
{
    const struct plan *plan = r->plan;
    struct random_key key = random_key((uint64_t)plan->base->run.seed, (uint32_t)r->number);
    enum kith_status status = world_init(world, key, &plan->base->model.school, plan->first_week);
    world->parallel = r->parallel;
    if (status != KITH_OK || plan->base->model.school.turnover != TURNOVER_CLOSED)
        return status;
    population_enter(world, &plan->base->model.population, calendar_year(world->week), 0);
    return graph_enter(&plan->graph, world, calendar_year(world->week));
}

/* Arms have observers of their own from the start, also while they are one: what those carry need not be copied. */
static enum kith_status run_week(const struct replicate *r, struct world *world, const struct bundle *bundle)
{
    const struct plan_rules *rules = &r->plan->rules[branch_rules(r->plan, bundle->arm[0], world->week)];
    bool observed = r->observers && world->week >= 0, failed = false;
    world_use_timetable(world, rules->timetable);
    for (size_t k = 0; k < bundle->count && observed; k++) {
        r->observers[bundle->arm[k]].plan.seeking = &rules->parameters->model.seeking;
        observe_begin(&r->observers[bundle->arm[k]], world);
    }
    week_step(world, &rules->parameters->model, NULL, r->steps);
    for (size_t k = 0; k < bundle->count && observed; k++) {
        observe_week(&r->observers[bundle->arm[k]], world);
        failed |= r->observers[bundle->arm[k]].failed;
    }
    if (world->failed || failed)
        return world->failed && world_max_ties(world) == TIE_ROW_MAX ? KITH_INVALID : KITH_FAILED;
    return r->watch && !r->watch(r->context, world, bundle->arm[0]) ? KITH_CANCELLED : KITH_OK;
}

/* Takes the arms with these rules out of a bundle. */
static struct bundle take_out(const struct plan *plan, struct bundle *bundle, int32_t week, size_t rules)
{
    struct bundle out = {.count = 0}, rest = {.count = 0};
    for (size_t k = 0; k < bundle->count; k++) {
        struct bundle *to = branch_rules(plan, bundle->arm[k], week) == rules ? &out : &rest;
        to->arm[to->count++] = bundle->arm[k];
    }
    *bundle = rest;
    return out;
}

static enum kith_status run_bundle(const struct replicate *r, struct world *world, struct bundle bundle);

/*
 * Where rules part: the arms of each but one rule run to their end in a copy of the world, one after another. The largest bundle stays,
 * so that where arms leave the base in different weeks one copy at a time is enough.
 */
static enum kith_status part(const struct replicate *r, struct world *world, struct bundle *bundle)
{
    size_t members[2 * SCENARIO_ARMS_MAX] = {0}, largest = 0;
    enum kith_status status = KITH_OK;
    for (size_t k = 0; k < bundle->count; k++)
        members[branch_rules(r->plan, bundle->arm[k], world->week)]++;
    for (size_t rules = 0; rules < r->plan->rule_count; rules++)
        largest = members[rules] > members[largest] ? rules : largest;
    for (size_t rules = 0; rules < r->plan->rule_count && status == KITH_OK; rules++) {
        struct world copy;
        if (members[rules] == 0 || rules == largest)
            continue;
        status = world_copy(&copy, world);
        if (status == KITH_OK)
            status = run_bundle(r, &copy, take_out(r->plan, bundle, world->week, rules));
        world_clear(&copy);
    }
    return status;
}

static enum kith_status run_bundle(const struct replicate *r, struct world *world, struct bundle bundle)
{
    enum kith_status status = KITH_OK;
    for (; status == KITH_OK && world->week < r->plan->weeks; world->week++) {
        status = part(r, world, &bundle);
        if (status == KITH_OK)
            status = run_week(r, world, &bundle);
    }
    for (size_t k = 0; k < bundle.count && status == KITH_OK && r->observers; k++)
        observe_end(&r->observers[bundle.arm[k]], world);
    return status;
}

static enum kith_status run_from_start(const struct replicate *r, struct bundle bundle)
{
    struct world world;
    enum kith_status status = open_school(r, &world);
    if (status == KITH_OK)
        status = run_bundle(r, &world, bundle);
    world_clear(&world);
    return status;
}

enum kith_status replicate_watch_arm(const struct plan *plan, int64_t replicate, size_t arm, bool parallel,
                                     const struct week_watch *steps, replicate_watch *watch, void *context)
{
    const struct replicate r = {plan, replicate, parallel, NULL, steps, watch, context};
    return run_from_start(&r, (struct bundle){.arm = {arm}, .count = 1});
}

enum kith_status replicate_run(const struct plan *plan, int64_t replicate, bool parallel, struct observer *observers,
                               replicate_watch *watch, void *context)
{
    const struct replicate r = {plan, replicate, parallel, observers, NULL, watch, context};
    struct bundle all = {.count = 0};
    enum kith_status status = KITH_OK;
    memset(observers, 0, plan->arm_count * sizeof *observers);
    for (size_t arm = 0; arm < plan->arm_count && status == KITH_OK; arm++) {
        struct observe_plan observe = observe_plan_of(plan, replicate, arm);
        status = observe_init(&observers[arm], &observe);
        all.arm[all.count++] = arm;
    }
    if (!plan->apart)
        return status == KITH_OK ? run_from_start(&r, all) : status;
    for (size_t arm = 0; arm < plan->arm_count && status == KITH_OK; arm++)
        status = run_from_start(&r, (struct bundle){.arm = {arm}, .count = 1});
    return status;
}

void replicate_explain(enum kith_status status, int64_t replicate, struct kith_report *report)
{
    if (status == KITH_FAILED)
        kith_report_add(report, KITH_ERROR, NULL, 0, 0, "out of memory in replicate %lld", (long long)replicate);
    if (status == KITH_INVALID)
        kith_report_add(report, KITH_ERROR, NULL, 0, 0,
                        "in replicate %lld a student came to have more than %d ties, which is all that there is room for; fewer "
                        "form with a lower ties.formation or encounters.closure, and more end with a higher ties.forgotten_below",
                        (long long)replicate, TIE_ROW_MAX);
}
