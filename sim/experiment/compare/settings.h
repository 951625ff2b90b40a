/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Section compare: by which outcome arms are judged first, what counts as a difference, and how many runs are enough. No simulated number goes by it. */
#ifndef COMPARE_SETTINGS_H
#define COMPARE_SETTINGS_H

#include "experiment/outcome.h"
#include "scenario/scenario.h"

#define COMPARE_PARAMETERS(P)                                                                                                    \
    P(TEXT, primary, "1", 0, 0, "weeks_in_distress", "MODEL", "outcome that arms are judged by first")                           \
    P(MAP, matters, "1", 0, 0, "", "assumed",                                                                                    \
      "smallest difference that matters, of each outcome named, in its unit; others keep the default that kith compare shows")   \
    P(MAP, precision, "1", 0, 0, "weeks_in_distress: 0.25", "assumed",                                                           \
      "half-width of the 95% interval that is precise enough, of each outcome named, in its unit")                               \
    P(WHOLE, start, "1", 2, 1000000, "30", "assumed", "pairs of simulated schools before the first look at the precision")       \
    P(WHOLE, step, "1", 1, 1000000, "10", "assumed", "pairs added between looks")

PARAMETER_STRUCT(compare, COMPARE_PARAMETERS);

/* Names that are no outcomes, and values that are no numbers, with what is allowed. */
void settings_check(const struct scenario *scenario, const struct compare_parameters *settings, struct kith_report *report);

/* The smallest difference of an outcome that matters. */
double settings_matters(const struct compare_parameters *settings, const struct outcome *outcome);

/* The half-width asked for; NaN: none. */
double settings_precision(const struct compare_parameters *settings, const char *outcome);

#endif
