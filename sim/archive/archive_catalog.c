/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a results file holds, found by looking: commands that read files written by other versions cannot go by a layout.
 *
 * As in archive_read.c nothing is believed: every dataset of the root group and of its groups must be of a type that the
 * archive writes and have a named scale on each axis.
 */
#include <errno.h>
#include <hdf5_hl.h>
#include <stdlib.h>
#include <string.h>

#include "archive/archive_private.h"

/* A group being looked through. */
struct looking {
    const struct archive_file *file;
    struct archive_catalog *catalog;
    hid_t group;
    const char *name; /* "" for the root group */
};

static enum kith_status no_memory(const struct archive_file *file)
{
    return archive_error_system(file->report, file->path, "read the results file", ENOMEM);
}

static bool take_type(struct archive_dataset *dataset, hid_t type)
{
    size_t size = H5Tget_size(type);
    switch (H5Tget_class(type)) {
    case H5T_STRING:
        dataset->is_text = true;
        dataset->type = ARCHIVE_TEXT;
        return true;
    case H5T_FLOAT:
        dataset->type = size == sizeof(float) ? ARCHIVE_FLOAT32 : ARCHIVE_FLOAT64;
        return size == archive_type_size(dataset->type);
    case H5T_INTEGER:
        dataset->type = size == 1 ? ARCHIVE_UINT8 : size == sizeof(int32_t) ? ARCHIVE_INT32 : ARCHIVE_INT64;
        return size == archive_type_size(dataset->type) && (H5Tget_sign(type) == H5T_SGN_NONE) == (size == 1);
    default:
        return false;
    }
}

/* Of the first scale of an axis: the end of its path. */
static herr_t take_scale(hid_t dataset, unsigned axis, hid_t scale, void *data)
{
    (void)dataset;
    (void)axis;
    char path[256];
    char **name = data;
    const char *end = H5Iget_name(scale, path, sizeof path) > 0 ? strrchr(path, '/') : NULL;
    *name = end ? strdup(end + 1) : NULL;
    return 1;
}

static bool take_axes(struct archive_dataset *dataset, hid_t id)
{
    hid_t space = H5Dget_space(id);
    hsize_t lengths[ARCHIVE_AXES_MAX] = {0};
    int rank = H5Sget_simple_extent_ndims(space);
    bool well = rank >= 0 && rank <= ARCHIVE_AXES_MAX && H5Sget_simple_extent_dims(space, lengths, NULL) == rank;
    dataset->rank = well ? (size_t)rank : 0;
    dataset->size = 1;
    for (size_t i = 0; well && i < dataset->rank; i++) {
        if (dataset->is_axis)
            dataset->axes[i] = strdup(dataset->name);
        else
            H5DSiterate_scales(id, (unsigned)i, NULL, take_scale, &dataset->axes[i]);
        dataset->lengths[i] = (size_t)lengths[i];
        well = dataset->axes[i] && !__builtin_mul_overflow(dataset->size, dataset->lengths[i], &dataset->size);
    }
    H5Sclose(space);
    return well && dataset->size < SIZE_MAX / sizeof(double) && (!dataset->is_axis || dataset->rank == 1);
}

/* Fills one entry, which the catalog clears in any case. */
static enum kith_status take_dataset(const struct looking *at, struct archive_dataset *dataset, const char *name, hid_t id)
{
    size_t group = strlen(at->name), length = group + strlen(name) + 2;
    dataset->path = malloc(length);
    if (!dataset->path)
        return no_memory(at->file);
    snprintf(dataset->path, length, "%s%s%s", at->name, group ? "/" : "", name);
    dataset->name = dataset->path + group + (group > 0);
    dataset->group_length = group;
    dataset->is_axis = H5DSis_scale(id) > 0;
    hid_t type = H5Dget_type(id);
    bool well = take_type(dataset, type) && take_axes(dataset, id);
    H5Tclose(type);
    dataset->unit = archive_read_attribute(at->file, dataset->path, "units");
    dataset->long_name = archive_read_attribute(at->file, dataset->path, "long_name");
    dataset->formula = archive_read_attribute(at->file, dataset->path, "formula");
    dataset->flag_meanings = archive_read_attribute(at->file, dataset->path, "flag_meanings");
    return well ? KITH_OK : archive_read_misses(at->file, dataset->path);
}

static enum kith_status look(const struct looking *at);

static enum kith_status take_object(const struct looking *at, const char *name, hid_t id)
{
    struct archive_catalog *catalog = at->catalog;
    H5I_type_t kind = H5Iget_type(id);
    if (kind == H5I_GROUP && !at->name[0])
        return look(&(struct looking){.file = at->file, .catalog = catalog, .group = id, .name = name});
    if (kind != H5I_DATASET)
        return archive_read_misses(at->file, name);
    struct archive_dataset *grown = realloc(catalog->at, (catalog->count + 1) * sizeof *grown);
    if (!grown)
        return no_memory(at->file);
    catalog->at = grown;
    grown[catalog->count] = (struct archive_dataset){0};
    return take_dataset(at, &grown[catalog->count++], name, id);
}

/* Datasets first, then groups, each in the order in which they were made. */
static enum kith_status look(const struct looking *at)
{
    H5G_info_t info;
    enum kith_status status = H5Gget_info(at->group, &info) < 0 ? archive_read_misses(at->file, at->name) : KITH_OK;
    for (int groups = 0; groups < 2; groups++)
        for (hsize_t k = 0; status == KITH_OK && k < info.nlinks; k++) {
            char name[128];
            ssize_t length =
                H5Lget_name_by_idx(at->group, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, k, name, sizeof name, H5P_DEFAULT);
            hid_t id = length > 0 && (size_t)length < sizeof name ? H5Oopen(at->group, name, H5P_DEFAULT) : H5I_INVALID_HID;
            if (id < 0)
                return archive_read_misses(at->file, at->name[0] ? at->name : "a variable");
            if ((H5Iget_type(id) == H5I_GROUP) == (groups == 1))
                status = take_object(at, name, id);
            H5Oclose(id);
        }
    return status;
}

enum kith_status archive_catalog_read(struct archive_catalog *catalog, const struct archive_file *file)
{
    struct archive_quiet quiet;
    *catalog = (struct archive_catalog){0};
    archive_quiet_begin(&quiet);
    hid_t root = H5Gopen2(file->file, "/", H5P_DEFAULT);
    struct looking at = {.file = file, .catalog = catalog, .group = root, .name = ""};
    enum kith_status status = root < 0 ? archive_read_misses(file, "its root group") : look(&at);
    if (root >= 0)
        H5Gclose(root);
    archive_quiet_end(&quiet);
    return status;
}

void archive_catalog_clear(struct archive_catalog *catalog)
{
    for (size_t k = 0; k < catalog->count; k++) {
        struct archive_dataset *dataset = &catalog->at[k];
        for (size_t i = 0; i < dataset->rank; i++)
            free(dataset->axes[i]);
        free(dataset->path);
        free(dataset->unit);
        free(dataset->long_name);
        free(dataset->formula);
        free(dataset->flag_meanings);
    }
    free(catalog->at);
    *catalog = (struct archive_catalog){0};
}

const struct archive_dataset *archive_catalog_find(const struct archive_catalog *catalog, const char *path)
{
    for (size_t k = 0; k < catalog->count; k++)
        if (strcmp(catalog->at[k].path, path) == 0)
            return &catalog->at[k];
    return NULL;
}

size_t archive_dataset_axis(const struct archive_dataset *dataset, const char *axis)
{
    for (size_t i = 0; i < dataset->rank; i++)
        if (strcmp(dataset->axes[i], axis) == 0)
            return i;
    return ARCHIVE_AXES_MAX;
}

enum kith_status archive_read_values(const struct archive_file *file, const struct archive_dataset *dataset, const size_t *start,
                                     const size_t *count, enum archive_type as, void *values)
{
    struct archive_quiet quiet;
    hsize_t from[ARCHIVE_AXES_MAX] = {0}, many[ARCHIVE_AXES_MAX] = {0};
    bool any = true, well = !dataset->is_text;
    for (size_t i = 0; i < dataset->rank; i++) {
        from[i] = start ? start[i] : 0;
        many[i] = count ? count[i] : dataset->lengths[i];
        any = any && many[i] > 0;
        well = well && from[i] + many[i] <= dataset->lengths[i];
    }
    if (well && !any)
        return KITH_OK;
    archive_quiet_begin(&quiet);
    hid_t id = H5Dopen2(file->file, dataset->path, H5P_DEFAULT), space = id >= 0 ? H5Dget_space(id) : H5I_INVALID_HID;
    hid_t memory = dataset->rank ? H5Screate_simple((int)dataset->rank, many, NULL) : H5Screate(H5S_SCALAR);
    well = well && space >= 0 && memory >= 0 &&
           (!dataset->rank || H5Sselect_hyperslab(space, H5S_SELECT_SET, from, NULL, many, NULL) >= 0) &&
           H5Dread(id, archive_netcdf_type(NULL, as, false), memory, space, H5P_DEFAULT, values) >= 0;
    if (memory >= 0)
        H5Sclose(memory);
    if (space >= 0)
        H5Sclose(space);
    if (id >= 0)
        H5Dclose(id);
    archive_quiet_end(&quiet);
    return well ? KITH_OK : archive_read_misses(file, dataset->path);
}
