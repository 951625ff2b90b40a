/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/compare.h"
#include "cli/output.h"

const char cli_run_help[] =
    "usage: kith run SCENARIO [options]\n"
    "\n"
    "Runs the scenario's arms on the same simulated students with the same luck and compares them.\n"
    "\n"
    "  -o, --output FILE.h5         results file (default: the scenario's name with .h5, here)\n"
    "  -r, --replicates N|FIRST-LAST  simulated schools: 1 to N, or a range (for job arrays)\n"
    "  -j, --threads N              threads (default: one per processor)\n"
    "      --over replicates|students  what threads share: replicates (default), or the students of\n"
    "                               one replicate at a time (for very large schools)\n"
    "      --seed N                 seed of all draws (same as --set run.seed=N)\n"
    "      --set path=value         change a parameter; may be repeated. An arm's own: arms.NAME.path=value\n"
    "      --arm NAME               run only this arm; may be repeated\n"
    "      --without SITE           what if this site took nobody; may be repeated\n"
    "      --capacity SITE=N        what if this site took N students at once; may be repeated\n"
    "      --overwrite              replace an existing results file; files that are read are never written over\n"
    "  -q, --quiet                  no table and no progress\n"
    "\n"
    "Ctrl-C keeps the finished replicates in FILE.h5.parts; the same command goes on from there.\n"
    "The same seed gives the same results with any number of threads.\n";

/* As a shell takes them. */
static void print_next(const char *output)
{
    char *word = kith_shell_word(output);
    printf("what stands behind it: %s compare %s\n", cli_program(), word ? word : output);
    printf("as a page with figures: %s report %s\n\n", cli_program(), word ? word : output);
    free(word);
}

/* Table and verdict as kith compare says them, of the file that was written. */
static enum kith_status print_study(const struct kith_result *result, const char *output, struct kith_report *report)
{
    struct kith_study *study = NULL;
    enum kith_status status = kith_study_open(&study, output, report);
    if (status != KITH_OK)
        return status;
    size_t *row = malloc((study->outcomes + 1) * sizeof *row);
    struct kith_difference *cell = malloc((study->outcomes + 1) * study->arms * sizeof *cell);
    struct compare_view view = {.study = study, .row = row, .cell = cell};
    status = row && cell ? KITH_OK : KITH_FAILED;
    if (status == KITH_OK)
        view.rows = compare_rows(study, COMPARE_COMPARED, row);
    for (size_t k = 0; k < view.rows && status == KITH_OK; k++)
        status = kith_study_compare(study, row[k], 0, cell + k * study->arms);
    if (status == KITH_OK) {
        cli_print_result(&view, result);
        printf("\n");
        view.rows = 1; /* the verdict on the primary outcome alone */
        compare_print_verdict(&view);
        print_next(output);
    }
    free(row);
    free(cell);
    kith_study_close(study);
    return status;
}

static enum kith_status print_end(const struct kith_result *result, const char *output, struct kith_report *report)
{
    enum kith_status status = print_study(result, output, report);
    printf("written: %s (%lld simulated schools in each arm, %.1f s)\n", output, (long long)result->replicates, result->seconds);
    if (result->common_weeks)
        printf("the common past of %lld weeks was simulated once: about %.0f%% less work\n", (long long)result->common_weeks,
               100 * result->saved);
    else if (result->saved > 0)
        printf("arms that go by the same rules were simulated together: about %.0f%% less work\n", 100 * result->saved);
    if (result->found)
        printf("%lld of them were finished by an earlier run that was stopped\n", (long long)result->found);
    return status;
}

static int run(const struct cli_options *a, const char *output, const char *command_line)
{
    struct kith_report report;
    struct kith_scenario *scenario = NULL;
    struct kith_result *result = NULL;
    kith_report_init(&report);
    enum kith_status status = kith_scenario_open(&scenario, a->paths.at[0], a->sets.at, a->sets.count, &report);
    struct kith_run_options run_options = {.output = output,
                                           .first = a->first,
                                           .last = a->last,
                                           .threads = a->threads,
                                           .over_students = a->over_students,
                                           .arms = a->arms.at,
                                           .arm_count = a->arms.count,
                                           .overwrite = a->overwrite,
                                           .command_line = command_line,
                                           .progress = a->quiet ? NULL : cli_show_progress,
                                           .cancelled = cli_cancelled};
    if (status == KITH_OK) {
        cli_catch_signals();
        status = kith_run(scenario, &run_options, &result, &report);
    }
    if (!a->quiet)
        cli_end_progress();
    cli_capacity_retell(&a->capacity, &report);
    if (status == KITH_OK && !a->quiet) {
        cli_print_report(&report); /* warnings stand before the table */
        kith_report_clear(&report);
        status = print_end(result, output, &report);
    }
    if (status == KITH_CANCELLED)
        fprintf(stderr, "stopped; finished replicates are in %s.parts, and the same command goes on from there\n", output);
    kith_result_free(result);
    kith_scenario_close(scenario);
    return cli_end(status, &report);
}

int cli_run(int argc, char **argv)
{
    static const struct cli_command command = {.name = "run",
                                               .takes = TAKES_OUTPUT | TAKES_REPLICATES | TAKES_THREADS | TAKES_SEED |
                                                        TAKES_SETS | TAKES_ARMS | TAKES_CAPACITY | TAKES_OVERWRITE | TAKES_QUIET,
                                               .subject = "scenario",
                                               .least = 1,
                                               .most = 1};
    struct cli_options a;
    char *command_line = cli_command_line(argc, argv); /* before getopt reorders the words */
    char *output = NULL;
    int code = cli_options_parse(&a, &command, argc, argv);
    if (code == 0)
        code = cli_options_join_capacity(&a);
    if (code == 0)
        output = a.output ? strdup(a.output) : cli_default_output(&a.paths);
    if (code == 0)
        code = output && command_line ? cli_check_output("run", output) : KITH_FAILED;
    if (code == 0)
        code = run(&a, output, command_line);
    free(output);
    free(command_line);
    cli_options_clear(&a);
    return code;
}
