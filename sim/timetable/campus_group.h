/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TIMETABLE_CAMPUS_GROUP_H
#define TIMETABLE_CAMPUS_GROUP_H

#include "timetable/timetable.h"

/*
 * The last tutorial groups of a cohort before placement, numbered from 0 by seat into group: those of the students CSV where it has any,
 * else as the course cuts them (process/course.c) in the last term before placement, a function of the draws alone. KITH_INVALID if the cohort
 * was never on campus.
 */
enum kith_status campus_group_find(const struct timetable *timetable, struct random_key key,
                                   const struct timetable_cohort *cohort, uint32_t *group);

#endif
