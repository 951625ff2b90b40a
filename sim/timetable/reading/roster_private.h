/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A roster file on its way to stints: what the lines say (roster_long.c, roster_wide.c), then what it means (roster_read.c). Private to roster_*.c. */
#ifndef TIMETABLE_ROSTER_PRIVATE_H
#define TIMETABLE_ROSTER_PRIVATE_H

#include "base/csv_rows.h"
#include "base/finding.h"
#include "timetable/roster.h"

enum {
    ROSTER_WEEK = 7,
    ROSTER_YEAR = CALENDAR_WEEKS * ROSTER_WEEK,
    ROSTER_COHORTS_MAX = 64,
    ROSTER_BLOCKS_MAX = CALENDAR_YEARS_MAX * CALENDAR_WEEKS
};

/* One stay at one place, in the file's own words. */
struct roster_said {
    const char *student, *site, *rotation, *team; /* "" where absent */
    int64_t start, end;                           /* dates; if block is 0 */
    int block;                                    /* from 1 */
    int entry_year;
    int line;
    uint8_t days;
    bool bad; /* only the student counts: a field could not be read, or nothing is said of a place */
};

struct roster_reading {
    const char *file;
    const struct timetable_parameters *parameters;
    const struct places *places;     /* NULL: not known yet */
    const struct calendar *calendar; /* NULL: not known yet */
    int years;                       /* of the course on placement; with calendar */
    int64_t start_day;
    struct findings findings;
    struct csv_rows rows, codes; /* hold the texts */
    struct roster_said *said;
    size_t count, capacity;
    bool has_cohort;
    bool format_told; /* that another date format reads all dates; no need to say it of each */
};

/* Reads the file into reading->said. Mistakes are findings; KITH_INVALID where the file as a whole cannot be read. */
enum kith_status roster_said_read(struct roster_reading *reading, const char *codes_file, bool pins);
enum kith_status roster_long_read(struct roster_reading *reading, bool pins);
enum kith_status roster_wide_read(struct roster_reading *reading, const char *codes_file);
void roster_reading_clear(struct roster_reading *reading);

enum kith_status roster_say(struct roster_reading *reading, const struct roster_said *said);

/* Each reads a field into *said, or adds a finding and marks it bad. */
uint8_t roster_days(const char *text); /* 0 if it is none */
void roster_said_days(struct roster_reading *reading, struct roster_said *said, const char *text);
void roster_said_cohort(struct roster_reading *reading, struct roster_said *said, const char *text);
void roster_said_student(struct roster_reading *reading, struct roster_said *said, const char *text);

/* "3", or with the words before it that are given; 0 if it is no such number. */
int roster_block_number(const char *text);

/* "Week 7", "Wk 7", "W7"; 0 if it is no such week. */
int roster_week_number(const char *text);

/* First and last day of a block of the calendar, counted from the first day of its year; block from 0. */
void roster_block_days(const struct calendar *calendar, int block, int32_t *first, int32_t *last);

/* The place that a line names, or E103. */
bool roster_find_place(struct roster_reading *reading, const struct places *places, const struct roster_said *said,
                       struct stint *stint);

/* Team of each line. free() it; NULL without memory. */
unsigned *roster_find_teams(struct roster_reading *reading);

/* Turns what was said into stints. labels: see frame. */
enum kith_status roster_resolve(struct roster *roster, struct roster_reading *reading, const struct roster_frame *frame,
                                uint32_t seats, bool pins, const char **label);

/* Which checks make sense: all of a whole roster; those that a missing line cannot make wrong; those of pins. */
enum roster_checks { ROSTER_CHECK_ALL, ROSTER_CHECK_PARTIAL, ROSTER_CHECK_PINS };
enum kith_status roster_check_some(const struct roster *roster, const struct roster_frame *frame, enum roster_checks checks,
                                   struct findings *findings);

#endif
