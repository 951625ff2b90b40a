/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A roster with a line per student and a column per block: its lines. The header is read in roster_header.c, cells in roster_cell.c. */
#include "timetable/reading/roster_wide.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "timetable/timetable.h"

enum { LOOKED_BACK = 64 };
static const char *const columns[] = {"student_id", "?cohort", NULL};

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

/* The line before, of each, that is of the same student; the line itself where there is none. free() it; NULL without memory. */
static size_t *find_earlier(const struct csv_rows *rows)
{
    const char **label = malloc((rows->count + 1) * sizeof *label);
    unsigned *rank = malloc((rows->count + 1) * sizeof *rank);
    size_t *earlier = malloc((rows->count + 1) * sizeof *earlier), *last = calloc(rows->count + 1, sizeof *last), distinct = 0;
    for (size_t k = 0; label && k < rows->count; k++)
        label[k] = rows->row[k].field[WIDE_STUDENT];
    bool able = label && rank && earlier && last && csv_rows_rank(label, rows->count, rank, &distinct) == KITH_OK;
    for (size_t k = 0; k < rows->count && able; k++) {
        earlier[k] = last[rank[k]] ? last[rank[k]] - 1 : k;
        last[rank[k]] = k + 1;
    }
    free(label);
    free(rank);
    free(last);
    if (!able) {
        free(earlier);
        return NULL;
    }
    return earlier;
}

/* Two lines of a student of one year of entry that both say something of a block. */
static bool disagree(const struct wide *wide, const struct csv_row *a, const struct csv_row *b)
{
    if (strcmp(a->field[WIDE_COHORT], b->field[WIDE_COHORT]) != 0)
        return false;
    for (size_t c = 0; c < wide->count; c++)
        if (a->field[wide->column[c].field][0] && b->field[wide->column[c].field][0])
            return true;
    return false;
}

/* An earlier line of the same student that says where the student is at the same time; NULL if there is none. */
static const struct csv_row *find_rival(const struct wide *wide, const size_t *earlier, size_t k)
{
    const struct csv_row *row = wide->reading->rows.row;
    size_t at = k;
    for (int looked = 0; looked < LOOKED_BACK && earlier[at] != at; looked++) {
        at = earlier[at];
        if (row[k].field[WIDE_STUDENT][0] && disagree(wide, &row[at], &row[k]))
            return &row[at];
    }
    return NULL;
}

static enum kith_status read_cells(struct wide *wide, struct roster_cells *cells, const struct csv_row *row,
                                   struct roster_said *said)
{
    enum kith_status status = KITH_OK;
    for (size_t c = 0; c < wide->count && status == KITH_OK; c++) {
        said->block = wide->column[c].block;
        said->start = wide->column[c].start;
        char *text = row->field[wide->column[c].field];
        c = last_alike(wide, row, c);
        said->end = wide->column[c].end;
        status = roster_cell_read(cells, said, text);
    }
    return status;
}

/* Cells are cut up when they are read, so rivals are looked for before. A line without a cell still names a student. */
static enum kith_status read_rows(struct wide *wide, struct roster_cells *cells)
{
    struct roster_reading *reading = wide->reading;
    size_t *earlier = find_earlier(&reading->rows), count = reading->rows.count;
    const struct csv_row **rival = calloc(count + 1, sizeof *rival);
    enum kith_status status = earlier && rival ? KITH_OK : KITH_FAILED;
    for (size_t k = 0; k < count && status == KITH_OK; k++)
        rival[k] = find_rival(wide, earlier, k);
    for (size_t k = 0; k < count && status == KITH_OK; k++) {
        const struct csv_row *row = &reading->rows.row[k];
        struct roster_said said = {.site = "", .rotation = "", .team = "", .line = row->line};
        size_t before = reading->count;
        roster_said_student(reading, &said, row->field[WIDE_STUDENT]);
        roster_said_cohort(reading, &said, row->field[WIDE_COHORT]);
        if (rival[k])
            finding_add(
                &reading->findings, KITH_ERROR, "E101", reading->file, row->line,
                "student %s has lines %d and %d for the same time; places at one time stand in one cell, joined by \" + \"",
                text_show(said.student).at, rival[k]->line, row->line);
        else
            status = read_cells(wide, cells, row, &said);
        if (reading->count == before && status == KITH_OK) {
            said.bad = true;
            status = roster_say(reading, &said);
        }
    }
    free(earlier);
    free(rival);
    return status;
}

enum kith_status roster_wide_read(struct roster_reading *reading, const char *codes_file)
{
    const struct csv_form form = {columns, &reading->parameters->columns, CSV_EXTRA_KEPT};
    struct wide wide = {.reading = reading};
    struct roster_cells cells = {.reading = reading};
    enum kith_status status = csv_rows_read_form(&reading->rows, reading->file, &form, reading->findings.report);
    if (status == KITH_FAILED || !reading->rows.has || !reading->rows.has[WIDE_STUDENT])
        return status;
    reading->has_cohort = reading->rows.has[WIDE_COHORT];
    enum kith_status coded = codes_file ? roster_codes_read(&cells, codes_file) : KITH_OK, headed = roster_header_read(&wide);
    if (headed == KITH_OK && coded == KITH_OK)
        headed = read_rows(&wide, &cells);
    free(wide.column);
    free(wide.lost);
    return headed != KITH_OK ? headed : coded != KITH_OK ? coded : status;
}
