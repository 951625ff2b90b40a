/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "archive/archive_private.h"

size_t archive_type_size(enum archive_type type)
{
    switch (type) {
    case ARCHIVE_UINT8:
        return 1;
    case ARCHIVE_INT32:
    case ARCHIVE_FLOAT32:
        return 4;
    case ARCHIVE_TEXT:
        return sizeof(char *);
    case ARCHIVE_INT64:
    case ARCHIVE_FLOAT64:
        break;
    }
    return 8;
}

const struct archive_axis *archive_layout_axis(const struct archive_layout *layout, const char *name)
{
    for (size_t i = 0; i < layout->axis_count; i++)
        if (strcmp(layout->axes[i].name, name) == 0)
            return &layout->axes[i];
    return NULL;
}

size_t archive_layout_rank(const struct archive_variable *variable)
{
    size_t rank = 0;
    while (rank < ARCHIVE_AXES_MAX && variable->axes[rank])
        rank++;
    return rank;
}

bool archive_layout_uses(const struct archive_variable *variable, const char *axis)
{
    for (size_t i = 0; i < archive_layout_rank(variable); i++)
        if (strcmp(variable->axes[i], axis) == 0)
            return true;
    return false;
}

bool archive_layout_is_log(const struct archive_layout *layout, const struct archive_variable *variable)
{
    const struct archive_axis *axis = variable->axes[0] ? archive_layout_axis(layout, variable->axes[0]) : NULL;
    return axis && axis->log;
}

bool archive_layout_in_parts(const struct archive_layout *layout, const struct archive_variable *variable)
{
    return archive_layout_is_log(layout, variable) || archive_layout_uses(variable, "replicate");
}

bool archive_layout_same_group(const struct archive_variable *a, const struct archive_variable *b)
{
    return a->group == b->group || (a->group && b->group && strcmp(a->group, b->group) == 0);
}

int64_t archive_layout_number(const struct archive_axis *axis, size_t index)
{
    return axis->numbers ? axis->numbers[index] : (int64_t)index;
}

size_t archive_part_length(const struct archive_layout *layout, const struct archive_variable *variable)
{
    size_t length = 1;
    for (size_t i = 0; i < archive_layout_rank(variable); i++) {
        const struct archive_axis *axis = archive_layout_axis(layout, variable->axes[i]);
        if (strcmp(variable->axes[i], "replicate") != 0)
            length *= axis ? axis->length : 0;
    }
    return length;
}

static void hash_text(XXH3_state_t *hash, const char *text)
{
    XXH3_64bits_update(hash, text, strlen(text) + 1);
}

uint64_t archive_layout_fingerprint(const struct archive_layout *layout)
{
    XXH3_state_t *hash = XXH3_createState();
    if (!hash || XXH3_64bits_reset(hash) != XXH_OK) {
        XXH3_freeState(hash);
        return 0;
    }
    for (size_t i = 0; i < layout->variable_count; i++) {
        const struct archive_variable *variable = &layout->variables[i];
        if (!archive_layout_in_parts(layout, variable))
            continue;
        hash_text(hash, variable->group ? variable->group : "");
        hash_text(hash, variable->name);
        uint8_t type = (uint8_t)variable->type;
        XXH3_64bits_update(hash, &type, 1);
        for (size_t axis = 0; axis < archive_layout_rank(variable); axis++)
            hash_text(hash, variable->axes[axis]);
    }
    uint64_t fingerprint = XXH3_64bits_digest(hash);
    XXH3_freeState(hash);
    return fingerprint;
}

/* xarray decodes these as time differences, which then refuse to be averaged with plain numbers. */
static bool decodes_as_duration(const char *unit)
{
    static const char *const units[] = {"days", "hours", "minutes", "seconds", "milliseconds", "microseconds", "nanoseconds"};
    for (size_t i = 0; unit && i < sizeof units / sizeof units[0]; i++)
        if (strcmp(unit, units[i]) == 0)
            return true;
    return false;
}

static void check_variable(const struct archive_layout *layout, const struct archive_variable *variable, const char *path,
                           struct kith_report *report)
{
    const char *name = variable->name;
    if (archive_layout_axis(layout, name))
        kith_report_add(report, KITH_ERROR, path, 0, 0,
                        "variable %s has the name of an axis, which hides it in R; call it %s_index or %s_number", name, name,
                        name);
    for (size_t i = 0; i < archive_layout_rank(variable); i++) {
        const struct archive_axis *axis = archive_layout_axis(layout, variable->axes[i]);
        if (!axis)
            kith_report_add(report, KITH_ERROR, path, 0, 0, "variable %s has an unknown axis %s", name, variable->axes[i]);
        else if (axis->log && (archive_layout_rank(variable) != 1 || !variable->group))
            kith_report_add(report, KITH_ERROR, path, 0, 0, "log variable %s needs a group and the axis %s alone", name,
                            axis->name);
    }
    if (decodes_as_duration(variable->unit))
        kith_report_add(report, KITH_ERROR, path, 0, 0,
                        "unit of %s: %s is to be written in the singular, as xarray reads the plural as a duration", name,
                        variable->unit);
    if (variable->flag_meanings && variable->type != ARCHIVE_UINT8)
        kith_report_add(report, KITH_ERROR, path, 0, 0, "variable %s has named categories and must be of type uint8", name);
}

enum kith_status archive_layout_check(const struct archive_layout *layout, const char *path, struct kith_report *report)
{
    size_t before = report->errors;
    if (!archive_layout_axis(layout, "replicate"))
        kith_report_add(report, KITH_ERROR, path, 0, 0, "the output has no axis called replicate");
    for (size_t i = 0; i < layout->axis_count; i++) {
        const struct archive_axis *axis = &layout->axes[i];
        if (axis->length == 0 && !axis->log)
            kith_report_add(report, KITH_ERROR, path, 0, 0, "axis %s of the output is empty", axis->name);
        if (decodes_as_duration(axis->unit))
            kith_report_add(report, KITH_ERROR, path, 0, 0, "unit of axis %s: %s is to be written in the singular", axis->name,
                            axis->unit);
    }
    for (size_t i = 0; i < layout->variable_count; i++)
        check_variable(layout, &layout->variables[i], path, report);
    return report->errors == before ? KITH_OK : KITH_INVALID;
}
