/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world/contact.h"

static bool listed(const struct contact *list, size_t count, uint32_t row)
{
    for (size_t k = 0; k < count; k++)
        if (list[k].row == row)
            return true;
    return false;
}

static void add_stranger(const struct world *world, uint32_t row, uint32_t other, struct contact *list, size_t *count)
{
    if (!world->students.person.enrolled[other] || listed(list, *count, other))
        return;
    if (tie_find(&world->ties, row, world->students.person.id[other]) != TIE_NONE)
        return;
    struct contact contact = {.row = other};
    for (int layer = 0; layer < GROUP_PAIR; layer++) {
        contact.layer[layer] = contact_layer_hours(world, (enum group_layer)layer, row, other);
        contact.hours += contact.layer[layer];
    }
    if (contact.hours > 0)
        list[(*count)++] = contact;
}

size_t contact_met(const struct world *world, enum group_layer layer, uint32_t row, uint32_t *met)
{
    const struct groups *g = &world->groups[layer];
    uint32_t size = g->size[row], first = g->first[row];
    if (size < 2 || g->pair_hours[row] <= 0)
        return 0;
    /* A circle of no more than 2 · reach + 1 seats goes round to oneself: then all meet. */
    bool all = size <= world->all_meet || size <= 2 * world->reach + 1;
    uint32_t place = g->position[row] - first, around = all ? size - 1 : 2 * (uint32_t)world->reach;
    uint32_t at = (all ? place + 1 : place + size - (uint32_t)world->reach) % size;
    size_t count = 0;
    for (; count < around; at = at + 1 == size ? 0 : at + 1)
        if (at != place)
            met[count++] = g->order[first + at];
    return count;
}

size_t contact_strangers(const struct world *world, uint32_t row, struct contact *list)
{
    uint32_t met[CONTACT_MET_MAX];
    size_t count = 0;
    for (int layer = 0; layer < GROUP_PAIR; layer++) {
        size_t all = contact_met(world, (enum group_layer)layer, row, met);
        for (size_t k = 0; k < all; k++)
            add_stranger(world, row, met[k], list, &count);
    }
    return count;
}
