/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands kith timetable check, audit and export share. */
#ifndef CLI_TIMETABLE_H
#define CLI_TIMETABLE_H

#include "cli/options.h"

struct timetable_arguments {
    struct cli_options shared;
    const char *path; /* SCENARIO or roster.csv */
    const char *against, *friends, *per_student, *format, *ics;
    int64_t replicate, replicates, entry_year; /* replicates: 0 if not given */
    bool replicate_given, entry_year_given;
};

/* own: the command's options that are not shared; shared ones are to be cleared in any case. 0, or the exit code of a mistake. */
int cli_timetable_parse(struct timetable_arguments *arguments, const char *name, unsigned takes, const struct cli_option *own,
                        int argc, char **argv);

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
