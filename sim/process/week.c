/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model's week, in order. */
#include "process/week.h"

void week_step(struct world *world, const struct week_parameters *p)
{
    world->events = (struct world_week_events){0};
    course_step(world, &p->population);
    encounters_step(world, &p->encounters);
    ties_step(world, &p->ties);
    distress_step(world, &p->distress);
    noticing_step(world, &p->noticing);
    support_step(world, &p->support);
    programme_step(world, &p->programme);
    help_step(world, &p->help);
    services_step(world, &p->services);
    traits_step(world, &p->traits);
}
