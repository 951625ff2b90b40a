/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world/group.h"

#include <stdlib.h>

enum kith_status group_init(struct groups *groups, uint32_t rows)
{
    size_t n = rows ? rows : 1;
    *groups = (struct groups){calloc(n, sizeof(uint32_t)), calloc(n, sizeof(uint32_t)), calloc(n, sizeof(uint32_t)),
                              calloc(n, sizeof(uint32_t)), calloc(n, sizeof(float)), malloc(n * sizeof(uint16_t)),
                              WEEK_WORKDAYS};
    if (!groups->order || !groups->position || !groups->first || !groups->size || !groups->pair_hours || !groups->place) {
        group_clear(groups);
        return KITH_FAILED;
    }
    for (uint32_t row = 0; row < rows; row++)
        group_leave(groups, row);
    return KITH_OK;
}

void group_leave(struct groups *groups, uint32_t row)
{
    groups->size[row] = 0;
    groups->first[row] = UINT32_MAX - row; /* positions are below the number of rows, so nobody shares it */
    groups->pair_hours[row] = 0;
    groups->place[row] = PLACE_NOWHERE;
}

void group_clear(struct groups *groups)
{
    free(groups->order);
    free(groups->position);
    free(groups->first);
    free(groups->size);
    free(groups->pair_hours);
    free(groups->place);
    *groups = (struct groups){0};
}

static int compare_tickets(const void *left, const void *right)
{
    const struct group_ticket *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

/* Makes positions first + begin .. first + end - 1 one group. */
static void lay_run(struct groups *groups, const struct group_ticket *tickets, uint32_t begin, uint32_t end, uint32_t first)
{
    for (uint32_t k = begin; k < end; k++) {
        uint32_t row = tickets[k].row;
        groups->order[first + k] = row;
        groups->position[row] = first + k;
        groups->first[row] = first + begin;
        groups->size[row] = end - begin;
    }
}

void group_layout(struct groups *groups, struct group_ticket *tickets, uint32_t count, uint32_t first)
{
    qsort(tickets, count, sizeof *tickets, compare_tickets);
    for (uint32_t begin = 0, end; begin < count; begin = end) {
        for (end = begin + 1; end < count && tickets[end].key >> 32 == tickets[begin].key >> 32;)
            end++;
        lay_run(groups, tickets, begin, end, first);
    }
}

void group_cut(struct groups *groups, struct group_ticket *tickets, uint32_t count, uint32_t first, uint32_t largest)
{
    qsort(tickets, count, sizeof *tickets, compare_tickets);
    uint64_t pieces = (count + largest - 1) / largest;
    for (uint64_t k = 0; k < pieces; k++)
        lay_run(groups, tickets, (uint32_t)(k * count / pieces), (uint32_t)((k + 1) * count / pieces), first);
}
