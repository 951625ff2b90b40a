/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kith compare SCENARIO: the runs that a comparison needs, into results files. */
#ifndef CLI_COMPARE_RUN_H
#define CLI_COMPARE_RUN_H

#include "cli/output.h"

/* Shared options of the commands that run what they need. */
enum {
    COMPARE_TAKES = TAKES_OUTPUT | TAKES_REPLICATES | TAKES_THREADS | TAKES_SEED | TAKES_SETS | TAKES_ARMS | TAKES_CAPACITY |
                    TAKES_OVERWRITE | TAKES_QUIET
};

struct compare_run {
    const char *command;        /* "compare" */
    const char *of_files;       /* the options that go with results files, in words */
    struct cli_options *shared; /* paths are scenarios, or results files */
    const char *reference;
    const struct cli_list *precision; /* "outcome=0.3" each */
    bool hypotheses;                  /* a run under each hypothesis of influence */
    int64_t assumption_replicates;    /* 0: no sweep over assumptions */
    bool quiet;                       /* standard output is for numbers */
    const char *command_line;
};

/* Results files, the first that of the scenarios as they stand. */
struct compare_files {
    char *at[4];
    size_t count;
};

/* True if the words name scenarios (.yaml), not results files. */
bool cli_compare_is_scenario(const char *path);

/* What a command says of studies: the first, and those of the same arms under other hypotheses. */
typedef enum kith_status compare_show(const struct kith_study *const *study, size_t studies, const void *arguments,
                                      struct kith_report *report);

/* Runs what is needed, opens the files, shows, and prints the report. Returns the exit code. */
int cli_compare_answer(const struct compare_run *wish, compare_show *show, const void *arguments);

/* Runs what is not there yet. 0, or an exit code, whose reason has been printed or is in the report. Clear the files in any case. */
int cli_compare_run(const struct compare_run *wish, struct compare_files *files, struct kith_report *report);
void cli_compare_files_clear(struct compare_files *files);

#endif
