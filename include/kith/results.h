/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with finished results files: joined, told apart, and written as CSV. */
#ifndef KITH_RESULTS_H
#define KITH_RESULTS_H

#include <stdbool.h>
#include <stdint.h>

#include "kith/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct kith_merge_options {
    const char *const *parts; /* results files of one scenario and of different replicates */
    size_t part_count;
    const char *output;
    bool overwrite;           /* an existing results file may be replaced; files that are read never */
    const char *command_line; /* recorded in the file; may be NULL */
};

struct kith_merged {
    int64_t replicates, first, last;
    char digest[33]; /* of the results: that of one run of all these replicates */
};

/* Joins ranges of replicates that were run apart. The comparison is computed anew, of all of them. */
enum kith_status kith_merge(const struct kith_merge_options *options, struct kith_merged *merged, struct kith_report *report);

/*
 * Writes a results file as CSV files into directory, which appears when all are complete. One that exists stays unless
 * overwrite, and is then replaced only if it holds nothing but an export.
 */
enum kith_status kith_export_csv(const char *path, const char *directory, bool overwrite, struct kith_report *report);

enum { KITH_DIFF_TEXT = 96 };

/* Where two files part. */
struct kith_diff_place {
    bool weekly;                               /* week is known */
    int64_t week, replicate;                   /* replicate 0: of all */
    size_t arm_index;                          /* on the axis of A; 0 where arm is "" */
    char arm[KITH_DIFF_TEXT];                  /* "": of all */
    char where[KITH_DIFF_TEXT];                /* other axes, or the record and its students, in words; may be "" */
    char a[KITH_DIFF_TEXT], b[KITH_DIFF_TEXT]; /* the two values in words */
};

/* A variable that both files have. Values are compared where the files have the same arm, replicate, week..., records by their place among those of an arm and replicate. */
struct kith_diff_variable {
    char *name; /* "distressed", "events/minutes"; "events" for the number of records */
    bool log;
    int64_t compared, differing;
    double largest;               /* difference; NaN if nothing but missing values and categories differ */
    struct kith_diff_place first; /* if any differ */
};

struct kith_diff {
    bool equal;       /* the same axes, variables and values */
    char **parameter; /* "distress.onset: 0.01 in A, 0.02 in B" */
    size_t parameters;
    char **note; /* axes and variables that one file lacks */
    size_t notes;
    struct kith_diff_variable *variable;
    size_t variables;
    const struct kith_diff_variable *parts;  /* the first by week, replicate and arm; NULL: none differs */
    const struct kith_diff_variable *record; /* of these, the first of a log */
};

/* Compares two results files. Free in any case. */
enum kith_status kith_diff_files(struct kith_diff *diff, const char *a, const char *b, struct kith_report *report);
void kith_diff_free(struct kith_diff *diff);

#ifdef __cplusplus
}
#endif
#endif
