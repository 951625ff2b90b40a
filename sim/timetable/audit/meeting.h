/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A roster cut into blocks, and who is with whom in each: what an audit counts.
 *
 * Students of all cohorts are counted through: cohort · seats + seat. Days count from the roster's day 0; blocks are runs of weeks. The days that a student
 * spends at a place in a block are bits, bit 7 w + d for day d of the block's week w. Students with the same places on the same days of a block share a
 * pattern; two patterns are near if their students share a place (or a site) for at least half of the block's working days (Monday to Friday).
 */
#ifndef TIMETABLE_MEETING_H
#define TIMETABLE_MEETING_H

#include "timetable/roster.h"

enum { MEETING_WEEK = 7, MEETING_WORKDAYS = 5, MEETING_WORDS_MAX = 6, MEETING_ABSENT = -1 };

struct meeting_block {
    int32_t week_day[CALENDAR_WEEKS]; /* first day of each of its weeks */
    int weeks;
};

/* A student's days at one place in a block. */
struct meeting_segment {
    uint32_t student;
    uint32_t team;
    uint32_t block;
    uint16_t place;
    uint64_t days[MEETING_WORDS_MAX];
};

struct meeting_grid {
    const struct roster *roster;
    const struct places *places;
    size_t students;
    struct meeting_block *block; /* in time */
    size_t blocks;
    struct meeting_segment *segment; /* by block, then student */
    size_t count;
    size_t *first; /* blocks + 1: a block's segments */
    int32_t *site; /* blocks x students: the site with most days (the lower number on equal terms), or MEETING_ABSENT */
};

/* calendar: of a placement year; NULL: blocks begin in weeks in which at least a tenth of the stints there begin. */
enum kith_status meeting_grid_init(struct meeting_grid *grid, const struct roster *roster, const struct places *places,
                                   const struct calendar *calendar);
void meeting_grid_clear(struct meeting_grid *grid);

int meeting_days(const struct meeting_segment *segment);

enum meeting_level { MEETING_PLACE, MEETING_SITE };

/* One block's patterns. */
struct meeting_patterns {
    int32_t *of;                     /* per student, or MEETING_ABSENT */
    uint32_t count;                  /* of patterns */
    uint32_t present;                /* students */
    uint32_t *member_first, *member; /* count + 1; students by pattern, in order */
    uint32_t *near_first, *near;     /* count + 1; near patterns (itself too, if its students are there for half the block) */
    uint32_t *peers;                 /* how many peers a student of the pattern has */
};

/* Patterns of every block of the grid; *patterns has grid->blocks of them. */
enum kith_status meeting_patterns_create(struct meeting_patterns **patterns, const struct meeting_grid *grid,
                                         enum meeting_level level);
void meeting_patterns_free(struct meeting_patterns *patterns, size_t blocks);

/* True if the two are together for half the block. */
bool meeting_near(const struct meeting_patterns *patterns, uint32_t a, uint32_t b);

/* Peer continuity from a block to the next (audit.h), of the students who are in both. */
struct meeting_kept {
    double students;
    double kept;   /* sum over them of (peers in both blocks) / (peers now), 0 if alone */
    double chance; /* what chance alone gives, on average */
};

/* of of both is by student. KITH_FAILED without memory. */
enum kith_status meeting_keep(const struct meeting_patterns *before, const struct meeting_patterns *now, size_t students,
                              struct meeting_kept *kept);
double meeting_chance(const struct meeting_patterns *before, const struct meeting_patterns *now, size_t in_both);

#endif
