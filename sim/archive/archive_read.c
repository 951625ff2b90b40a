/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading a results file again: the root attributes, the labels of axes, columns of logs and the meanings of their numbers.
 *
 * The file may be anybody's, so nothing in it is believed: it must be HDF5, bear kith's attributes and a format no newer than
 * this one, and every dataset must have one axis and as many values as are asked for.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/archive_private.h"

static enum kith_status refuse(const struct archive_file *file, const char *format, const char *what)
{
    return kith_report_add(file->report, KITH_ERROR, file->path, 0, 0, format, what);
}

/* A copy of one text of a variable-length or fixed-length type; NULL if it is none. */
static char *read_text(hid_t attribute)
{
    hid_t type = H5Aget_type(attribute), space = H5Aget_space(attribute);
    char *text = NULL;
    if (H5Tget_class(type) == H5T_STRING && H5Sget_simple_extent_npoints(space) == 1) {
        if (H5Tis_variable_str(type) > 0) {
            char *held = NULL;
            if (H5Aread(attribute, type, &held) >= 0 && held)
                text = strdup(held);
            H5free_memory(held);
        } else {
            text = calloc(H5Tget_size(type) + 1, 1);
            if (text && H5Aread(attribute, type, text) < 0)
                text[0] = '\0';
        }
    }
    H5Sclose(space);
    H5Tclose(type);
    return text;
}

char *archive_read_attribute(const struct archive_file *file, const char *variable, const char *name)
{
    struct archive_quiet quiet;
    archive_quiet_begin(&quiet);
    hid_t attribute = H5Aopen_by_name(file->file, variable ? variable : "/", name, H5P_DEFAULT, H5P_DEFAULT);
    char *text = attribute >= 0 ? read_text(attribute) : NULL;
    if (attribute >= 0)
        H5Aclose(attribute);
    archive_quiet_end(&quiet);
    return text;
}

char *archive_read_attribute_name(const struct archive_file *file, size_t index)
{
    struct archive_quiet quiet;
    char name[128];
    archive_quiet_begin(&quiet);
    ssize_t length = H5Aget_name_by_idx(file->file, "/", H5_INDEX_CRT_ORDER, H5_ITER_INC, index, name, sizeof name, H5P_DEFAULT);
    archive_quiet_end(&quiet);
    return length > 0 && (size_t)length < sizeof name ? strdup(name) : NULL;
}

static enum kith_status check_format(const struct archive_file *file)
{
    char *format = archive_read_attribute(file, NULL, "format_version");
    char *digest = archive_read_attribute(file, NULL, "results_digest"), *end = NULL;
    long major = format ? strtol(format, &end, 10) : 0;
    enum kith_status status = KITH_OK;
    if (!digest || !format || end == format || *end != '.' || major < 1)
        status = refuse(file, "is HDF5, but no results file of kith%s", "");
    else if (major > ARCHIVE_FORMAT_MAJOR)
        status = refuse(file, "has format %s, this kith reads 1.x; read it with the kith that wrote it or a newer one", format);
    free(format);
    free(digest);
    return status;
}

enum kith_status archive_read_open(struct archive_file **opened, const char *path, struct kith_report *report)
{
    *opened = NULL;
    struct stat facts;
    struct archive_file *file = calloc(1, sizeof *file);
    if (!file || !(file->path = strdup(path))) {
        free(file);
        return KITH_FAILED;
    }
    file->report = report;
    file->file = H5I_INVALID_HID;
    enum kith_status status = KITH_OK;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 && errno == ENOENT)
        status = refuse(file, "no such file%s", "");
    else if (descriptor < 0 || fstat(descriptor, &facts) != 0)
        status = archive_error_system(report, path, "read the results file", errno);
    else if (S_ISDIR(facts.st_mode))
        status = refuse(file, "is a directory, not a results file%s", "");
    if (descriptor >= 0)
        close(descriptor);
    struct archive_quiet quiet;
    archive_quiet_begin(&quiet);
    if (status == KITH_OK && (file->file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT)) < 0)
        status = refuse(file, "is no HDF5 file, or is cut short%s; results files are what kith run writes (FILE.h5)", "");
    archive_quiet_end(&quiet);
    if (status == KITH_OK)
        status = check_format(file);
    if (status != KITH_OK)
        archive_read_close(file);
    else
        *opened = file;
    return status;
}

void archive_read_close(struct archive_file *file)
{
    if (!file)
        return;
    if (file->file >= 0)
        H5Fclose(file->file);
    free(file->path);
    free(file);
}

bool archive_read_has(const struct archive_file *file, const char *name)
{
    return H5Lexists(file->file, name, H5P_DEFAULT) > 0;
}

/* The dataset and how many values it has on its one axis; negative if it is not there or of another shape. */
static hid_t open_list(const struct archive_file *file, const char *name, H5T_class_t class, size_t *length)
{
    hid_t dataset = H5Dopen2(file->file, name, H5P_DEFAULT);
    if (dataset < 0)
        return dataset;
    hid_t space = H5Dget_space(dataset), type = H5Dget_type(dataset);
    hssize_t points = H5Sget_simple_extent_npoints(space);
    bool well = points >= 0 && H5Sget_simple_extent_ndims(space) == 1 && H5Tget_class(type) == class;
    if (well && class == H5T_STRING)
        well = H5Tis_variable_str(type) > 0;
    *length = well ? (size_t)points : 0;
    H5Sclose(space);
    H5Tclose(type);
    if (well)
        return dataset;
    H5Dclose(dataset);
    return H5I_INVALID_HID;
}

enum kith_status archive_read_misses(const struct archive_file *file, const char *name)
{
    return refuse(file, "lacks %s, or it cannot be read: the file is damaged or of an older kith; run the scenario again", name);
}

enum kith_status archive_read_whole(const struct archive_file *file, const char *name, int32_t **values, size_t *length)
{
    struct archive_quiet quiet;
    *values = NULL;
    archive_quiet_begin(&quiet);
    hid_t dataset = open_list(file, name, H5T_INTEGER, length);
    enum kith_status status = dataset < 0 ? archive_read_misses(file, name) : KITH_OK;
    if (status == KITH_OK && (*length > SIZE_MAX / 8 || !(*values = malloc((*length + 1) * sizeof **values))))
        status = archive_error_system(file->report, file->path, "read the results file", ENOMEM);
    if (status == KITH_OK && H5Dread(dataset, H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, *values) < 0)
        status = archive_read_misses(file, name);
    if (dataset >= 0)
        H5Dclose(dataset);
    if (status != KITH_OK) {
        free(*values);
        *values = NULL;
    }
    archive_quiet_end(&quiet);
    return status;
}

enum kith_status archive_read_labels(const struct archive_file *file, const char *name, char ***labels, size_t *length)
{
    struct archive_quiet quiet;
    *labels = NULL;
    archive_quiet_begin(&quiet);
    hid_t dataset = open_list(file, name, H5T_STRING, length), type = dataset >= 0 ? H5Dget_type(dataset) : H5I_INVALID_HID;
    char **held = dataset >= 0 ? calloc(*length + 1, sizeof *held) : NULL;
    bool well = held && H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, held) >= 0;
    for (size_t k = 0; well && k < *length; k++)
        well = held[k] != NULL;
    enum kith_status status = well ? KITH_OK : archive_read_misses(file, name);
    if (type >= 0)
        H5Tclose(type);
    if (dataset >= 0)
        H5Dclose(dataset);
    archive_quiet_end(&quiet);
    if (well)
        *labels = held;
    else
        archive_read_labels_free(held, held ? *length : 0);
    return status;
}

void archive_read_labels_free(char **labels, size_t length)
{
    for (size_t k = 0; labels && k < length; k++)
        H5free_memory(labels[k]); /* HDF5 made them */
    free(labels);
}
