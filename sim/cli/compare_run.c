/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/compare_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool cli_compare_is_scenario(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot && (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0);
}

void cli_compare_files_clear(struct compare_files *files)
{
    for (size_t k = 0; k < files->count; k++)
        free(files->at[k]);
    *files = (struct compare_files){.count = 0};
}

/* --precision outcome=0.3 --precision other=1 are one --set compare.precision={outcome: 0.3, other: 1}; empty if there are none. */
static int write_precision(const struct compare_run *wish, char *text, size_t size)
{
    const struct cli_list *precision = wish->precision;
    text[0] = '\0';
    for (size_t k = 0; k < precision->count; k++) {
        const char *equals = strchr(precision->at[k], '=');
        char *end = NULL;
        double half_width = equals ? strtod(equals + 1, &end) : 0;
        if (!equals || equals == precision->at[k] || *end || !(half_width > 0))
            return cli_usage(wish->command, "--precision is \"%s\", allowed is OUTCOME=N with a number above 0",
                             precision->at[k]);
        size_t used = strlen(text);
        snprintf(text + used, size - used, "%s%.*s: %s", k ? ", " : "compare.precision={", (int)(equals - precision->at[k]),
                 precision->at[k], equals + 1);
    }
    size_t used = strlen(text);
    if (used)
        snprintf(text + used, size - used, "}");
    return used + 2 < size ? 0 : cli_usage(wish->command, "there are too many --precision");
}

/* Opens all scenarios with these sets, several as one. */
static enum kith_status open_all(const struct cli_list *paths, const struct cli_list *sets, struct kith_scenario **scenario,
                                 struct kith_report *report)
{
    struct kith_scenario **each = calloc(paths->count, sizeof *each);
    enum kith_status status = each ? KITH_OK : KITH_FAILED;
    *scenario = NULL;
    for (size_t k = 0; k < paths->count && status != KITH_FAILED; k++) {
        enum kith_status opened = kith_scenario_open(&each[k], paths->at[k], sets->at, sets->count, report);
        status = opened == KITH_OK ? status : opened;
    }
    if (status == KITH_OK && paths->count > 1)
        status = kith_scenario_join(scenario, each, paths->count, report);
    else if (status == KITH_OK)
        *scenario = each[0];
    else
        for (size_t k = 0; each && k < paths->count; k++)
            kith_scenario_close(each[k]);
    free(each);
    return status;
}

static void tell(const struct compare_run *wish, const struct kith_result *result, const char *output)
{
    if (wish->quiet || wish->shared->quiet)
        return;
    printf("written: %s (%lld simulated school%s in each arm, %.1f s)\n", output, (long long)result->replicates,
           result->replicates == 1 ? "" : "s", result->seconds);
    if (result->common_weeks)
        printf("the common past of %lld weeks was simulated once: about %.0f%% less work\n", (long long)result->common_weeks,
               100 * result->saved);
    if (result->precise)
        printf("no more were needed for the precision asked for (compare.precision, --precision)\n");
    else
        printf("with so few it is not sure that the precision asked for is reached; more simulated schools: --replicates N\n");
}

enum { MOST = 200 }; /* simulated schools, unless --replicates says otherwise */

/* One run, unless the file holds it. */
static enum kith_status run_one(const struct compare_run *wish, const struct cli_list *sets, const char *output, bool sweeps,
                                struct kith_report *report)
{
    const struct cli_options *a = wish->shared;
    bool quiet = wish->quiet || a->quiet;
    struct kith_scenario *scenario = NULL;
    struct kith_result *result = NULL;
    struct kith_found found = {.same = false};
    struct kith_run_options options = {.output = output,
                                       .first = a->last ? a->first : 1,
                                       .last = a->last ? a->last : MOST,
                                       .threads = a->threads,
                                       .over_students = a->over_students,
                                       .until_precise = true,
                                       .assumption_replicates = sweeps ? wish->assumption_replicates : 0,
                                       .reference = wish->reference,
                                       .arms = a->arms.at,
                                       .arm_count = a->arms.count,
                                       .overwrite = a->overwrite,
                                       .command_line = wish->command_line,
                                       .progress = quiet ? NULL : cli_show_progress,
                                       .cancelled = cli_cancelled};
    enum kith_status status = open_all(&a->paths, sets, &scenario, report);
    if (status == KITH_OK)
        status = kith_run_find(scenario, &options, &found);
    if (status == KITH_OK && found.same && found.enough) {
        if (!quiet)
            printf("%s holds this run already (%lld simulated schools): nothing was simulated\n", output,
                   (long long)found.replicates);
    } else if (status == KITH_OK) {
        options.overwrite = options.overwrite || found.same; /* the same run, longer */
        status = kith_run(scenario, &options, &result, report);
        if (!quiet)
            cli_end_progress();
    }
    if (result)
        tell(wish, result, output);
    if (status == KITH_CANCELLED)
        fprintf(stderr, "stopped; what is finished is in %s.parts, and the same command goes on from there\n", output);
    kith_result_free(result);
    kith_scenario_close(scenario);
    return status;
}

/* Runs under the hypotheses that the first file is not of. Arms that set one themselves compare hypotheses, and are left alone. */
static int run_rivals(const struct compare_run *wish, struct compare_files *files, struct kith_report *report)
{
    struct kith_study *study = NULL;
    int code = (int)kith_study_open(&study, files->at[0], report);
    if (code == 0 && !study->influence)
        code =
            (int)kith_report_add(report, KITH_ERROR, files->at[0], 0, 0,
                                 "its arms differ in their hypothesis (distress.influence), so --hypotheses has nothing to add");
    for (size_t k = 0; kith_influence(k) && code == 0; k++) {
        char set[64];
        struct cli_list sets = {0};
        if (strcmp(kith_influence(k), study->influence) == 0)
            continue;
        snprintf(set, sizeof set, "distress.influence=%s", kith_influence(k));
        for (size_t s = 0; s < wish->shared->sets.count && code == 0; s++)
            code = cli_list_add(&sets, wish->shared->sets.at[s]);
        if (code == 0)
            code = cli_list_add(&sets, set);
        files->at[files->count] = kith_study_rival_path(study, kith_influence(k));
        if (code == 0)
            code = files->at[files->count] ? (int)run_one(wish, &sets, files->at[files->count], false, report) : KITH_FAILED;
        files->count += files->at[files->count] != NULL;
        cli_list_clear(&sets);
    }
    kith_study_close(study);
    return code;
}

int cli_compare_run(const struct compare_run *wish, struct compare_files *files, struct kith_report *report)
{
    char precision[1024];
    struct cli_options *a = wish->shared;
    int code = write_precision(wish, precision, sizeof precision);
    *files = (struct compare_files){.count = 0};
    for (size_t k = 0; k < a->paths.count && code == 0; k++)
        if (!cli_compare_is_scenario(a->paths.at[k]))
            code = cli_usage(wish->command, "scenarios or results files, not both: %s and %s", a->paths.at[0], a->paths.at[k]);
    if (code == 0)
        code = cli_options_join_capacity(a);
    if (code == 0 && precision[0])
        code = cli_list_add(&a->sets, precision);
    if (code == 0) {
        files->at[0] = a->output ? strdup(a->output) : cli_default_output(&a->paths);
        files->count = files->at[0] != NULL;
        code = files->count ? cli_check_output(wish->command, files->at[0]) : KITH_FAILED;
    }
    if (code)
        return code;
    cli_catch_signals();
    code = (int)run_one(wish, &a->sets, files->at[0], true, report);
    if (code == 0 && wish->hypotheses)
        code = run_rivals(wish, files, report);
    cli_capacity_retell(&a->capacity, report);
    return code;
}
