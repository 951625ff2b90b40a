/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands that run scenarios share about their results file. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "cli/options.h"

/* "tiny.h5" for scenarios/tiny.yaml, "a_vs_b.h5" for several. NULL without memory; free() it. */
char *cli_default_output(const struct cli_list *scenarios);

/* A file name that cannot be one is found before the run, not after it. 0, or the exit code of a mistake. */
int cli_check_output(const char *command, const char *output);

/* The words as typed, before getopt reorders them. NULL without memory; free() it. */
char *cli_command_line(int argc, char **argv);

#endif
