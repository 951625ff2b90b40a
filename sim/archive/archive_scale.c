/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dimension scales: HDF5's form of netCDF's dimensions and coordinate variables.
 *
 * Every group has its own, since xarray's child groups inherit nothing. time(week) is in days since the start date, because
 * CF's readers cannot decode weeks. row_size(replicate) is CF's contiguous ragged array: which rows of a log are whose.
 */
#include <hdf5_hl.h>
#include <stdlib.h>
#include <string.h>

#include "archive/archive_private.h"

/* A column of places on this axis, whose labels then belong to the group. */
static bool has_index_of(const struct archive_netcdf_group *group, const struct archive_axis *axis)
{
    char name[80];
    snprintf(name, sizeof name, "%s_index", axis->name);
    const struct archive_layout *layout = group->netcdf->layout;
    const struct archive_variable here = {.group = group->name};
    for (size_t i = 0; i < layout->variable_count; i++)
        if (archive_layout_same_group(&layout->variables[i], &here) && strcmp(layout->variables[i].name, name) == 0)
            return true;
    return false;
}

static bool needs(const struct archive_netcdf_group *group, const struct archive_axis *axis)
{
    const struct archive_layout *layout = group->netcdf->layout;
    const struct archive_variable here = {.group = group->name};
    if (!group->name)
        return !axis->log;
    for (size_t i = 0; i < layout->variable_count; i++)
        if (archive_layout_same_group(&layout->variables[i], &here) && archive_layout_uses(&layout->variables[i], axis->name))
            return true;
    return group->has_log &&
           (strcmp(axis->name, "arm") == 0 || strcmp(axis->name, "replicate") == 0 || has_index_of(group, axis));
}

/* A dimension without coordinates, as netCDF-4 writes it; a log's rows have no numbers of their own. */
static hid_t create_bare(const struct archive_netcdf_group *group, const struct archive_axis *axis, hsize_t rows)
{
    char name[80];
    const hsize_t most = H5S_UNLIMITED, chunk = 1 << 16;
    snprintf(name, sizeof name, "This is a netCDF dimension but not a netCDF variable. %10llu", (unsigned long long)rows);
    hid_t space = H5Screate_simple(1, &rows, &most), creation = archive_netcdf_creation(H5P_DATASET_CREATE);
    hid_t dataset = H5I_INVALID_HID;
    if (creation >= 0 && H5Pset_chunk(creation, 1, &chunk) >= 0)
        dataset = H5Dcreate2(group->id, axis->name, H5T_IEEE_F32BE, space, H5P_DEFAULT, creation, H5P_DEFAULT);
    if (dataset >= 0 && H5DSset_scale(dataset, name) < 0) {
        H5Dclose(dataset);
        dataset = H5I_INVALID_HID;
    }
    if (creation >= 0)
        H5Pclose(creation);
    if (space >= 0)
        H5Sclose(space);
    return dataset;
}

/* A small contiguous dataset of one axis, written whole. */
static hid_t create_list(const struct archive_netcdf_group *group, const char *name, hid_t file_type, hid_t type, hsize_t length,
                         const void *values)
{
    hid_t space = H5Screate_simple(1, &length, NULL), creation = archive_netcdf_creation(H5P_DATASET_CREATE);
    hid_t dataset = H5Dcreate2(group->id, name, file_type, space, H5P_DEFAULT, creation, H5P_DEFAULT);
    if (dataset >= 0 && H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) < 0) {
        H5Dclose(dataset);
        dataset = H5I_INVALID_HID;
    }
    if (creation >= 0)
        H5Pclose(creation);
    if (space >= 0)
        H5Sclose(space);
    return dataset;
}

/* factor: 1 for an axis' own numbers, 7 for days of weeks. 32 bits where they do, as R has no 64-bit integers. */
static hid_t create_numbers(const struct archive_netcdf_group *group, const char *name, const struct archive_axis *axis,
                            int64_t factor)
{
    int64_t *numbers = malloc(axis->length * sizeof *numbers);
    if (!numbers)
        return H5I_INVALID_HID;
    bool narrow = true;
    for (size_t i = 0; i < axis->length; i++) {
        numbers[i] = factor * archive_layout_number(axis, i);
        narrow = narrow && numbers[i] >= INT32_MIN && numbers[i] <= INT32_MAX;
    }
    hid_t dataset = create_list(group, name, narrow ? H5T_STD_I32LE : H5T_STD_I64LE, H5T_NATIVE_INT64, axis->length, numbers);
    free(numbers);
    return dataset;
}

static enum kith_status create_scale(struct archive_netcdf_group *group, size_t index, hsize_t rows)
{
    struct archive_netcdf *netcdf = group->netcdf;
    const struct archive_axis *axis = &netcdf->layout->axes[index];
    hid_t scale;
    if (axis->log)
        scale = create_bare(group, axis, rows);
    else if (axis->labels)
        scale = create_list(group, axis->name, netcdf->text, netcdf->text, axis->length, axis->labels);
    else
        scale = create_numbers(group, axis->name, axis, 1);
    group->scales[index] = scale;
    bool well = scale >= 0 && (axis->log || H5DSset_scale(scale, axis->name) >= 0);
    if (well && !axis->log)
        well = archive_netcdf_described(netcdf, scale, axis->labels ? NULL : axis->unit ? axis->unit : "1", axis->long_name);
    return well ? KITH_OK : archive_netcdf_failed(netcdf, "make the axis %s", axis->name);
}

static enum kith_status create_time(struct archive_netcdf_group *group, size_t week)
{
    struct archive_netcdf *netcdf = group->netcdf;
    char unit[64];
    snprintf(unit, sizeof unit, "days since %s", netcdf->layout->start_date);
    hid_t time = create_numbers(group, "time", &netcdf->layout->axes[week], 7);
    bool well = time >= 0 && H5DSattach_scale(time, group->scales[week], 0) >= 0 &&
                archive_netcdf_described(netcdf, time, unit, "first day of the week") &&
                archive_netcdf_text(time, netcdf->text, "standard_name", "time") &&
                archive_netcdf_text(time, netcdf->text, "calendar", "proleptic_gregorian");
    if (time >= 0)
        H5Dclose(time);
    return well ? KITH_OK : archive_netcdf_failed(netcdf, "make the coordinate time");
}

static enum kith_status create_row_size(struct archive_netcdf_group *group, size_t replicate, const char *log,
                                        const uint64_t *rows)
{
    struct archive_netcdf *netcdf = group->netcdf;
    hid_t sizes = create_list(group, "row_size", H5T_STD_I64LE, H5T_NATIVE_UINT64, netcdf->layout->axes[replicate].length, rows);
    bool well = sizes >= 0 && H5DSattach_scale(sizes, group->scales[replicate], 0) >= 0 &&
                archive_netcdf_described(netcdf, sizes, "1", "rows of each replicate; rows are in the order of replicates") &&
                archive_netcdf_text(sizes, netcdf->text, "sample_dimension", log);
    if (sizes >= 0)
        H5Dclose(sizes);
    return well ? KITH_OK : archive_netcdf_failed(netcdf, "make the variable row_size of the log %s", group->name);
}

/* Index of the group's first log variable, variable_count without one. */
static size_t log_variable(const struct archive_netcdf_group *group)
{
    const struct archive_layout *layout = group->netcdf->layout;
    const struct archive_variable here = {.group = group->name};
    size_t index = 0;
    while (index < layout->variable_count && !(archive_layout_same_group(&layout->variables[index], &here) &&
                                               archive_layout_is_log(layout, &layout->variables[index])))
        index++;
    return index;
}

enum kith_status archive_scale_create_all(struct archive_netcdf_group *group, const uint64_t *rows)
{
    const struct archive_layout *layout = group->netcdf->layout;
    const struct archive_axis *replicate = archive_layout_axis(layout, "replicate"), *week = archive_layout_axis(layout, "week");
    size_t log = log_variable(group);
    const uint64_t *log_rows = rows + log * replicate->length;
    hsize_t total = 0;
    group->has_log = log < layout->variable_count;
    for (size_t r = 0; group->has_log && r < replicate->length; r++)
        total += log_rows[r];
    group->scales = calloc(layout->axis_count, sizeof *group->scales);
    if (!group->scales)
        return archive_netcdf_failed(group->netcdf, "make the axes");
    enum kith_status status = KITH_OK;
    for (size_t i = 0; status == KITH_OK && i < layout->axis_count; i++)
        if (needs(group, &layout->axes[i]))
            status = create_scale(group, i, total);
    if (status == KITH_OK && week && layout->start_date && group->scales[week - layout->axes] > 0)
        status = create_time(group, (size_t)(week - layout->axes));
    if (status == KITH_OK && group->has_log)
        status = create_row_size(group, (size_t)(replicate - layout->axes), layout->variables[log].axes[0], log_rows);
    return status;
}

void archive_scale_close_all(struct archive_netcdf_group *group)
{
    for (size_t i = 0; group->scales && i < group->netcdf->layout->axis_count; i++)
        if (group->scales[i] > 0)
            H5Dclose(group->scales[i]);
    free(group->scales);
    group->scales = NULL;
}

bool archive_scale_attach(const struct archive_netcdf_group *group, hid_t dataset, const struct archive_variable *variable)
{
    const struct archive_layout *layout = group->netcdf->layout;
    for (unsigned i = 0; i < archive_layout_rank(variable); i++) {
        const struct archive_axis *axis = archive_layout_axis(layout, variable->axes[i]);
        if (H5DSattach_scale(dataset, group->scales[axis - layout->axes], i) < 0)
            return false;
    }
    return true;
}
