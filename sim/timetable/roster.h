/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A roster: who is where on which days, as stints. What a planner's CSV says becomes one (roster_read.c), what a policy plans
 * becomes one (roster_plan.c); checks, audit and export look at nothing else.
 *
 * Days count from 0, the first day of the first placement week of a cohort; a placement year has 52 weeks of 7 days. Seats are ranks of
 * the students' labels; labels themselves are held only while a file is read and checked (struct roster_labels).
 */
#ifndef TIMETABLE_ROSTER_H
#define TIMETABLE_ROSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kith/status.h"
#include "timetable/calendar.h"
#include "timetable/enrolment.h"
#include "timetable/place.h"

enum { ROSTER_MONDAY = 1, ROSTER_WORKDAYS = 31, ROSTER_ALL_DAYS = 127, ROSTER_TEAM_NONE = 0, ROSTER_TEAM_MAX = 0xFFFFF };

struct stint {
    uint32_t seat;
    int32_t first_day, last_day; /* inclusive */
    uint32_t team;               /* equal numbers at one place at one time are one team; ROSTER_TEAM_NONE: all there without a number are one */
    uint16_t place;
    uint16_t cohort; /* which of the roster's cohorts */
    uint8_t days;    /* of the week: bit 0 Monday ... bit 6 Sunday */
    int line;        /* of the file; 0 if planned */
};

struct roster {
    uint32_t seats;   /* of a cohort */
    int years;        /* placement years covered; a longer course starts again with the first */
    int cohorts;      /* at least 1 */
    int entry_year;   /* of cohort 0, counted as the model does (0: the year that begins in week 0); cohorts follow yearly. A roster of one cohort holds for all */
    int64_t day_zero; /* date of day 0 of cohort 0, as days since 1970-01-01 (date.h); cohort c starts 364 c days later */
    struct stint *stint; /* sorted by cohort, seat, first_day, place */
    size_t count, capacity;
};

void roster_init(struct roster *roster);
void roster_clear(struct roster *roster);
enum kith_status roster_add(struct roster *roster, const struct stint *stint);
void roster_sort(struct roster *roster);

/* Day of the week of a roster's day: 0 Monday ... 6 Sunday. */
int roster_weekday(const struct roster *roster, int32_t day);

/* True if the stint holds on this day. */
bool roster_holds(const struct roster *roster, const struct stint *stint, int32_t day);

/* What a roster is checked against. */
struct roster_frame {
    const struct places *places;
    const struct calendar *calendar; /* of a placement year */
    const struct enrolment *enrolment; /* count 0: none */
    int years;         /* of the course on placement */
    int years_at_once; /* cohorts on placement at the same time, sharing capacities: `years`, or 1 in a closed school */
    const char *file;  /* for messages; NULL if planned */
    char *const *label; /* of seats, for messages; NULL: numbers from 1, padded with zeros */
};

/*
 * Everything wrong with a roster, at most 20 of a kind and then a count: E101 two places on one site-day, E102 over capacity, E104 gap weeks, E105 students missing,
 * E106 outside the calendar (once, if years that began on another day would do for all), E109 required rotation missing or done too often; warnings W201 off a block
 * boundary (what goes on after a break is on it), W202 below a place's least, W203 alone at a
 * site, W204 a place never used, W205 a week of one year in which nobody has a place, W206 a stay in the holidays only. Errors come before warnings. Messages begin
 * with their code and name the lines of both sides. KITH_INVALID if there is an error.
 */
enum kith_status roster_check(const struct roster *roster, const struct roster_frame *frame, struct kith_report *report);

struct timetable_parameters;

/*
 * Reads a roster file and checks it. parameters->roster_shape, columns and date_format say how it is written; other columns are ignored
 * with one warning, unless they are likely mistyped blocks (E108): in a wide grid, between columns of blocks or with places in them.
 *
 *   long  a line per student and stint: student_id, site, start and end (inclusive) or block, optionally rotation, team, days, cohort
 *   wide  a line per student: student_id, optionally cohort, and a column per block, whose name is the block ("3", "Block 3", "B3"), a
 *         week of the placement years ("Week 7", "W7": from day 0 of the year that begins on start_day), its
 *         first date (it lasts until the day before the next column's date; the last as long as its block of the calendar or, in a break, as the
 *         column before), or "DATE to DATE". A cell is "site/rotation", "site", or a code of codes_file (code, site, rotation; no site: nowhere); several are
 *         joined by " + ", with days in brackets: "North/medicine (MoTu) + South/surgery (WeThFr)". An empty cell is nothing. Equal cells of columns
 *         of dates that follow each other inside a block are one stint (a grid by weeks).
 *
 * block: number from 1 through all placement years, laid on the calendar from its first week to its last, breaks between included. Where a line
 * has dates too, they count. days: "MoTuWe"; empty: Monday to Friday. rotation may be left empty where a site offers one. team: any label;
 * whole numbers are kept, other labels ranked from 1; empty: ROSTER_TEAM_NONE. cohort: entry year as a whole number; without the column
 * there is one cohort.
 *
 * Dates: a placement year begins on start_day (date of week 0) plus any multiple of 364 days. Day 0 is the latest such day on which, or before which, the
 * earliest date of the file falls (dates of cohort c count 364 c days less); the year after, if that leaves fewer lines outside the
 * course's placement years. A roster without dates begins on start_day.
 *
 * Students: with frame.enrolment, its labels; a file in which nobody is found there and all labels are numbers as kith exports them means
 * seats by number. Else as many labels as seats, ranked bytewise.
 *
 * frame->file and label are filled in by the function. Every mistake is in the report: those of roster_check, and E103 unknown site,
 * rotation, student or code, with the nearest; E107 end before start; E108 ambiguous or impossible date; E114 any other field that cannot be read.
 * W207 students who differ only in capital letters or spaces. A file that cannot be read in full is checked for E101, E102 and E106 only, and the last warning says so.
 * KITH_INVALID then. *roster is left empty unless KITH_OK; the placement years that it was read for begin on its day_zero.
 */
enum kith_status roster_read(struct roster *roster, const char *file, const char *codes_file,
                             const struct timetable_parameters *parameters, int64_t start_day, uint32_t seats,
                             struct roster_frame frame, struct kith_report *report);

/*
 * The same for pinned lines: a partial long roster of one cohort that a policy must keep. No gap, capacity or rotation checks. Without a students
 * file, students are numbers from 1. Dates are of the first placement year that they fit; lines of later years are written with block.
 */
enum kith_status roster_read_pins(struct roster *roster, const char *file, const struct timetable_parameters *parameters,
                                  int64_t start_day, uint32_t seats, struct roster_frame frame, struct kith_report *report);

/* What a roster file says by itself, without a scenario. */
struct roster_alone {
    struct roster roster;
    struct places places;     /* as named; capacity INT32_MAX, nothing required */
    struct calendar calendar; /* a block begins in each week in which a stint does; weeks without anyone are breaks */
};

/*
 * Reads a roster file without a scenario: parameters say only shape, columns, date_format and block_weeks (how long blocks are, where the file
 * has numbers instead of dates). Day 0 is the Monday on or before the earliest date. Checks E101, E103, E106 (more than CALENDAR_YEARS_MAX years), E107, E108, E114.
 * *alone is empty unless KITH_OK.
 */
enum kith_status roster_read_alone(struct roster_alone *alone, const char *file, const char *codes_file,
                                   const struct timetable_parameters *parameters, struct kith_report *report);
void roster_alone_clear(struct roster_alone *alone);

#endif
