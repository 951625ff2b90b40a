/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/timetable.h"

#include <string.h>

const char cli_timetable_help[] =
    "usage: kith timetable check SCENARIO|ROSTER.csv    everything that is wrong with a timetable, at once\n"
    "       kith timetable audit SCENARIO|ROSTER.csv    what it does to students' contact with each other\n"
    "       kith timetable export SCENARIO              writes it as a roster CSV and as calendars\n"
    "       kith timetable COMMAND --help               options of a command\n"
    "\n"
    "Timetables by themselves: nothing is simulated.\n";

int cli_timetable(int argc, char **argv)
{
    if (argc < 2)
        return cli_usage("timetable", "which command? They are check, audit, export");
    return cli_usage("timetable", "unknown command \"%s\"; the commands are check, audit, export", argv[1]);
}

int cli_timetable_parse(struct timetable_arguments *a, const char *name, unsigned takes, const struct cli_option *own, int argc,
                        char **argv)
{
    const struct cli_command command = {name, TAKES_SETS | TAKES_ARMS | TAKES_CAPACITY | takes, own, "scenario", 1, 1};
    a->format = "text";
    a->replicate = 1;
    int code = cli_options_parse(&a->shared, &command, argc, argv);
    if (code)
        return code;
    a->path = a->shared.paths.at[0];
    if (a->replicate_given && a->replicates)
        return cli_usage(name, "--replicate is one draw, --replicates several; keep one of them");
    if (cli_timetable_is_roster(a->path) && (a->shared.arms.count || a->shared.capacity.text || a->entry_year_given))
        return cli_usage(name, "%s is a roster by itself: --arm, --entry-year, --without and --capacity need a scenario",
                         a->path);
    return 0;
}

bool cli_timetable_is_roster(const char *path)
{
    const char *dot = strrchr(path, '.');
    return !dot || (strcmp(dot, ".yaml") != 0 && strcmp(dot, ".yml") != 0);
}
