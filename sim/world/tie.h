/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The living friendship graph. A tie is two half-edges, one in each end's row; a row is sorted by the peer's id. Rows are
 * slots in one pool of columns and grow only at serial points; a row that grows moves, until the pool is packed again. Columns
 * are the same in both halves, but for "good" and "broken", which are what the row's student has met with from the peer.
 */
#ifndef WORLD_TIE_H
#define WORLD_TIE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/column.h"
#include "base/fixed.h"

enum tie_origin { TIE_GIVEN, TIE_SMALL_GROUP, TIE_CIRCLE, TIE_CLOSURE, TIE_SUPPORT };
enum { TIE_ROW_MAX = 4096, TIE_GROWTH = 8 }; /* ties of one student; slots by which its row grows */
#define TIE_NONE UINT32_MAX

struct tie_row {
    uint32_t offset;
    uint16_t count;
    uint16_t capacity;
};

struct ties {
    struct tie_row *row; /* one per row of students */
    uint32_t rows;
    uint32_t used; /* slots of the pool handed out */
    uint32_t capacity;
    uint32_t moved;                             /* rows that found new room since the pool was packed */
    uint32_t *free_offset[TIE_ROW_MAX / TIE_GROWTH + 1]; /* freed slots by capacity / TIE_GROWTH */
    uint32_t free_count[TIE_ROW_MAX / TIE_GROWTH + 1];
    uint32_t free_capacity[TIE_ROW_MAX / TIE_GROWTH + 1];
    /* columns over the pool */
    uint32_t *peer;      /* id */
    int32_t *banked;     /* 1/1024 h, with forgetting */
    int32_t *cumulative; /* 1/1024 h, without */
    int32_t *met;        /* 1/1024 h together this week */
    int16_t *since_week; /* first met */
    uint8_t *origin;
    uint8_t *good;   /* good encounters with the peer, at most 255 */
    uint8_t *broken; /* confidences that the peer broke, at most 255 */
};

extern const struct column tie_columns[];
extern const size_t tie_column_count;

enum kith_status tie_init(struct ties *ties, uint32_t rows);

/* Makes *copy, which is overwritten, the same graph with memory of its own. tie_clear in any case. */
enum kith_status tie_copy(struct ties *copy, const struct ties *ties);
void tie_clear(struct ties *ties);

/* First slot of the row whose peer is not below; may be one past the row's last. */
static inline uint32_t tie_lower_bound(const struct ties *ties, uint32_t row, uint32_t peer)
{
    /* A sum instead of a branch: no guess would be right more often than every other time. */
    uint32_t low = ties->row[row].offset, left = ties->row[row].count;
    for (uint32_t half = left / 2; left > 1; left -= half, half = left / 2)
        low += half & (0u - (ties->peer[low + half - 1] < peer));
    return left && ties->peer[low] < peer ? low + 1 : low;
}

/* The slot of row's tie with peer, or TIE_NONE. */
static inline uint32_t tie_find(const struct ties *ties, uint32_t row, uint32_t peer)
{
    uint32_t at = tie_lower_bound(ties, row, peer);
    return at < ties->row[row].offset + ties->row[row].count && ties->peer[at] == peer ? at : TIE_NONE;
}

/*
 * Lays the rows out in their order, each with a little room to grow: loops over rows then walk through memory. Serial, but for its
 * own threads. On KITH_FAILED nothing has changed.
 */
enum kith_status tie_repack(struct ties *ties, bool parallel);

/* Asks for a column of the row ahead of its use, line by line. By capacity, which changes at serial points only. */
static inline void tie_prefetch(const struct ties *ties, uint32_t row, const void *column, size_t size)
{
    const char *at = (const char *)column + ties->row[row].offset * size, *end = at + ties->row[row].capacity * size;
    for (at -= (uintptr_t)at % 64; at < end; at += 64)
        __builtin_prefetch(at);
}

/* Puts a half-edge (all columns 0 but peer) in its place in the row and returns its slot; TIE_NONE without memory or past TIE_ROW_MAX. Moves the row's other slots. */
uint32_t tie_insert(struct ties *ties, uint32_t row, uint32_t peer);

/* Takes a half-edge out of the row by its peer; nothing if there is none. */
void tie_remove(struct ties *ties, uint32_t row, uint32_t peer);

/* Copies a half-edge to another slot: all of tie_columns, written out because banking moves many. */
static inline void tie_move(struct ties *ties, uint32_t from, uint32_t to)
{
    ties->peer[to] = ties->peer[from];
    ties->banked[to] = ties->banked[from];
    ties->cumulative[to] = ties->cumulative[from];
    ties->met[to] = ties->met[from];
    ties->since_week[to] = ties->since_week[from];
    ties->origin[to] = ties->origin[from];
    ties->good[to] = ties->good[from];
    ties->broken[to] = ties->broken[from];
}

/* Empties a row (its peers' halves are not touched). */
void tie_empty(struct ties *ties, uint32_t row);

/* Hall 2018: friends after 80-100 hours together. */
#define TIE_FRIEND_HOURS 90.0

/* Strength in [0, 1): banked / (banked + 90 h). */
static inline double tie_strength(int32_t banked)
{
    return (double)banked / ((double)banked + TIE_FRIEND_HOURS * FIXED_ONE);
}

/* Trust in a giver: strength of the tie, and good encounters so far. */
static inline double tie_trust(double strength, unsigned good)
{
    return strength + good / (good + 3.0);
}

#endif
