/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of kith export have in common. */
#ifndef EXPERIMENT_FILES_EXPORT_H
#define EXPERIMENT_FILES_EXPORT_H

#include <stdio.h>

#include "base/atomic_file.h"
#include "experiment/files/results.h"
#include "kith/compare.h"

enum { EXPORT_COLUMNS_MAX = 8, EXPORT_PATH = 4096 };

struct export
{
    const struct results *results;
    struct kith_report *report;
    const char *directory; /* that is being filled */
    FILE *variables;       /* variables.csv, open until the end */
};

/* A file in the directory, by its name there. path must live until the close and have EXPORT_PATH bytes. */
enum kith_status export_open(const struct export *out, struct atomic_file *file, const char *name, char *path);

/* A line of variables.csv: what stands in a column, or in the rows of a metric. */
void export_describe(const struct export *out, const char *file, const char *column, const struct archive_dataset *variable);

/* Which values of the variables over the same axes are hidden. */
struct export_hiding {
    const struct archive_dataset *students; /* whose numbers decide; NULL: nothing is hidden */
    enum kith_shown *shown;                 /* as many as values; free() it */
};

/* Of a variable of the root group. Starts with an empty hiding, which is kept from one variable to the next. */
enum kith_status export_find_shown(struct export_hiding *hiding, const struct results *results,
                                   const struct archive_dataset *variable);

/* Of the rows over arm and outcome in the group of the comparison; *shown is NULL for any other variable. free() it. */
enum kith_status export_find_compared(enum kith_shown **shown, const struct results *results,
                                      const struct archive_dataset *variable);

bool export_same_axes(const struct archive_dataset *a, const struct archive_dataset *b);

/* All that the root group holds: a row for each value. */
enum kith_status export_tidy(const struct export *out);

/* All groups: a column for each variable. */
enum kith_status export_wide(const struct export *out);

#endif
