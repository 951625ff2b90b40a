/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world/contact.h"

size_t contact_met(const struct world *world, enum group_layer layer, uint32_t row, uint32_t *met)
{
    const struct groups *g = &world->groups[layer];
    const struct group_seat *seat = &g->seat[row];
    uint32_t size = seat->size, first = seat->first;
    if (size < 2 || seat->pair_hours <= 0)
        return 0;
    /* A circle of no more than 2 · reach + 1 seats goes round to oneself: then all meet. */
    bool all = size <= world->all_meet || size <= 2 * world->reach + 1;
    uint32_t place = seat->position - first, around = all ? size - 1 : 2 * (uint32_t)world->reach;
    uint32_t at = (all ? place + 1 : place + size - (uint32_t)world->reach) % size;
    size_t count = 0;
    for (; count < around; at = at + 1 == size ? 0 : at + 1)
        if (at != place)
            met[count++] = g->order[first + at];
    return count;
}

size_t contact_met_at_all(const struct world *world, uint32_t row, uint32_t *met)
{
    size_t count = 0;
    for (int layer = 0; layer < world->layers; layer++)
        count += contact_met(world, (enum group_layer)layer, row, met + count);
    return count;
}

bool contact_stranger(const struct world *world, uint32_t row, const uint32_t *met, size_t k, struct contact *contact)
{
    if (!world->students.person.enrolled[met[k]])
        return false;
    for (size_t earlier = 0; earlier < k; earlier++)
        if (met[earlier] == met[k])
            return false;
    if (tie_find(&world->ties, row, world->students.person.id[met[k]]) != TIE_NONE)
        return false;
    *contact = (struct contact){.row = met[k]};
    for (int layer = 0; layer < world->layers; layer++)
        contact->hours += contact_layer_hours(world, (enum group_layer)layer, row, met[k]);
    return contact->hours > 0;
}
