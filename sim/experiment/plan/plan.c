/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/plan/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "experiment/plan/plan_private.h"
#include "experiment/run/branch.h"

static bool is_wanted(const char *name, const char *const *arms, size_t count)
{
    for (size_t k = 0; k < count; k++)
        if (strcmp(arms[k], name) == 0)
            return true;
    return arms == NULL;
}

static void say_unknown_arm(const struct scenario *scenario, const char *name, struct kith_report *report)
{
    const char *names[SCENARIO_ARMS_MAX + 1] = {NULL};
    char hint[256];
    for (size_t a = 0; a < scenario->arm_count; a++)
        names[a] = scenario->arms[a].name;
    kith_report_add(report, KITH_ERROR, scenario->path, 0, 0, "no arm is called \"%s\"%s", name,
                    suggest_text(name, names, hint, sizeof hint));
}

static enum kith_status choose_arms(struct plan *plan, const char *const *arms, size_t count, struct kith_report *report)
{
    const struct scenario *scenario = plan->scenario;
    for (size_t k = 0; k < count; k++) {
        bool known = false;
        for (size_t a = 0; a < scenario->arm_count; a++)
            known = known || strcmp(scenario->arms[a].name, arms[k]) == 0;
        if (!known)
            say_unknown_arm(scenario, arms[k], report);
    }
    plan->arms = calloc(scenario->arm_count, sizeof *plan->arms);
    if (!plan->arms)
        return KITH_FAILED;
    for (size_t a = 0; a < scenario->arm_count; a++)
        if (is_wanted(scenario->arms[a].name, arms, count))
            plan->arms[plan->arm_count++] = (struct plan_arm){.name = scenario->arms[a].name,
                                                              .own_name = scenario_arm_name(scenario, a),
                                                              .source = &plan->sources[scenario->arms[a].file],
                                                              .from_week = scenario->arms[a].from_week,
                                                              .parameters = scenario->arms[a].parameters};
    return KITH_OK;
}

static enum kith_status find_sources(struct plan *plan)
{
    const struct scenario *scenario = plan->scenario;
    size_t count = scenario->file_count ? scenario->file_count : 1;
    plan->sources = calloc(count, sizeof *plan->sources);
    if (!plan->sources)
        return KITH_FAILED;
    plan->source_count = count;
    for (size_t s = 0; s < count; s++) {
        const struct scenario *file = scenario->file_count ? &scenario->files[s] : scenario;
        plan->sources[s] = (struct plan_source){.scenario = file, .base = file->base};
    }
    return KITH_OK;
}

/* Real students stand in these files. */
static bool names_people(const struct timetable_parameters *t)
{
    return t->policy == TIMETABLE_ROSTER || t->students.at[0] || t->pinned.at[0];
}

static void find_extent(struct plan *plan)
{
    const struct schema_parameters *base = plan->base;
    plan->first_week = -(int32_t)base->run.burn_in_years * CALENDAR_WEEKS;
    plan->weeks = (int32_t)base->run.years * CALENDAR_WEEKS;
    plan->first_replicate = 1;
    plan->last_replicate = base->run.replicates;
    plan->imported = base->model.graph.source == GRAPH_FILE;
    for (size_t s = 0; s < plan->source_count; s++)
        plan->imported = plan->imported || names_people(&plan->sources[s].base->model.timetable);
    for (size_t a = 0; a < plan->arm_count; a++)
        plan->imported = plan->imported || names_people(&plan->arms[a].parameters->model.timetable);
}

static void count_sites(struct plan *plan)
{
    for (size_t s = 0; s < plan->source_count; s++)
        if ((int)plan->sources[s].timetable.places.sites > plan->sites)
            plan->sites = (int)plan->sources[s].timetable.places.sites;
    for (size_t a = 0; a < plan->arm_count; a++)
        if ((int)plan->arms[a].timetable.places.sites > plan->sites)
            plan->sites = (int)plan->arms[a].timetable.places.sites;
}

static enum kith_status open_arms(struct plan *plan, struct kith_report *report)
{
    enum kith_status status = KITH_OK;
    for (size_t a = 0; a < plan->arm_count && status != KITH_FAILED; a++) {
        struct plan_arm *arm = &plan->arms[a];
        const struct schema_parameters *p = arm->parameters, *base = arm->source->base;
        struct plan_check check = {arm->source->scenario, arm->own_name, p, report};
        plan_check_arm(&check, base);
        if (arm->from_week >= plan->weeks)
            kith_report_add(report, KITH_WARNING, arm->source->scenario->path, 0, 0,
                            "arm %s begins in week %d, after the run's last week, %d: it never differs from the base", arm->name,
                            arm->from_week, plan->weeks - 1);
        struct kith_report again; /* what the base said once need not be said for each arm */
        kith_report_init(&again);
        if (memcmp(&p->model.timetable, &base->model.timetable, sizeof p->model.timetable) == 0)
            check.report = &again;
        status = plan_open_timetable(&arm->timetable, &check);
        kith_report_clear(&again);
        check.report = report;
        if (memcmp(&p->model.seeking, &base->model.seeking, sizeof p->model.seeking) != 0)
            plan_check_service_sites(&check, &arm->timetable);
    }
    return status;
}

enum kith_status plan_init(struct plan *plan, const struct scenario *scenario, const char *const *arms, size_t arm_count,
                           struct kith_report *report)
{
    size_t errors = report->errors;
    *plan = (struct plan){.scenario = scenario, .base = scenario->base};
    enum kith_status status = find_sources(plan);
    if (status == KITH_OK)
        status = choose_arms(plan, arms, arm_count, report);
    if (status != KITH_OK) {
        plan_clear(plan);
        return status;
    }
    find_extent(plan);
    struct plan_check check = {plan->sources[0].scenario, NULL, plan->base, report};
    plan_check_run(&check, plan);
    settings_check(scenario, &plan->base->compare, report);
    bool readable = report->errors == errors || plan->base->model.graph.source == GRAPH_FILE;
    status = readable ? plan_open_graph(plan, report) : KITH_INVALID;
    for (size_t s = 0; s < plan->source_count && status != KITH_FAILED; s++) {
        check.scenario = plan->sources[s].scenario;
        check.p = plan->sources[s].base;
        plan_check_education(&check);
        if (plan_open_timetable(&plan->sources[s].timetable, &check) == KITH_FAILED)
            status = KITH_FAILED;
        plan_check_service_sites(&check, &plan->sources[s].timetable);
    }
    if (status != KITH_FAILED && open_arms(plan, report) == KITH_FAILED)
        status = KITH_FAILED;
    if (status == KITH_OK && report->errors > errors)
        status = KITH_INVALID;
    count_sites(plan);
    if (status == KITH_OK)
        status = branch_find_rules(plan);
    if (status != KITH_OK)
        plan_clear(plan);
    return status;
}

void plan_clear(struct plan *plan)
{
    for (size_t a = 0; a < plan->arm_count; a++)
        timetable_clear(&plan->arms[a].timetable);
    for (size_t s = 0; s < plan->source_count; s++)
        timetable_clear(&plan->sources[s].timetable);
    free(plan->sources);
    graph_clear(&plan->graph);
    free(plan->arms);
    free(plan->rules);
    *plan = (struct plan){0};
}
