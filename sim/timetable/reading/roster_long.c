/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A roster with a line per student and stint. */
#include "base/text.h"
#include "timetable/reading/roster_private.h"
#include "timetable/timetable.h"

enum { STUDENT, START, END, SITE, ROTATION, TEAM, DAYS, BLOCK, COHORT, COLUMNS };
static const char *const columns[] = {"student_id", "?start", "?end",   "site",    "?rotation",
                                      "?team",      "?days",  "?block", "?cohort", NULL};
enum { SENTENCE = 256 };

static bool read_date(struct roster_reading *reading, struct roster_said *said, const char *name, const char *text, int64_t *date)
{
    enum date_format format = (enum date_format)reading->parameters->date_format;
    char why[SENTENCE];
    if (date_read(text, format, date))
        return true;
    if (!reading->format_told || !text[0])
        finding_add(&reading->findings, KITH_ERROR, "E108", reading->file, said->line, "%s is \"%s\"%s", name, text_show(text).at,
                    date_refusal(text, format, why, sizeof why));
    said->bad = true;
    return false;
}

static void read_dates(struct roster_reading *reading, struct roster_said *said, char *const *field)
{
    char start[16], end[16];
    bool starts = read_date(reading, said, "start", field[START], &said->start);
    bool ends = read_date(reading, said, "end", field[END], &said->end);
    if (!starts || !ends || said->start <= said->end)
        return;
    finding_add(&reading->findings, KITH_ERROR, "E107", reading->file, said->line, "the end, %s, is before the start, %s",
                date_text(said->end, end, sizeof end), date_text(said->start, start, sizeof start));
    said->bad = true;
}

static void read_when(struct roster_reading *reading, struct roster_said *said, char *const *field)
{
    if (field[START][0] || field[END][0] || !field[BLOCK][0]) {
        read_dates(reading, said, field);
        return;
    }
    said->block = roster_block_number(field[BLOCK]);
    if (said->block)
        return;
    finding_add(&reading->findings, KITH_ERROR, "E114", reading->file, said->line,
                "block is \"%s\", allowed is a whole number from 1 to %d", text_show(field[BLOCK]).at, ROSTER_BLOCKS_MAX);
    said->bad = true;
}

/* If the declared format is not that of the file, and one other reads all dates, that is said once. */
static void check_format(struct roster_reading *reading)
{
    int declared = reading->parameters->date_format, only = -1;
    const char *first = NULL;
    int line = 0;
    for (int format = 0; date_format_names[format]; format++) {
        bool all = true;
        for (size_t k = 0; k < reading->rows.count && all; k++)
            for (int field = START; field <= END && all; field++) {
                const char *text = reading->rows.row[k].field[field];
                int64_t day;
                all = !text[0] || date_read(text, (enum date_format)format, &day);
                if (!all && format == declared) {
                    first = text;
                    line = reading->rows.row[k].line;
                }
            }
        if (all && only >= 0)
            return;
        only = all ? format : only;
    }
    if (only < 0 || !first)
        return;
    reading->format_told = true;
    finding_add(&reading->findings, KITH_ERROR, "E108", reading->file, line,
                "\"%s\" is no date as %s; all dates of this file can be read as %s: say timetable.date_format: %s",
                text_show(first).at, date_format_names[declared], date_format_names[only], date_format_names[only]);
}

enum kith_status roster_long_read(struct roster_reading *reading, bool pins)
{
    const char *asked[COLUMNS + 1];
    for (int c = 0; c <= COLUMNS; c++)
        asked[c] = pins && c == COHORT ? NULL : columns[c];
    const struct csv_form form = {asked, &reading->parameters->columns, CSV_EXTRA_IGNORED};
    enum kith_status status = csv_rows_read_form(&reading->rows, reading->file, &form, reading->findings.report);
    const bool *has = reading->rows.has;
    bool timed = has && ((has[START] && has[END]) || has[BLOCK]);
    if (has && !timed)
        status =
            kith_report_add(reading->findings.report, KITH_ERROR, reading->file, 1, 0,
                            "has no columns \"start\" and \"end\", and no \"block\" in their place%s",
                            has[SITE] || pins ? "" : "; if it has a column for each block, say timetable.roster_shape: wide");
    if (status == KITH_FAILED || !timed || !has[STUDENT] || !has[SITE])
        return status;
    reading->has_cohort = !pins && has[COHORT];
    check_format(reading);
    for (size_t k = 0; k < reading->rows.count; k++) {
        char *const *field = reading->rows.row[k].field;
        struct roster_said said = {
            .site = field[SITE], .rotation = field[ROTATION], .team = field[TEAM], .line = reading->rows.row[k].line};
        roster_said_student(reading, &said, field[STUDENT]);
        roster_said_days(reading, &said, field[DAYS]);
        roster_said_cohort(reading, &said, reading->has_cohort ? field[COHORT] : "");
        read_when(reading, &said, field);
        if (roster_say(reading, &said) != KITH_OK)
            return KITH_FAILED;
    }
    return status;
}
