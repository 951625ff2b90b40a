/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparing the arms of a results file: differences with their uncertainty, verdicts, and what stands under them. */
#ifndef KITH_COMPARE_H
#define KITH_COMPARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kith/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What an interval is made by: paired t for means, a bootstrap over simulated schools for the rest. */
enum kith_kind { KITH_KIND_MEAN, KITH_KIND_RATIO, KITH_KIND_QUANTILE, KITH_KIND_GINI, KITH_KINDS };

enum { KITH_BOOTSTRAP_LEAST = 15 }; /* pairs; with fewer the intervals of every kind are by paired t */

/* Which way is better for students, where that is plain. */
enum kith_better { KITH_BETTER_NEITHER, KITH_BETTER_LOWER, KITH_BETTER_HIGHER };

/* What an interval says, against the smallest difference that matters. */
enum kith_finding {
    KITH_NOT_COMPARABLE, /* no pair with numbers in both arms */
    KITH_NO_DIFFERENCE,  /* every difference is exactly 0 */
    KITH_TOO_CLOSE,      /* too close to matter */
    KITH_LOWER,
    KITH_HIGHER,
    KITH_NEEDS_MORE, /* needs more runs */
    KITH_FINDINGS
};

/* In words: "no difference", "too close to matter", "lower", ... */
const char *kith_finding_words(enum kith_finding finding);
const char *kith_kind_words(enum kith_kind kind);

/* --- A results file, read for comparing --- */

/* NaN: not known, or missing. */
struct kith_study_outcome {
    char *name, *label, *unit, *formula;
    enum kith_kind kind;
    enum kith_better better;
    double matters;   /* smallest difference that matters, in unit; NaN: none is known */
    double precision; /* half-width that the run was to reach; NaN: none was set */
    bool share;       /* of a whole, or a difference of such: shown in percent */
    bool checked;     /* held against the evidence rather than compared by */
    bool against_first; /* a difference from the first arm already: told as a level, and arms are not compared by it */
    double *value;    /* [arms][replicates] */
};

/* A parameter in which arms differ. */
struct kith_study_change {
    char *path;  /* "programme.supporters" */
    char **text; /* per arm, as the scenario says it */
};

struct kith_study {
    char *path, *title, *question, *digest, *revision, *scenario_file, *command_line, *resolved;
    char *support_line; /* a school's sentence on where to turn; "" if there is none */
    int64_t seed;
    size_t arms, replicates, outcomes, weeks, years, sites;
    char **arm;
    int32_t *replicate; /* numbers */
    char **site;        /* labels */
    char *influence;    /* hypothesis of how distress passes on; NULL: arms differ in it, or it is not known */
    struct kith_study_outcome *outcome;
    size_t primary;      /* outcome */
    int64_t start, step; /* pairs before the first look at the precision, and between looks (compare.start, compare.step) */
    struct kith_study_change *change;
    size_t changes;
    bool imported; /* rows of real people: splits have missing cells */
    struct kith_study_inside *inside;
};

/* KITH_INVALID, with a sentence, for what is no results file of kith. Close with kith_study_close (NULL allowed). One thread at a time. */
enum kith_status kith_study_open(struct kith_study **study, const char *path, struct kith_report *report);
void kith_study_close(struct kith_study *study);

/* Names of the outcomes that a planner asks for first, in this order: what students fare by, and what it costs. */
enum { KITH_ASKED_FIRST = 10 };
extern const char *const kith_asked_first[KITH_ASKED_FIRST];

/* Index of an arm or outcome by name; KITH_INVALID with the nearest valid name in the report. */
enum kith_status kith_study_find_arm(const struct kith_study *study, const char *name, size_t *index, struct kith_report *report);
enum kith_status kith_study_find_outcome(const struct kith_study *study, const char *name, size_t *index,
                                         struct kith_report *report);

/* The same without a message; study->outcomes if there is none of this name. */
size_t kith_study_outcome_index(const struct kith_study *study, const char *name);

/*
 * A weekly count of the file ("distressed"): [arms][replicates][weeks], and a split of one ("distressed_by_site"):
 * [arms][replicates][weeks][sites or years]. free() *values. KITH_INVALID if the file has none of this name.
 */
enum kith_status kith_study_weekly(const struct kith_study *study, const char *name, double **values, struct kith_report *report);

/* --- One outcome of one arm against the reference --- */

struct kith_difference {
    double mean;                /* of the arm, over simulated schools */
    double mean_low, mean_high; /* its 95% interval by t; NaN with one school */
    double reference;           /* mean of the reference arm */
    double difference;          /* mean of arm - reference over pairs */
    double low, high; /* 95% interval, for all arms at once where there are three or more; NaN with fewer than two pairs */
    double one_low, one_high; /* 90% range of the paired difference: what one cohort could show */
    bool bootstrap;           /* the interval is a bootstrap's, else paired t */
    int64_t lower_in, higher_in, pairs;
    double correlation; /* between the two arms */
    double
        variance_reduction; /* variance of a difference of unpaired runs / of paired ones; infinite where pairs never differ otherwise */
    double unpaired;        /* runs in each arm that would have given as narrow an interval without pairs */
    double lopsided;        /* skewness of the paired differences */
    enum kith_finding finding;
    /* Needs more runs: so many pairs more would settle it if the difference stays what it is so far; -1: it may lie at the margin. */
    int64_t more;
};

/* The same numbers for values that are in memory: [arms][count], NaN missing. difference has one entry per arm (the reference's own is 0). KITH_FAILED without memory. */
enum kith_status kith_differences(const double *values, size_t arms, size_t count, size_t reference, enum kith_kind kind,
                                  double matters, struct kith_difference *difference);

/* Of a study's outcome. */
enum kith_status kith_study_compare(const struct kith_study *study, size_t outcome, size_t reference,
                                    struct kith_difference *difference);

/*
 * The arms that may still be best (95%; multiple comparisons with the best by paired t, valid where arms share luck). may_be[arm]; false
 * for every arm where better is neither, or nothing can be said.
 */
void kith_best(const double *values, size_t arms, size_t count, enum kith_better better, bool *may_be);

/* --- Enough runs, and no more --- */

struct kith_stopping {
    bool enough;
    double half_width; /* widest of the arms' */
    int64_t more; /* runs that are likely to be needed beside these: 0 if enough, else at least one step; -1: no end in sight */
};

struct kith_precision {
    double half_width; /* that is to be reached */
    int64_t start, step;
};

/* After count runs (values as above): is the half-width under the target, now and at each of the last step runs before? Nothing is enough before start. */
struct kith_stopping kith_stopping(const double *values, size_t arms, size_t count, size_t reference,
                                   const struct kith_precision *precision);

/* --- Sentences --- */

enum { KITH_SENTENCE = 1024, KITH_NUMBER = 64 };

/* The verdict on one outcome of one arm, as a planner reads it. Returns text. */
const char *kith_verdict_sentence(const struct kith_study_outcome *outcome, const char *arm, const char *reference,
                                  const struct kith_difference *difference, char text[KITH_SENTENCE]);

/* What one cohort could show, beside the interval, which is only the noise of the runs. */
const char *kith_cohort_sentence(const struct kith_study_outcome *outcome, const struct kith_difference *difference,
                                 char text[KITH_SENTENCE]);

/* Rows of a table of outcomes, and which of them is judged first. */
struct kith_rows {
    const struct kith_study *study;
    const size_t *row; /* outcomes; NULL: all, in their order */
    size_t count, first;
    const struct kith_difference *cell; /* [count][arms] */
    size_t reference;
};

enum { KITH_BEYOND = 3 * KITH_SENTENCE };

/*
 * What an answer goes on with after the verdict on the first row: the verdict on weeks in distress if that is another row, and which of the other
 * outcomes asked first that are better one way (what an arm puts in, as encounters and hours, is neither) are lower or higher beyond what matters, those most
 * beyond first, better and worse alike: the same in every table that has them. "" where the rows have none of these.
 */
const char *kith_beyond_sentence(const struct kith_rows *rows, size_t arm, char text[KITH_BEYOND]);

/* What pairing gained. */
const char *kith_pairing_sentence(const struct kith_difference *difference, char text[KITH_SENTENCE]);

/* Which arms may still be best; "" where that cannot be said. */
const char *kith_best_sentence(const struct kith_study *study, const struct kith_study_outcome *outcome, const bool *may_be,
                               char text[KITH_SENTENCE]);

/* --- Numbers: where they are of a share, in percent, and differences in percentage points. All return text. --- */

/* With as many digits as tell; of an outcome ("77.4%" of a share); the smallest difference that matters. "-" if there is none. */
const char *kith_number_text(double value, char text[KITH_NUMBER]);
const char *kith_level_text(double value, bool share, char text[KITH_NUMBER]);
const char *kith_margin_text(double matters, bool share, char text[KITH_NUMBER]);

/* A number of a difference with its sign and the digits of its interval; the interval; and all of it, "+2.3 points (+1.1 to +3.4)". */
const char *kith_signed_text(double value, const struct kith_difference *difference, bool share, char text[KITH_NUMBER]);
const char *kith_interval_text(const struct kith_difference *difference, bool share, char text[KITH_NUMBER]);
const char *kith_difference_text(const struct kith_difference *difference, bool share, char text[2 * KITH_NUMBER]);

/* What a difference is measured in, for a sentence: "weeks a year", "percentage points", or "". */
const char *kith_difference_unit(const char *unit, bool share);

/* A difference as it is said: "-0.45 weeks a year", "+8.5 percentage points"; of things counted, "86 more a year". */
const char *kith_amount_text(const struct kith_difference *difference, const char *unit, bool share, char text[2 * KITH_NUMBER]);

/* What the evidence asks of an outcome ("T1: 0.22 to 0.32"), as its numbers are shown. */
const char *kith_target_text(const char *target, bool share, char text[KITH_NUMBER]);

/* Whether an arm's mean is so; few simulated schools may leave it open. "" where the target is no range. */
const char *kith_target_words(const char *target, const struct kith_difference *level);

/* --- Why: the way of support --- */

enum kith_funnel_stage {
    KITH_FUNNEL_DISTRESSED,
    KITH_FUNNEL_NOTICED,
    KITH_FUNNEL_OFFERED_INFORMAL,
    KITH_FUNNEL_OFFERED_FORMAL,
    KITH_FUNNEL_ACCEPTED_INFORMAL,
    KITH_FUNNEL_ACCEPTED_FORMAL,
    KITH_FUNNEL_RELIEVED_INFORMAL,
    KITH_FUNNEL_RELIEVED_FORMAL,
    KITH_FUNNEL_REFERRED,
    KITH_FUNNEL_IN_CARE,
    KITH_FUNNEL_STAGES
};

const char *kith_funnel_words(enum kith_funnel_stage stage);

/* Per 1,000 student weeks in distress, mean over simulated schools; the first stage per 1,000 student weeks. value[arms][KITH_FUNNEL_STAGES]; NaN missing. */
enum kith_status kith_study_funnel(const struct kith_study *study, double *value, struct kith_report *report);

/* --- Where and for whom --- */

enum kith_group_kind {
    KITH_GROUP_WORST_SITE,
    KITH_GROUP_BEST_SITE,
    KITH_GROUP_YEAR,
    KITH_GROUP_ISOLATED,
    KITH_GROUP_TOGETHER,
    KITH_GROUP_SUPPORTERS
};

/* What becomes of a row by its students: of fewer than 5, or a row from which such a one would follow. */
enum kith_shown { KITH_SHOWN, KITH_TOO_FEW, KITH_WITHHELD };

/* In place of the numbers of a row that is not shown. */
const char *kith_shown_words(enum kith_shown shown);

/* Outcomes of supporters are not shown, and their values are missing, in an arm where fewer than 5 serve at a time. */
enum kith_shown kith_study_shown(const struct kith_study *study, size_t outcome, size_t arm);

/* An outcome's mean in an arm, or the words in place of it. Returns text. */
const char *kith_study_level_text(const struct kith_study *study, size_t outcome, size_t arm, double mean, char text[KITH_NUMBER]);

/* Weeks in simulated distress a year of a group of students, per arm. */
struct kith_group {
    enum kith_group_kind kind;
    char label[96];
    const char **site;      /* worst and best site: which, per arm */
    double *students;       /* at a time, per arm */
    double *value;          /* per arm; NaN: missing, or not shown */
    enum kith_shown *shown; /* per arm */
};

struct kith_groups {
    struct kith_group *at;
    size_t count;
    enum kith_shown *site; /* of rows by site */
};

/* Clear in any case. */
enum kith_status kith_study_groups(const struct kith_study *study, struct kith_groups *groups, struct kith_report *report);
void kith_groups_clear(struct kith_groups *groups);

/* --- Under which assumptions --- */

/* The rival hypotheses of how distress passes on, as distress.influence names them; NULL past the last. */
const char *kith_influence(size_t index);

/* The one that is of this hypothesis: the study itself, or a rival; NULL if there is none. */
const struct kith_study *kith_study_under(const struct kith_study *study, const struct kith_study *const *rivals,
                                          size_t rival_count, const char *influence);

/*
 * Whether another file is of the same arms and the same scenario but for its hypothesis (distress.influence), and how it is recorded and
 * judged; KITH_INVALID with a sentence that names what differs.
 */
enum kith_status kith_study_check_rival(const struct kith_study *study, const struct kith_study *rival,
                                        struct kith_report *report);

/*
 * The command that runs the study's scenario, as it was set, in the same replicates under another hypothesis, and the file that it
 * writes. program: what a shell calls kith. NULL without memory; free() both.
 */
char *kith_study_command(const struct kith_study *study, const char *program, const char *influence);
char *kith_study_rival_path(const struct kith_study *study, const char *influence);

/* As a shell reads it back: quoted if need be. NULL without memory; free() it. */
char *kith_shell_word(const char *text);

/* What an outcome's difference is where an assumed parameter is at either end of its range. Filled by who runs them. */
struct kith_swing {
    const char *path, *source;
    double low_value, high_value;                            /* of the parameter */
    double at_low, at_high;                                  /* mean paired difference there */
    double at_low_from, at_low_to, at_high_from, at_high_to; /* 95% intervals */
    double base, base_from, base_to; /* difference as the scenario stands, in the same replicates; 95% interval */
};

/* Most influential first: by how far apart the two ends are. */
void kith_swing_sort(struct kith_swing *swing, size_t count);

/* True if the two ends, or an end and the base, have opposite signs beyond luck: both intervals leave 0 out. */
bool kith_swing_flips(const struct kith_swing *swing);
const char *kith_swing_words(const struct kith_swing *swing); /* "THE SIGN TURNS", that it turns within noise, or "" */
const char *kith_swing_sentence(const struct kith_swing *swing, const char *unit, char text[KITH_SENTENCE]);

/* The sweep that a file holds (kith_run_options.assumption_replicates), for one arm. */
struct kith_swings {
    struct kith_swing *at; /* of parameters that moved the outcome, most influential first */
    size_t count;
    const char **inert; /* names of those that changed nothing in the first simulated school */
    size_t inert_count;
    char *outcome, *reference; /* that the differences are of, and from */
    char *rule;                /* what the ends are, in words; NULL: of an earlier revision */
    int64_t replicates;        /* simulated schools at each end; 0: the file holds no sweep */
    char **label;
    size_t labels;
};

/* Clear in any case. */
enum kith_status kith_study_swings(const struct kith_study *study, size_t arm, struct kith_swings *swings,
                                   struct kith_report *report);
void kith_swings_clear(struct kith_swings *swings);

/* --- A real trial --- */

enum { KITH_POWER_SIZES = 4 };
extern const int kith_power_schools[KITH_POWER_SIZES]; /* 5, 10, 20, 50 */

/* Schools in each arm, for the mean difference and at the ends of its interval; 0: more than a million. */
struct kith_trial {
    int64_t schools, fewest, most;
};

/* What a trial with unpaired schools would need to see the simulated difference, two-sided 5%. */
struct kith_power {
    struct kith_difference of; /* what the runs know of the difference */
    double sd;                 /* between simulated schools, of one arm (pooled over both) */
    double paired_sd;          /* of paired differences, which no real trial has */
    /* There are compare.start pairs or more, and the interval leaves 0 out; else nothing is known to plan by, and what follows is 0. */
    bool told;
    struct kith_trial in_80, in_90;   /* to see it in 8, in 9 of 10 trials */
    int64_t paired_80;                /* if each school could be its own control: pairs */
    double seen_by[KITH_POWER_SIZES]; /* chance that kith_power_schools[k] schools in each arm show the mean difference */
};

/* KITH_INVALID with fewer than two pairs, KITH_FAILED without memory. */
enum kith_status kith_study_power(const struct kith_study *study, size_t outcome, size_t arm, size_t reference,
                                  struct kith_power *power);

/* Normal approximation of Student's noncentral t with the means' exact degrees of freedom: the power of n schools in each of two arms. */
double kith_power_of(double difference, double sd, double n);

/* How far two hypotheses are apart in one outcome: difference of their paired differences over the SD that one trial school has. */
struct kith_separation {
    size_t outcome;
    size_t one, other; /* studies */
    double apart;
};

/* The outcomes by which studies of the same arms under rival hypotheses are told apart, best first; at most count. Returns how many. */
size_t kith_studies_separate(const struct kith_study *const *studies, size_t study_count, size_t arm, size_t reference,
                             struct kith_separation *separation, size_t count);

#ifdef __cplusplus
}
#endif
#endif
