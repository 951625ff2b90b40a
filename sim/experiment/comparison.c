/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/comparison.h"

#include <stdlib.h>

enum kith_status comparison_make(struct kith_result *result, const struct plan *plan, size_t outcome, const double *values)
{
    const struct outcome *row = outcome_at(outcome);
    double matters = settings_matters(&plan->base->compare, row);
    struct kith_difference *difference = calloc(result->arms, sizeof *difference);
    enum kith_status status =
        difference ? kith_differences(values, result->arms, (size_t)result->replicates, 0, row->kind, matters, difference)
                   : KITH_FAILED;
    for (size_t a = 0; a < result->arms && status == KITH_OK; a++) {
        const struct kith_difference *d = &difference[a];
        result->comparison[a * result->outcomes + outcome] = (struct kith_comparison){
            d->mean, d->difference, d->low, d->high, d->lower_in, d->higher_in, d->pairs, matters, row->kind, d->finding};
    }
    free(difference);
    return status;
}

/* The numbers over (arm, outcome), in the order of enum layout_comparison. */
static void take_cell(const struct kith_comparison *c, double *numbers, size_t cells)
{
    const double value[COMPARISON_NUMBERS] = {
        c->mean, c->difference, c->low, c->high, (double)c->lower_in, (double)c->higher_in, (double)c->pairs};
    for (size_t n = 0; n < COMPARISON_NUMBERS; n++)
        numbers[n * cells] = value[n];
}

enum kith_status comparison_pack(struct comparison_data *data, const struct kith_result *result, const struct layout *layout,
                                 struct archive_data *whole)
{
    size_t cells = result->arms * result->outcomes, matters = COMPARISON_NUMBERS * cells;
    struct archive_data *group = whole + layout->first_comparison;
    *data =
        (struct comparison_data){malloc((matters + result->outcomes + 1) * sizeof(double)), malloc(cells + result->outcomes + 1)};
    if (!data->numbers || !data->flags)
        return KITH_FAILED;
    for (size_t k = 0; k < cells; k++) {
        take_cell(&result->comparison[k], data->numbers + k, cells);
        data->flags[k] = (uint8_t)result->comparison[k].finding;
    }
    for (size_t k = 0; k < result->outcomes; k++) {
        data->numbers[matters + k] = result->comparison[k].matters;
        data->flags[cells + k] = (uint8_t)result->comparison[k].kind;
    }
    for (size_t n = 0; n < COMPARISON_NUMBERS; n++)
        group[n].values = data->numbers + n * cells;
    group[COMPARISON_MATTERS].values = data->numbers + matters;
    group[COMPARISON_KIND].values = data->flags + cells;
    group[COMPARISON_VERDICT].values = data->flags;
    return KITH_OK;
}

void comparison_clear(struct comparison_data *data)
{
    free(data->numbers);
    free(data->flags);
    *data = (struct comparison_data){0};
}
