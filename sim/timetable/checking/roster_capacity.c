/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is at a place at a time, on an axis of days on which capacities are shared. A roster of one cohort holds for all cohorts:
 * where several are on placement at a time, the axis is one year, and a stint stands on it once for each placement year that uses it (a course
 * longer than the roster starts again with the first). Else the axis is that of dates. In each block the fullest day counts; breaks do not.
 */
#include "timetable/checking/roster_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_SHOWN = 5, SENTENCE = 1024 };

struct axis {
    const struct roster_checking *checking;
    bool all;                      /* warnings too */
    bool shared;                   /* one year for all placement years */
    int32_t days;                  /* on the axis */
    int times[CALENDAR_YEARS_MAX]; /* shared: how often each year of the roster stands on it */
    int32_t *at_place, *at_site;   /* students, per day */
    uint64_t *counted;             /* who was counted last at this place, per day: a student who is there twice is one */
    const struct stint **stint;    /* in the order of places, then students */
};

/* Fullest day of a block. */
struct fullest {
    int32_t students, day;
};

static int compare_places(const void *left, const void *right)
{
    const struct stint *a = *(const struct stint *const *)left, *b = *(const struct stint *const *)right;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return (a > b) - (a < b);
}

static enum kith_status axis_init(struct axis *axis)
{
    const struct roster *roster = axis->checking->roster;
    int at_once = axis->checking->frame->years_at_once;
    axis->shared = roster->cohorts == 1 && at_once > 1;
    axis->days = axis->shared ? ROSTER_YEAR : (roster->cohorts - 1 + roster->years) * ROSTER_YEAR;
    for (int y = 0; y < at_once && axis->shared; y++)
        axis->times[y % roster->years]++;
    axis->at_place = calloc((size_t)axis->days + 1, sizeof *axis->at_place);
    axis->at_site = calloc((size_t)axis->days + 1, sizeof *axis->at_site);
    axis->counted = calloc((size_t)axis->days + 1, sizeof *axis->counted);
    axis->stint = malloc((roster->count + 1) * sizeof *axis->stint);
    if (!axis->at_place || !axis->at_site || !axis->counted || !axis->stint)
        return KITH_FAILED;
    for (size_t k = 0; k < roster->count; k++)
        axis->stint[k] = &roster->stint[k];
    if (roster->count)
        qsort(axis->stint, roster->count, sizeof *axis->stint, compare_places);
    return KITH_OK;
}

/* How often a stint stands on a day of the axis in the years that are not yet in *seen. */
static int times_on(const struct axis *axis, const struct stint *stint, int32_t day, uint32_t *seen)
{
    const struct roster *roster = axis->checking->roster;
    int times = 0;
    for (int y = 0; y < (axis->shared ? roster->years : 1); y++) {
        bool there = roster_holds(roster, stint, axis->shared ? y * ROSTER_YEAR + day : day - stint->cohort * ROSTER_YEAR);
        if (there && !(*seen >> y & 1)) {
            times += axis->shared ? axis->times[y] : 1;
            *seen |= (uint32_t)1 << y;
        }
    }
    return times;
}

/* A student in a year of the roster; never 0. */
static uint64_t name_of(const struct roster *roster, const struct stint *stint, int year)
{
    return ((uint64_t)stint->cohort * CALENDAR_YEARS_MAX + (uint64_t)year) * ((uint64_t)roster->seats + 1) + stint->seat + 1;
}

static void count_stint(struct axis *axis, const struct stint *stint)
{
    const struct roster *roster = axis->checking->roster;
    int32_t most = roster->years * ROSTER_YEAR, from = stint->first_day > 0 ? stint->first_day : 0;
    int weekday = roster_weekday(roster, from), year = from / ROSTER_YEAR;
    int32_t at = axis->shared ? from % ROSTER_YEAR : stint->cohort * ROSTER_YEAR + from;
    for (int32_t day = from; day <= stint->last_day && day < most; day++) {
        uint64_t name = name_of(roster, stint, axis->shared ? year : 0);
        bool there = (stint->days >> weekday & 1) && axis->counted[at] != name;
        int times = there ? (axis->shared ? axis->times[year] : 1) : 0;
        axis->counted[at] = there ? name : axis->counted[at];
        axis->at_place[at] += times;
        axis->at_site[at++] += times;
        weekday = weekday == ROSTER_WEEK - 1 ? 0 : weekday + 1;
        if (axis->shared && at == ROSTER_YEAR) {
            at = 0;
            year++;
        }
    }
}

static struct fullest find_fullest(const struct axis *axis, const int32_t *students, int32_t year, int block)
{
    struct fullest fullest = {0, 0};
    for (int week = 0; week < CALENDAR_WEEKS; week++) {
        int32_t first = year * ROSTER_YEAR + week * ROSTER_WEEK;
        for (int32_t day = first; day < first + ROSTER_WEEK && axis->checking->frame->calendar->block[week] == block; day++)
            if (students[day] > fullest.students)
                fullest = (struct fullest){students[day], day};
    }
    return fullest;
}

/* "block 3", as one says it on this axis. */
static struct text_shown block_text(const struct axis *axis, int32_t year, int block)
{
    struct text_shown shown;
    if (axis->shared)
        snprintf(shown.at, sizeof shown.at, "block %d of the year", block + 1);
    else if (axis->checking->roster->cohorts > 1)
        snprintf(shown.at, sizeof shown.at, "block %d of the year from %.10s", block + 1,
                 roster_day_text(axis->checking, year * ROSTER_YEAR).at);
    else
        snprintf(shown.at, sizeof shown.at, "block %d", year * axis->checking->frame->calendar->blocks + block + 1);
    return shown;
}

/* Names with lines those of some stints who are there on a day; *line is that of the first beyond capacity. */
static const char *list_students(const struct axis *axis, size_t from, size_t to, int32_t day, int32_t capacity, int *line,
                                 char *text, size_t size)
{
    int32_t there = 0, shown = 0, more = 0;
    const struct stint *before = NULL;
    uint32_t seen = 0;
    size_t used = 0;
    text[0] = '\0';
    *line = 0;
    for (size_t k = from; k < to; k++) {
        const struct stint *stint = axis->stint[k];
        seen = before && before->seat == stint->seat && before->cohort == stint->cohort ? seen : 0;
        before = stint;
        int times = times_on(axis, stint, day, &seen);
        if (!times)
            continue;
        there += times;
        *line = *line == 0 && there > capacity ? stint->line : *line;
        if (++shown > NAMES_SHOWN) {
            more += times;
            continue;
        }
        used += (size_t)snprintf(text + used, size - used, "%s%s", shown > 1 ? ", " : "",
                                 roster_student_text(axis->checking, stint->seat).at);
        if (stint->line)
            used += (size_t)snprintf(text + used, size - used, " (line %d)", stint->line);
        if (times > 1)
            used += (size_t)snprintf(text + used, size - used, " in %d years", times);
    }
    if (more)
        snprintf(text + used, size - used, " and %d more", more);
    return text;
}

static void check_place(struct axis *axis, uint16_t place, size_t from, size_t to)
{
    const struct roster_frame *frame = axis->checking->frame;
    const struct place *at = &frame->places->at[place];
    char names[SENTENCE] = "", shared[64] = "";
    int line = 0;
    if (axis->shared)
        snprintf(shared, sizeof shared, " of %d placement years", frame->years_at_once);
    for (int32_t year = 0; year < axis->days / ROSTER_YEAR; year++)
        for (int block = 0; block < frame->calendar->blocks; block++) {
            struct fullest fullest = find_fullest(axis, axis->at_place, year, block);
            if (fullest.students <= at->capacity && (fullest.students == 0 || fullest.students >= at->least))
                continue;
            bool over = fullest.students > at->capacity;
            const char *kind = over ? "E102" : "W202";
            if (!over && !axis->all)
                continue;
            if (!finding_full(axis->checking->findings, kind))
                list_students(axis, from, to, fullest.day, over ? at->capacity : 0, &line, names, sizeof names);
            finding_add(axis->checking->findings, over ? KITH_ERROR : KITH_WARNING, kind, frame->file, line,
                        "%s: %d student%s%s at %s, %s %d: %s", block_text(axis, year, block).at, fullest.students,
                        fullest.students == 1 ? "" : "s", shared, roster_place_text(axis->checking, place).at,
                        over ? "which takes" : "whose minimum is", over ? at->capacity : at->least, names);
        }
}

static void check_site(struct axis *axis, uint16_t site, size_t from, size_t to)
{
    const struct roster_frame *frame = axis->checking->frame;
    char names[SENTENCE] = "";
    int line = 0;
    for (int32_t year = 0; year < axis->days / ROSTER_YEAR && axis->all; year++)
        for (int block = 0; block < frame->calendar->blocks; block++) {
            struct fullest fullest = find_fullest(axis, axis->at_site, year, block);
            if (fullest.students != 1)
                continue;
            if (!finding_full(axis->checking->findings, "W203"))
                list_students(axis, from, to, fullest.day, 0, &line, names, sizeof names);
            finding_add(axis->checking->findings, KITH_WARNING, "W203", frame->file, line, "%s: alone at %s: %s",
                        block_text(axis, year, block).at, text_show(frame->places->site_label[site]).at, names);
        }
}

/* Stints of a site follow each other, those of its places too. */
static void check_all(struct axis *axis)
{
    const struct places *places = axis->checking->frame->places;
    size_t count = axis->checking->roster->count;
    for (size_t site_from = 0, from = 0, to; from < count; from = to) {
        uint16_t place = axis->stint[from]->place, site = places->at[place].site;
        for (to = from; to < count && axis->stint[to]->place == place; to++)
            count_stint(axis, axis->stint[to]);
        check_place(axis, place, from, to);
        memset(axis->at_place, 0, (size_t)axis->days * sizeof *axis->at_place);
        memset(axis->counted, 0, (size_t)axis->days * sizeof *axis->counted);
        if (to == count || places->at[axis->stint[to]->place].site != site) {
            check_site(axis, site, site_from, to);
            memset(axis->at_site, 0, (size_t)axis->days * sizeof *axis->at_site);
            site_from = to;
        }
    }
}

enum kith_status roster_check_capacity(const struct roster_checking *checking, bool all)
{
    struct axis axis = {.checking = checking, .all = all};
    enum kith_status status = axis_init(&axis);
    if (status == KITH_OK)
        check_all(&axis);
    free(axis.at_place);
    free(axis.at_site);
    free(axis.counted);
    free(axis.stint);
    return status;
}
