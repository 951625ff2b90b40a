/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outcomes: one number per arm and replicate, derived from what was observed. 0/0 is missing (NaN), never 0. */
#ifndef EXPERIMENT_OUTCOME_H
#define EXPERIMENT_OUTCOME_H

#include "kith/compare.h"
#include "observe/observe.h"

struct outcome {
    const char *name;
    const char *unit;
    const char *label;                                /* as a planner reads it */
    const char *formula;                              /* as stored with the variable */
    const char *target;                               /* row of the evidence that it is held against, or NULL */
    double (*value)(const struct observer *observer); /* NULL: needs two arms */
    enum kith_kind kind;
    enum kith_better better;
    double matters; /* smallest difference that matters, assumed; in unit */
    bool share;     /* of a whole, or a difference of such: of unit 1 in files, in percent where people read */
    bool
        against_first; /* less the same students in the first arm, where it is missing: a difference already, so arms are not compared by it */
};

extern const struct outcome outcome_table[];
extern const size_t outcome_count;

enum { OUTCOMES_OF_SUPPORTERS = 2 + OBSERVE_EFFECTS };
extern const struct outcome outcome_of_supporters[OUTCOMES_OF_SUPPORTERS];

/* All outcomes in the order of the results file: the table's, then those of supporters. */
const struct outcome *outcome_at(size_t index);

/* NULL if there is none of this name. */
const struct outcome *outcome_find(const char *name);

/* About those who serve, and nobody else: not shown where fewer than FEW_BELOW of them serve at a time (OUTCOME_SERVING). */
#define OUTCOME_SERVING "supporters_serving"
bool outcome_is_of_supporters(const char *name);

/* Weeks in distress a year of those who served as supporters in observer, and of the same students in reference. */
void outcome_supporters(const struct observer *observer, const struct observer *reference, double *own, double *same_students);

/* Effect of a year of service: r of after against before, and the mean change less that of the same students in reference. */
double outcome_effect_r(const struct observer *observer, enum observe_effect effect);
double outcome_effect_change(const struct observer *observer, const struct observer *reference, enum observe_effect effect);

#endif
