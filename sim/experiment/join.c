/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/join.h"

#include <stdlib.h>
#include <string.h>

#include "experiment/compare/paired.h"
#include "experiment/layout.h"

static const struct archive_axis *find_axis(const struct archive_layout *layout, const char *name)
{
    for (size_t k = 0; k < layout->axis_count; k++)
        if (strcmp(layout->axes[k].name, name) == 0)
            return &layout->axes[k];
    return NULL;
}

static const struct archive_variable *find_outcome(const struct archive_layout *layout, const char *name)
{
    for (size_t k = 0; k < layout->variable_count; k++)
        if (!layout->variables[k].group && strcmp(layout->variables[k].name, name) == 0)
            return &layout->variables[k];
    return NULL;
}

void join_size(const struct archive_layout *layout, size_t *arms, size_t *outcomes)
{
    const struct archive_axis *arm = find_axis(layout, "arm"), *outcome = find_axis(layout, "outcome");
    *arms = arm ? arm->length : 0;
    *outcomes = outcome ? outcome->length : 0;
}

/* What is being joined. */
struct joining {
    const struct archive_layout *layout;
    const char *parts;
    struct kith_report *report;
    const struct archive_axis *replicate, *outcome;
    size_t arms;
    struct kith_comparison *comparison;
};

/* All replicates' values of one outcome: [arm][replicate]. */
static enum kith_status read_outcome(const struct joining *j, size_t index, double *values)
{
    const struct archive_variable *variable = find_outcome(j->layout, j->outcome->labels[index]);
    size_t count = j->replicate->length;
    double *one = malloc(j->arms * sizeof *one);
    enum kith_status status = one && variable ? KITH_OK : KITH_FAILED;
    for (size_t r = 0; r < count && status == KITH_OK; r++) {
        status = archive_part_read(j->parts, j->layout, j->replicate->numbers[r], variable, one, j->report);
        for (size_t a = 0; a < j->arms && status == KITH_OK; a++)
            values[a * count + r] = one[a];
    }
    free(one);
    return status;
}

static enum kith_status compare(const struct joining *j)
{
    size_t count = j->replicate->length;
    double *values = malloc(j->arms * count * sizeof *values);
    enum kith_status status = values ? KITH_OK : KITH_FAILED;
    for (size_t k = 0; k < j->outcome->length && status == KITH_OK; k++) {
        status = read_outcome(j, k, values);
        for (size_t a = 0; a < j->arms && status == KITH_OK; a++) {
            struct paired p = paired_compare(values + a * count, values, count);
            j->comparison[a * j->outcome->length + k] = (struct kith_comparison){
                p.mean, p.difference, p.low, p.high, (int64_t)p.lower_in, (int64_t)p.higher_in, (int64_t)p.pairs};
        }
    }
    free(values);
    return status;
}

/* The comparison as the results file holds it, one array over (arm, outcome) for each number. */
static void spread(const struct joining *j, double *numbers)
{
    size_t cells = j->arms * j->outcome->length;
    for (size_t k = 0; k < cells; k++) {
        const struct kith_comparison *c = &j->comparison[k];
        const double value[COMPARISON_COUNT] = {
            c->mean, c->difference, c->low, c->high, (double)c->lower_in, (double)c->higher_in, (double)c->pairs};
        for (size_t n = 0; n < COMPARISON_COUNT; n++)
            numbers[n * cells + k] = value[n];
    }
}

enum kith_status join_parts(const struct archive_layout *layout, const char *parts, const char *output,
                            struct kith_comparison *comparison, char digest[33], struct kith_report *report)
{
    struct joining j = {.layout = layout,
                        .parts = parts,
                        .report = report,
                        .replicate = find_axis(layout, "replicate"),
                        .outcome = find_axis(layout, "outcome"),
                        .arms = find_axis(layout, "arm")->length,
                        .comparison = comparison};
    size_t cells = j.arms * j.outcome->length;
    double *numbers = malloc(COMPARISON_COUNT * cells * sizeof *numbers);
    struct archive_data *whole = calloc(layout->variable_count, sizeof *whole);
    enum kith_status status = numbers && whole ? compare(&j) : KITH_FAILED;
    if (status == KITH_OK)
        spread(&j, numbers);
    for (size_t v = 0; v < layout->variable_count && status == KITH_OK; v++)
        for (size_t n = 0; n < COMPARISON_COUNT && layout_is_comparison(&layout->variables[v]); n++)
            if (strcmp(layout->variables[v].name, layout_comparison[n].name) == 0)
                whole[v].values = numbers + n * cells;
    if (status == KITH_OK)
        status = archive_merge(parts, layout, whole, output, digest, report);
    free(numbers);
    free(whole);
    return status;
}
