/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Groups as wide tables: a row for each record of a log, or for each combination of the axes that variables share; a column for
 * each variable. Places on axes become their labels, categories their words.
 */
#include <stdlib.h>
#include <string.h>

#include "base/csv_write.h"
#include "experiment/files/export.h"

enum { SLICE_ROWS = 1 << 16 };

struct column {
    const struct archive_dataset *variable;
    struct coordinate labels; /* of a column X_index: the axis X; of a column of texts: these */
    char *meanings, **words;  /* of categories */
    size_t word_count;
    double *values; /* of a slice */
};

struct table {
    const char *file;
    const struct archive_dataset *first; /* whose axes all columns have */
    struct coordinate of[ARCHIVE_AXES_MAX];
    enum kith_shown *shown; /* per row; NULL: all are */
    bool log;
    struct column *column;
    size_t columns;
};

/* The axis whose places a column X_index holds; NULL if it is none such. */
static const struct archive_dataset *indexed_axis(const struct results *results, const struct archive_dataset *variable)
{
    static const char end[] = "_index";
    size_t length = strlen(variable->name), axis = length - (sizeof end - 1);
    if (length < sizeof end || strcmp(variable->name + axis, end) != 0)
        return NULL;
    for (size_t k = 0; k < results->catalog.count; k++) {
        const struct archive_dataset *found = &results->catalog.at[k];
        if (found->is_axis && results_same_group(found, variable) && strlen(found->name) == axis &&
            strncmp(found->name, variable->name, axis) == 0)
            return found;
    }
    return NULL;
}

/* week_number → week, arm_index → arm: where the CSV holds what the number stands for. */
static void column_name(const struct column *column, char *name, size_t size)
{
    static const char *const ends[] = {"_index", "_number"};
    snprintf(name, size, "%s", column->variable->name);
    for (size_t k = 0; k < 2; k++) {
        size_t length = strlen(name), end = strlen(ends[k]);
        if (length > end && strcmp(name + length - end, ends[k]) == 0 && (k == 1 || column->labels.length))
            name[length - end] = '\0';
    }
}

static bool take_words(struct column *column)
{
    const char *meanings = column->variable->flag_meanings;
    column->meanings = meanings ? strdup(meanings) : NULL;
    column->words = meanings ? malloc((strlen(meanings) / 2 + 2) * sizeof *column->words) : NULL;
    if (meanings && (!column->meanings || !column->words))
        return false;
    char *rest = column->meanings;
    for (char *word; rest && (word = strtok_r(rest, " ", &rest));)
        column->words[column->word_count++] = word;
    return true;
}

static enum kith_status take_column(struct table *table, const struct results *results, const struct archive_dataset *variable)
{
    struct column *grown = realloc(table->column, (table->columns + 1) * sizeof *grown);
    if (!grown)
        return KITH_FAILED;
    table->column = grown;
    struct column *column = &grown[table->columns++];
    *column = (struct column){.variable = variable};
    size_t values = table->log && variable->size > SLICE_ROWS ? SLICE_ROWS : variable->size;
    column->values = malloc((values + 1) * sizeof *column->values);
    if (!take_words(column) || !column->values)
        return KITH_FAILED;
    for (size_t k = 0; variable->is_text && k < variable->size; k++)
        column->values[k] = (double)k;
    const struct archive_dataset *axis = variable->is_text ? variable : indexed_axis(results, variable);
    return axis ? coordinate_read(&column->labels, results, axis) : KITH_OK;
}

/* Whether a variable's axes are among those of another of its group: it is a column of the other's table, repeated along the rest. */
static bool fits(const struct archive_dataset *variable, const struct archive_dataset *table)
{
    bool all = results_same_group(variable, table);
    for (size_t k = 0; all && k < variable->rank; k++) {
        size_t axis = archive_dataset_axis(table, variable->axes[k]);
        all = axis < ARCHIVE_AXES_MAX && variable->lengths[k] == table->lengths[axis];
    }
    return all;
}

static bool is_column(const struct archive_dataset *dataset)
{
    return dataset->group_length && !dataset->is_axis && !results_is_derived(dataset);
}

static enum kith_status fill_table(struct table *table, const struct results *results)
{
    enum kith_status status = KITH_OK;
    for (size_t k = 0; !table->log && k < table->first->rank && status == KITH_OK; k++) {
        const struct archive_dataset *axis = results_axis(results, table->first, k);
        status = axis ? coordinate_read(&table->of[k], results, axis) : KITH_FAILED;
    }
    if (status == KITH_OK)
        status = export_find_compared(&table->shown, results, table->first);
    for (size_t k = 0; k < results->catalog.count && status == KITH_OK; k++) {
        const struct archive_dataset *variable = &results->catalog.at[k];
        if (is_column(variable) && fits(variable, table->first))
            status = take_column(table, results, variable);
    }
    return status;
}

static void clear_table(struct table *table)
{
    for (size_t k = 0; k < ARCHIVE_AXES_MAX; k++)
        coordinate_clear(&table->of[k]);
    for (size_t c = 0; c < table->columns; c++) {
        struct column *column = &table->column[c];
        coordinate_clear(&column->labels);
        free(column->meanings);
        free(column->words);
        free(column->values);
    }
    free(table->column);
    free(table->shown);
}

static void write_value(FILE *stream, const struct column *column, double value)
{
    char text[COORDINATE_TEXT];
    if (column->labels.length && value >= 0 && value < (double)column->labels.length)
        csv_write_text(stream, coordinate_text(&column->labels, (size_t)value, text));
    else if (column->word_count && value >= 0 && value < (double)column->word_count)
        csv_write_text(stream, column->words[(size_t)value]);
    else
        csv_write_number(stream, value);
}

/* Where a column has the value that belongs to a place on the table's axes. */
static size_t place_in(const struct column *column, const struct table *table, const size_t *at)
{
    size_t place = 0;
    for (size_t k = 0; k < column->variable->rank; k++)
        place = place * column->variable->lengths[k] + at[archive_dataset_axis(table->first, column->variable->axes[k])];
    return place;
}

/* slice: the row's place among the records of a log that are in memory. */
static void write_row(FILE *stream, const struct table *table, size_t row, size_t slice)
{
    char text[COORDINATE_TEXT];
    size_t at[ARCHIVE_AXES_MAX], rest = row;
    for (size_t axis = table->first->rank; axis-- > 0; rest /= table->first->lengths[axis])
        at[axis] = rest % table->first->lengths[axis];
    for (size_t k = 0; !table->log && k < table->first->rank; k++) {
        csv_write_text(stream, coordinate_text(&table->of[k], at[k], text));
        fputc(',', stream);
    }
    for (size_t c = 0; c < table->columns; c++) {
        const struct column *column = &table->column[c];
        bool of_row = column->variable->rank == table->first->rank;
        if (c)
            fputc(',', stream);
        if (!table->shown || table->shown[row] == KITH_SHOWN || !of_row)
            write_value(stream, column, column->values[table->log ? slice : place_in(column, table, at)]);
    }
    fputc('\n', stream);
}

static enum kith_status write_rows(FILE *stream, const struct table *table, const struct results *results)
{
    enum kith_status status = KITH_OK;
    size_t slice = table->log ? SLICE_ROWS : table->first->size;
    for (size_t from = 0; from < table->first->size && status == KITH_OK; from += slice) {
        size_t count = table->first->size - from < slice ? table->first->size - from : slice;
        for (size_t c = 0; c < table->columns && status == KITH_OK; c++)
            if (!table->column[c].variable->is_text)
                status = archive_read_values(results->file, table->column[c].variable, table->log ? &from : NULL,
                                             table->log ? &count : NULL, ARCHIVE_FLOAT64, table->column[c].values);
        for (size_t k = 0; k < count && status == KITH_OK; k++)
            write_row(stream, table, from + k, k);
    }
    return status;
}

static enum kith_status write_table(const struct export *out, const struct archive_dataset *first, const char *name)
{
    char path[EXPORT_PATH], column[128];
    struct atomic_file file;
    struct table table = {.file = name, .first = first, .log = results_is_log(out->results, first)};
    enum kith_status status = export_open(out, &file, name, path);
    if (status != KITH_OK)
        return status;
    status = fill_table(&table, out->results);
    for (size_t k = 0; !table.log && k < first->rank; k++)
        fprintf(file.stream, "%s,", first->axes[k]);
    for (size_t c = 0; c < table.columns && status == KITH_OK; c++) {
        column_name(&table.column[c], column, sizeof column);
        fprintf(file.stream, "%s%s", c ? "," : "", column);
        export_describe(out, name, column, table.column[c].variable);
    }
    fputc('\n', file.stream);
    if (status == KITH_OK)
        status = write_rows(file.stream, &table, out->results);
    clear_table(&table);
    return atomic_file_close(&file, status, out->report);
}

enum kith_status export_wide(const struct export *out)
{
    const struct archive_catalog *catalog = &out->results->catalog;
    enum kith_status status = KITH_OK;
    for (size_t k = 0; k < catalog->count && status == KITH_OK; k++) {
        const struct archive_dataset *first = &catalog->at[k];
        size_t others = 0, same = 0; /* variables of this group before: over other axes, and in whose table this one is */
        for (size_t j = 0; is_column(first) && j < k; j++) {
            const struct archive_dataset *before = &catalog->at[j];
            same += is_column(before) && fits(first, before);
            others += is_column(before) && results_same_group(before, first);
        }
        if (!is_column(first) || same)
            continue;
        char name[256];
        snprintf(name, sizeof name, "%.*s", (int)first->group_length, first->path);
        for (size_t axis = 0; others && axis < first->rank; axis++)
            snprintf(name + strlen(name), sizeof name - strlen(name), "_%s", first->axes[axis]);
        strncat(name, ".csv", sizeof name - strlen(name) - 1);
        status = write_table(out, first, name);
    }
    return status;
}
