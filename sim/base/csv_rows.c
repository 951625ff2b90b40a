/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/csv_rows.h"

#include <csv.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UNKNOWN = -1 };

/* Fields are offsets into bytes while bytes may still move; they become pointers at the end. */
struct reading {
    struct csv_rows *rows;
    const char *file;
    const char *const *columns;
    struct kith_report *report;
    int line;                     /* being read */
    int row_line;                 /* on which the row began */
    int width;                    /* columns in the header */
    int field;                    /* next field of the current line */
    int map[CSV_ROWS_FIELDS_MAX]; /* position in the file → column asked for */
    bool header_done, in_row, failed, nul;
    size_t offset[CSV_ROWS_FIELDS_MAX];
};

static int find_column(const struct reading *reading, const char *text, size_t length)
{
    for (int c = 0; reading->columns[c]; c++) {
        const char *name = reading->columns[c] + (reading->columns[c][0] == '?');
        if (strlen(name) == length && memcmp(name, text, length) == 0)
            return c;
    }
    return UNKNOWN;
}

static size_t keep_bytes(struct reading *reading, const void *text, size_t length)
{
    struct csv_rows *rows = reading->rows;
    while (rows->used + length + 1 > rows->bytes_capacity) {
        size_t capacity = rows->bytes_capacity ? 2 * rows->bytes_capacity : 4096;
        char *grown = realloc(rows->bytes, capacity);
        if (!grown) {
            reading->failed = true;
            return 0;
        }
        rows->bytes = grown;
        rows->bytes_capacity = capacity;
    }
    size_t at = rows->used;
    memcpy(rows->bytes + at, text, length);
    rows->bytes[at + length] = '\0';
    rows->used += length + 1;
    return at;
}

static void header_field(struct reading *reading, const char *text, size_t length)
{
    int column = find_column(reading, text, length);
    bool again = false;
    for (int k = 0; k < reading->width && k < CSV_ROWS_FIELDS_MAX; k++)
        again = again || (column != UNKNOWN && reading->map[k] == column);
    if (column == UNKNOWN)
        kith_report_add(reading->report, KITH_ERROR, reading->file, reading->line, 0, "unknown column \"%.*s\"",
                        (int)(length < 60 ? length : 60), text);
    if (again)
        kith_report_add(reading->report, KITH_ERROR, reading->file, reading->line, 0, "column \"%.*s\" is there twice",
                        (int)length, text);
    if (reading->width < CSV_ROWS_FIELDS_MAX)
        reading->map[reading->width] = column;
    reading->width++;
}

static void on_field(void *text, size_t length, void *context)
{
    struct reading *reading = context;
    if (reading->failed)
        return;
    if (text && memchr(text, 0, length))
        reading->nul = true;
    if (!reading->header_done) {
        header_field(reading, text ? text : "", length);
        return;
    }
    if (reading->field < reading->width && reading->field < CSV_ROWS_FIELDS_MAX && reading->map[reading->field] != UNKNOWN)
        reading->offset[reading->map[reading->field]] = keep_bytes(reading, text ? text : "", length);
    reading->field++;
}

static void end_header(struct reading *reading)
{
    reading->header_done = true;
    for (int c = 0; reading->columns[c]; c++) {
        bool found = reading->columns[c][0] == '?';
        for (int k = 0; k < reading->width && k < CSV_ROWS_FIELDS_MAX; k++)
            found = found || reading->map[k] == c;
        if (!found)
            kith_report_add(reading->report, KITH_ERROR, reading->file, reading->line, 0, "column \"%s\" is missing",
                            reading->columns[c]);
    }
}

static void end_row(struct reading *reading)
{
    struct csv_rows *rows = reading->rows;
    if (rows->count == rows->capacity) {
        size_t capacity = rows->capacity ? 2 * rows->capacity : 256;
        struct csv_row *grown = realloc(rows->row, capacity * sizeof *grown);
        if (!grown) {
            reading->failed = true;
            return;
        }
        rows->row = grown;
        rows->capacity = capacity;
    }
    struct csv_row *row = &rows->row[rows->count++];
    row->line = reading->row_line;
    for (int c = 0; c < CSV_ROWS_FIELDS_MAX; c++) {
        row->field[c] = (char *)(uintptr_t)reading->offset[c];
        reading->offset[c] = 0;
    }
}

static void on_row(int end, void *context)
{
    (void)end;
    struct reading *reading = context;
    reading->in_row = false;
    if (reading->failed)
        return;
    if (!reading->header_done)
        end_header(reading);
    else if (reading->field != reading->width)
        kith_report_add(reading->report, KITH_ERROR, reading->file, reading->row_line, 0, "%d fields; the header has %d columns",
                        reading->field, reading->width);
    else
        end_row(reading);
    reading->field = 0;
}

static bool feed_line(struct reading *reading, struct csv_parser *parser, const char *line, size_t length)
{
    reading->line++;
    if (reading->line == 1 && length >= 3 && memcmp(line, "\xEF\xBB\xBF", 3) == 0) {
        line += 3;
        length -= 3;
    }
    if (!reading->in_row && strspn(line, " \t\r\n") < length) {
        reading->in_row = true;
        reading->row_line = reading->line;
    }
    return csv_parse(parser, line, length, on_field, on_row, reading) == length;
}

/* Lines are fed one at a time so that every row knows its line. */
static void feed(struct reading *reading, FILE *stream, struct csv_parser *parser)
{
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length;
    bool good = true;
    while (good && !reading->failed && (length = getline(&line, &capacity, stream)) > 0)
        good = feed_line(reading, parser, line, (size_t)length);
    free(line);
    if (!good)
        kith_report_add(reading->report, KITH_ERROR, reading->file, reading->line, 0, "not readable as CSV: %s",
                        csv_strerror(csv_error(parser)));
    else if (csv_fini(parser, on_field, on_row, reading))
        kith_report_add(reading->report, KITH_ERROR, reading->file, reading->row_line, 0, "a quote is opened and never closed");
}

enum kith_status csv_rows_read(struct csv_rows *rows, const char *file, const char *const *columns, struct kith_report *report)
{
    *rows = (struct csv_rows){0};
    size_t errors = report->errors;
    struct reading reading = {.rows = rows, .file = file, .columns = columns, .report = report};
    struct csv_parser parser;
    FILE *stream = fopen(file, "rb");
    if (!stream)
        return kith_report_add(report, KITH_ERROR, file, 0, 0, "cannot open: %s", strerror(errno));
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI)) {
        fclose(stream);
        return KITH_FAILED;
    }
    keep_bytes(&reading, "", 0); /* offset 0 is the empty text */
    feed(&reading, stream, &parser);
    if (ferror(stream))
        kith_report_add(report, KITH_ERROR, file, 0, 0, "cannot read: %s", strerror(errno));
    csv_free(&parser);
    fclose(stream);
    if (reading.nul)
        kith_report_add(report, KITH_ERROR, file, 0, 0, "holds bytes of value 0: not a text file");
    if (!reading.header_done && !reading.failed && report->errors == errors)
        kith_report_add(report, KITH_ERROR, file, 0, 0, "is empty; a header line is needed");
    for (size_t k = 0; k < rows->count; k++)
        for (int c = 0; c < CSV_ROWS_FIELDS_MAX; c++)
            rows->row[k].field[c] = rows->bytes + (uintptr_t)rows->row[k].field[c];
    return reading.failed ? KITH_FAILED : report->errors > errors ? KITH_INVALID : KITH_OK;
}

void csv_rows_clear(struct csv_rows *rows)
{
    free(rows->row);
    free(rows->bytes);
    *rows = (struct csv_rows){0};
}

int csv_rows_whole(const struct csv_row *row, int field, const char *column, const char *file, long low, long high, long *value,
                   struct kith_report *report)
{
    const char *text = row->field[field];
    char *end;
    errno = 0;
    *value = strtol(text, &end, 10);
    if (end != text && *end == '\0' && errno == 0 && *value >= low && *value <= high)
        return 0;
    kith_report_add(report, KITH_ERROR, file, row->line, 0, "%s is \"%.60s\", allowed is a whole number from %ld to %ld", column,
                    text, low, high);
    return -1;
}

struct labelled {
    const char *text;
    size_t at;
};

static int compare_labels(const void *left, const void *right)
{
    const struct labelled *a = left, *b = right;
    return strcmp(a->text, b->text);
}

enum kith_status csv_rows_rank(const char *const *label, size_t count, unsigned *rank, size_t *distinct)
{
    struct labelled *sorted = malloc((count ? count : 1) * sizeof *sorted);
    if (!sorted)
        return KITH_FAILED;
    for (size_t k = 0; k < count; k++)
        sorted[k] = (struct labelled){label[k], k};
    qsort(sorted, count, sizeof *sorted, compare_labels);
    *distinct = 0;
    for (size_t k = 0; k < count; k++) {
        *distinct += k == 0 || strcmp(sorted[k - 1].text, sorted[k].text) != 0;
        rank[sorted[k].at] = (unsigned)(*distinct - 1);
    }
    free(sorted);
    return KITH_OK;
}
