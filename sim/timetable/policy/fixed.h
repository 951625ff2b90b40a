/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is fixed before a policy plans: seats that are away in a block (students.csv, every placement year) and seats that a pinned
 * line puts at a place. A pinned line holds in every block in which one of its days falls into a week of placement; the whole block is then
 * spent there. Lines cover roster->years placement years and start again with the first; a pin beats the policy's home site.
 */
#ifndef TIMETABLE_FIXED_H
#define TIMETABLE_FIXED_H

#include "timetable/calendar.h"
#include "timetable/enrolment.h"
#include "timetable/roster.h"

enum { FIXED_OPEN = UINT16_MAX - 1 }; /* neither: the policy finds a place. PLACE_NOWHERE: away */

struct fixed {
    int years; /* placement years that differ; 0: nothing is fixed */
    uint32_t seats;
    int blocks;
    uint16_t *at; /* years x seats x blocks: a place, FIXED_OPEN or PLACE_NOWHERE */
};

/* KITH_INVALID if two lines want one seat at two places in a block, or a line wants a seat that is away; all such are in the report. */
enum kith_status fixed_init(struct fixed *fixed, const struct enrolment *enrolment, const struct roster *pins,
                            const char *pins_file, const struct calendar *calendar, uint32_t seats, struct kith_report *report);
void fixed_clear(struct fixed *fixed);

/* A seat's blocks in a placement year (from 0); NULL if nothing is fixed. */
static inline const uint16_t *fixed_row(const struct fixed *fixed, int placement_year, uint32_t seat)
{
    if (fixed->years == 0 || seat >= fixed->seats)
        return NULL;
    return fixed->at + ((size_t)(placement_year % fixed->years) * fixed->seats + seat) * (size_t)fixed->blocks;
}

#endif
