/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Students who entered together, followed through the weeks in which ties were recorded. */
#ifndef EXPERIMENT_PAGE_CIRCLE_H
#define EXPERIMENT_PAGE_CIRCLE_H

#include "experiment/page/page.h"

enum { CIRCLE_STUDENTS_MAX = 300 }; /* more are a knot */

/* A student in a week of an arm. */
struct circle_seat {
    int32_t cohort, week, arm, student;
    int32_t year, place, level; /* of the course, from 1; 0: campus */
    int32_t role;               /* enum student_role; 0 in files of an older kith, which do not say */
};

/* Two friends, from one recorded week to another. */
struct circle_tie {
    int32_t arm, a, b;   /* students of the circle, counted from 0 */
    int32_t first, last; /* steps */
};

struct circle {
    int32_t *student; /* ids, ascending */
    size_t students, left_out;
    int32_t *week; /* recorded, ascending: the steps */
    size_t weeks;
    struct circle_seat *seat; /* in the order of week, arm, student */
    size_t seats;
    struct circle_tie *tie;
    size_t ties;
    double *x, *y; /* of each student, 0 to 1: one layout for all weeks and arms */
    int32_t replicate;
};

/*
 * Reads the ties of the first simulated school that has them: of the cohort that is recorded in most weeks, one that is recorded on campus and on
 * placement before others. Clear it in any case.
 */
enum kith_status circle_read(struct circle *circle, const struct page *page);
void circle_clear(struct circle *circle);

/* Step of a week; student's place in the circle. SIZE_MAX: none. */
size_t circle_step(const struct circle *circle, int32_t week);
size_t circle_place(const struct circle *circle, int32_t id);

#endif
