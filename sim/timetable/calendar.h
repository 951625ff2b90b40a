/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The academic year: 52 weeks, which of them are teaching, exams or break on campus and on placement, and how placement weeks
 * are cut into blocks. Week 0 of the run ends burn-in and begins a year; earlier weeks are negative.
 */
#ifndef TIMETABLE_CALENDAR_H
#define TIMETABLE_CALENDAR_H

#include <stdint.h>

#include "base/parameter.h"

enum { CALENDAR_WEEKS = 52, CALENDAR_TERM_WEEKS = 26, CALENDAR_YEARS_MAX = 10 };

enum calendar_phase { CALENDAR_CAMPUS, CALENDAR_PLACEMENT, CALENDAR_PHASES };
enum calendar_season { CALENDAR_TEACHING, CALENDAR_EXAM, CALENDAR_BREAK };

extern const char *const calendar_phase_names[];
extern const char *const calendar_turnover_names[];
enum calendar_turnover { TURNOVER_COHORTS, TURNOVER_CLOSED };

#define SCHOOL_PARAMETERS(P)                                                                                                       \
    P(WHOLE, intake, "1", 2, 1000000, "180", "assumed", "students taken in each year by each school; in a closed population, all students") \
    P(WHOLE, schools, "1", 1, 8, "1", "assumed", "schools of this make-up that share the sites; on campus their students do not meet") \
    P(CHOICES, course, calendar_phase_names, 1, CALENDAR_YEARS_MAX, "campus,campus,placement,placement,placement",                 \
      "EVIDENCE row 18: undergraduate five-year school", "phase of each year of the course, in order")                            \
    P(CHOICE, turnover, calendar_turnover_names, 0, 0, "cohorts", "MODEL",                                                         \
      "cohorts: a new one enters each year, the oldest graduates; closed: the same students from first week to last")             \
    P(REAL, leave_share, "1", 0, 0.5, "0.02", "assumed", "share of students who leave the course at a year's end")

PARAMETER_STRUCT(school, SCHOOL_PARAMETERS);

enum { CALENDAR_SCHOOLS_MAX = 8 };

/* Seats of a year of entry, of all schools; and of all years present at a time. */
int64_t school_cohort_seats(const struct school_parameters *school);
int64_t school_seats(const struct school_parameters *school);

#define CALENDAR_PARAMETERS(P)                                                                                                     \
    P(WHOLES, campus_breaks, "week of year", 0, 51, "8,18,19,20,21,30,40,41,42,43,44,45,46,47,48,49,50,51", "assumed",             \
      "weeks without teaching in a campus year, counted from 0")                                                                  \
    P(WHOLES, campus_exams, "week of year", 0, 51, "17,39", "assumed", "exam weeks in a campus year")                              \
    P(WHOLES, placement_breaks, "week of year", 0, 51, "24,25,26,45,46,47,48,49,50,51", "assumed",                                 \
      "weeks without placement in a placement year; the others are cut into blocks")                                              \
    P(WHOLES, placement_exams, "week of year", 0, 51, "44", "assumed", "exam weeks in a placement year")

PARAMETER_STRUCT(calendar, CALENDAR_PARAMETERS);

/* The year laid out: season of each week and, on placement, its block (-1 in breaks). */
struct calendar {
    uint8_t season[CALENDAR_PHASES][CALENDAR_WEEKS];
    int8_t block[CALENDAR_WEEKS];
    int blocks; /* per placement year */
};

void calendar_init(struct calendar *calendar, const struct calendar_parameters *parameters, int64_t block_weeks);

/*
 * Cuts the weeks of placement into blocks of these lengths in place of block_weeks. Returns how many weeks of placement are left over
 * (below 0: how many weeks the blocks are too long); the last block then runs on (or ends with the year), so that the calendar stays sound.
 */
int calendar_cut(struct calendar *calendar, const struct parameter_list *blocks);

/* True in the first week of a block, and in the last; a block runs on across breaks. */
bool calendar_block_begins(const struct calendar *calendar, int week_of_year);
bool calendar_block_ends(const struct calendar *calendar, int week_of_year);

/* Floor division and remainder, so that negative weeks fall into the years before. */
int calendar_year(int32_t week);
int calendar_week_of_year(int32_t week);

#endif
