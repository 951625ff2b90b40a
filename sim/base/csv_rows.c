/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/csv_rows.h"

#include <csv.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv_private.h"
#include "base/text.h"

static size_t keep_bytes(struct csv_reading *reading, const void *text, size_t length)
{
    struct csv_rows *rows = reading->rows;
    if (length == 0 && rows->used)
        return 0;
    while (rows->used + length + 1 > rows->bytes_capacity) {
        size_t capacity = rows->bytes_capacity ? 2 * rows->bytes_capacity : 65536;
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

static void header_field(struct csv_reading *reading, const char *text, size_t length)
{
    if (reading->names == reading->names_capacity) {
        size_t capacity = reading->names_capacity ? 2 * reading->names_capacity : 64;
        size_t *grown = realloc(reading->name, capacity * sizeof *grown);
        if (!grown) {
            reading->failed = true;
            return;
        }
        reading->name = grown;
        reading->names_capacity = capacity;
    }
    reading->name[reading->names++] = keep_bytes(reading, text, length);
}

static void on_field(void *text, size_t length, void *context)
{
    struct csv_reading *reading = context;
    if (reading->failed)
        return;
    if (!reading->header_done) {
        header_field(reading, text ? text : "", length);
        return;
    }
    reading->filled = reading->filled || length > 0;
    if (reading->field < reading->names && reading->map[reading->field] >= 0)
        reading->offset[reading->map[reading->field]] = keep_bytes(reading, text ? text : "", length);
    reading->field++;
}

/* Room for another row, in rows and in the fields of all rows. */
static bool make_room(struct csv_rows *rows)
{
    if (rows->count < rows->capacity)
        return true;
    size_t capacity = rows->capacity ? 2 * rows->capacity : 16; /* few: rows may be very wide */
    struct csv_row *row = realloc(rows->row, capacity * sizeof *row);
    rows->row = row ? row : rows->row;
    char **fields = realloc(rows->fields, capacity * (rows->width + 1) * sizeof *fields);
    rows->fields = fields ? fields : rows->fields;
    rows->capacity = row && fields ? capacity : rows->capacity;
    return row && fields;
}

static void end_row(struct csv_reading *reading)
{
    struct csv_rows *rows = reading->rows;
    if (!make_room(rows)) {
        reading->failed = true;
        return;
    }
    char **field = rows->fields + rows->count * rows->width;
    for (size_t c = 0; c < rows->width; c++)
        field[c] = (char *)(uintptr_t)reading->offset[c];
    rows->row[rows->count++].line = reading->row_line;
}

static void refuse_length(struct csv_reading *reading)
{
    static const char others[] = {',', ';', '\t'};
    char hint[96] = "";
    for (size_t k = 0; k < sizeof others && !hint[0] && reading->field == 1 && reading->names > 1; k++)
        if (others[k] != reading->separator && memchr(reading->text, others[k], reading->length))
            snprintf(hint, sizeof hint, "; it holds %s where the header has %s", csv_header_separator_name(others[k]),
                     csv_header_separator_name(reading->separator));
    finding_add(&reading->findings, KITH_ERROR, "rows of another length", reading->file, reading->row_line,
                "%zu fields; the header has %zu columns%s", reading->field, reading->names, hint);
}

static void on_row(int end, void *context)
{
    (void)end;
    struct csv_reading *reading = context;
    reading->in_row = false;
    if (reading->failed)
        return;
    if (!reading->header_done)
        csv_header_map(reading);
    else if (reading->filled && reading->field != reading->names)
        refuse_length(reading);
    else if (reading->filled)
        end_row(reading);
    reading->header_done = true;
    if (!reading->failed)
        memset(reading->offset, 0, reading->rows->width * sizeof *reading->offset);
    reading->filled = false;
    reading->field = 0;
}

/* What a file that is no CSV most likely is; NULL if nothing speaks against it. */
static const char *foreign(const char *text, size_t length, bool first)
{
    if (first && length >= 4 && memcmp(text, "PK\3\4", 4) == 0)
        return "is a spreadsheet (.xlsx) or an archive; scripts/xlsx_to_csv.py makes a CSV of it";
    if (first && length >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0))
        return "is in UTF-16; save it as CSV in UTF-8";
    if (memchr(text, 0, length))
        return "holds bytes of value 0: not a text file";
    return text_is_utf8(text, length) ? NULL : "is not in UTF-8 here; save it as CSV in UTF-8";
}

static bool feed_line(struct csv_reading *reading, struct csv_parser *parser, const char *line, size_t length)
{
    reading->line++;
    const char *wrong = foreign(line, length, reading->line == 1);
    if (wrong) {
        kith_report_add(reading->findings.report, KITH_ERROR, reading->file, reading->line, 0, "%s", wrong);
        return false;
    }
    if (reading->line == 1 && length >= 3 && memcmp(line, "\xEF\xBB\xBF", 3) == 0) {
        line += 3;
        length -= 3;
    }
    if (!reading->in_row && strspn(line, " \t\r\n") < length) {
        reading->in_row = true;
        reading->row_line = reading->line;
        if (!reading->header_done) {
            reading->separator = csv_header_separator(line, length);
            csv_set_delim(parser, (unsigned char)reading->separator);
        }
    }
    reading->text = line;
    reading->length = length;
    if (csv_parse(parser, line, length, on_field, on_row, reading) == length)
        return true;
    if (csv_error(parser) == CSV_EPARSE)
        kith_report_add(reading->findings.report, KITH_ERROR, reading->file, reading->line, 0,
                        "a quote stands inside a field; write quotes twice and put the field in quotes");
    else
        kith_report_add(reading->findings.report, KITH_ERROR, reading->file, reading->line, 0, "not readable as CSV: %s",
                        csv_strerror(csv_error(parser)));
    return false;
}

/* Lines are fed one at a time so that every row knows its line. */
static void feed(struct csv_reading *reading, FILE *stream, struct csv_parser *parser)
{
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length;
    bool good = true;
    while (good && !reading->failed && (length = getline(&line, &capacity, stream)) > 0)
        good = feed_line(reading, parser, line, (size_t)length);
    reading->text = "";
    reading->length = 0;
    if (good && csv_fini(parser, on_field, on_row, reading))
        kith_report_add(reading->findings.report, KITH_ERROR, reading->file, reading->row_line, 0,
                        "a quote is opened and never closed");
    free(line);
}

static void settle(struct csv_rows *rows)
{
    for (size_t k = 0; k < rows->count * rows->width; k++)
        rows->fields[k] = rows->bytes + (uintptr_t)rows->fields[k];
    for (size_t k = 0; k < rows->count; k++)
        rows->row[k].field = rows->fields + k * rows->width;
    for (size_t k = 0; k < rows->extras; k++)
        rows->extra[k] = rows->bytes + (uintptr_t)rows->extra[k];
}

enum kith_status csv_rows_read_form(struct csv_rows *rows, const char *file, const struct csv_form *form,
                                    struct kith_report *report)
{
    *rows = (struct csv_rows){0};
    struct csv_reading reading = {.rows = rows, .file = file, .form = form, .separator = ','};
    struct csv_parser parser;
    finding_init(&reading.findings, report);
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
    if (!reading.header_done && !reading.failed && report->errors == reading.findings.errors)
        kith_report_add(report, KITH_ERROR, file, 0, 0, "is empty; a header line is needed");
    settle(rows);
    rows->separator = reading.separator;
    free(reading.name);
    free(reading.map);
    free(reading.offset);
    enum kith_status status = finding_end(&reading.findings);
    return reading.failed ? KITH_FAILED : status;
}

enum kith_status csv_rows_read(struct csv_rows *rows, const char *file, const char *const *columns, struct kith_report *report)
{
    const struct csv_form form = {columns, NULL, CSV_EXTRA_REFUSED};
    return csv_rows_read_form(rows, file, &form, report);
}

void csv_rows_clear(struct csv_rows *rows)
{
    free(rows->row);
    free(rows->has);
    free(rows->extra);
    free(rows->position);
    free(rows->fields);
    free(rows->bytes);
    *rows = (struct csv_rows){0};
}
