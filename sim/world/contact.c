/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world/contact.h"

#include "base/fixed.h"

/* True if positions a and b of a group of this size and first position meet. */
static bool neighbours(const struct world *world, const struct groups *g, uint32_t a, uint32_t b)
{
    uint32_t size = g->size[a];
    if (size <= world->all_meet)
        return true;
    uint32_t apart = g->position[a] > g->position[b] ? g->position[a] - g->position[b] : g->position[b] - g->position[a];
    return apart <= world->reach || size - apart <= world->reach;
}

int32_t contact_layer_hours(const struct world *world, enum group_layer layer, uint32_t a, uint32_t b)
{
    const struct groups *g = &world->groups[layer];
    if (g->size[a] == 0 || g->size[b] == 0 || g->first[a] != g->first[b] || g->pair_hours[a] <= 0 || !neighbours(world, g, a, b))
        return 0;
    float presence = fminf(world->students.encounters.presence[a], world->students.encounters.presence[b]);
    return fixed_from((double)g->pair_hours[a] * (double)presence);
}

static bool listed(const struct contact *list, size_t count, uint32_t row)
{
    for (size_t k = 0; k < count; k++)
        if (list[k].row == row)
            return true;
    return false;
}

static void add_stranger(const struct world *world, uint32_t row, uint32_t other, struct contact *list, size_t *count)
{
    if (other == row || !world->students.person.enrolled[other] || listed(list, *count, other))
        return;
    if (tie_find(&world->ties, row, world->students.person.id[other]) != TIE_NONE)
        return;
    struct contact contact = {.row = other, .tie = TIE_NONE};
    for (int layer = 0; layer < GROUP_LAYERS; layer++) {
        contact.layer[layer] = contact_layer_hours(world, (enum group_layer)layer, row, other);
        contact.hours += contact.layer[layer];
    }
    if (contact.hours > 0 && *count < CONTACT_STRANGERS_MAX)
        list[(*count)++] = contact;
}

size_t contact_strangers(const struct world *world, uint32_t row, struct contact *list)
{
    size_t count = 0;
    for (int layer = 0; layer < GROUP_LAYERS; layer++) {
        const struct groups *g = &world->groups[layer];
        uint32_t size = g->size[row], first = g->first[row];
        if (size == 0 || g->pair_hours[row] <= 0)
            continue;
        uint32_t place = g->position[row] - first;
        uint32_t ahead = size <= world->all_meet ? size - 1 : 2 * (uint32_t)world->reach;
        uint32_t start = size <= world->all_meet ? place + 1 : place + size - (uint32_t)world->reach;
        for (uint32_t k = 0; k <= ahead; k++)
            add_stranger(world, row, g->order[first + (start + k) % size], list, &count);
    }
    return count;
}
