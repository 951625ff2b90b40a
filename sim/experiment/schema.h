/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All parameter tables joined: what a scenario file may say. */
#ifndef EXPERIMENT_SCHEMA_H
#define EXPERIMENT_SCHEMA_H

#include "experiment/compare/settings.h"
#include "observe/observe.h"
#include "process/week.h"
#include "scenario/scenario.h"

#define RUN_PARAMETERS(P)                                                                                                          \
    P(WHOLE, seed, "1", 0, 9223372036854775807.0, "1", "MODEL, luck", "seed of all draws")                                            \
    P(WHOLE, replicates, "1", 1, 1000000, "30", "assumed", "simulated schools per arm, each with its own luck")                    \
    P(WHOLE, years, "year", 1, 50, "5", "assumed", "years recorded")                                                               \
    P(WHOLE, burn_in_years, "year", 0, 50, "5", "MODEL: at least the course", "years before week 0, from an empty school")         \
    P(TEXT, start_date, "1", 0, 0, "2024-01-01", "assumed", "ISO date of week 0")                     \
    P(TEXT, support_line, "1", 0, 0, "Where to turn for help: for the school to fill in (run.support_line)", "MODEL, what kith must not do", \
      "printed with results and kept in the file: where readers who need help themselves can turn; empty: nothing")

PARAMETER_STRUCT(run, RUN_PARAMETERS);

struct schema_parameters {
    struct run_parameters run;
    struct week_parameters model;
    struct observe_parameters observe;
    struct compare_parameters compare;
};

extern const struct scenario_schema schema;

#endif
