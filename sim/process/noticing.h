/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 5, noticing: who sees the signs. The method is in noticing.c. */
#ifndef PROCESS_NOTICING_H
#define PROCESS_NOTICING_H

#include "world/world.h"

#define NOTICING_PARAMETERS(P)                                                                                                     \
    P(REAL, noticing, "1/hour", 0, 10, "0.03", "assumed", "rate of noticing per hour together at visibility 1")                    \
    P(REAL, visibility_distressed, "1", 0, 10, "1", "assumed", "how visible distress is")                                         \
    P(REAL, visibility_severe, "1", 0, 10, "2", "assumed", "how visible severe distress is")                                      \
    P(REAL, concealment, "1", 0, 3, "0.3", "assumed; EVIDENCE row 5: stigma",                                                     \
      "visibility × exp(−concealment · anticipated stigma)")                                                                      \
    P(REAL, missed_weight, "1", 0, 10, "1", "assumed; EVIDENCE row 2: being missed is a sign",                                   \
      "weight of an hour missed, counted as if the other had had time for all of them")                                             \
    P(REAL, literacy_effect, "1", 0, 3, "0.3", "assumed; EVIDENCE row 12", "rate × exp(literacy_effect · literacy)")

PARAMETER_STRUCT(noticing, NOTICING_PARAMETERS);

void noticing_step(struct world *world, const struct noticing_parameters *parameters);

/* The chance that row j notices row i, in distress, whom j met for these hours this week. */
double noticing_chance(const struct world *world, const struct noticing_parameters *parameters, uint32_t i, uint32_t j,
                       double hours);

/* P(noticed) = 1 − exp(−noticing · (hours · visibility + missed_weight · missed) · exp(literacy_effect · literacy)). */
double noticing_probability(const struct noticing_parameters *parameters, double hours, double visibility, double missed,
                            double literacy);

#endif
