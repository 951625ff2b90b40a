/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Units (students, or pods) get rotation orders and places from a solution (solution.h), at random as far as it leaves choice.
 *
 * Units of a type, in the order of draw rotation (STUDENT, the year's first week) word 1, go to its sites' quotas, evenly spread. Units of a
 * group, in the order of word 0, draw their sequences one after another (sequence.h) with races of weight N[kind][block]: draw
 * rotation_race (id, block), word kind mod 4, repeat kind / 4. In each block the units of a kind (and site), in the order of draw place (STUDENT,
 * the block's first week) word 0, take its places evenly spread, from a start that draw rotation_round word 2 gives. A unit's id is its student's, or that of a pod's first member.
 */
#ifndef TIMETABLE_UNITS_H
#define TIMETABLE_UNITS_H

#include "timetable/policy/groundwork.h"
#include "timetable/policy/policy.h"
#include "timetable/policy/sequence.h"

struct unit {
    uint32_t id;
    uint32_t cohort; /* of the year's */
    uint32_t base;
    int32_t size; /* students in a pod; 0: a student */
    int32_t home; /* site given, or -1 */
    uint32_t group;
};

struct units {
    size_t count;
    struct unit *at;
    uint8_t *kind; /* count x blocks; SEQUENCE_NONE: nothing to be found */
    const struct solution *solution;
    struct solution own; /* where everyone is alike */
};

enum units_manner { UNITS_ALONE, UNITS_SHARED }; /* shared: as many units as can be get the same sequence */

enum kith_status units_init(struct units *units, size_t count, int blocks);
void units_clear(struct units *units);

/* Finds the solution of the year and gives every unit its group. KITH_FAILED without memory, or for cohorts that the groundwork does not know. */
enum kith_status units_group(struct units *units, const struct policy_year *year);

/* Draws every unit's sequence from its group. */
enum kith_status units_draw(struct units *units, const struct policy_year *year, enum units_manner manner);

/*
 * Everyone alike and nothing optional: one order of kinds, each in one run of blocks, begun in each of the B blocks by one stream; units are
 * dealt to streams in turn, in the order of cohort, then draw rotation word 0. A kind of q blocks then has floor or ceiling of
 * n q / B units in every block (streams with one unit more are spread evenly round the circle), so that whatever rotate can do, streams can.
 */
enum kith_status units_cycle(struct units *units, const struct policy_year *year);

/* Places of units in a block, as far as they have a kind in it. plan->place holds the fixed seats of the block already. */
enum kith_status units_settle(const struct units *units, const struct policy_year *year, int block, uint16_t *place);

/* Numbers 0 .. count - 1 in the order of a word of draw rotation_round (GROUP: 64 site + number, the year's first week); site 0: none. */
void units_random_order(const struct policy_year *year, int site, int count, int word, uint8_t *order);

/* Puts tickets (seat: a unit, all in the order of units) in order by their group, then a word of draw rotation. */
void units_order(const struct units *units, const struct policy_year *year, int word, struct policy_ticket *tickets);

#endif
