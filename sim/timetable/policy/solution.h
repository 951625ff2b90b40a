/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A solution: how many units (students, or pods) of which type do each kind of rotation in each block, and where that matters at which
 * site or place. It says who does what only up to the order of units of a type: sequences and places are drawn from it (units.h).
 */
#ifndef TIMETABLE_SOLUTION_H
#define TIMETABLE_SOLUTION_H

#include <stddef.h>
#include <stdint.h>

#include "kith/status.h"

/* Units that are alike. */
struct solution_type {
    uint32_t base; /* what their students must do (groundwork.h) */
    int32_t size;  /* students in a pod; 0: any */
    uint32_t count;
};

/* Units of a type, or of several alike, that share a home site or have none. */
struct solution_group {
    int32_t site; /* -1: none */
    uint32_t count;
    uint64_t open;
    int32_t *n;  /* kinds x blocks: units */
    int32_t *at; /* places x blocks: units, where the solution says so; else NULL */
};

struct solution {
    int64_t slot; /* students that a unit takes the room of in places; 0: its group's places are counted (at) */
    int sites;    /* 1 unless everyone has one home site */
    size_t types, groups;
    struct solution_type *type;
    uint32_t *quota;    /* types x sites: units */
    uint32_t *group_of; /* types x sites */
    struct solution_group *group;
};

/* cells: kinds x blocks; spots: places x blocks, or 0. Everything is 0. Clear it even if this fails. */
enum kith_status solution_init(struct solution *solution, size_t types, size_t groups, int sites, size_t cells, size_t spots);
void solution_clear(struct solution *solution);

#endif
