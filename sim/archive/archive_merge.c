/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Part files → final file, replicate by replicate: at no time is more in memory than one variable of one replicate (of a log: a
 * slice of its rows).
 *
 * The digest of the results is XXH3-128 over, in the layout's order, of each variable that is not beside the results, group/name, and XXH3-128 of its values
 * replicate by replicate (little-endian machines assumed; of a log also its rows in each replicate). Attributes, dates and
 * chunks do not enter.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive/archive_private.h"

enum { SLICE_ROWS = 1 << 16 };

struct merge {
    const char *directory;
    const struct archive_layout *layout;
    struct kith_report *report;
    const struct archive_axis *replicates;
    uint64_t *rows;        /* [variable × replicates + replicate], logs */
    hsize_t *written;      /* rows so far, per variable */
    XXH3_state_t **hashes; /* per variable */
    void *buffer;
    struct archive_netcdf netcdf;
};

/* Every NaN gets the same bits: which bits 0/0 gives depends on the compiler, and equal results must be equal bytes. */
static void settle_missing(enum archive_type type, void *values, size_t length)
{
    const float nan32 = __builtin_nanf("");
    const double nan64 = __builtin_nan("");
    float *floats = values;
    double *doubles = values;
    for (size_t i = 0; type == ARCHIVE_FLOAT32 && i < length; i++)
        if (__builtin_isnan(floats[i]))
            floats[i] = nan32;
    for (size_t i = 0; type == ARCHIVE_FLOAT64 && i < length; i++)
        if (__builtin_isnan(doubles[i]))
            doubles[i] = nan64;
}

static size_t buffer_size(const struct archive_layout *layout)
{
    size_t size = SLICE_ROWS * sizeof(double);
    for (size_t i = 0; i < layout->variable_count; i++) {
        const struct archive_variable *variable = &layout->variables[i];
        size_t bytes = archive_layout_is_log(layout, variable)
                           ? 0
                           : archive_part_length(layout, variable) * archive_type_size(variable->type);
        size = bytes > size ? bytes : size;
    }
    return size;
}

static enum kith_status merge_init(struct merge *merge, const char *path)
{
    size_t count = merge->layout->variable_count;
    merge->rows = calloc(count * merge->replicates->length + 1, sizeof *merge->rows);
    merge->written = calloc(count + 1, sizeof *merge->written);
    merge->hashes = calloc(count + 1, sizeof(XXH3_state_t *));
    merge->buffer = malloc(buffer_size(merge->layout));
    bool well = merge->rows && merge->written && merge->hashes && merge->buffer;
    for (size_t i = 0; well && i < count; i++) {
        merge->hashes[i] = XXH3_createState();
        well = merge->hashes[i] && XXH3_128bits_reset(merge->hashes[i]) == XXH_OK;
    }
    return well ? KITH_OK : archive_error_system(merge->report, path, "merge the replicates", ENOMEM);
}

static void merge_clear(struct merge *merge)
{
    for (size_t i = 0; merge->hashes && i < merge->layout->variable_count; i++)
        XXH3_freeState(merge->hashes[i]);
    free(merge->rows);
    free(merge->written);
    free(merge->hashes);
    free(merge->buffer);
}

static enum kith_status misfit(const struct merge *merge, const struct archive_part *part, const char *what)
{
    kith_report_add(merge->report, KITH_ERROR, part->path, 0, 0,
                    "this part of the results %s; delete it and run the same command again: only its replicate is repeated",
                    what);
    return KITH_FAILED;
}

/* Row counts of one part, and whether it fits the layout. */
static enum kith_status survey_part(struct merge *merge, const struct archive_part *part, size_t replicate)
{
    const struct archive_layout *layout = merge->layout;
    size_t block = 0, stride = merge->replicates->length;
    if (part->fingerprint != archive_layout_fingerprint(layout))
        return misfit(merge, part, "holds other variables than this run");
    for (size_t i = 0; i < layout->variable_count; i++) {
        const struct archive_variable *variable = &layout->variables[i];
        size_t value = archive_type_size(variable->type);
        if (!archive_layout_in_parts(layout, variable))
            continue;
        if (block == part->block_count)
            return misfit(merge, part, "lacks variables");
        uint64_t bytes = part->blocks[block++].bytes;
        bool log = archive_layout_is_log(layout, variable);
        if (log ? bytes % value != 0 : bytes != archive_part_length(layout, variable) * value)
            return misfit(merge, part, "has a variable of another size than this run");
        merge->rows[i * stride + replicate] = log ? bytes / value : 0;
        for (size_t j = 0; log && j < i; j++)
            if (archive_layout_same_group(&layout->variables[j], variable) &&
                archive_layout_is_log(layout, &layout->variables[j]) && merge->rows[j * stride + replicate] != bytes / value)
                return misfit(merge, part, "has a log whose columns differ in length");
    }
    return KITH_OK;
}

static enum kith_status survey(struct merge *merge)
{
    enum kith_status status = KITH_OK;
    for (size_t r = 0; status == KITH_OK && r < merge->replicates->length; r++) {
        struct archive_part part;
        status = archive_part_open(&part, merge->directory, archive_layout_number(merge->replicates, r), merge->report);
        if (status == KITH_OK)
            status = survey_part(merge, &part, r);
        archive_part_close(&part);
    }
    return status;
}

static enum kith_status store(struct merge *merge, size_t variable, const hsize_t *start, const hsize_t *count)
{
    const struct archive_variable *described = &merge->layout->variables[variable];
    size_t length = 1;
    for (size_t i = 0; i < archive_layout_rank(described); i++)
        length *= count[i];
    settle_missing(described->type, merge->buffer, length);
    XXH3_128bits_update(merge->hashes[variable], merge->buffer, length * archive_type_size(described->type));
    return archive_netcdf_write(&merge->netcdf, variable, start, count, merge->buffer);
}

static enum kith_status merge_log(struct merge *merge, struct archive_part *part, size_t variable, size_t replicate)
{
    size_t value = archive_type_size(merge->layout->variables[variable].type);
    uint64_t rows = merge->rows[variable * merge->replicates->length + replicate];
    enum kith_status status = KITH_OK;
    XXH3_128bits_update(merge->hashes[variable], &rows, sizeof rows);
    for (uint64_t row = 0; status == KITH_OK && row < rows; row += SLICE_ROWS) {
        hsize_t count = rows - row < SLICE_ROWS ? rows - row : SLICE_ROWS;
        status = archive_part_take(part, merge->buffer, count * value, merge->report);
        if (status == KITH_OK)
            status = store(merge, variable, &merge->written[variable], &count);
        merge->written[variable] += count;
    }
    return status;
}

/* replicate: its place on the axis; SIZE_MAX for a variable without it. */
static enum kith_status store_dense(struct merge *merge, size_t variable, size_t replicate)
{
    const struct archive_variable *described = &merge->layout->variables[variable];
    hsize_t start[ARCHIVE_AXES_MAX] = {0}, count[ARCHIVE_AXES_MAX];
    for (size_t i = 0; i < archive_layout_rank(described); i++) {
        const struct archive_axis *axis = archive_layout_axis(merge->layout, described->axes[i]);
        bool one = axis == merge->replicates;
        start[i] = one ? replicate : 0;
        count[i] = one ? 1 : axis->length;
    }
    return store(merge, variable, start, count);
}

static enum kith_status merge_part(struct merge *merge, size_t replicate)
{
    const struct archive_layout *layout = merge->layout;
    struct archive_part part;
    size_t block = 0;
    enum kith_status status =
        archive_part_open(&part, merge->directory, archive_layout_number(merge->replicates, replicate), merge->report);
    for (size_t i = 0; status == KITH_OK && i < layout->variable_count; i++) {
        const struct archive_variable *variable = &layout->variables[i];
        if (!archive_layout_in_parts(layout, variable))
            continue;
        status = archive_part_start(&part, block++, merge->report);
        if (status != KITH_OK)
            break;
        if (archive_layout_is_log(layout, variable)) {
            status = merge_log(merge, &part, i, replicate);
        } else {
            status = archive_part_take(&part, merge->buffer,
                                       archive_part_length(layout, variable) * archive_type_size(variable->type), merge->report);
            if (status == KITH_OK)
                status = store_dense(merge, i, replicate);
        }
    }
    archive_part_close(&part);
    return status;
}

static enum kith_status merge_whole(struct merge *merge, const struct archive_data *whole)
{
    const struct archive_layout *layout = merge->layout;
    enum kith_status status = KITH_OK;
    for (size_t i = 0; status == KITH_OK && i < layout->variable_count; i++) {
        const struct archive_variable *variable = &layout->variables[i];
        if (archive_layout_in_parts(layout, variable))
            continue;
        memcpy(merge->buffer, whole[i].values, archive_part_length(layout, variable) * archive_type_size(variable->type));
        status = store_dense(merge, i, SIZE_MAX);
    }
    return status;
}

static enum kith_status write_digest(struct merge *merge, char digest[33])
{
    XXH3_state_t *all = XXH3_createState();
    if (!all || XXH3_128bits_reset(all) != XXH_OK)
        return archive_error_system(merge->report, merge->netcdf.path, "compute the digest of the results", ENOMEM);
    XXH128_canonical_t canonical;
    for (size_t i = 0; i < merge->layout->variable_count; i++) {
        const struct archive_variable *variable = &merge->layout->variables[i];
        if (variable->beside)
            continue;
        const char *group = variable->group ? variable->group : "";
        XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(merge->hashes[i]));
        XXH3_128bits_update(all, group, strlen(group));
        XXH3_128bits_update(all, "/", 1);
        XXH3_128bits_update(all, variable->name, strlen(variable->name) + 1);
        XXH3_128bits_update(all, &canonical, sizeof canonical);
    }
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(all));
    XXH3_freeState(all);
    for (size_t i = 0; i < sizeof canonical.digest; i++)
        snprintf(digest + 2 * i, 3, "%02x", canonical.digest[i]);
    return archive_netcdf_attribute(&merge->netcdf, "results_digest", digest);
}

static enum kith_status write_merged(struct merge *merge, const struct archive_data *whole, const char *temporary,
                                     char digest[33])
{
    enum kith_status status = archive_netcdf_create(&merge->netcdf, merge->layout, merge->rows, temporary, merge->report);
    for (size_t r = 0; status == KITH_OK && r < merge->replicates->length; r++)
        status = merge_part(merge, r);
    if (status == KITH_OK)
        status = merge_whole(merge, whole);
    if (status == KITH_OK)
        status = write_digest(merge, digest);
    enum kith_status closed = archive_netcdf_close(&merge->netcdf);
    return status == KITH_OK ? closed : status;
}

enum kith_status archive_merge(const char *directory, const struct archive_layout *layout, const struct archive_data *whole,
                               const char *path, char digest[33], struct kith_report *report)
{
    struct merge merge = {.directory = directory, .layout = layout, .report = report};
    enum kith_status status = archive_layout_check(layout, path, report);
    if (status != KITH_OK)
        return status;
    merge.replicates = archive_layout_axis(layout, "replicate");
    char *temporary = archive_parts_path(directory, "merged.%ld.tmp", (long)getpid());
    if (!temporary)
        return archive_error_system(report, path, "merge the replicates", ENOMEM);
    status = merge_init(&merge, path);
    if (status == KITH_OK)
        status = survey(&merge);
    if (status == KITH_OK) {
        status = write_merged(&merge, whole, temporary, digest);
        if (status == KITH_OK)
            status = archive_parts_publish(temporary, path, report);
        if (status != KITH_OK)
            unlink(temporary);
    }
    if (status == KITH_OK)
        archive_parts_remove(directory, merge.replicates, report);
    merge_clear(&merge);
    free(temporary);
    return status;
}
