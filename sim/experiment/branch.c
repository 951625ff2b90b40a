/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/branch.h"

#include <stdlib.h>
#include <string.h>

/* Rules are the same if all parameters are, byte by byte; a timetable is the same only if its files are those of one scenario. */
static size_t find_rules(struct plan *plan, const struct schema_parameters *parameters, const struct timetable *timetable)
{
    size_t k = 0;
    while (k < plan->rule_count && memcmp(&plan->rules[k].parameters->model, &parameters->model, sizeof parameters->model) != 0)
        k++;
    if (k == plan->rule_count)
        plan->rules[plan->rule_count++] = (struct plan_rules){parameters, timetable};
    return k;
}

enum kith_status branch_find_rules(struct plan *plan)
{
    plan->rules = calloc(2 * plan->arm_count + 1, sizeof *plan->rules);
    if (!plan->rules)
        return KITH_FAILED;
    for (size_t a = 0; a < plan->arm_count; a++) {
        struct plan_arm *arm = &plan->arms[a];
        arm->rules_before = find_rules(plan, plan->base, &plan->timetable);
        arm->rules = find_rules(plan, arm->parameters, &arm->timetable);
    }
    return KITH_OK;
}

/* First week in which the rules of two arms differ; plan->weeks if they never do. Rules change in an arm's from_week only. */
static int32_t parting(const struct plan *plan, size_t a, size_t b)
{
    const int32_t changes[] = {plan->first_week, plan->arms[a].from_week, plan->arms[b].from_week};
    int32_t week = plan->weeks;
    for (size_t k = 0; k < sizeof changes / sizeof changes[0]; k++)
        if (changes[k] < week && branch_rules(plan, a, changes[k]) != branch_rules(plan, b, changes[k]))
            week = changes[k];
    return week;
}

int32_t branch_common(const struct plan *plan)
{
    int32_t week = plan->weeks;
    for (size_t a = 1; a < plan->arm_count && !plan->apart; a++)
        if (parting(plan, 0, a) < week)
            week = parting(plan, 0, a);
    return plan->arm_count > 1 && !plan->apart ? week - plan->first_week : 0;
}

/* An arm costs the weeks after it parted from the last of those before it. */
int64_t branch_weeks(const struct plan *plan)
{
    int64_t weeks = 0;
    for (size_t a = 0; a < plan->arm_count; a++) {
        int32_t from = plan->first_week;
        for (size_t b = 0; b < a && !plan->apart; b++)
            if (parting(plan, a, b) > from)
                from = parting(plan, a, b);
        weeks += plan->weeks - from;
    }
    return weeks;
}

double branch_saved(const struct plan *plan)
{
    return 1 - (double)branch_weeks(plan) / ((double)plan->arm_count * (double)(plan->weeks - plan->first_week));
}
