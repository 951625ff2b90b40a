/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a plan exists where students are not alike (pins, blocks away, pods of different sizes): an integer programme over types.
 *
 * A type is a number of units (students or pods) that are alike: the blocks in which a place must be found, how often each kind of
 * rotation must be done in them, and how many students each counts for. A cell is a kind, a kind at a site (one home site a year), or a
 * single place (pods, that must not be torn apart), and takes room[cell][block] students. Whole numbers
 *   m[type][site]           units with this home (one column where sites do not matter),         sum over sites = units of the type
 *   x[type][cell][block]    units in the cell,             sum over the cells of a site = m in every open block
 *   low m <= sum of x over a kind's cells and blocks <= high m,     sum over types of weight x <= room + y,     y >= 0
 * describe all plans: sequences for single units follow from x, because the constraints of one type are those of a transportation problem
 * (sequence.h). First the sum of y, students over capacity, is minimised in fractions: if it is above 0, no plan exists, and it says by how
 * much. Else y = 0 and whole numbers are searched by branch and bound (GLPK), up to a number of nodes, never a time: the answer is the same anywhere.
 * A plan found is checked in integers before it is believed.
 */
#ifndef TIMETABLE_EXACT_H
#define TIMETABLE_EXACT_H

#include <stddef.h>
#include <stdint.h>

struct exact_type {
    uint64_t open;
    const int32_t *low, *high; /* per kind */
    int32_t home;              /* site, or -1: any; only where there are several */
    int32_t weight;
    uint32_t count;
};

struct exact_cell {
    int32_t site; /* 0 where sites do not matter */
    int32_t kind;
};

struct exact_problem {
    int blocks, kinds, sites;
    size_t types, cells;
    const struct exact_type *type;
    const struct exact_cell *cell;
    const int32_t *room; /* cells x blocks, in students */
};

enum exact_result { EXACT_FEASIBLE, EXACT_INFEASIBLE, EXACT_UNDECIDED, EXACT_FAILED };

/* At most this many unknowns (else undecided), steps of the simplex method, and nodes of the search. */
enum { EXACT_COLUMNS_MAX = 200000, EXACT_STEPS_MAX = 1000000, EXACT_NODES_MAX = 500 };

/*
 * EXACT_FEASIBLE: m (types x sites) and x (types x cells x blocks) are a plan. EXACT_INFEASIBLE: there is none; *over is the least number
 * of students over capacity, summed over blocks; 0 if fractions of students would fit and only whole ones do not; -1 if no capacity
 * would do, as a required kind has no cell where somebody must be. EXACT_UNDECIDED: a
 * limit was met. EXACT_FAILED: memory.
 */
enum exact_result exact_solve(const struct exact_problem *problem, int32_t *m, int32_t *x, int64_t *over);

#endif
