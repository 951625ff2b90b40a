/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a results file holds a run already: the same stamp, the replicates from the first on, and as many as are wished. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/open.h"
#include "experiment/run/run_private.h"
#include "experiment/run/stamp.h"

static bool has_stamp(const struct run *run)
{
    struct archive_file *file = NULL;
    struct kith_report said;
    kith_report_init(&said);
    char *stamp =
        archive_read_open(&file, run->options->output, &said) == KITH_OK ? archive_read_attribute(file, NULL, "run_stamp") : NULL;
    bool same = stamp && strcmp(stamp, run->plan.stamp) == 0;
    free(stamp);
    archive_read_close(file);
    kith_report_clear(&said);
    return same;
}

/* True if no sweep is wished, or the file holds one of as many replicates. */
static bool has_sweep(const struct run *run)
{
    struct archive_file *file = NULL;
    struct kith_report said;
    kith_report_init(&said);
    char *replicates = archive_read_open(&file, run->options->output, &said) == KITH_OK
                           ? archive_read_attribute(file, NULL, "assumptions_replicates")
                           : NULL;
    int64_t wished = run->options->assumption_replicates;
    bool has = wished <= 0 || (replicates && strtoll(replicates, NULL, 10) >= wished);
    free(replicates);
    archive_read_close(file);
    kith_report_clear(&said);
    return has;
}

static bool has_replicates(const struct kith_study *study, int64_t first)
{
    for (size_t r = 0; r < study->replicates; r++)
        if (study->replicate[r] != first + (int64_t)r)
            return false;
    return true;
}

static bool is_precise(const struct run *run, const struct kith_study *study)
{
    const struct compare_parameters *settings = &run->plan.base->compare;
    bool precise = run->options->until_precise;
    for (size_t k = 0; k < study->outcomes && precise; k++) {
        const struct kith_precision precision = {settings_precision(settings, study->outcome[k].name), settings->start,
                                                 settings->step};
        if (!isnan(precision.half_width))
            precise = kith_stopping(study->outcome[k].value, study->arms, study->replicates, run->reference, &precision).enough;
    }
    return precise;
}

enum kith_status kith_run_find(const struct kith_scenario *scenario, const struct kith_run_options *options,
                               struct kith_found *found)
{
    struct kith_report said; /* what is wrong will be said by the run */
    struct run run = {.options = options, .report = &said};
    struct kith_study *study = NULL;
    kith_report_init(&said);
    *found = (struct kith_found){.same = false};
    enum kith_status status = run_plan(&run, &scenario->scenario);
    run.stamp = status == KITH_OK ? stamp_text(&run.plan, run.plan.stamp) : NULL;
    if (run.stamp && has_stamp(&run))
        status = kith_study_open(&study, options->output, &said);
    if (study && status == KITH_OK) {
        found->same = has_replicates(study, run.plan.first_replicate);
        found->replicates = (int64_t)study->replicates;
        found->enough = found->same && has_sweep(&run) &&
                        (found->replicates > run.plan.last_replicate - run.plan.first_replicate || is_precise(&run, study));
    }
    kith_study_close(study);
    free(run.stamp);
    plan_clear(&run.plan);
    kith_report_clear(&said);
    return status == KITH_FAILED ? KITH_FAILED : KITH_OK;
}
