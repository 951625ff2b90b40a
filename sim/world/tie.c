/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world/tie.h"

#include <stdlib.h>
#include <string.h>

#include "base/copy.h"

#define AT(member) offsetof(struct ties, member)

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
    ties->capacity = rows * 8 + 64;
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
    for (size_t k = 0; k <= TIE_ROW_MAX / 8; k++)
        copy->free_offset[k] = copy_items(ties->free_offset[k], ties->free_capacity[k], sizeof *ties->free_offset[k], &good);
    enum kith_status status = column_copy(copy, ties, tie_columns, tie_column_count, ties->used, ties->capacity);
    return good ? status : KITH_FAILED;
}

void tie_clear(struct ties *ties)
{
    for (size_t k = 0; k <= TIE_ROW_MAX / 8; k++)
        free(ties->free_offset[k]);
    free(ties->row);
    column_free(ties, tie_columns, tie_column_count);
    *ties = (struct ties){0};
}

/* Slots [offset, offset + capacity) of the pool: used ones of that size again, or new ones at the end. */
static uint32_t take_slots(struct ties *ties, uint16_t capacity)
{
    size_t class = capacity / 8;
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
    size_t class = capacity / 8;
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
    uint16_t capacity = (uint16_t)(r->capacity + 8);
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

/* One column's rows in order to scratch and back; to holds where each row begins from now on. */
static void repack_column(struct ties *ties, const struct column *column, const uint32_t *to, char *scratch)
{
    size_t size = column_size(column->type);
    char *at = *(char **)((char *)ties + column->offset);
    for (uint32_t row = 0; row < ties->rows; row++)
        memcpy(scratch + to[row] * size, at + ties->row[row].offset * size, ties->row[row].capacity * size);
    memcpy(at, scratch, ties->used * size);
}

enum kith_status tie_repack(struct ties *ties)
{
    uint32_t used = 0, *to = malloc((ties->rows + 1) * sizeof *to);
    char *scratch = malloc((size_t)ties->used * sizeof(uint32_t) + 1);
    if (!to || !scratch) {
        free(to);
        free(scratch);
        return KITH_FAILED;
    }
    for (uint32_t row = 0; row < ties->rows; used += ties->row[row++].capacity)
        to[row] = used;
    ties->used = used;
    for (size_t c = 0; c < tie_column_count; c++)
        repack_column(ties, &tie_columns[c], to, scratch);
    for (uint32_t row = 0; row < ties->rows; row++)
        ties->row[row].offset = to[row];
    memset(ties->free_count, 0, sizeof ties->free_count);
    ties->moved = 0;
    free(to);
    free(scratch);
    return KITH_OK;
}
