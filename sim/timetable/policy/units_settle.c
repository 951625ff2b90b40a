/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From kinds of rotation to places, block by block. */
#include <stdlib.h>

#include "timetable/policy/units.h"

/* Units that a place still takes, for the units of a group. */
static int64_t units_room(const struct units *units, const struct policy_year *year, const struct solution_group *group,
                          size_t place, int block, const int32_t *fixed)
{
    const struct place *p = &year->timetable->places.at[place];
    if (group->at)
        return group->at[place * (size_t)year->plan->blocks + (size_t)block];
    bool other = group->site >= 0 && group->site != p->site;
    return other ? 0 : (p->capacity - fixed[place]) / units->solution->slot;
}

/*
 * Where the spread of a kind begins, in 0 .. all - 1: with few takers a spread from 0 would never come to the last places. With one kind
 * for all, takers are many, and the spread begins with the first place.
 */
static int64_t spread_start(const struct policy_year *year, int block, uint64_t supply, int64_t all)
{
    const struct groundwork *gw = year->timetable->groundwork;
    if (gw->kinds.count == 1 && gw->fixed.years == 0 && year->timetable->parameters.policy != TIMETABLE_LONGITUDINAL)
        return 0;
    struct random_draw draw =
        random_draw(year->key, RANDOM_rotation_round, 0, policy_block_week(year, block), (uint32_t)supply, 0);
    return (int64_t)(((uint64_t)draw.word[2] * (uint64_t)all) >> 32);
}

/* The units of one kind and site (tickets, in order) take its places. */
static bool settle_kind(const struct units *units, const struct policy_year *year, int block, const struct policy_ticket *tickets,
                        size_t count, const int32_t *fixed, uint16_t *place)
{
    const struct places *places = &year->timetable->places;
    const struct kinds *kinds = &year->timetable->groundwork->kinds;
    size_t first = tickets[0].seat;
    const struct solution_group *group = &units->solution->group[units->at[first].group];
    uint8_t kind = units->kind[first * (size_t)kinds->blocks + (size_t)block];
    int64_t all = 0, passed = 0;
    for (size_t p = 0; p < places->count; p++)
        all += kinds_of(kinds, places, p) == kind ? units_room(units, year, group, p, block, fixed) : 0;
    if ((int64_t)count > all)
        return false;
    size_t k = 0;
    int64_t start = spread_start(year, block, tickets[0].group, all);
    for (size_t p = 0; p < places->count; p++) {
        if (kinds_of(kinds, places, p) != kind)
            continue;
        passed += units_room(units, year, group, p, block, fixed);
        for (; k < count && ((int64_t)k * all + start) / (int64_t)count < passed; k++)
            place[tickets[k].seat] = (uint16_t)p;
    }
    return true;
}

enum kith_status units_settle(const struct units *units, const struct policy_year *year, int block, uint16_t *place)
{
    enum { KIND_BITS = 8 };
    size_t seats = year->plan->seats, blocks = (size_t)year->plan->blocks, count = 0;
    int32_t week = policy_block_week(year, block);
    struct policy_ticket *tickets = malloc((units->count + 1) * sizeof *tickets);
    int32_t *fixed = calloc(year->timetable->places.count + 1, sizeof *fixed);
    bool sound = tickets && fixed;
    for (size_t seat = 0; seat < seats && sound; seat++) {
        uint16_t at = year->plan->place[(size_t)block * seats + seat];
        if (at < year->timetable->places.count)
            fixed[at]++;
    }
    for (size_t u = 0; u < units->count && sound; u++) {
        uint8_t kind = units->kind[u * blocks + (size_t)block];
        const struct solution_group *group = &units->solution->group[units->at[u].group];
        uint64_t supply = group->at ? units->at[u].group : (uint64_t)(group->site + 1);
        if (kind != SEQUENCE_NONE)
            tickets[count++] = (struct policy_ticket){supply << KIND_BITS | kind,
                                                      random_draw(year->key, RANDOM_place, 0, week, units->at[u].id, 0).word[0],
                                                      units->at[u].id, (uint32_t)u};
    }
    if (sound)
        policy_sort(tickets, count);
    for (size_t begin = 0, end; begin < count && sound; begin = end) {
        for (end = begin + 1; end < count && tickets[end].group == tickets[begin].group;)
            end++;
        sound = settle_kind(units, year, block, tickets + begin, end - begin, fixed, place);
    }
    free(tickets);
    free(fixed);
    return sound ? KITH_OK : KITH_FAILED;
}
