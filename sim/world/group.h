/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who meets whom because the timetable puts them together. Two layers: small groups (tutorial, ward team), in which all meet,
 * and wide ones (class, site), in which each meets the neighbours on a circle. A layer is one permutation of rows; a group is
 * a run of it. Weeks in which days differ (hub days, part weeks) have a pair of layers for each class of days (week_places.h);
 * those on campus are in the first.
 */
#ifndef WORLD_GROUP_H
#define WORLD_GROUP_H

#include <stdint.h>

#include "kith/status.h"
#include "timetable/week_places.h"

enum group_layer { GROUP_SMALL, GROUP_WIDE, GROUP_PAIR, GROUP_LAYERS_MAX = 2 * WEEK_DAYS };

/* Where a row stands. No columns: rows are read in the order of positions, which is any, and this is one cache line instead of four. */
struct group_seat {
    uint32_t position;
    uint32_t first;   /* position of its group; in no group: a number of the row's own */
    uint32_t size;    /* seats in its group, ghosts included; 0: in no group */
    float pair_hours; /* hours a week of a pair when both are fully present; 0 in breaks */
};

struct groups {
    uint32_t *order;         /* position → row */
    uint32_t *id;            /* position → id */
    struct group_seat *seat; /* of each row */
    uint16_t *place;         /* row → place that the group is at: of the timetable, PLACE_HUB, PLACE_NOWHERE on campus */
    int days;                /* of the week that the layer covers */
};

/* A row to be put in order: by group, then hash, then id. */
struct group_ticket {
    uint64_t key; /* group << 32 | hash */
    uint32_t id;
    uint32_t row;
};

enum kith_status group_init(struct groups *groups, uint32_t rows);

/* Makes *copy, which is overwritten, the same layer with memory of its own. group_clear in any case. */
enum kith_status group_copy(struct groups *copy, const struct groups *groups, uint32_t rows);
void group_clear(struct groups *groups);

/* Takes a row out of its group. */
void group_leave(struct groups *groups, uint32_t row);

/* Both functions need room for as many tickets again behind these. */

/* Sorts the tickets and lays them out at positions first..first + count - 1 as groups of equal key >> 32. */
void group_layout(struct groups *groups, struct group_ticket *tickets, uint32_t count, uint32_t first);

/* Sorts the tickets (all of one group) and cuts them at positions first.. into groups of at most largest, equal to within one. */
void group_cut(struct groups *groups, struct group_ticket *tickets, uint32_t count, uint32_t first, uint32_t largest);

#endif
