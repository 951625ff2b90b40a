/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 8, services: professional channels with waiting lists. The method is in services.c. */
#ifndef PROCESS_SERVICES_H
#define PROCESS_SERVICES_H

#include "world/world.h"

#define SERVICES_PARAMETERS(P)                                                                                                   \
    P(REAL, faculty_places, "1/1000 students", 0, 1000, "8", "assumed; T14",                                                     \
      "students in care of Faculty services and staff at a time per 1000 enrolled; at least one place if above 0")                \
    P(REAL, counselling_places, "1/1000 students", 0, 1000, "16", "assumed; T14", "the same of university counselling")          \
    P(REAL, gp_places, "1/1000 students", 0, 1000, "16", "assumed; T14", "the same of GPs")                                      \
    P(WHOLE, course_weeks, "week", 1, 104, "8", "assumed", "length of a course of care")                                         \
    P(REAL, attendance, "1", 0, 1, "0.85", "assumed", "share of those given a place who come")

PARAMETER_STRUCT(services, SERVICES_PARAMETERS);

/* Places of a channel with so many per 1000 enrolled. */
double services_places(double per_1000, uint32_t enrolled);

void services_step(struct world *world, const struct services_parameters *parameters);

#endif
