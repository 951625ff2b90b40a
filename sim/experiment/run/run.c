/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Running: scenario → plan → replicates, each to a part file → comparison → results file. A run that is stopped leaves its
 * parts; the same run goes on from them.
 */
#include <stdlib.h>
#include <string.h>

#include "base/atomic_file.h"
#include "base/suggest.h"
#include "experiment/files/join.h"
#include "experiment/open.h"
#include "experiment/run/branch.h"
#include "experiment/run/keep.h"
#include "experiment/run/result.h"
#include "experiment/run/run_private.h"
#include "experiment/run/stamp.h"

static enum kith_status open_parts(struct run *run)
{
    char *other = NULL, *description = run->stamp;
    size_t length = strlen(run->options->output) + sizeof ".parts";
    run->parts = malloc(length);
    if (!run->parts)
        return KITH_FAILED;
    snprintf(run->parts, length, "%s.parts", run->options->output);
    enum kith_status status = archive_parts_open(run->parts, run->plan.stamp, description, &other, run->report);
    if (status == KITH_INVALID && other)
        stamp_say_difference(description, other, run->parts, run->report);
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

static enum kith_status find_reference(struct run *run)
{
    const char *wanted = run->options->reference, *names[SCENARIO_ARMS_MAX + 1] = {NULL};
    char hint[256];
    for (size_t a = 0; a < run->plan.arm_count; a++)
        names[a] = run->plan.arms[a].name;
    if ((run->options->until_precise || run->options->assumption_replicates) && run->plan.arm_count < 2)
        return kith_report_add(
            run->report, KITH_ERROR, run->plan.scenario->path, 0, 0,
            "there is one arm, %s, and nothing to compare it with; a scenario names its arms under arms:", names[0]);
    while (wanted && names[run->reference] && strcmp(names[run->reference], wanted) != 0)
        run->reference++;
    if (names[run->reference])
        return KITH_OK;
    return kith_report_add(run->report, KITH_ERROR, run->plan.scenario->path, 0, 0, "no arm is called \"%s\"%s", wanted,
                           suggest_text(wanted, names, hint, sizeof hint));
}

static enum kith_status describe(struct run *run)
{
    layout_clear(&run->layout);
    return layout_init(&run->layout, &run->plan, run->resolved, run->options->command_line ? run->options->command_line : "",
                       &run->sweep);
}

enum kith_status run_plan(struct run *run, const struct scenario *scenario)
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
    return find_reference(run);
}

static enum kith_status prepare(struct run *run, const struct scenario *scenario)
{
    enum kith_status status = run_plan(run, scenario);
    if (status == KITH_OK)
        status = check_output(run);
    run->resolved = status == KITH_OK ? scenario_resolved(scenario) : NULL;
    run->stamp = run->resolved ? stamp_text(&run->plan, run->plan.stamp) : NULL;
    if (status == KITH_OK && !run->stamp)
        status = KITH_FAILED;
    if (status == KITH_OK)
        status = describe(run);
    if (status == KITH_OK && run->options->assumption_replicates > 0)
        status = run_plan_sweep(run);
    if (status == KITH_OK)
        status = open_parts(run);
    return status;
}

static enum kith_status join(struct run *run, struct kith_result *result)
{
    struct sweep_data sweep = {0};
    struct archive_data *given = calloc(run->layout.archive.variable_count, sizeof *given);
    enum kith_status status = given ? KITH_OK : KITH_FAILED;
    if (status == KITH_OK && run->sweep.count)
        status = run_pack_sweep(&sweep, run, given + run->layout.first_assumption);
    if (status == KITH_OK)
        status = join_parts(&run->layout.archive, run->parts, run->options->output, given, result->comparison, result->digest,
                            run->report);
    run_clear_sweep(&sweep);
    free(given);
    return status;
}

enum kith_status kith_run(const struct kith_scenario *scenario, const struct kith_run_options *options,
                          struct kith_result **result, struct kith_report *report)
{
    struct run run = {.options = options, .report = report, .began = run_now()};
    *result = NULL;
    run.status = prepare(&run, &scenario->scenario);
    if (run.status == KITH_OK)
        run_replicates(&run);
    if (run.status == KITH_OK && options->assumption_replicates > 0)
        run_sweep(&run);
    if (run.status == KITH_OK)
        run.status = describe(&run); /* it is known now how many there are */
    if (run.status == KITH_OK)
        *result = result_create(&run.plan, run.layout.outcomes);
    if (run.status == KITH_OK && !*result)
        run.status = KITH_FAILED;
    if (run.status == KITH_OK)
        run.status = join(&run, *result);
    if (run.status == KITH_OK) {
        (*result)->seconds = run_now() - run.began;
        (*result)->found = run.found;
        (*result)->precise = run.precise;
        (*result)->common_weeks = branch_common(&run.plan);
        (*result)->saved = branch_saved(&run.plan);
    } else {
        kith_result_free(*result);
        *result = NULL;
    }
    layout_clear(&run.layout);
    sweep_clear(&run.sweep);
    plan_clear(&run.plan);
    free(run.resolved);
    free(run.stamp);
    free(run.parts);
    return run.status;
}
