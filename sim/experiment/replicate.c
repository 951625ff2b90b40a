/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/replicate.h"

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

/* A closed population is there from the first week, with the friendships it was given. */
static enum kith_status open_school(struct world *world, const struct plan *plan)
{
    if (plan->base->model.school.turnover != TURNOVER_CLOSED)
        return KITH_OK;
    population_enter(world, &plan->base->model.population, calendar_year(world->week), 0);
    return graph_enter(&plan->graph, world, calendar_year(world->week));
}

static enum kith_status run_arm(const struct plan *plan, int64_t replicate, size_t index, bool parallel,
                                struct observer *observer, const struct week_watch *steps, replicate_watch *watch, void *context)
{
    const struct plan_arm *arm = &plan->arms[index];
    struct world world;
    struct random_key key = random_key((uint64_t)plan->base->run.seed, (uint32_t)replicate);
    enum kith_status status = world_init(&world, key, &plan->base->model.school, plan->first_week);
    if (status != KITH_OK)
        return status;
    world.parallel = parallel;
    status = open_school(&world, plan);
    for (; status == KITH_OK && world.week < plan->weeks; world.week++) {
        bool begun = world.week >= arm->from_week;
        if (observer)
            observer->plan.seeking = begun ? &arm->parameters->model.seeking : &plan->base->model.seeking;
        world_use_timetable(&world, begun ? &arm->timetable : &plan->timetable);
        if (observer && world.week >= 0)
            observe_begin(observer, &world);
        week_step(&world, begun ? &arm->parameters->model : &plan->base->model, NULL, steps);
        if (observer && world.week >= 0)
            observe_week(observer, &world);
        if (world.failed || (observer && observer->failed))
            status = KITH_FAILED;
        else if (watch && !watch(context, &world, index))
            status = KITH_CANCELLED;
    }
    if (status == KITH_OK && observer)
        observe_end(observer, &world);
    world_clear(&world);
    return status;
}

enum kith_status replicate_run_arm(const struct plan *plan, int64_t replicate, size_t arm, bool parallel,
                                   struct observer *observer, replicate_watch *watch, void *context)
{
    return run_arm(plan, replicate, arm, parallel, observer, NULL, watch, context);
}

enum kith_status replicate_watch_arm(const struct plan *plan, int64_t replicate, size_t arm, bool parallel,
                                     const struct week_watch *steps, replicate_watch *watch, void *context)
{
    return run_arm(plan, replicate, arm, parallel, NULL, steps, watch, context);
}

enum kith_status replicate_run(const struct plan *plan, int64_t replicate, bool parallel, struct observer *observers,
                               replicate_watch *watch, void *context)
{
    enum kith_status status = KITH_OK;
    for (size_t arm = 0; arm < plan->arm_count; arm++)
        observers[arm] = (struct observer){0};
    for (size_t arm = 0; arm < plan->arm_count && status == KITH_OK; arm++) {
        struct observe_plan observe = observe_plan_of(plan, replicate, arm);
        status = observe_init(&observers[arm], &observe);
        if (status == KITH_OK)
            status = replicate_run_arm(plan, replicate, arm, parallel, &observers[arm], watch, context);
    }
    return status;
}
