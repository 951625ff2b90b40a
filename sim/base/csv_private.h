/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A CSV file while it is read. Private to csv_rows.c and csv_header.c. */
#ifndef BASE_CSV_PRIVATE_H
#define BASE_CSV_PRIVATE_H

#include <stdint.h>

#include "base/csv_rows.h"
#include "base/finding.h"

/* Texts are offsets into rows->bytes while bytes may still move; they become pointers at the end. Offset 0 is the empty text. */
struct csv_reading {
    struct csv_rows *rows;
    const char *file;
    const struct csv_form *form;
    struct findings findings;
    char separator;
    int line, row_line; /* being read; on which the row began */
    const char *text;   /* the line being read */
    size_t length;      /* of it */
    size_t *name;       /* offsets of the header's names */
    int *map;           /* position in the file → field of the row, or -1 */
    size_t names, names_capacity;
    size_t field;   /* next field of the current line */
    size_t *offset; /* of the row's fields */
    bool header_done, in_row, filled, failed;
};

/* Comma, semicolon or tab, by what stands outside quotes in the header line. */
char csv_header_separator(const char *line, size_t length);

/* "commas" */
const char *csv_header_separator_name(char separator);

/* Decides which column is which when the header is complete, and says what is wrong with it. */
void csv_header_map(struct csv_reading *reading);

#endif
