/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Described columns → HDF5 that is also valid netCDF-4. The only user of the HDF5 library.
 *
 * A layout says what a run holds: axes, variables, attributes. Each finished replicate goes to a part file of its own
 * (written under another name, fsync, rename, fsync of the directory: existence is the mark); the parts are merged in replicate
 * order into the final file, which bears its name only when it is complete.
 *
 * Threads: parts are plain files, so archive_part_* may run at once for different replicates. archive_merge uses the HDF5
 * library: the caller lets one thread at a time into it.
 */
#ifndef ARCHIVE_ARCHIVE_H
#define ARCHIVE_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kith/status.h"

enum { ARCHIVE_AXES_MAX = 4 };

/* Of the results file: readers refuse a newer major number; the minor one grows with what is added. */
#define ARCHIVE_FORMAT_VERSION "1.4"
enum { ARCHIVE_FORMAT_MAJOR = 1 };

enum archive_type { ARCHIVE_INT32, ARCHIVE_INT64, ARCHIVE_UINT8, ARCHIVE_FLOAT32, ARCHIVE_FLOAT64, ARCHIVE_TEXT };

/* A dimension. Coordinates are labels (text) or numbers; an axis without either counts from 0. */
struct archive_axis {
    const char *name;
    const char *unit; /* NULL for labels */
    const char *long_name;
    size_t length;             /* ignored for a log axis (rows differ from replicate to replicate; joined in replicate order) */
    const int64_t *numbers;    /* length of them, or NULL */
    const char *const *labels; /* length of them, or NULL */
    bool log;                  /* rows of an event log, a census, a tie list */
};

/*
 * A variable: dense over its axes (row-major, first axis slowest). One with the axis "replicate" is filled from the parts; a
 * part holds it without that axis. One whose axis is a log axis has that axis alone, in a group of its own; all log variables
 * of a group have equally many rows. Any other is given whole at the merge. A float that is missing is NaN.
 *
 * A group repeats the axes that it uses; one with a log also repeats arm and replicate, and any axis X for which it has a
 * column X_index (the place on that axis, counted from 0: arm_index, site_index). A column of an axis' numbers is called
 * X_number (week_number). No variable may have the name of an axis: R's ncdf4 would not show it. row_size(replicate) says how
 * many rows are whose.
 *
 * Texts (ARCHIVE_TEXT, values are char *) are given whole, over one axis, and beside the results.
 *
 * Units are singular (hour, day): xarray turns "hours" and "days" into time differences, so those are refused.
 */
struct archive_variable {
    const char *name;
    const char *group; /* NULL: the root group */
    enum archive_type type;
    const char *axes[ARCHIVE_AXES_MAX]; /* names, NULL after the last */
    const char *unit;                   /* NULL: a category or a plain number */
    const char *long_name;
    const char *formula;       /* how it is defined; NULL if long_name says it all */
    const char *flag_meanings; /* UINT8 categories: space-separated names of 0, 1, 2…; NULL otherwise */
    bool beside;               /* what was asked of the results beside them: does not enter their digest */
};

struct archive_attribute {
    const char *name;
    const char *text;
};

struct archive_layout {
    const struct archive_axis *axes; /* one is "replicate"; one may be "week" */
    size_t axis_count;
    const struct archive_variable *variables;
    size_t variable_count;
    const struct archive_attribute *attributes; /* of the root group */
    size_t attribute_count;
    const char *start_date; /* ISO date of week 0; makes the coordinate time(week), "days since <start>"; NULL: none */
};

/* The numbers of one variable: what one replicate holds, or the whole for a variable without that axis. */
struct archive_data {
    const void *values; /* of the variable's type */
    size_t rows;        /* rows of a log variable; ignored for dense ones */
};

/* Bytes of one value. */
size_t archive_type_size(enum archive_type type);

/* Values of a dense variable in one part: the product of its axes but for "replicate". */
size_t archive_part_length(const struct archive_layout *layout, const struct archive_variable *variable);

/*
 * Makes directory (FILE.h5.parts) with its stamp file holding digest, or checks the one that is there. A stamp with another
 * digest is KITH_INVALID; *other_description gets the stamp's text (the caller frees it; NULL otherwise) so that the caller can
 * say what differs. description (scenario as resolved) is stored beside the digest.
 */
enum kith_status archive_parts_open(const char *directory, const char *digest, const char *description, char **other_description,
                                    struct kith_report *report);

/* True if the part of this replicate is there and whole (it is read through and its checksums compared). */
bool archive_part_exists(const char *directory, int64_t replicate);

/* Writes one replicate; data has one entry per variable of the layout (entries of variables not in parts are ignored). */
enum kith_status archive_part_write(const char *directory, const struct archive_layout *layout, int64_t replicate,
                                    const struct archive_data *data, struct kith_report *report);

/* Reads a dense variable of one part into values (archive_part_length values of its type). */
enum kith_status archive_part_read(const char *directory, const struct archive_layout *layout, int64_t replicate,
                                   const struct archive_variable *variable, void *values, struct kith_report *report);

/* Keeps a few numbers in the directory, under a name of their own and with what they are about. */
enum kith_status archive_note_write(const char *directory, const char *name, const char *about, const double *values,
                                    size_t count, struct kith_report *report);

/* True if numbers of this name, about the same and as many, are there and whole; else values hold nothing. */
bool archive_note_read(const char *directory, const char *name, const char *about, double *values, size_t count);

/*
 * Merges the parts of the layout's replicates (its axis "replicate") into path, then removes the directory (or only these parts, if
 * there are others). whole has one entry per variable (those without "replicate" and not logs are taken from it). digest receives 32 hexadecimal digits and a
 * 0: XXH3-128 over names and values in order, equal for equal results whatever the number of threads or the date; also the
 * root attribute results_digest. A damaged part is an error that names it, never merged; on any error path is as it was and
 * the parts remain.
 */
enum kith_status archive_merge(const char *directory, const struct archive_layout *layout, const struct archive_data *whole,
                               const char *path, char digest[33], struct kith_report *report);

/* --- Reading a results file again. One thread at a time. --- */

struct archive_file;

/* Opens a results file of kith. KITH_INVALID, with a sentence, for anything else and for a newer major format. The report is used until the close. */
enum kith_status archive_read_open(struct archive_file **file, const char *path, struct kith_report *report);
void archive_read_close(struct archive_file *file);

/* True if a group or variable of the root group has this name. */
bool archive_read_has(const struct archive_file *file, const char *name);

/* A text attribute of a variable ("events/format"), of the file for NULL. NULL if there is none. free() it. */
char *archive_read_attribute(const struct archive_file *file, const char *variable, const char *name);

/* Name of a text attribute of the file, counted from 0 in their order; free() it. NULL: past the last. */
char *archive_read_attribute_name(const struct archive_file *file, size_t index);

/* All of a variable of whole numbers on one axis. free() values. A number that does not fit becomes the nearest that does. */
enum kith_status archive_read_whole(const struct archive_file *file, const char *name, int32_t **values, size_t *length);

/*
 * What a file holds: its axes and variables, the root group's first, each group's in the order in which they were made (axes
 * before variables, variables in the order of the layout).
 */
struct archive_dataset {
    char *path;             /* "distressed", "comparison/low": what the functions here call its name */
    const char *name;       /* within its group: the end of path */
    size_t group_length;    /* bytes of path that name the group; 0: root */
    bool is_axis;           /* a dimension: its own labels or numbers, or, for a log, nothing */
    bool is_text;           /* labels, or a variable of texts */
    enum archive_type type; /* as stored */
    size_t rank;
    char *axes[ARCHIVE_AXES_MAX]; /* names, without the group */
    size_t lengths[ARCHIVE_AXES_MAX];
    size_t size;                                      /* values in all */
    char *unit, *long_name, *formula, *flag_meanings; /* NULL where the file says nothing */
};

struct archive_catalog {
    struct archive_dataset *at;
    size_t count;
};

/* Clear it in any case. */
enum kith_status archive_catalog_read(struct archive_catalog *catalog, const struct archive_file *file);
void archive_catalog_clear(struct archive_catalog *catalog);

/* By path; NULL if there is none. */
const struct archive_dataset *archive_catalog_find(const struct archive_catalog *catalog, const char *path);

/* Place of an axis among those of a dataset; ARCHIVE_AXES_MAX if it has no such axis. */
size_t archive_dataset_axis(const struct archive_dataset *dataset, const char *axis);

/*
 * Values from start, count of them along each axis (NULL, NULL: all), row-major, converted to as. A missing float stays NaN.
 * values has room for the product of count, or dataset->size.
 */
enum kith_status archive_read_values(const struct archive_file *file, const struct archive_dataset *dataset, const size_t *start,
                                     const size_t *count, enum archive_type as, void *values);

/* The labels of an axis. */
enum kith_status archive_read_labels(const struct archive_file *file, const char *name, char ***labels, size_t *length);
void archive_read_labels_free(char **labels, size_t length);

#endif
