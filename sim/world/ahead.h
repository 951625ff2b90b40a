/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where everyone will be in the weeks that are left of the year of study, as the timetable knows it: by the week, the present one
 * included. In a week a student is away (a break, or nowhere), on campus, or at the site of most days of that week; two share a week if
 * both are on campus or both at one site. Placements are read from the year's plan or the roster; while the year is not planned (it is
 * planned when its first block begins), those on placement count as staying at their present site.
 */
#ifndef WORLD_AHEAD_H
#define WORLD_AHEAD_H

#include "world/world.h"

struct ahead {
    int weeks;      /* from this one to the year's last */
    int16_t *place; /* rows x weeks: PLACE_AWAY, PLACE_CAMPUS or a site */
};

enum kith_status ahead_init(struct ahead *ahead, const struct world *world);
void ahead_clear(struct ahead *ahead);

/* Weeks ahead in which the two rows are at one place; of a row with itself, those in which it is anywhere. */
int32_t ahead_together(const struct ahead *ahead, uint32_t a, uint32_t b);

#endif
