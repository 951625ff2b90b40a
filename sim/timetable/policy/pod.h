/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who make a pod.
 *
 * Members of a cohort for whom the same is fixed (their base) are put in order and cut into ceil(n / pod_size) pods, equal to within one. The order is
 *   random        draw regroup (STUDENT, the week in which pods are formed) word 1 (then id)
 *   campus_group  campus group (of the cohort, else of students.csv), then as random
 *   site          home site in students.csv, then as random
 *   friends       one after another: the first of a pod as random, then whoever is left and has banked most hours with those in it
 *                 (ties of the year's begin, equal ones as random)
 * By campus group or site, each group is cut for itself if the places suffice for the pods that this makes (it may make more of
 * them); else a pod may hold the last of one group and the first of the next.
 */
#ifndef TIMETABLE_POD_H
#define TIMETABLE_POD_H

#include "timetable/policy/policy.h"

/*
 * Puts students of a cohort (seats of the tickets, counted through all cohorts) in order: tickets get group (base, then campus group or
 * site) and order. week: in which pods are formed.
 */
void pod_order(const struct policy_year *year, size_t cohort, int32_t week, const uint32_t *base, struct policy_ticket *tickets,
               size_t count);

/* By friends only: moves friends into pods of these sizes, one after another; else the order stays. KITH_FAILED without memory. */
enum kith_status pod_gather(const struct policy_year *year, size_t cohort, const uint32_t *sizes, struct policy_ticket *tickets,
                            size_t count);

/* A seat's group by pod_by: campus group, home site, or 0. */
uint32_t pod_group(const struct policy_year *year, size_t cohort, uint32_t seat);

#endif
