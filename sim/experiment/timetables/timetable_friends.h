/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of single students beside an audit: friendships that go in, facts that come out on request. */
#ifndef EXPERIMENT_TIMETABLE_FRIENDS_H
#define EXPERIMENT_TIMETABLE_FRIENDS_H

#include "timetable/audit/audit.h"

/*
 * Reads a CSV a,b[,hours]. Labels are numbers of seats from 1, as exports write them; else as many different labels as there are seats, ranked
 * bytewise. *friends is freed by the caller.
 */
enum kith_status timetable_friends_read(struct audit_friend **friends, size_t *count, const char *file, uint32_t seats,
                                        struct kith_report *report);

/* A line per student with a place: numbers, never labels. */
enum kith_status timetable_students_write(const struct roster *roster, int first_cohort, const struct audit *audit, bool friends,
                                          const char *file, struct kith_report *report);

#endif
