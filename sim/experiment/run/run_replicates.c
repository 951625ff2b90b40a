/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replicates to part files: threads, progress, cancelling, and how many. */
#include <math.h>
#include <stdlib.h>
#include <time.h>

#include <omp.h>

#include "experiment/files/join.h"
#include "experiment/files/pack.h"
#include "experiment/run/branch.h"
#include "experiment/run/replicate.h"
#include "experiment/run/run_private.h"

double run_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void run_show_progress(struct run *run)
{
    struct kith_progress progress = {
        .done = run->done, .total = run->total, .done_before = run->done_before, .seconds = run_now() - run->began};
    run->options->progress(run->options->context, &progress);
}

bool run_watch(void *context, const struct world *world, size_t arm)
{
    (void)world;
    (void)arm;
    struct run *run = context;
    bool stop;
#pragma omp critical(run_watch)
    {
        run->done++;
        if (run->options->cancelled && run->options->cancelled(run->options->context))
            run->stop = true;
        if (run->options->progress && run_now() - run->shown > 0.2) {
            run->shown = run_now();
            run_show_progress(run);
        }
        stop = run->stop;
    }
    return !stop;
}

void run_fail(struct run *run, enum kith_status status)
{
#pragma omp critical(run_watch)
    {
        if (run->status == KITH_OK || run->status == KITH_CANCELLED)
            run->status = status;
        run->stop = true;
    }
}

void run_say(struct run *run, struct kith_report *said)
{
#pragma omp critical(run_watch)
    for (size_t k = 0; k < said->count; k++)
        kith_report_add(run->report, said->messages[k].severity, said->messages[k].file, 0, 0, "%s", said->messages[k].text);
    kith_report_clear(said);
}

/* Runs one replicate and writes its part. */
static enum kith_status do_replicate(struct run *run, int64_t replicate)
{
    struct observer *observers = calloc(run->plan.arm_count, sizeof *observers);
    size_t variables = run->layout.archive.variable_count;
    struct archive_data *data = calloc(variables, sizeof *data);
    enum kith_status status = observers && data ? KITH_OK : KITH_FAILED;
    if (status == KITH_OK)
        status = replicate_run(&run->plan, replicate, run->options->over_students, observers, run_watch, run);
    if (status == KITH_OK)
        status = pack_replicate(&run->layout, &run->plan, observers, data);
    if (status == KITH_OK) {
        struct kith_report report;
        kith_report_init(&report);
        status = archive_part_write(run->parts, &run->layout.archive, replicate, data, &report);
        run_say(run, &report);
    } else {
#pragma omp critical(run_watch)
        replicate_explain(status, replicate, run->report);
    }
    for (size_t a = 0; observers && a < run->plan.arm_count; a++)
        observe_clear(&observers[a]);
    for (size_t v = 0; data && v < variables; v++)
        free((void *)(uintptr_t)data[v].values);
    free(observers);
    free(data);
    return status;
}

/* Runs those of a range that are not there. */
static void do_range(struct run *run, int64_t first, int64_t last)
{
    int64_t count = last - first + 1, weeks = branch_weeks(&run->plan), here = 0;
    int threads = run->options->threads > 0 ? run->options->threads : omp_get_num_procs();
    bool *there = calloc((size_t)count, sizeof *there);
    if (!there) {
        run->status = KITH_FAILED;
        return;
    }
    for (int64_t k = 0; k < count; k++) {
        there[k] = archive_part_exists(run->parts, first + k);
        here += there[k];
    }
    run->found += here;
    run->done_before += here * weeks;
    run->done += here * weeks;
    run->total += count * weeks;
    omp_set_num_threads(threads);
#pragma omp parallel for schedule(dynamic, 1) num_threads(run->options->over_students ? 1 : threads)
    for (int64_t k = 0; k < count; k++) {
        bool stop;
#pragma omp critical(run_watch)
        stop = run->stop;
        if (there[k] || stop)
            continue;
        enum kith_status status = do_replicate(run, first + k);
        if (status != KITH_OK)
            run_fail(run, status);
    }
    free(there);
    if (run->options->progress)
        run_show_progress(run);
}

/* True if every half-width that the scenario asks for is reached; what went wrong is in run->status. */
static bool is_precise(struct run *run)
{
    const struct compare_parameters *settings = &run->plan.base->compare;
    size_t count = (size_t)(run->plan.last_replicate - run->plan.first_replicate + 1), arms = run->plan.arm_count;
    double *values = malloc(arms * count * sizeof *values);
    bool precise = values != NULL;
    run->status = values ? KITH_OK : KITH_FAILED;
    for (size_t k = 0; k < run->layout.outcomes && precise && run->status == KITH_OK; k++) {
        const struct kith_precision precision = {settings_precision(settings, outcome_at(k)->name), settings->start,
                                                 settings->step};
        if (isnan(precision.half_width))
            continue;
        run->status = join_read_outcome(&run->layout.archive, run->parts, k, count, values, run->report);
        if (run->status == KITH_OK)
            precise = kith_stopping(values, arms, count, run->reference, &precision).enough;
    }
    free(values);
    return precise && run->status == KITH_OK;
}

/* Decisions fall at the ends of batches only, so that they do not depend on which thread was done first. */
void run_replicates(struct run *run)
{
    const struct compare_parameters *settings = &run->plan.base->compare;
    int64_t first = run->plan.first_replicate, most = run->plan.last_replicate, begin = first;
    if (!run->options->until_precise) {
        do_range(run, first, most);
        return;
    }
    run->plan.last_replicate = first + settings->start - 1;
    for (;;) {
        if (run->plan.last_replicate > most)
            run->plan.last_replicate = most;
        do_range(run, begin, run->plan.last_replicate);
        run->precise = run->status == KITH_OK && is_precise(run);
        if (run->status != KITH_OK || run->precise || run->plan.last_replicate == most)
            return;
        begin = run->plan.last_replicate + 1;
        run->plan.last_replicate += settings->step;
    }
}
