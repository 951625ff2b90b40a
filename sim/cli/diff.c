/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"
const char cli_diff_help[] = "";
int cli_diff(int argc, char **argv)
{
    (void)argc; (void)argv;
    return 0;
}
