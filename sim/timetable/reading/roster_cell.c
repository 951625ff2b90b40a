/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/reading/roster_cell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/text.h"

enum { CODE, SITE, ROTATION };
static const char *const columns[] = {"code", "site", "?rotation", NULL};
enum { HINT_MAX = 1024, CELL_MAX = 512 };
static const char joint[] = " + ";

static int compare_codes(const void *left, const void *right)
{
    const struct csv_row *a = left, *b = right;
    int order = strcmp(a->field[CODE], b->field[CODE]);
    return order ? order : (a->line > b->line) - (a->line < b->line);
}

enum kith_status roster_codes_read(struct roster_cells *cells, const char *file)
{
    struct roster_reading *reading = cells->reading;
    struct csv_rows *codes = &reading->codes;
    enum kith_status status = csv_rows_read(codes, file, columns, reading->findings.report);
    if (status != KITH_OK)
        return status;
    if (codes->count)
        qsort(codes->row, codes->count, sizeof *codes->row, compare_codes);
    for (size_t k = 0; k < codes->count; k++) {
        const struct csv_row *row = &codes->row[k], *before = k ? row - 1 : NULL;
        if (!row->field[CODE][0])
            status = kith_report_add(reading->findings.report, KITH_ERROR, file, row->line, 0, "code is empty");
        else if (before && strcmp(row->field[CODE], before->field[CODE]) == 0)
            status =
                kith_report_add(reading->findings.report, KITH_ERROR, file, row->line, 0,
                                "code \"%s\" is there twice, first in line %d", text_show(row->field[CODE]).at, before->line);
    }
    return status;
}

static const struct csv_row *find_code(const struct csv_rows *codes, char *text)
{
    struct csv_row key = {.line = 0, .field = &text};
    size_t low = 0, high = codes->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(codes->row[middle].field[CODE], key.field[CODE]);
        if (order == 0)
            return &codes->row[middle];
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return NULL;
}

static char *trim(char *text)
{
    text += strspn(text, " \t\r\n");
    size_t length = strlen(text);
    while (length && strchr(" \t\r\n", text[length - 1]))
        text[--length] = '\0';
    return text;
}

static bool has_label(char *const *labels, const char *text)
{
    while (labels && *labels && strcmp(*labels, text) != 0)
        labels++;
    return labels && *labels;
}

/* The same of one place without days. The text is cut up. */
static enum roster_known is_known(const struct roster_reading *reading, char *text)
{
    text = trim(text);
    if (reading->codes.count && find_code(&reading->codes, text))
        return ROSTER_KNOWN;
    if (!reading->places)
        return ROSTER_UNKNOWN;
    if (has_label(reading->places->site_label, text))
        return ROSTER_KNOWN_SITE;
    char *slash = strrchr(text, '/');
    if (!slash)
        return ROSTER_UNKNOWN;
    *slash = '\0';
    bool both = has_label(reading->places->site_label, trim(text)) && has_label(reading->places->rotation_label, trim(slash + 1));
    return both ? ROSTER_KNOWN : ROSTER_UNKNOWN;
}

enum roster_known roster_cell_known(const struct roster_reading *reading, const char *text)
{
    char whole[CELL_MAX], part[CELL_MAX];
    snprintf(whole, sizeof whole, "%s", text);
    char *next = strstr(whole, joint), *bracket;
    if (next)
        *next = '\0';
    snprintf(part, sizeof part, "%s", whole);
    enum roster_known known = is_known(reading, part);
    if (known != ROSTER_UNKNOWN || !(bracket = strrchr(whole, '(')))
        return known;
    *bracket = '\0';
    return is_known(reading, whole);
}

static void refuse_code(struct roster_reading *reading, const struct roster_said *said, const char *text)
{
    const struct csv_rows *codes = &reading->codes;
    const char **names = finding_full(&reading->findings, "E103") ? NULL : calloc(codes->count + 1, sizeof *names);
    char hint[HINT_MAX] = "";
    for (size_t k = 0; names && k < codes->count; k++)
        names[k] = codes->row[k].field[CODE];
    if (names)
        suggest_text(text, names, hint, sizeof hint);
    free(names);
    finding_add(&reading->findings, KITH_ERROR, "E103", reading->file, said->line, "unknown code \"%s\"%s", text_show(text).at,
                hint);
}

/* "site/rotation", "site" or a code. False: nowhere. */
static bool read_place(struct roster_reading *reading, struct roster_said *said, char *text)
{
    const struct csv_row *code = reading->codes.count ? find_code(&reading->codes, text) : NULL;
    char *slash = strrchr(text, '/');
    if (code) {
        said->site = code->field[SITE];
        said->rotation = code->field[ROTATION];
        return said->site[0] != '\0';
    }
    said->site = text;
    said->rotation = "";
    bool site = reading->places && places_site(reading->places, text) != PLACE_NONE;
    if (site || (!slash && !reading->codes.count))
        return true;
    if (slash) {
        *slash = '\0';
        said->site = trim(text);
        said->rotation = trim(slash + 1);
        return true;
    }
    refuse_code(reading, said, text);
    said->bad = true;
    return true;
}

/* True if a known place stands before brackets that hold no days, and the whole is none. */
static bool is_misread(const struct roster_reading *reading, const char *text, const char *bracket)
{
    char whole[CELL_MAX], before[CELL_MAX];
    snprintf(whole, sizeof whole, "%s", text);
    snprintf(before, sizeof before, "%.*s", (int)(bracket - text < CELL_MAX ? bracket - text : CELL_MAX - 1), text);
    return is_known(reading, whole) == ROSTER_UNKNOWN && is_known(reading, before) != ROSTER_UNKNOWN;
}

/* What stands in brackets, which are opened. */
static char *days_in(char *bracket)
{
    bracket[strlen(bracket) - 1] = '\0';
    return bracket + 1;
}

/* One of the places of a cell, with its days. */
static enum kith_status read_part(struct roster_reading *reading, const struct roster_said *pattern, char *text)
{
    struct roster_said said = *pattern;
    text = trim(text);
    size_t length = strlen(text);
    char *bracket = length && text[length - 1] == ')' ? strrchr(text, '(') : NULL;
    said.days = ROSTER_WORKDAYS;
    if (bracket && bracket > text) { /* brackets without days are part of a name */
        text[length - 1] = '\0';
        uint8_t days = roster_days(bracket + 1);
        text[length - 1] = ')';
        said.days = days ? days : said.days;
        bool misread = !days && is_misread(reading, text, bracket);
        if (misread)
            roster_said_days(reading, &said, days_in(bracket));
        *bracket = days || misread ? '\0' : '(';
        text = trim(text);
    }
    return *text && read_place(reading, &said, text) ? roster_say(reading, &said) : KITH_OK;
}

enum kith_status roster_cell_read(struct roster_cells *cells, const struct roster_said *said, char *text)
{
    enum kith_status status = KITH_OK;
    for (char *next; text && status == KITH_OK; text = next) {
        next = strstr(text, joint);
        if (next) {
            *next = '\0';
            next += strlen(joint);
        }
        status = read_part(cells->reading, said, text);
    }
    return status;
}
