/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One replicate: the same students with the same luck through every arm. */
#ifndef EXPERIMENT_REPLICATE_H
#define EXPERIMENT_REPLICATE_H

#include "experiment/plan/plan.h"

/* Called after every simulated week, once for arms that are one in it (arm: the first of them); returning false stops the replicate. */
typedef bool replicate_watch(void *context, const struct world *world, size_t arm);

/*
 * Runs all arms, their common past once (branch.h); observers has room for plan->arm_count and is filled (clear each with observe_clear).
 * parallel: threads share the students. KITH_INVALID if a student came to have more ties than there is room for.
 */
enum kith_status replicate_run(const struct plan *plan, int64_t replicate, bool parallel, struct observer *observers,
                               replicate_watch *watch, void *context);

/* Runs one arm without an observer, looking on after each step of the week too (steps may be NULL). */
enum kith_status replicate_watch_arm(const struct plan *plan, int64_t replicate, size_t arm, bool parallel,
                                     const struct week_watch *steps, replicate_watch *watch, void *context);

/* Says why a replicate did not come to its end; nothing if it did, or if it was stopped. */
void replicate_explain(enum kith_status status, int64_t replicate, struct kith_report *report);

#endif
