/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A roster with a line per student and a column per block: what its columns are. Private to roster_wide.c and roster_header.c. */
#ifndef TIMETABLE_ROSTER_WIDE_H
#define TIMETABLE_ROSTER_WIDE_H

#include "timetable/reading/roster_cell.h"

enum { WIDE_STUDENT, WIDE_COHORT, WIDE_COLUMNS };

struct wide_column {
    int block;          /* from 1; 0: dates */
    int64_t start, end; /* end before start: not said */
    size_t field;
};

struct wide {
    struct roster_reading *reading;
    struct wide_column *column; /* those that are read, in the order of time */
    size_t count;
    bool *lost; /* of the file's other columns: its name is a mistake */
};

/* Reads the header, says what is wrong with it. KITH_INVALID if no column is a block. The caller frees column and lost in any case. */
enum kith_status roster_header_read(struct wide *wide);

#endif
