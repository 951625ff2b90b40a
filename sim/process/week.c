/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model's week, in order. */
#include "process/week.h"

#include <time.h>

const char *const week_stage_names[] = {"course",    "encounters", "ties", "distress", "noticing",  "support",
                                        "programme", "seeking",    "help", "services", "education", "traits"};

/* Seconds since the last call go to the stage; stage WEEK_STAGES only starts the clock. */
static void lap(struct week_clock *clock, enum week_stage stage, struct timespec *last)
{
    if (!clock)
        return;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (stage != WEEK_STAGES)
        clock->seconds[stage] += (double)(now.tv_sec - last->tv_sec) + 1e-9 * (double)(now.tv_nsec - last->tv_nsec);
    *last = now;
}

/* Whoever times and whoever watches the week. */
struct company {
    struct week_clock *clock;
    const struct week_watch *watch;
    struct timespec last;
};

static void end_stage(struct company *company, const struct world *world, enum week_stage stage)
{
    lap(company->clock, stage, &company->last);
    if (company->watch)
        company->watch->after(company->watch->context, world, stage);
}

void week_step(struct world *world, const struct week_parameters *p, struct week_clock *clock, const struct week_watch *watch)
{
    struct company company = {.clock = clock, .watch = watch};
    lap(clock, WEEK_STAGES, &company.last);
    world->events = (struct world_week_events){0};
    course_step(world, &p->population);
    end_stage(&company, world, WEEK_COURSE);
    encounters_step(world, &p->encounters);
    end_stage(&company, world, WEEK_ENCOUNTERS);
    ties_step(world, &p->ties);
    end_stage(&company, world, WEEK_TIES);
    distress_step(world, &p->distress);
    end_stage(&company, world, WEEK_DISTRESS);
    noticing_step(world, &p->noticing);
    end_stage(&company, world, WEEK_NOTICING);
    support_step(world, &p->support);
    end_stage(&company, world, WEEK_SUPPORT);
    programme_step(world, &p->programme);
    end_stage(&company, world, WEEK_PROGRAMME);
    seeking_step(world, &p->seeking);
    support_ask(world, &p->support);
    programme_drop_in(world, &p->programme);
    end_stage(&company, world, WEEK_SEEKING);
    help_step(world, &p->help);
    end_stage(&company, world, WEEK_HELP);
    seeking_follow(world, &p->seeking);
    services_step(world, &p->services);
    end_stage(&company, world, WEEK_SERVICES);
    education_step(world, &p->education);
    end_stage(&company, world, WEEK_EDUCATION);
    traits_step(world, &p->traits);
    end_stage(&company, world, WEEK_TRAITS);
}
