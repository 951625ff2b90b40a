/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/run/result.h"

#include <stdlib.h>
#include <string.h>

void kith_result_free(struct kith_result *result)
{
    if (!result)
        return;
    for (size_t a = 0; a < result->arms && result->arm; a++)
        free((void *)(uintptr_t)result->arm[a]);
    free((void *)(uintptr_t)result->arm);
    free((void *)(uintptr_t)result->outcome);
    free((void *)(uintptr_t)result->label);
    free((void *)(uintptr_t)result->unit);
    free((void *)(uintptr_t)result->share);
    free((void *)(uintptr_t)result->target);
    free(result->comparison);
    free((void *)(uintptr_t)result->title);
    free((void *)(uintptr_t)result->question);
    free((void *)(uintptr_t)result->support_line);
    free(result);
}

struct kith_result *result_create(const struct plan *plan, size_t outcomes)
{
    struct kith_result *result = calloc(1, sizeof *result);
    if (!result)
        return NULL;
    result->arms = plan->arm_count;
    result->outcomes = outcomes;
    result->replicates = plan->last_replicate - plan->first_replicate + 1;
    const char **arm = calloc(result->arms, sizeof *arm), **outcome = calloc(result->outcomes, sizeof *outcome);
    const char **label = calloc(result->outcomes, sizeof *label), **unit = calloc(result->outcomes, sizeof *unit);
    const char **target = calloc(result->outcomes, sizeof *target);
    bool *share = calloc(result->outcomes, sizeof *share);
    result->arm = arm;
    result->outcome = outcome;
    result->label = label;
    result->unit = unit;
    result->share = share;
    result->target = target;
    result->comparison = calloc(result->arms * result->outcomes, sizeof *result->comparison);
    result->title = strdup(plan->scenario->title);
    result->question = strdup(plan->scenario->question);
    result->support_line = strdup(plan->base->run.support_line.at);
    bool good = result->title && result->question && result->support_line && arm && outcome && label && unit && share && target &&
                result->comparison;
    for (size_t a = 0; a < result->arms && good; a++) {
        arm[a] = strdup(plan->arms[a].name);
        good = arm[a] != NULL;
    }
    for (size_t k = 0; k < result->outcomes && good; k++) {
        const struct outcome *row = outcome_at(k);
        outcome[k] = row->name;
        label[k] = row->label;
        unit[k] = row->unit;
        share[k] = row->share;
        target[k] = row->target;
        for (size_t a = 0; a < result->arms; a++)
            result->comparison[a * outcomes + k] =
                (struct kith_comparison){.kind = row->kind, .matters = settings_matters(&plan->base->compare, row)};
    }
    if (good)
        return result;
    kith_result_free(result);
    return NULL;
}
