/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "cli/options.h"

const char cli_check_help[] =
    "usage: kith check SCENARIO [options]\n"
    "\n"
    "Reports every mistake in the scenario and the files that it names, each with its place and what is\n"
    "allowed; exit code 2 then. Else outlines the run: arms, students, weeks, expected time, memory and\n"
    "file size. Nothing is written.\n"
    "\n"
    "      --seed N             seed of all draws (same as --set run.seed=N)\n"
    "      --set path=value     change a parameter; may be repeated\n"
    "      --without SITE       what if this site took nobody; may be repeated\n"
    "      --capacity SITE=N    what if this site took N students at once; may be repeated\n";

static void print_outline(const struct kith_scenario *scenario, const struct kith_outline *o)
{
    char time[32];
    cli_duration(o->seconds, time, sizeof time);
    if (o->title[0])
        printf("%s\n", o->title);
    if (o->question[0])
        printf("%s\n", o->question);
    printf("arms        ");
    for (size_t a = 0; a < o->arms; a++)
        printf("%s%s", a ? ", " : "", kith_scenario_arm(scenario, a));
    printf("\nstudents    %lld at a time\n", (long long)o->students);
    printf("weeks       %lld simulated, %lld recorded", (long long)o->weeks, (long long)o->recorded);
    if (o->common)
        printf("; the first %lld are common to all arms and are simulated once", (long long)o->common);
    printf("\n");
    printf("replicates  %lld\n", (long long)o->replicates);
    printf("expected    %s on one thread, %.0f MB of memory a thread, %.1f MB of results (logs not counted)\n", time,
           o->bytes_memory * 1e-6 + 10, o->bytes_file * 1e-6);
}

int cli_check(int argc, char **argv)
{
    static const struct cli_command command = {"check", TAKES_SETS | TAKES_SEED | TAKES_CAPACITY, NULL, "scenario", 1, 1};
    struct cli_options a;
    int code = cli_options_parse(&a, &command, argc, argv);
    struct kith_report report;
    struct kith_scenario *scenario = NULL;
    struct kith_outline outline;
    kith_report_init(&report);
    if (code == 0)
        code = cli_options_join_capacity(&a);
    if (code == 0)
        code = (int)kith_scenario_open(&scenario, a.paths.at[0], a.sets.at, a.sets.count, &report);
    if (scenario && code == 0)
        code = (int)kith_scenario_check(scenario, &outline, &report);
    cli_capacity_retell(&a.capacity, &report);
    cli_print_report(&report);
    if (code == 0)
        print_outline(scenario, &outline);
    kith_scenario_close(scenario);
    kith_report_clear(&report);
    cli_options_clear(&a);
    return code;
}
