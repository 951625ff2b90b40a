/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sweep of assumptions (sweep.h): every parameter at both ends in the first replicate, then, where that moved the primary outcome of
 * any arm at all, in the others.
 */
#include <stdlib.h>
#include <string.h>

#include <omp.h>

#include "experiment/files/join.h"
#include "experiment/run/branch.h"
#include "experiment/run/replicate.h"
#include "experiment/run/run_private.h"

/* One replicate of one point. */
static enum kith_status do_point(struct run *run, size_t k, size_t end, size_t replicate)
{
    struct sweep *sweep = &run->sweep;
    struct plan plan;
    struct observer *observers = calloc(sweep->arms, sizeof *observers);
    enum kith_status status = sweep_plan(&plan, &run->plan, &sweep->at[k], end);
    if (status == KITH_OK && observers) {
        int64_t number = plan.first_replicate + (int64_t)replicate;
        status = replicate_run(&plan, number, run->options->over_students, observers, run_watch, run);
#pragma omp critical(run_watch)
        replicate_explain(status, number, run->report);
    }
    for (size_t a = 0; a < sweep->arms && observers; a++) {
        if (status == KITH_OK)
            sweep_values(sweep, k, end, a)[replicate] = outcome_at(sweep->outcome)->value(&observers[a]);
        observe_clear(&observers[a]);
    }
    sweep_plan_clear(&plan);
    free(observers);
    return observers ? status : KITH_FAILED;
}

/* Replicates first .. last - 1 of the points that act, or of all. */
static void do_points(struct run *run, size_t first, size_t last)
{
    struct sweep *sweep = &run->sweep;
    size_t each = last - first, tasks = 2 * sweep->count * each;
    int threads = run->options->threads > 0 ? run->options->threads : omp_get_num_procs();
    for (size_t k = 0; k < sweep->count; k++)
        run->total += sweep->at[k].acts ? 2 * (int64_t)each * branch_weeks(&run->plan) : 0;
#pragma omp parallel for schedule(dynamic, 1) num_threads(run->options->over_students ? 1 : threads)
    for (size_t task = 0; task < tasks; task++) {
        size_t k = task / (2 * each), end = task / each % 2, replicate = first + task % each;
        bool stop;
#pragma omp critical(run_watch)
        stop = run->stop;
        if (stop || !sweep->at[k].acts)
            continue;
        enum kith_status status = do_point(run, k, end, replicate);
        if (status != KITH_OK)
            run_fail(run, status);
    }
    if (run->options->progress)
        run_show_progress(run);
}

/* Bit by bit: a number that moved in its last digit acts, if little. */
static bool moved(const struct sweep *sweep, size_t k)
{
    for (size_t end = 0; end < 2; end++)
        for (size_t a = 0; a < sweep->arms; a++)
            if (memcmp(sweep_values(sweep, k, end, a), sweep->base + a * sweep->replicates, sizeof *sweep->base) != 0)
                return true;
    return false;
}

/* The scenario as it stands, in the replicates of the sweep. */
static enum kith_status read_base(struct run *run)
{
    size_t count = (size_t)(run->plan.last_replicate - run->plan.first_replicate + 1), n = run->sweep.replicates;
    double *values = malloc(run->sweep.arms * count * sizeof *values);
    enum kith_status status =
        values ? join_read_outcome(&run->layout.archive, run->parts, run->sweep.outcome, count, values, run->report)
               : KITH_FAILED;
    for (size_t a = 0; a < run->sweep.arms && status == KITH_OK; a++)
        memcpy(run->sweep.base + a * n, values + a * count, n * sizeof *values);
    free(values);
    return status;
}

static enum kith_status find_outcome(const struct run *run, size_t *outcome)
{
    const char *name = run->plan.base->compare.primary.at;
    for (*outcome = 0; *outcome < outcome_count + OUTCOMES_OF_SUPPORTERS; ++*outcome)
        if (strcmp(outcome_at(*outcome)->name, name) == 0 && outcome_at(*outcome)->value)
            return KITH_OK;
    return scenario_error(
        run->plan.scenario, NULL, "compare.primary", run->report,
        "compare.primary is %s, which assumptions cannot be swept for: it needs the first arm's students; choose another outcome",
        name);
}

void run_sweep(struct run *run)
{
    struct sweep *sweep = &run->sweep;
    int64_t count = run->plan.last_replicate - run->plan.first_replicate + 1, wished = run->options->assumption_replicates;
    size_t outcome, replicates = (size_t)(wished < count ? wished : count);
    run->status = find_outcome(run, &outcome);
    if (run->status == KITH_OK)
        run->status = sweep_init(sweep, &run->plan, outcome, run->reference, replicates);
    if (run->status == KITH_OK)
        run->status = read_base(run);
    for (size_t k = 0; k < sweep->count; k++)
        sweep->at[k].acts = true;
    if (run->status == KITH_OK)
        do_points(run, 0, 1);
    for (size_t k = 0; k < sweep->count && run->status == KITH_OK; k++)
        sweep->at[k].acts = moved(sweep, k);
    if (run->status == KITH_OK && replicates > 1)
        do_points(run, 1, replicates);
}
