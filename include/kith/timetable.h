/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Timetables, without any simulation: plan, check, audit, compare, export. */
#ifndef KITH_TIMETABLE_H
#define KITH_TIMETABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "kith/scenario.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Who is where in which block: planned by an arm of a scenario, or read from a roster file. */
struct kith_timetable;

enum kith_cohorts {
    KITH_COHORT_AND_COMPANY, /* one entry year, and those who share sites with it: what an audit looks at */
    KITH_COHORT_ALONE,       /* one entry year */
    KITH_COHORTS_OF_RUN      /* every entry year with a placement in the run: what reading again gives the same run */
};

struct kith_timetable_options {
    const char *arm;   /* NULL: the first */
    int64_t replicate; /* whose luck; 0 is 1 */
    enum kith_cohorts cohorts;
    int entry_year; /* 0: the year that begins in week 0. A closed population has only one */
    bool lenient;   /* a timetable that only a simulation knows (pods of friends) is a warning, and *timetable is NULL */
};

/* Plans it, or takes the arm's roster. Mistakes of the scenario and of its files are in the report, what was said before not again. The scenario must outlive it. */
enum kith_status kith_timetable_plan(struct kith_timetable **timetable, const struct kith_scenario *scenario,
                                     const struct kith_timetable_options *options, struct kith_report *report);

/* Everything wrong with a timetable that was planned (roster files have been checked when they are read). KITH_INVALID if there is an error. */
enum kith_status kith_timetable_check(const struct kith_timetable *timetable, struct kith_report *report);

/* A roster file by itself, checked for what can be seen without a scenario. sets say how it is written ("timetable.date_format=dd/mm/yyyy"). */
enum kith_status kith_timetable_read(struct kith_timetable **timetable, const char *path, const char *const *sets,
                                     size_t set_count, struct kith_report *report);
void kith_timetable_close(struct kith_timetable *timetable);

/*
 * Writes the long roster CSV (csv; NULL: not) and an iCalendar file per site into a folder (ics; NULL: not). Students are numbers. Files bear their
 * names only when complete. Files that exist are replaced only where overwrite is said, those that the scenario reads never.
 */
enum kith_status kith_timetable_export(const struct kith_timetable *timetable, const char *csv, const char *ics, bool overwrite,
                                       struct kith_report *report);

/* KITH_INVALID with a message if the timetable was read from this file, which nothing may be written over. */
enum kith_status kith_timetable_spares(const struct kith_timetable *timetable, const char *file, struct kith_report *report);

struct kith_audit_measure {
    const char *name, *label, *unit; /* unit "1": a share */
};

/* A group of students. Hidden rows have no numbers but capacity. */
struct kith_audit_row {
    const char *kind; /* "site": those who were there; "home site", "campus group": as students.csv says */
    const char *label;
    bool hidden;         /* fewer than 5 students, or hidden so that such a row cannot be worked out */
    int64_t students;    /* -1: fewer than 5, -2: withheld because of such a row */
    bool alone_withheld; /* 1 to 4 students are ever alone */
    /* Shares, of sites in blocks in which students are mainly there; NaN: missing, or of fewer than 5 students. */
    double continuity, alone;
    double capacity, used, peak; /* of sites: students at once, share of student-days, most students on one day; NaN: unknown */
};

enum { KITH_AUDIT_ALONE = 4 };

struct kith_audit {
    int64_t students; /* -1: fewer than 5, and nothing else is said */
    int64_t blocks;
    size_t measures;
    const struct kith_audit_measure *measure;
    double *value;  /* per measure; NaN: missing, or withheld */
    bool *withheld; /* per measure: 1 to 4 students could be counted by it */
    /* Students alone in 0, 1, 2, 3 or more blocks; -1: fewer than 5, -2: withheld because of such a row. */
    int64_t alone_blocks[KITH_AUDIT_ALONE];
    struct kith_audit_row *row;
    size_t rows;
    const char *worst_site; /* where the fewest peers stay from block to block; NULL: cannot be said */
    double worst_continuity;
};

/* friends: CSV a,b of friendships at the end of campus, or NULL. Freed with kith_audit_free. The timetable must outlive it. */
enum kith_status kith_timetable_audit(const struct kith_timetable *timetable, const char *friends, struct kith_audit **audit,
                                      struct kith_report *report);
void kith_audit_free(struct kith_audit *audit);

/* What two timetables are compared by, in several draws of a plan's luck; rosters have one draw and no luck. */
struct kith_draws;

/* Over the draws. NaN: missing; or withheld, as in an audit. */
struct kith_spread {
    double mean, low, high;
    bool mean_withheld, low_withheld, high_withheld;
};

/* Draws the plan's replicates first .. first + count - 1 (of a roster: itself). Freed with kith_draws_free. */
enum kith_status kith_timetable_draw(const struct kith_timetable *timetable, int64_t first, int64_t count,
                                     struct kith_draws **draws, struct kith_report *report);
void kith_draws_free(struct kith_draws *draws);

/* How many there are. */
int64_t kith_draws_count(const struct kith_draws *draws);

/* Measures of kith_audit: peer_continuity_adjusted and blocks_alone. */
struct kith_spread kith_draws_kept(const struct kith_draws *draws);
struct kith_spread kith_draws_alone(const struct kith_draws *draws);

enum kith_verdict { KITH_NOT_COMPARED, KITH_ALIKE, KITH_BETTER, KITH_WORSE, KITH_MIXED };

/*
 * Which keeps students together better, by peers kept beyond chance and by blocks without any peer. A difference counts from 1 percentage point on,
 * and if it has the same sign in every draw (draws of the same luck are paired). Better, or worse, if the former differ and the latter do not differ
 * the other way; alike if neither differs; else mixed. kept, alone: 1 better, -1 worse, 0 alike.
 */
struct kith_judgement {
    enum kith_verdict verdict;
    int kept, alone;
};
struct kith_judgement kith_draws_judge(const struct kith_draws *one, const struct kith_draws *other);

/* Facts of the timetable for each student, by number, as CSV. overwrite as in kith_timetable_export. */
enum kith_status kith_timetable_students(const struct kith_timetable *timetable, const char *friends, const char *csv,
                                         bool overwrite, struct kith_report *report);

#ifdef __cplusplus
}
#endif
#endif
