/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/cli.h"

const char cli_trace_help[] =
    "usage: kith trace SCENARIO --arm NAME [--episode N] [--replicate N] [--set path=value]...\n"
    "\n"
    "Tells one episode of simulated distress of one simulated student, week by week in sentences: what added to\n"
    "the risk, who could have seen it, who did, why each offered support or not, and what followed. For talking\n"
    "with students and staff about whether the model behaves as people do. Without --episode, lists the first 20\n"
    "episodes to choose from.\n"
    "\n"
    "      --arm NAME          which arm (default: the first)\n"
    "      --episode N         the N-th episode that begins in a recorded week, in the order of onset\n"
    "      --replicate N       whose luck (default 1): the N-th simulated school\n"
    "      --set path=value    change a parameter; may be repeated\n"
    "\n"
    "It tells what 'kith run' does with the same scenario. Simulated people only: refused for imported graphs, rosters\n"
    "and students files. Nothing here is a forecast about anybody, and peers do not replace services.\n";

struct arguments {
    const char *path, **sets;
    size_t set_count;
    struct kith_trace_options trace;
};

static int parse_number(const char *name, const char *text, int64_t high, int64_t *value)
{
    char *end;
    *value = strtoll(text, &end, 10);
    if (end == text || *end || *value < 1 || *value > high)
        return cli_usage("trace", "%s is \"%s\", allowed is a whole number from 1 to %lld", name, text, (long long)high);
    return 0;
}

/* 0, or the exit code of a mistake. */
static int take_option(int option, const char *text, struct arguments *a)
{
    switch (option) {
    case 'a':
        if (a->trace.arm)
            return cli_usage("trace", "one arm at a time; \"%s\" is too many", text);
        a->trace.arm = text;
        return 0;
    case 'e':
        return parse_number("--episode", text, 1000000000, &a->trace.episode);
    case 'r':
        return parse_number("--replicate", text, 1000000, &a->trace.replicate);
    default:
        a->sets[a->set_count++] = text;
        return 0;
    }
}

static int parse(int argc, char **argv, struct arguments *a)
{
    static const struct option options[] = {{"arm", required_argument, NULL, 'a'},
                                            {"episode", required_argument, NULL, 'e'},
                                            {"replicate", required_argument, NULL, 'r'},
                                            {"set", required_argument, NULL, 'S'},
                                            {NULL, 0, NULL, 0}};
    int option, code = 0;
    opterr = 0;
    while (code == 0 && (option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
        if (option == '?' || option == ':')
            return cli_usage("trace", option == ':' ? "option %s needs a value" : "unknown option %s", argv[optind - 1]);
        code = take_option(option, optarg, a);
    }
    if (code == 0 && optind + 1 != argc)
        return cli_usage("trace", optind == argc ? "which scenario?" : "one scenario at a time; \"%s\" is too many",
                         argv[argc - 1]);
    a->path = argv[optind];
    return code;
}

static int trace(const struct arguments *a)
{
    struct kith_report report;
    struct kith_scenario *scenario = NULL;
    kith_report_init(&report);
    enum kith_status status = kith_scenario_open(&scenario, a->path, a->sets, a->set_count, &report);
    if (status == KITH_OK) {
        cli_catch_signals();
        status = kith_trace(stdout, scenario, &a->trace, &report);
    }
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
    struct arguments a = {.trace = {.cancelled = cli_cancelled}};
    a.sets = malloc(((size_t)argc + 1) * sizeof *a.sets);
    int code = a.sets ? parse(argc, argv, &a) : KITH_FAILED;
    if (code == 0)
        code = trace(&a);
    free(a.sets);
    return code;
}
