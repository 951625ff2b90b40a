/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the comparing of dense variables and of logs have in common. */
#ifndef EXPERIMENT_FILES_DIFF_H
#define EXPERIMENT_FILES_DIFF_H

#include "experiment/files/results.h"
#include "kith/results.h"

struct diff {
    struct kith_diff *out;
    const struct results *a, *b;
};

/* A new entry of the list of variables; NULL without memory. Entries move when one is added. */
struct kith_diff_variable *diff_add(struct diff *diff, const char *name, size_t bytes);

/* Counts one value; true if it differs. */
bool diff_count(struct kith_diff_variable *variable, double a, double b);

/* By week (those without one last), replicate, arm. */
bool diff_before(const struct kith_diff_place *a, const struct kith_diff_place *b);

/* Makes place the variable's first, if it is. */
void diff_keep_first(struct kith_diff_variable *variable, const struct kith_diff_place *place);

/* A value in words: of a category its meaning. text has KITH_DIFF_TEXT bytes. */
void diff_value_text(const struct archive_dataset *variable, double value, char *text);

/* Places of a's labels or numbers in b; SIZE_MAX where it lacks them. NULL without memory; free() it. */
size_t *diff_map(const struct coordinate *a, const struct coordinate *b);

/* Adds a line to a list of them; false without memory. */
bool diff_add_line(char ***list, size_t *count, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Lists labels and numbers of an axis that one file lacks. */
enum kith_status diff_axis(struct diff *diff, const struct archive_dataset *a, const struct archive_dataset *b);

/* Lists parameters that differ. */
enum kith_status diff_parameters(struct diff *diff);

/* A log, all columns; a is the first of them. */
enum kith_status diff_log(struct diff *diff, const struct archive_dataset *a);

#endif
