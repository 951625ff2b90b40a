/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kith: a simulator of peer support among students. Open a scenario, run it, read the comparison; the numbers are in the
 * results file. Nothing here prints or exits. Different scenarios may be used in different threads.
 */
#ifndef KITH_KITH_H
#define KITH_KITH_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "kith/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct kith_scenario;

/*
 * Opens a scenario file and applies sets ("path=value", in order). Every mistake is in the report; KITH_INVALID then, and
 * *scenario is NULL. Close with kith_scenario_close.
 */
enum kith_status kith_scenario_open(struct kith_scenario **scenario, const char *path, const char *const *sets, size_t set_count,
                                    struct kith_report *report);
void kith_scenario_close(struct kith_scenario *scenario);

/* What a run would do. */
struct kith_outline {
    const char *title, *question;
    size_t arms;
    int64_t students; /* present at a time */
    int64_t replicates;
    int64_t weeks;       /* simulated by one arm of one replicate, burn-in included */
    int64_t recorded;    /* of these, recorded */
    double seconds;      /* expected on one thread */
    double bytes_memory; /* expected per thread */
    double bytes_file;   /* expected, logs not counted */
};

/* Checks everything that a run would need (files, capacities) and outlines it. */
enum kith_status kith_scenario_check(const struct kith_scenario *scenario, struct kith_outline *outline,
                                     struct kith_report *report);

/* Name of an arm, counted from 0; NULL past the last. */
const char *kith_scenario_arm(const struct kith_scenario *scenario, size_t index);

enum kith_describe_format { KITH_DESCRIBE_TEXT, KITH_DESCRIBE_CSV, KITH_DESCRIBE_MARKDOWN, KITH_DESCRIBE_YAML };

/* Writes every parameter: path, type, unit, range, default, source, meaning and, with a scenario (may be NULL), its value. YAML is a scenario file. */
enum kith_status kith_describe(FILE *stream, const struct kith_scenario *scenario, enum kith_describe_format format);

struct kith_progress {
    int64_t done, total; /* simulated weeks, over arms and replicates; those found done count as done */
    int64_t done_before; /* of these, found done when the run began */
    double seconds;      /* since the run began */
};

struct kith_run_options {
    const char *output;      /* the results file */
    int64_t first, last;     /* replicates; 0, 0: as the scenario says */
    int threads;             /* 0: as many as there are processors */
    bool over_students;      /* threads share the students of one replicate; else each takes replicates */
    const char *const *arms; /* NULL: all */
    size_t arm_count;
    bool overwrite;           /* an existing results file may be replaced; files that are read never */
    const char *command_line; /* recorded in the file; may be NULL */
    void (*progress)(void *context, const struct kith_progress *progress); /* a few times a second, from one thread at a time */
    bool (*cancelled)(void *context); /* asked every simulated week; true stops the run, finished replicates are kept */
    void *context;
};

/* One outcome of one arm. NaN: nothing can be said. */
struct kith_comparison {
    double mean;
    double difference, low, high;       /* from the first arm, with its 95% interval */
    int64_t lower_in, higher_in, pairs; /* in the others the two are equal */
};

struct kith_result {
    size_t arms, outcomes;
    const char *const *arm;
    const char *const *outcome; /* names */
    const char *const *label;   /* in words */
    const char *const *unit;
    const char *const *target;          /* NULL, or what the evidence asks */
    struct kith_comparison *comparison; /* [arms][outcomes] */
    int64_t replicates;
    int64_t found; /* of these, found finished when the run began */
    double seconds;
    char digest[33]; /* of the results */
};

/*
 * Runs a scenario into options->output. A stopped run leaves OUTPUT.parts; the same call goes on from there. *result is freed
 * with kith_result_free; NULL unless KITH_OK.
 */
enum kith_status kith_run(const struct kith_scenario *scenario, const struct kith_run_options *options,
                          struct kith_result **result, struct kith_report *report);
void kith_result_free(struct kith_result *result);

struct kith_trace_options {
    const char *arm;                  /* NULL: the first */
    int64_t replicate;                /* whose luck; 0 is 1 */
    int64_t episode;                  /* counted from 1 in the order of onset; 0: list the first 20, a line each */
    bool (*cancelled)(void *context); /* asked every simulated week; true stops. May be NULL */
    void *context;
};

/*
 * Writes one episode of simulated distress of one simulated student, week by week in sentences. Simulated people only: KITH_INVALID for
 * imported graphs, rosters and students files. Nothing is written unless KITH_OK.
 */
enum kith_status kith_trace(FILE *stream, const struct kith_scenario *scenario, const struct kith_trace_options *options,
                            struct kith_report *report);

/* --- Timetables, without any simulation --- */

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

/* --- The interaction log of a results file (observe.events): simulated people only --- */

struct kith_log;

/* Opens the log in a results file. KITH_INVALID if the file is none of kith's, of a newer format, or was written without the log. */
enum kith_status kith_log_open(struct kith_log **log, const char *path, struct kith_report *report);
void kith_log_close(struct kith_log *log);

/* Name of an arm, counted from 0; number of a replicate, counted from 0. NULL, 0: past the last. */
const char *kith_log_arm(const struct kith_log *log, size_t index);
int64_t kith_log_replicate(const struct kith_log *log, size_t index);
const char *kith_log_title(const struct kith_log *log); /* of the scenario */

enum kith_log_side { KITH_LOG_INFORMAL, KITH_LOG_FORMAL, KITH_LOG_SIDES };
enum { KITH_LOG_FEW = -1, KITH_LOG_WITHHELD = -2 }; /* of fewer than 5 students; hidden so that such a one cannot be worked out */

/* Encounters of one kind; all four numbers are KITH_LOG_FEW or KITH_LOG_WITHHELD where they are hidden. */
struct kith_log_cell {
    int64_t encounters;
    int64_t students; /* supported, each counted once */
    int64_t minutes, referred;
};

struct kith_log_row {
    char label[48];
    struct kith_log_cell cell[KITH_LOG_SIDES];
};

enum { KITH_LOG_TABLES = 7 };

struct kith_log_table {
    const char *name;  /* "relation", "started_by", "format", "topic", "year_of_course", "month", "supporter" */
    const char *title; /* in words */
    struct kith_log_row *row;
    size_t rows;
};

/* One arm of one simulated school. The rows of each table add up to the total, but for supporters: those with a formal encounter. */
struct kith_log_summary {
    struct kith_log_cell total[KITH_LOG_SIDES];
    int64_t supporters;    /* with a formal encounter; KITH_LOG_FEW: the total is hidden */
    double mean_formal;    /* formal encounters of this arm, mean over all simulated schools of the file; NaN if there is only one */
    struct kith_log_table table[KITH_LOG_TABLES];
};

/* replicate: its number. KITH_FAILED without memory; free in any case. */
enum kith_status kith_log_summarise(const struct kith_log *log, size_t arm, int64_t replicate, struct kith_log_summary *summary);
void kith_log_summary_free(struct kith_log_summary *summary);

/* "0.1.0 (revision)". */
const char *kith_version(void);

#ifdef __cplusplus
}
#endif
#endif
