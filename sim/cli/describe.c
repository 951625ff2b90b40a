/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

const char cli_describe_help[] =
    "usage: kith describe [SCENARIO] [--format text|csv|markdown|yaml]\n"
    "\n"
    "Lists every parameter: path, meaning, type, unit, range, default and source, and its value in the\n"
    "scenario if one is named. yaml is a complete scenario file to start from: every parameter at its\n"
    "default with comments, or the named scenario with every value and its arms.\n";

static int find_format(const char *name)
{
    static const char *const names[] = {"text", "csv", "markdown", "yaml"};
    for (int k = 0; k < 4; k++)
        if (strcmp(names[k], name) == 0)
            return k;
    return -1;
}

int cli_describe(int argc, char **argv)
{
    const char *path = NULL;
    int format = KITH_DESCRIBE_TEXT;
    for (int k = 1; k < argc; k++) {
        bool long_form = strncmp(argv[k], "--format=", 9) == 0;
        if (long_form || (strcmp(argv[k], "--format") == 0 && k + 1 < argc)) {
            const char *name = long_form ? argv[k] + 9 : argv[++k];
            format = find_format(name);
            if (format < 0)
                return cli_usage("describe", "--format is \"%s\", allowed is text, csv, markdown or yaml", name);
        } else if (strcmp(argv[k], "--format") == 0) {
            return cli_usage("describe", "option %s needs a value", argv[k]);
        } else if (argv[k][0] == '-' || path) {
            return cli_usage("describe", argv[k][0] == '-' ? "unknown option %s" : "one scenario at a time; \"%s\" is too many",
                             argv[k]);
        } else {
            path = argv[k];
        }
    }
    struct kith_report report;
    struct kith_scenario *scenario = NULL;
    kith_report_init(&report);
    int code = path ? (int)kith_scenario_open(&scenario, path, NULL, 0, &report) : 0;
    cli_print_report(&report);
    if (code == 0)
        code = (int)kith_describe(stdout, scenario, (enum kith_describe_format)format);
    kith_scenario_close(scenario);
    kith_report_clear(&report);
    return code;
}
