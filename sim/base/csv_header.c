/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header line of a CSV file: its separator, and which column is which. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv_private.h"
#include "base/suggest.h"
#include "base/text.h"

enum { SKIPPED = -1, NAMES_SHOWN = 8, SENTENCE = 1024 };

static const char *const unknown_columns = "unknown columns";

char csv_header_separator(const char *line, size_t length)
{
    size_t commas = 0, semicolons = 0, tabs = 0;
    bool quoted = false;
    for (size_t k = 0; k < length; k++) {
        quoted = quoted != (line[k] == '"');
        commas += !quoted && line[k] == ',';
        semicolons += !quoted && line[k] == ';';
        tabs += !quoted && line[k] == '\t';
    }
    return commas ? ',' : semicolons ? ';' : tabs ? '\t' : ',';
}

const char *csv_header_separator_name(char separator)
{
    return separator == ',' ? "commas" : separator == ';' ? "semicolons" : "tabs";
}

static const char *plain(const char *column)
{
    return column + (column[0] == '?');
}

static const char *name_of(const struct csv_reading *reading, size_t position)
{
    return reading->rows->bytes + reading->name[position];
}

/* The file's own name of a column, or NULL where it has none of its own. */
static const char *alias_of(const struct csv_reading *reading, const char *column)
{
    const struct parameter_map *aliases = reading->form->aliases;
    for (int64_t k = 0; aliases && k < aliases->count; k++)
        if (strcmp(aliases->at[k].key, plain(column)) == 0)
            return aliases->at[k].value;
    return NULL;
}

static int find_column(const struct csv_reading *reading, const char *name)
{
    for (int c = 0; reading->form->columns[c]; c++) {
        const char *alias = alias_of(reading, reading->form->columns[c]);
        if (strcmp(alias ? alias : plain(reading->form->columns[c]), name) == 0)
            return c;
    }
    return SKIPPED;
}

/* Names for suggestions, NULL-terminated: of the columns asked for, or of the header. free() it. */
static const char **names_wanted(const struct csv_reading *reading)
{
    size_t count = 0;
    while (reading->form->columns[count])
        count++;
    const char **names = calloc(count + 1, sizeof *names);
    for (size_t c = 0; names && c < count; c++)
        names[c] = plain(reading->form->columns[c]);
    return names;
}

static const char **names_there(const struct csv_reading *reading)
{
    const char **names = calloc(reading->names + 1, sizeof *names);
    for (size_t k = 0; names && k < reading->names; k++)
        names[k] = name_of(reading, k);
    return names;
}

/* Up to a few names, in quotes, of those that the condition map[k] == which picks. */
static const char *list_names(const struct csv_reading *reading, bool only_skipped, char *text, size_t size)
{
    size_t shown = 0, more = 0, used = 0;
    text[0] = '\0';
    for (size_t k = 0; k < reading->names; k++) {
        if ((only_skipped && reading->map[k] != SKIPPED) || !name_of(reading, k)[0])
            continue;
        if (shown == NAMES_SHOWN) {
            more++;
            continue;
        }
        int wrote = snprintf(text + used, size - used, "%s\"%s\"", shown++ ? ", " : "", text_show(name_of(reading, k)).at);
        used += wrote > 0 ? (size_t)wrote : 0;
    }
    if (more)
        snprintf(text + used, size - used, " and %zu more", more);
    return text;
}

static void map_name(struct csv_reading *reading, size_t position, const char *const *wanted)
{
    const char *name = name_of(reading, position);
    int column = find_column(reading, name);
    char hint[SENTENCE];
    reading->map[position] = column;
    if (column != SKIPPED) {
        if (reading->rows->has[column])
            finding_add(&reading->findings, KITH_ERROR, "columns that are there twice", reading->file, reading->line,
                        "column \"%s\" is there twice", text_show(name).at);
        reading->rows->has[column] = true;
    } else if (reading->form->extra == CSV_EXTRA_REFUSED) {
        finding_add(&reading->findings, KITH_ERROR, unknown_columns, reading->file, reading->line, "unknown column \"%s\"%s",
                    text_show(name).at, suggest_text(name, wanted, hint, sizeof hint));
    } else if (reading->form->extra == CSV_EXTRA_KEPT) {
        reading->rows->position[reading->rows->extras] = position + 1;
        reading->rows->extra[reading->rows->extras] = (const char *)(uintptr_t)reading->name[position];
        reading->map[position] = (int)(reading->rows->width + reading->rows->extras++);
    }
}

/* A column that is not there: by its alias, or by its own name. */
static void miss(struct csv_reading *reading, const char *column, const char *const *there)
{
    const char *alias = alias_of(reading, column), *name = plain(column);
    char listed[SENTENCE];
    const char *near = suggest_nearest(alias ? alias : name, there);
    list_names(reading, false, listed, sizeof listed);
    if (alias)
        finding_add(&reading->findings, KITH_ERROR, "missing columns", reading->file, reading->line,
                    "column \"%s\" (for %s) is missing%s%s%s", text_show(alias).at, name,
                    near ? "; did you mean \"" : "; the header has ", near ? text_show(near).at : listed, near ? "\"?" : "");
    else if (column[0] != '?' && reading->form->extra == CSV_EXTRA_REFUSED)
        finding_add(&reading->findings, KITH_ERROR, "missing columns", reading->file, reading->line, "column \"%s\" is missing",
                    name);
    else if (column[0] != '?')
        finding_add(&reading->findings, KITH_ERROR, "missing columns", reading->file, reading->line,
                    "column \"%s\" is missing; the header has %s; timetable.columns: {%s: \"%s\"} would say which it is", name,
                    listed, name, near ? text_show(near).at : "...");
}

static void check_aliases(struct csv_reading *reading, const char *const *wanted)
{
    const struct parameter_map *aliases = reading->form->aliases;
    char hint[SENTENCE];
    for (int64_t k = 0; aliases && k < aliases->count; k++) {
        const char *key = aliases->at[k].key;
        bool known = false;
        for (size_t c = 0; wanted[c]; c++)
            known = known || strcmp(wanted[c], key) == 0;
        if (!known)
            finding_add(&reading->findings, KITH_ERROR, "unknown columns in timetable.columns", reading->file, 0,
                        "timetable.columns names \"%s\", which is no column of this file%s", text_show(key).at,
                        suggest_text(key, wanted, hint, sizeof hint));
    }
}

/* Semicolons in a header that is split at commas are more likely a second separator than part of a name. */
static void check_separator(struct csv_reading *reading)
{
    static const char others[] = {',', ';', '\t'};
    for (size_t k = 0; k < sizeof others; k++)
        for (size_t n = 0; n < reading->names && others[k] != reading->separator; n++)
            if (strchr(name_of(reading, n), others[k])) {
                finding_add(&reading->findings, KITH_ERROR, "mixed separators", reading->file, reading->line,
                            "the header is split at %s, but holds %s too; one of them must separate all fields",
                            csv_header_separator_name(reading->separator), csv_header_separator_name(others[k]));
                break;
            }
}

void csv_header_map(struct csv_reading *reading)
{
    const struct csv_form *form = reading->form;
    const char **wanted = names_wanted(reading), **there = names_there(reading);
    struct csv_rows *rows = reading->rows;
    char listed[SENTENCE];
    while (form->columns[rows->width])
        rows->width++;
    rows->has = calloc(rows->width + 1, sizeof *rows->has);
    rows->extra = calloc(reading->names + 1, sizeof *rows->extra);
    rows->position = calloc(reading->names + 1, sizeof *rows->position);
    reading->map = calloc(reading->names + 1, sizeof *reading->map);
    reading->offset = calloc(rows->width + reading->names + 1, sizeof *reading->offset);
    if (wanted && there && rows->has && rows->extra && rows->position && reading->map && reading->offset) {
        size_t errors = reading->findings.report->errors;
        check_aliases(reading, wanted);
        for (size_t k = 0; k < reading->names; k++)
            map_name(reading, k, wanted);
        for (size_t c = 0; c < rows->width; c++)
            if (!rows->has[c])
                miss(reading, form->columns[c], there);
        if (reading->findings.report->errors > errors)
            check_separator(reading);
        if (form->extra == CSV_EXTRA_IGNORED && list_names(reading, true, listed, sizeof listed)[0])
            finding_add(&reading->findings, KITH_WARNING, "ignored columns", reading->file, reading->line,
                        "columns that are not read: %s", listed);
        rows->width += rows->extras;
    } else {
        reading->failed = true;
    }
    free(wanted);
    free(there);
}
