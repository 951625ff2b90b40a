/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/files/pack.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/few.h"

static bool pack_counts(const struct layout_source *source, const struct plan *plan, const struct observer *observers,
                        struct archive_data *data)
{
    size_t length = (size_t)plan->weeks;
    int32_t *values = malloc(plan->arm_count * length * sizeof *values);
    for (size_t a = 0; values && a < plan->arm_count; a++)
        memcpy(values + a * length, observers[a].weekly + source->index * length, length * sizeof *values);
    data->values = values;
    return values != NULL;
}

_Static_assert((int)PARAMETER_LIST_MAX >= (int)OBSERVE_CHANNELS, "a row of channels has room where one of sites has");

/* Of imported people. */
static void pack_suppressed(const int32_t *counts, const int32_t *students, size_t weeks, size_t width, double *values)
{
    double here[PARAMETER_LIST_MAX];
    enum kith_shown shown[PARAMETER_LIST_MAX];
    for (size_t week = 0; week < weeks; week++) {
        for (size_t k = 0; k < width; k++)
            here[k] = students[week * width + k];
        few_find(here, width, shown);
        for (size_t k = 0; k < width; k++)
            values[week * width + k] = shown[k] == KITH_SHOWN ? (double)counts[week * width + k] : (double)NAN;
    }
}

static size_t split_width(enum layout_from kind, const struct plan *plan)
{
    if (kind == FROM_CHANNEL)
        return OBSERVE_CHANNELS;
    if (kind == FROM_YEAR)
        return (size_t)plan->base->model.school.course.count;
    return plan->sites > 0 ? (size_t)plan->sites : 1;
}

static bool pack_split(const struct layout_source *source, const struct plan *plan, const struct observer *observers,
                       struct archive_data *data)
{
    bool channel = source->kind == FROM_CHANNEL;
    size_t weeks = (size_t)plan->weeks, width = split_width(source->kind, plan), length = weeks * width;
    char *values = malloc(plan->arm_count * length * archive_type_size(layout_split_type(plan)));
    for (size_t a = 0; values && a < plan->arm_count; a++) {
        const struct observer *o = &observers[a];
        const int32_t *all = channel ? o->by_channel : source->kind == FROM_SITE ? o->by_site : o->by_year;
        const int32_t *counts = all + source->index * length;
        const int32_t *students = channel ? counts : all + SPLIT_STUDENTS * length; /* each count of a channel is of students */
        if (plan->imported)
            pack_suppressed(counts, students, weeks, width, (double *)(void *)values + a * length);
        else
            memcpy((int32_t *)(void *)values + a * length, counts, length * sizeof *counts);
    }
    data->values = values;
    return values != NULL;
}

/* Of imported people, what would be told of fewer than five supporters. */
static void suppress_supporters(size_t index, const struct plan *plan, const struct observer *observers, double *values)
{
    enum kith_shown shown;
    for (size_t a = 0; a < plan->arm_count && outcome_is_of_supporters(outcome_at(index)->name); a++) {
        double serving = outcome_find(OUTCOME_SERVING)->value(&observers[a]);
        few_find(&serving, 1, &shown);
        values[a] = shown == KITH_SHOWN ? values[a] : (double)NAN;
    }
}

static bool pack_outcome(size_t index, const struct plan *plan, struct observer *observers, struct archive_data *data)
{
    double *values = malloc(plan->arm_count * sizeof *values);
    for (size_t a = 0; values && a < plan->arm_count; a++) {
        double own_weeks, without;
        if (index < outcome_count) {
            values[a] = outcome_table[index].value(&observers[a]);
            continue;
        }
        if (index >= outcome_count + 2) {
            enum observe_effect effect = (enum observe_effect)(index - outcome_count - 2);
            values[a] = a == 0 ? (double)NAN : outcome_effect_change(&observers[a], &observers[0], effect);
            continue;
        }
        outcome_supporters(&observers[a], &observers[0], &own_weeks, &without);
        values[a] = index == outcome_count ? own_weeks : a == 0 ? (double)NAN : own_weeks - without;
    }
    if (values && plan->imported)
        suppress_supporters(index, plan, observers, values);
    data->values = values;
    return values != NULL;
}

static bool pack_log(const struct layout_source *source, enum archive_type type, const struct plan *plan,
                     const struct observer *observers, struct archive_data *data)
{
    size_t size = archive_type_size(type);
    data->rows = 0;
    for (size_t a = 0; a < plan->arm_count; a++)
        data->rows += ((const struct observe_log *)((const char *)&observers[a] + source->log))->rows;
    char *values = malloc(data->rows * size + 1);
    size_t at = 0;
    for (size_t a = 0; values && a < plan->arm_count; a++) {
        const struct observe_log *log = (const struct observe_log *)((const char *)&observers[a] + source->log);
        for (size_t k = 0; k < log->rows; k++, at++) {
            int32_t value = log->column[source->index][k];
            if (type == ARCHIVE_UINT8)
                ((uint8_t *)values)[at] = (uint8_t)value;
            else if (type == ARCHIVE_FLOAT32)
                ((float *)(void *)values)[at] = (float)(value * source->scale);
            else
                ((int32_t *)(void *)values)[at] = value;
        }
    }
    data->values = values;
    return values != NULL;
}

enum kith_status pack_replicate(const struct layout *layout, const struct plan *plan, struct observer *observers,
                                struct archive_data *data)
{
    bool good = true;
    for (size_t v = 0; v < layout->archive.variable_count; v++) {
        const struct layout_source *source = &layout->source[v];
        data[v] = (struct archive_data){0};
        if (source->kind == FROM_LOG)
            good &= pack_log(source, layout->archive.variables[v].type, plan, observers, &data[v]);
        else if (source->kind == FROM_OUTCOME)
            good &= pack_outcome(source->index, plan, observers, &data[v]);
        else if (source->kind == FROM_WEEKLY)
            good &= pack_counts(source, plan, observers, &data[v]);
        else if (source->kind != FROM_COMPARISON)
            good &= pack_split(source, plan, observers, &data[v]);
    }
    return good ? KITH_OK : KITH_FAILED;
}
