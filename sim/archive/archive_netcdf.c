/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The final file: HDF5 that netCDF-C, h5netcdf, ncdf4 and h5py all read.
 *
 * What they need of it: a dimension scale on every axis of every dataset, creation order tracked, variable-length UTF-8
 * strings, no compound, enumerated or boolean types. Object times are off so that equal results are equal bytes.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "archive/archive_private.h"

/* The innermost sentence of HDF5's error stack says most. */
static herr_t keep_cause(unsigned depth, const H5E_error2_t *error, void *data)
{
    struct archive_netcdf *netcdf = data;
    if (depth == 0)
        snprintf(netcdf->cause, sizeof netcdf->cause, "%s", error->desc);
    return 0;
}

static herr_t on_hdf5_error(hid_t stack, void *data)
{
    return H5Ewalk2(stack, H5E_WALK_UPWARD, keep_cause, data);
}

enum kith_status archive_netcdf_failed(struct archive_netcdf *netcdf, const char *format, ...)
{
    char action[160];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(action, sizeof action, format, arguments);
    va_end(arguments);
    if (netcdf->error)
        return archive_error_system(netcdf->report, netcdf->path, action, netcdf->error);
    kith_report_add(netcdf->report, KITH_ERROR, netcdf->path, 0, 0, "cannot %s: %s", action,
                    netcdf->cause[0] ? netcdf->cause : "HDF5 gives no reason");
    return KITH_FAILED;
}

bool archive_netcdf_text(hid_t object, hid_t text_type, const char *name, const char *text)
{
    if (!text)
        return true;
    hid_t space = H5Screate(H5S_SCALAR);
    hid_t attribute = H5Acreate2(object, name, text_type, space, H5P_DEFAULT, H5P_DEFAULT);
    bool well = attribute >= 0 && H5Awrite(attribute, text_type, &text) >= 0;
    if (attribute >= 0)
        H5Aclose(attribute);
    if (space >= 0)
        H5Sclose(space);
    return well;
}

hid_t archive_netcdf_creation(hid_t kind)
{
    const unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
    hid_t list = H5Pcreate(kind);
    bool holds_links = kind == H5P_FILE_CREATE || kind == H5P_GROUP_CREATE;
    if (H5Pset_obj_track_times(list, 0) < 0 || H5Pset_attr_creation_order(list, order) < 0 ||
        (holds_links && H5Pset_link_creation_order(list, order) < 0)) {
        H5Pclose(list);
        return H5I_INVALID_HID;
    }
    return list;
}

bool archive_netcdf_described(const struct archive_netcdf *netcdf, hid_t dataset, const char *unit, const char *long_name)
{
    return archive_netcdf_text(dataset, netcdf->text, "units", unit) &&
           archive_netcdf_text(dataset, netcdf->text, "long_name", long_name);
}

hid_t archive_netcdf_type(const struct archive_netcdf *netcdf, enum archive_type type, bool in_file)
{
    switch (type) {
    case ARCHIVE_UINT8:
        return in_file ? H5T_STD_U8LE : H5T_NATIVE_UINT8;
    case ARCHIVE_INT32:
        return in_file ? H5T_STD_I32LE : H5T_NATIVE_INT32;
    case ARCHIVE_INT64:
        return in_file ? H5T_STD_I64LE : H5T_NATIVE_INT64;
    case ARCHIVE_FLOAT32:
        return in_file ? H5T_IEEE_F32LE : H5T_NATIVE_FLOAT;
    case ARCHIVE_TEXT:
        return netcdf->text;
    case ARCHIVE_FLOAT64:
        break;
    }
    return in_file ? H5T_IEEE_F64LE : H5T_NATIVE_DOUBLE;
}

/* first: index of the first variable of the group; variable_count for the root group without one. */
static enum kith_status create_group(struct archive_netcdf *netcdf, const char *name, size_t first, const uint64_t *rows)
{
    const struct archive_layout *layout = netcdf->layout;
    size_t replicates = archive_layout_axis(layout, "replicate")->length;
    hid_t creation = archive_netcdf_creation(H5P_GROUP_CREATE);
    struct archive_netcdf_group group = {.netcdf = netcdf, .name = name};
    group.id =
        name ? H5Gcreate2(netcdf->file, name, H5P_DEFAULT, creation, H5P_DEFAULT) : H5Gopen2(netcdf->file, "/", H5P_DEFAULT);
    enum kith_status status =
        group.id >= 0 ? archive_scale_create_all(&group, rows) : archive_netcdf_failed(netcdf, "make group %s", name);
    for (size_t i = first; status == KITH_OK && i < layout->variable_count; i++) {
        if (!archive_layout_same_group(&layout->variables[i], &layout->variables[first]))
            continue;
        hsize_t total = 0;
        for (size_t r = 0; r < replicates; r++)
            total += rows[i * replicates + r];
        status = archive_variable_create(&group, i, total);
    }
    archive_scale_close_all(&group);
    if (group.id >= 0)
        H5Gclose(group.id);
    if (creation >= 0)
        H5Pclose(creation);
    return status;
}

static bool open_file(struct archive_netcdf *netcdf)
{
    hid_t access = H5Pcreate(H5P_FILE_ACCESS), creation = archive_netcdf_creation(H5P_FILE_CREATE);
    int *error = &netcdf->error;
    netcdf->driver = archive_driver_register();
    bool well = creation >= 0 && netcdf->driver >= 0 && H5Pset_driver(access, netcdf->driver, &error) >= 0 &&
                H5Pset_libver_bounds(access, H5F_LIBVER_EARLIEST, H5F_LIBVER_V18) >= 0 &&
                H5Pset_fclose_degree(access, H5F_CLOSE_STRONG) >= 0;
    if (well)
        netcdf->file = H5Fcreate(netcdf->path, H5F_ACC_TRUNC, creation, access);
    netcdf->text = H5Tcopy(H5T_C_S1);
    well = netcdf->file >= 0 && H5Tset_size(netcdf->text, H5T_VARIABLE) >= 0 && H5Tset_cset(netcdf->text, H5T_CSET_UTF8) >= 0;
    if (creation >= 0)
        H5Pclose(creation);
    if (access >= 0)
        H5Pclose(access);
    return well;
}

/* Index of the first variable of the same group. */
static size_t first_of_group(const struct archive_layout *layout, size_t variable)
{
    size_t first = 0;
    while (!archive_layout_same_group(&layout->variables[first], &layout->variables[variable]))
        first++;
    return first;
}

enum kith_status archive_netcdf_create(struct archive_netcdf *netcdf, const struct archive_layout *layout, const uint64_t *rows,
                                       const char *path, struct kith_report *report)
{
    *netcdf = (struct archive_netcdf){.layout = layout, .path = path, .report = report, .driver = -1, .file = -1, .text = -1};
    H5Eget_auto2(H5E_DEFAULT, &netcdf->former_handler, &netcdf->former_data);
    H5Eset_auto2(H5E_DEFAULT, on_hdf5_error, netcdf);
    netcdf->datasets = malloc((layout->variable_count + 1) * sizeof *netcdf->datasets);
    for (size_t i = 0; netcdf->datasets && i < layout->variable_count; i++)
        netcdf->datasets[i] = H5I_INVALID_HID;
    if (!netcdf->datasets || !open_file(netcdf))
        return archive_netcdf_failed(netcdf, "make the results file");
    enum kith_status status = KITH_OK;
    for (size_t i = 0; status == KITH_OK && i < layout->attribute_count; i++)
        status = archive_netcdf_attribute(netcdf, layout->attributes[i].name, layout->attributes[i].text);
    size_t root = 0;
    while (root < layout->variable_count && layout->variables[root].group)
        root++;
    if (status == KITH_OK)
        status = create_group(netcdf, NULL, root, rows);
    for (size_t i = 0; status == KITH_OK && i < layout->variable_count; i++)
        if (layout->variables[i].group && first_of_group(layout, i) == i)
            status = create_group(netcdf, layout->variables[i].group, i, rows);
    if (status == KITH_OK && netcdf->error)
        status = archive_netcdf_failed(netcdf, "make the results file");
    return status;
}

enum kith_status archive_netcdf_attribute(struct archive_netcdf *netcdf, const char *name, const char *text)
{
    return archive_netcdf_text(netcdf->file, netcdf->text, name, text)
               ? KITH_OK
               : archive_netcdf_failed(netcdf, "write the attribute %s", name);
}

enum kith_status archive_netcdf_write(struct archive_netcdf *netcdf, size_t variable, const hsize_t *start, const hsize_t *count,
                                      const void *values)
{
    const struct archive_variable *described = &netcdf->layout->variables[variable];
    size_t rank = archive_layout_rank(described);
    hid_t dataset = netcdf->datasets[variable], space = H5Dget_space(dataset);
    hid_t memory = rank ? H5Screate_simple((int)rank, count, NULL) : H5Screate(H5S_SCALAR);
    bool well = space >= 0 && memory >= 0 &&
                (!rank || H5Sselect_hyperslab(space, H5S_SELECT_SET, start, NULL, count, NULL) >= 0) &&
                H5Dwrite(dataset, archive_netcdf_type(netcdf, described->type, false), memory, space, H5P_DEFAULT, values) >= 0 &&
                !netcdf->error;
    enum kith_status status = well ? KITH_OK : archive_netcdf_failed(netcdf, "write the variable %s", described->name);
    if (memory >= 0)
        H5Sclose(memory);
    if (space >= 0)
        H5Sclose(space);
    return status;
}

enum kith_status archive_netcdf_close(struct archive_netcdf *netcdf)
{
    bool well = true, before = netcdf->error != 0;
    for (size_t i = 0; netcdf->datasets && i < netcdf->layout->variable_count; i++)
        if (netcdf->datasets[i] >= 0)
            well = H5Dclose(netcdf->datasets[i]) >= 0 && well;
    if (netcdf->text >= 0)
        H5Tclose(netcdf->text);
    if (netcdf->file >= 0)
        well = H5Fclose(netcdf->file) >= 0 && well;
    if (netcdf->driver >= 0)
        H5FDunregister(netcdf->driver);
    well = well && !netcdf->error;
    enum kith_status status = KITH_OK;
    if (!well)
        status = before ? KITH_FAILED : archive_netcdf_failed(netcdf, "finish the results file");
    H5Eset_auto2(H5E_DEFAULT, netcdf->former_handler, netcdf->former_data);
    free(netcdf->datasets);
    netcdf->datasets = NULL;
    return status;
}
