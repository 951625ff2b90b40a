/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands of the program: each takes its own arguments (argv[0] is its name) and returns an exit code. The only place that prints or exits. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>

#include "kith/kith.h"

int cli_run(int argc, char **argv);
int cli_check(int argc, char **argv);
int cli_describe(int argc, char **argv);
int cli_compare(int argc, char **argv);
int cli_power(int argc, char **argv);
int cli_trace(int argc, char **argv);
int cli_log(int argc, char **argv);
int cli_report(int argc, char **argv);
int cli_export(int argc, char **argv);
int cli_merge(int argc, char **argv);
int cli_diff(int argc, char **argv);
int cli_timetable(int argc, char **argv);
int cli_timetable_check(int argc, char **argv);
int cli_timetable_audit(int argc, char **argv);
int cli_timetable_export(int argc, char **argv);

extern const char cli_compare_help[], cli_power_help[];
extern const char cli_run_help[], cli_check_help[], cli_describe_help[], cli_log_help[], cli_report_help[], cli_trace_help[];
extern const char cli_export_help[], cli_merge_help[], cli_diff_help[];
extern const char cli_timetable_help[], cli_timetable_check_help[], cli_timetable_audit_help[], cli_timetable_export_help[];

/* What-if capacities: --without SITE and --capacity SITE=N become one --set timetable.capacity={...}. */
struct cli_capacity {
    char *text;  /* "timetable.capacity={...}"; NULL: none */
    char *typed; /* the options as typed */
};

/* Adds SITE=N, or SITE alone where without. 0, or the exit code of a mistake. */
int cli_capacity_add(struct cli_capacity *capacity, const char *command, const char *text, bool without);
/* Makes messages about the --set speak of the options as they were typed. */
void cli_capacity_retell(const struct cli_capacity *capacity, struct kith_report *report);
void cli_capacity_clear(struct cli_capacity *capacity);

/* Prints all messages to standard error as file:line:column: error: text. */
void cli_print_report(const struct kith_report *report);

/* Ends a command: prints and clears the report, and says if memory ran out. Returns the exit code. */
int cli_end(enum kith_status status, struct kith_report *report);

/* What the program was called as, for commands that it suggests: a shell reads it back. */
const char *cli_program(void);

/* Prints a mistake in the command line with a hint at --help; returns 2. */
int cli_usage(const char *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Breaks a sentence into lines, each after an indent. */
enum { CLI_TEXT_WIDTH = 120 };
void cli_print_wrapped(const char *text, int indent);

/* Prints where readers can turn; NULL or empty: nothing. */
void cli_print_support_line(const char *line);

/* What stands under every table of results: what they are, and where readers can turn. */
void cli_print_closing(const char *support_line);

/* A field of a CSV, in quotes. */
void cli_print_field(const char *text);

/* Progress on one terminal line; nothing if standard error is not a terminal. */
void cli_show_progress(void *context, const struct kith_progress *progress);
void cli_end_progress(void);

/* A duration in words: "4 s", "3 min", "2.5 h". */
void cli_duration(double seconds, char *buffer, size_t size);

/* Arranges that Ctrl-C and SIGTERM are noticed by cli_cancelled instead of ending the program. */
void cli_catch_signals(void);
bool cli_cancelled(void *context);

#endif
