/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is known of the students of a year of entry: a students CSV with the columns student_id and, optionally, group, home_site,
 * unavailable (numbers of blocks of the placement year, from 1, as in "3;4") and attributes (two 0/1 digits, as in "01"). It holds for every year of entry. Labels
 * are ranked bytewise and become seats; they are kept only until the files are read (enrolment_forget), so that messages can quote them.
 */
#ifndef TIMETABLE_ENROLMENT_H
#define TIMETABLE_ENROLMENT_H

#include <stddef.h>
#include <stdint.h>

#include "kith/status.h"
#include "timetable/place.h"

enum { ENROLMENT_BLOCKS_MAX = 52 };
#define ENROLMENT_NO_GROUP UINT32_MAX
#define ENROLMENT_NO_ATTRIBUTES UINT8_MAX

struct enrolment {
    uint32_t count;        /* seats; 0: no file, and all of the below is NULL */
    uint32_t *group;       /* campus group, numbered in the order of labels; ENROLMENT_NO_GROUP */
    int32_t *home_site;    /* site, or -1 */
    uint64_t *unavailable; /* bit b: away in block b (from 0) of every placement year */
    uint8_t *attributes;   /* bits; ENROLMENT_NO_ATTRIBUTES: drawn */
    char **label;          /* sorted; NULL after enrolment_forget, as are: */
    int *line;             /* of the file */
    char *file;
};

/*
 * blocks: of a placement year. attributes: the first digit is bit 0. Mistakes are in the report. KITH_INVALID: *enrolment is empty, or, if
 * all labels can be read, good for reading a roster against it, where who is unavailable nobody knows when is in every block.
 */
enum kith_status enrolment_read(struct enrolment *enrolment, const char *file, const struct places *places, int blocks,
                                struct kith_report *report);
void enrolment_forget(struct enrolment *enrolment);
void enrolment_clear(struct enrolment *enrolment);

#endif
