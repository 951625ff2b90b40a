/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places from a CSV file: a line per rotation at a site. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/csv_rows.h"
#include "base/finding.h"
#include "base/text.h"
#include "scenario/number.h"
#include "timetable/place_private.h"

enum { SITE, ROTATION, CAPACITY, MIN, HOURS, SHARE, REMOTE, FACILITATED };
static const char *const columns[] = {"site",          "?rotation", "capacity",     "?min", "?weekly_hours",
                                      "?social_share", "?remote",   "?facilitated", NULL};
static const char *const bad_values = "values that are not allowed";
enum { CAPACITY_MAX = 1000000, HOURS_MAX = 168 };

struct place_reading {
    const char *file;
    struct csv_rows rows;
    struct findings findings;
    unsigned *site, *rotation; /* of each row */
    size_t sites, rotations;
};

static int32_t read_whole(struct place_reading *reading, const struct csv_row *row, int field)
{
    int64_t value = 0;
    if (number_read_whole(row->field[field], &value) || value < 0 || value > CAPACITY_MAX)
        finding_add(&reading->findings, KITH_ERROR, bad_values, reading->file, row->line,
                    "%s is \"%s\", allowed is a whole number from 0 to %d", columns[field] + (columns[field][0] == '?'),
                    text_show(row->field[field]).at, CAPACITY_MAX);
    return (int32_t)value;
}

/* As number_read_real; where fields are not separated by commas, a decimal comma is one. */
static const char *read_decimal(const struct csv_rows *rows, const char *text, double *value)
{
    char decimal[NUMBER_TEXT_MAX];
    const char *comma = rows->separator == ',' ? NULL : strchr(text, ',');
    if (!comma || strlen(text) >= sizeof decimal || strpbrk(text, ".") || strchr(comma + 1, ','))
        return number_read_real(text, value);
    snprintf(decimal, sizeof decimal, "%s", text);
    decimal[comma - text] = '.';
    return number_read_real(decimal, value);
}

static float read_real(struct place_reading *reading, const struct csv_row *row, int field, double most)
{
    double value = 0;
    if (!row->field[field][0])
        return PLACE_OPEN;
    if (read_decimal(&reading->rows, row->field[field], &value) || value < 0 || value > most)
        finding_add(&reading->findings, KITH_ERROR, bad_values, reading->file, row->line,
                    "%s is \"%s\", allowed is a number from 0 to %g", columns[field] + 1, text_show(row->field[field]).at, most);
    return (float)value;
}

static bool read_flag(struct place_reading *reading, const struct csv_row *row, int field)
{
    static const char *const words[] = {"", "no", "false", "0", "yes", "true", "1"};
    enum { WORDS = sizeof words / sizeof *words, FIRST_YES = 4 };
    for (int k = 0; k < WORDS; k++)
        if (strcasecmp(row->field[field], words[k]) == 0)
            return k >= FIRST_YES;
    finding_add(&reading->findings, KITH_ERROR, bad_values, reading->file, row->line,
                "%s is \"%s\", allowed is yes, no, true, false, 1, 0 or nothing (no)", columns[field] + 1,
                text_show(row->field[field]).at);
    return false;
}

/* Ranks of one column's texts. */
static enum kith_status rank(const struct csv_rows *rows, int field, unsigned **ranks, size_t *distinct)
{
    const char **label = malloc((rows->count + 1) * sizeof *label);
    *ranks = malloc((rows->count + 1) * sizeof **ranks);
    for (size_t k = 0; label && k < rows->count; k++)
        label[k] = rows->row[k].field[field];
    enum kith_status status = label && *ranks ? csv_rows_rank(label, rows->count, *ranks, distinct) : KITH_FAILED;
    free(label);
    return status;
}

/* Too many, or some without a name. */
static void check_names(struct place_reading *reading)
{
    const struct csv_rows *rows = &reading->rows;
    const struct csv_row *empty = NULL;
    for (size_t k = 0; k < rows->count; k++) {
        if (!rows->row[k].field[SITE][0])
            finding_add(&reading->findings, KITH_ERROR, bad_values, reading->file, rows->row[k].line, "site is empty");
        if (!rows->row[k].field[ROTATION][0] && !empty)
            empty = &rows->row[k];
    }
    if (empty && reading->rotations > 1)
        finding_add(&reading->findings, KITH_ERROR, bad_values, reading->file, empty->line,
                    "rotation is empty here and given in other lines; give it in all or in none");
    if (rows->count == 0)
        finding_add(&reading->findings, KITH_ERROR, bad_values, reading->file, 0, "names no place; a line is needed for each");
    if (rows->count > PLACES_MAX || reading->sites > PLACE_SITES_MAX || reading->rotations > PLACE_ROTATIONS_MAX)
        finding_add(&reading->findings, KITH_ERROR, bad_values, reading->file, 0,
                    "names %zu places, %zu sites and %zu rotations; allowed are at most %d, %d and %d", rows->count,
                    reading->sites, reading->rotations, PLACES_MAX, PLACE_SITES_MAX, PLACE_ROTATIONS_MAX);
}

static enum kith_status keep_labels(struct places *places, const struct place_reading *reading)
{
    for (size_t k = 0; k < reading->rows.count; k++) {
        char **site = &places->site_label[reading->site[k]], **rotation = &places->rotation_label[reading->rotation[k]];
        *site = *site ? *site : strdup(reading->rows.row[k].field[SITE]);
        *rotation = *rotation ? *rotation : strdup(reading->rows.row[k].field[ROTATION]);
        if (!*site || !*rotation)
            return KITH_FAILED;
    }
    return KITH_OK;
}

/* Which line is which place: index holds lines first, then, counted through in order, places. */
static void number_places(struct places *places, struct place_reading *reading)
{
    const struct csv_rows *rows = &reading->rows;
    size_t cells = (size_t)places->sites * places->rotations;
    for (size_t c = 0; c < cells; c++)
        places->index[c] = PLACE_NONE;
    for (size_t k = 0; k < rows->count; k++) {
        int32_t *cell = &places->index[(size_t)reading->site[k] * places->rotations + reading->rotation[k]];
        if (*cell != PLACE_NONE)
            finding_add(&reading->findings, KITH_ERROR, "places that are there twice", reading->file, rows->row[k].line,
                        "%s%s%s is there twice, first in line %d", text_show(rows->row[k].field[SITE]).at,
                        rows->row[k].field[ROTATION][0] ? "/" : "", text_show(rows->row[k].field[ROTATION]).at,
                        rows->row[*cell].line);
        else
            *cell = (int32_t)k;
    }
}

static void fill(struct places *places, struct place_reading *reading)
{
    size_t count = 0, cells = (size_t)places->sites * places->rotations;
    for (size_t c = 0; c < cells; c++) {
        if (places->index[c] == PLACE_NONE)
            continue;
        const struct csv_row *row = &reading->rows.row[places->index[c]];
        places->index[c] = (int32_t)count;
        places->at[count++] = (struct place){
            .site = (uint16_t)(c / places->rotations),
            .rotation = (uint16_t)(c % places->rotations),
            .capacity = read_whole(reading, row, CAPACITY),
            .least = row->field[MIN][0] ? read_whole(reading, row, MIN) : 0,
            .weekly_hours = read_real(reading, row, HOURS, HOURS_MAX),
            .social_share = read_real(reading, row, SHARE, 1),
            .remote = !row->field[REMOTE][0] || read_flag(reading, row, REMOTE),
            .facilitated = read_flag(reading, row, FACILITATED),
        };
    }
    places->count = count;
}

enum kith_status places_read(struct places *places, const char *file, bool *facilitated, struct kith_report *report)
{
    struct place_reading reading = {.file = file};
    size_t errors = report->errors;
    *places = (struct places){0};
    enum kith_status status = csv_rows_read(&reading.rows, file, columns, report);
    finding_init(&reading.findings, report);
    if (status == KITH_OK)
        status = rank(&reading.rows, SITE, &reading.site, &reading.sites);
    if (status == KITH_OK)
        status = rank(&reading.rows, ROTATION, &reading.rotation, &reading.rotations);
    if (status == KITH_OK) {
        *facilitated = reading.rows.has[FACILITATED];
        check_names(&reading);
        status = report->errors > errors ? KITH_INVALID : KITH_OK;
    }
    if (status == KITH_OK)
        status = places_allocate(places, (uint32_t)reading.sites, (uint32_t)reading.rotations, reading.rows.count);
    if (status == KITH_OK)
        status = keep_labels(places, &reading);
    if (status == KITH_OK) {
        number_places(places, &reading);
        fill(places, &reading);
    }
    enum kith_status said = finding_end(&reading.findings);
    free(reading.site);
    free(reading.rotation);
    csv_rows_clear(&reading.rows);
    status = status == KITH_OK ? said : status;
    if (status != KITH_OK)
        places_clear(places);
    return status;
}
