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
    CONTACT_STRANGERS_MAX = GROUP_LAYERS_MAX * CONTACT_MET_MAX,
    CONTACT_REACH_MAX = 8,
    CONTACT_ALL_MEET_MAX = 16
};

struct contact {
    uint32_t row;
    int32_t hours; /* 1/1024 h in all layers of groups */
};

/* True if two positions of one group of this size are close enough to meet. */
static inline bool contact_neighbours(const struct world *world, uint32_t size, uint32_t a, uint32_t b)
{
    uint32_t apart = a > b ? a - b : b - a;
    return size <= world->all_meet || apart <= world->reach || size - apart <= world->reach;
}

/* Hours (1/1024) of a pair that meets, by how present the two are. */
static inline int32_t contact_hours(float pair_hours, float presence, float other_presence)
{
    return fixed_from((double)pair_hours * (double)(presence < other_presence ? presence : other_presence));
}

/* Hours (1/1024) that two rows spend together in a layer if they meet there. */
static inline int32_t contact_pair_hours(const struct world *world, enum group_layer layer, uint32_t a, uint32_t b)
{
    const float *presence = world->students.encounters.presence;
    return contact_hours(world->groups[layer].seat[a].pair_hours, presence[a], presence[b]);
}

/* Hours (1/1024) that two rows spend together in a layer this week; 0 if they do not meet there. */
static inline int32_t contact_layer_hours(const struct world *world, enum group_layer layer, uint32_t a, uint32_t b)
{
    const struct group_seat *one = &world->groups[layer].seat[a], *other = &world->groups[layer].seat[b];
    if (one->first != other->first || one->pair_hours <= 0 ||
        !contact_neighbours(world, one->size, one->position, other->position))
        return 0;
    return contact_pair_hours(world, layer, a, b);
}

/* Asks for where contact_met will find those whom a row meets. */
static inline void contact_prefetch(const struct world *world, enum group_layer layer, uint32_t row)
{
    const struct groups *g = &world->groups[layer];
    if (g->seat[row].size)
        __builtin_prefetch(&g->order[g->seat[row].position]);
}

/* Everyone whom this student meets in a layer this week, tied or not, ghosts included: rows into met (CONTACT_MET_MAX). Returns how many. */
size_t contact_met(const struct world *world, enum group_layer layer, uint32_t row, uint32_t *met);

/* The same in all layers, each class of days first the small group (CONTACT_STRANGERS_MAX); who is met in several is there as often. */
size_t contact_met_at_all(const struct world *world, uint32_t row, uint32_t *met);

/* True if the k-th of those met is enrolled, not tied to the student and not earlier in the list; then *contact has the hours. */
bool contact_stranger(const struct world *world, uint32_t row, const uint32_t *met, size_t k, struct contact *contact);

#endif
