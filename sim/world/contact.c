/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world/contact.h"

static bool listed(const struct contact *list, size_t count, uint32_t row)
{
    for (size_t k = 0; k < count; k++)
        if (list[k].row == row)
            return true;
    return false;
}

static void add_stranger(const struct world *world, uint32_t row, uint32_t from, uint32_t other, struct contact *list,
                         size_t *count)
{
    uint32_t id = world->students.person.id[other];
    if (id < from || other == row || !world->students.person.enrolled[other] || listed(list, *count, other))
        return;
    if (tie_find(&world->ties, row, id) != TIE_NONE)
        return;
    struct contact contact = {.row = other, .tie = TIE_NONE};
    for (int layer = 0; layer < GROUP_LAYERS; layer++) {
        contact.layer[layer] = contact_layer_hours(world, (enum group_layer)layer, row, other);
        contact.hours += contact.layer[layer];
    }
    if (contact.hours > 0 && *count < CONTACT_STRANGERS_MAX)
        list[(*count)++] = contact;
}

size_t contact_strangers(const struct world *world, uint32_t row, uint32_t from, struct contact *list)
{
    size_t count = 0;
    for (int layer = 0; layer < GROUP_LAYERS; layer++) {
        const struct groups *g = &world->groups[layer];
        uint32_t size = g->size[row], first = g->first[row];
        if (size == 0 || g->pair_hours[row] <= 0)
            continue;
        uint32_t place = g->position[row] - first;
        uint32_t ahead = size <= world->all_meet ? size - 1 : 2 * (uint32_t)world->reach;
        uint32_t at = (size <= world->all_meet ? place + 1 : place + size - (uint32_t)world->reach) % size;
        for (uint32_t k = 0; k <= ahead; k++, at = at + 1 == size ? 0 : at + 1)
            add_stranger(world, row, from, g->order[first + at], list, &count);
    }
    return count;
}
