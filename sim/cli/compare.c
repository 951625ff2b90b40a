/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kith compare: the verdict of a results file, with its uncertainty. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/compare.h"
#include "cli/compare_run.h"

const char cli_compare_help[] =
    "usage: kith compare SCENARIO [SCENARIO...] [options]    runs what is needed, into a results file, and compares\n"
    "       kith compare FILE.h5 [RIVAL.h5...] [options]     compares what has been run; nothing is simulated\n"
    "\n"
    "Says what arms differ in, how sure that is, and whether it is enough to matter. Several scenarios: all their arms on\n"
    "the same students with the same luck, each file's before its arms begin. Under the table: how far students in\n"
    "simulated distress come on the way of support, the verdict under each hypothesis of how distress passes on (RIVAL.h5:\n"
    "runs of the same arms under others), how the arms differ, where and for whom.\n"
    "\n"
    "      --reference ARM      the arm that others are compared with (default: the first)\n"
    "      --outcome NAME       only this outcome; may be repeated\n"
    "      --all                every outcome\n"
    "      --format text|csv\n"
    "\n"
    "of scenarios:\n"
    "      --precision OUTCOME=N  half-width of the 95% interval that is precise enough; may be repeated (default:\n"
    "                           compare.precision of the scenario). Runs start with 30 pairs and go on in tens\n"
    "  -r, --replicates N       no more simulated schools than this (default 200), or FIRST-LAST\n"
    "      --hypotheses         run the arms under the other hypotheses of distress.influence too, into files of their own\n"
    "      --assumptions        which assumptions the difference hangs on: each assumed parameter at both ends of its plausible\n"
    "                           range (kith describe SCENARIO shows it), most influential first. Hundreds of runs: 40 minutes of\n"
    "                           one processor for the demo; the progress line says how long\n"
    "      --assumptions-replicates N  simulated schools at each end (default 5); those that change nothing in the first\n"
    "                           take one. Kept in the results file\n"
    "  -o, --output FILE.h5     results file (default: the scenarios' names with .h5, here). One that holds this very run is\n"
    "                           used, and made longer if more is asked; Ctrl-C keeps what is finished\n"
    "      --arm, --set, --seed, --threads, --over, --without, --capacity, --overwrite, --quiet   as of kith run\n"
    "\n"
    "What counts as a difference, and which outcome comes first, is said by the scenario's section compare (kith describe).\n"
    "Results are statements about a model under stated assumptions, not forecasts.\n";

struct arguments {
    struct cli_options shared;
    struct cli_list outcomes, precision;
    const char *reference, *format;
    bool all, hypotheses, assumptions;
    int64_t assumption_replicates;
};

static int parse(struct arguments *a, int argc, char **argv)
{
    static const char *const formats[] = {"text", "csv", NULL};
    const struct cli_option own[] = {{.name = "reference", .text = &a->reference},
                                     {.name = "outcome", .list = &a->outcomes},
                                     {.name = "all", .flag = &a->all},
                                     {.name = "format", .text = &a->format, .choices = formats},
                                     {.name = "precision", .list = &a->precision},
                                     {.name = "hypotheses", .flag = &a->hypotheses},
                                     {.name = "assumptions", .flag = &a->assumptions},
                                     {.name = "assumptions-replicates",
                                      .number = &a->assumption_replicates,
                                      .low = 2,
                                      .high = 1000000,
                                      .given = &a->assumptions},
                                     {.name = NULL}};
    const struct cli_command command = {"compare", COMPARE_TAKES, own, "scenario or results file", 1, 8};
    return cli_options_parse(&a->shared, &command, argc, argv);
}

static bool has_row(const size_t *row, size_t rows, size_t outcome)
{
    for (size_t k = 0; k < rows; k++)
        if (row[k] == outcome)
            return true;
    return false;
}

/* Rows without a number, or 0 in every arm (supporters, where nobody supports), tell nothing. */
static bool tells(const struct kith_study *study, size_t outcome)
{
    const double *value = study->outcome[outcome].value;
    for (size_t k = 0; k < study->arms * study->replicates; k++)
        if (fabs(value[k]) > 0)
            return true;
    return false;
}

size_t compare_rows(const struct kith_study *study, enum compare_rows which, size_t *row)
{
    size_t rows = 1;
    row[0] = study->primary;
    for (size_t k = 0; k < (which == COMPARE_USUAL ? KITH_ASKED_FIRST : study->outcomes); k++) {
        size_t outcome = which == COMPARE_USUAL ? kith_study_outcome_index(study, kith_asked_first[k]) : k;
        if (outcome == study->outcomes || (which == COMPARE_COMPARED && study->outcome[outcome].checked))
            continue;
        if (!has_row(row, rows, outcome) && tells(study, outcome))
            row[rows++] = outcome;
    }
    return rows;
}

static enum kith_status choose_rows(const struct kith_study *study, const struct arguments *a, size_t *row, size_t *rows,
                                    struct kith_report *report)
{
    enum kith_status status = KITH_OK;
    *rows = 0;
    for (size_t k = 0; k < a->outcomes.count; k++) {
        size_t outcome;
        enum kith_status found = kith_study_find_outcome(study, a->outcomes.at[k], &outcome, report);
        if (found == KITH_OK && !has_row(row, *rows, outcome))
            row[(*rows)++] = outcome;
        status = found == KITH_OK ? status : found;
    }
    if (a->outcomes.count == 0)
        *rows = compare_rows(study, a->all ? COMPARE_ALL : COMPARE_USUAL, row);
    return status;
}

static enum kith_status show_view(struct compare_view *view, const struct arguments *a, struct kith_report *report)
{
    const struct kith_study *study = view->study;
    size_t *row = malloc((study->outcomes + 1) * sizeof *row);
    struct kith_difference *cell = malloc((study->outcomes + 1) * study->arms * sizeof *cell);
    enum kith_status status = row && cell ? KITH_OK : KITH_FAILED;
    bool csv = a->format && strcmp(a->format, "csv") == 0;
    view->row = row;
    view->cell = cell;
    if (status == KITH_OK && a->reference)
        status = kith_study_find_arm(study, a->reference, &view->reference, report);
    if (status == KITH_OK)
        status = choose_rows(study, a, row, &view->rows, report);
    for (size_t k = 0; k < view->rows && status == KITH_OK; k++)
        status = kith_study_compare(study, row[k], view->reference, cell + k * study->arms);
    if (status == KITH_OK && !csv)
        status = compare_view_read(view, report);
    if (status == KITH_OK && csv)
        compare_print_csv(view);
    else if (status == KITH_OK)
        status = compare_print_text(view);
    compare_view_clear(view);
    free(row);
    free(cell);
    return status;
}

static enum kith_status show(const struct kith_study *const *study, size_t studies, const void *arguments,
                             struct kith_report *report)
{
    const struct arguments *a = arguments;
    struct compare_view view = {.study = study[0], .all = a->all, .rivals = study + 1, .rival_count = studies - 1};
    return show_view(&view, a, report);
}

int cli_compare_studies(struct kith_study **study, const struct cli_list *paths, struct kith_report *report)
{
    enum kith_status status = KITH_OK;
    for (size_t k = 0; k < paths->count && status == KITH_OK; k++) {
        status = kith_study_open(&study[k], paths->at[k], report);
        if (status == KITH_OK && k > 0)
            status = kith_study_check_rival(study[0], study[k], report);
    }
    return (int)status;
}

int cli_compare(int argc, char **argv)
{
    struct arguments a = {.assumption_replicates = 5};
    char *command_line = cli_command_line(argc, argv); /* before getopt reorders the words */
    int code = parse(&a, argc, argv);
    const struct compare_run wish = {.command = "compare",
                                     .of_files = "--reference, --outcome, --all and --format",
                                     .shared = &a.shared,
                                     .reference = a.reference,
                                     .precision = &a.precision,
                                     .hypotheses = a.hypotheses,
                                     .assumption_replicates = a.assumptions ? a.assumption_replicates : 0,
                                     .quiet = a.format && strcmp(a.format, "csv") == 0,
                                     .command_line = command_line};
    if (code == 0)
        code = cli_compare_answer(&wish, show, &a);
    free(command_line);
    cli_list_clear(&a.outcomes);
    cli_list_clear(&a.precision);
    cli_options_clear(&a.shared);
    return code;
}
