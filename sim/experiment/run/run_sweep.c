/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sweep of assumptions (sweep.h): every parameter at both ends in the first replicate, then, where that moved the primary outcome of
 * any arm at all, in the others. What a point gave in a replicate is kept beside the part files, so that a stopped sweep goes on.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <omp.h>

#include "experiment/files/join.h"
#include "experiment/run/branch.h"
#include "experiment/run/replicate.h"
#include "experiment/run/run_private.h"
#include "kith/compare.h"

/* One point in one replicate. */
struct task {
    size_t point, end, replicate;
    bool done;
};

/* Under which name the values of a task are kept, and what they are about besides what the stamp of the parts says. */
static void name_task(const struct run *run, const struct task *task, char name[KITH_NUMBER + 128], char about[2 * KITH_NUMBER])
{
    const struct sweep_point *point = &run->sweep.at[task->point];
    snprintf(name, KITH_NUMBER + 128, "assumption-%s-%s-%lld", point->path, task->end ? "high" : "low",
             (long long)run->plan.first_replicate + (long long)task->replicate);
    snprintf(about, 2 * KITH_NUMBER, "%s %a", outcome_at(run->sweep.outcome)->name, point->value[task->end]);
}

static void set_values(struct sweep *sweep, const struct task *task, const double *values)
{
    for (size_t a = 0; a < sweep->arms; a++)
        sweep_values(sweep, task->point, task->end, a)[task->replicate] = values[a];
}

/* Takes what a stopped run kept. */
static bool find_task(struct run *run, const struct task *task, double *values)
{
    char name[KITH_NUMBER + 128], about[2 * KITH_NUMBER];
    name_task(run, task, name, about);
    if (!archive_note_read(run->parts, name, about, values, run->sweep.arms))
        return false;
    set_values(&run->sweep, task, values);
    return true;
}

static enum kith_status keep_task(struct run *run, const struct task *task, const double *values)
{
    char name[KITH_NUMBER + 128], about[2 * KITH_NUMBER];
    struct kith_report said;
    kith_report_init(&said);
    name_task(run, task, name, about);
    enum kith_status status = archive_note_write(run->parts, name, about, values, run->sweep.arms, &said);
    run_say(run, &said);
    return status;
}

static enum kith_status do_task(struct run *run, const struct task *task)
{
    struct sweep *sweep = &run->sweep;
    struct plan plan;
    struct observer *observers = calloc(sweep->arms, sizeof *observers);
    double *values = malloc(sweep->arms * sizeof *values);
    int64_t replicate = run->plan.first_replicate + (int64_t)task->replicate;
    enum kith_status status = sweep_plan(&plan, &run->plan, &sweep->at[task->point], task->end);
    if (status == KITH_OK)
        status = observers && values ? replicate_run(&plan, replicate, run->options->over_students, observers, run_watch, run)
                                     : KITH_FAILED;
#pragma omp critical(run_watch)
    replicate_explain(status, replicate, run->report);
    for (size_t a = 0; a < sweep->arms && status == KITH_OK; a++)
        values[a] = outcome_at(sweep->outcome)->value(&observers[a]);
    if (status == KITH_OK)
        status = keep_task(run, task, values);
    if (status == KITH_OK)
        set_values(sweep, task, values);
    for (size_t a = 0; a < sweep->arms && observers; a++)
        observe_clear(&observers[a]);
    sweep_plan_clear(&plan);
    free(observers);
    free(values);
    return status;
}

/* The tasks of replicates first .. last - 1 of the points that act, those that are kept as done; NULL without memory. */
static struct task *list_tasks(struct run *run, size_t first, size_t last, size_t *count)
{
    struct sweep *sweep = &run->sweep;
    int64_t weeks = branch_weeks(&run->plan);
    struct task *task = malloc((2 * sweep->count * (last - first) + 1) * sizeof *task);
    double *values = malloc(sweep->arms * sizeof *values);
    *count = 0;
    for (size_t k = 0; k < sweep->count && task && values; k++)
        for (size_t end = 0; end < 2 && sweep->at[k].acts; end++)
            for (size_t r = first; r < last; r++) {
                struct task *next = &task[(*count)++];
                *next = (struct task){k, end, r, false};
                next->done = find_task(run, next, values);
                run->done += next->done ? weeks : 0;
                run->done_before += next->done ? weeks : 0;
            }
    if (!values)
        run->status = KITH_FAILED;
    free(values);
    return task;
}

/* Replicates first .. last - 1 of the points that act. */
static void do_tasks(struct run *run, size_t first, size_t last)
{
    size_t count;
    int threads = run->options->threads > 0 ? run->options->threads : omp_get_num_procs();
    struct task *task = list_tasks(run, first, last, &count);
    if (!task)
        run->status = KITH_FAILED;
#pragma omp parallel for schedule(dynamic, 1) num_threads(run->options->over_students ? 1 : threads)
    for (size_t k = 0; k < count; k++) {
        bool stop;
#pragma omp critical(run_watch)
        stop = run->stop;
        if (stop || task[k].done)
            continue;
        enum kith_status status = do_task(run, &task[k]);
        if (status != KITH_OK)
            run_fail(run, status);
    }
    free(task);
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
    const struct outcome *primary = outcome_find(name);
    *outcome = 0;
    if (!primary || !primary->value)
        return scenario_error(run->plan.scenario, NULL, "compare.primary", run->report,
                              "compare.primary is %s, which assumptions cannot be swept for: it needs the first arm's students; "
                              "choose another outcome",
                              name);
    while (outcome_at(*outcome) != primary)
        ++*outcome;
    return KITH_OK;
}

/* Simulated weeks of so many points in so many replicates. */
static int64_t weeks_of(const struct run *run, size_t points, size_t replicates)
{
    return 2 * (int64_t)points * (int64_t)replicates * branch_weeks(&run->plan);
}

enum kith_status run_plan_sweep(struct run *run)
{
    struct sweep *sweep = &run->sweep;
    int64_t most = run->plan.last_replicate - run->plan.first_replicate + 1, wished = run->options->assumption_replicates;
    size_t outcome;
    enum kith_status status = find_outcome(run, &outcome);
    if (status == KITH_OK)
        status = sweep_init(sweep, &run->plan, outcome, run->reference, (size_t)(wished < most ? wished : most));
    for (size_t k = 0; k < sweep->count; k++)
        sweep->at[k].acts = true;
    run->total += weeks_of(run, sweep->count, sweep->replicates);
    return status;
}

void run_sweep(struct run *run)
{
    struct sweep *sweep = &run->sweep;
    int64_t count = run->plan.last_replicate - run->plan.first_replicate + 1;
    if ((int64_t)sweep->replicates > count) { /* precise with fewer */
        run->total -= weeks_of(run, sweep->count, sweep->replicates - (size_t)count);
        sweep->replicates = (size_t)count;
    }
    run->status = read_base(run);
    if (run->status == KITH_OK)
        do_tasks(run, 0, 1);
    for (size_t k = 0; k < sweep->count && run->status == KITH_OK; k++) {
        sweep->at[k].acts = moved(sweep, k);
        run->total -= sweep->at[k].acts ? 0 : weeks_of(run, 1, sweep->replicates - 1);
    }
    if (run->status == KITH_OK && sweep->replicates > 1)
        do_tasks(run, 1, sweep->replicates);
}
