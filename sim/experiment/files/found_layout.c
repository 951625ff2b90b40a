/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/files/found_layout.h"

#include <stdlib.h>
#include <string.h>

#include "experiment/files/layout.h"

/* Memory that lives as long as the layout, zeroed; NULL without memory. */
static void *own(struct found_layout *layout, void *memory)
{
    if (memory && layout->owned_count == layout->owned_capacity) {
        size_t capacity = 2 * layout->owned_capacity + 64;
        void **grown = realloc(layout->owned, capacity * sizeof *grown);
        if (!grown) {
            free(memory);
            return NULL;
        }
        layout->owned = grown;
        layout->owned_capacity = capacity;
    }
    if (memory)
        layout->owned[layout->owned_count++] = memory;
    return memory;
}

static const char *own_text(struct found_layout *layout, const char *text)
{
    return own(layout, text ? strdup(text) : NULL);
}

static enum kith_status take_axis(struct found_layout *layout, const struct results *results, const struct archive_dataset *axis)
{
    struct coordinate coordinate;
    struct archive_axis *made = (struct archive_axis *)(uintptr_t)&layout->archive.axes[layout->archive.axis_count];
    enum kith_status status = coordinate_read(&coordinate, results, axis);
    *made = (struct archive_axis){.name = own_text(layout, axis->name),
                                  .unit = own_text(layout, axis->unit),
                                  .long_name = own_text(layout, axis->long_name),
                                  .length = coordinate.length};
    const char **labels = coordinate.labels ? own(layout, calloc(coordinate.length + 1, sizeof *labels)) : NULL;
    int64_t *numbers = coordinate.numbers ? own(layout, calloc(coordinate.length + 1, sizeof *numbers)) : NULL;
    for (size_t k = 0; labels && k < coordinate.length; k++)
        labels[k] = own_text(layout, coordinate.labels[k]);
    for (size_t k = 0; numbers && k < coordinate.length; k++)
        numbers[k] = coordinate.numbers[k];
    made->labels = labels;
    made->numbers = numbers;
    coordinate_clear(&coordinate);
    if (status == KITH_OK && (!made->name || (!labels && !numbers)))
        status = KITH_FAILED;
    layout->archive.axis_count++;
    return status;
}

static void take_log_axis(struct found_layout *layout, const struct archive_dataset *column)
{
    struct archive_axis *axes = (struct archive_axis *)(uintptr_t)layout->archive.axes;
    for (size_t k = 0; k < layout->archive.axis_count; k++)
        if (strcmp(axes[k].name, column->axes[0]) == 0)
            return;
    axes[layout->archive.axis_count++] = (struct archive_axis){.name = column->axes[0], .log = true};
}

static bool is_of_replicates(const struct results *results, const struct archive_dataset *dataset)
{
    return results_is_log(results, dataset) || archive_dataset_axis(dataset, "replicate") < ARCHIVE_AXES_MAX;
}

/* Whether a variable can be made again from the replicates. */
static bool belongs(const struct results *results, const struct archive_dataset *dataset)
{
    static const char group[] = LAYOUT_COMPARISON;
    if (is_of_replicates(results, dataset))
        return true;
    bool known = false;
    for (size_t n = 0; n < COMPARISON_COUNT; n++)
        known |= strcmp(dataset->name, layout_comparison[n].name) == 0;
    return known && dataset->group_length == sizeof group - 1 && strncmp(dataset->path, group, sizeof group - 1) == 0;
}

static void take_variable(struct found_layout *layout, const struct results *results, const struct archive_dataset *dataset)
{
    size_t index = layout->archive.variable_count++;
    struct archive_variable *made = (struct archive_variable *)(uintptr_t)&layout->archive.variables[index];
    char *group = dataset->group_length ? own(layout, strndup(dataset->path, dataset->group_length)) : NULL;
    *made = (struct archive_variable){.name = dataset->name,
                                      .group = group,
                                      .beside = !is_of_replicates(results, dataset) || dataset->is_text,
                                      .type = dataset->type,
                                      .unit = dataset->unit,
                                      .long_name = dataset->long_name,
                                      .formula = dataset->formula,
                                      .flag_meanings = dataset->flag_meanings};
    for (size_t k = 0; k < dataset->rank; k++)
        made->axes[k] = dataset->axes[k];
    layout->dataset[index] = dataset;
}

static enum kith_status take_variables(struct found_layout *layout, const struct results *results)
{
    const struct archive_catalog *catalog = &results->catalog;
    const struct archive_dataset *left = NULL;
    for (size_t k = 0; k < catalog->count; k++) {
        const struct archive_dataset *dataset = &catalog->at[k];
        if (dataset->is_axis || results_is_derived(dataset))
            continue;
        if (dataset->is_text && !belongs(results, dataset))
            return kith_report_add(results->report, KITH_ERROR, results->path, 0, 0,
                                   "%s is a variable of words, which cannot be merged", dataset->path);
        if (!belongs(results, dataset)) {
            if (!left || !results_same_group(left, dataset))
                kith_report_add(results->report, KITH_WARNING, results->path, 0, 0,
                                "%.*s was computed from all runs of that file and is left out of the merged one",
                                (int)(dataset->group_length ? dataset->group_length : strlen(dataset->path)), dataset->path);
            left = dataset;
            continue;
        }
        if (results_is_log(results, dataset))
            take_log_axis(layout, dataset);
        take_variable(layout, results, dataset);
    }
    return KITH_OK;
}

/* Axes of what was left out go with it. */
static void leave_axes(struct found_layout *layout)
{
    struct archive_axis *axes = (struct archive_axis *)(uintptr_t)layout->archive.axes;
    size_t kept = 0;
    for (size_t k = 0; k < layout->archive.axis_count; k++) {
        bool used = false;
        for (size_t v = 0; v < layout->archive.variable_count && !used; v++)
            for (size_t n = 0; n < ARCHIVE_AXES_MAX && layout->archive.variables[v].axes[n]; n++)
                used |= strcmp(layout->archive.variables[v].axes[n], axes[k].name) == 0;
        if (used)
            axes[kept++] = axes[k];
    }
    layout->archive.axis_count = kept;
}

/* The day of week 0, from the unit of the coordinate time. */
static const char *take_start(struct found_layout *layout, const struct results *results)
{
    static const char before[] = "days since ";
    char *unit = own(layout, archive_read_attribute(results->file, "time", "units"));
    return unit && strncmp(unit, before, sizeof before - 1) == 0 ? unit + sizeof before - 1 : NULL;
}

bool found_layout_attribute(struct found_layout *layout, const char *name, const char *text)
{
    struct archive_attribute *attributes = (struct archive_attribute *)(uintptr_t)layout->archive.attributes;
    size_t k = 0;
    while (k < layout->archive.attribute_count && strcmp(attributes[k].name, name) != 0)
        k++;
    if (k == layout->archive.attribute_count) {
        attributes = realloc(attributes, (k + 1) * sizeof *attributes);
        if (!attributes)
            return false;
        layout->archive.attributes = attributes;
        layout->archive.attribute_count++;
    }
    attributes[k] = (struct archive_attribute){own_text(layout, name), own_text(layout, text)};
    return attributes[k].name && attributes[k].text;
}

bool found_layout_replicates(struct found_layout *layout, int64_t *numbers, size_t count)
{
    layout->replicate->numbers = own(layout, numbers);
    layout->replicate->length = count;
    return layout->replicate->numbers != NULL;
}

static bool take_attributes(struct found_layout *layout, const struct results *results)
{
    bool good = true;
    char *name;
    for (size_t k = 0; good && (name = archive_read_attribute_name(results->file, k)) != NULL; k++) {
        char *text = archive_read_attribute(results->file, NULL, name);
        bool of_sweep = strncmp(name, LAYOUT_SWEEP "_", sizeof LAYOUT_SWEEP) == 0; /* left out */
        if (text && !of_sweep && strcmp(name, "results_digest") != 0)              /* written at the merge */
            good = found_layout_attribute(layout, name, text);
        free(text);
        free(name);
    }
    return good;
}

enum kith_status found_layout_init(struct found_layout *layout, const struct results *results)
{
    const struct archive_catalog *catalog = &results->catalog;
    *layout = (struct found_layout){0};
    layout->archive.axes = own(layout, calloc(catalog->count + 1, sizeof *layout->archive.axes));
    layout->archive.variables = own(layout, calloc(catalog->count + 1, sizeof *layout->archive.variables));
    layout->dataset = own(layout, calloc(catalog->count + 1, sizeof *layout->dataset));
    if (!layout->archive.axes || !layout->archive.variables || !layout->dataset)
        return KITH_FAILED;
    enum kith_status status = KITH_OK;
    for (size_t k = 0; k < catalog->count && status == KITH_OK; k++)
        if (catalog->at[k].is_axis && catalog->at[k].group_length == 0)
            status = take_axis(layout, results, &catalog->at[k]);
    if (status == KITH_OK)
        status = take_variables(layout, results);
    leave_axes(layout);
    if (status == KITH_OK && !take_attributes(layout, results))
        status = KITH_FAILED;
    layout->archive.start_date = take_start(layout, results);
    for (size_t k = 0; k < layout->archive.axis_count; k++)
        if (strcmp(layout->archive.axes[k].name, "replicate") == 0)
            layout->replicate = (struct archive_axis *)(uintptr_t)&layout->archive.axes[k];
    if (status == KITH_OK && (!layout->replicate || !layout->replicate->numbers))
        status = kith_report_add(results->report, KITH_ERROR, results->path, 0, 0, "has no axis replicate: the file is damaged");
    return status;
}

void found_layout_clear(struct found_layout *layout)
{
    for (size_t k = 0; k < layout->owned_count; k++)
        free(layout->owned[k]);
    free(layout->owned);
    free((void *)(uintptr_t)layout->archive.attributes);
    *layout = (struct found_layout){0};
}
