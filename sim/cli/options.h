/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Command lines: options that several commands have are described once, and each command adds its own. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "cli/cli.h"

/* Shared options that a command takes. */
enum cli_takes {
    TAKES_OUTPUT = 1,      /* -o, --output FILE */
    TAKES_REPLICATES = 2,  /* -r, --replicates N|FIRST-LAST */
    TAKES_THREADS = 4,     /* -j, --threads N; --over replicates|students */
    TAKES_SEED = 8,        /* --seed N */
    TAKES_SETS = 16,       /* --set path=value, several */
    TAKES_ARMS = 32,       /* --arm NAME, several */
    TAKES_CAPACITY = 64,   /* --without SITE, --capacity SITE=N, several */
    TAKES_OVERWRITE = 128, /* --overwrite */
    TAKES_QUIET = 256      /* -q, --quiet */
};

struct cli_list {
    const char **at; /* words of argv */
    size_t count;
};

/* What the shared options said. */
struct cli_options {
    struct cli_list paths; /* the words that are not options */
    const char *output;    /* NULL: not given */
    int64_t first, last;   /* 0, 0: not given */
    int threads;
    bool over_students, overwrite, quiet;
    struct cli_list sets; /* --seed is one of them */
    struct cli_list arms;
    struct cli_capacity capacity; /* not among sets unless cli_options_join_capacity */
    char seed[64];
};

/* One of a command's own options. Exactly one of flag, text, number and list is not NULL. */
struct cli_option {
    const char *name; /* "friends" for --friends; NULL ends the table */
    char letter;      /* of its short form; 0: none */
    bool *flag;
    const char **text;
    const char *const *choices; /* of texts, ended by NULL; NULL: any */
    int64_t *number;
    int64_t low, high; /* of numbers */
    struct cli_list *list;
    bool *given; /* may be NULL */
};

struct cli_command {
    const char *name;
    unsigned takes;
    const struct cli_option *own; /* NULL: none */
    const char *subject;          /* what its words name: "scenario" */
    size_t least, most;           /* words */
};

/* 0, or the exit code of a mistake; cli_options_clear in any case. */
int cli_options_parse(struct cli_options *options, const struct cli_command *command, int argc, char **argv);
void cli_options_clear(struct cli_options *options);

/* Adds what --without and --capacity said to the sets. 0, or KITH_FAILED. */
int cli_options_join_capacity(struct cli_options *options);

int cli_list_add(struct cli_list *list, const char *text);
void cli_list_clear(struct cli_list *list);

#endif
