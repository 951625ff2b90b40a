/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening and checking scenarios: the public calls. */
#include "experiment/open.h"

#include <stdlib.h>

#include "experiment/agree.h"
#include "experiment/outcome/outcome.h"
#include "experiment/run/branch.h"
#include "revision.h"

/* Measured by scripts/bench at 1,000 students, formal arm, and in complete graphs of 1,500 to 4,097; only for the forecast. */
static const double NS_PER_STUDENT_WEEK = 1500, COMPRESSED_BYTES_PER_COUNT = 1.2;
static const double BYTES_PER_STUDENT = 1000, BYTES_PER_GIVEN_TIE = 100;

const char *kith_version(void)
{
    return KITH_VERSION " (" KITH_REVISION ")";
}

enum kith_status kith_scenario_open(struct kith_scenario **scenario, const char *path, const char *const *sets, size_t set_count,
                                    struct kith_report *report)
{
    *scenario = calloc(1, sizeof **scenario);
    if (!*scenario)
        return KITH_FAILED;
    enum kith_status status = scenario_load(&(*scenario)->scenario, &schema, path, sets, set_count, report);
    if (status != KITH_OK) {
        free(*scenario);
        *scenario = NULL;
    }
    return status;
}

void kith_scenario_close(struct kith_scenario *scenario)
{
    if (!scenario)
        return;
    scenario_clear(&scenario->scenario);
    free(scenario);
}

enum kith_status kith_scenario_join(struct kith_scenario **joined, struct kith_scenario *const *scenarios, size_t count,
                                    struct kith_report *report)
{
    struct scenario *files = calloc(count ? count : 1, sizeof *files);
    *joined = calloc(1, sizeof **joined);
    enum kith_status status = files && *joined && count ? KITH_OK : KITH_FAILED;
    for (size_t f = 0; f < count && status == KITH_OK; f++)
        files[f] = scenarios[f]->scenario;
    if (status == KITH_OK)
        status = agree_check(files, count, report);
    for (size_t f = 0; f < count && status == KITH_OK; f++)
        scenarios[f]->scenario = (struct scenario){0}; /* taken over */
    if (status == KITH_OK)
        status = scenario_join(&(*joined)->scenario, files, count, report);
    for (size_t f = 0; f < count; f++)
        kith_scenario_close(scenarios[f]);
    free(files);
    if (status != KITH_OK) {
        free(*joined);
        *joined = NULL;
    }
    return status;
}

const char *kith_scenario_arm(const struct kith_scenario *scenario, size_t index)
{
    return index < scenario->scenario.arm_count ? scenario->scenario.arms[index].name : NULL;
}

enum kith_status kith_scenario_check(const struct kith_scenario *scenario, struct kith_outline *outline,
                                     struct kith_report *report)
{
    struct plan plan;
    enum kith_status status = plan_init(&plan, &scenario->scenario, NULL, 0, report);
    if (status != KITH_OK)
        return status;
    const struct school_parameters *school = &plan.base->model.school;
    *outline = (struct kith_outline){.title = scenario->scenario.title,
                                     .question = scenario->scenario.question,
                                     .arms = plan.arm_count,
                                     .students = school_seats(school),
                                     .replicates = plan.base->run.replicates,
                                     .weeks = plan.weeks - plan.first_week,
                                     .recorded = plan.weeks,
                                     .common = branch_common(&plan)};
    double runs = (double)outline->arms * (double)outline->replicates;
    outline->seconds =
        (double)outline->replicates * (double)branch_weeks(&plan) * (double)outline->students * NS_PER_STUDENT_WEEK * 1e-9;
    double counts = (double)plan.weeks * (WEEKLY_COUNT + SPLIT_COUNT * (double)(school->course.count + plan.sites));
    double worlds = outline->common > 0 ? 2 : 1; /* an arm that leaves the others goes on in a copy */
    double world = (double)outline->students * BYTES_PER_STUDENT + (double)plan.graph.count * BYTES_PER_GIVEN_TIE;
    outline->bytes_memory = worlds * world + (double)outline->arms * counts * sizeof(int32_t);
    outline->bytes_file = runs * (counts * COMPRESSED_BYTES_PER_COUNT + (double)outcome_count * sizeof(double));
    plan_clear(&plan);
    return KITH_OK;
}
