/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Groundwork: what of planning does not depend on luck, done once when a timetable is opened. It proves that every year can be planned.
 *
 * Where students are alike (nobody is away or pinned) a plan exists just if one that is even over the blocks does, which is arithmetic
 * (kinds_total; longitudinal: for every site), and nothing needs to be stored. Else the year of a full school is solved as an integer
 * programme over types of students (exact.h) and the solution kept: a year with fewer cohorts leaves places empty. Where cohorts are
 * not on placement together (a closed school), each placement year with other pins is a case of its own.
 *
 * Pods: first every pod is taken to need as many places as pod_size, then as the largest pod has; if that is too much and pods
 * differ in size, the integer programme decides, pod by pod and place by place. Students who are away or pinned make pods among those for whom the
 * same is fixed, so that a pod can stay together.
 */
#ifndef TIMETABLE_GROUNDWORK_H
#define TIMETABLE_GROUNDWORK_H

#include "timetable/policy/fixed.h"
#include "timetable/policy/kind.h"
#include "timetable/policy/solution.h"

/* What a student must do in the blocks that are open. */
struct groundwork_base {
    uint64_t open;
    int32_t low[KINDS_MAX], high[KINDS_MAX];
    int32_t home;        /* longitudinal: the home site that is given, or -1 */
    const uint16_t *row; /* pods: the fixed blocks of all of them; else NULL */
};

struct timetable;
struct timetable_school;
struct timetable_files;

struct groundwork {
    struct kinds kinds;
    struct fixed fixed;
    int64_t slot; /* everyone alike: students that a unit takes the room of (a solution says it itself) */
    size_t bases;
    struct groundwork_base *base;
    uint32_t *base_of; /* placement years that differ x seats; NULL: all have base 0 */
    int cases;         /* 0: everyone is alike, and a solution is arithmetic */
    struct solution *solution;
};

enum kith_status groundwork_init(struct groundwork **groundwork, const struct timetable *timetable,
                                 const struct timetable_school *school, const struct timetable_files *files,
                                 struct kith_report *report);
void groundwork_free(struct groundwork *groundwork);

/* Base of a seat in a placement year of its cohort. */
uint32_t groundwork_base_of(const struct groundwork *groundwork, int placement_year, uint32_t seat);

/* The stored solution for a year in which a cohort is in its placement_year-th; NULL if everyone is alike. */
const struct solution *groundwork_case(const struct groundwork *groundwork, int placement_year);

/* Students of one base in a cohort make this many pods; the largest has groundwork_largest_pod students. */
uint32_t groundwork_pods(uint32_t students, int64_t pod_size);
uint32_t groundwork_largest_pod(uint32_t students, int64_t pod_size);

/* One case to be solved: a full school's year. */
struct groundwork_case {
    const struct groundwork *groundwork;
    const struct timetable *timetable;
    int cohorts;
    const uint32_t *students; /* cohorts x bases */
    const int32_t *pinned;    /* places x blocks: students */
};
/* KITH_INVALID: said in the report why not (E110, E111, E113). */
enum kith_status groundwork_solve(const struct groundwork_case *of, struct solution *solution, struct kith_report *report);

#endif
