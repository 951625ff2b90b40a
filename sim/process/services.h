/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 8, services: one professional service with a waiting list. The method is in services.c. */
#ifndef PROCESS_SERVICES_H
#define PROCESS_SERVICES_H

#include "world/world.h"

#define SERVICES_PARAMETERS(P)                                                                                                     \
    P(REAL, places, "1/1000 students", 0, 1000, "40", "assumed; T14", "students in care at a time per 1000 enrolled")              \
    P(WHOLE, course_weeks, "week", 1, 104, "8", "assumed", "length of a course of care")                                           \
    P(REAL, seek_base, "logit", -20, 20, "-7.2", "assumed; calibrated to T14",                                                     \
      "seeking care unprompted in a week, distressed, mean traits")                                                                \
    P(REAL, seek_severe, "logit", -10, 10, "1.5", "assumed", "+ if severe")                                                        \
    P(REAL, seek_literacy, "logit/SD", 0, 5, "0.3", "assumed; EVIDENCE row 12", "× literacy")                                      \
    P(REAL, accept_base, "logit", -20, 20, "-0.6", "T19", "following a referral, mean traits")                                     \
    P(REAL, accept_stigma, "logit/SD", 0, 5, "0.5", "assumed; EVIDENCE row 5", "− × anticipated stigma, seeking and following")    \
    P(REAL, accept_career, "logit/SD", 0, 5, "0.5", "EVIDENCE row 15: 22.2% fear for career", "− × career fear, likewise")         \
    P(REAL, accept_emergency, "logit", 0, 20, "5", "assumed", "+ in an emergency")

PARAMETER_STRUCT(services, SERVICES_PARAMETERS);

void services_step(struct world *world, const struct services_parameters *parameters);

#endif
