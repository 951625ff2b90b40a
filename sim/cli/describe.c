/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "cli/options.h"

const char cli_describe_help[] =
    "usage: kith describe [SCENARIO] [--format text|csv|markdown|yaml]\n"
    "\n"
    "Lists every parameter: path, meaning, type, unit, range, default and source, and its value in the\n"
    "scenario if one is named. yaml is a complete scenario file to start from: every parameter at its\n"
    "default with comments, or the named scenario with every value and its arms.\n";

int cli_describe(int argc, char **argv)
{
    static const char *const formats[] = {"text", "csv", "markdown", "yaml", NULL};
    const char *name = formats[0];
    struct cli_options a;
    const struct cli_option own[] = {{"format", .text = &name, .choices = formats}, {.name = NULL}};
    const struct cli_command command = {"describe", 0, own, "scenario", 0, 1};
    int format = 0, code = cli_options_parse(&a, &command, argc, argv);
    while (code == 0 && strcmp(formats[format], name) != 0)
        format++;
    struct kith_report report;
    struct kith_scenario *scenario = NULL;
    kith_report_init(&report);
    if (code == 0 && a.paths.count)
        code = (int)kith_scenario_open(&scenario, a.paths.at[0], NULL, 0, &report);
    cli_print_report(&report);
    if (code == 0)
        code = (int)kith_describe(stdout, scenario, (enum kith_describe_format)format);
    kith_scenario_close(scenario);
    kith_report_clear(&report);
    cli_options_clear(&a);
    return code;
}
