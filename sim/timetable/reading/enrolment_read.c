/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Students of a year of entry from a CSV file: labels, sorted bytewise, become seats. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv_rows.h"
#include "base/finding.h"
#include "base/suggest.h"
#include "base/text.h"
#include "timetable/enrolment.h"
#include "timetable/reading/label.h"

enum { STUDENT, GROUP, HOME_SITE, UNAVAILABLE, ATTRIBUTES };
static const char *const columns[] = {"student_id", "?group", "?home_site", "?unavailable", "?attributes", NULL};
static const char *const bad_values = "values that are not allowed";
enum { HINT_MAX = 1024 };

struct enrolment_reading {
    struct enrolment *enrolment;
    const struct places *places;
    int blocks;
    struct csv_rows rows;
    struct findings findings;
    unsigned *seat, *group; /* of each row */
    size_t seats;
};

static enum kith_status rank(struct enrolment_reading *reading)
{
    size_t count = reading->rows.count, groups;
    const char **label = malloc((count + 1) * sizeof *label);
    reading->seat = malloc((count + 1) * sizeof *reading->seat);
    reading->group = malloc((count + 1) * sizeof *reading->group);
    enum kith_status status = label && reading->seat && reading->group ? KITH_OK : KITH_FAILED;
    for (size_t k = 0; k < count && status == KITH_OK; k++)
        label[k] = reading->rows.row[k].field[STUDENT];
    if (status == KITH_OK)
        status = csv_rows_rank(label, count, reading->seat, &reading->seats);
    for (size_t k = 0; k < count && status == KITH_OK; k++)
        label[k] = reading->rows.row[k].field[GROUP];
    if (status == KITH_OK)
        status = csv_rows_rank(label, count, reading->group, &groups);
    bool some_empty = false; /* "" ranks first: students without a group are in none */
    for (size_t k = 0; k < count && status == KITH_OK; k++)
        some_empty = some_empty || !label[k][0];
    for (size_t k = 0; k < count && some_empty; k++)
        reading->group[k] = reading->group[k] ? reading->group[k] - 1 : ENROLMENT_NO_GROUP;
    free(label);
    return status;
}

static enum kith_status allocate(struct enrolment *enrolment, const char *file, uint32_t count)
{
    *enrolment = (struct enrolment){.count = count,
                                    .group = malloc((count + 1u) * sizeof *enrolment->group),
                                    .home_site = malloc((count + 1u) * sizeof *enrolment->home_site),
                                    .unavailable = calloc(count + 1u, sizeof *enrolment->unavailable),
                                    .attributes = malloc((count + 1u) * sizeof *enrolment->attributes),
                                    .label = calloc(count + 1u, sizeof *enrolment->label),
                                    .line = calloc(count + 1u, sizeof *enrolment->line),
                                    .file = strdup(file)};
    bool whole = enrolment->group && enrolment->home_site && enrolment->unavailable && enrolment->attributes &&
                 enrolment->label && enrolment->line && enrolment->file;
    return whole ? KITH_OK : KITH_FAILED;
}

static int32_t read_home(struct enrolment_reading *reading, const struct csv_row *row)
{
    char hint[HINT_MAX];
    const char *text = row->field[HOME_SITE];
    int32_t site = text[0] ? places_site(reading->places, text) : PLACE_NONE;
    if (text[0] && site == PLACE_NONE)
        finding_add(&reading->findings, KITH_ERROR, "E103", reading->enrolment->file, row->line, "unknown home_site \"%s\"%s",
                    text_show(text).at, suggest_text(text, (const char *const *)reading->places->site_label, hint, sizeof hint));
    return site;
}

/* Numbers of blocks from 1, between semicolons, commas or spaces. */
static uint64_t read_unavailable(struct enrolment_reading *reading, const struct csv_row *row)
{
    static const char between[] = "; ,";
    const char *text = row->field[UNAVAILABLE];
    uint64_t blocks = 0;
    bool good = true;
    for (text += strspn(text, between); *text && good; text += strspn(text, between)) {
        size_t length = strspn(text, "0123456789");
        long block = length && length < 9 ? strtol(text, NULL, 10) : 0;
        good = block >= 1 && block <= reading->blocks && block <= ENROLMENT_BLOCKS_MAX &&
               (!text[length] || strchr(between, text[length]));
        blocks |= good ? (uint64_t)1 << (block - 1) : 0;
        text += length;
    }
    if (!good)
        finding_add(&reading->findings, KITH_ERROR, bad_values, reading->enrolment->file, row->line,
                    "unavailable is \"%s\", allowed are numbers of blocks of a placement year, from 1 to %d, as in 3;4",
                    text_show(row->field[UNAVAILABLE]).at, reading->blocks);
    return good ? blocks : UINT64_MAX;
}

static uint8_t read_attributes(struct enrolment_reading *reading, const struct csv_row *row)
{
    const char *text = row->field[ATTRIBUTES];
    if (!text[0])
        return ENROLMENT_NO_ATTRIBUTES;
    if (strlen(text) == 2 && strspn(text, "01") == 2)
        return (uint8_t)((text[0] == '1') + 2 * (text[1] == '1'));
    finding_add(&reading->findings, KITH_ERROR, bad_values, reading->enrolment->file, row->line,
                "attributes is \"%s\", allowed are two digits 0 or 1, as in 01 (a spreadsheet must hold them as text)",
                text_show(text).at);
    return ENROLMENT_NO_ATTRIBUTES;
}

static enum kith_status read_row(struct enrolment_reading *reading, size_t k)
{
    struct enrolment *enrolment = reading->enrolment;
    const struct csv_row *row = &reading->rows.row[k];
    unsigned seat = reading->seat[k];
    if (!row->field[STUDENT][0])
        finding_add(&reading->findings, KITH_ERROR, bad_values, enrolment->file, row->line, "student_id is empty");
    if (enrolment->label[seat]) {
        finding_add(&reading->findings, KITH_ERROR, "students who are there twice", enrolment->file, row->line,
                    "student \"%s\" is there twice, first in line %d", text_show(row->field[STUDENT]).at, enrolment->line[seat]);
        return KITH_OK;
    }
    enrolment->label[seat] = strdup(row->field[STUDENT]);
    enrolment->line[seat] = row->line;
    enrolment->group[seat] = reading->group[k];
    enrolment->home_site[seat] = read_home(reading, row);
    enrolment->unavailable[seat] = read_unavailable(reading, row);
    enrolment->attributes[seat] = read_attributes(reading, row);
    return enrolment->label[seat] ? KITH_OK : KITH_FAILED;
}

static enum kith_status warn_twins(struct enrolment_reading *reading)
{
    const struct enrolment *enrolment = reading->enrolment;
    struct label_line *label = malloc((enrolment->count + 1u) * sizeof *label);
    for (uint32_t k = 0; k < enrolment->count && label; k++)
        label[k] = (struct label_line){enrolment->label[k], enrolment->line[k]};
    if (label)
        label_twins(label, enrolment->count, enrolment->file, &reading->findings);
    free(label);
    return label ? KITH_OK : KITH_FAILED;
}

enum kith_status enrolment_read(struct enrolment *enrolment, const char *file, const struct places *places, int blocks,
                                struct kith_report *report)
{
    struct enrolment_reading reading = {.enrolment = enrolment, .places = places, .blocks = blocks};
    *enrolment = (struct enrolment){0};
    enum kith_status status = csv_rows_read(&reading.rows, file, columns, report);
    finding_init(&reading.findings, report);
    if (status == KITH_OK)
        status = rank(&reading);
    if (status == KITH_OK)
        status = allocate(enrolment, file, (uint32_t)reading.seats);
    for (size_t k = 0; k < reading.rows.count && status == KITH_OK; k++)
        status = read_row(&reading, k);
    if (status == KITH_OK)
        status = warn_twins(&reading);
    if (status == KITH_OK && reading.seats == 0)
        finding_add(&reading.findings, KITH_ERROR, bad_values, file, 0, "names no student");
    enum kith_status said = finding_end(&reading.findings);
    free(reading.seat);
    free(reading.group);
    csv_rows_clear(&reading.rows);
    bool labelled = status == KITH_OK && reading.seats && enrolment->label[0][0];
    status = status == KITH_OK ? said : status;
    if (status != KITH_OK && !labelled)
        enrolment_clear(enrolment);
    return status;
}
