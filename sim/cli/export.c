/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kith export: a results file as CSV files. */
#include <stdio.h>

#include "cli/options.h"

const char cli_export_help[] =
    "usage: kith export FILE.h5 --csv DIR [--overwrite]\n"
    "\n"
    "Writes the results as CSV files, for a spreadsheet or any other program:\n"
    "\n"
    "  weekly.csv       arm,replicate,week,site,metric,value; site is blank for the whole school\n"
    "  by_year.csv      the same by year of the course\n"
    "  outcomes.csv     arm,replicate,outcome,value,unit\n"
    "  comparison.csv   arm,outcome, mean, paired difference and interval\n"
    "  census.csv, events.csv, roster.csv, ties.csv   the logs that the run recorded (observe.*), a row for each record\n"
    "  weeks.csv, variables.csv, README.txt           dates; units, meanings and formulas; what is what\n"
    "\n"
    "      --csv DIR                directory; it appears when all files are complete\n"
    "      --overwrite              replace an earlier export there (a directory with other files in it is left alone)\n"
    "\n"
    "Numbers read back exactly. Weeks of a site, year of the course or channel with fewer than 5 students are left blank,\n"
    "and so are outcomes of fewer than 5 supporters.\n"
    "Everything is about simulated students.\n";

int cli_export(int argc, char **argv)
{
    const char *directory = NULL;
    struct cli_options shared;
    const struct cli_option own[] = {{"csv", .text = &directory}, {.name = NULL}};
    const struct cli_command command = {"export", TAKES_OVERWRITE, own, "results file", 1, 1};
    struct kith_report report;
    int code = cli_options_parse(&shared, &command, argc, argv);
    if (code == 0 && (!directory || !directory[0]))
        code = cli_usage("export", "into which directory? --csv DIR");
    if (code == 0) {
        kith_report_init(&report);
        enum kith_status status = kith_export_csv(shared.paths.at[0], directory, shared.overwrite, &report);
        if (status == KITH_OK)
            printf("written: %s (README.txt there says what is what)\n", directory);
        code = cli_end(status, &report);
    }
    cli_options_clear(&shared);
    return code;
}
