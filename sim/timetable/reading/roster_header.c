/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The header of a roster with a column per block. Columns that are none (mail, remarks) may stand beside those of blocks; one between them, or
 * one that holds places, is taken for a mistyped block, since its weeks would be lost.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "timetable/reading/roster_wide.h"
#include "timetable/timetable.h"

enum { SENTENCE = 512, ALLOWED = 256, SHOWN = 8, DATE_TEXT = 32 };
static const char to[] = " to ";

/* Columns whose names are no block. */
struct unread {
    size_t count;
    char list[SENTENCE];
};

static const char *allowed_names(const struct wide *wide, char *text, size_t size)
{
    snprintf(text, size,
             "numbers of blocks (\"3\", \"Block 3\", \"B3\"), weeks (\"Week 7\", \"W7\"), first dates (%s), or \"DATE to DATE\"",
             date_format_names[wide->reading->parameters->date_format]);
    return text;
}

/* Only digits, what stands between parts of dates, and "to": meant as a date, even if it is none. */
static bool looks_dated(const char *name)
{
    return name[strspn(name, "0123456789-/. to")] == '\0' && strpbrk(name, "-/.") && strpbrk(name, "0123456789");
}

static bool read_dates(struct wide *wide, const char *name, struct wide_column *column)
{
    enum date_format format = (enum date_format)wide->reading->parameters->date_format;
    const char *second = strstr(name, to);
    char first[DATE_TEXT], why[SENTENCE];
    size_t length = second ? (size_t)(second - name) : strlen(name);
    snprintf(first, sizeof first, "%.*s", (int)(length < sizeof first ? length : sizeof first - 1), name);
    bool starts = date_read(first, format, &column->start);
    bool ends = !second || date_read(second + strlen(to), format, &column->end);
    if (!starts || !ends)
        finding_add(&wide->reading->findings, KITH_ERROR, "E108", wide->reading->file, 1, "the column's name is \"%s\"%s",
                    text_show(name).at, date_refusal(starts && second ? second + strlen(to) : first, format, why, sizeof why));
    else if (second && column->end < column->start)
        finding_add(&wide->reading->findings, KITH_ERROR, "E107", wide->reading->file, 1,
                    "column \"%s\": the end is before the start", text_show(name).at);
    if (!second)
        column->end = column->start - 1;
    return starts && ends && (!second || column->end >= column->start);
}

/* "Week 7" is the seventh week of the placement years. False: no week is named. */
static bool read_week(const struct wide *wide, const char *name, struct wide_column *column)
{
    int week = roster_week_number(name);
    column->start = wide->reading->start_day + (int64_t)(week - 1) * ROSTER_WEEK;
    column->end = column->start + ROSTER_WEEK - 1;
    return week > 0;
}

/* True: the column is a block, or is meant as one and has been refused. */
static bool read_name(struct wide *wide, size_t extra)
{
    const char *name = wide->reading->rows.extra[extra];
    struct wide_column column = {.block = roster_block_number(name), .field = WIDE_COLUMNS + extra};
    bool dated = looks_dated(name);
    if (column.block || (dated ? read_dates(wide, name, &column) : read_week(wide, name, &column)))
        wide->column[wide->count++] = column;
    else
        wide->lost[extra] = dated;
    return column.block || dated || (wide->count && wide->column[wide->count - 1].field == column.field);
}

/* True if a column's cells are mostly codes or places. Names of sites alone may be of another thing (a home), unless it has a number. */
static bool holds_places(const struct wide *wide, size_t extra)
{
    const struct csv_rows *rows = &wide->reading->rows;
    size_t filled = 0, known = 0, exact = 0;
    for (size_t k = 0; k < rows->count; k++) {
        const char *text = rows->row[k].field[WIDE_COLUMNS + extra];
        enum roster_known is = text[0] ? roster_cell_known(wide->reading, text) : ROSTER_UNKNOWN;
        filled += text[0] != '\0';
        known += is != ROSTER_UNKNOWN;
        exact += is == ROSTER_KNOWN;
    }
    return 2 * known > filled && (exact || strpbrk(rows->extra[extra], "0123456789"));
}

static bool any_filled(const struct wide *wide, size_t extra)
{
    const struct csv_rows *rows = &wide->reading->rows;
    bool filled = false;
    for (size_t k = 0; k < rows->count && !filled; k++)
        filled = rows->row[k].field[WIDE_COLUMNS + extra][0];
    return filled;
}

static void leave_unread(struct wide *wide, struct unread *unread, size_t extra, bool between)
{
    const struct csv_rows *rows = &wide->reading->rows;
    const char *name = rows->extra[extra];
    char allowed[ALLOWED];
    if (!name[0] && !any_filled(wide, extra))
        return;
    wide->lost[extra] = between || holds_places(wide, extra);
    if (wide->lost[extra]) {
        finding_add(&wide->reading->findings, KITH_ERROR, "E108", wide->reading->file, 1,
                    "column %zu, \"%s\", is no block, but %s; allowed are %s", rows->position[extra], text_show(name).at,
                    between ? "stands between columns of blocks" : "holds places", allowed_names(wide, allowed, sizeof allowed));
    } else if (name[0]) {
        size_t used = strlen(unread->list);
        if (unread->count++ < SHOWN)
            snprintf(unread->list + used, sizeof unread->list - used, "%s\"%s\"", used ? ", " : "", text_show(name).at);
    }
}

static int compare_times(const void *left, const void *right)
{
    const struct wide_column *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->block != b->block)
        return a->block < b->block ? -1 : 1;
    return (a->field > b->field) - (a->field < b->field);
}

/* Sorts columns; of several of one time only the first is read. */
static void refuse_twice(struct wide *wide)
{
    const struct csv_rows *rows = &wide->reading->rows;
    size_t kept = 0;
    if (wide->count)
        qsort(wide->column, wide->count, sizeof *wide->column, compare_times);
    for (size_t k = 0; k < wide->count; k++) {
        const struct wide_column *before = kept ? &wide->column[kept - 1] : NULL, *column = &wide->column[k];
        if (before && before->block == column->block && (column->block || before->start == column->start)) {
            size_t a = before->field - WIDE_COLUMNS, b = column->field - WIDE_COLUMNS;
            finding_add(&wide->reading->findings, KITH_ERROR, "E101", wide->reading->file, 1,
                        "columns %zu, \"%s\", and %zu, \"%s\", are the same %s", rows->position[a], text_show(rows->extra[a]).at,
                        rows->position[b], text_show(rows->extra[b]).at, column->block ? "block" : "date");
        } else {
            wide->column[kept++] = *column;
        }
    }
    wide->count = kept;
}

/* Numbers beyond the calendar's last block are said once: most likely they count weeks. */
static void refuse_outside(struct wide *wide)
{
    const struct roster_reading *reading = wide->reading;
    int most = reading->calendar ? reading->calendar->blocks * reading->years : ROSTER_BLOCKS_MAX;
    const struct wide_column *first = NULL;
    size_t outside = 0, kept = 0;
    char others[64] = "";
    for (size_t k = 0; k < wide->count; k++)
        if (wide->column[k].block > most) {
            first = first && first->block < wide->column[k].block ? first : &wide->column[k];
            outside++;
        }
    if (!outside)
        return;
    if (outside > 1)
        snprintf(others, sizeof others, " and %zu more are", outside - 1);
    const char *name = reading->rows.extra[first->field - WIDE_COLUMNS];
    finding_add(&wide->reading->findings, KITH_ERROR, "E106", reading->file, 1,
                "column%s \"%s\"%s outside the calendar, which has %d blocks in %d placement year%s; columns of weeks are named "
                "\"Week %d\" or by their first date",
                outside > 1 ? "s" : "", text_show(name).at, outside > 1 ? others : " is", most, reading->years,
                reading->years == 1 ? "" : "s", first->block);
    for (size_t k = 0; k < wide->count; k++)
        if (wide->column[k].block <= most)
            wide->column[kept++] = wide->column[k];
    wide->count = kept;
}

/* Last day of the calendar's block in which a date lies, or a day before the date if it is in none. */
static int64_t block_end(const struct roster_reading *reading, int64_t date)
{
    int64_t since = date - reading->start_day, of_year = (since % ROSTER_YEAR + ROSTER_YEAR) % ROSTER_YEAR;
    int block = reading->calendar ? reading->calendar->block[of_year / ROSTER_WEEK] : -1;
    int32_t first, last;
    if (block < 0)
        return date - 1;
    roster_block_days(reading->calendar, block, &first, &last);
    return date - of_year + last;
}

/* The shortest time from one dated column to the next. */
static int64_t shortest(const struct wide *wide)
{
    int64_t least = 0;
    for (size_t k = 0; k + 1 < wide->count; k++) {
        int64_t length = wide->column[k + 1].start - wide->column[k].start;
        if (!wide->column[k].block && (!least || length < least))
            least = length;
    }
    return least;
}

/* True if a column that was refused stands between two others. */
static bool lost_between(const struct wide *wide, const struct wide_column *a, const struct wide_column *b)
{
    bool lost = false;
    for (size_t field = a->field + 1; field < b->field && !lost; field++)
        lost = wide->lost[field - WIDE_COLUMNS];
    return lost;
}

/* Columns named by their first day alone end where the next begins. Where one is lost, they are as long as the shortest. */
static void find_ends(struct wide *wide)
{
    int64_t before = ROSTER_WEEK, least = shortest(wide); /* before: length of the column before */
    for (size_t k = 0; k < wide->count; k++) {
        struct wide_column *column = &wide->column[k], *next = k + 1 < wide->count ? column + 1 : NULL;
        if (column->block)
            continue;
        if (column->end < column->start && next)
            column->end = lost_between(wide, column, next) ? column->start + least - 1 : next->start - 1;
        if (column->end < column->start)
            column->end = block_end(wide->reading, column->start);
        if (column->end < column->start)
            column->end = column->start + before - 1;
        before = column->end - column->start + 1;
    }
}

static void read_names(struct wide *wide)
{
    struct roster_reading *reading = wide->reading;
    size_t extras = reading->rows.extras, first = extras, last = 0;
    struct unread unread = {.count = 0};
    bool *block = calloc(extras + 1, sizeof *block);
    for (size_t k = 0; k < extras && block; k++) {
        block[k] = read_name(wide, k);
        first = block[k] && first == extras ? k : first;
        last = block[k] ? k : last;
    }
    for (size_t k = 0; k < extras && block; k++)
        if (!block[k])
            leave_unread(wide, &unread, k, k > first && k < last);
    free(block);
    if (unread.count > SHOWN)
        kith_report_add(reading->findings.report, KITH_WARNING, reading->file, 1, 0, "columns that are not read: %s and %zu more",
                        unread.list, unread.count - SHOWN);
    else if (unread.count)
        kith_report_add(reading->findings.report, KITH_WARNING, reading->file, 1, 0, "columns that are not read: %s",
                        unread.list);
}

enum kith_status roster_header_read(struct wide *wide)
{
    struct roster_reading *reading = wide->reading;
    char allowed[ALLOWED];
    wide->column = malloc((reading->rows.extras + 1) * sizeof *wide->column);
    wide->lost = calloc(reading->rows.extras + 1, sizeof *wide->lost);
    if (!wide->column || !wide->lost)
        return KITH_FAILED;
    read_names(wide);
    bool any = wide->count;
    refuse_outside(wide);
    refuse_twice(wide);
    find_ends(wide);
    if (any)
        return KITH_OK;
    return kith_report_add(reading->findings.report, KITH_ERROR, reading->file, 1, 0, "no column is a block: their names are %s",
                           allowed_names(wide, allowed, sizeof allowed));
}
