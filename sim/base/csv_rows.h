/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV files with a header line, through libcsv: rows of fields with the line that each began on. */
#ifndef BASE_CSV_ROWS_H
#define BASE_CSV_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/parameter.h"
#include "kith/status.h"

/* What becomes of columns that nobody asked for. */
enum csv_extra {
    CSV_EXTRA_REFUSED, /* our own formats: a mistake, with the nearest name */
    CSV_EXTRA_IGNORED, /* a planner's: one warning names them */
    CSV_EXTRA_KEPT     /* wide grids: they are fields too, after those asked for */
};

struct csv_form {
    const char *const *columns;          /* NULL-terminated; a name that begins with '?' may be missing */
    const struct parameter_map *aliases; /* column → the file's own name of it; NULL: none */
    enum csv_extra extra;
};

struct csv_row {
    int line;
    char **field; /* in the order of the columns asked for, "" where absent; then the extra ones, if kept */
};

struct csv_rows {
    struct csv_row *row;
    size_t count;
    bool *has;            /* per column asked for: the file has it */
    const char **extra;   /* names of the extra columns, if kept */
    size_t *position;     /* where they stand in the file, from 1 */
    size_t width, extras; /* fields of a row; extra ones among them */
    char separator;
    size_t capacity;
    char **fields; /* of all rows */
    char *bytes;   /* the texts of names and fields */
    size_t used, bytes_capacity;
};

/*
 * Reads a file. Fields are separated by commas; by semicolons, or else tabs, if the header has no comma outside quotes. Quoted
 * fields, a byte order mark and CRLF are understood; rows without any text are left out. Missing columns, aliases that name no
 * column, rows of another length and unreadable files are errors in the report, at most 20 of a kind and then a count.
 */
enum kith_status csv_rows_read_form(struct csv_rows *rows, const char *file, const struct csv_form *form,
                                    struct kith_report *report);

/* The same without aliases; unknown columns are errors. */
enum kith_status csv_rows_read(struct csv_rows *rows, const char *file, const char *const *columns, struct kith_report *report);
void csv_rows_clear(struct csv_rows *rows);

/* Ranks labels bytewise: rank[k] is the place of label[k] among the distinct ones, *distinct their number. KITH_FAILED without memory. */
enum kith_status csv_rows_rank(const char *const *label, size_t count, unsigned *rank, size_t *distinct);

#endif
