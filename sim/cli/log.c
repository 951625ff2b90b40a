/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kith log: the interaction log of a results file, counted as a programme's coordinator would. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/options.h"

const char cli_log_help[] =
    "usage: kith log FILE.h5 [options]\n"
    "\n"
    "Counts the supportive encounters in a results file, informal and formal side by side: by the giver's relation to\n"
    "the student, starter, format, topic, what came of it, place, year of course, month and supporter, with students,\n"
    "minutes and referrals.\n"
    "The run must have recorded them: kith run SCENARIO --set observe.events=true\n"
    "\n"
    "      --arm NAME           only this arm (default: each in turn)\n"
    "      --replicate N        the N-th simulated school (default: the first in the file)\n"
    "      --format text|csv\n"
    "\n"
    "Students and supporters are simulated and bear numbers. Numbers of fewer than 5 students are not shown (<5), nor one\n"
    "from which they could be worked out (withheld).\n";

struct arguments {
    const char *path, *arm;
    int64_t replicate; /* 0: the first */
    bool csv;
};

static const char *const sides[KITH_LOG_SIDES] = {"informal", "formal"};

static int parse(struct arguments *a, int argc, char **argv)
{
    static const char *const formats[] = {"text", "csv", NULL};
    const char *format = "text";
    struct cli_options shared;
    const struct cli_option own[] = {{"replicate", .letter = 'r', .number = &a->replicate, .low = 1, .high = 1000000},
                                     {"format", .text = &format, .choices = formats},
                                     {.name = NULL}};
    const struct cli_command command = {"log", TAKES_ARMS, own, "results file", 1, 1};
    int code = cli_options_parse(&shared, &command, argc, argv);
    a->path = code ? NULL : shared.paths.at[0];
    a->arm = shared.arms.count ? shared.arms.at[shared.arms.count - 1] : NULL;
    a->csv = strcmp(format, "csv") == 0;
    cli_options_clear(&shared);
    return code;
}

static const char *count_text(int64_t count, char *buffer, size_t size)
{
    if (count >= 0)
        snprintf(buffer, size, "%lld", (long long)count);
    else
        snprintf(buffer, size, "%s", count == KITH_LOG_FEW ? "<5" : "withheld");
    return buffer;
}

enum { LABEL_WIDTH = 26, CELL_WIDTH = 10, NUMBERS = 4 };

static void print_cells(const char *label, const struct kith_log_cell *cells)
{
    char text[32];
    printf("  %-*s", LABEL_WIDTH, label);
    for (int side = 0; side < KITH_LOG_SIDES; side++) {
        const int64_t numbers[NUMBERS] = {cells[side].encounters, cells[side].students, cells[side].minutes,
                                          cells[side].referred};
        for (int k = 0; k < (cells[side].encounters < 0 ? 1 : NUMBERS); k++)
            printf("%*s", CELL_WIDTH, count_text(numbers[k], text, sizeof text));
        if (cells[side].encounters < 0 && side + 1 < KITH_LOG_SIDES)
            printf("%*s", CELL_WIDTH * (NUMBERS - 1), "");
    }
    printf("\n");
}

static void print_head(const char *title)
{
    printf("\n%s\n  %-*s", title, LABEL_WIDTH, "");
    for (int side = 0; side < KITH_LOG_SIDES; side++)
        printf("%*s  students   minutes  referred", CELL_WIDTH, sides[side]);
    printf("\n");
}

static void print_text(const struct kith_log *log, const char *arm, int64_t replicate, const struct kith_log_summary *s)
{
    printf("\n%s: arm %s, simulated school %lld\n", kith_log_title(log), arm, (long long)replicate);
    print_head("Supportive encounters");
    print_cells("all", s->total);
    if (s->total[KITH_LOG_FORMAL].encounters > 0)
        printf("  %lld supporters gave on duty, %.1f encounters each\n", (long long)s->supporters,
               (double)s->total[KITH_LOG_FORMAL].encounters / (double)s->supporters);
    if (!isnan(s->mean_formal))
        printf("  formal encounters of this arm, mean over all simulated schools in the file: %.1f\n", s->mean_formal);
    for (size_t t = 0; t < KITH_LOG_TABLES; t++) {
        if (s->table[t].rows == 0)
            continue;
        char title[96];
        snprintf(title, sizeof title, "By %s", s->table[t].title);
        print_head(title);
        for (size_t k = 0; k < s->table[t].rows; k++)
            print_cells(s->table[t].row[k].label, s->table[t].row[k].cell);
    }
}

static void print_csv_row(const char *arm, int64_t replicate, const char *table, const char *label,
                          const struct kith_log_cell *cells)
{
    for (int side = 0; side < KITH_LOG_SIDES; side++) {
        const int64_t numbers[NUMBERS] = {cells[side].encounters, cells[side].students, cells[side].minutes,
                                          cells[side].referred};
        char text[32];
        cli_print_field(arm);
        printf(",%lld,%s,", (long long)replicate, table);
        cli_print_field(label);
        printf(",%s", sides[side]);
        for (int k = 0; k < NUMBERS; k++)
            printf(",%s", count_text(numbers[k], text, sizeof text));
        printf("\n");
    }
}

static void print_csv(const char *arm, int64_t replicate, const struct kith_log_summary *s)
{
    print_csv_row(arm, replicate, "all", "all", s->total);
    for (size_t t = 0; t < KITH_LOG_TABLES; t++)
        for (size_t k = 0; k < s->table[t].rows; k++)
            print_csv_row(arm, replicate, s->table[t].name, s->table[t].row[k].label, s->table[t].row[k].cell);
}

/* Whether the file has what the options name. */
static int choose(const struct kith_log *log, struct arguments *a)
{
    size_t arm = 0, replicate = 0;
    while (a->arm && kith_log_arm(log, arm) && strcmp(kith_log_arm(log, arm), a->arm) != 0)
        arm++;
    if (!kith_log_arm(log, arm)) {
        fprintf(stderr, "kith log: --arm is \"%s\", %s has", a->arm, a->path);
        for (size_t k = 0; kith_log_arm(log, k); k++)
            fprintf(stderr, "%s %s", k ? "," : "", kith_log_arm(log, k));
        fprintf(stderr, "\n");
        return KITH_INVALID;
    }
    while (a->replicate && kith_log_replicate(log, replicate) && kith_log_replicate(log, replicate) != a->replicate)
        replicate++;
    if (!kith_log_replicate(log, replicate))
        return cli_usage("log", "--replicate is %lld, %s does not hold that one; its first is %lld", (long long)a->replicate,
                         a->path, (long long)kith_log_replicate(log, 0));
    a->replicate = kith_log_replicate(log, replicate);
    return 0;
}

static int print_arms(const struct kith_log *log, const struct arguments *a)
{
    int code = 0;
    if (a->csv)
        printf("arm,replicate,table,row,side,encounters,students,minutes,referred\n");
    for (size_t arm = 0; code == 0 && kith_log_arm(log, arm); arm++) {
        const char *name = kith_log_arm(log, arm);
        struct kith_log_summary summary;
        if (a->arm && strcmp(name, a->arm) != 0)
            continue;
        code = (int)kith_log_summarise(log, arm, a->replicate, &summary);
        if (code)
            fprintf(stderr, "kith: error: out of memory\n");
        else if (a->csv)
            print_csv(name, a->replicate, &summary);
        else
            print_text(log, name, a->replicate, &summary);
        kith_log_summary_free(&summary);
    }
    if (code == 0 && !a->csv)
        printf("\nStudents, supporters and what they said are simulated; minutes of informal encounters and shares of topics are "
               "assumed. "
               "A student counts\nonce in each number. Rows are of simulated weeks; nothing here is a forecast, or about real "
               "people. "
               "Referrals are to professional services,\nwhich peers do not replace.\n");
    if (code == 0 && !a->csv)
        cli_print_support_line(kith_log_support_line(log));
    return code;
}

int cli_log(int argc, char **argv)
{
    struct arguments arguments = {0};
    struct kith_report report;
    struct kith_log *log = NULL;
    int code = parse(&arguments, argc, argv);
    if (code)
        return code;
    kith_report_init(&report);
    code = (int)kith_log_open(&log, arguments.path, &report);
    cli_print_report(&report);
    if (code == KITH_FAILED && report.count == 0)
        fprintf(stderr, "kith: error: out of memory\n");
    if (code == 0)
        code = choose(log, &arguments);
    if (code == 0)
        code = print_arms(log, &arguments);
    kith_log_close(log);
    kith_report_clear(&report);
    return code;
}
