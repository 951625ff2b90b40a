/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cli/timetable.h"

const char cli_timetable_check_help[] =
    "usage: kith timetable check SCENARIO|ROSTER.csv [options]\n"
    "\n"
    "Reports every mistake in a timetable, its roster and the files beside it at once, each with its code, file and line; exit\n"
    "code 2 then. A roster by itself is checked for what can be seen without a scenario.\n"
    "\n"
    "      --arm NAME          only this arm; may be repeated (default: all)\n"
    "      --format text|json  json goes to standard output\n"
    "      --replicate N       whose luck (default 1): the timetables of the N-th simulated school\n"
    "      --set path=value    change a parameter; may be repeated\n"
    "      --without SITE      what if this site took nobody; may be repeated\n"
    "      --capacity SITE=N   what if this site took N students at once; may be repeated\n";

static enum kith_status check_arm(const struct kith_scenario *scenario, const char *arm, bool lenient, int64_t replicate,
                                  struct kith_report *report)
{
    struct kith_timetable *timetable = NULL;
    struct kith_timetable_options options = {
        .arm = arm, .replicate = replicate, .cohorts = KITH_COHORTS_OF_RUN, .lenient = lenient};
    enum kith_status status = kith_timetable_plan(&timetable, scenario, &options, report);
    if (status == KITH_OK && timetable)
        status = kith_timetable_check(timetable, report);
    kith_timetable_close(timetable);
    return status;
}

/* The last failure of the system counts most, then a mistake. */
static enum kith_status worse(enum kith_status a, enum kith_status b)
{
    return a == KITH_FAILED || b == KITH_FAILED ? KITH_FAILED : a == KITH_OK ? b : a;
}

static enum kith_status check_scenario(const struct timetable_arguments *a, struct kith_report *report)
{
    struct kith_scenario *scenario = NULL;
    enum kith_status status = kith_scenario_open(&scenario, a->path, a->shared.sets.at, a->shared.sets.count, report);
    for (size_t k = 0; scenario && k < a->shared.arms.count; k++)
        status = worse(status, check_arm(scenario, a->shared.arms.at[k], false, a->replicate, report));
    for (size_t k = 0; scenario && !a->shared.arms.count && kith_scenario_arm(scenario, k); k++)
        status = worse(status, check_arm(scenario, kith_scenario_arm(scenario, k), true, a->replicate, report));
    kith_scenario_close(scenario);
    return status;
}

/* "E102 ..." has a code. */
static bool has_code(const char *text)
{
    return (text[0] == 'E' || text[0] == 'W') && isdigit((unsigned char)text[1]) && isdigit((unsigned char)text[2]) &&
           isdigit((unsigned char)text[3]);
}

static void print_json(const struct kith_report *report)
{
    printf("{\n  \"errors\": %zu,\n  \"warnings\": %zu,\n  \"messages\": [\n", report->errors, report->count - report->errors);
    for (size_t k = 0; k < report->count; k++) {
        const struct kith_message *m = &report->messages[k];
        char code[5] = "";
        if (has_code(m->text))
            memcpy(code, m->text, 4);
        printf("    {\"severity\": \"%s\", \"code\": ", m->severity == KITH_ERROR ? "error" : "warning");
        cli_timetable_print_json_text(code[0] ? code : NULL);
        printf(", \"file\": ");
        cli_timetable_print_json_text(m->file);
        printf(", \"line\": %d, \"column\": %d, \"text\": ", m->line, m->column);
        cli_timetable_print_json_text(m->text);
        printf("}%s\n", k + 1 < report->count ? "," : "");
    }
    printf("  ]\n}\n");
}

static int check(const struct timetable_arguments *a)
{
    struct kith_report report;
    struct kith_timetable *timetable = NULL;
    kith_report_init(&report);
    enum kith_status status = cli_timetable_is_roster(a->path)
                                  ? kith_timetable_read(&timetable, a->path, a->shared.sets.at, a->shared.sets.count, &report)
                                  : check_scenario(a, &report);
    kith_timetable_close(timetable);
    if (strcmp(a->format, "json") == 0)
        print_json(&report);
    else
        cli_print_report(&report);
    if (status == KITH_FAILED && report.errors == 0)
        fprintf(stderr, "kith: error: out of memory\n");
    size_t warnings = report.count - report.errors;
    if (status == KITH_OK && strcmp(a->format, "text") == 0)
        printf("%s: no mistake found%s\n", a->path, warnings ? "; see the warnings" : "");
    kith_report_clear(&report);
    return (int)status;
}

int cli_timetable_check(int argc, char **argv)
{
    static const char command[] = "timetable check";
    static const char *const formats[] = {"text", "json", NULL};
    struct timetable_arguments a = {0};
    const struct cli_option own[] = {
        {"format", .text = &a.format, .choices = formats},
        {"replicate", .number = &a.replicate, .low = 1, .high = 1000000, .given = &a.replicate_given},
        {.name = NULL}};
    int code = cli_timetable_parse(&a, command, 0, own, argc, argv);
    if (code == 0)
        code = cli_options_join_capacity(&a.shared);
    if (code == 0)
        code = check(&a);
    cli_options_clear(&a.shared);
    return code;
}
