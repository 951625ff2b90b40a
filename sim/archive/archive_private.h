/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of this folder share; nothing outside it includes this. */
#ifndef ARCHIVE_PRIVATE_H
#define ARCHIVE_PRIVATE_H

#include <hdf5.h>
#include <stdio.h>
#include <xxhash.h>

#include "archive/archive.h"

/* Adds "cannot <action>: <the system's reason>"; returns KITH_FAILED. */
enum kith_status archive_error_system(struct kith_report *report, const char *path, const char *action, int error);

/* HDF5 prints its own sentences unless it is kept quiet. */
struct archive_quiet {
    H5E_auto2_t handler;
    void *data;
};
void archive_quiet_begin(struct archive_quiet *quiet);
void archive_quiet_end(const struct archive_quiet *quiet);

/* A results file being read. */
struct archive_file {
    char *path;
    struct kith_report *report;
    hid_t file;
};

/* Says that something that belongs in a results file is not there or cannot be read. */
enum kith_status archive_read_misses(const struct archive_file *file, const char *name);

const struct archive_axis *archive_layout_axis(const struct archive_layout *layout, const char *name);
bool archive_layout_uses(const struct archive_variable *variable, const char *axis);
bool archive_layout_is_log(const struct archive_layout *layout, const struct archive_variable *variable);
bool archive_layout_in_parts(const struct archive_layout *layout, const struct archive_variable *variable);
size_t archive_layout_rank(const struct archive_variable *variable);
bool archive_layout_same_group(const struct archive_variable *a, const struct archive_variable *b);
int64_t archive_layout_number(const struct archive_axis *axis, size_t index);

/* Of what decides the contents of a part, so that a part of another layout is not taken for one of this. */
uint64_t archive_layout_fingerprint(const struct archive_layout *layout);

/* Whether the layout can be written at all; a message per mistake. */
enum kith_status archive_layout_check(const struct archive_layout *layout, const char *path, struct kith_report *report);

/* directory/name, name formatted; NULL when memory is out. The caller frees it. */
char *archive_parts_path(const char *directory, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Gives a finished file, closed, its final name so that a crash leaves either all of it or nothing. */
enum kith_status archive_parts_publish(const char *temporary, const char *path, struct kith_report *report);

/* Name of a finished replicate's file, from its number (int64_t). */
#define ARCHIVE_PART_NAME "replicate-%" PRId64 ".part"

/* Removes what kith put there, stamp first, unless there are replicates other than those merged: then only these, with a warning. */
void archive_parts_remove(const char *directory, const struct archive_axis *merged, struct kith_report *report);

struct archive_part_block {
    uint64_t bytes;
    uint64_t checksum; /* XXH3-64 of them */
};

/* A part opened for reading. Blocks are the layout's variables in parts, in order. */
struct archive_part {
    FILE *file;
    char *path;
    struct archive_part_block *blocks;
    uint64_t block_count;
    uint64_t fingerprint;
    XXH3_state_t *hash; /* of what was taken of the current block */
    uint64_t taken;
    size_t current;
};

/* report may be NULL: then the answer alone counts. A failed open leaves a part that can be closed. */
enum kith_status archive_part_open(struct archive_part *part, const char *directory, int64_t replicate,
                                   struct kith_report *report);
void archive_part_close(struct archive_part *part);

/* Next bytes of a block, which are taken from its start and in order; damage shows at its end at the latest. */
enum kith_status archive_part_start(struct archive_part *part, size_t block, struct kith_report *report);
enum kith_status archive_part_take(struct archive_part *part, void *buffer, size_t bytes, struct kith_report *report);

/* A driver for H5Pset_driver, whose information is the address of an int that is to get errno. */
hid_t archive_driver_register(void);

/* A netCDF-4 file being written. */
struct archive_netcdf {
    const struct archive_layout *layout;
    const char *path;
    struct kith_report *report;
    hid_t driver;
    int error; /* errno of the first write that failed; HDF5 itself does not know of it */
    hid_t file;
    hid_t text;      /* variable-length UTF-8: the one string type that every reader takes */
    hid_t *datasets; /* one per variable, open until the end so that part-filled chunks wait in the cache */
    char cause[160]; /* what HDF5 said last when something failed */
    H5E_auto2_t former_handler;
    void *former_data;
};

/* One group while its contents are made. */
struct archive_netcdf_group {
    struct archive_netcdf *netcdf;
    const char *name; /* NULL: root */
    hid_t id;
    hid_t *scales; /* one per axis of the layout, 0 where the group has none */
    bool has_log;
};

/* rows: row counts [variable × replicates + replicate] of log variables. */
enum kith_status archive_netcdf_create(struct archive_netcdf *netcdf, const struct archive_layout *layout, const uint64_t *rows,
                                       const char *path, struct kith_report *report);
enum kith_status archive_netcdf_write(struct archive_netcdf *netcdf, size_t variable, const hsize_t *start, const hsize_t *count,
                                      const void *values);
enum kith_status archive_netcdf_attribute(struct archive_netcdf *netcdf, const char *name, const char *text);

/* Closes whatever is open; a file that was not closed well is an error. */
enum kith_status archive_netcdf_close(struct archive_netcdf *netcdf);

/* Reports "cannot <format>: <cause>"; returns KITH_FAILED. */
enum kith_status archive_netcdf_failed(struct archive_netcdf *netcdf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The steps below return false when HDF5 failed. */
bool archive_netcdf_text(hid_t object, hid_t text_type, const char *name, const char *text);
hid_t archive_netcdf_creation(hid_t kind);

/* In the file's (little-endian) or the machine's form. */
hid_t archive_netcdf_type(const struct archive_netcdf *netcdf, enum archive_type type, bool in_file);
bool archive_netcdf_described(const struct archive_netcdf *netcdf, hid_t dataset, const char *unit, const char *long_name);

/* Makes the scales of a group: those its variables use and those that decode its log. */
enum kith_status archive_scale_create_all(struct archive_netcdf_group *group, const uint64_t *rows);
void archive_scale_close_all(struct archive_netcdf_group *group);
bool archive_scale_attach(const struct archive_netcdf_group *group, hid_t dataset, const struct archive_variable *variable);

/* rows: of a log variable in all. */
enum kith_status archive_variable_create(struct archive_netcdf_group *group, size_t index, hsize_t rows);

#endif
