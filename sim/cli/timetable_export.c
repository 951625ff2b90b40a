/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/timetable.h"

const char cli_timetable_export_help[] =
    "usage: kith timetable export SCENARIO [--arm NAME] -o ROSTER.csv [--ics FOLDER] [options]\n"
    "\n"
    "Writes the timetable of an arm as a roster: student_id,start,end,site,rotation,team,days and, with several entry\n"
    "years, cohort. An arm follows the base before its from_week, and so does its roster. Run with timetable.policy\n"
    "roster in the base, it gives the same outcomes. Students are numbers, never names.\n"
    "\n"
    "      --arm NAME          whose timetable (default: the first arm)\n"
    "  -o, --output FILE.csv   the roster\n"
    "      --ics FOLDER        a calendar file for each site, an event for each team and block\n"
    "      --overwrite         replace files that exist; those that the scenario reads are never written over\n"
    "      --entry-year N      only the students who enter in year N (0: the year that begins in week 0);\n"
    "                          default: every entry year that is on placement in the run\n"
    "      --replicate N       whose luck (default 1): the timetable of the N-th simulated school\n"
    "      --set path=value    change a parameter; may be repeated\n"
    "      --without SITE      what if this site took nobody; may be repeated\n"
    "      --capacity SITE=N   what if this site took N students at once; may be repeated\n";

static int export(const struct timetable_arguments *a, struct kith_report *report)
{
    struct kith_scenario *scenario = NULL;
    struct kith_timetable *timetable = NULL;
    struct kith_timetable_options options = {.arm = a->shared.arms.count ? a->shared.arms.at[0] : NULL,
                                             .replicate = a->replicate,
                                             .cohorts = a->entry_year_given ? KITH_COHORT_ALONE : KITH_COHORTS_OF_RUN,
                                             .entry_year = (int)a->entry_year};
    enum kith_status status = kith_scenario_open(&scenario, a->path, a->shared.sets.at, a->shared.sets.count, report);
    if (status == KITH_OK)
        status = kith_timetable_plan(&timetable, scenario, &options, report);
    if (status == KITH_OK)
        status = kith_timetable_export(timetable, a->shared.output, a->ics, a->shared.overwrite, report);
    kith_timetable_close(timetable);
    kith_scenario_close(scenario);
    return (int)status;
}

int cli_timetable_export(int argc, char **argv)
{
    static const char command[] = "timetable export";
    struct timetable_arguments a = {0};
    const struct cli_option own[] = {
        {"ics", .text = &a.ics},
        {"replicate", .number = &a.replicate, .low = 1, .high = 1000000, .given = &a.replicate_given},
        {"entry-year", .number = &a.entry_year, .low = -100, .high = 100, .given = &a.entry_year_given},
        {.name = NULL}};
    struct kith_report report;
    kith_report_init(&report);
    int code = cli_timetable_parse(&a, command, TAKES_OUTPUT | TAKES_OVERWRITE, own, argc, argv);
    if (code == 0 && cli_timetable_is_roster(a.path))
        code = cli_usage(command, "%s is a roster already; export takes a scenario (.yaml)", a.path);
    if (code == 0 && a.shared.arms.count > 1)
        code = cli_usage(command, "one arm at a time; \"%s\" is too many", a.shared.arms.at[1]);
    if (code == 0 && !a.shared.output && !a.ics)
        code = cli_usage(command, "-o FILE.csv or --ics FOLDER says what to write");
    if (code == 0 && a.shared.output && !a.shared.output[0])
        code = cli_usage(command, "--output is empty, allowed is the name of a file");
    if (code == 0)
        code = cli_options_join_capacity(&a.shared);
    if (code == 0) {
        code = export(&a, &report);
        cli_capacity_retell(&a.shared.capacity, &report);
        cli_print_report(&report);
        if (code == KITH_FAILED && report.errors == 0)
            fprintf(stderr, "kith: error: out of memory\n");
    }
    if (code == 0 && a.shared.output)
        printf("written: %s\n", a.shared.output);
    if (code == 0 && a.ics)
        printf("written: calendars of sites in %s\n", a.ics);
    kith_report_clear(&report);
    cli_options_clear(&a.shared);
    return code;
}
