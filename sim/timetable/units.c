/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/units.h"

#include <math.h>
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

/* 0 .. count - 1 in the order of a word of draw rotation_round for site (0: none) and number. */
static void random_order(const struct policy_year *year, int site, int count, int word, uint8_t *order)
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
    random_order(year, group->site + 1, kinds->count, 0, of_kinds);
    random_order(year, group->site + 1, kinds->blocks, 1, of_blocks);
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

static void order_units(const struct units *units, const struct policy_year *year, int word, struct policy_ticket *tickets)
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
    order_units(units, year, 1, tickets);
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

/* -log(u) / weight of every kind and block for one unit: the smallest wins. */
static void run_race(const struct policy_year *year, const struct sequence_frame *frame, uint32_t id, const int32_t *n,
                     double *race)
{
    struct random_draw draw = {{0}};
    for (int b = 0; b < frame->blocks; b++)
        for (int k = 0; k < frame->kinds; k++) {
            if (k % 4 == 0)
                draw = random_draw(year->key, RANDOM_rotation_race, (uint32_t)k / 4, year->first_week, id, (uint32_t)b);
            int32_t weight = n[k * frame->blocks + b];
            race[k * frame->blocks + b] = weight > 0 ? -log(random_uniform(draw.word[k % 4])) / weight : INFINITY;
        }
}

/* Sequences for the units first .. end of a group. The group's matrix is for its whole count; what is not drawn stays empty. */
static bool draw_group(struct units *units, const struct policy_year *year, const struct policy_ticket *tickets, size_t count,
                       enum units_manner manner, int32_t *left, double *race)
{
    const struct kinds *kinds = &year->timetable->groundwork->kinds;
    const struct solution_group *group = &units->solution->group[tickets[0].group];
    struct sequence_frame frame = {kinds->count, kinds->blocks, group->open};
    uint32_t of = group->count;
    memcpy(left, group->n, (size_t)(frame.kinds * frame.blocks) * sizeof *left);
    for (size_t k = 0; k < count;) {
        uint8_t *kind = units->kind + tickets[k].seat * (size_t)frame.blocks;
        if (frame.kinds > 1)
            run_race(year, &frame, tickets[k].id, left, race);
        if (!sequence_draw(&frame, left, of, race, kind))
            return false;
        uint32_t times = manner == UNITS_SHARED ? sequence_repeats(&frame, left, of, kind) : 1;
        times = times < count - k ? times : (uint32_t)(count - k);
        sequence_take(&frame, left, times, kind);
        of -= times;
        for (k++; times > 1; times--, k++)
            memcpy(units->kind + tickets[k].seat * (size_t)frame.blocks, kind, (size_t)frame.blocks);
    }
    return true;
}

enum kith_status units_draw(struct units *units, const struct policy_year *year, enum units_manner manner)
{
    const struct kinds *kinds = &year->timetable->groundwork->kinds;
    size_t cells = (size_t)(kinds->count * kinds->blocks) + 1;
    struct policy_ticket *tickets = malloc((units->count + 1) * sizeof *tickets);
    int32_t *left = malloc(cells * sizeof *left);
    double *race = malloc(cells * sizeof *race);
    bool sound = tickets && left && race;
    for (size_t u = 0; u < units->count && sound; u++)
        tickets[u] = (struct policy_ticket){units->at[u].group, 0, units->at[u].id, (uint32_t)u};
    if (sound)
        order_units(units, year, 0, tickets);
    for (size_t begin = 0, end; begin < units->count && sound; begin = end) {
        for (end = begin + 1; end < units->count && tickets[end].group == tickets[begin].group;)
            end++;
        sound = draw_group(units, year, tickets + begin, end - begin, manner, left, race);
    }
    free(tickets);
    free(left);
    free(race);
    return sound ? KITH_OK : KITH_FAILED;
}

enum kith_status units_cycle(struct units *units, const struct policy_year *year)
{
    const struct kinds *kinds = &year->timetable->groundwork->kinds;
    size_t blocks = (size_t)kinds->blocks, odd = units->count % blocks, begun = 0;
    uint8_t order[KINDS_MAX], kind[SEQUENCE_BLOCKS_MAX], stream[SEQUENCE_BLOCKS_MAX];
    bool taken[SEQUENCE_BLOCKS_MAX] = {0};
    random_order(year, 0, kinds->count, 0, order);
    for (int k = 0, b = 0; k < kinds->count; k++)
        for (int32_t q = 0; q < kinds->low[order[k]]; q++)
            kind[b++] = order[k];
    for (; begun < odd; begun++)
        taken[stream[begun] = (uint8_t)(begun * blocks / odd)] = true;
    for (size_t s = 0; s < blocks; s++)
        if (!taken[s])
            stream[begun++] = (uint8_t)s;
    struct policy_ticket *tickets = malloc((units->count + 1) * sizeof *tickets);
    if (!tickets)
        return KITH_FAILED;
    for (size_t u = 0; u < units->count; u++)
        tickets[u] = (struct policy_ticket){units->at[u].cohort, 0, units->at[u].id, (uint32_t)u};
    order_units(units, year, 0, tickets);
    for (size_t i = 0; i < units->count; i++)
        for (size_t b = 0; b < blocks; b++)
            units->kind[tickets[i].seat * blocks + b] = kind[(b + stream[i % blocks]) % blocks];
    free(tickets);
    return KITH_OK;
}

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
