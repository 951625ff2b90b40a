/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <getopt.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/cli.h"

const char cli_run_help[] =
    "usage: kith run SCENARIO [options]\n"
    "\n"
    "Runs the scenario's arms on the same simulated students with the same luck and compares them.\n"
    "\n"
    "  -o, --output FILE.h5         results file (default: the scenario's name with .h5, here)\n"
    "  -r, --replicates N|FIRST-LAST  simulated schools: 1 to N, or a range (for job arrays)\n"
    "  -j, --threads N              threads (default: one per processor)\n"
    "      --over replicates|students  what threads share: replicates (default), or the students of\n"
    "                               one replicate at a time (for very large schools)\n"
    "      --seed N                 seed of all draws (same as --set run.seed=N)\n"
    "      --set path=value         change a parameter; may be repeated. An arm's own: arms.NAME.path=value\n"
    "      --arm NAME               run only this arm; may be repeated\n"
    "      --without SITE           what if this site took nobody; may be repeated\n"
    "      --capacity SITE=N        what if this site took N students at once; may be repeated\n"
    "      --overwrite              replace an existing results file; files that are read are never written over\n"
    "  -q, --quiet                  no table and no progress\n"
    "\n"
    "Ctrl-C keeps the finished replicates in FILE.h5.parts; the same command goes on from there.\n"
    "The same seed gives the same results with any number of threads.\n";

struct arguments {
    const char *scenario;
    char *output;
    int64_t first, last;
    int threads;
    bool over_students, overwrite, quiet;
    const char **sets, **arms;
    size_t set_count, arm_count;
    char seed[64];
    struct cli_capacity capacity;
};

static const struct option options[] = {{"output", required_argument, NULL, 'o'},   {"replicates", required_argument, NULL, 'r'},
                                        {"threads", required_argument, NULL, 'j'},  {"over", required_argument, NULL, 'O'},
                                        {"seed", required_argument, NULL, 's'},     {"set", required_argument, NULL, 'S'},
                                        {"arm", required_argument, NULL, 'a'},      {"overwrite", no_argument, NULL, 'w'},
                                        {"quiet", no_argument, NULL, 'q'},          {"without", required_argument, NULL, 'W'},
                                        {"capacity", required_argument, NULL, 'C'}, {NULL, 0, NULL, 0}};

static bool parse_whole(const char *text, int64_t low, int64_t high, int64_t *value)
{
    char *end;
    errno = 0;
    long long number = strtoll(text, &end, 10);
    if (end == text || *end || errno || number < low || number > high || strspn(text, "0123456789") != strlen(text))
        return false;
    *value = number;
    return true;
}

static bool parse_replicates(const char *text, struct arguments *a)
{
    char first[32];
    const char *dash = strchr(text, '-');
    a->first = 1;
    if (!dash)
        return parse_whole(text, 1, 1000000, &a->last);
    if ((size_t)(dash - text) >= sizeof first)
        return false;
    memcpy(first, text, (size_t)(dash - text));
    first[dash - text] = '\0';
    return parse_whole(first, 1, 1000000, &a->first) && parse_whole(dash + 1, a->first, 1000000, &a->last);
}

/* 0, or the exit code of a mistake. */
static int take_option(int option, const char *text, struct arguments *a)
{
    int64_t number;
    switch (option) {
    case 'o':
        free(a->output);
        a->output = strdup(text);
        return a->output ? 0 : KITH_FAILED;
    case 'r':
        return parse_replicates(text, a)
                   ? 0
                   : cli_usage("run", "--replicates is \"%s\", allowed is N or FIRST-LAST from 1 to 1000000", text);
    case 'j':
        if (!parse_whole(text, 1, 1024, &number))
            return cli_usage("run", "--threads is \"%s\", allowed is a whole number from 1 to 1024", text);
        a->threads = (int)number;
        return 0;
    case 'O':
        if (strcmp(text, "students") != 0 && strcmp(text, "replicates") != 0)
            return cli_usage("run", "--over is \"%s\", allowed is replicates or students", text);
        a->over_students = text[0] == 's';
        return 0;
    case 's':
        if (snprintf(a->seed, sizeof a->seed, "run.seed=%s", text) >= (int)sizeof a->seed)
            return cli_usage("run", "--seed is \"%s\", allowed is a whole number", text);
        a->sets[a->set_count++] = a->seed;
        return 0;
    case 'S':
        a->sets[a->set_count++] = text;
        return 0;
    case 'a':
        a->arms[a->arm_count++] = text;
        return 0;
    case 'W':
    case 'C':
        return cli_capacity_add(&a->capacity, "run", text, option == 'W');
    case 'w':
        a->overwrite = true;
        return 0;
    case 'q':
        a->quiet = true;
        return 0;
    default:
        return cli_usage("run", "unknown option or missing value");
    }
}

static int parse_arguments(int argc, char **argv, struct arguments *a)
{
    int option, code = 0;
    opterr = 0;
    while (code == 0 && (option = getopt_long(argc, argv, ":o:r:j:q", options, NULL)) != -1) {
        if (option == '?' || option == ':')
            return cli_usage("run", option == ':' ? "option %s needs a value" : "unknown option %s", argv[optind - 1]);
        code = take_option(option, optarg, a);
    }
    if (code)
        return code;
    if (a->capacity.text)
        a->sets[a->set_count++] = a->capacity.text;
    if (optind + 1 != argc)
        return cli_usage("run", optind == argc ? "which scenario?" : "one scenario at a time; \"%s\" is too many",
                         argv[argc - 1]);
    a->scenario = argv[optind];
    return 0;
}

/* "scenarios/tiny.yaml" → "tiny.h5". */
static char *default_output(const char *scenario)
{
    char *copy = strdup(scenario);
    char *output = copy ? malloc(strlen(copy) + 4) : NULL;
    if (output) {
        strcpy(output, basename(copy));
        char *dot = strrchr(output, '.');
        strcpy(dot && dot != output ? dot : output + strlen(output), ".h5");
    }
    free(copy);
    return output;
}

static char *join(int argc, char **argv)
{
    size_t length = sizeof "kith";
    for (int k = 0; k < argc; k++)
        length += strlen(argv[k]) + 1;
    char *text = malloc(length);
    if (!text)
        return NULL;
    strcpy(text, "kith");
    for (int k = 0; k < argc; k++) {
        strcat(text, " ");
        strcat(text, argv[k]);
    }
    return text;
}

/* Found before the run, not after it. */
static int check_output(const char *output)
{
    struct stat facts;
    if (output[0] == '\0')
        return cli_usage("run", "--output is empty, allowed is the name of a file");
    if (stat(output, &facts) == 0 && S_ISDIR(facts.st_mode))
        return cli_usage("run", "--output %s is a directory, allowed is the name of a file", output);
    return 0;
}

static int run(const struct arguments *a, const char *command_line)
{
    struct kith_report report;
    struct kith_scenario *scenario = NULL;
    struct kith_result *result = NULL;
    kith_report_init(&report);
    enum kith_status status = kith_scenario_open(&scenario, a->scenario, a->sets, a->set_count, &report);
    struct kith_run_options run_options = {.output = a->output,
                                           .first = a->first,
                                           .last = a->last,
                                           .threads = a->threads,
                                           .over_students = a->over_students,
                                           .arms = a->arm_count ? a->arms : NULL,
                                           .arm_count = a->arm_count,
                                           .overwrite = a->overwrite,
                                           .command_line = command_line,
                                           .progress = a->quiet ? NULL : cli_show_progress,
                                           .cancelled = cli_cancelled};
    if (status == KITH_OK) {
        cli_catch_signals();
        status = kith_run(scenario, &run_options, &result, &report);
    }
    if (!a->quiet)
        cli_end_progress();
    cli_capacity_retell(&a->capacity, &report);
    cli_print_report(&report);
    if (status == KITH_OK && !a->quiet) {
        cli_print_result(result);
        printf("written: %s (%lld simulated schools in each arm, %.1f s)\n", a->output, (long long)result->replicates,
               result->seconds);
        if (result->found)
            printf("%lld of them were finished by an earlier run that was stopped\n", (long long)result->found);
    } else if (status == KITH_CANCELLED) {
        fprintf(stderr, "stopped; finished replicates are in %s.parts, and the same command goes on from there\n", a->output);
    } else if (status == KITH_FAILED && report.count == 0) {
        fprintf(stderr, "kith: error: out of memory\n");
    }
    kith_result_free(result);
    kith_scenario_close(scenario);
    kith_report_clear(&report);
    return (int)status;
}

int cli_run(int argc, char **argv)
{
    struct arguments a = {0};
    char *command_line = join(argc, argv); /* before getopt reorders the words */
    a.sets = malloc(((size_t)argc + 1) * sizeof *a.sets);
    a.arms = malloc((size_t)argc * sizeof *a.arms);
    int code = a.sets && a.arms && command_line ? parse_arguments(argc, argv, &a) : KITH_FAILED;
    if (code == 0 && !a.output)
        a.output = default_output(a.scenario);
    if (code == 0)
        code = a.output ? check_output(a.output) : KITH_FAILED;
    if (code == 0)
        code = run(&a, command_line);
    free(a.output);
    cli_capacity_clear(&a.capacity);
    free(a.sets);
    free(a.arms);
    free(command_line);
    return code;
}
