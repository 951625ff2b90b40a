/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which arms go by the same rules in which weeks. Arms of a replicate have the same students and luck, so that arms with the same
 * rules are in the same state until their rules part: their common past is simulated once.
 */
#ifndef EXPERIMENT_BRANCH_H
#define EXPERIMENT_BRANCH_H

#include "experiment/plan/plan.h"

/* Finds the plan's distinct rules; after its timetables were opened. KITH_FAILED without memory. */
enum kith_status branch_find_rules(struct plan *plan);

/* Number, in plan->rules, of what an arm goes by in a week. */
static inline size_t branch_rules(const struct plan *plan, size_t arm, int32_t week)
{
    return week >= plan->arms[arm].from_week ? plan->arms[arm].rules : plan->arms[arm].rules_before;
}

/* Weeks simulated in one replicate, over all arms. */
int64_t branch_weeks(const struct plan *plan);

/* Weeks from the first in which all arms are one. */
int32_t branch_common(const struct plan *plan);

/* Share of all arms' weeks that need not be simulated. */
double branch_saved(const struct plan *plan);

#endif
