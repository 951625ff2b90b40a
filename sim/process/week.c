/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model's week, in order. */
#include "process/week.h"

#include <time.h>

const char *const week_stage_names[] = {"course",    "encounters", "ties",     "distress",  "noticing", "support",
                                        "programme", "help",       "services", "education", "traits"};

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

void week_step(struct world *world, const struct week_parameters *p, struct week_clock *clock)
{
    struct timespec last;
    lap(clock, WEEK_STAGES, &last);
    world->events = (struct world_week_events){0};
    course_step(world, &p->population);
    lap(clock, WEEK_COURSE, &last);
    encounters_step(world, &p->encounters);
    lap(clock, WEEK_ENCOUNTERS, &last);
    ties_step(world, &p->ties);
    lap(clock, WEEK_TIES, &last);
    distress_step(world, &p->distress);
    lap(clock, WEEK_DISTRESS, &last);
    noticing_step(world, &p->noticing);
    lap(clock, WEEK_NOTICING, &last);
    support_step(world, &p->support);
    lap(clock, WEEK_SUPPORT, &last);
    programme_step(world, &p->programme);
    lap(clock, WEEK_PROGRAMME, &last);
    help_step(world, &p->help);
    lap(clock, WEEK_HELP, &last);
    services_step(world, &p->services);
    lap(clock, WEEK_SERVICES, &last);
    education_step(world, &p->education);
    lap(clock, WEEK_EDUCATION, &last);
    traits_step(world, &p->traits);
    lap(clock, WEEK_TRAITS, &last);
}
