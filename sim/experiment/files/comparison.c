/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/files/comparison.h"

#include <stdlib.h>
#include <string.h>

#include "experiment/files/join.h"

enum kith_status comparison_make(const struct comparison *comparison, size_t outcome, const double *values, size_t count)
{
    struct kith_difference *difference = calloc(comparison->arms, sizeof *difference);
    enum kith_kind kind = comparison->cell[outcome].kind;
    double matters = comparison->cell[outcome].matters;
    enum kith_status status =
        difference ? kith_differences(values, comparison->arms, count, 0, kind, matters, difference) : KITH_FAILED;
    for (size_t a = 0; a < comparison->arms && status == KITH_OK; a++)
        comparison->cell[a * comparison->outcomes + outcome] = (struct kith_comparison){difference[a], matters, kind};
    free(difference);
    return status;
}

/* The numbers over (arm, outcome), in the order of enum layout_comparison. */
static void take_cell(const struct kith_difference *c, double *numbers, size_t cells)
{
    const double value[COMPARISON_NUMBERS] = {
        c->mean, c->difference, c->low, c->high, (double)c->lower_in, (double)c->higher_in, (double)c->pairs};
    for (size_t n = 0; n < COMPARISON_NUMBERS; n++)
        numbers[n * cells] = value[n];
}

/* Of each outcome, as its own variable in the root group has it. */
static void take_units(const struct archive_layout *layout, const char **units, size_t outcomes)
{
    for (size_t k = 0; k < outcomes; k++) {
        const struct archive_variable *variable = join_outcome(layout, k);
        units[k] = variable && variable->unit ? variable->unit : "1";
    }
}

/* Each variable of the group gets its numbers by its name. */
static void point(const struct archive_layout *layout, const void *const group[COMPARISON_COUNT], struct archive_data *whole)
{
    for (size_t v = 0; v < layout->variable_count; v++)
        for (size_t n = 0; n < COMPARISON_COUNT && layout_is_comparison(&layout->variables[v]); n++)
            if (strcmp(layout->variables[v].name, layout_comparison[n].name) == 0)
                whole[v].values = group[n];
}

enum kith_status comparison_pack(struct comparison_data *data, const struct comparison *comparison,
                                 const struct archive_layout *layout, struct archive_data *whole)
{
    size_t outcomes = comparison->outcomes, cells = comparison->arms * outcomes, matters = COMPARISON_NUMBERS * cells;
    *data = (struct comparison_data){malloc((matters + outcomes + 1) * sizeof(double)), malloc(cells + outcomes + 1),
                                     malloc((outcomes + 1) * sizeof *data->units)};
    if (!data->numbers || !data->flags || !data->units)
        return KITH_FAILED;
    take_units(layout, data->units, outcomes);
    for (size_t k = 0; k < cells; k++) {
        take_cell(&comparison->cell[k].of, data->numbers + k, cells);
        data->flags[k] = (uint8_t)comparison->cell[k].of.finding;
    }
    for (size_t k = 0; k < outcomes; k++) {
        data->numbers[matters + k] = comparison->cell[k].matters;
        data->flags[cells + k] = (uint8_t)comparison->cell[k].kind;
    }
    const void *group[COMPARISON_COUNT];
    for (size_t n = 0; n < COMPARISON_NUMBERS; n++)
        group[n] = data->numbers + n * cells;
    group[COMPARISON_MATTERS] = data->numbers + matters;
    group[COMPARISON_KIND] = data->flags + cells;
    group[COMPARISON_VERDICT] = data->flags;
    group[COMPARISON_UNIT] = data->units;
    point(layout, group, whole);
    return KITH_OK;
}

void comparison_clear(struct comparison_data *data)
{
    free(data->numbers);
    free(data->flags);
    free(data->units);
    *data = (struct comparison_data){0};
}
