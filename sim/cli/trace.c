/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "cli/options.h"

const char cli_trace_help[] =
    "usage: kith trace SCENARIO --arm NAME [--episode N] [--replicate N] [options]\n"
    "\n"
    "Tells one episode of simulated distress of one simulated student, week by week in sentences: what added to\n"
    "the risk, who could have seen it, who did, why each offered support or not, and what followed. For talking\n"
    "with students and staff about whether the model behaves as people do. Without --episode, lists the first 20\n"
    "episodes to choose from.\n"
    "\n"
    "      --arm NAME          which arm (default: the first)\n"
    "      --episode N         the N-th episode that begins in a recorded week, in the order of onset\n"
    "      --replicate N       whose luck (default 1): the N-th simulated school\n"
    "      --seed N            seed of all draws (same as --set run.seed=N)\n"
    "      --set path=value    change a parameter; may be repeated\n"
    "      --without SITE      what if this site took nobody; may be repeated\n"
    "      --capacity SITE=N   what if this site took N students at once; may be repeated\n"
    "\n"
    "It tells what 'kith run' does with the same scenario. Simulated people only: refused for imported graphs, rosters\n"
    "and students files. Nothing here is a forecast about anybody, and peers do not replace services.\n";

static int trace(const struct cli_options *a, const struct kith_trace_options *options)
{
    struct kith_report report;
    struct kith_scenario *scenario = NULL;
    kith_report_init(&report);
    enum kith_status status = kith_scenario_open(&scenario, a->paths.at[0], a->sets.at, a->sets.count, &report);
    if (status == KITH_OK) {
        cli_catch_signals();
        status = kith_trace(stdout, scenario, options, &report);
    }
    cli_capacity_retell(&a->capacity, &report);
    cli_print_report(&report);
    if (status == KITH_CANCELLED)
        fprintf(stderr, "stopped\n");
    else if (status == KITH_FAILED && report.errors == 0)
        fprintf(stderr, "kith: error: out of memory\n");
    kith_scenario_close(scenario);
    kith_report_clear(&report);
    return (int)status;
}

int cli_trace(int argc, char **argv)
{
    struct kith_trace_options options = {.cancelled = cli_cancelled};
    struct cli_options a;
    const struct cli_option own[] = {{"episode", .number = &options.episode, .low = 1, .high = 1000000000},
                                     {"replicate", .number = &options.replicate, .low = 1, .high = 1000000},
                                     {.name = NULL}};
    const struct cli_command command = {"trace", TAKES_SETS | TAKES_SEED | TAKES_ARMS | TAKES_CAPACITY, own, "scenario", 1, 1};
    int code = cli_options_parse(&a, &command, argc, argv);
    if (code == 0 && a.arms.count > 1)
        code = cli_usage("trace", "one arm at a time; \"%s\" is too many", a.arms.at[1]);
    if (code == 0)
        code = cli_options_join_capacity(&a);
    options.arm = a.arms.count ? a.arms.at[0] : NULL;
    if (code == 0)
        code = trace(&a, &options);
    cli_options_clear(&a);
    return code;
}
