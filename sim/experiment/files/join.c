/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/files/join.h"

#include <stdlib.h>
#include <string.h>

#include "experiment/files/comparison.h"

static const struct archive_axis *find_axis(const struct archive_layout *layout, const char *name)
{
    for (size_t k = 0; k < layout->axis_count; k++)
        if (strcmp(layout->axes[k].name, name) == 0)
            return &layout->axes[k];
    return NULL;
}

const struct archive_variable *join_outcome(const struct archive_layout *layout, size_t index)
{
    const char *name = find_axis(layout, "outcome")->labels[index];
    for (size_t k = 0; k < layout->variable_count; k++)
        if (!layout->variables[k].group && strcmp(layout->variables[k].name, name) == 0)
            return &layout->variables[k];
    return NULL;
}

void join_size(const struct archive_layout *layout, size_t *arms, size_t *outcomes)
{
    const struct archive_axis *arm = find_axis(layout, "arm"), *outcome = find_axis(layout, "outcome");
    *arms = arm ? arm->length : 0;
    *outcomes = outcome && outcome->labels ? outcome->length : 0;
}

enum kith_status join_read_outcome(const struct archive_layout *layout, const char *parts, size_t outcome, size_t count,
                                   double *values, struct kith_report *report)
{
    const struct archive_variable *variable = join_outcome(layout, outcome);
    const struct archive_axis *replicate = find_axis(layout, "replicate");
    size_t arms = find_axis(layout, "arm")->length;
    double *one = malloc(arms * sizeof *one);
    enum kith_status status = one && variable ? KITH_OK : KITH_FAILED;
    for (size_t r = 0; r < count && status == KITH_OK; r++) {
        status = archive_part_read(parts, layout, replicate->numbers[r], variable, one, report);
        for (size_t a = 0; a < arms && status == KITH_OK; a++)
            values[a * count + r] = one[a];
    }
    free(one);
    return status;
}

static enum kith_status compare(const struct archive_layout *layout, const char *parts, const struct comparison *comparison,
                                struct kith_report *report)
{
    size_t count = find_axis(layout, "replicate")->length;
    double *values = malloc(comparison->arms * count * sizeof *values);
    enum kith_status status = values ? KITH_OK : KITH_FAILED;
    for (size_t k = 0; k < comparison->outcomes && status == KITH_OK; k++) {
        status = join_read_outcome(layout, parts, k, count, values, report);
        if (status == KITH_OK)
            status = comparison_make(comparison, k, values, count);
    }
    free(values);
    return status;
}

enum kith_status join_parts(const struct archive_layout *layout, const char *parts, const char *output,
                            const struct archive_data *given, struct kith_comparison *cells, char digest[33],
                            struct kith_report *report)
{
    struct comparison comparison = {.cell = cells};
    struct comparison_data data = {0};
    struct archive_data *whole = calloc(layout->variable_count, sizeof *whole);
    join_size(layout, &comparison.arms, &comparison.outcomes);
    for (size_t v = 0; v < layout->variable_count && whole && given; v++)
        whole[v] = given[v];
    enum kith_status status = whole ? compare(layout, parts, &comparison, report) : KITH_FAILED;
    if (status == KITH_OK)
        status = comparison_pack(&data, &comparison, layout, whole);
    if (status == KITH_OK)
        status = archive_merge(parts, layout, whole, output, digest, report);
    comparison_clear(&data);
    free(whole);
    return status;
}
