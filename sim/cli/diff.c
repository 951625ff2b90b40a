/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kith diff: whether two results files hold the same, and where they part. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/options.h"

const char cli_diff_help[] =
    "usage: kith diff A.h5 B.h5 [options]\n"
    "\n"
    "Compares what two results files hold: equal, or the first week, replicate, arm, student and variable in which the two\n"
    "runs part, and how many values of each variable differ. Values are compared where both files have the same arm,\n"
    "replicate, week, site; records of a log by their place among those of an arm and replicate. Parameters, arms and\n"
    "replicates that differ are listed. Dates, command lines, revisions and a sweep of\n"
    "assumptions do not count.\n"
    "\n"
    "  -q, --quiet              print nothing\n"
    "\n"
    "Exit codes: 0 equal; 1 different; 2 could not be compared.\n";

enum { NAME_WIDTH = 36 };

static void print_place(const struct kith_diff_variable *v)
{
    const struct kith_diff_place *p = &v->first;
    const char *between = "";
    if (p->weekly) {
        printf("week %" PRId64, p->week);
        between = ", ";
    }
    if (p->replicate) {
        printf("%sreplicate %" PRId64, between, p->replicate);
        between = ", ";
    }
    if (p->arm[0]) {
        printf("%sarm %s", between, p->arm);
        between = ", ";
    }
    if (p->where[0])
        printf("%s%s", between, p->where);
    printf(": %s is %s in A and %s in B\n", v->name, p->a, p->b);
}

static void print_lines(const char *title, char *const *line, size_t count)
{
    if (count)
        printf("%s\n", title);
    for (size_t k = 0; k < count; k++)
        printf("  %s\n", line[k]);
}

static void print_variables(const struct kith_diff *diff)
{
    char largest[32];
    size_t differing = 0;
    for (size_t k = 0; k < diff->variables; k++)
        differing += diff->variable[k].differing > 0;
    if (!differing)
        return;
    printf("\n%zu of %zu variables differ (columns of logs: by place):\n  %-*s %12s %12s %12s\n", differing, diff->variables,
           NAME_WIDTH, "", "compared", "different", "by at most");
    for (size_t k = 0; k < diff->variables; k++) {
        const struct kith_diff_variable *v = &diff->variable[k];
        if (!v->differing)
            continue;
        largest[0] = '\0';
        if (!isnan(v->largest))
            snprintf(largest, sizeof largest, "%.4g", v->largest);
        printf("  %-*s %12" PRId64 " %12" PRId64 " %12s\n", NAME_WIDTH, v->name, v->compared, v->differing, largest);
    }
}

static void print_diff(const struct kith_diff *diff, const char *a, const char *b)
{
    printf("A: %s\nB: %s\n", a, b);
    print_lines("Parameters that differ:", diff->parameter, diff->parameters);
    print_lines("Not in both files:", diff->note, diff->notes);
    if (diff->equal)
        printf("equal: the same numbers in all %zu variables\n", diff->variables);
    else if (!diff->parts)
        printf("What both files have is equal: the same numbers in all %zu variables.\n", diff->variables);
    if (!diff->parts)
        return;
    printf("They part in ");
    print_place(diff->parts);
    if (diff->record && diff->record != diff->parts) {
        printf("The first record that differs: ");
        print_place(diff->record);
    }
    print_variables(diff);
}

int cli_diff(int argc, char **argv)
{
    enum { SAME, DIFFERENT, TROUBLE };
    struct cli_options shared;
    const struct cli_command command = {"diff", TAKES_QUIET, NULL, "two results files", 2, 2};
    struct kith_report report;
    struct kith_diff diff = {0};
    int code = cli_options_parse(&shared, &command, argc, argv);
    if (code == 0) {
        kith_report_init(&report);
        enum kith_status status = kith_diff_files(&diff, shared.paths.at[0], shared.paths.at[1], &report);
        if (status == KITH_OK && !shared.quiet)
            print_diff(&diff, shared.paths.at[0], shared.paths.at[1]);
        code = cli_end(status, &report) ? TROUBLE : diff.equal ? SAME : DIFFERENT;
    } else {
        code = TROUBLE;
    }
    kith_diff_free(&diff);
    cli_options_clear(&shared);
    return code;
}
