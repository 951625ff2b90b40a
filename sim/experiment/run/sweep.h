/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One-at-a-time sweep over assumed parameters: each at either end of its plausible range (plausible.h), in the base and in all arms, from
 * the first week on, the rest as the scenario says, with the same students and luck. What arms set otherwise than their base is the
 * question, and is left alone.
 */
#ifndef EXPERIMENT_SWEEP_H
#define EXPERIMENT_SWEEP_H

#include "experiment/plan/plan.h"

struct sweep_point {
    const struct parameter_section *section;
    const struct parameter *row;
    char path[128];
    double value[2]; /* low, high */
    bool acts;       /* the outcome of the first replicate moved in some arm */
};

struct sweep {
    struct sweep_point *at;
    size_t count;
    size_t outcome, reference, arms, replicates;
    double *values; /* [count][2][arms][replicates]; NaN where nothing acts */
    double *base;   /* [arms][replicates] */
};

/* Finds the parameters of a plan. KITH_FAILED without memory. Clear in any case. */
enum kith_status sweep_init(struct sweep *sweep, const struct plan *plan, size_t outcome, size_t reference, size_t replicates);
void sweep_clear(struct sweep *sweep);

/* Where a point's values of one arm are. */
static inline double *sweep_values(const struct sweep *sweep, size_t point, size_t end, size_t arm)
{
    return sweep->values + ((point * 2 + end) * sweep->arms + arm) * sweep->replicates;
}

/* The plan with one parameter at one end; shares everything else with the plan. sweep_plan_clear in any case. */
enum kith_status sweep_plan(struct plan *changed, const struct plan *plan, const struct sweep_point *point, size_t end);
void sweep_plan_clear(struct plan *changed);

#endif
