/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV files with a header line, through libcsv: rows of fields with the line that each began on. */
#ifndef BASE_CSV_ROWS_H
#define BASE_CSV_ROWS_H

#include <stddef.h>

#include "kith/status.h"

enum { CSV_ROWS_FIELDS_MAX = 16 };

struct csv_row {
    int line;
    char *field[CSV_ROWS_FIELDS_MAX]; /* in the order of the columns asked for; "" where absent */
};

struct csv_rows {
    struct csv_row *row;
    size_t count;
    size_t capacity;
    char *bytes; /* the fields' texts */
    size_t used;
    size_t bytes_capacity;
};

/*
 * Reads the named columns (NULL-terminated; a name that begins with '?' may be missing). Quoted fields, a byte order mark and
 * CRLF are understood. Unknown and missing columns, rows of another length and unreadable files are errors in the report.
 */
enum kith_status csv_rows_read(struct csv_rows *rows, const char *file, const char *const *columns, struct kith_report *report);
void csv_rows_clear(struct csv_rows *rows);

/* A whole number from low to high, or an error naming column and value. */
int csv_rows_whole(const struct csv_row *row, int field, const char *column, const char *file, long low, long high, long *value,
                   struct kith_report *report);

/* Ranks labels bytewise: rank[k] is the place of label[k] among the distinct ones, *distinct their number. KITH_FAILED without memory. */
enum kith_status csv_rows_rank(const char *const *label, size_t count, unsigned *rank, size_t *distinct);

#endif
