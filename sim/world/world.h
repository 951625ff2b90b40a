/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything that changes in one replicate of one arm. A student's id is a function of entry year and seat; the row that
 * holds the student is found by a table over entry years, so that a cohort's rows can be taken over by the next without
 * moving anyone.
 */
#ifndef WORLD_WORLD_H
#define WORLD_WORLD_H

#include "base/block_list.h"
#include "base/random.h"
#include "timetable/timetable.h"
#include "world/group.h"
#include "world/request.h"
#include "world/student.h"
#include "world/tie.h"

enum { WORLD_SEAT_BITS = 20, WORLD_YEARS = 256, WORLD_YEAR_ZERO = 128 };
#define ROW_NONE UINT32_MAX

/* A pair of students who become tied when new ties are next entered. */
struct tie_birth {
    uint32_t low, high; /* ids */
    uint8_t origin;
};

struct tie_births {
    struct tie_birth *at;
    size_t count, capacity;
};

/* What a cohort brings from campus to its placements, where the timetable asks for it: kept from its first placement on. */
struct world_past {
    uint32_t first_id;      /* of the cohort; ID_NONE: nothing is kept */
    uint32_t *campus_group; /* per seat; NULL: never on campus */
    struct timetable_tie *ties;
    size_t tie_count;
};

/* A week's teaching of those in one year of course: hours, and by how much it moves the traits of who attends all of it (SD). */
struct lesson {
    double hours, moves[TAUGHT_TRAITS];
};

/* What meetings read of a student in one place in memory, because the others whom one meets lie anywhere. Set by encounters. */
struct profile {
    uint32_t id;
    float presence, sociability;
    int16_t region; /* world_region */
    uint8_t attributes;
};

/* The same of what every tie reads every week, a quarter of a cache line. */
struct offer {
    float leisure_rate;
    uint32_t position[GROUP_PAIR]; /* in the order of the first class's layers; UINT32_MAX in no group */
    int16_t region;
};

/* What happened this week, for observers. Reset at the week's start; counts only, added up serially or as integers. */
struct world_week_events {
    int32_t onsets, recoveries, worsenings, easings;
    int32_t incidents, emergencies;
    int32_t tie_births, tie_deaths;
    int32_t referred, care_begun, care_ended;
    int32_t referred_to[CHANNELS], care_begun_at[CHANNELS], not_attended[CHANNELS];
    int64_t taught_hours, training_hours; /* of students in sessions, of supporters in training; 1/1024 h */
    int64_t meeting_hours;  /* of supporters at their meeting; 1/1024 h */
    int32_t advised;        /* formal encounters with advice on call */
    int32_t stopped;        /* supporters who stopped serving */
    int32_t assignment_cost; /* objective of the assignment made this week, rounded down */
};

struct world {
    struct random_key key;
    int32_t week;
    uint32_t rows;   /* cohorts present at a time x seats */
    uint32_t intake; /* seats of a cohort, of all schools: seat s belongs to school s / (intake / schools) */
    int cohorts;     /* cohorts present at a time */
    struct school_parameters school;
    struct calendar calendar;          /* the timetable's */
    const struct timetable *timetable; /* of the arm, shared by replicates */
    struct timetable_plan plan;        /* of the placement year */
    struct world_past past[TIMETABLE_COHORTS_MAX];
    struct week_places places;         /* where those on placement are since places last changed */
    bool parallel;                     /* loop over students in threads */
    bool large;                        /* does not fit into caches: memory is asked for ahead of its use */
    int32_t friend_at, named_at;       /* 1/1024 h of banked time */
    double homophily[4];               /* of a pair, by the attributes (bits) in which it differs */
    int64_t reach, all_meet;           /* of the circle; largest group in which all meet */
    uint32_t base_row[WORLD_YEARS];    /* first row of the cohort with this entry year; ROW_NONE when absent */
    struct students students;
    struct ties ties;
    struct groups groups[GROUP_LAYERS_MAX]; /* of class k of days: small 2k, wide 2k + 1 */
    int layers;                             /* of these, in use this week: 2 in an ordinary one */
    struct group_ticket *tickets;           /* room for twice as many as rows, to sort them */
    struct profile *profile;                /* of each row */
    struct offer *offer;                    /* of each row */
    struct tie_births births;
    struct requests requests;
    struct block_list birth_list;   /* spans' new ties, before they are joined to births */
    struct block_list request_list; /* rows' requests, before they are joined to requests */
    bool programme_runs;            /* supporters were wanted last week */
    int32_t programme_week;         /* in which supporters were last selected; WEEK_NEVER */
    double mean_trust;              /* in the programme (programme.trust) */
    double duty_hours;                            /* of supporters on duty in the week last simulated, per enrolled student */
    double crowd_hours;                           /* of the week before: what friends go by */
    struct lesson lessons[CALENDAR_YEARS_MAX][2]; /* this week's, by year of course: without and with a supporter's role */
    bool taught; /* some lesson has been given since the run began */
    struct world_week_events events;
    bool frozen; /* ties and their hours do not change (ties.frozen) */
    bool failed; /* without memory, or a student without room for ties, at a serial point; the run stops at the week's end */
};

enum kith_status world_init(struct world *world, struct random_key key, const struct school_parameters *school,
                            int32_t first_week);

/*
 * Makes *copy, which is overwritten, a world of its own in the same state: both go on alike. On KITH_FAILED nothing is held.
 * Everything that the struct points at is copied, or it would change under the other's feet.
 */
enum kith_status world_copy(struct world *copy, const struct world *world);

/* Places follow this timetable from its next block on. */
void world_use_timetable(struct world *world, const struct timetable *timetable);
void world_clear(struct world *world);

/* Takes this many layers of groups into use; new ones are empty. */
enum kith_status world_set_layers(struct world *world, int layers);

/*
 * Rows, or positions in a layer, that are worked on together: draws are made several at a time and waits for memory overlap. Rows from which
 * on threads are worth it, and up to which caches hold a world (measured: asking ahead costs 2% at 2,000 and gains 4% at 4,000).
 */
enum { WORLD_SPAN = 32, WORLD_LARGE = 50000, WORLD_CACHED = 4000 };

/* First of a span, and how many. */
static inline uint32_t world_span(const struct world *world, uint32_t span, uint32_t *count)
{
    uint32_t first = span * WORLD_SPAN;
    *count = world->rows - first < WORLD_SPAN ? world->rows - first : WORLD_SPAN;
    return first;
}

static inline uint32_t world_spans(const struct world *world)
{
    return (world->rows + WORLD_SPAN - 1) / WORLD_SPAN;
}

/* Draws (STUDENT, this week) of the rows of a span; each lane has room for WORLD_SPAN words. */
void world_draw_span(const struct world *world, enum random_purpose purpose, uint32_t span, const struct random_lanes *lanes);

static inline uint32_t world_row(const struct world *world, uint32_t id)
{
    uint32_t base = world->base_row[id >> WORLD_SEAT_BITS];
    return base == ROW_NONE ? ROW_NONE : base + (id & ((1u << WORLD_SEAT_BITS) - 1));
}

/* This week's lesson of a row. */
static inline const struct lesson *world_lesson(const struct world *world, uint32_t row)
{
    return &world->lessons[world->students.calendar.year_of_course[row]][world->students.programme.role[row] != ROLE_NONE];
}

/* Id of seat 0 of the cohort that enters in this year (0: the year that begins in week 0). */
static inline uint32_t world_cohort_id(int entry_year)
{
    return (uint32_t)(entry_year + WORLD_YEAR_ZERO) << WORLD_SEAT_BITS;
}

static inline int world_entry_year(uint32_t id)
{
    return (int)(id >> WORLD_SEAT_BITS) - WORLD_YEAR_ZERO;
}

/* Runs function over all spans of rows, and joins what it appended (at most promised items a span) to births. */
void world_run_births(struct world *world, size_t promised, block_list_function *function, void *context);

/* Runs function over all rows, and joins what it appended (at most promised items a row) to requests. */
void world_run_requests(struct world *world, size_t promised, block_list_function *function, void *context);

/* Most ties that one student has. */
uint32_t world_max_ties(const struct world *world);

/* Remembers a tie to be entered at the next world_enter_births. Serial. */
void world_add_birth(struct world *world, uint32_t a, uint32_t b, enum tie_origin origin);

/* Enters remembered ties in the order of ids, each pair once, with these banked hours (1/1024 h). Serial. */
void world_enter_births(struct world *world, int32_t banked);

/* Drops all ties of a row, on both sides. Serial. */
void world_drop_ties(struct world *world, uint32_t row);

/* Ties of a row with banked hours >= friend_at. */
int32_t world_friends(const struct world *world, uint32_t row);

/* Where a row spends its free time: its place, but campus for sites that are not remote. */
static inline int16_t world_region(const struct world *world, uint32_t row)
{
    int16_t place = world->students.calendar.place[row];
    return place >= 0 && world->timetable && !world->timetable->places.remote[place] ? (int16_t)PLACE_CAMPUS : place;
}

/* True if the two share a day of this week in one place, on campus, at a site or a hub; those away are not together. */
static inline bool world_together(const struct world *world, uint32_t a, uint32_t b)
{
    const int16_t *place = world->students.calendar.place;
    if (place[a] == place[b] && place[a] != PLACE_AWAY)
        return true;
    for (int layer = GROUP_WIDE; world->layers > GROUP_PAIR && layer < world->layers; layer += GROUP_PAIR)
        if (world->groups[layer].seat[a].first == world->groups[layer].seat[b].first)
            return true;
    return false;
}

/* The first column of students or ties that holds an illegal value, or that the two halves of a tie disagree on; NULL if all is well. */
const char *world_verify(const struct world *world);

#endif
