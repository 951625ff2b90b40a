/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The root group's variables, a row for each value, in a file for each kind of axes. Rows of few students are blank (export_few.c). */
#include <stdlib.h>
#include <string.h>

#include "base/csv_write.h"
#include "experiment/files/export.h"

struct tidy {
    const char *file;
    const char *columns[ARCHIVE_AXES_MAX + 1]; /* axes, NULL after the last; one that a variable lacks stays blank */
    size_t required;                           /* of these, which every variable of the file has */
    const char *name;                          /* of the column with the variable's name */
    bool unit;                                 /* a column with it */
};

static const struct tidy tables[] = {
    {.file = "weekly.csv", .columns = {"arm", "replicate", "week", "site"}, .required = 3, .name = "metric"},
    {.file = "by_year.csv", .columns = {"arm", "replicate", "week", "year_of_course"}, .required = 4, .name = "metric"},
    {.file = "outcomes.csv", .columns = {"arm", "replicate"}, .required = 2, .name = "outcome", .unit = true},
};
enum { TABLES = sizeof tables / sizeof tables[0] };

static bool is_root_variable(const struct archive_dataset *dataset)
{
    return !dataset->group_length && !dataset->is_axis && !dataset->is_text && !results_is_derived(dataset);
}

static bool belongs(const struct tidy *table, const struct archive_dataset *variable)
{
    size_t found = 0;
    if (!is_root_variable(variable))
        return false;
    for (size_t c = 0; table->columns[c]; c++) {
        bool has = archive_dataset_axis(variable, table->columns[c]) < ARCHIVE_AXES_MAX;
        if (!has && c < table->required)
            return false;
        found += has;
    }
    return found == variable->rank;
}

/* One variable in a table: its values, its axes in the order of the table's columns. */
struct rows {
    const struct archive_dataset *variable;
    struct coordinate of[ARCHIVE_AXES_MAX]; /* per axis of the variable */
    double *values;
};

static enum kith_status read_rows(struct rows *rows, const struct results *results, const struct archive_dataset *variable)
{
    *rows = (struct rows){.variable = variable};
    enum kith_status status = KITH_OK;
    for (size_t k = 0; k < variable->rank && status == KITH_OK; k++) {
        const struct archive_dataset *axis = results_axis(results, variable, k);
        status = axis ? coordinate_read(&rows->of[k], results, axis) : KITH_FAILED;
        if (status == KITH_OK && rows->of[k].length != variable->lengths[k])
            status = kith_report_add(results->report, KITH_ERROR, results->path, 0, 0, "%s does not fit its axis %s: damaged",
                                     variable->path, axis->path);
    }
    rows->values = status == KITH_OK ? results_values(results, variable) : NULL;
    return status == KITH_OK && !rows->values ? KITH_FAILED : status;
}

static void clear_rows(struct rows *rows)
{
    for (size_t k = 0; k < rows->variable->rank; k++)
        coordinate_clear(&rows->of[k]);
    free(rows->values);
}

static void write_rows(FILE *stream, const struct tidy *table, const struct rows *rows, const enum kith_shown *shown)
{
    const struct archive_dataset *variable = rows->variable;
    char text[COORDINATE_TEXT];
    for (size_t k = 0; k < variable->size; k++) {
        size_t at[ARCHIVE_AXES_MAX], rest = k;
        for (size_t axis = variable->rank; axis-- > 0; rest /= variable->lengths[axis])
            at[axis] = rest % variable->lengths[axis];
        for (size_t c = 0; table->columns[c]; c++) {
            size_t axis = archive_dataset_axis(variable, table->columns[c]);
            if (axis < ARCHIVE_AXES_MAX)
                csv_write_text(stream, coordinate_text(&rows->of[axis], at[axis], text));
            fputc(',', stream);
        }
        csv_write_text(stream, variable->name);
        fputc(',', stream);
        if (!shown || shown[k] == KITH_SHOWN)
            csv_write_number(stream, rows->values[k]);
        if (table->unit) {
            fputc(',', stream);
            csv_write_text(stream, variable->unit ? variable->unit : "");
        }
        fputc('\n', stream);
    }
}

static enum kith_status write_table(const struct export *out, const struct tidy *table)
{
    char path[EXPORT_PATH];
    struct atomic_file file;
    struct export_hiding hiding = {0};
    enum kith_status status = export_open(out, &file, table->file, path);
    if (status != KITH_OK)
        return status;
    for (size_t c = 0; table->columns[c]; c++)
        fprintf(file.stream, "%s,", table->columns[c]);
    fprintf(file.stream, "%s,value%s\n", table->name, table->unit ? ",unit" : "");
    for (size_t k = 0; k < out->results->catalog.count && status == KITH_OK; k++) {
        const struct archive_dataset *variable = &out->results->catalog.at[k];
        struct rows rows;
        if (!belongs(table, variable))
            continue;
        status = export_find_shown(&hiding, out->results, variable);
        if (status != KITH_OK)
            break;
        status = read_rows(&rows, out->results, variable);
        if (status == KITH_OK) {
            write_rows(file.stream, table, &rows, hiding.shown);
            export_describe(out, table->file, table->name, variable);
        }
        clear_rows(&rows);
    }
    free(hiding.shown);
    return atomic_file_close(&file, status, out->report);
}

/* Variables over other axes: a file of their own for each combination, named by it. */
static enum kith_status write_other(const struct export *out, const struct archive_dataset *first)
{
    char name[256] = "by";
    struct tidy table = {.file = name, .required = first->rank, .name = "metric"};
    for (size_t k = 0; k < first->rank; k++) {
        table.columns[k] = first->axes[k];
        size_t used = strlen(name);
        snprintf(name + used, sizeof name - used, "_%s", first->axes[k]);
    }
    strncat(name, first->rank ? ".csv" : "_run.csv", sizeof name - strlen(name) - 1);
    return write_table(out, &table);
}

/* Whether a variable is in one of the tables above, or over the axes of an earlier one. */
static bool is_written(const struct results *results, const struct archive_dataset *variable)
{
    for (size_t t = 0; t < TABLES; t++)
        if (belongs(&tables[t], variable))
            return true;
    for (const struct archive_dataset *before = results->catalog.at; before < variable; before++)
        if (is_root_variable(before) && export_same_axes(before, variable))
            return true;
    return false;
}

enum kith_status export_tidy(const struct export *out)
{
    enum kith_status status = KITH_OK;
    for (size_t t = 0; t < TABLES && status == KITH_OK; t++)
        status = write_table(out, &tables[t]);
    for (size_t k = 0; k < out->results->catalog.count && status == KITH_OK; k++) {
        const struct archive_dataset *variable = &out->results->catalog.at[k];
        if (is_root_variable(variable) && !is_written(out->results, variable))
            status = write_other(out, variable);
    }
    return status;
}
