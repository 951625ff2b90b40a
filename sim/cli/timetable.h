/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands kith timetable check, audit and export share. */
#ifndef CLI_TIMETABLE_H
#define CLI_TIMETABLE_H

#include "cli/cli.h"

struct timetable_arguments {
    const char *path; /* SCENARIO or roster.csv */
    const char **sets, **arms;
    size_t set_count, arm_count;
    struct cli_capacity capacity;
    const char *against, *friends, *per_student, *format, *output, *ics;
    int64_t replicate, replicates, entry_year; /* replicates: 0 if not given */
    bool replicate_given, entry_year_given, overwrite;
};

/* allowed: the letters of the options that the command has (see timetable.c). 0, or the exit code of a mistake; clear in any case. */
int cli_timetable_parse(struct timetable_arguments *arguments, const char *command, const char *allowed, int argc, char **argv);
void cli_timetable_clear(struct timetable_arguments *arguments);

/* True for roster files: names that do not end in .yaml or .yml. */
bool cli_timetable_is_roster(const char *path);

/* One column of an audit. */
struct timetable_column {
    char *name;
    struct kith_timetable *timetable;
    struct kith_audit *audit;
    struct kith_draws *draws;
    size_t compared; /* column that it is held against; itself: none */
};

struct timetable_columns {
    struct timetable_column *at;
    size_t count;
};

/* Text, CSV or JSON on standard output. */
void cli_timetable_print_text(const struct timetable_columns *columns, const struct timetable_arguments *arguments);
void cli_timetable_print_csv(const struct timetable_columns *columns);
void cli_timetable_print_json(const struct timetable_columns *columns);

/* A text as JSON, in quotes; NULL is null. */
void cli_timetable_print_json_text(const char *text);

#endif
