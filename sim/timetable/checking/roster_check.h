/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A roster while it is checked, and how messages name things. Private to roster_*.c. */
#ifndef TIMETABLE_ROSTER_CHECK_H
#define TIMETABLE_ROSTER_CHECK_H

#include "base/text.h"
#include "timetable/reading/roster_private.h"

struct roster_checking {
    const struct roster *roster; /* sorted, seats and places in range */
    const struct roster_frame *frame;
    struct findings *findings;
};

/* E104, E105, E109, W201: student by student and placement year by placement year. */
enum kith_status roster_check_students(const struct roster_checking *checking);

/* E102, and if all is known W202 and W203: place by place and day by day. */
enum kith_status roster_check_capacity(const struct roster_checking *checking, bool all);

struct text_shown roster_student_text(const struct roster_checking *checking, uint32_t seat);
struct text_shown roster_place_text(const struct roster_checking *checking, uint16_t place); /* "site/rotation" */

/* Date of a day of cohort 0. */
struct text_shown roster_day_text(const struct roster_checking *checking, int32_t day);

/* First and last day on which a stint holds; first after last if there is none. */
int32_t roster_first_held(const struct roster *roster, const struct stint *stint);
int32_t roster_last_held(const struct roster *roster, const struct stint *stint);

#endif
