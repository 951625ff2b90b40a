/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kith report: a results file as one page. */
#include <stdlib.h>
#include <string.h>

#include "cli/compare.h"

const char cli_report_help[] =
    "usage: kith report FILE.h5 [RIVAL.h5...] [options]\n"
    "\n"
    "Writes one HTML page from a results file: the answer in words, the verdict table, differences with their intervals,\n"
    "weekly curves, sites, the timetable, friendships, encounters, assumptions, and how it was made. The page opens from\n"
    "disk in any browser, prints, and asks nothing of any network. Tables can be read without JavaScript.\n"
    "RIVAL.h5: runs of the same arms under other hypotheses of how distress passes on, whose verdicts stand beside.\n"
    "\n"
    "  -o, --output FILE.html   the page (default: beside the results file, with .html in place of .h5)\n"
    "      --reference ARM      arm that the others are compared with (default: the first)\n"
    "      --overwrite          replace the page if it is there\n"
    "\n"
    "Friendships are drawn if the run recorded them (observe.tie_weeks), encounters counted if it logged them\n"
    "(observe.events); of simulated students only. Rows of fewer than 5 students are not shown.\n";

/* results/demo.h5: results/demo.html. */
static char *output_beside(const char *path)
{
    size_t length = strlen(path);
    if (length > 3 && strcmp(path + length - 3, ".h5") == 0)
        length -= 3;
    char *output = malloc(length + sizeof ".html");
    if (output)
        snprintf(output, length + sizeof ".html", "%.*s.html", (int)length, path);
    return output;
}

static enum kith_status write_page(const struct cli_options *shared, const char *reference, struct kith_report *report)
{
    const struct cli_list *paths = &shared->paths;
    struct kith_study **study = calloc(paths->count, sizeof *study);
    char *output = shared->output ? strdup(shared->output) : output_beside(paths->at[0]);
    enum kith_status status = study && output ? (enum kith_status)cli_compare_studies(study, paths, report) : KITH_FAILED;
    if (status == KITH_OK) {
        const struct kith_page_options options = {.output = output,
                                                  .program = cli_program(),
                                                  .reference = reference,
                                                  .rivals = (const struct kith_study *const *)study + 1,
                                                  .rival_count = paths->count - 1,
                                                  .overwrite = shared->overwrite};
        status = kith_page_write(study[0], &options, report);
    }
    if (status == KITH_OK)
        printf("written: %s\n", output);
    for (size_t k = 0; study && k < paths->count; k++)
        kith_study_close(study[k]);
    free(study);
    free(output);
    return status;
}

int cli_report(int argc, char **argv)
{
    struct cli_options shared;
    struct kith_report report;
    const char *reference = NULL;
    const struct cli_option own[] = {{.name = "reference", .text = &reference}, {.name = NULL}};
    const struct cli_command command = {"report", TAKES_OUTPUT | TAKES_OVERWRITE, own, "results file", 1, 8};
    int code = cli_options_parse(&shared, &command, argc, argv);
    kith_report_init(&report);
    if (code == 0)
        code = cli_end(write_page(&shared, reference, &report), &report);
    cli_options_clear(&shared);
    return code;
}
