/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields that both shapes of a roster file share. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "scenario/number.h"
#include "timetable/reading/roster_private.h"
#include "timetable/timetable.h"

enum { ENTRY_YEAR_MAX = 10000 };

enum kith_status roster_say(struct roster_reading *reading, const struct roster_said *said)
{
    if (reading->count == reading->capacity) {
        size_t capacity = reading->capacity ? 2 * reading->capacity : 1024;
        struct roster_said *grown = realloc(reading->said, capacity * sizeof *grown);
        if (!grown)
            return KITH_FAILED;
        reading->said = grown;
        reading->capacity = capacity;
    }
    reading->said[reading->count++] = *said;
    return KITH_OK;
}

void roster_reading_clear(struct roster_reading *reading)
{
    csv_rows_clear(&reading->rows);
    csv_rows_clear(&reading->codes);
    free(reading->said);
    reading->said = NULL;
    reading->count = reading->capacity = 0;
}

uint8_t roster_days(const char *text)
{
    uint8_t days = 0;
    for (text += strspn(text, " ,"); *text; text += strspn(text, " ,")) {
        int day = 0;
        while (timetable_weekday_names[day] && strncasecmp(text, timetable_weekday_names[day], 2) != 0)
            day++;
        if (!timetable_weekday_names[day])
            return 0;
        days |= (uint8_t)(1u << day);
        text += 2;
    }
    return days;
}

void roster_said_days(struct roster_reading *reading, struct roster_said *said, const char *text)
{
    said->days = text[0] ? roster_days(text) : ROSTER_WORKDAYS;
    if (said->days)
        return;
    finding_add(&reading->findings, KITH_ERROR, "E114", reading->file, said->line,
                "days is \"%s\", allowed are Mo Tu We Th Fr Sa Su one after another, as in MoTuWe", text_show(text).at);
    said->bad = true;
}

void roster_said_cohort(struct roster_reading *reading, struct roster_said *said, const char *text)
{
    int64_t year;
    said->entry_year = 0;
    if (!reading->has_cohort)
        return;
    if (!number_read_whole(text, &year) && year >= -ENTRY_YEAR_MAX && year <= ENTRY_YEAR_MAX) {
        said->entry_year = (int)year;
        return;
    }
    finding_add(&reading->findings, KITH_ERROR, "E114", reading->file, said->line,
                "cohort is \"%s\", allowed is the year of entry as a whole number (0 begins in week 0)", text_show(text).at);
    said->bad = true;
}

void roster_said_student(struct roster_reading *reading, struct roster_said *said, const char *text)
{
    said->student = text;
    if (text[0])
        return;
    finding_add(&reading->findings, KITH_ERROR, "E114", reading->file, said->line, "student_id is empty");
    said->bad = true;
}

/* A number after one of the words, or after none if there need not be one. */
static int read_numbered(const char *text, const char *const *words, bool needed)
{
    bool found = false;
    for (size_t k = 0; words[k] && !found; k++)
        if (strncasecmp(text, words[k], strlen(words[k])) == 0) {
            text += strlen(words[k]);
            text += strspn(text, " ");
            found = true;
        }
    if (needed && !found)
        return 0;
    size_t digits = strspn(text, "0123456789");
    long number = digits && digits < 7 && !text[digits] ? strtol(text, NULL, 10) : 0;
    return number <= ROSTER_BLOCKS_MAX ? (int)number : 0;
}

int roster_block_number(const char *text)
{
    static const char *const words[] = {"block", "b", NULL};
    return read_numbered(text, words, false);
}

int roster_week_number(const char *text)
{
    static const char *const words[] = {"week", "wk", "w", NULL};
    return read_numbered(text, words, true);
}

void roster_block_days(const struct calendar *calendar, int block, int32_t *first, int32_t *last)
{
    *first = *last = -1;
    for (int week = 0; week < CALENDAR_WEEKS; week++)
        if (calendar->block[week] == block) {
            *first = *first < 0 ? week * ROSTER_WEEK : *first;
            *last = week * ROSTER_WEEK + ROSTER_WEEK - 1;
        }
}

enum kith_status roster_said_read(struct roster_reading *reading, const char *codes_file, bool pins)
{
    bool wide = !pins && reading->parameters->roster_shape == ROSTER_WIDE;
    return wide ? roster_wide_read(reading, codes_file) : roster_long_read(reading, pins);
}
