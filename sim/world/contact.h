/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * This week's meetings of one student: those tied and those put together by the timetable, with hours. Formation, noticing and support all
 * read meetings here.
 *
 * A pair in one small group of at most all_meet seats, or next to each other on a circle (at most reach places apart; everyone in a wide group of at most
 * all_meet), meets for pair_hours × the smaller presence.
 */
#ifndef WORLD_CONTACT_H
#define WORLD_CONTACT_H

#include "world/world.h"

enum { CONTACT_STRANGERS_MAX = 64, CONTACT_REACH_MAX = 8, CONTACT_ALL_MEET_MAX = 16 };

struct contact {
    uint32_t row;
    uint32_t tie;                /* slot in the asking student's row; TIE_NONE */
    int32_t layer[GROUP_LAYERS]; /* 1/1024 h in each layer of groups */
    int32_t hours;               /* 1/1024 h in all */
};

/* Hours (1/1024) that two rows spend together in a layer this week; 0 if they do not meet there. */
int32_t contact_layer_hours(const struct world *world, enum group_layer layer, uint32_t a, uint32_t b);

/* Everyone whom this student meets in groups without being tied to, each once, into list (CONTACT_STRANGERS_MAX). Returns how many. */
size_t contact_strangers(const struct world *world, uint32_t row, struct contact *list);

#endif
