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

static void print_cell(double value, bool withheld, const char *unit, int width)
{
    if (withheld) {
        printf("%*s", width, "withheld");
        return;
    }
    char text[32];
    printf("%*s", width, value_text(value, unit, text, sizeof text));
}

static bool is_known(const struct timetable_columns *columns, size_t measure)
{
    for (size_t k = 0; k < columns->count; k++)
        if (!isnan(columns->at[k].audit->value[measure]) || columns->at[k].audit->withheld[measure])
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
            print_cell(columns->at[k].audit->value[m], columns->at[k].audit->withheld[m], unit, width);
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
        print_cell(row->capacity, false, "places", WIDTH);
    print_count(row->students, WIDTH);
    if (row->hidden) {
        printf("\n");
        return;
    }
    if (site) {
        print_cell(row->used, false, "1", WIDTH);
        print_cell(row->peak, false, "places", WIDTH);
    }
    print_cell(row->continuity, false, "1", WIDTH);
    print_cell(row->alone, row->alone_withheld, "1", WIDTH);
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

static size_t measure_of(const struct kith_audit *audit, const char *name)
{
    size_t m = 0;
    while (m < audit->measures && strcmp(audit->measure[m].name, name) != 0)
        m++;
    return m;
}

/* Of what the judgement goes by: over all draws. */
static void print_means(const char *what, struct kith_spread a, struct kith_spread b)
{
    if (a.mean_withheld || b.mean_withheld)
        printf("  %s: withheld (of so few students).\n", what);
    else if (!isnan(a.mean) && !isnan(b.mean))
        printf("  %s: %.1f%% against %.1f%% (%+.1f percentage points).\n", what, 100 * a.mean, 100 * b.mean,
               100 * (a.mean - b.mean));
}

static void print_pair(const char *what, const char *name, const struct timetable_column *one,
                       const struct timetable_column *other)
{
    size_t m = measure_of(one->audit, name);
    double a = one->audit->value[m], b = other->audit->value[m];
    if (one->audit->withheld[m] || other->audit->withheld[m])
        printf("  %s: withheld (of so few students).\n", what);
    else if (!isnan(a) && !isnan(b))
        printf("  %s: %.1f%% against %.1f%% (%+.1f percentage points).\n", what, 100 * a, 100 * b, 100 * (a - b));
}

/* The sentence that a reader takes home. */
static void print_verdict(const struct timetable_column *one, const struct timetable_column *other)
{
    struct kith_judgement j = kith_draws_judge(one->draws, other->draws);
    switch (j.verdict) {
    case KITH_NOT_COMPARED:
        printf("\n%s and %s cannot be compared: nobody has two blocks in a row in one of them.\n", one->name, other->name);
        break;
    case KITH_ALIKE:
        printf("\n%s and %s keep students together alike.\n", one->name, other->name);
        break;
    case KITH_MIXED:
        printf("\nmixed: %s keeps %s than %s beyond chance, %s leaves students without any peer %s.\n", one->name,
               j.kept > 0   ? "more peers"
               : j.kept < 0 ? "fewer peers"
                            : "neither more nor fewer peers",
               other->name, j.kept ? "but" : "and", j.alone > 0 ? "less often" : "more often");
        break;
    default:
        printf("\n%s keeps students together %s than %s.\n", one->name, j.verdict == KITH_BETTER ? "better" : "less well",
               other->name);
    }
}

static void print_comparison(const struct timetable_column *one, const struct timetable_column *other)
{
    print_verdict(one, other);
    print_pair("Of a student's peers in a block, those who were peers in the block before, too", "peer_continuity", one, other);
    bool several = kith_draws_count(one->draws) > 1 || kith_draws_count(other->draws) > 1;
    print_means(several ? "The same beyond chance, over the draws" : "The same beyond chance", kith_draws_kept(one->draws),
                kith_draws_kept(other->draws));
    print_pair("Students with some peer for 90 h or more", "peer_90_hours", one, other);
    print_means(several ? "Blocks without any peer, over the draws" : "Blocks without any peer", kith_draws_alone(one->draws),
                kith_draws_alone(other->draws));
    print_pair("Campus friends at the same site", "friends_together", one, other);
    print_pair("Places taken, of all places", "capacity_used", one, other);
}

static void print_spread(const struct timetable_columns *columns, const char *what, bool alone, int width)
{
    static const char *const labels[] = {"%s", "  in the lowest draw", "  in the highest draw"};
    for (size_t line = 0; line < sizeof labels / sizeof labels[0]; line++) {
        printf("%-*s", LABEL_WIDTH, line ? labels[line] : what);
        for (size_t k = 0; k < columns->count; k++) {
            const struct kith_draws *draws = columns->at[k].draws;
            struct kith_spread s = alone ? kith_draws_alone(draws) : kith_draws_kept(draws);
            double value = line == 0 ? s.mean : line == 1 ? s.low : s.high;
            bool withheld = line == 0 ? s.mean_withheld : line == 1 ? s.low_withheld : s.high_withheld;
            if (line && kith_draws_count(draws) == 1)
                printf("%*s", width, "no luck");
            else
                print_cell(value, withheld, "1", width);
        }
        printf("\n");
    }
}

static int64_t most_draws(const struct timetable_columns *columns)
{
    int64_t most = 1;
    for (size_t k = 0; k < columns->count; k++)
        most = kith_draws_count(columns->at[k].draws) > most ? kith_draws_count(columns->at[k].draws) : most;
    return most;
}

/* Plans in several draws; rosters stand beside them as they are. */
static void print_draws(const struct timetable_columns *columns, int width)
{
    if (most_draws(columns) == 1)
        return;
    printf("\n%lld draws of each plan, on average\n", (long long)most_draws(columns));
    print_spread(columns, "peers kept beyond chance", false, width);
    print_spread(columns, "blocks without any peer", true, width);
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
    if (!rosters)
        printf("One draw of each plan (--replicate %lld)%s\n", (long long)arguments->replicate,
               most_draws(columns) > 1 ? "; comparisons go by several, which are below" : "");
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
    print_draws(columns, width);
    for (size_t k = 0; k < columns->count; k++)
        print_rows(&columns->at[k]);
    for (size_t k = 0; k < columns->count; k++) {
        const struct timetable_column *column = &columns->at[k];
        if (column->compared == k)
            continue;
        print_comparison(column, &columns->at[column->compared]);
        if (arguments->shared.capacity.text && column->compared + 1 == k)
            print_changes(column, &columns->at[column->compared]);
    }
    if (columns->count > 1)
        printf("\nBetter, or less well: peers kept beyond chance differ by 1 percentage point or more%s, and\n"
               "blocks without any peer do not differ as much the other way.\n",
               most_draws(columns) > 1 ? ", with the same sign in every draw" : "");
    printf(
        "\nPeers are counted at a site and rotation (the same for at least half of a block), hours in the ward team. Chance is\n"
        "exact: what is expected if those who are there in a block were dealt anew over the places taken. Nothing was\n"
        "simulated: this is about the timetable only, and says nothing of\nsupport or distress.\n");
}
