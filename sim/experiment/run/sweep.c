/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/run/sweep.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/plausible.h"
#include "experiment/run/branch.h"

static double value_of(const struct schema_parameters *p, const struct parameter_section *section, const struct parameter *row)
{
    return plausible_value(row, (const char *)p + section->offset);
}

/* The one value that the parameter has in the base and in every arm; NaN if arms set it. */
static double common_value(const struct plan *plan, const struct parameter_section *section, const struct parameter *row)
{
    double value = value_of(plan->base, section, row);
    for (size_t a = 0; a < plan->arm_count; a++)
        if (value_of(plan->arms[a].parameters, section, row) != value ||
            value_of(plan->arms[a].source->base, section, row) != value)
            return NAN;
    return value;
}

static void find_points(struct sweep *sweep, const struct plan *plan)
{
    for (size_t s = 0; s < schema.count; s++)
        for (size_t k = 0; k < schema.sections[s].count; k++) {
            const struct parameter_section *section = &schema.sections[s];
            struct sweep_point *point = &sweep->at[sweep->count];
            *point = (struct sweep_point){.section = section, .row = &section->rows[k]};
            snprintf(point->path, sizeof point->path, "%s.%s", section->name, point->row->name);
            double value = plausible_varied(section, point->row) ? common_value(plan, section, point->row) : NAN;
            sweep->count += !isnan(value) && plausible_range(point->row, value, point->value);
        }
}

enum kith_status sweep_init(struct sweep *sweep, const struct plan *plan, size_t outcome, size_t reference, size_t replicates)
{
    size_t most = 1;
    for (size_t s = 0; s < schema.count; s++)
        most += schema.sections[s].count;
    *sweep = (struct sweep){.at = calloc(most, sizeof *sweep->at),
                            .outcome = outcome,
                            .reference = reference,
                            .arms = plan->arm_count,
                            .replicates = replicates};
    if (!sweep->at)
        return KITH_FAILED;
    find_points(sweep, plan);
    size_t cells = sweep->count * 2 * sweep->arms * replicates;
    sweep->values = malloc((cells + 1) * sizeof *sweep->values);
    sweep->base = malloc(sweep->arms * replicates * sizeof *sweep->base);
    for (size_t k = 0; k < cells && sweep->values; k++)
        sweep->values[k] = NAN;
    return sweep->values && sweep->base ? KITH_OK : KITH_FAILED;
}

void sweep_clear(struct sweep *sweep)
{
    free(sweep->at);
    free(sweep->values);
    free(sweep->base);
    *sweep = (struct sweep){0};
}

/* A copy of all parameters with one changed; NULL without memory. */
static const struct schema_parameters *change(const struct schema_parameters *p, const struct sweep_point *point, size_t end)
{
    struct schema_parameters *copy = malloc(sizeof *copy);
    if (!copy)
        return NULL;
    memcpy(copy, p, sizeof *copy);
    char *at = (char *)copy + point->section->offset + point->row->offset;
    if (point->row->type == PARAMETER_WHOLE)
        *(int64_t *)at = (int64_t)point->value[end];
    else
        *(double *)at = point->value[end];
    return copy;
}

enum kith_status sweep_plan(struct plan *changed, const struct plan *plan, const struct sweep_point *point, size_t end)
{
    *changed = *plan;
    changed->rules = NULL;
    changed->rule_count = 0;
    changed->arms = calloc(plan->arm_count, sizeof *changed->arms);
    changed->sources = calloc(plan->source_count, sizeof *changed->sources);
    if (!changed->arms || !changed->sources)
        return KITH_FAILED;
    bool good = true;
    for (size_t s = 0; s < plan->source_count; s++) {
        changed->sources[s] = plan->sources[s];
        changed->sources[s].base = change(plan->sources[s].base, point, end);
        good = good && changed->sources[s].base;
    }
    for (size_t a = 0; a < plan->arm_count; a++) {
        changed->arms[a] = plan->arms[a];
        changed->arms[a].source = changed->sources + (plan->arms[a].source - plan->sources);
        changed->arms[a].parameters = change(plan->arms[a].parameters, point, end);
        good = good && changed->arms[a].parameters;
    }
    changed->base = changed->sources[0].base;
    return good ? branch_find_rules(changed) : KITH_FAILED;
}

void sweep_plan_clear(struct plan *changed)
{
    for (size_t s = 0; changed->sources && s < changed->source_count; s++)
        free((void *)(uintptr_t)changed->sources[s].base);
    for (size_t a = 0; changed->arms && a < changed->arm_count; a++)
        free((void *)(uintptr_t)changed->arms[a].parameters);
    free(changed->sources);
    free(changed->arms);
    free(changed->rules);
    *changed = (struct plan){0};
}
