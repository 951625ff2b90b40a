/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An audit in plain words. */
#include <math.h>
#include <string.h>

#include "cli/timetable.h"

enum { LABEL_WIDTH = 58, NAME_WIDTH_MIN = 10, NAME_WIDTH_MAX = 26, SITE_WIDTH_MIN = 14, SITE_WIDTH_MAX = 40 };

static int column_width(const struct timetable_columns *columns)
{
    size_t width = NAME_WIDTH_MIN;
    for (size_t k = 0; k < columns->count; k++)
        width = strlen(columns->at[k].name) > width ? strlen(columns->at[k].name) : width;
    return (int)(width < NAME_WIDTH_MAX ? width : NAME_WIDTH_MAX) + 2;
}

static const char *value_text(double value, const char *unit, char *buffer, size_t size)
{
    if (isnan(value))
        snprintf(buffer, size, "-");
    else if (strcmp(unit, "1") == 0)
        snprintf(buffer, size, "%.1f%%", fabs(value) < 5e-4 ? 0 : 100 * value); /* no -0.0% */
    else
        snprintf(buffer, size, strcmp(unit, "blocks") == 0 || strcmp(unit, "places") == 0 ? "%.0f" : "%.1f", value);
    return buffer;
}

static void print_cell(double value, const char *unit, int width)
{
    char text[32];
    printf("%*s", width, value_text(value, unit, text, sizeof text));
}

static bool is_known(const struct timetable_columns *columns, size_t measure)
{
    for (size_t k = 0; k < columns->count; k++)
        if (!isnan(columns->at[k].audit->value[measure]))
            return true;
    return false;
}

static void print_measures(const struct timetable_columns *columns, int width)
{
    const struct kith_audit *first = columns->at[0].audit;
    for (size_t m = 0; m < first->measures; m++) {
        char label[96];
        const char *unit = first->measure[m].unit;
        bool plain = strcmp(unit, "1") == 0 || strcmp(unit, "changes") == 0;
        if (!is_known(columns, m))
            continue;
        snprintf(label, sizeof label, "%s%s%s%s", first->measure[m].label, plain ? "" : " [", plain ? "" : unit,
                 plain ? "" : "]");
        printf("%-*s", LABEL_WIDTH, label);
        for (size_t k = 0; k < columns->count; k++)
            print_cell(columns->at[k].audit->value[m], unit, width);
        printf("\n");
    }
}

static void print_count(int64_t count, int width)
{
    if (count >= 0)
        printf("%*lld", width, (long long)count);
    else
        printf("%*s", width, count == -1 ? "<5" : "withheld");
}

static void print_alone(const struct timetable_columns *columns, int width)
{
    static const char *const labels[] = {"students who are without any peer in no block", "  in one block", "  in two blocks",
                                         "  in three blocks or more"};
    for (size_t row = 0; row < KITH_AUDIT_ALONE; row++) {
        printf("%-*s", LABEL_WIDTH, labels[row]);
        for (size_t k = 0; k < columns->count; k++)
            print_count(columns->at[k].audit->alone_blocks[row], width);
        printf("\n");
    }
}

static void print_row(const struct kith_audit_row *row, bool site, int label_width)
{
    enum { WIDTH = 11 };
    printf("  %-*s", label_width, row->label);
    if (site)
        print_cell(row->capacity, "places", WIDTH);
    if (row->hidden) {
        printf("%*s\n", WIDTH, "<5");
        return;
    }
    print_count(row->students, WIDTH);
    if (site) {
        print_cell(row->used, "1", WIDTH);
        print_cell(row->peak, "places", WIDTH);
    }
    print_cell(row->continuity, "1", WIDTH);
    print_cell(row->alone, "1", WIDTH);
    printf("\n");
}

static void print_rows(const struct timetable_column *column)
{
    const struct kith_audit *audit = column->audit;
    size_t width = SITE_WIDTH_MIN;
    for (size_t k = 0; k < audit->rows; k++)
        width = strlen(audit->row[k].label) > width ? strlen(audit->row[k].label) : width;
    width = width < SITE_WIDTH_MAX ? width : SITE_WIDTH_MAX;
    for (size_t k = 0; k < audit->rows; k++) {
        bool site = strcmp(audit->row[k].kind, "site") == 0;
        if (k == 0 || strcmp(audit->row[k].kind, audit->row[k - 1].kind) != 0)
            printf("\n%s: by %s\n  %-*s%s   students%s peers kept      alone\n", column->name, audit->row[k].kind, (int)width, "",
                   site ? "     places" : "", site ? "      taken    at most" : "");
        print_row(&audit->row[k], site, (int)width);
        if (site && audit->worst_site && (k + 1 == audit->rows || strcmp(audit->row[k + 1].kind, "site") != 0))
            printf("  The fewest peers stay from block to block at %s: %.1f%%.\n", audit->worst_site,
                   100 * audit->worst_continuity);
    }
}

static double value_of(const struct kith_audit *audit, const char *name)
{
    for (size_t m = 0; m < audit->measures; m++)
        if (strcmp(audit->measure[m].name, name) == 0)
            return audit->value[m];
    return NAN;
}

static void print_pair(const char *what, const char *name, const struct timetable_column *one,
                       const struct timetable_column *other)
{
    double a = value_of(one->audit, name), b = value_of(other->audit, name);
    if (!isnan(a) && !isnan(b))
        printf("  %s: %.1f%% against %.1f%% (%+.1f percentage points).\n", what, 100 * a, 100 * b, 100 * (a - b));
}

static void print_comparison(const struct timetable_column *one, const struct timetable_column *other)
{
    double a = value_of(one->audit, "peer_continuity"), b = value_of(other->audit, "peer_continuity");
    if (isnan(a) || isnan(b)) {
        printf("\n%s and %s cannot be compared: nobody has two blocks in a row in one of them.\n", one->name, other->name);
        return;
    }
    if (fabs(a - b) < 5e-4)
        printf("\n%s and %s keep students together alike.\n", one->name, other->name);
    else
        printf("\n%s keeps students together %s than %s.\n", one->name, a > b ? "better" : "less well", other->name);
    print_pair("Of a student's peers in a block, those who were peers in the block before, too", "peer_continuity", one, other);
    print_pair("The same beyond chance", "peer_continuity_adjusted", one, other);
    print_pair("Students with some peer for 90 h or more", "peer_90_hours", one, other);
    print_pair("Blocks without any peer", "blocks_alone", one, other);
    print_pair("Campus friends at the same site", "friends_together", one, other);
    print_pair("Places taken, of all places", "capacity_used", one, other);
}

/* Rows whose numbers moved between the timetable as it is and with other capacities. */
static void print_changes(const struct timetable_column *now, const struct timetable_column *before)
{
    const struct kith_audit *a = now->audit, *b = before->audit;
    printf("  For whom: peers kept and blocks without any peer, before and after\n");
    for (size_t k = 0; k < a->rows && a->rows == b->rows; k++) {
        const struct kith_audit_row *after = &a->row[k], *was = &b->row[k];
        if (after->hidden || was->hidden)
            continue;
        char text[4][32];
        printf("    %s %s: kept %s, then %s; alone %s, then %s", after->kind, after->label,
               value_text(was->continuity, "1", text[0], sizeof text[0]),
               value_text(after->continuity, "1", text[1], sizeof text[1]), value_text(was->alone, "1", text[2], sizeof text[2]),
               value_text(after->alone, "1", text[3], sizeof text[3]));
        if (!isnan(after->capacity) && after->capacity != was->capacity)
            printf("; places %.0f, then %.0f", was->capacity, after->capacity);
        printf("\n");
    }
}

void cli_timetable_print_text(const struct timetable_columns *columns, const struct timetable_arguments *arguments)
{
    int width = column_width(columns);
    bool rosters = cli_timetable_is_roster(arguments->path);
    printf("%s: what the timetable%s to students' contact with each other\n", arguments->path,
           columns->count > 1 ? "s do" : " does");
    printf("\n%-*s", LABEL_WIDTH,
           rosters ? "Students and blocks of the roster" : "Students who enter in one year, and their blocks");
    for (size_t k = 0; k < columns->count; k++)
        printf("%*.*s", width, NAME_WIDTH_MAX, columns->at[k].name);
    printf("\n%-*s", LABEL_WIDTH, "students");
    for (size_t k = 0; k < columns->count; k++)
        print_count(columns->at[k].audit->students, width);
    printf("\n%-*s", LABEL_WIDTH, "blocks");
    for (size_t k = 0; k < columns->count; k++)
        printf("%*lld", width, (long long)columns->at[k].audit->blocks);
    printf("\n");
    print_measures(columns, width);
    print_alone(columns, width);
    for (size_t k = 0; k < columns->count; k++)
        print_rows(&columns->at[k]);
    for (size_t k = 0; k < columns->count; k++) {
        const struct timetable_column *column = &columns->at[k];
        if (column->compared == k)
            continue;
        print_comparison(column, &columns->at[column->compared]);
        if (arguments->capacity.text && column->compared + 1 == k)
            print_changes(column, &columns->at[column->compared]);
    }
    printf("\nA peer is at the same site and rotation for at least half of a block. Chance is exact: what is expected if those "
           "who are there\n"
           "in a block were dealt anew over the places taken. Nothing was simulated: this is about the timetable only, and says "
           "nothing of\n"
           "support or distress.\n");
}
