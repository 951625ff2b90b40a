/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Kinds of rotation: what a student must do in a placement year, as far as it matters for whether a plan exists.
 *
 * With B blocks a year and required blocks q_r of rotation r
 *   each rotation with q_r > 0 is a kind, done in exactly q_r blocks;
 *   the B - sum q_r free blocks are spent in rotations with q_r = 0, which together are one more kind, done in exactly that many blocks;
 *   if every rotation is required and blocks are left over, a free block may be spent in any rotation, and each q_r is a minimum.
 * Without required rotations there is one kind, of all places.
 */
#ifndef TIMETABLE_KIND_H
#define TIMETABLE_KIND_H

#include "timetable/place.h"

enum { KINDS_MAX = PLACE_ROTATIONS_MAX, KIND_NONE = UINT8_MAX };

struct kinds {
    int count;
    int blocks;
    int free;                                 /* the kind of free blocks, or -1 */
    bool least;                               /* required numbers are minima */
    int32_t low[KINDS_MAX], high[KINDS_MAX];  /* blocks a year of a student who is never away */
    uint8_t of_rotation[PLACE_ROTATIONS_MAX]; /* KIND_NONE: nobody has a block for it */
};

/* Returns by how many blocks the required rotations are too long for the year (0: they fit; *kinds is sound then). */
int64_t kinds_init(struct kinds *kinds, const struct places *places, int blocks);

/* Kind of a place. */
static inline int kinds_of(const struct kinds *kinds, const struct places *places, size_t place)
{
    return kinds->of_rotation[places->at[place].rotation];
}

/*
 * How many units fit into the places of a kind at once: sum of floor(capacity / size); size is that of a unit in students. site -1: all.
 */
void kinds_room(const struct kinds *kinds, const struct places *places, int32_t site, int64_t size, int64_t room[KINDS_MAX]);

/*
 * Unit-blocks of each kind a year for n units that are all alike, when room[k] of them fit into kind k in every block. As every
 * block offers the same, a plan exists just if low[k] n <= B room[k] for every k and n <= sum of room: spreading each kind evenly over the blocks
 * is one. Minima: what is left over goes to kinds in proportion to their spare room. False if there is no plan.
 */
bool kinds_total(const struct kinds *kinds, const int64_t room[KINDS_MAX], int64_t n, int64_t total[KINDS_MAX]);

/* The largest n for which kinds_total is true. */
int64_t kinds_most(const struct kinds *kinds, const int64_t room[KINDS_MAX]);

#endif
