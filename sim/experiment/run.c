/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Running: scenario → plan → replicates, each to a part file → comparison → results file. A run that is stopped leaves its
 * parts; the same run goes on from them.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <omp.h>

#include "base/atomic_file.h"
#include "experiment/branch.h"
#include "experiment/compare/paired.h"
#include "experiment/keep.h"
#include "experiment/layout.h"
#include "experiment/open.h"
#include "experiment/pack.h"
#include "experiment/replicate.h"
#include "experiment/result.h"
#include "experiment/stamp.h"

struct run {
    const struct kith_run_options *options;
    struct kith_report *report;
    struct plan plan;
    struct layout layout;
    char *resolved;                   /* the scenario that the file records */
    char *parts;                      /* directory of the part files */
    int64_t done, done_before, total; /* simulated weeks */
    int64_t found;                    /* replicates that were there */
    double began, shown;
    bool stop;
    enum kith_status status;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void show_progress(struct run *run)
{
    struct kith_progress progress = {
        .done = run->done, .total = run->total, .done_before = run->done_before, .seconds = now() - run->began};
    run->options->progress(run->options->context, &progress);
}

static bool watch(void *context, const struct world *world, size_t arm)
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
        if (run->options->progress && now() - run->shown > 0.2) {
            run->shown = now();
            show_progress(run);
        }
        stop = run->stop;
    }
    return !stop;
}

static void fail(struct run *run, enum kith_status status)
{
#pragma omp critical(run_watch)
    {
        if (run->status == KITH_OK || run->status == KITH_CANCELLED)
            run->status = status;
        run->stop = true;
    }
}

/* Runs one replicate and writes its part. */
static enum kith_status do_replicate(struct run *run, int64_t replicate)
{
    struct observer *observers = calloc(run->plan.arm_count, sizeof *observers);
    size_t variables = run->layout.archive.variable_count;
    struct archive_data *data = calloc(variables, sizeof *data);
    enum kith_status status = observers && data ? KITH_OK : KITH_FAILED;
    if (status == KITH_OK)
        status = replicate_run(&run->plan, replicate, run->options->over_students, observers, watch, run);
    if (status == KITH_OK)
        status = pack_replicate(&run->layout, &run->plan, observers, data);
    if (status == KITH_OK) {
        struct kith_report report;
        kith_report_init(&report);
        status = archive_part_write(run->parts, &run->layout.archive, replicate, data, &report);
#pragma omp critical(run_watch)
        for (size_t k = 0; k < report.count; k++)
            kith_report_add(run->report, report.messages[k].severity, report.messages[k].file, 0, 0, "%s",
                            report.messages[k].text);
        kith_report_clear(&report);
    } else if (status == KITH_FAILED) {
#pragma omp critical(run_watch)
        kith_report_add(run->report, KITH_ERROR, NULL, 0, 0, "out of memory in replicate %lld", (long long)replicate);
    }
    for (size_t a = 0; observers && a < run->plan.arm_count; a++)
        observe_clear(&observers[a]);
    for (size_t v = 0; data && v < variables; v++)
        free((void *)(uintptr_t)data[v].values);
    free(observers);
    free(data);
    return status;
}

static void do_replicates(struct run *run)
{
    int64_t first = run->plan.first_replicate, count = run->plan.last_replicate - first + 1;
    int threads = run->options->threads > 0 ? run->options->threads : omp_get_num_procs();
    int64_t weeks = branch_weeks(&run->plan);
    bool *there = calloc((size_t)count, sizeof *there);
    if (!there) {
        run->status = KITH_FAILED;
        return;
    }
    for (int64_t k = 0; k < count; k++) {
        there[k] = archive_part_exists(run->parts, first + k);
        run->found += there[k];
        run->done_before += there[k] ? weeks : 0;
    }
    run->total = count * weeks;
    run->done = run->done_before;
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
            fail(run, status);
    }
    free(there);
    if (run->options->progress)
        show_progress(run);
}

/* All replicates' values of one outcome: [arm][replicate]. */
static enum kith_status read_outcome(struct run *run, size_t outcome, double *values)
{
    int64_t first = run->plan.first_replicate;
    size_t count = (size_t)(run->plan.last_replicate - first + 1), arms = run->plan.arm_count;
    double *one = malloc(arms * sizeof *one);
    enum kith_status status = one ? KITH_OK : KITH_FAILED;
    for (size_t r = 0; r < count && status == KITH_OK; r++) {
        const struct archive_variable *variable = &run->layout.archive.variables[run->layout.first_outcome + outcome];
        status = archive_part_read(run->parts, &run->layout.archive, first + (int64_t)r, variable, one, run->report);
        for (size_t a = 0; a < arms && status == KITH_OK; a++)
            values[a * count + r] = one[a];
    }
    free(one);
    return status;
}

static enum kith_status compare(struct run *run, struct kith_result *result)
{
    size_t count = (size_t)result->replicates;
    double *values = malloc(result->arms * count * sizeof *values);
    enum kith_status status = values ? KITH_OK : KITH_FAILED;
    for (size_t k = 0; k < result->outcomes && status == KITH_OK; k++) {
        status = read_outcome(run, k, values);
        for (size_t a = 0; a < result->arms && status == KITH_OK; a++) {
            struct paired p = paired_compare(values + a * count, values, count);
            result->comparison[a * result->outcomes + k] = (struct kith_comparison){
                p.mean, p.difference, p.low, p.high, (int64_t)p.lower_in, (int64_t)p.higher_in, (int64_t)p.pairs};
        }
    }
    free(values);
    return status;
}

/* The comparison as the results file holds it, one array over (arm, outcome) for each number. */
static enum kith_status merge(struct run *run, struct kith_result *result)
{
    size_t cells = result->arms * result->outcomes;
    double *numbers = malloc(COMPARISON_COUNT * cells * sizeof *numbers);
    struct archive_data *whole = calloc(run->layout.archive.variable_count, sizeof *whole);
    enum kith_status status = numbers && whole ? KITH_OK : KITH_FAILED;
    for (size_t k = 0; k < cells && status == KITH_OK; k++) {
        const struct kith_comparison *c = &result->comparison[k];
        const double value[COMPARISON_COUNT] = {
            c->mean, c->difference, c->low, c->high, (double)c->lower_in, (double)c->higher_in, (double)c->pairs};
        for (size_t n = 0; n < COMPARISON_COUNT; n++)
            numbers[n * cells + k] = value[n];
    }
    for (size_t n = 0; n < COMPARISON_COUNT && status == KITH_OK; n++)
        whole[run->layout.first_comparison + n].values = numbers + n * cells;
    if (status == KITH_OK)
        status = archive_merge(run->parts, &run->layout.archive, whole, run->options->output, result->digest, run->report);
    free(numbers);
    free(whole);
    return status;
}

static enum kith_status open_parts(struct run *run)
{
    char digest[33], *other = NULL;
    char *description = stamp_text(&run->plan, digest);
    size_t length = strlen(run->options->output) + sizeof ".parts";
    run->parts = malloc(length);
    if (!description || !run->parts) {
        free(description);
        return KITH_FAILED;
    }
    snprintf(run->parts, length, "%s.parts", run->options->output);
    enum kith_status status = archive_parts_open(run->parts, digest, description, &other, run->report);
    if (status == KITH_INVALID && other)
        stamp_say_difference(description, other, run->parts, run->report);
    free(description);
    free(other);
    return status;
}

static enum kith_status check_output(const struct run *run)
{
    struct keep keep = {0};
    enum kith_status status = keep_scenario(&keep, run->plan.scenario);
    struct atomic_guard guard = {.reads = keep.file, .option = "-o", .overwrite = run->options->overwrite};
    if (status == KITH_OK)
        status = atomic_file_allowed(run->options->output, &guard, run->report);
    keep_clear(&keep);
    return status;
}

static enum kith_status prepare(struct run *run, const struct scenario *scenario)
{
    const struct kith_run_options *o = run->options;
    enum kith_status status = plan_init(&run->plan, scenario, o->arms, o->arm_count, run->report);
    if (status != KITH_OK)
        return status;
    run->plan.apart = o->apart;
    if (o->last > 0) {
        run->plan.first_replicate = o->first;
        run->plan.last_replicate = o->last;
    }
    status = check_output(run);
    run->resolved = status == KITH_OK ? scenario_resolved(scenario) : NULL;
    if (status == KITH_OK && !run->resolved)
        status = KITH_FAILED;
    if (status == KITH_OK)
        status = layout_init(&run->layout, &run->plan, run->resolved, o->command_line ? o->command_line : "");
    if (status == KITH_OK)
        status = open_parts(run);
    return status;
}

enum kith_status kith_run(const struct kith_scenario *scenario, const struct kith_run_options *options,
                          struct kith_result **result, struct kith_report *report)
{
    struct run run = {.options = options, .report = report, .began = now()};
    *result = NULL;
    run.status = prepare(&run, &scenario->scenario);
    if (run.status == KITH_OK)
        do_replicates(&run);
    if (run.status == KITH_OK)
        *result = result_create(&run.plan, run.layout.outcomes);
    if (run.status == KITH_OK && !*result)
        run.status = KITH_FAILED;
    if (run.status == KITH_OK)
        run.status = compare(&run, *result);
    if (run.status == KITH_OK)
        run.status = merge(&run, *result);
    if (run.status == KITH_OK) {
        (*result)->seconds = now() - run.began;
        (*result)->found = run.found;
        (*result)->common_weeks = branch_common(&run.plan);
        (*result)->saved = branch_saved(&run.plan);
    } else {
        kith_result_free(*result);
        *result = NULL;
    }
    layout_clear(&run.layout);
    plan_clear(&run.plan);
    free(run.resolved);
    free(run.parts);
    return run.status;
}
