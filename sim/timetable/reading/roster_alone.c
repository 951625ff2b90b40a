/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A roster file without a scenario: places, seats and calendar are what it says. */
#include <stdlib.h>
#include <string.h>

#include "timetable/date.h"
#include "timetable/place_private.h"
#include "timetable/reading/roster_private.h"
#include "timetable/timetable.h"

enum { WEEKS_MAX = CALENDAR_YEARS_MAX * CALENDAR_WEEKS, SOME_MONDAY = 4 };

/* Ranks of one of the texts of each line. */
static enum kith_status rank(const struct roster_reading *reading, size_t offset, unsigned *ranks, size_t *distinct)
{
    const char **text = malloc((reading->count + 1) * sizeof *text);
    for (size_t k = 0; text && k < reading->count; k++)
        memcpy(&text[k], (const char *)&reading->said[k] + offset, sizeof text[k]);
    enum kith_status status = text ? csv_rows_rank(text, reading->count, ranks, distinct) : KITH_FAILED;
    free(text);
    return status;
}

static enum kith_status keep_label(char **label, const char *text)
{
    *label = *label ? *label : strdup(text);
    return *label ? KITH_OK : KITH_FAILED;
}

static enum kith_status fill_places(struct places *places, const struct roster_reading *reading, const unsigned *site,
                                    const unsigned *rotation)
{
    size_t cells = (size_t)places->sites * places->rotations, count = 0;
    for (size_t k = 0; k < reading->count; k++) {
        if (keep_label(&places->site_label[site[k]], reading->said[k].site) != KITH_OK ||
            keep_label(&places->rotation_label[rotation[k]], reading->said[k].rotation) != KITH_OK)
            return KITH_FAILED;
        places->index[(size_t)site[k] * places->rotations + rotation[k]] = 1;
    }
    for (size_t c = 0; c < cells; c++)
        count += places->index[c] == 1;
    free(places->at);
    places->at = calloc(count + 1, sizeof *places->at);
    if (!places->at)
        return KITH_FAILED;
    for (size_t c = 0; c < cells; c++) {
        bool is = places->index[c] == 1;
        places->index[c] = is ? (int32_t)places->count : PLACE_NONE;
        if (is)
            places->at[places->count++] = (struct place){.site = (uint16_t)(c / places->rotations),
                                                         .rotation = (uint16_t)(c % places->rotations),
                                                         .capacity = INT32_MAX,
                                                         .weekly_hours = PLACE_OPEN,
                                                         .social_share = PLACE_OPEN};
    }
    return KITH_OK;
}

static enum kith_status find_places(struct places *places, struct roster_reading *reading)
{
    size_t sites = 0, rotations = 0;
    unsigned *site = malloc((reading->count + 1) * sizeof *site), *rotation = malloc((reading->count + 1) * sizeof *rotation);
    enum kith_status status = site && rotation ? KITH_OK : KITH_FAILED;
    if (status == KITH_OK)
        status = rank(reading, offsetof(struct roster_said, site), site, &sites);
    if (status == KITH_OK)
        status = rank(reading, offsetof(struct roster_said, rotation), rotation, &rotations);
    if (status == KITH_OK && (sites > PLACE_SITES_MAX || rotations > PLACE_ROTATIONS_MAX))
        status = kith_report_add(reading->findings.report, KITH_ERROR, reading->file, 0, 0,
                                 "names %zu sites and %zu rotations; allowed are at most %d and %d", sites, rotations,
                                 PLACE_SITES_MAX, PLACE_ROTATIONS_MAX);
    if (status == KITH_OK)
        status = places_allocate(places, (uint32_t)sites, (uint32_t)rotations, 0);
    if (status == KITH_OK)
        status = fill_places(places, reading, site, rotation);
    if (status == KITH_OK && places->count > PLACES_MAX)
        status = kith_report_add(reading->findings.report, KITH_ERROR, reading->file, 0, 0,
                                 "names %zu places; allowed are at most %d", places->count, PLACES_MAX);
    free(site);
    free(rotation);
    return status;
}

/* Lines without a place that can be read borrow another's, so that every line names a place that there is. False: no line names any. */
static bool settle_sites(struct roster_reading *reading)
{
    const struct roster_said *good = NULL;
    for (size_t k = 0; k < reading->count; k++) {
        struct roster_said *said = &reading->said[k];
        if (!said->bad && !said->site[0]) {
            finding_add(&reading->findings, KITH_ERROR, "E103", reading->file, said->line, "site is empty");
            said->bad = true;
        }
        good = good || said->bad ? good : said;
    }
    for (size_t k = 0; k < reading->count && good; k++)
        if (reading->said[k].bad) {
            reading->said[k].site = good->site;
            reading->said[k].rotation = good->rotation;
        }
    return good;
}

static void set_weeks(struct calendar *calendar, const bool *covered, const bool *begins)
{
    int block = -1;
    for (int week = 0; week < CALENDAR_WEEKS; week++) {
        block += covered[week] && (begins[week] || block < 0);
        calendar->block[week] = (int8_t)(covered[week] ? block : -1);
        calendar->season[CALENDAR_PLACEMENT][week] = covered[week] ? CALENDAR_TEACHING : CALENDAR_BREAK;
    }
    calendar->blocks = block + 1;
}

/* Blocks of equal length, as many as fit into a year. */
static void number_blocks(struct calendar *calendar, int64_t block_weeks)
{
    bool covered[CALENDAR_WEEKS] = {false}, begins[CALENDAR_WEEKS] = {false};
    for (int week = 0; week < CALENDAR_WEEKS / (int)block_weeks * (int)block_weeks; week++) {
        covered[week] = true;
        begins[week] = week % block_weeks == 0;
    }
    set_weeks(calendar, covered, begins);
}

/* Weeks in which anyone is anywhere, and those in which a stint begins, counted from a Monday. */
static void find_blocks(struct calendar *calendar, struct roster_reading *reading)
{
    bool covered[CALENDAR_WEEKS] = {false}, begins[CALENDAR_WEEKS] = {false};
    for (size_t k = 0; k < reading->count; k++) {
        const struct roster_said *said = &reading->said[k];
        if (said->bad)
            continue;
        int64_t first = (said->start - reading->start_day) / ROSTER_WEEK, last = (said->end - reading->start_day) / ROSTER_WEEK;
        begins[first % CALENDAR_WEEKS] = true;
        for (int64_t week = first; week <= last && week < first + CALENDAR_WEEKS; week++)
            covered[week % CALENDAR_WEEKS] = true;
    }
    set_weeks(calendar, covered, begins);
}

static void find_calendar(struct calendar *calendar, struct roster_reading *reading)
{
    int64_t first = INT64_MAX;
    bool numbered = false;
    *calendar = (struct calendar){0};
    for (size_t k = 0; k < reading->count; k++) {
        numbered = numbered || (!reading->said[k].bad && reading->said[k].block);
        if (!reading->said[k].bad && !reading->said[k].block && reading->said[k].start < first)
            first = reading->said[k].start;
    }
    reading->start_day = first == INT64_MAX ? SOME_MONDAY : first - date_weekday(first);
    if (numbered)
        number_blocks(calendar, reading->parameters->block_weeks > 0 ? reading->parameters->block_weeks : 1);
    else
        find_blocks(calendar, reading);
}

static enum kith_status count_students(struct roster_reading *reading, uint32_t *seats)
{
    unsigned *student = malloc((reading->count + 1) * sizeof *student);
    size_t distinct = 0;
    bool empty = false;
    enum kith_status status = student ? rank(reading, offsetof(struct roster_said, student), student, &distinct) : KITH_FAILED;
    for (size_t k = 0; k < reading->count; k++)
        empty = empty || !reading->said[k].student[0];
    *seats = (uint32_t)(distinct - empty);
    free(student);
    if (status == KITH_OK && *seats == 0)
        status = kith_report_add(reading->findings.report, KITH_ERROR, reading->file, 0, 0, "names no student");
    return status;
}

static enum kith_status read_all(struct roster_alone *alone, struct roster_reading *reading, const char *codes_file)
{
    static const struct enrolment none = {0};
    uint32_t seats = 0;
    struct roster_frame frame = {.places = &alone->places,
                                 .calendar = &alone->calendar,
                                 .enrolment = &none,
                                 .years = CALENDAR_YEARS_MAX,
                                 .years_at_once = 1,
                                 .file = reading->file};
    enum kith_status status = roster_said_read(reading, codes_file, false);
    if (status == KITH_FAILED || (status == KITH_INVALID && reading->count == 0))
        return status;
    bool placed = settle_sites(reading);
    status = count_students(reading, &seats);
    if (status == KITH_OK && !placed)
        status =
            kith_report_add(reading->findings.report, KITH_ERROR, reading->file, 0, 0, "no student has a place that can be read");
    if (status == KITH_OK)
        status = find_places(&alone->places, reading);
    if (status != KITH_OK)
        return status;
    find_calendar(&alone->calendar, reading);
    const char **label = calloc(seats + 1u, sizeof *label);
    frame.label = (char *const *)label;
    status = label ? roster_resolve(&alone->roster, reading, &frame, seats, false, label) : KITH_FAILED;
    if (status == KITH_OK && alone->roster.seats)
        status = roster_check_some(&alone->roster, &frame, ROSTER_CHECK_PINS, &reading->findings);
    free(label);
    return status;
}

enum kith_status roster_read_alone(struct roster_alone *alone, const char *file, const char *codes_file,
                                   const struct timetable_parameters *parameters, struct kith_report *report)
{
    struct roster_reading reading = {.file = file, .parameters = parameters, .start_day = SOME_MONDAY};
    *alone = (struct roster_alone){.roster = {.cohorts = 1}};
    finding_init(&reading.findings, report);
    enum kith_status status = read_all(alone, &reading, codes_file), said = finding_end(&reading.findings);
    roster_reading_clear(&reading);
    status = status == KITH_OK ? said : status;
    if (status != KITH_OK)
        roster_alone_clear(alone);
    return status;
}

void roster_alone_clear(struct roster_alone *alone)
{
    roster_clear(&alone->roster);
    places_clear(&alone->places);
}
