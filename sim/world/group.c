/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world/group.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/copy.h"

enum kith_status group_init(struct groups *groups, uint32_t rows)
{
    size_t n = rows ? rows : 1;
    *groups = (struct groups){.order = calloc(n, sizeof *groups->order),
                              .id = calloc(n, sizeof *groups->id),
                              .seat = calloc(n, sizeof *groups->seat),
                              .place = malloc(n * sizeof *groups->place),
                              .days = WEEK_WORKDAYS};
    if (!groups->order || !groups->id || !groups->seat || !groups->place) {
        group_clear(groups);
        return KITH_FAILED;
    }
    for (uint32_t row = 0; row < rows; row++)
        group_leave(groups, row);
    return KITH_OK;
}

enum kith_status group_copy(struct groups *copy, const struct groups *groups, uint32_t rows)
{
    bool good = true;
    *copy = (struct groups){.order = copy_items(groups->order, rows, sizeof *groups->order, &good),
                            .id = copy_items(groups->id, rows, sizeof *groups->id, &good),
                            .seat = copy_items(groups->seat, rows, sizeof *groups->seat, &good),
                            .place = copy_items(groups->place, rows, sizeof *groups->place, &good),
                            .days = groups->days};
    return good ? KITH_OK : KITH_FAILED;
}

void group_leave(struct groups *groups, uint32_t row)
{
    /* Positions are below the number of rows, so nobody shares first. */
    groups->seat[row] = (struct group_seat){.first = UINT32_MAX - row};
    groups->place[row] = PLACE_NOWHERE;
}

void group_clear(struct groups *groups)
{
    free(groups->order);
    free(groups->id);
    free(groups->seat);
    free(groups->place);
    *groups = (struct groups){0};
}

static bool stands_before(const struct group_ticket *a, const struct group_ticket *b)
{
    return a->key < b->key || (a->key == b->key && a->id < b->id);
}

/* Tickets into another array in the order of one byte of their keys; those with the same byte stay in order. */
static void sort_by_byte(const struct group_ticket *from, uint32_t count, int shift, struct group_ticket *to)
{
    uint32_t at[256] = {0}, sum = 0;
    for (uint32_t k = 0; k < count; k++)
        at[from[k].key >> shift & 255]++;
    for (int byte = 0; byte < 256; byte++) {
        uint32_t here = at[byte];
        at[byte] = sum;
        sum += here;
    }
    for (uint32_t k = 0; k < count; k++)
        to[at[from[k].key >> shift & 255]++] = from[k];
}

/* By key, byte by byte from the last one (no comparison can keep up with that on random keys), then equal keys by id. */
static void sort(struct group_ticket *tickets, uint32_t count)
{
    struct group_ticket *from = tickets, *to = tickets + count;
    uint64_t differ = 0;
    for (uint32_t k = 1; k < count; k++)
        differ |= tickets[k].key ^ tickets[0].key;
    for (int shift = 0; shift < 64; shift += 8) {
        if ((differ >> shift & 255) == 0)
            continue;
        sort_by_byte(from, count, shift, to);
        struct group_ticket *swap = from;
        from = to;
        to = swap;
    }
    if (from != tickets)
        memcpy(tickets, from, count * sizeof *tickets);
    for (uint32_t k = 1; k < count; k++) {
        struct group_ticket ticket = tickets[k];
        uint32_t at = k;
        for (; at > 0 && stands_before(&ticket, &tickets[at - 1]); at--)
            tickets[at] = tickets[at - 1];
        tickets[at] = ticket;
    }
}

/* Makes positions first + begin .. first + end - 1 one group. */
static void lay_run(struct groups *groups, const struct group_ticket *tickets, uint32_t begin, uint32_t end, uint32_t first)
{
    for (uint32_t k = begin; k < end; k++) {
        struct group_seat *seat = &groups->seat[tickets[k].row];
        groups->order[first + k] = tickets[k].row;
        groups->id[first + k] = tickets[k].id;
        seat->position = first + k;
        seat->first = first + begin;
        seat->size = end - begin;
    }
}

void group_layout(struct groups *groups, struct group_ticket *tickets, uint32_t count, uint32_t first)
{
    sort(tickets, count);
    for (uint32_t begin = 0, end; begin < count; begin = end) {
        for (end = begin + 1; end < count && tickets[end].key >> 32 == tickets[begin].key >> 32;)
            end++;
        lay_run(groups, tickets, begin, end, first);
    }
}

void group_cut(struct groups *groups, struct group_ticket *tickets, uint32_t count, uint32_t first, uint32_t largest)
{
    sort(tickets, count);
    uint64_t pieces = (count + largest - 1) / largest;
    for (uint64_t k = 0; k < pieces; k++)
        lay_run(groups, tickets, (uint32_t)(k * count / pieces), (uint32_t)((k + 1) * count / pieces), first);
}
