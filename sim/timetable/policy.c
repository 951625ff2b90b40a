/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/policy.h"

#include <stdlib.h>

size_t policy_cohort(const struct policy_year *year, uint32_t seat)
{
    size_t c = 0;
    while (seat >= year->first_seat[c + 1])
        c++;
    return c;
}

uint32_t policy_id(const struct policy_year *year, uint32_t seat)
{
    size_t c = policy_cohort(year, seat);
    return year->cohorts[c].first_id + (seat - year->first_seat[c]);
}

int32_t policy_block_week(const struct policy_year *year, int block)
{
    int week = 0;
    while (year->timetable->calendar.block[week] != block)
        week++;
    return year->first_week + week;
}

static int compare_tickets(const void *left, const void *right)
{
    const struct policy_ticket *a = left, *b = right;
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

void policy_sort(struct policy_ticket *tickets, size_t count)
{
    qsort(tickets, count, sizeof *tickets, compare_tickets);
}

uint32_t policy_piece(size_t k, size_t n, size_t largest)
{
    size_t pieces = (n + largest - 1) / largest;
    return (uint32_t)(((k + 1) * pieces - 1) / n);
}

uint16_t policy_spread(const struct places *places, int64_t size, int64_t k, int64_t n)
{
    int64_t all = 0;
    for (size_t p = 0; p < places->count; p++)
        all += places->at[p].capacity / size;
    int64_t taken = k * all / n;
    uint16_t place = 0;
    while (taken >= places->at[place].capacity / size)
        taken -= places->at[place++].capacity / size;
    return place;
}

enum kith_status policy_cut_teams(const struct policy_year *year, int block)
{
    size_t n = year->plan->seats, at = (size_t)block * n;
    struct policy_ticket *tickets = malloc((n ? n : 1) * sizeof *tickets);
    if (!tickets)
        return KITH_FAILED;
    int32_t week = policy_block_week(year, block);
    for (uint32_t seat = 0; seat < n; seat++) {
        uint32_t id = policy_id(year, seat);
        tickets[seat] = (struct policy_ticket){(uint64_t)year->plan->place[at + seat] << 32 | policy_cohort(year, seat),
                                               random_draw(year->key, RANDOM_place, 0, week, id, 0).word[1], id, seat};
    }
    policy_sort(tickets, n);
    uint32_t teams = 1; /* 0 is no team */
    for (size_t begin = 0, end; begin < n; begin = end) {
        for (end = begin + 1; end < n && tickets[end].group == tickets[begin].group;)
            end++;
        for (size_t k = begin; k < end; k++)
            year->plan->team[at + tickets[k].seat] =
                teams + policy_piece(k - begin, end - begin, (size_t)year->timetable->parameters.team_size);
        teams += (uint32_t)(end - begin);
    }
    free(tickets);
    return KITH_OK;
}
