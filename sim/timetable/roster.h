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

enum { ROSTER_MONDAY = 1, ROSTER_WORKDAYS = 31, ROSTER_ALL_DAYS = 127, ROSTER_TEAM_NONE = 0 };

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
 * E106 outside the calendar, E109 required rotation missing or done too often; warnings W201 off a block boundary, W202 below a place's least, W203 alone at a
 * site, W204 a place never used. Messages begin with their code and name the lines of both sides. KITH_INVALID if there is an error.
 */
enum kith_status roster_check(const struct roster *roster, const struct roster_frame *frame, struct kith_report *report);

struct timetable_parameters;

/*
 * Reads a roster file: long (student_id,start,end,site,rotation,team,days; block in place of start,end; cohort) or wide (a line per student, a
 * column per block), as parameters->roster_shape, columns, date_format and codes_file say, and checks it. start_day: date of week 0 (days since
 * 1970-01-01). frame->file and label are filled in by the function. Every mistake is in the report (E101-E112 as in roster_check; E103 unknown site, rotation or student; E107 end before
 * start; E108 ambiguous or impossible date): KITH_INVALID then. *roster is left empty unless KITH_OK.
 */
enum kith_status roster_read(struct roster *roster, const char *file, const char *codes_file,
                             const struct timetable_parameters *parameters, int64_t start_day, uint32_t seats,
                             struct roster_frame frame, struct kith_report *report);

/* The same for pinned lines: a partial long roster of one cohort that a policy must keep. No gap, capacity or rotation checks. */
enum kith_status roster_read_pins(struct roster *roster, const char *file, const struct timetable_parameters *parameters,
                                  int64_t start_day, uint32_t seats, struct roster_frame frame, struct kith_report *report);

#endif
