/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/timetable.h"

#include <getopt.h>
#include <stdlib.h>
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

static const struct option options[] = {{"set", required_argument, NULL, 'S'},
                                        {"arm", required_argument, NULL, 'a'},
                                        {"without", required_argument, NULL, 'W'},
                                        {"capacity", required_argument, NULL, 'C'},
                                        {"against", required_argument, NULL, 'g'},
                                        {"friends", required_argument, NULL, 'f'},
                                        {"per-student", required_argument, NULL, 'p'},
                                        {"format", required_argument, NULL, 'F'},
                                        {"output", required_argument, NULL, 'o'},
                                        {"ics", required_argument, NULL, 'i'},
                                        {"replicate", required_argument, NULL, 'r'},
                                        {"replicates", required_argument, NULL, 'R'},
                                        {"entry-year", required_argument, NULL, 'e'},
                                        {"overwrite", no_argument, NULL, 'w'},
                                        {NULL, 0, NULL, 0}};

static int parse_number(const char *command, const char *name, const char *text, int64_t low, int64_t high, int64_t *value)
{
    char *end;
    *value = strtoll(text, &end, 10);
    if (end == text || *end || *value < low || *value > high)
        return cli_usage(command, "%s is \"%s\", allowed is a whole number from %lld to %lld", name, text, (long long)low,
                         (long long)high);
    return 0;
}

/* 0, or the exit code of a mistake. */
static int take_option(int option, const char *text, const char *command, struct timetable_arguments *a)
{
    switch (option) {
    case 'S':
        a->sets[a->set_count++] = text;
        return 0;
    case 'a':
        a->arms[a->arm_count++] = text;
        return 0;
    case 'W':
    case 'C':
        return cli_capacity_add(&a->capacity, command, text, option == 'W');
    case 'g':
        a->against = text;
        return 0;
    case 'f':
        a->friends = text;
        return 0;
    case 'p':
        a->per_student = text;
        return 0;
    case 'F':
        a->format = text;
        return 0;
    case 'o':
        a->output = text;
        return 0;
    case 'i':
        a->ics = text;
        return 0;
    case 'w':
        a->overwrite = true;
        return 0;
    case 'R':
        return parse_number(command, "--replicates", text, 1, 10000, &a->replicates);
    case 'r':
        a->replicate_given = true;
        return parse_number(command, "--replicate", text, 1, 1000000, &a->replicate);
    default:
        a->entry_year_given = true;
        return parse_number(command, "--entry-year", text, -100, 100, &a->entry_year);
    }
}

int cli_timetable_parse(struct timetable_arguments *a, const char *command, const char *allowed, int argc, char **argv)
{
    int option, code = 0;
    *a = (struct timetable_arguments){.format = "text", .replicate = 1};
    a->sets = malloc(((size_t)argc + 1) * sizeof *a->sets);
    a->arms = malloc(((size_t)argc + 1) * sizeof *a->arms);
    if (!a->sets || !a->arms)
        return KITH_FAILED;
    opterr = 0;
    while (code == 0 && (option = getopt_long(argc, argv, ":o:", options, NULL)) != -1) {
        if (option == ':')
            return cli_usage(command, "option %s needs a value", argv[optind - 1]);
        if (option == '?' || !strchr(allowed, option))
            return cli_usage(command, "unknown option %s",
                             argv[optind - (option == '?' || strchr(argv[optind - 1], '=') ? 1 : 2)]);
        code = take_option(option, optarg, command, a);
    }
    if (code)
        return code;
    if (optind + 1 != argc)
        return cli_usage(command, optind == argc ? "which scenario?" : "one scenario at a time; \"%s\" is too many",
                         argv[argc - 1]);
    a->path = argv[optind];
    if (a->replicate_given && a->replicates)
        return cli_usage(command, "--replicate is one draw, --replicates several; keep one of them");
    if (cli_timetable_is_roster(a->path) && (a->arm_count || a->capacity.text || a->entry_year_given))
        return cli_usage(command, "%s is a roster by itself: --arm, --entry-year, --without and --capacity need a scenario",
                         a->path);
    return 0;
}

void cli_timetable_clear(struct timetable_arguments *arguments)
{
    cli_capacity_clear(&arguments->capacity);
    free(arguments->sets);
    free(arguments->arms);
}

bool cli_timetable_is_roster(const char *path)
{
    const char *dot = strrchr(path, '.');
    return !dot || (strcmp(dot, ".yaml") != 0 && strcmp(dot, ".yml") != 0);
}
