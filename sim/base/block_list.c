/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/block_list.h"

#include <stdlib.h>
#include <string.h>

enum kith_status block_list_init(struct block_list *list, uint32_t rows, size_t item)
{
    /* Small lists have small blocks too, so that threads are at work (and at test) in small worlds; results do not depend on it. */
    uint32_t each = rows < 16 ? 1 : rows / 16 > 512 ? 512 : rows / 16;
    *list = (struct block_list){.blocks = (rows + each - 1) / each, .item = item, .rows = rows, .rows_a_block = each};
    list->block = calloc(list->blocks ? list->blocks : 1, sizeof *list->block);
    return list->block ? KITH_OK : KITH_FAILED;
}

void block_list_clear(struct block_list *list)
{
    for (size_t b = 0; b < list->blocks && list->block; b++)
        free(list->block[b].at);
    free(list->block);
    *list = (struct block_list){0};
}

static uint32_t block_end(const struct block_list *list, size_t b)
{
    size_t end = (b + 1) * list->rows_a_block;
    return end < list->rows ? (uint32_t)end : list->rows;
}

/* Gives every block that stopped short more room. True if there was one. */
static bool make_room(struct block_list *list, size_t promised, bool *failed)
{
    bool again = false;
    for (size_t b = 0; b < list->blocks && !*failed; b++) {
        struct block *block = &list->block[b];
        if (block->next_row == block_end(list, b))
            continue;
        size_t more = block->capacity / 2 > promised ? block->capacity / 2 : promised, capacity = block->capacity + more;
        char *grown = realloc(block->at, (capacity ? capacity : 1) * list->item);
        *failed = !grown;
        if (grown) {
            block->at = grown;
            block->capacity = capacity;
        }
        again = true;
    }
    return again && !*failed;
}

static void run_block(struct block_list *list, size_t b, size_t promised, block_list_function *function, void *context)
{
    struct block *block = &list->block[b];
    for (uint32_t end = block_end(list, b); block->next_row < end; block->next_row++) {
        if (block->capacity - block->count < promised)
            return;
        function(context, block->next_row, list, block);
    }
}

enum kith_status block_list_run(struct block_list *list, bool parallel, size_t promised, block_list_function *function,
                                void *context)
{
    bool failed = false;
    for (size_t b = 0; b < list->blocks; b++) {
        list->block[b].count = 0;
        list->block[b].next_row = (uint32_t)(b * list->rows_a_block);
    }
    do {
#pragma omp parallel for schedule(static) if (parallel)
        for (size_t b = 0; b < list->blocks; b++)
            run_block(list, b, promised, function, context);
    } while (make_room(list, promised, &failed));
    return failed ? KITH_FAILED : KITH_OK;
}

void block_list_add(struct block_list *list, struct block *block, const void *item)
{
    memcpy(block->at + block->count++ * list->item, item, list->item);
}

enum kith_status block_list_each(const struct block_list *list, enum kith_status (*take)(void *, const void *, size_t),
                                 void *context)
{
    enum kith_status status = KITH_OK;
    for (size_t b = 0; b < list->blocks && status == KITH_OK; b++)
        if (list->block[b].count)
            status = take(context, list->block[b].at, list->block[b].count);
    return status;
}
