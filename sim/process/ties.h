/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 3, ties: hours are banked and forgotten; ties form, fade and end. The method is in ties.c. */
#ifndef PROCESS_TIES_H
#define PROCESS_TIES_H

#include "world/world.h"

#define TIES_PARAMETERS(P)                                                                                                         \
    P(FLAG, frozen, "1", 0, 1, "false", "MODEL, special cases", "true: ties and their banked hours never change")                 \
    P(REAL, half_life, "week", 1, 520, "13.5", "calibrated to T9-T12; no published half-life",                                   \
      "half-life of banked hours of a weak tie")                                                                                  \
    P(REAL, half_life_gain, "1", 0, 20, "2.8", "calibrated to T9-T12 after the friendship prototype",                            \
      "a tie of strength s has half-life · (1 + gain · s)")                                                                       \
    P(REAL, formation, "1/hour", 0, 1, "0.022", "calibrated to T9, T12, T13 after the friendship prototype",                       \
      "rate of tie formation per shared social hour")                                                                              \
    P(REAL, hours_at_birth, "hour", 0.1, 100, "19", "calibrated to T9-T12 after the friendship prototype",                        \
      "banked hours of a new tie")                                                                                                \
    P(REAL, churn, "1/week", 0, 1, "0.027", "calibrated to T11 after the friendship prototype", "chance that a tie is shaken")    \
    P(REAL, churn_keeps, "1", 0, 1, "0.3", "assumed; friendship prototype", "share of banked hours that a shaken tie keeps")        \
    P(REAL, forgotten_below, "hour", 0, 100, "4.1", "assumed; friendship prototype", "a tie with fewer banked hours ends")           \
    P(REAL, work_share, "1", 0, 2, "0.5", "assumed; friendship prototype; Hall 2018: working time builds less",                     \
      "banked share of social hours in the ward team")                                                                           \
    P(REAL, facilitated_work_share, "1", 0, 2, "0.75", "assumed; EVIDENCE row 11: discussion of working as peers",                \
      "the same at facilitated places")                                                                                          \
    P(REAL, named_at, "hour", 0, 1000, "12", "assumed; friendship prototype; T9", "banked hours from which a friend is named")       \
    P(REAL, friend_at, "hour", 0, 1000, "42", "calibrated to T12; Hall 2018: casual friend at 40-60 h",                           \
      "banked hours from which a tie counts as a friend")

PARAMETER_STRUCT(ties, TIES_PARAMETERS);

void ties_step(struct world *world, const struct ties_parameters *parameters);

/* Share of banked hours kept after a week. */
double ties_kept(const struct ties_parameters *parameters, double hours);

#endif
