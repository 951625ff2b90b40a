/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kith report: a results file as one page. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

const char cli_report_help[] =
    "usage: kith report FILE.h5 [options]\n"
    "\n"
    "Writes one HTML page from a results file: the answer in words, the verdict table, differences with their intervals,\n"
    "weekly curves, sites, the timetable, friendships, encounters, assumptions, and how it was made. The page opens from\n"
    "disk in any browser, prints, and asks nothing of any network. Tables can be read without JavaScript.\n"
    "\n"
    "  -o, --output FILE.html   the page (default: beside the results file, with .html in place of .h5)\n"
    "      --reference ARM      arm that the others are compared with (default: the first)\n"
    "      --overwrite          replace the page if it is there\n"
    "\n"
    "Friendships are drawn if the run recorded them (observe.tie_weeks), encounters counted if it logged them\n"
    "(observe.events); of simulated students only. Rows of fewer than 5 students are not shown.\n";

struct arguments {
    const char *path;
    char *output;
    struct kith_page_options options;
};

/* results/demo.h5: results/demo.html. */
static char *output_beside(const char *path)
{
    size_t length = strlen(path);
    const char *dot = strrchr(path, '.');
    if (dot && strcmp(dot, ".h5") == 0)
        length = (size_t)(dot - path);
    char *output = malloc(length + sizeof ".html");
    if (output)
        snprintf(output, length + sizeof ".html", "%.*s.html", (int)length, path);
    return output;
}

static int parse(struct arguments *a, int argc, char **argv)
{
    static const struct option options[] = {{"output", required_argument, NULL, 'o'},
                                            {"reference", required_argument, NULL, 'R'},
                                            {"overwrite", no_argument, NULL, 'w'},
                                            {NULL, 0, NULL, 0}};
    const char *output = NULL;
    int option;
    opterr = 0;
    while ((option = getopt_long(argc, argv, ":o:", options, NULL)) != -1) {
        if (option == ':')
            return cli_usage("report", "option %s needs a value", argv[optind - 1]);
        if (option == '?')
            return cli_usage("report", "unknown option %s", argv[optind - 1]);
        if (option == 'o')
            output = optarg;
        else if (option == 'R')
            a->options.reference = optarg;
        else
            a->options.overwrite = true;
    }
    if (optind + 1 != argc)
        return cli_usage("report", optind == argc ? "which results file?" : "one results file at a time; \"%s\" is too many",
                         argv[argc - 1]);
    a->path = argv[optind];
    a->output = output ? strdup(output) : output_beside(a->path);
    return 0;
}

int cli_report(int argc, char **argv)
{
    struct arguments arguments = {0};
    struct kith_report report;
    int code = parse(&arguments, argc, argv);
    if (code)
        return code;
    kith_report_init(&report);
    code = arguments.output ? (int)kith_page_write(arguments.path, arguments.output, &arguments.options, &report) : KITH_FAILED;
    cli_print_report(&report);
    if (code == KITH_FAILED && report.count == 0)
        fprintf(stderr, "kith: error: out of memory\n");
    if (code == 0)
        printf("written: %s\n", arguments.output);
    free(arguments.output);
    kith_report_clear(&report);
    return code;
}
