/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Part files → comparison → results file. */
#include <stdlib.h>

#include "experiment/compare/paired.h"
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
enum kith_status run_merge(struct run *run, struct kith_result *result)
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
