/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/policy/policy.h"

#include <stdlib.h>

#include "timetable/policy/groundwork.h"

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

void policy_lay_fixed(const struct policy_year *year)
{
    size_t n = year->plan->seats;
    for (uint32_t seat = 0; seat < n; seat++) {
        size_t c = policy_cohort(year, seat);
        const uint16_t *row =
            fixed_row(&year->timetable->groundwork->fixed, year->cohorts[c].placement_year, seat - year->first_seat[c]);
        for (int b = 0; b < year->plan->blocks; b++) {
            year->plan->place[(size_t)b * n + seat] = row ? row[b] : (uint16_t)FIXED_OPEN;
            year->plan->team[(size_t)b * n + seat] = 0;
        }
    }
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
    for (size_t seat = 0; seat < n; seat++)
        if (year->plan->place[at + seat] == PLACE_NOWHERE)
            year->plan->team[at + seat] = 0;
    free(tickets);
    return KITH_OK;
}
