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

#ifdef __cplusplus
}
#endif
#endif
