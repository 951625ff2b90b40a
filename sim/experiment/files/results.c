/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/files/results.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kith_status results_open(struct results *results, const char *path, struct kith_report *report)
{
    *results = (struct results){.path = path, .report = report};
    enum kith_status status = archive_read_open(&results->file, path, report);
    return status == KITH_OK ? archive_catalog_read(&results->catalog, results->file) : status;
}

void results_close(struct results *results)
{
    archive_catalog_clear(&results->catalog);
    archive_read_close(results->file);
    *results = (struct results){0};
}

/* A dataset of the same group as another, by its name there. */
static const struct archive_dataset *find_beside(const struct results *results, const struct archive_dataset *variable,
                                                 const char *name)
{
    for (size_t k = 0; k < results->catalog.count; k++)
        if (strcmp(results->catalog.at[k].name, name) == 0 && results_same_group(&results->catalog.at[k], variable))
            return &results->catalog.at[k];
    return NULL;
}

const struct archive_dataset *results_axis(const struct results *results, const struct archive_dataset *variable, size_t place)
{
    return find_beside(results, variable, variable->axes[place]);
}

bool results_is_log(const struct results *results, const struct archive_dataset *variable)
{
    const struct archive_dataset *sizes = find_beside(results, variable, "row_size");
    if (variable->rank != 1 || variable->is_axis || !sizes)
        return false;
    char *rows = archive_read_attribute(results->file, sizes->path, "sample_dimension");
    bool log = rows && strcmp(rows, variable->axes[0]) == 0;
    free(rows);
    return log;
}

bool results_is_derived(const struct archive_dataset *variable)
{
    return strcmp(variable->name, "time") == 0 || strcmp(variable->name, "row_size") == 0;
}

bool results_same_group(const struct archive_dataset *a, const struct archive_dataset *b)
{
    return a->group_length == b->group_length && strncmp(a->path, b->path, a->group_length) == 0;
}

double *results_values(const struct results *results, const struct archive_dataset *variable)
{
    double *values = malloc((variable->size + 1) * sizeof *values);
    if (!values) {
        kith_report_add(results->report, KITH_ERROR, results->path, 0, 0, "out of memory reading %s", variable->path);
        return NULL;
    }
    if (archive_read_values(results->file, variable, NULL, NULL, ARCHIVE_FLOAT64, values) == KITH_OK)
        return values;
    free(values);
    return NULL;
}

enum kith_status coordinate_read(struct coordinate *coordinate, const struct results *results, const struct archive_dataset *axis)
{
    *coordinate = (struct coordinate){0};
    return axis->is_text ? archive_read_labels(results->file, axis->path, &coordinate->labels, &coordinate->length)
                         : archive_read_whole(results->file, axis->path, &coordinate->numbers, &coordinate->length);
}

void coordinate_clear(struct coordinate *coordinate)
{
    archive_read_labels_free(coordinate->labels, coordinate->length);
    free(coordinate->numbers);
    *coordinate = (struct coordinate){0};
}

bool coordinate_same(const struct coordinate *a, size_t at, const struct coordinate *b, size_t there)
{
    if (a->labels && b->labels)
        return strcmp(a->labels[at], b->labels[there]) == 0;
    return a->numbers && b->numbers && a->numbers[at] == b->numbers[there];
}

const char *coordinate_text(const struct coordinate *coordinate, size_t at, char *buffer)
{
    if (coordinate->labels)
        return coordinate->labels[at];
    snprintf(buffer, COORDINATE_TEXT, "%" PRId32, coordinate->numbers[at]);
    return buffer;
}
