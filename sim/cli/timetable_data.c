/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An audit as CSV (a line per number) and as JSON. What is hidden is "<5" or "withheld"; what is missing is empty, or null. */
#include <math.h>
#include <string.h>

#include "cli/timetable.h"

static void print_head(const char *timetable, const char *kind, const char *label, const char *measure)
{
    cli_print_field(timetable);
    printf(",%s,", kind);
    cli_print_field(label);
    printf(",%s,", measure);
}

static void print_line(const char *timetable, const char *kind, const char *label, const char *measure, double value,
                       const char *unit)
{
    print_head(timetable, kind, label, measure);
    if (!isnan(value))
        printf("%.6g", value);
    printf(",%s\n", unit);
}

static void print_withheld(const char *timetable, const char *kind, const char *label, const char *measure, const char *unit)
{
    print_head(timetable, kind, label, measure);
    printf("withheld,%s\n", unit);
}

/* A number, or that it is withheld. */
static void print_value(const char *timetable, const char *kind, const char *label, const char *measure, double value,
                        bool withheld, const char *unit)
{
    if (withheld)
        print_withheld(timetable, kind, label, measure, unit);
    else
        print_line(timetable, kind, label, measure, value, unit);
}

static void print_spread(const char *timetable, const char *measure, struct kith_spread s)
{
    print_value(timetable, "draws", "mean", measure, s.mean, s.mean_withheld, "1");
    print_value(timetable, "draws", "lowest", measure, s.low, s.low_withheld, "1");
    print_value(timetable, "draws", "highest", measure, s.high, s.high_withheld, "1");
}

static void print_count(const char *timetable, const char *kind, const char *label, const char *measure, int64_t count)
{
    print_head(timetable, kind, label, measure);
    if (count >= 0)
        printf("%lld,students\n", (long long)count);
    else
        printf("%s,students\n", count == -1 ? "<5" : "withheld");
}

static const char *const alone_labels[] = {"0", "1", "2", "3+"};

static void print_row_lines(const char *name, const struct kith_audit_row *row)
{
    bool site = strcmp(row->kind, "site") == 0;
    print_count(name, row->kind, row->label, "students", row->students);
    if (site)
        print_line(name, row->kind, row->label, "capacity", row->capacity, "students");
    if (row->hidden)
        return;
    if (site) {
        print_line(name, row->kind, row->label, "capacity_used", row->used, "1");
        print_line(name, row->kind, row->label, "most_at_once", row->peak, "students");
    }
    print_line(name, row->kind, row->label, "peer_continuity", row->continuity, "1");
    print_value(name, row->kind, row->label, "blocks_alone", row->alone, row->alone_withheld, "1");
}

void cli_timetable_print_csv(const struct timetable_columns *columns)
{
    printf("timetable,kind,label,measure,value,unit\n");
    for (size_t k = 0; k < columns->count; k++) {
        const struct kith_audit *audit = columns->at[k].audit;
        const char *name = columns->at[k].name;
        print_count(name, "all", "", "students", audit->students);
        print_line(name, "all", "", "blocks", (double)audit->blocks, "blocks");
        for (size_t m = 0; m < audit->measures; m++)
            print_value(name, "all", "", audit->measure[m].name, audit->value[m], audit->withheld[m], audit->measure[m].unit);
        if (kith_draws_count(columns->at[k].draws) > 1) {
            print_line(name, "draws", "", "draws", (double)kith_draws_count(columns->at[k].draws), "draws");
            print_spread(name, "peer_continuity_adjusted", kith_draws_kept(columns->at[k].draws));
            print_spread(name, "blocks_alone", kith_draws_alone(columns->at[k].draws));
        }
        for (size_t row = 0; row < KITH_AUDIT_ALONE; row++)
            print_count(name, "blocks alone", alone_labels[row], "students", audit->alone_blocks[row]);
        for (size_t row = 0; row < audit->rows; row++)
            print_row_lines(name, &audit->row[row]);
    }
}

void cli_timetable_print_json_text(const char *text)
{
    if (!text) {
        printf("null");
        return;
    }
    putchar('"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            printf("\\%c", *text);
        else if ((unsigned char)*text < 0x20)
            printf("\\u%04x", (unsigned)(unsigned char)*text);
        else
            putchar(*text);
    }
    putchar('"');
}

static void print_number(const char *key, double value)
{
    printf("\"%s\": ", key);
    if (isnan(value))
        printf("null");
    else
        printf("%.9g", value);
}

static void print_either(const char *key, double value, bool withheld)
{
    if (withheld)
        printf("\"%s\": \"withheld\"", key);
    else
        print_number(key, value);
}

static void print_json_spread(const char *measure, struct kith_spread s)
{
    printf(", \"%s\": {", measure);
    print_either("mean", s.mean, s.mean_withheld);
    printf(", ");
    print_either("low", s.low, s.low_withheld);
    printf(", ");
    print_either("high", s.high, s.high_withheld);
    putchar('}');
}

/* What the comparison goes by, and what it says. */
static void print_draws(const struct timetable_columns *columns, size_t k)
{
    static const char *const words[] = {[KITH_NOT_COMPARED] = NULL,
                                        [KITH_ALIKE] = "alike",
                                        [KITH_BETTER] = "better",
                                        [KITH_WORSE] = "less well",
                                        [KITH_MIXED] = "mixed"};
    const struct kith_draws *draws = columns->at[k].draws;
    size_t other = columns->at[k].compared;
    printf(",\n      \"draws\": {\"count\": %lld", (long long)kith_draws_count(draws));
    print_json_spread("peer_continuity_adjusted", kith_draws_kept(draws));
    print_json_spread("blocks_alone", kith_draws_alone(draws));
    printf("},\n      \"keeps_together\": ");
    cli_timetable_print_json_text(other == k ? NULL : words[kith_draws_judge(draws, columns->at[other].draws).verdict]);
}

static void print_hidden(const char *key, int64_t count)
{
    if (count >= 0)
        printf("\"%s\": %lld", key, (long long)count);
    else
        printf("\"%s\": \"%s\"", key, count == -1 ? "<5" : "withheld");
}

static void print_row(const struct kith_audit_row *row)
{
    printf("        {\"kind\": \"%s\", \"label\": ", row->kind);
    cli_timetable_print_json_text(row->label);
    printf(", ");
    print_hidden("students", row->students);
    printf(", ");
    print_number("peer_continuity", row->continuity);
    printf(", ");
    print_either("blocks_alone", row->alone, row->alone_withheld);
    if (strcmp(row->kind, "site") == 0) {
        printf(", ");
        print_number("capacity", row->capacity);
        printf(", ");
        print_number("capacity_used", row->used);
        printf(", ");
        print_number("most_at_once", row->peak);
    }
    putchar('}');
}

static void print_column(const struct timetable_columns *columns, size_t k)
{
    const struct timetable_column *column = &columns->at[k];
    const struct kith_audit *audit = column->audit;
    printf("    {\n      \"name\": ");
    cli_timetable_print_json_text(column->name);
    printf(",\n      \"against\": ");
    cli_timetable_print_json_text(column->compared == k ? NULL : columns->at[column->compared].name);
    printf(",\n      ");
    print_hidden("students", audit->students);
    printf(",\n      \"blocks\": %lld,\n      \"measures\": {", (long long)audit->blocks);
    for (size_t m = 0; m < audit->measures; m++) {
        printf("%s", m ? ", " : "");
        print_either(audit->measure[m].name, audit->value[m], audit->withheld[m]);
    }
    printf("},\n      \"students_by_blocks_alone\": {");
    for (size_t row = 0; row < KITH_AUDIT_ALONE; row++) {
        printf("%s", row ? ", " : "");
        print_hidden(alone_labels[row], audit->alone_blocks[row]);
    }
    printf("},\n      \"rows\": [\n");
    for (size_t row = 0; row < audit->rows; row++) {
        print_row(&audit->row[row]);
        printf("%s\n", row + 1 < audit->rows ? "," : "");
    }
    printf("      ],\n      \"worst_site\": ");
    cli_timetable_print_json_text(audit->worst_site);
    print_draws(columns, k);
    printf("\n    }%s\n", k + 1 < columns->count ? "," : "");
}

void cli_timetable_print_json(const struct timetable_columns *columns)
{
    printf("{\n  \"timetables\": [\n");
    for (size_t k = 0; k < columns->count; k++)
        print_column(columns, k);
    printf("  ],\n  \"note\": \"About the timetable only; nothing was simulated. Rows of fewer than 5 students are not "
           "shown.\"\n}\n");
}
