/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 10, traits: what education, training and encounters do to students. The method is in traits.c. */
#ifndef PROCESS_TRAITS_H
#define PROCESS_TRAITS_H

#include "world/world.h"

#define TRAITS_PARAMETERS(P)                                                                                                       \
    P(REAL, empathy_gain, "SD/encounter", -1, 1, "0.02", "assumed; EVIDENCE row 16, T18", "empathy gained per encounter given")     \
    P(REAL, self_efficacy_gain, "SD/encounter", -1, 1, "0.02", "assumed; EVIDENCE row 16, T18", "self-efficacy gained likewise")    \
    P(REAL, stigma_change, "SD/encounter", -1, 1, "-0.01", "assumed; EVIDENCE row 7: disclosure lowers it",                        \
      "change of the giver's public stigma per encounter")                                                                        \
    P(REAL, stigma_received, "SD/encounter", -1, 1, "0", "assumed; EVIDENCE row 7: struggling together helps both",                \
      "change of the receiver's anticipated stigma per encounter received", PLAUSIBLE(-0.02, 0.02))                                \
    P(REAL, education_half_life, "week", 1, 5200, "52", "assumed; MHFA: beyond six months unclear",                               \
      "half-life of what education did")                                                                                          \
    P(REAL, training_half_life, "week", 1, 5200, "52", "assumed; MHFA: beyond six months unclear", "half-life of training")        \
    P(REAL, train_literacy, "SD/dose", -3, 3, "0.5", "MHFA: confidence 0.21-0.58, intentions 0.26-0.75",                           \
      "literacy per dose", PLAUSIBLE(0.21, 0.75))                                                                                  \
    P(REAL, train_clarity, "SD/dose", -3, 3, "0.5", "assumed; EVIDENCE row 13: role boundaries", "boundary clarity per dose")      \
    P(REAL, train_self_efficacy, "SD/dose", -3, 3, "0.4", "MHFA: confidence 0.21-0.58 (F)",                                        \
      "self-efficacy per dose", PLAUSIBLE(0.21, 0.58))                                                                             \
    P(REAL, train_stigma, "SD/dose", -3, 3, "-0.11", "MHFA: stigma 0.08-0.14 (F); EVIDENCE row 7: teaching may raise it",          \
      "public stigma per dose", PLAUSIBLE(-0.14, 0.11))                                                                            \
    P(REAL, facilitated_norm, "SD/week", -1, 1, "0.01", "assumed; EVIDENCE row 11: discussion of working as peers",              \
      "collegial norm gained in a week at a facilitated place")                                                                   \
    P(REAL, trust_good, "SD/encounter", -1, 1, "0.1", "assumed; EVIDENCE row 9",                                                  \
      "trust in the programme per formal encounter received that was not poor and kept the confidence")                           \
    P(REAL, trust_poor, "SD/encounter", -1, 1, "-0.1", "assumed; EVIDENCE row 9", "the same per poor one")                         \
    P(REAL, trust_breach, "SD/breach", -6, 1, "-1", "assumed; EVIDENCE row 9: fear of disclosure",                                \
      "trust in the programme per confidence broken by a supporter on duty")                                                      \
    P(REAL, trust_heard, "SD/breach", -6, 1, "-0.3", "assumed; EVIDENCE row 9", "the same to each friend of whom it befell")       \
    P(REAL, wary_breach, "SD/breach", 0, 6, "0.5", "assumed; EVIDENCE row 5",                                                      \
      "wariness of confiding in fellow students, per own confidence broken by one")                                               \
    P(REAL, wary_half_life, "week", 1, 5200, "52", "assumed", "half-life of wariness")                                            \
    P(REAL, trust_half_life, "week", 1, 5200, "52", "assumed",                                                                    \
      "half-life of what experience did to trust in the programme")

PARAMETER_STRUCT(traits, TRAITS_PARAMETERS);

/* Trust in the programme (traits_trust.c). */
void traits_move_trust(struct world *world, const struct traits_parameters *parameters);

void traits_step(struct world *world, const struct traits_parameters *parameters);

#endif
