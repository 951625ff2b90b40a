/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sweep as the results file holds it. */
#include <math.h>
#include <stdlib.h>

#include "experiment/run/run_private.h"

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
            to[n][a * apart] = numbers[n];
    }
    free(d);
    return status;
}

enum kith_status run_pack_sweep(struct sweep_data *data, const struct run *run, struct archive_data *group)
{
    const struct sweep *sweep = &run->sweep;
    size_t ends = 2 * sweep->count, cells = ends * sweep->arms;
    double margin = settings_matters(&run->plan.base->compare, outcome_at(sweep->outcome));
    *data = (struct sweep_data){malloc((ends + 3 * cells + 3 * sweep->arms) * sizeof(double)), malloc(sweep->count)};
    if (!data->numbers || !data->acts)
        return KITH_FAILED;
    double *difference = data->numbers + ends, *stands = difference + 3 * cells;
    enum kith_status status = put_differences(sweep, sweep->base, margin,
                                              (double *const[3]){stands, stands + sweep->arms, stands + 2 * sweep->arms}, 1);
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
    group[ASSUMPTION_STANDS_LOW].values = stands + sweep->arms;
    group[ASSUMPTION_STANDS_HIGH].values = stands + 2 * sweep->arms;
    group[ASSUMPTION_ACTS].values = data->acts;
    return status;
}

void run_clear_sweep(struct sweep_data *data)
{
    free(data->numbers);
    free(data->acts);
}
