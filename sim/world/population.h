/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who enters. Each student is drawn once, from (seed, replicate, id) alone, so that the same people enter in every arm.
 *
 *   frailty, z1        standard normals (entry_person words 0, 1)
 *   sociability        exp(sd · z1 − sd²/2), mean 1
 *   attributes         bit 0 and bit 1 set if u < attribute_share, u = (16 bits + 1/2) / 2^16 from the low and the high half
 *                      of word 2
 *   homophily of a pair = exp(homophily · (share of the two attributes that are equal − 0.5))
 *   willingness        uniform (word 3)
 *   trust_entry        standard normal: first of entry_trust words (0,1)
 *   traits             nine standard normals: entry_traits_a words (0,1) literacy, clarity; (2,3) empathy, self-efficacy;
 *                      entry_traits_b (0,1) norm, public stigma; (2,3) anticipated stigma, career fear; entry_state (0,1)
 *                      second normal: confidentiality worry
 *   level              liability = entry_frailty · frailty + sqrt(1 − entry_frailty²) · first normal of entry_state (0,1);
 *                      distressed if above the point that a standard normal passes with probability entry_distressed: the
 *                      share at entry is exact whatever the weight of frailty; severe if also word 3 < entry_severe
 *   episode            began floor(−entry_episode_weeks · ln u(word 2)) + 1 weeks before the week of entry: episodes running
 *                      at entry have a history, or the recovery hazard, which falls with time, would be too high in the first
 *                      year
 */
#ifndef WORLD_POPULATION_H
#define WORLD_POPULATION_H

#include "world/world.h"

#define POPULATION_PARAMETERS(P)                                                                                                   \
    P(REAL, sociability_sd, "1", 0, 2, "0.46", "calibrated to T9 after the friendship prototype", "SD of log sociability")         \
    P(REAL, attribute_share, "1", 0, 1, "0.5", "assumed", "share with each of two binary group attributes (homophily)")           \
    P(REAL, homophily, "1", 0, 5, "1.03", "assumed; friendship prototype; T13 (Woolf 2012)",                                        \
      "tie formation × exp(homophily · (share of two attributes equal − 0.5))")                                                   \
    P(REAL, entry_distressed, "1", 0, 0.9, "0.135", "T1 - T3: 27% - 13.5 points", "share in simulated distress at entry")          \
    P(REAL, entry_frailty, "1", 0, 1, "0.6", "assumed", "correlation of distress at entry with frailty")                          \
    P(REAL, entry_severe, "1", 0, 1, "0.1", "assumed", "share of the distressed at entry who are severe")                         \
    P(REAL, entry_episode_weeks, "week", 0, 520, "20", "assumed", "mean age of episodes running at entry")

PARAMETER_STRUCT(population, POPULATION_PARAMETERS);

/* Sets the world's table of homophily. */
void population_set_homophily(struct world *world, const struct population_parameters *parameters);

/* Fills the rows of the cohort with this entry year (they must be free) and enters them in the table of years. */
void population_enter(struct world *world, const struct population_parameters *parameters, int entry_year, uint32_t base_row);

#endif
