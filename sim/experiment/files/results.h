/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A finished results file, opened: what exporting, merging and comparing files have in common. */
#ifndef EXPERIMENT_FILES_RESULTS_H
#define EXPERIMENT_FILES_RESULTS_H

#include "archive/archive.h"

struct results {
    const char *path; /* must live as long */
    struct archive_file *file;
    struct archive_catalog catalog;
    struct kith_report *report;
};

/* Close it in any case. */
enum kith_status results_open(struct results *results, const char *path, struct kith_report *report);
void results_close(struct results *results);

/* The axis of a variable by its place, as the variable's group has it. */
const struct archive_dataset *results_axis(const struct results *results, const struct archive_dataset *variable, size_t place);

/* True for a column of a log: one axis, whose rows are counted in the group's row_size. */
bool results_is_log(const struct results *results, const struct archive_dataset *variable);

/* True for what the file derives from its axes and logs: time, row_size. */
bool results_is_derived(const struct archive_dataset *variable);

/* True if the two are in one group. */
bool results_same_group(const struct archive_dataset *a, const struct archive_dataset *b);

/* All values of a variable as doubles, with room for one more. NULL after a message. */
double *results_values(const struct results *results, const struct archive_dataset *variable);

/* Labels or numbers of an axis. */
struct coordinate {
    char **labels;    /* NULL: numbers */
    int32_t *numbers; /* NULL: labels */
    size_t length;
};

/* Clear it in any case. */
enum kith_status coordinate_read(struct coordinate *coordinate, const struct results *results,
                                 const struct archive_dataset *axis);
void coordinate_clear(struct coordinate *coordinate);
bool coordinate_same(const struct coordinate *a, size_t at, const struct coordinate *b, size_t there);

enum { COORDINATE_TEXT = 16 };
/* As text: the label, or the number written into buffer of COORDINATE_TEXT bytes. */
const char *coordinate_text(const struct coordinate *coordinate, size_t at, char *buffer);

#endif
