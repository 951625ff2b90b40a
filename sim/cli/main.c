/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static const struct {
    const char *name;
    const char *second; /* word of the command; NULL: it has one */
    int (*function)(int argc, char **argv);
    const char *help;
} commands[] = {
    {"run", NULL, cli_run, cli_run_help},
    {"compare", NULL, cli_compare, cli_compare_help},
    {"power", NULL, cli_power, cli_power_help},
    {"check", NULL, cli_check, cli_check_help},
    {"describe", NULL, cli_describe, cli_describe_help},
    {"trace", NULL, cli_trace, cli_trace_help},
    {"log", NULL, cli_log, cli_log_help},
    {"report", NULL, cli_report, cli_report_help},
    {"export", NULL, cli_export, cli_export_help},
    {"merge", NULL, cli_merge, cli_merge_help},
    {"diff", NULL, cli_diff, cli_diff_help},
    {"timetable", "check", cli_timetable_check, cli_timetable_check_help},
    {"timetable", "audit", cli_timetable_audit, cli_timetable_audit_help},
    {"timetable", "export", cli_timetable_export, cli_timetable_export_help},
    {"timetable", NULL, cli_timetable, cli_timetable_help},
};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

static const char help[] =
    "kith simulates peer support among students: friends alone, or friends and a programme,\n"
    "through campus and placement, on the same simulated students with the same luck.\n"
    "\n"
    "usage: kith run SCENARIO [-o FILE.h5]    run a scenario and compare its arms\n"
    "       kith compare SCENARIO...|FILE.h5  the verdict: what differs, how sure, whether it matters; runs no more than needed\n"
    "       kith power SCENARIO|FILE.h5 --outcome X   how many schools a real trial would need to see it\n"
    "       kith check SCENARIO               report every mistake, else outline the run\n"
    "       kith describe [SCENARIO]          list every parameter with range and source\n"
    "       kith trace SCENARIO --arm NAME    tell a simulated episode week by week, in sentences\n"
    "       kith log FILE.h5                  who supported whom how, counted from a run's interaction log\n"
    "       kith report FILE.h5               the results as one page, to read, print and pass on\n"
    "       kith export FILE.h5 --csv DIR     the results as CSV files, for any program\n"
    "       kith merge PART.h5... -o FILE.h5  join ranges of replicates that were run apart\n"
    "       kith diff A.h5 B.h5               whether two files hold the same results, else where they part\n"
    "       kith timetable check|audit|export SCENARIO   timetables by themselves, without simulation\n"
    "       kith COMMAND --help               options of a command\n"
    "       kith --version\n"
    "\n"
    "Exit codes: 0 done; 1 the system failed (disk, memory); 2 a mistake in the input; 130 stopped.\n"
    "Of kith diff: 0 equal; 1 the results differ; 2 they could not be compared.\n"
    "Results are statements about a model under stated assumptions, not forecasts.\n";

void cli_print_report(const struct kith_report *report)
{
    enum { PRINTED_MAX = 1000 };
    for (size_t k = 0; k < report->count; k++) {
        if (k == PRINTED_MAX) {
            fprintf(stderr, "kith: and %zu more\n", report->count - k);
            return;
        }
        const struct kith_message *m = &report->messages[k];
        fprintf(stderr, "%s", m->file ? m->file : "kith");
        if (m->line)
            fprintf(stderr, ":%d", m->line);
        if (m->column)
            fprintf(stderr, ":%d", m->column);
        fprintf(stderr, ": %s: %s\n", m->severity == KITH_ERROR ? "error" : "warning", m->text);
    }
}

int cli_end(enum kith_status status, struct kith_report *report)
{
    cli_print_report(report);
    if (status == KITH_FAILED && report->count == 0)
        fprintf(stderr, "kith: error: out of memory\n");
    kith_report_clear(report);
    return (int)status;
}

int cli_usage(const char *command, const char *format, ...)
{
    va_list arguments;
    fprintf(stderr, "kith%s%s: ", command[0] ? " " : "", command);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fprintf(stderr, "\nTry '%s%s%s --help'.\n", cli_program(), command[0] ? " " : "", command);
    return KITH_INVALID;
}

/* What was printed may still be waiting in a buffer, and the disk behind it may be full. */
static int finish(int code)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return code;
    fprintf(stderr, "kith: error: cannot write to standard output\n");
    return code ? code : KITH_FAILED;
}

static int print(const char *text)
{
    fputs(text, stdout);
    return KITH_OK;
}

/* The first words of all commands, each once. */
static int unknown_command(const char *word)
{
    char names[256] = "";
    for (size_t k = 0; k < COMMANDS; k++)
        if (k == 0 || strcmp(commands[k].name, commands[k - 1].name) != 0) {
            size_t length = strlen(names);
            snprintf(names + length, sizeof names - length, "%s%s", k ? ", " : "", commands[k].name);
        }
    return cli_usage("", "unknown command \"%s\"; the commands are %s", word, names);
}

static int dispatch(int argc, char **argv)
{
    if (argc < 2) {
        fputs(help, stderr);
        return KITH_INVALID;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0)
        return print(help);
    if (strcmp(argv[1], "--version") == 0) {
        printf("kith %s\n", kith_version());
        return KITH_OK;
    }
    for (size_t k = 0; k < COMMANDS; k++) {
        if (strcmp(argv[1], commands[k].name) != 0)
            continue;
        int words = commands[k].second ? 2 : 1;
        if (words == 2 && (argc < 3 || strcmp(argv[2], commands[k].second) != 0))
            continue;
        for (int a = 2; a < argc; a++)
            if (strcmp(argv[a], "--help") == 0 || strcmp(argv[a], "-h") == 0)
                return print(commands[k].help);
        return commands[k].function(argc - words, argv + words);
    }
    return unknown_command(argv[1]);
}

static const char *program = "kith";

const char *cli_program(void)
{
    return program;
}

int main(int argc, char **argv)
{
    char *word = argc > 0 ? kith_shell_word(argv[0]) : NULL;
    program = word ? word : program;
    int code = finish(dispatch(argc, argv));
    free(word);
    return code;
}
