/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/column.h"

#include <stdlib.h>
#include <string.h>

static void **slot(void *owner, const struct column *column)
{
    return (void **)((char *)owner + column->offset);
}

static const void *data(const void *owner, const struct column *column)
{
    return *(void *const *)((const char *)owner + column->offset);
}

size_t column_size(enum column_type type)
{
    switch (type) {
    case COLUMN_U8:
        return 1;
    case COLUMN_I16:
        return 2;
    case COLUMN_I32:
    case COLUMN_U32:
    case COLUMN_F32:
        return 4;
    }
    return 0;
}

enum kith_status column_resize(void *owner, const struct column *columns, size_t count, size_t kept, size_t capacity)
{
    for (size_t c = 0; c < count; c++) {
        size_t size = column_size(columns[c].type);
        void **at = slot(owner, &columns[c]);
        bool fresh = !*at; /* memory that is new comes as zeros, which then need not be written */
        void *grown = fresh ? calloc(capacity ? capacity : 1, size) : realloc(*at, capacity ? capacity * size : 1);
        if (!grown)
            return KITH_FAILED;
        if (!fresh)
            memset((char *)grown + kept * size, 0, (capacity - kept) * size);
        *at = grown;
    }
    return KITH_OK;
}

enum kith_status column_copy(void *owner, const void *from, const struct column *columns, size_t count, size_t kept,
                             size_t capacity)
{
    for (size_t c = 0; c < count; c++)
        *slot(owner, &columns[c]) = NULL;
    enum kith_status status = column_resize(owner, columns, count, 0, capacity);
    for (size_t c = 0; c < count && status == KITH_OK; c++)
        memcpy(*slot(owner, &columns[c]), data(from, &columns[c]), kept * column_size(columns[c].type));
    return status;
}

void column_free(void *owner, const struct column *columns, size_t count)
{
    for (size_t c = 0; c < count; c++) {
        free(*slot(owner, &columns[c]));
        *slot(owner, &columns[c]) = NULL;
    }
}

void column_zero(void *owner, const struct column *columns, size_t count, size_t first, size_t n)
{
    for (size_t c = 0; c < count; c++) {
        size_t size = column_size(columns[c].type);
        memset((char *)*slot(owner, &columns[c]) + first * size, 0, n * size);
    }
}

double column_value(const void *owner, const struct column *column, size_t row)
{
    const void *base = data(owner, column);
    switch (column->type) {
    case COLUMN_U8:
        return ((const uint8_t *)base)[row];
    case COLUMN_I16:
        return ((const int16_t *)base)[row];
    case COLUMN_I32:
        return ((const int32_t *)base)[row];
    case COLUMN_U32:
        return ((const uint32_t *)base)[row];
    case COLUMN_F32:
        return (double)((const float *)base)[row];
    }
    return 0;
}

const struct column *column_verify(const void *owner, const struct column *columns, size_t count, size_t n, size_t *row)
{
    for (size_t c = 0; c < count; c++)
        for (*row = 0; *row < n; ++*row) {
            double value = column_value(owner, &columns[c], *row);
            if (!(value >= columns[c].min && value <= columns[c].max))
                return &columns[c];
        }
    return NULL;
}
