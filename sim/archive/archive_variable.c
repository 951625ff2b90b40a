/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One dataset of the final file: its chunks, its packing, and the attributes that explain it. */
#include <string.h>

#include "archive/archive_private.h"

enum {
    CHUNK_MOST = 1 << 20,  /* bytes; the library's cache per dataset holds one such chunk */
    CHUNK_LEAST = 1 << 16, /* bytes; below it several replicates share a chunk */
    LOG_ROWS = 1 << 16     /* of one chunk */
};

static bool numbers_attribute(hid_t object, const char *name, hid_t file_type, hid_t type, hsize_t count, const void *values)
{
    hid_t space = H5Screate_simple(1, &count, NULL);
    hid_t attribute = H5Acreate2(object, name, file_type, space, H5P_DEFAULT, H5P_DEFAULT);
    bool well = attribute >= 0 && H5Awrite(attribute, type, values) >= 0;
    if (attribute >= 0)
        H5Aclose(attribute);
    if (space >= 0)
        H5Sclose(space);
    return well;
}

/* Everything of one replicate in a chunk if it fits, so that the merge fills each chunk once. */
static void choose_chunk(const struct archive_variable *variable, const hsize_t *shape, hsize_t *chunk)
{
    size_t rank = archive_layout_rank(variable), replicate = rank;
    hsize_t bytes = archive_type_size(variable->type);
    for (size_t i = 0; i < rank; i++) {
        if (strcmp(variable->axes[i], "replicate") == 0)
            replicate = i;
        chunk[i] = i == replicate ? 1 : shape[i];
        bytes *= chunk[i];
    }
    for (size_t i = 0; i < rank && bytes > CHUNK_MOST; i++) {
        bytes /= chunk[i];
        hsize_t fits = CHUNK_MOST / bytes;
        chunk[i] = fits < 1 ? 1 : fits < chunk[i] ? fits : chunk[i];
        bytes *= chunk[i];
    }
    if (replicate < rank && bytes < CHUNK_LEAST)
        chunk[replicate] = CHUNK_LEAST / bytes < shape[replicate] ? CHUNK_LEAST / bytes : shape[replicate];
}

static bool flags_attributes(const struct archive_netcdf *netcdf, hid_t dataset, const char *meanings)
{
    uint8_t values[256];
    size_t count = 0;
    for (const char *at = meanings; *at && count < 256;) {
        at += strspn(at, " ");
        values[count] = (uint8_t)count;
        count += *at != 0;
        at += strcspn(at, " ");
    }
    return numbers_attribute(dataset, "flag_values", H5T_STD_U8LE, H5T_NATIVE_UINT8, count, values) &&
           archive_netcdf_text(dataset, netcdf->text, "flag_meanings", meanings);
}

static bool describe(const struct archive_netcdf *netcdf, hid_t dataset, const struct archive_variable *variable)
{
    const float nan32[] = {__builtin_nanf("")};
    const double nan64[] = {__builtin_nan("")};
    const void *missing = variable->type == ARCHIVE_FLOAT32 ? (const void *)nan32 : nan64;
    bool floating = variable->type == ARCHIVE_FLOAT32 || variable->type == ARCHIVE_FLOAT64;
    const char *unit = variable->type == ARCHIVE_TEXT ? NULL : variable->unit ? variable->unit : "1";
    bool dated = netcdf->layout->start_date && archive_layout_uses(variable, "week");
    return (!floating || numbers_attribute(dataset, "_FillValue", archive_netcdf_type(netcdf, variable->type, true),
                                           archive_netcdf_type(netcdf, variable->type, false), 1, missing)) &&
           archive_netcdf_described(netcdf, dataset, unit, variable->long_name) &&
           archive_netcdf_text(dataset, netcdf->text, "formula", variable->formula) &&
           (!variable->flag_meanings || flags_attributes(netcdf, dataset, variable->flag_meanings)) &&
           archive_netcdf_text(dataset, netcdf->text, "coordinates", dated ? "time" : NULL);
}

static hid_t packed_creation(const struct archive_variable *variable, size_t rank, const hsize_t *chunk)
{
    const float nan32 = __builtin_nanf("");
    const double nan64 = __builtin_nan("");
    hid_t list = archive_netcdf_creation(H5P_DATASET_CREATE);
    bool well = list >= 0;
    if (rank > 0 && variable->type != ARCHIVE_TEXT) /* a text is a reference: nothing to pack */
        well = well && H5Pset_chunk(list, (int)rank, chunk) >= 0 && H5Pset_shuffle(list) >= 0 && H5Pset_deflate(list, 1) >= 0;
    if (variable->type == ARCHIVE_FLOAT32)
        well = well && H5Pset_fill_value(list, H5T_NATIVE_FLOAT, &nan32) >= 0;
    if (variable->type == ARCHIVE_FLOAT64)
        well = well && H5Pset_fill_value(list, H5T_NATIVE_DOUBLE, &nan64) >= 0;
    if (!well && list >= 0)
        H5Pclose(list);
    return well ? list : H5I_INVALID_HID;
}

enum kith_status archive_variable_create(struct archive_netcdf_group *group, size_t index, hsize_t rows)
{
    struct archive_netcdf *netcdf = group->netcdf;
    const struct archive_variable *variable = &netcdf->layout->variables[index];
    bool log = archive_layout_is_log(netcdf->layout, variable);
    size_t rank = archive_layout_rank(variable);
    hsize_t shape[ARCHIVE_AXES_MAX], most[ARCHIVE_AXES_MAX], chunk[ARCHIVE_AXES_MAX];
    for (size_t i = 0; i < rank; i++) {
        shape[i] = log ? rows : archive_layout_axis(netcdf->layout, variable->axes[i])->length;
        most[i] = log ? H5S_UNLIMITED : shape[i];
    }
    choose_chunk(variable, shape, chunk);
    if (log)
        chunk[0] = rows < 1 ? 1 : rows < LOG_ROWS ? rows : LOG_ROWS;
    hid_t space = rank ? H5Screate_simple((int)rank, shape, most) : H5Screate(H5S_SCALAR);
    hid_t creation = packed_creation(variable, rank, chunk);
    hid_t dataset = H5Dcreate2(group->id, variable->name, archive_netcdf_type(netcdf, variable->type, true), space, H5P_DEFAULT,
                               creation, H5P_DEFAULT);
    netcdf->datasets[index] = dataset;
    bool well = dataset >= 0 && archive_scale_attach(group, dataset, variable) && describe(netcdf, dataset, variable);
    enum kith_status status = well ? KITH_OK : archive_netcdf_failed(netcdf, "make the variable %s", variable->name);
    if (creation >= 0)
        H5Pclose(creation);
    if (space >= 0)
        H5Sclose(space);
    return status;
}
