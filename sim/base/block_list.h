/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists that loops over rows append to: one list per fixed block of rows, joined in block order, so that the result does not
 * depend on threads. Nothing allocates inside the loop: a block that lacks room for one more row stops there, is given room
 * between passes, and goes on.
 */
#ifndef BASE_BLOCK_LIST_H
#define BASE_BLOCK_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kith/status.h"

struct block {
    char *at;
    size_t count, capacity; /* items */
    uint32_t next_row;
};

struct block_list {
    struct block *block;
    size_t blocks;
    size_t item; /* bytes */
    uint32_t rows, rows_a_block;
};

/* Appends at most the promised number of items for one row, by block_list_add. */
typedef void block_list_function(void *context, uint32_t row, struct block_list *list, struct block *block);

enum kith_status block_list_init(struct block_list *list, uint32_t rows, size_t item);
void block_list_clear(struct block_list *list);

/* Empties the list, then calls function for every row, blocks side by side if parallel; each call may append at most promised items. KITH_FAILED without memory. */
enum kith_status block_list_run(struct block_list *list, bool parallel, size_t promised, block_list_function *function,
                                void *context);

void block_list_add(struct block_list *list, struct block *block, const void *item);

/* Calls take(context, items, count) for the blocks in order. */
enum kith_status block_list_each(const struct block_list *list, enum kith_status (*take)(void *, const void *, size_t),
                                 void *context);

#endif
