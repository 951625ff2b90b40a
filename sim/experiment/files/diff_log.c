/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Logs are compared record by record within each arm and replicate, in the order in which they were recorded: the first
 * difference is where the runs part; what follows it is counted, but may be the same records at other places.
 */
#include "experiment/files/diff.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Records of an arm and replicate. */
struct stretch {
    size_t first, rows;
};

struct log {
    const struct results *results;
    char group[64];
    struct coordinate arm, replicate;
    int32_t *week; /* per record; NULL if the log has none */
    size_t rows;
    struct stretch *stretch; /* [replicate][arm] */
};

struct logs {
    struct diff *diff;
    struct log a, b;
    size_t *arm, *replicate; /* places of a's in b */
};

static enum kith_status read_column(const struct log *log, const char *name, int32_t **values, size_t *length)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", log->group, name);
    return archive_read_whole(log->results->file, path, values, length);
}

static enum kith_status read_axis(const struct log *log, const char *name, struct coordinate *coordinate)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", log->group, name);
    const struct archive_dataset *axis = archive_catalog_find(&log->results->catalog, path);
    if (!axis)
        return kith_report_add(log->results->report, KITH_ERROR, log->results->path, 0, 0, "lacks %s: the file is damaged", path);
    return coordinate_read(coordinate, log->results, axis);
}

static enum kith_status find_stretches(struct log *log, const int32_t *arm, const int32_t *replicate)
{
    log->stretch = calloc(log->arm.length * log->replicate.length + 1, sizeof *log->stretch);
    if (!log->stretch)
        return KITH_FAILED;
    for (size_t k = 0, r = 0; k < log->rows; k++) {
        while (r < log->replicate.length && log->replicate.numbers[r] != replicate[k])
            r++;
        if (r == log->replicate.length || arm[k] < 0 || (size_t)arm[k] >= log->arm.length)
            return kith_report_add(log->results->report, KITH_ERROR, log->results->path, 0, 0,
                                   "%s has a record of an unknown arm or replicate: the file is damaged", log->group);
        struct stretch *stretch = &log->stretch[r * log->arm.length + (size_t)arm[k]];
        if (stretch->rows == 0)
            stretch->first = k;
        stretch->rows++;
    }
    return KITH_OK;
}

static enum kith_status read_log(struct log *log, const struct results *results, const struct archive_dataset *column)
{
    int32_t *arm = NULL, *replicate = NULL;
    size_t length;
    *log = (struct log){.results = results};
    snprintf(log->group, sizeof log->group, "%.*s", (int)column->group_length, column->path);
    enum kith_status status = read_axis(log, "arm", &log->arm);
    if (status == KITH_OK)
        status = read_axis(log, "replicate", &log->replicate);
    if (status == KITH_OK)
        status = read_column(log, "week_number", &log->week, &length);
    if (status == KITH_OK)
        status = read_column(log, "arm_index", &arm, &length);
    if (status == KITH_OK)
        status = read_column(log, "replicate_number", &replicate, &log->rows);
    if (status == KITH_OK)
        status = find_stretches(log, arm, replicate);
    free(arm);
    free(replicate);
    return status;
}

static void clear_log(struct log *log)
{
    coordinate_clear(&log->arm);
    coordinate_clear(&log->replicate);
    free(log->week);
    free(log->stretch);
}

static const char *const student_columns[] = {"student", "student_a", "student_b", "receiver", "giver"};
enum { STUDENT_COLUMNS = sizeof student_columns / sizeof student_columns[0] };

/* The students of a record: ", student 12", ", receiver 12, giver 31". */
static void name_students(const struct log *log, size_t row, char *text, size_t size)
{
    for (size_t k = 0; k < STUDENT_COLUMNS; k++) {
        char path[128];
        double value;
        snprintf(path, sizeof path, "%s/%s", log->group, student_columns[k]);
        const struct archive_dataset *column = archive_catalog_find(&log->results->catalog, path);
        if (!column || archive_read_values(log->results->file, column, &row, &(size_t){1}, ARCHIVE_FLOAT64, &value) != KITH_OK)
            continue;
        size_t used = strlen(text);
        snprintf(text + used, size - used, ", %s %.0f", student_columns[k], value);
    }
}

static void set_place(struct kith_diff_place *place, const struct log *a, size_t stretch, int32_t week)
{
    *place = (struct kith_diff_place){.weekly = true,
                                      .week = week,
                                      .replicate = a->replicate.numbers[stretch / a->arm.length],
                                      .arm_index = stretch % a->arm.length};
    snprintf(place->arm, sizeof place->arm, "%s", a->arm.labels[place->arm_index]);
}

/* A difference of two names says nothing. */
static bool is_name(const struct archive_dataset *column)
{
    bool name = column->flag_meanings != NULL;
    for (size_t k = 0; k < STUDENT_COLUMNS; k++)
        name |= strcmp(column->name, student_columns[k]) == 0;
    return name;
}

/* The same arm and replicate in b; NULL if it has none such. */
static const struct stretch *stretch_in_b(const struct logs *logs, size_t stretch)
{
    size_t replicate = logs->replicate[stretch / logs->a.arm.length], arm = logs->arm[stretch % logs->a.arm.length];
    return replicate == SIZE_MAX || arm == SIZE_MAX ? NULL : &logs->b.stretch[replicate * logs->b.arm.length + arm];
}

static enum kith_status compare_counts(struct logs *logs)
{
    struct kith_diff_variable *variable = diff_add(logs->diff, logs->a.group, strlen(logs->a.group));
    if (!variable)
        return KITH_FAILED;
    variable->log = true;
    for (size_t k = 0; k < logs->a.arm.length * logs->a.replicate.length; k++) {
        const struct stretch *a = &logs->a.stretch[k], *b = stretch_in_b(logs, k);
        if (!b || !diff_count(variable, (double)a->rows, (double)b->rows))
            continue;
        struct kith_diff_place place; /* the first record that only one has */
        size_t common = a->rows < b->rows ? a->rows : b->rows;
        set_place(&place, &logs->a, k, a->rows > b->rows ? logs->a.week[a->first + common] : logs->b.week[b->first + common]);
        snprintf(place.a, sizeof place.a, "%zu records", a->rows);
        snprintf(place.b, sizeof place.b, "%zu", b->rows);
        diff_keep_first(variable, &place);
    }
    return KITH_OK;
}

static void compare_rows(const struct logs *logs, struct kith_diff_variable *variable, const struct archive_dataset *column,
                         const double *values_a, const double *values_b)
{
    for (size_t k = 0; k < logs->a.arm.length * logs->a.replicate.length; k++) {
        const struct stretch *a = &logs->a.stretch[k], *b = stretch_in_b(logs, k);
        bool found = false;
        for (size_t row = 0; b && row < a->rows && row < b->rows; row++) {
            if (!diff_count(variable, values_a[a->first + row], values_b[b->first + row]) || found)
                continue;
            struct kith_diff_place place;
            found = true; /* records are in the order of weeks */
            set_place(&place, &logs->a, k, logs->a.week[a->first + row]);
            snprintf(place.where, sizeof place.where, "record %zu", row + 1);
            name_students(&logs->a, a->first + row, place.where, sizeof place.where);
            diff_value_text(column, values_a[a->first + row], place.a);
            diff_value_text(column, values_b[b->first + row], place.b);
            diff_keep_first(variable, &place);
        }
    }
}

static enum kith_status compare_column(struct logs *logs, const struct archive_dataset *a)
{
    const struct archive_dataset *b = archive_catalog_find(&logs->b.results->catalog, a->path);
    if (!b || strcmp(a->name, "arm_index") == 0 || strcmp(a->name, "replicate_number") == 0) /* records are matched by them */
        return KITH_OK;
    struct kith_diff_variable *variable = diff_add(logs->diff, a->path, strlen(a->path));
    double *values_a = variable ? results_values(logs->a.results, a) : NULL;
    double *values_b = values_a ? results_values(logs->b.results, b) : NULL;
    if (values_b) {
        variable->log = true;
        compare_rows(logs, variable, a, values_a, values_b);
        if (is_name(a))
            variable->largest = (double)NAN;
    }
    free(values_a);
    free(values_b);
    return values_b ? KITH_OK : KITH_FAILED;
}

enum kith_status diff_log(struct diff *diff, const struct archive_dataset *a)
{
    struct logs logs = {.diff = diff};
    enum kith_status status = read_log(&logs.a, diff->a, a);
    if (status == KITH_OK)
        status = read_log(&logs.b, diff->b, a);
    if (status == KITH_OK) {
        logs.arm = diff_map(&logs.a.arm, &logs.b.arm);
        logs.replicate = diff_map(&logs.a.replicate, &logs.b.replicate);
        status = logs.arm && logs.replicate ? compare_counts(&logs) : KITH_FAILED;
    }
    const struct archive_catalog *catalog = &diff->a->catalog;
    for (const struct archive_dataset *column = a; column < catalog->at + catalog->count && status == KITH_OK; column++)
        if (results_same_group(column, a) && results_is_log(diff->a, column))
            status = compare_column(&logs, column);
    free(logs.arm);
    free(logs.replicate);
    clear_log(&logs.a);
    clear_log(&logs.b);
    return status;
}
