/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be said of single stints: E101 two places at once, E106 outside the calendar, W204 a place never used. */
#include "timetable/checking/roster_check.h"

#include <stdio.h>
#include <stdlib.h>

#include "timetable/date.h"

enum { SHIFTED_LEAST = 3 /* students */ };

struct text_shown roster_student_text(const struct roster_checking *checking, uint32_t seat)
{
    struct text_shown shown;
    if (checking->frame->label && checking->frame->label[seat])
        return text_show(checking->frame->label[seat]);
    int width = snprintf(shown.at, sizeof shown.at, "%u", checking->roster->seats);
    snprintf(shown.at, sizeof shown.at, "%0*u", width, seat + 1);
    return shown;
}

struct text_shown roster_place_text(const struct roster_checking *checking, uint16_t place)
{
    const struct places *places = checking->frame->places;
    const char *rotation = places->rotation_label[places->at[place].rotation];
    char text[2 * sizeof(struct text_shown)];
    snprintf(text, sizeof text, "%s%s%s", text_show(places->site_label[places->at[place].site]).at, rotation[0] ? "/" : "",
             text_show(rotation).at);
    return text_show(text);
}

struct text_shown roster_day_text(const struct roster_checking *checking, int32_t day)
{
    struct text_shown shown;
    date_text(checking->roster->day_zero + day, shown.at, sizeof shown.at);
    return shown;
}

int32_t roster_first_held(const struct roster *roster, const struct stint *stint)
{
    int32_t day = stint->first_day;
    while (day <= stint->last_day && day < stint->first_day + ROSTER_WEEK && !roster_holds(roster, stint, day))
        day++;
    return day < stint->first_day + ROSTER_WEEK ? day : stint->last_day + 1;
}

int32_t roster_last_held(const struct roster *roster, const struct stint *stint)
{
    int32_t day = stint->last_day;
    while (day >= stint->first_day && day > stint->last_day - ROSTER_WEEK && !roster_holds(roster, stint, day))
        day--;
    return day > stint->last_day - ROSTER_WEEK ? day : stint->first_day - 1;
}

static bool is_outside(const struct roster_checking *checking, const struct stint *stint)
{
    return stint->first_day < 0 || stint->last_day >= checking->frame->years * ROSTER_YEAR;
}

/*
 * A roster of another year: many students are outside, and if the years began on another Monday nobody would be. That is said once, and
 * not of each line.
 */
static bool is_shifted(const struct roster_checking *checking)
{
    const struct roster *roster = checking->roster;
    int32_t days = checking->frame->years * ROSTER_YEAR, first = INT32_MAX, last = INT32_MIN;
    uint32_t students = 0, outside = 0;
    const struct stint *before = NULL, *counted = NULL;
    for (size_t k = 0; k < roster->count; k++) {
        const struct stint *stint = &roster->stint[k];
        first = stint->first_day < first ? stint->first_day : first;
        last = stint->last_day > last ? stint->last_day : last;
        students += !before || before->seat != stint->seat || before->cohort != stint->cohort;
        before = stint;
        if (is_outside(checking, stint) && !(counted && counted->seat == stint->seat && counted->cohort == stint->cohort)) {
            outside++;
            counted = stint;
        }
    }
    if (outside < SHIFTED_LEAST || 2 * outside <= students)
        return false;
    int32_t monday = first - roster_weekday(roster, first);
    if (last - monday >= days)
        return false;
    finding_add(checking->findings, KITH_ERROR, "E106", checking->frame->file, 0,
                "the roster's dates lie from %s to %s, outside the placement year%s, %s to %s (years begin on run.start_date and "
                "every 364 days); set run.start_date to %s",
                roster_day_text(checking, first).at, roster_day_text(checking, last).at, checking->frame->years == 1 ? "" : "s",
                roster_day_text(checking, 0).at, roster_day_text(checking, days - 1).at, roster_day_text(checking, monday).at);
    return true;
}

static void check_calendar(const struct roster_checking *checking)
{
    const struct roster *roster = checking->roster;
    int32_t days = checking->frame->years * ROSTER_YEAR;
    for (size_t k = 0; k < roster->count; k++) {
        const struct stint *stint = &roster->stint[k];
        int32_t cohort = stint->cohort * ROSTER_YEAR;
        if (is_outside(checking, stint))
            finding_add(checking->findings, KITH_ERROR, "E106", checking->frame->file, stint->line,
                        "%s to %s is outside the placement year%s, %s to %s (years begin on run.start_date and every 364 days)",
                        roster_day_text(checking, cohort + stint->first_day).at,
                        roster_day_text(checking, cohort + stint->last_day).at, checking->frame->years == 1 ? "" : "s",
                        roster_day_text(checking, cohort).at, roster_day_text(checking, cohort + days - 1).at);
    }
}

static void say_twice(const struct roster_checking *checking, const struct stint *stint, const struct stint *other, int32_t day)
{
    char line[32] = "";
    if (other->line)
        snprintf(line, sizeof line, " in line %d", other->line);
    finding_add(checking->findings, KITH_ERROR, "E101", checking->frame->file, stint->line,
                "student %s is in two places on %s: %s here, %s%s", roster_student_text(checking, stint->seat).at,
                roster_day_text(checking, stint->cohort * ROSTER_YEAR + day).at, roster_place_text(checking, stint->place).at,
                roster_place_text(checking, other->place).at, line);
}

/* True if the same two lines of a file are said of both pairs. */
static bool same_lines(const struct stint *a, const struct stint *b, const struct stint *c, const struct stint *d)
{
    return a->line && b->line && ((a->line == c->line && b->line == d->line) || (a->line == d->line && b->line == c->line));
}

/* The first day from this one on that is this day of the week. */
static int32_t next_weekday(const struct roster *roster, int32_t day, int weekday)
{
    return day + (weekday - roster_weekday(roster, day) + ROSTER_WEEK) % ROSTER_WEEK;
}

/*
 * Stints come in the order of their first days, so for each day of the week only the earlier one that goes on longest can be met
 * again: no pair is compared twice, however many overlap. Lines of a wide grid hold many stints; two lines are said once.
 */
static void check_overlaps(const struct roster_checking *checking)
{
    const struct roster *roster = checking->roster;
    const struct stint *latest[ROSTER_WEEK] = {NULL}, *before = NULL, *told = NULL, *with = NULL;
    int32_t until[ROSTER_WEEK] = {0};
    for (size_t k = 0; k < roster->count; k++) {
        const struct stint *stint = &roster->stint[k], *other = NULL;
        int32_t day = INT32_MAX;
        for (int w = 0; w < ROSTER_WEEK; w++) {
            latest[w] = before && before->seat == stint->seat && before->cohort == stint->cohort ? latest[w] : NULL;
            int32_t first = next_weekday(roster, stint->first_day, w);
            if (!(stint->days >> w & 1) || first > stint->last_day)
                continue;
            if (latest[w] && until[w] >= first && first < day) {
                other = latest[w];
                day = first;
            }
            if (!latest[w] || until[w] < stint->last_day) {
                latest[w] = stint;
                until[w] = stint->last_day;
            }
        }
        if (other &&
            !(told && told->seat == stint->seat && told->cohort == stint->cohort && same_lines(told, with, stint, other))) {
            say_twice(checking, stint, other, day);
            told = stint;
            with = other;
        }
        before = stint;
    }
}

static enum kith_status check_use(const struct roster_checking *checking)
{
    const struct places *places = checking->frame->places;
    bool *used = calloc(places->count + 1, sizeof *used);
    for (size_t k = 0; used && k < checking->roster->count; k++)
        used[checking->roster->stint[k].place] = true;
    for (size_t p = 0; used && p < places->count; p++)
        if (!used[p] && places->at[p].capacity > 0)
            finding_add(checking->findings, KITH_WARNING, "W204", checking->frame->file, 0,
                        "nobody is ever at %s, which takes %d", roster_place_text(checking, (uint16_t)p).at,
                        places->at[p].capacity);
    enum kith_status status = used ? KITH_OK : KITH_FAILED;
    free(used);
    return status;
}

enum kith_status roster_check_some(const struct roster *roster, const struct roster_frame *frame, enum roster_checks checks,
                                   struct findings *findings)
{
    const struct roster_checking checking = {roster, frame, findings};
    enum kith_status status = KITH_OK;
    check_overlaps(&checking);
    if (!is_shifted(&checking))
        check_calendar(&checking);
    if (checks != ROSTER_CHECK_PINS)
        status = roster_check_capacity(&checking, checks == ROSTER_CHECK_ALL);
    if (status == KITH_OK && checks == ROSTER_CHECK_ALL)
        status = roster_check_students(&checking);
    if (status == KITH_OK && checks == ROSTER_CHECK_ALL)
        status = check_use(&checking);
    return status;
}

enum kith_status roster_check(const struct roster *roster, const struct roster_frame *frame, struct kith_report *report)
{
    struct findings findings;
    finding_init(&findings, report);
    enum kith_status status = roster_check_some(roster, frame, ROSTER_CHECK_ALL, &findings), said = finding_end(&findings);
    return status == KITH_OK ? said : status;
}
