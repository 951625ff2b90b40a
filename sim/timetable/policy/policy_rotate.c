/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Policy rotate: each student alone to a random feasible place each block.
 *
 * With required rotations each student draws an order of them from what the year's matrix N[kind][block] still holds, so that capacities
 * and requirements are met exactly (sequence.h); then, and without rotations only, the students who need a kind of rotation in a
 * block, in the order of draw place (STUDENT, the block's first week) word 0 (then id), take its places: these are laid end to end, and
 * of C places and n students the k-th takes floor((k C + o) / n), where the start o < C is drawn, or 0 where all places are of one kind. No place is taken twice, so no capacity is exceeded, and sites fill alike. Students of a
 * cohort at a place are cut into ward teams (policy_cut_teams, word 1).
 */
#include <stdlib.h>

#include "timetable/policy/units.h"

static enum kith_status settle_all(const struct policy_year *year, const struct units *units)
{
    size_t n = year->plan->seats;
    uint16_t *place = malloc((n + 1) * sizeof *place);
    enum kith_status status = place ? KITH_OK : KITH_FAILED;
    for (int block = 0; block < year->plan->blocks && status == KITH_OK; block++) {
        uint16_t *at = year->plan->place + (size_t)block * n;
        status = units_settle(units, year, block, place);
        for (size_t seat = 0; seat < n && status == KITH_OK; seat++)
            at[seat] = at[seat] == FIXED_OPEN ? place[seat] : at[seat];
        if (status == KITH_OK)
            status = policy_cut_teams(year, block);
    }
    free(place);
    return status;
}

enum kith_status policy_students(const struct policy_year *year, bool streams)
{
    const struct groundwork *gw = year->timetable->groundwork;
    const struct enrolment *enrolment = &year->timetable->enrolment;
    struct units units;
    enum kith_status status = units_init(&units, year->plan->seats, year->plan->blocks);
    for (uint32_t seat = 0; seat < units.count && status == KITH_OK; seat++) {
        size_t c = policy_cohort(year, seat);
        uint32_t own = seat - year->first_seat[c];
        units.at[seat] = (struct unit){.id = policy_id(year, seat),
                                       .cohort = (uint32_t)c,
                                       .base = groundwork_base_of(gw, year->cohorts[c].placement_year, own),
                                       .home = own < enrolment->count ? enrolment->home_site[own] : -1};
    }
    if (status == KITH_OK)
        status = units_group(&units, year);
    if (status == KITH_OK && streams && !gw->kinds.least && gw->cases == 0)
        status = units_cycle(&units, year);
    else if (status == KITH_OK)
        status = units_draw(&units, year, streams ? UNITS_SHARED : UNITS_ALONE);
    policy_lay_fixed(year);
    if (status == KITH_OK)
        status = settle_all(year, &units);
    units_clear(&units);
    return status;
}

enum kith_status policy_rotate(const struct policy_year *year)
{
    return policy_students(year, false);
}
