/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders of rotations: one by one from a group's matrix, or in streams round a cycle. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "timetable/policy/units.h"

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
        units_order(units, year, 0, tickets);
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
    units_random_order(year, 0, kinds->count, 0, order);
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
    units_order(units, year, 0, tickets);
    for (size_t i = 0; i < units->count; i++)
        for (size_t b = 0; b < blocks; b++)
            units->kind[tickets[i].seat * blocks + b] = kind[(b + stream[i % blocks]) % blocks];
    free(tickets);
    return KITH_OK;
}
