/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * State is columns: one array per quantity, described once. The descriptors allocate, clear, verify, copy and compare whole
 * worlds.
 */
#ifndef BASE_COLUMN_H
#define BASE_COLUMN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kith/status.h"

enum column_type { COLUMN_U8, COLUMN_I16, COLUMN_I32, COLUMN_U32, COLUMN_F32 };

struct column {
    const char *name;
    enum column_type type;
    const char *unit;
    double min, max; /* legal values, inclusive */
    const char *meaning;
    size_t offset; /* of the pointer in the struct that owns the columns */
};

size_t column_size(enum column_type type);

/* Makes every column capacity rows long (new rows zero), keeping the first kept rows. On KITH_FAILED the columns are as before. */
enum kith_status column_resize(void *owner, const struct column *columns, size_t count, size_t kept, size_t capacity);

/* Gives *owner, whose column pointers are overwritten, columns of its own: rows [0, kept) as in another, the rest zero. column_free in any case. */
enum kith_status column_copy(void *owner, const void *from, const struct column *columns, size_t count, size_t kept,
                             size_t capacity);
void column_free(void *owner, const struct column *columns, size_t count);

/* Sets rows [first, first + n) to zero bytes. */
void column_zero(void *owner, const struct column *columns, size_t count, size_t first, size_t n);

/* The value of one row as a double. */
double column_value(const void *owner, const struct column *column, size_t row);

/* The first column with a value outside its range (or NaN) in rows [0, n); NULL if all are legal. *row says where. */
const struct column *column_verify(const void *owner, const struct column *columns, size_t count, size_t n, size_t *row);

#endif
