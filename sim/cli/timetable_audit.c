/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kith timetable audit: a column for each timetable, and which of two keeps students together better. */
#include <stdlib.h>
#include <string.h>

#include "cli/timetable.h"

const char cli_timetable_audit_help[] =
    "usage: kith timetable audit SCENARIO|ROSTER.csv [options]\n"
    "\n"
    "Says what a timetable does to students' contact with each other: who stays with whom, who is alone, how full sites\n"
    "are. Of a scenario: a column for each arm, for the students who enter in year 0. Nothing is simulated.\n"
    "\n"
    "      --arm NAME           only this arm; may be repeated\n"
    "      --against OTHER      holds every column against this: an arm, another scenario (its first arm) or a roster\n"
    "      --friends EDGES.csv  friendships at the end of campus (a,b), to say which friends stay together\n"
    "      --per-student FILE   facts of the timetable for each student, by number, as CSV (one arm)\n"
    "      --overwrite          replace that file if it exists; files that are read are never written over\n"
    "      --format text|csv|json\n"
    "      --without SITE       what if this site took nobody: a second column for each arm; may be repeated\n"
    "      --capacity SITE=N    what if this site took N students at once; may be repeated\n"
    "      --entry-year N       students who enter in year N (default 0: the year that begins in week 0)\n"
    "      --replicates N       how many draws of a plan's luck the comparison goes by (default 10); the table shows the first\n"
    "      --replicate N        only one draw: the timetables of the N-th simulated school\n"
    "      --set path=value     change a parameter; may be repeated. Of a roster by itself: how it is written\n"
    "                           (timetable.date_format, roster_shape, columns, codes) and encounters.team_hours\n"
    "\n"
    "A peer is a student at the same site and rotation for at least half of a block; hours are social hours in the ward\n"
    "team. Rows of fewer than 5 students are not shown (<5), nor what they could be worked out from (withheld).\n"
    "One timetable keeps students together better than another if peers kept beyond chance differ by 1 percentage point\n"
    "or more, with the same sign in every draw, and blocks without any peer do not differ as much the other way.\n";

enum { DRAWS = 10 };

/* All that is open while the command runs. */
struct work {
    struct timetable_arguments *arguments;
    struct kith_report report;
    struct kith_scenario *scenario, *changed, *other; /* as it is, with other capacities, that of --against */
    struct timetable_columns columns;
};

static enum kith_status add_column(struct work *work, const char *name, const char *suffix, struct kith_timetable *timetable)
{
    size_t length = strlen(name) + strlen(suffix) + 1;
    struct timetable_column *grown = realloc(work->columns.at, (work->columns.count + 1) * sizeof *grown);
    char *text = malloc(length);
    if (grown)
        work->columns.at = grown;
    if (!grown || !text) {
        free(text);
        kith_timetable_close(timetable);
        return KITH_FAILED;
    }
    snprintf(text, length, "%s%s", name, suffix);
    size_t at = work->columns.count++;
    work->columns.at[at] = (struct timetable_column){.name = text, .timetable = timetable, .compared = at};
    const struct timetable_arguments *a = work->arguments;
    int64_t draws = a->replicate_given ? 1 : a->replicates ? a->replicates : DRAWS;
    enum kith_status status = kith_timetable_audit(timetable, a->friends, &work->columns.at[at].audit, &work->report);
    if (status == KITH_OK)
        status = kith_timetable_draw(timetable, a->replicate, draws, &work->columns.at[at].draws, &work->report);
    return status;
}

/* NULL arm: the first. */
static enum kith_status add_arm(struct work *work, const struct kith_scenario *scenario, const char *arm, const char *name,
                                const char *suffix, bool lenient)
{
    struct kith_timetable *timetable = NULL;
    struct kith_timetable_options options = {.arm = arm,
                                             .replicate = work->arguments->replicate,
                                             .cohorts = KITH_COHORT_AND_COMPANY,
                                             .entry_year = (int)work->arguments->entry_year,
                                             .lenient = lenient};
    enum kith_status status = kith_timetable_plan(&timetable, scenario, &options, &work->report);
    return status == KITH_OK && timetable ? add_column(work, name, suffix, timetable) : status;
}

static const char *file_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static enum kith_status add_roster(struct work *work, const char *path)
{
    struct kith_timetable *timetable = NULL;
    enum kith_status status = kith_timetable_read(
        &timetable, path, work->arguments->shared.sets.at,
        cli_timetable_is_roster(work->arguments->path) ? work->arguments->shared.sets.count : 0, &work->report);
    return status == KITH_OK ? add_column(work, file_of(path), "", timetable) : status;
}

static bool is_arm(const struct kith_scenario *scenario, const char *name)
{
    for (size_t k = 0; scenario && kith_scenario_arm(scenario, k); k++)
        if (strcmp(kith_scenario_arm(scenario, k), name) == 0)
            return true;
    return false;
}

/* The column that the others are held against, the last. */
static enum kith_status add_reference(struct work *work)
{
    const char *other = work->arguments->against;
    enum kith_status status;
    size_t before = work->columns.count;
    if (is_arm(work->scenario, other)) {
        status = add_arm(work, work->scenario, other, other, "", false);
    } else if (cli_timetable_is_roster(other)) {
        status = add_roster(work, other);
    } else {
        status = kith_scenario_open(&work->other, other, NULL, 0, &work->report);
        if (status == KITH_OK)
            status = add_arm(work, work->other, NULL, file_of(other), "", false);
    }
    for (size_t k = 0; k < before && work->columns.count > before; k++)
        work->columns.at[k].compared = before;
    return status;
}

/* An arm as it is and, with other capacities, as it would be; else it is held against the first. */
static enum kith_status add_wanted(struct work *work, const char *arm, bool lenient)
{
    size_t before = work->columns.count;
    if (work->arguments->against && strcmp(work->arguments->against, arm) == 0)
        return KITH_OK; /* it comes as the last */
    enum kith_status status = add_arm(work, work->scenario, arm, arm, "", lenient);
    if (status == KITH_OK && work->columns.count > before)
        work->columns.at[before].compared = work->changed ? before : 0;
    if (status == KITH_OK && work->changed && work->columns.count > before) {
        status = add_arm(work, work->changed, arm, arm, ", changed", lenient);
        if (work->columns.count > before + 1)
            work->columns.at[before + 1].compared = before;
    }
    return status;
}

static enum kith_status open_scenarios(struct work *work)
{
    struct timetable_arguments *a = work->arguments;
    enum kith_status status =
        kith_scenario_open(&work->scenario, a->path, a->shared.sets.at, a->shared.sets.count, &work->report);
    if (status != KITH_OK || !a->shared.capacity.text)
        return status;
    if (cli_options_join_capacity(&a->shared))
        return KITH_FAILED;
    return kith_scenario_open(&work->changed, a->path, a->shared.sets.at, a->shared.sets.count, &work->report);
}

static enum kith_status add_columns(struct work *work)
{
    const struct timetable_arguments *a = work->arguments;
    enum kith_status status = KITH_OK;
    if (cli_timetable_is_roster(a->path))
        status = add_roster(work, a->path);
    else
        status = open_scenarios(work);
    for (size_t k = 0; k < a->shared.arms.count && status == KITH_OK; k++)
        status = add_wanted(work, a->shared.arms.at[k], false);
    for (size_t k = 0; work->scenario && !a->shared.arms.count && kith_scenario_arm(work->scenario, k) && status == KITH_OK; k++)
        status = add_wanted(work, kith_scenario_arm(work->scenario, k), true);
    if (status == KITH_OK && a->against)
        status = add_reference(work);
    if (status == KITH_OK && work->columns.count == 0)
        status = kith_report_add(&work->report, KITH_ERROR, a->path, 0, 0, "no timetable is left to look at");
    return status;
}

static enum kith_status print_columns(struct work *work)
{
    const struct timetable_arguments *a = work->arguments;
    if (strcmp(a->format, "csv") == 0)
        cli_timetable_print_csv(&work->columns);
    else if (strcmp(a->format, "json") == 0)
        cli_timetable_print_json(&work->columns);
    else
        cli_timetable_print_text(&work->columns, a);
    return KITH_OK;
}

static void clear(struct work *work)
{
    for (size_t k = 0; k < work->columns.count; k++) {
        free(work->columns.at[k].name);
        kith_audit_free(work->columns.at[k].audit);
        kith_draws_free(work->columns.at[k].draws);
        kith_timetable_close(work->columns.at[k].timetable);
    }
    free(work->columns.at);
    kith_scenario_close(work->scenario);
    kith_scenario_close(work->changed);
    kith_scenario_close(work->other);
    kith_report_clear(&work->report);
}

static int audit(struct timetable_arguments *a)
{
    struct work work = {.arguments = a};
    kith_report_init(&work.report);
    enum kith_status status = add_columns(&work);
    if (status == KITH_OK && a->per_student && work.columns.count > 1 + (a->against != NULL)) {
        status = (enum kith_status)cli_usage("timetable audit", "--per-student is of one timetable: --arm names it");
    } else if (status == KITH_OK && a->per_student) {
        for (size_t k = 1; k < work.columns.count && status == KITH_OK; k++)
            status = kith_timetable_spares(work.columns.at[k].timetable, a->per_student, &work.report);
        if (status == KITH_OK)
            status = kith_timetable_students(work.columns.at[0].timetable, a->friends, a->per_student, a->shared.overwrite,
                                             &work.report);
    }
    cli_capacity_retell(&a->shared.capacity, &work.report);
    cli_print_report(&work.report);
    if (status == KITH_FAILED && work.report.errors == 0)
        fprintf(stderr, "kith: error: out of memory\n");
    if (status == KITH_OK)
        status = print_columns(&work);
    clear(&work);
    return (int)status;
}

int cli_timetable_audit(int argc, char **argv)
{
    static const char command[] = "timetable audit";
    static const char *const formats[] = {"text", "csv", "json", NULL};
    struct timetable_arguments a = {0};
    const struct cli_option own[] = {
        {"against", .text = &a.against},
        {"friends", .text = &a.friends},
        {"per-student", .text = &a.per_student},
        {"format", .text = &a.format, .choices = formats},
        {"replicates", .number = &a.replicates, .low = 1, .high = 10000},
        {"replicate", .number = &a.replicate, .low = 1, .high = 1000000, .given = &a.replicate_given},
        {"entry-year", .number = &a.entry_year, .low = -100, .high = 100, .given = &a.entry_year_given},
        {.name = NULL}};
    int code = cli_timetable_parse(&a, command, TAKES_OVERWRITE, own, argc, argv);
    if (code == 0)
        code = audit(&a);
    cli_options_clear(&a.shared);
    return code;
}
