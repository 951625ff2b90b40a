/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world/tie.h"

#include <stdlib.h>
#include <string.h>

#include "base/copy.h"

#define AT(member) offsetof(struct ties, member)

/* Slots that are free at least in a row when the pool is packed. */
enum { SPARE = 4 };

const struct column tie_columns[] = {
    {"peer", COLUMN_U32, "1", 0, 4294967295.0, "id of the other end", AT(peer)},
    {"banked", COLUMN_I32, "h/1024", 0, 2147483647.0, "hours together, with forgetting", AT(banked)},
    {"cumulative", COLUMN_I32, "h/1024", 0, 2147483647.0, "social hours together, without forgetting", AT(cumulative)},
    {"met", COLUMN_I32, "h/1024", 0, 2147483647.0, "hours together this week", AT(met)},
    {"since_week", COLUMN_I16, "week", -32768, 32767, "week in which the tie formed", AT(since_week)},
    {"origin", COLUMN_U8, "1", 0, 4, "given, small group, circle, closure, support", AT(origin)},
    {"good", COLUMN_U8, "encounters", 0, 255, "good supportive encounters with the peer", AT(good)},
    {"broken", COLUMN_U8, "1", 0, 255, "confidences that the peer broke", AT(broken)},
};
const size_t tie_column_count = sizeof tie_columns / sizeof tie_columns[0];

enum kith_status tie_init(struct ties *ties, uint32_t rows)
{
    *ties = (struct ties){.rows = rows};
    ties->row = calloc(rows ? rows : 1, sizeof *ties->row);
    ties->capacity = rows * TIE_GROWTH + 64;
    if (!ties->row || column_resize(ties, tie_columns, tie_column_count, 0, ties->capacity) != KITH_OK) {
        tie_clear(ties);
        return KITH_FAILED;
    }
    return KITH_OK;
}

enum kith_status tie_copy(struct ties *copy, const struct ties *ties)
{
    bool good = true;
    *copy = *ties;
    copy->row = copy_items(ties->row, ties->rows, sizeof *ties->row, &good);
    for (size_t k = 0; k <= TIE_ROW_MAX / TIE_GROWTH; k++)
        copy->free_offset[k] = copy_items(ties->free_offset[k], ties->free_capacity[k], sizeof *ties->free_offset[k], &good);
    enum kith_status status = column_copy(copy, ties, tie_columns, tie_column_count, ties->used, ties->capacity);
    return good ? status : KITH_FAILED;
}

void tie_clear(struct ties *ties)
{
    for (size_t k = 0; k <= TIE_ROW_MAX / TIE_GROWTH; k++)
        free(ties->free_offset[k]);
    free(ties->row);
    column_free(ties, tie_columns, tie_column_count);
    *ties = (struct ties){0};
}

/* Slots [offset, offset + capacity) of the pool: used ones of that size again, or new ones at the end. */
static uint32_t take_slots(struct ties *ties, uint16_t capacity)
{
    size_t class = capacity / TIE_GROWTH;
    if (ties->free_count[class])
        return ties->free_offset[class][--ties->free_count[class]];
    if (ties->capacity - ties->used < capacity) {
        uint64_t wanted = ties->capacity + (uint64_t)ties->capacity / 4 + capacity;
        if (wanted >= TIE_NONE || column_resize(ties, tie_columns, tie_column_count, ties->used, (size_t)wanted) != KITH_OK)
            return TIE_NONE;
        ties->capacity = (uint32_t)wanted;
    }
    ties->used += capacity;
    return ties->used - capacity;
}

static bool give_slots(struct ties *ties, uint32_t offset, uint16_t capacity)
{
    size_t class = capacity / TIE_GROWTH;
    if (class == 0)
        return true;
    if (ties->free_count[class] == ties->free_capacity[class]) {
        uint32_t more = ties->free_capacity[class] ? 2 * ties->free_capacity[class] : 16;
        uint32_t *grown = realloc(ties->free_offset[class], more * sizeof *grown);
        if (!grown)
            return false;
        ties->free_offset[class] = grown;
        ties->free_capacity[class] = more;
    }
    ties->free_offset[class][ties->free_count[class]++] = offset;
    return true;
}

static bool grow_row(struct ties *ties, uint32_t row)
{
    struct tie_row *r = &ties->row[row];
    uint16_t capacity = (uint16_t)(r->capacity + TIE_GROWTH);
    if (capacity > TIE_ROW_MAX)
        return false;
    uint32_t offset = take_slots(ties, capacity);
    if (offset == TIE_NONE)
        return false;
    for (uint32_t k = 0; k < r->count; k++)
        tie_move(ties, r->offset + k, offset + k);
    if (!give_slots(ties, r->offset, r->capacity))
        return false;
    r->offset = offset;
    r->capacity = capacity;
    ties->moved++;
    return true;
}

uint32_t tie_insert(struct ties *ties, uint32_t row, uint32_t peer)
{
    struct tie_row *r = &ties->row[row];
    if (r->count == r->capacity && !grow_row(ties, row))
        return TIE_NONE;
    uint32_t at = tie_lower_bound(ties, row, peer);
    for (uint32_t k = r->offset + r->count; k > at; k--)
        tie_move(ties, k - 1, k);
    column_zero(ties, tie_columns, tie_column_count, at, 1);
    ties->peer[at] = peer;
    r->count++;
    return at;
}

void tie_remove(struct ties *ties, uint32_t row, uint32_t peer)
{
    uint32_t at = tie_find(ties, row, peer);
    if (at == TIE_NONE)
        return;
    struct tie_row *r = &ties->row[row];
    for (uint32_t k = at; k + 1 < r->offset + r->count; k++)
        tie_move(ties, k + 1, k);
    r->count--;
}

void tie_empty(struct ties *ties, uint32_t row)
{
    ties->row[row].count = 0;
}

/* Room for a row from now on: rows that may grow a little stay where they are. */
static uint16_t packed_capacity(const struct tie_row *row)
{
    unsigned wanted = row->count + SPARE, whole = (wanted + TIE_GROWTH - 1) / TIE_GROWTH * TIE_GROWTH;
    return (uint16_t)(whole < TIE_ROW_MAX ? whole : TIE_ROW_MAX);
}

/* Copies one column of each row to where the row begins from now on. */
static void pack_column(const struct ties *from, struct ties *to, const struct column *column, bool parallel)
{
    size_t size = column_size(column->type);
    const char *old = *(char *const *)((const char *)from + column->offset);
    char *new = *(char **)((char *)to + column->offset);
#pragma omp parallel for schedule(static) if (parallel)
    for (uint32_t row = 0; row < from->rows; row++)
        memcpy(new + to->row[row].offset * size, old + from->row[row].offset * size, from->row[row].count * size);
}

enum kith_status tie_repack(struct ties *ties, bool parallel)
{
    struct ties packed = {.rows = ties->rows, .row = malloc((ties->rows + 1) * sizeof *packed.row)};
    for (uint32_t row = 0; packed.row && row < ties->rows; row++) {
        uint16_t capacity = packed_capacity(&ties->row[row]);
        packed.row[row] = (struct tie_row){packed.used, ties->row[row].count, capacity};
        packed.used += capacity;
    }
    packed.capacity = packed.used + packed.used / TIE_GROWTH + TIE_GROWTH;
    if (!packed.row || column_resize(&packed, tie_columns, tie_column_count, 0, packed.capacity) != KITH_OK) {
        tie_clear(&packed);
        return KITH_FAILED;
    }
    for (size_t c = 0; c < tie_column_count; c++)
        pack_column(ties, &packed, &tie_columns[c], parallel);
    tie_clear(ties);
    *ties = packed;
    return KITH_OK;
}
