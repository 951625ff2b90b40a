/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/policy/units.h"

#include <stdlib.h>
#include <string.h>

enum kith_status units_init(struct units *units, size_t count, int blocks)
{
    size_t cells = count * (size_t)blocks + 1;
    *units =
        (struct units){.count = count, .at = calloc(count + 1, sizeof *units->at), .kind = malloc(cells * sizeof *units->kind)};
    if (!units->at || !units->kind)
        return KITH_FAILED;
    memset(units->kind, SEQUENCE_NONE, cells);
    return KITH_OK;
}

void units_clear(struct units *units)
{
    free(units->at);
    free(units->kind);
    solution_clear(&units->own);
    *units = (struct units){0};
}

void units_random_order(const struct policy_year *year, int site, int count, int word, uint8_t *order)
{
    struct policy_ticket tickets[KINDS_MAX];
    for (int k = 0; k < count; k++) {
        uint32_t id = (uint32_t)(site * KINDS_MAX + k);
        tickets[k] = (struct policy_ticket){
            0, random_draw(year->key, RANDOM_rotation_round, 0, year->first_week, id, 0).word[word], id, (uint32_t)k};
    }
    policy_sort(tickets, (size_t)count);
    for (int k = 0; k < count; k++)
        order[k] = (uint8_t)tickets[k].seat;
}

static bool fill_group(struct solution_group *group, const struct policy_year *year, const int64_t *room)
{
    const struct kinds *kinds = &year->timetable->groundwork->kinds;
    struct sequence_frame frame = {kinds->count, kinds->blocks, ((uint64_t)1 << kinds->blocks) - 1};
    int64_t total[KINDS_MAX];
    uint8_t of_kinds[KINDS_MAX], of_blocks[KINDS_MAX];
    if (!kinds_total(kinds, room, group->count, total))
        return false;
    units_random_order(year, group->site + 1, kinds->count, 0, of_kinds);
    units_random_order(year, group->site + 1, kinds->blocks, 1, of_blocks);
    sequence_even(&frame, total, of_kinds, of_blocks, group->n);
    group->open = frame.open;
    return true;
}

/* Type 0: any home; type 1 + s: home s. Sites fill alike after those whose home is given. */
static enum kith_status share_sites(struct units *units, const struct policy_year *year)
{
    const struct groundwork *gw = year->timetable->groundwork;
    const struct places *places = &year->timetable->places;
    struct solution *own = &units->own;
    size_t sites = places->sites, free_units = 0;
    int64_t left = 0, taken = 0, room[KINDS_MAX];
    if (solution_init(own, 1 + sites, sites, (int)sites, (size_t)(gw->kinds.count * gw->kinds.blocks), 0) != KITH_OK)
        return KITH_FAILED;
    own->slot = 1;
    for (size_t u = 0; u < units->count; u++)
        own->type[units->at[u].home + 1].count++;
    for (size_t s = 0; s < sites; s++) {
        kinds_room(&gw->kinds, places, (int32_t)s, 1, room);
        own->quota[(s + 1) * sites + s] = own->type[s + 1].count;
        left += kinds_most(&gw->kinds, room) - own->type[s + 1].count;
    }
    free_units = own->type[0].count;
    for (size_t s = 0; s < sites; s++) {
        kinds_room(&gw->kinds, places, (int32_t)s, 1, room);
        int64_t here = kinds_most(&gw->kinds, room) - own->type[s + 1].count, before = taken;
        if (here < 0 || left < (int64_t)free_units)
            return KITH_FAILED;
        taken += here; /* the k-th of n takes floor(k left / n): those below taken are ceil(taken n / left) */
        int64_t n = (int64_t)free_units;
        own->quota[s] = left ? (uint32_t)((taken * n + left - 1) / left - (before * n + left - 1) / left) : 0;
        own->group[s].site = (int32_t)s;
        own->group[s].count = own->quota[s] + own->type[s + 1].count;
        for (size_t t = 0; t <= sites; t++)
            own->group_of[t * sites + s] = (uint32_t)s;
        if (!fill_group(&own->group[s], year, room))
            return KITH_FAILED;
    }
    return KITH_OK;
}

static enum kith_status solve_alike(struct units *units, const struct policy_year *year)
{
    const struct groundwork *gw = year->timetable->groundwork;
    units->solution = &units->own;
    if (year->timetable->parameters.policy == TIMETABLE_LONGITUDINAL)
        return share_sites(units, year);
    struct solution *own = &units->own;
    if (solution_init(own, 1, 1, 1, (size_t)(gw->kinds.count * gw->kinds.blocks), 0) != KITH_OK)
        return KITH_FAILED;
    int64_t room[KINDS_MAX];
    kinds_room(&gw->kinds, &year->timetable->places, -1, gw->slot, room);
    own->slot = gw->slot;
    own->type[0].count = own->quota[0] = own->group[0].count = (uint32_t)units->count;
    own->group[0].site = -1;
    return fill_group(&own->group[0], year, room) ? KITH_OK : KITH_FAILED;
}

static size_t type_of(const struct units *units, const struct unit *unit)
{
    const struct solution *solution = units->solution;
    if (solution == &units->own)
        return solution->types > 1 ? (size_t)(unit->home + 1) : 0; /* share_sites, or one type */
    size_t t = 0;
    while (t < solution->types &&
           (solution->type[t].base != unit->base || (solution->type[t].size && solution->type[t].size != unit->size)))
        t++;
    return t;
}

void units_order(const struct units *units, const struct policy_year *year, int word, struct policy_ticket *tickets)
{
    for (size_t u = 0; u < units->count; u++)
        tickets[u].order = random_draw(year->key, RANDOM_rotation, 0, year->first_week, units->at[u].id, 0).word[word];
    policy_sort(tickets, units->count);
}

enum kith_status units_group(struct units *units, const struct policy_year *year)
{
    const struct groundwork *gw = year->timetable->groundwork;
    int placement_year = year->count ? year->cohorts[0].placement_year : 0;
    units->solution = groundwork_case(gw, placement_year);
    if (!units->solution && solve_alike(units, year) != KITH_OK)
        return KITH_FAILED;
    const struct solution *solution = units->solution;
    struct policy_ticket *tickets = malloc((units->count + 1) * sizeof *tickets);
    if (!tickets)
        return KITH_FAILED;
    for (size_t u = 0; u < units->count; u++)
        tickets[u] = (struct policy_ticket){type_of(units, &units->at[u]), 0, units->at[u].id, (uint32_t)u};
    units_order(units, year, 1, tickets);
    enum kith_status status = KITH_OK;
    for (size_t begin = 0, end; begin < units->count && status == KITH_OK; begin = end) {
        size_t t = tickets[begin].group;
        for (end = begin + 1; end < units->count && tickets[end].group == t;)
            end++;
        if (t >= solution->types || end - begin > solution->type[t].count)
            status = KITH_FAILED;
        for (size_t k = begin; k < end && status == KITH_OK; k++) {
            uint64_t taken = (k - begin) * (uint64_t)solution->type[t].count / (end - begin);
            size_t s = 0, sites = (size_t)solution->sites;
            while (taken >= solution->quota[t * sites + s])
                taken -= solution->quota[t * sites + s++];
            units->at[tickets[k].seat].group = solution->group_of[t * sites + s];
        }
    }
    free(tickets);
    return status;
}
