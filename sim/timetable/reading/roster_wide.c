/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A roster with a line per student and a column per block: the header. Cells are read in roster_cell.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "timetable/reading/roster_cell.h"
#include "timetable/timetable.h"

enum { STUDENT, COHORT, COLUMNS };
static const char *const columns[] = {"student_id", "?cohort", NULL};
enum { SENTENCE = 512, SHOWN = 8, DATE_TEXT = 32 };
static const char to[] = " to ";

struct wide_column {
    int block;          /* from 1; 0: dates */
    int64_t start, end; /* end before start: not said */
    size_t field;
};

struct wide {
    struct roster_reading *reading;
    struct wide_column *column;
    size_t count;
    size_t ignored;
    char list[SENTENCE];
};

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

static void read_header(struct wide *wide, size_t extra)
{
    const char *name = wide->reading->rows.extra[extra];
    struct wide_column column = {.block = roster_block_number(name), .field = COLUMNS + extra};
    if (column.block || (looks_dated(name) && read_dates(wide, name, &column))) {
        wide->column[wide->count++] = column;
    } else if (!looks_dated(name)) {
        size_t used = strlen(wide->list);
        if (wide->ignored++ < SHOWN)
            snprintf(wide->list + used, sizeof wide->list - used, "%s\"%s\"", used ? ", " : "", text_show(name).at);
    }
}

static int compare_starts(const void *left, const void *right)
{
    const struct wide_column *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return (a->field > b->field) - (a->field < b->field);
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

/* Columns named by their first day alone end where the next begins. */
static void find_ends(struct wide *wide)
{
    int64_t before = ROSTER_WEEK; /* length of the column before */
    if (wide->count)
        qsort(wide->column, wide->count, sizeof *wide->column, compare_starts);
    for (size_t k = 0; k < wide->count; k++) {
        struct wide_column *column = &wide->column[k];
        if (column->block)
            continue;
        size_t next = k + 1;
        while (next < wide->count && wide->column[next].start == column->start)
            next++;
        if (column->end < column->start && next < wide->count)
            column->end = wide->column[next].start - 1;
        if (column->end < column->start)
            column->end = block_end(wide->reading, column->start);
        if (column->end < column->start)
            column->end = column->start + before - 1;
        before = column->end - column->start + 1;
    }
}

static enum kith_status read_headers(struct wide *wide)
{
    struct roster_reading *reading = wide->reading;
    wide->column = malloc((reading->rows.extras + 1) * sizeof *wide->column);
    if (!wide->column)
        return KITH_FAILED;
    for (size_t k = 0; k < reading->rows.extras; k++)
        read_header(wide, k);
    find_ends(wide);
    if (wide->ignored > SHOWN)
        kith_report_add(reading->findings.report, KITH_WARNING, reading->file, 1, 0, "columns that are not read: %s and %zu more",
                        wide->list, wide->ignored - SHOWN);
    else if (wide->ignored)
        kith_report_add(reading->findings.report, KITH_WARNING, reading->file, 1, 0, "columns that are not read: %s", wide->list);
    if (wide->count)
        return KITH_OK;
    return kith_report_add(
        reading->findings.report, KITH_ERROR, reading->file, 1, 0,
        "no column is a block: their names are numbers (\"3\", \"Block 3\", \"B3\"), first dates, or \"DATE to DATE\"");
}

/* True if a column goes on inside a block of the calendar, as in a grid by weeks. */
static bool goes_on(const struct wide *wide, const struct wide_column *column, const struct wide_column *next)
{
    const struct roster_reading *reading = wide->reading;
    int64_t since = next->start - reading->start_day, of_year = (since % ROSTER_YEAR + ROSTER_YEAR) % ROSTER_YEAR;
    return reading->calendar && !column->block && !next->block && next->start == column->end + 1 &&
           !calendar_block_begins(reading->calendar, (int)of_year / ROSTER_WEEK);
}

/* The last column in which the student stays where this one says, so that a grid by weeks makes one stint of a stay. */
static size_t last_alike(const struct wide *wide, const struct csv_row *row, size_t c)
{
    const char *text = row->field[wide->column[c].field];
    while (c + 1 < wide->count && goes_on(wide, &wide->column[c], &wide->column[c + 1]) &&
           strcmp(row->field[wide->column[c + 1].field], text) == 0)
        c++;
    return c;
}

static enum kith_status read_rows(struct wide *wide, struct roster_cells *cells)
{
    struct roster_reading *reading = wide->reading;
    enum kith_status status = KITH_OK;
    for (size_t k = 0; k < reading->rows.count && status == KITH_OK; k++) {
        const struct csv_row *row = &reading->rows.row[k];
        struct roster_said said = {.site = "", .rotation = "", .team = "", .line = row->line};
        size_t before = reading->count;
        roster_said_student(reading, &said, row->field[STUDENT]);
        roster_said_cohort(reading, &said, row->field[COHORT]);
        for (size_t c = 0; c < wide->count && status == KITH_OK; c++) {
            said.block = wide->column[c].block;
            said.start = wide->column[c].start;
            char *text = row->field[wide->column[c].field];
            c = last_alike(wide, row, c);
            said.end = wide->column[c].end;
            status = roster_cell_read(cells, &said, text);
        }
        if (reading->count == before && status == KITH_OK) { /* a line without a cell still names a student */
            said.bad = true;
            status = roster_say(reading, &said);
        }
    }
    return status;
}

enum kith_status roster_wide_read(struct roster_reading *reading, const char *codes_file)
{
    const struct csv_form form = {columns, &reading->parameters->columns, CSV_EXTRA_KEPT};
    struct wide wide = {.reading = reading};
    struct roster_cells cells = {.reading = reading};
    enum kith_status status = csv_rows_read_form(&reading->rows, reading->file, &form, reading->findings.report);
    if (status == KITH_FAILED || !reading->rows.has || !reading->rows.has[STUDENT])
        return status;
    reading->has_cohort = reading->rows.has[COHORT];
    enum kith_status headed = read_headers(&wide), coded = codes_file ? roster_codes_read(&cells, codes_file) : KITH_OK;
    if (headed == KITH_OK && coded == KITH_OK)
        headed = read_rows(&wide, &cells);
    free(wide.column);
    return headed != KITH_OK ? headed : coded != KITH_OK ? coded : status;
}
