/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/branch.h"

#include <stdlib.h>
#include <string.h>

/* True if the parameters name files, which are looked for beside their scenario: the same names in two scenarios may be two files. */
static bool names_files(const struct timetable_parameters *t)
{
    return t->places.at[0] || t->students.at[0] || t->pinned.at[0] || t->roster.at[0] || t->codes.at[0];
}

static bool is_same(const struct plan_rules *rules, const struct plan_rules *other)
{
    const struct week_parameters *a = &rules->parameters->model, *b = &other->parameters->model;
    return memcmp(a, b, sizeof *a) == 0 && (rules->source == other->source || !names_files(&a->timetable));
}

static size_t find_rules(struct plan *plan, const struct plan_rules *rules)
{
    size_t k = 0;
    while (k < plan->rule_count && !is_same(&plan->rules[k], rules))
        k++;
    if (k == plan->rule_count)
        plan->rules[plan->rule_count++] = *rules;
    return k;
}

enum kith_status branch_find_rules(struct plan *plan)
{
    plan->rules = calloc(2 * plan->arm_count + 1, sizeof *plan->rules);
    if (!plan->rules)
        return KITH_FAILED;
    for (size_t a = 0; a < plan->arm_count; a++) {
        struct plan_arm *arm = &plan->arms[a];
        arm->rules_before = find_rules(plan, &(struct plan_rules){arm->source, arm->source->base, &arm->source->timetable});
        arm->rules = find_rules(plan, &(struct plan_rules){arm->source, arm->parameters, &arm->timetable});
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
