/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kith merge: results files of ranges of replicates become one. */
#include <stdio.h>
#include <stdlib.h>

#include "cli/options.h"
#include "cli/output.h"

const char cli_merge_help[] =
    "usage: kith merge PART.h5... -o FILE.h5 [options]\n"
    "\n"
    "Joins results files of one scenario whose replicates were run apart, as job arrays do:\n"
    "\n"
    "  kith run S.yaml -r 1-100   -o part1.h5     (on one machine)\n"
    "  kith run S.yaml -r 101-200 -o part2.h5     (on another)\n"
    "  kith merge part1.h5 part2.h5 -o all.h5\n"
    "\n"
    "The file holds what one run of all replicates would hold, bit for bit, and bears the same digest of the results; the\n"
    "comparison is of all of them. Refused: another scenario (but for its number of replicates), other arms, a replicate that\n"
    "comes twice. Parts of another revision of kith are merged with a warning.\n"
    "\n"
    "  -o, --output FILE.h5         results file\n"
    "      --overwrite              replace an existing results file; the parts are never written over\n";

int cli_merge(int argc, char **argv)
{
    struct cli_options shared;
    const struct cli_command command = {"merge", TAKES_OUTPUT | TAKES_OVERWRITE, NULL, "results file", 1, SIZE_MAX};
    struct kith_report report;
    struct kith_merged merged;
    char *command_line = cli_command_line(argc, argv); /* before getopt reorders the words */
    int code = cli_options_parse(&shared, &command, argc, argv);
    if (code == 0 && !shared.output)
        code = cli_usage("merge", "into which file? -o FILE.h5");
    if (code == 0) {
        const struct kith_merge_options options = {.parts = shared.paths.at,
                                                   .part_count = shared.paths.count,
                                                   .output = shared.output,
                                                   .overwrite = shared.overwrite,
                                                   .command_line = command_line};
        kith_report_init(&report);
        enum kith_status status = kith_merge(&options, &merged, &report);
        if (status == KITH_OK)
            printf("written: %s (replicates %lld-%lld, %lld simulated schools in each arm)\ndigest of the results: %s\n",
                   shared.output, (long long)merged.first, (long long)merged.last, (long long)merged.replicates, merged.digest);
        code = cli_end(status, &report);
    }
    cli_options_clear(&shared);
    free(command_line);
    return code;
}
