/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Part files → comparison → results file. */
#include <math.h>
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

/* Memory of the group "assumptions". */
struct sweep_data {
    double *numbers;
    uint8_t *acts;
};

/* Differences and intervals of all arms in one set of values, from number [arm] on in each of three arrays, this far apart. */
static enum kith_status put_differences(const struct sweep *sweep, const double *values, double margin, double *const to[3],
                                        size_t apart)
{
    struct kith_difference *d = calloc(sweep->arms, sizeof *d);
    enum kith_status status = d ? kith_differences(values, sweep->arms, sweep->replicates, sweep->reference,
                                                   outcome_at(sweep->outcome)->kind, margin, d)
                                : KITH_FAILED;
    for (size_t a = 0; a < sweep->arms && status == KITH_OK; a++) {
        const double numbers[3] = {d[a].difference, d[a].low, d[a].high};
        for (int n = 0; n < 3; n++)
            if (to[n])
                to[n][a * apart] = numbers[n];
    }
    free(d);
    return status;
}

static enum kith_status pack_sweep(struct sweep_data *data, const struct sweep *sweep, const struct compare_parameters *settings,
                                   struct archive_data *group)
{
    size_t ends = 2 * sweep->count, cells = ends * sweep->arms;
    double margin = settings_matters(settings, outcome_at(sweep->outcome));
    *data = (struct sweep_data){malloc((ends + 3 * cells + sweep->arms) * sizeof(double)), malloc(sweep->count)};
    if (!data->numbers || !data->acts)
        return KITH_FAILED;
    double *difference = data->numbers + ends, *stands = difference + 3 * cells;
    enum kith_status status = put_differences(sweep, sweep->base, margin, (double *const[3]){stands, NULL, NULL}, 1);
    for (size_t k = 0; k < sweep->count && status == KITH_OK; k++) {
        data->acts[k] = sweep->at[k].acts;
        for (size_t end = 0; end < 2 && status == KITH_OK; end++) {
            double *at = difference + k * sweep->arms * 2 + end;
            data->numbers[2 * k + end] = sweep->at[k].value[end];
            status = put_differences(sweep, sweep_values(sweep, k, end, 0), margin,
                                     (double *const[3]){at, at + cells, at + 2 * cells}, 2);
            for (size_t n = 0; n < 3 * sweep->arms && !sweep->at[k].acts; n++)
                at[n / sweep->arms * cells + n % sweep->arms * 2] = NAN;
        }
    }
    group[ASSUMPTION_VALUE].values = data->numbers;
    group[ASSUMPTION_DIFFERENCE].values = difference;
    group[ASSUMPTION_LOW].values = difference + cells;
    group[ASSUMPTION_HIGH].values = difference + 2 * cells;
    group[ASSUMPTION_STANDS].values = stands;
    group[ASSUMPTION_ACTS].values = data->acts;
    return status;
}

enum kith_status run_merge(struct run *run, struct kith_result *result)
{
    struct comparison_data comparison = {0};
    struct sweep_data sweep = {0};
    struct archive_data *whole = calloc(run->layout.archive.variable_count, sizeof *whole);
    enum kith_status status = whole ? comparison_pack(&comparison, result, &run->layout, whole) : KITH_FAILED;
    if (status == KITH_OK && run->sweep.count)
        status = pack_sweep(&sweep, &run->sweep, &run->plan.base->compare, whole + run->layout.first_assumption);
    if (status == KITH_OK)
        status = archive_merge(run->parts, &run->layout.archive, whole, run->options->output, result->digest, run->report);
    comparison_clear(&comparison);
    free(sweep.numbers);
    free(sweep.acts);
    free(whole);
    return status;
}
