/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * This week's meetings of one student: those tied and those put together by the timetable, with hours. Formation, noticing
 * and support all read meetings here.
 *
 * A pair in one small group of at most all_meet seats, or next to each other on a circle (at most reach places apart;
 * everyone in a wide group of at most all_meet), meets for pair_hours × the smaller presence.
 */
#ifndef WORLD_CONTACT_H
#define WORLD_CONTACT_H

#include "base/fixed.h"
#include "world/world.h"

enum {
    CONTACT_MET_MAX = 32,
    CONTACT_STRANGERS_MAX = GROUP_PAIR * CONTACT_MET_MAX,
    CONTACT_REACH_MAX = 8,
    CONTACT_ALL_MEET_MAX = 16
};

struct contact {
    uint32_t row;
    int32_t layer[GROUP_PAIR]; /* 1/1024 h in each layer of groups */
    int32_t hours;               /* 1/1024 h in all */
};

/* True if two rows of one group stand close enough to meet. */
static inline bool contact_neighbours(const struct world *world, const struct groups *g, uint32_t a, uint32_t b)
{
    uint32_t size = g->size[a];
    if (size <= world->all_meet)
        return true;
    uint32_t apart = g->position[a] > g->position[b] ? g->position[a] - g->position[b] : g->position[b] - g->position[a];
    return apart <= world->reach || size - apart <= world->reach;
}

/* Hours (1/1024) that two rows spend together in a layer this week; 0 if they do not meet there. */
static inline int32_t contact_layer_hours(const struct world *world, enum group_layer layer, uint32_t a, uint32_t b)
{
    const struct groups *g = &world->groups[layer];
    if (g->first[a] != g->first[b] || g->pair_hours[a] <= 0 || !contact_neighbours(world, g, a, b))
        return 0;
    float presence = fminf(world->students.encounters.presence[a], world->students.encounters.presence[b]);
    return fixed_from((double)g->pair_hours[a] * (double)presence);
}

/* Everyone whom this student meets in a layer this week, tied or not, ghosts included: rows into met (CONTACT_MET_MAX). Returns how many. */
size_t contact_met(const struct world *world, enum group_layer layer, uint32_t row, uint32_t *met);

/* Everyone whom this student meets in groups without being tied to, each once, into list (CONTACT_STRANGERS_MAX). Returns how many. */
size_t contact_strangers(const struct world *world, uint32_t row, struct contact *list);

#endif
