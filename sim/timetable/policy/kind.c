/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/policy/kind.h"

#include <string.h>

/* Rotations that nobody has to do; all of them if their required blocks leave some over. */
static void add_free(struct kinds *kinds, const struct places *places, int64_t left)
{
    kinds->least = places_required_is_least(places, kinds->blocks);
    for (int k = 0; k < kinds->count && kinds->least; k++)
        kinds->high[k] = kinds->blocks;
    if (kinds->least || left == 0)
        return;
    kinds->free = kinds->count;
    kinds->low[kinds->count] = kinds->high[kinds->count] = (int32_t)left;
    for (uint32_t r = 0; r < places->rotations; r++)
        if (places->required[r] == 0)
            kinds->of_rotation[r] = (uint8_t)kinds->count;
    kinds->count++;
}

int64_t kinds_init(struct kinds *kinds, const struct places *places, int blocks)
{
    *kinds = (struct kinds){.blocks = blocks, .free = -1};
    memset(kinds->of_rotation, KIND_NONE, sizeof kinds->of_rotation);
    int64_t left = blocks;
    for (uint32_t r = 0; r < places->rotations; r++) {
        if (places->required[r] <= 0)
            continue;
        left -= places->required[r];
        kinds->of_rotation[r] = (uint8_t)kinds->count;
        kinds->low[kinds->count] = kinds->high[kinds->count] = places->required[r];
        kinds->count++;
    }
    if (left < 0)
        return -left;
    add_free(kinds, places, left);
    return 0;
}

void kinds_room(const struct kinds *kinds, const struct places *places, int32_t site, int64_t size, int64_t room[KINDS_MAX])
{
    memset(room, 0, KINDS_MAX * sizeof *room);
    for (size_t p = 0; p < places->count; p++) {
        int k = kinds_of(kinds, places, p);
        if (k != KIND_NONE && (site < 0 || places->at[p].site == site))
            room[k] += places->at[p].capacity / size;
    }
}

int64_t kinds_most(const struct kinds *kinds, const int64_t room[KINDS_MAX])
{
    int64_t most = 0;
    for (int k = 0; k < kinds->count; k++)
        most += room[k];
    for (int k = 0; k < kinds->count; k++) {
        int64_t here = kinds->low[k] ? kinds->blocks * room[k] / kinds->low[k] : most;
        most = here < most ? here : most;
    }
    return most;
}

/* No kind ever holds more than all; this keeps the products below within range. */
static int64_t least_of(int64_t room, int64_t n)
{
    return room < n ? room : n;
}

bool kinds_total(const struct kinds *kinds, const int64_t room[KINDS_MAX], int64_t n, int64_t total[KINDS_MAX])
{
    if (n > kinds_most(kinds, room))
        return false;
    int64_t left = n * kinds->blocks, spare = 0, seen = 0;
    for (int k = 0; k < kinds->count; k++) {
        total[k] = n * kinds->low[k];
        left -= total[k];
        spare += kinds->blocks * least_of(room[k], n) - total[k];
    }
    for (int k = 0; k < kinds->count && left > 0; k++) {
        int64_t before = seen;
        seen += kinds->blocks * least_of(room[k], n) - total[k];
        total[k] += seen * left / spare - before * left / spare;
    }
    return true;
}
