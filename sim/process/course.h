/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 1, calendar: who is on the course this week, in which phase, season, place and groups. The method is in course.c. */
#ifndef PROCESS_COURSE_H
#define PROCESS_COURSE_H

#include "world/population.h"
#include "world/world.h"

void course_step(struct world *world, const struct population_parameters *population);

#endif
