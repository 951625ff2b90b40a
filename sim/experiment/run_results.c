/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Part files → comparison → results file. */
#include <stdlib.h>

#include "experiment/comparison.h"
#include "experiment/run_private.h"

enum kith_status run_read_outcome(struct run *run, size_t outcome, double *values)
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

enum kith_status run_compare(struct run *run, struct kith_result *result)
{
    size_t count = (size_t)result->replicates;
    double *values = malloc(result->arms * count * sizeof *values);
    enum kith_status status = values ? KITH_OK : KITH_FAILED;
    for (size_t k = 0; k < result->outcomes && status == KITH_OK; k++) {
        status = run_read_outcome(run, k, values);
        if (status == KITH_OK)
            status = comparison_make(result, &run->plan, k, values);
    }
    free(values);
    return status;
}

enum kith_status run_merge(struct run *run, struct kith_result *result)
{
    struct comparison_data comparison = {0};
    struct archive_data *whole = calloc(run->layout.archive.variable_count, sizeof *whole);
    enum kith_status status = whole ? comparison_pack(&comparison, result, &run->layout, whole) : KITH_FAILED;
    if (status == KITH_OK)
        status = archive_merge(run->parts, &run->layout.archive, whole, run->options->output, result->digest, run->report);
    comparison_clear(&comparison);
    free(whole);
    return status;
}
