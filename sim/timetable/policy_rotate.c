/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Policy rotate: each student alone to a random place each block.
 *
 * Without rotations: places are the sites' capacities laid end to end; the students in the order of draw place (STUDENT, the block's first
 * week) word 0 (then id) take places spread evenly over them (policy_spread). No place is taken twice, so no capacity is exceeded, and
 * sites fill alike. Students of a cohort at a place are cut into ward teams (policy_cut_teams, word 1).
 */
#include <stdlib.h>

#include "timetable/policy.h"

static enum kith_status spread_block(const struct policy_year *year, int block)
{
    size_t n = year->plan->seats;
    struct policy_ticket *tickets = malloc((n ? n : 1) * sizeof *tickets);
    if (!tickets)
        return KITH_FAILED;
    int32_t week = policy_block_week(year, block);
    for (uint32_t seat = 0; seat < n; seat++) {
        uint32_t id = policy_id(year, seat);
        tickets[seat] = (struct policy_ticket){0, random_draw(year->key, RANDOM_place, 0, week, id, 0).word[0], id, seat};
    }
    policy_sort(tickets, n);
    for (size_t k = 0; k < n; k++)
        year->plan->place[(size_t)block * n + tickets[k].seat] =
            policy_spread(&year->timetable->places, 1, (int64_t)k, (int64_t)n);
    free(tickets);
    return policy_cut_teams(year, block);
}

enum kith_status policy_rotate(const struct policy_year *year)
{
    enum kith_status status = KITH_OK;
    for (int block = 0; block < year->plan->blocks && status == KITH_OK; block++)
        status = spread_block(year, block);
    return status;
}
