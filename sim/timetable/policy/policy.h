/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a placement year is planned: one function a policy, all of one shape. Private to sim/timetable. */
#ifndef TIMETABLE_POLICY_H
#define TIMETABLE_POLICY_H

#include "timetable/timetable.h"

/* A year to be planned. Seats of all cohorts are counted through: cohort c's begin at first_seat[c]. */
struct policy_year {
    const struct timetable *timetable;
    struct random_key key;
    int32_t first_week;
    const struct timetable_cohort *cohorts;
    size_t count;
    uint32_t first_seat[CALENDAR_YEARS_MAX + 1]; /* the last: seats in all */
    struct timetable_plan *plan;                 /* to be filled */
};

typedef enum kith_status policy_function(const struct policy_year *year);
policy_function policy_rotate, policy_streams, policy_pods, policy_longitudinal;

/* Id of a seat counted through all cohorts. */
uint32_t policy_id(const struct policy_year *year, uint32_t seat);

/* Cohort of a seat counted through all cohorts. */
size_t policy_cohort(const struct policy_year *year, uint32_t seat);

/* First week of a block of the year (from 0), as draws count weeks. */
int32_t policy_block_week(const struct policy_year *year, int block);

/* Someone who waits for a place or a team, put in order by group, then order, then id. */
struct policy_ticket {
    uint64_t group;
    uint32_t order; /* hash */
    uint32_t id;    /* breaks ties of the hash */
    uint32_t seat;  /* or the pod's number */
};
void policy_sort(struct policy_ticket *tickets, size_t count);

/* Which piece the k-th of n belongs to when they are cut into pieces of at most largest, equal to within one. */
uint32_t policy_piece(size_t k, size_t n, size_t largest);

/* Everyone of a cohort at a place in a block, in hash order, cut into ward teams of at most team_size, equal to within one. Who is nowhere has team 0. */
enum kith_status policy_cut_teams(const struct policy_year *year, int block);

/* Writes the places of seats that are away or pinned into all blocks of the plan, and FIXED_OPEN elsewhere. */
void policy_lay_fixed(const struct policy_year *year);

/* Each student is a unit: rotate, longitudinal, and streams (who share sequences). */
enum kith_status policy_students(const struct policy_year *year, bool streams);

#endif
