/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each student of each cohort: E104 weeks without a place, E105 no place at all, E109 required rotations, W201 stints that begin inside a block,
 * W205 weeks of one year in which nobody has a place, W206 stints in the holidays.
 *
 * A week counts for a rotation if the student is there on any of its days; a block counts if at least half of its weeks do. Weeks in
 * which nobody of any cohort has a place are said once: most likely they are breaks that the calendar does not know.
 */
#include "timetable/checking/roster_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOOKED_BACK = 256, RANGES_SHOWN = 5, SENTENCE = 512 };

struct students {
    const struct roster_checking *checking;
    uint64_t block_weeks[CALENDAR_WEEKS];                    /* bit per week of the year */
    uint64_t taught;                                         /* weeks that are in a block */
    uint64_t anyone[CALENDAR_YEARS_MAX];                     /* weeks in which anyone has a place */
    uint64_t there[CALENDAR_YEARS_MAX][PLACE_ROTATIONS_MAX]; /* of one student */
};

/* Weeks of the year that a stint touches. */
static uint64_t weeks_of(const struct roster *roster, const struct stint *stint, int year)
{
    if (stint->last_day < year * ROSTER_YEAR || stint->first_day >= (year + 1) * ROSTER_YEAR)
        return 0;
    int32_t first = roster_first_held(roster, stint) - year * ROSTER_YEAR;
    int32_t last = roster_last_held(roster, stint) - year * ROSTER_YEAR;
    if (last < 0 || first >= ROSTER_YEAR || last < first)
        return 0;
    int from = first < 0 ? 0 : first / ROSTER_WEEK, to = last >= ROSTER_YEAR ? CALENDAR_WEEKS - 1 : last / ROSTER_WEEK;
    return (UINT64_MAX >> (63 - (to - from))) << from;
}

static int count_bits(uint64_t bits)
{
    int count = 0;
    for (; bits; bits &= bits - 1)
        count++;
    return count;
}

static void find_weeks(struct students *students)
{
    const struct roster *roster = students->checking->roster;
    const struct calendar *calendar = students->checking->frame->calendar;
    for (int week = 0; week < CALENDAR_WEEKS; week++)
        if (calendar->block[week] >= 0) {
            students->block_weeks[calendar->block[week]] |= (uint64_t)1 << week;
            students->taught |= (uint64_t)1 << week;
        }
    for (size_t k = 0; k < roster->count; k++)
        for (int year = 0; year < roster->years; year++)
            students->anyone[year] |= weeks_of(roster, &roster->stint[k], year);
}

/* "weeks 3-6 (2025-09-15 to 2025-10-12), 9 (2025-10-27 to 2025-11-02)": weeks of all placement years, from 1. */
static const char *list_weeks(const struct students *students, const uint64_t *missing, int cohort, char *text, size_t size)
{
    const struct roster_checking *checking = students->checking;
    int shown = 0, more = 0, weeks = 0;
    for (int year = 0; year < checking->roster->years; year++)
        weeks += count_bits(missing[year]);
    size_t used = (size_t)snprintf(text, size, "week%s ", weeks == 1 ? "" : "s");
    for (int week = 0, to; week < checking->roster->years * CALENDAR_WEEKS; week = to) {
        to = week + 1;
        if (!(missing[week / CALENDAR_WEEKS] >> week % CALENDAR_WEEKS & 1))
            continue;
        while (to < checking->roster->years * CALENDAR_WEEKS && (missing[to / CALENDAR_WEEKS] >> to % CALENDAR_WEEKS & 1))
            to++;
        if (shown == RANGES_SHOWN) {
            more++;
            continue;
        }
        int32_t day = cohort * ROSTER_YEAR + week * ROSTER_WEEK, last = cohort * ROSTER_YEAR + to * ROSTER_WEEK - 1;
        used += (size_t)snprintf(text + used, size - used, "%s%d", shown++ ? ", " : "", week + 1);
        if (to > week + 1)
            used += (size_t)snprintf(text + used, size - used, "-%d", to);
        used += (size_t)snprintf(text + used, size - used, " (%s to %s)", roster_day_text(checking, day).at,
                                 roster_day_text(checking, last).at);
    }
    if (more)
        snprintf(text + used, size - used, " and %d more times", more);
    return text;
}

/* In every year: the calendar can say so. In some: years of 364 days drift against those of planners, which have 53 weeks at times. */
static void check_nobody(struct students *students)
{
    const struct roster_checking *checking = students->checking;
    uint64_t always[CALENDAR_YEARS_MAX], other[CALENDAR_YEARS_MAX], each = students->taught, any = 0;
    char weeks[SENTENCE];
    for (int year = 0; year < checking->roster->years; year++)
        each &= ~students->anyone[year];
    for (int year = 0; year < checking->roster->years; year++) {
        always[year] = each;
        other[year] = students->taught & ~students->anyone[year] & ~each;
        any |= other[year];
    }
    if (each && checking->roster->years)
        finding_add(checking->findings, KITH_ERROR, "E104", checking->frame->file, 0,
                    "nobody has a place in %s; if they are free, list them in calendar.placement_breaks",
                    list_weeks(students, always, 0, weeks, sizeof weeks));
    if (any)
        finding_add(checking->findings, KITH_WARNING, "W205", checking->frame->file, 0,
                    "nobody has a place in %s; others have one in the same week of another year",
                    list_weeks(students, other, 0, weeks, sizeof weeks));
}

/* Weeks in which a student needs no place: nobody has one, or the student is away. */
static uint64_t free_weeks(const struct students *students, uint32_t seat, int year)
{
    const struct roster_frame *frame = students->checking->frame;
    uint64_t free = ~(students->taught & students->anyone[year]);
    for (int block = 0; block < frame->calendar->blocks && frame->enrolment->count; block++)
        if (frame->enrolment->unavailable[seat] >> block & 1)
            free |= students->block_weeks[block];
    return free;
}

/* The stints of the student are from..to; there may be none. */
static void check_gaps(const struct students *students, uint16_t cohort, uint32_t seat, const struct stint *from, size_t count)
{
    const struct roster_checking *checking = students->checking;
    const struct enrolment *enrolment = checking->frame->enrolment;
    uint64_t missing[CALENDAR_YEARS_MAX], any = 0;
    char weeks[SENTENCE] = "", entry[48] = "";
    for (int year = 0; year < checking->roster->years; year++) {
        uint64_t placed = 0;
        for (uint32_t r = 0; r < checking->frame->places->rotations; r++)
            placed |= students->there[year][r];
        missing[year] = ~(placed | free_weeks(students, seat, year));
        any |= missing[year];
    }
    if (!any)
        return;
    if (checking->roster->cohorts > 1)
        snprintf(entry, sizeof entry, " of entry year %d", checking->roster->entry_year + cohort);
    if (!count) {
        bool listed = enrolment->count && enrolment->file;
        finding_add(checking->findings, KITH_ERROR, "E105", listed ? enrolment->file : checking->frame->file,
                    listed ? enrolment->line[seat] : 0, "student %s%s has no place in the roster%s%s",
                    roster_student_text(checking, seat).at, entry, checking->frame->file ? ", " : "",
                    checking->frame->file ? checking->frame->file : "");
        return;
    }
    if (!finding_full(checking->findings, "E104"))
        list_weeks(students, missing, cohort, weeks, sizeof weeks);
    finding_add(checking->findings, KITH_ERROR, "E104", checking->frame->file, from->line, "student %s%s has no place in %s",
                roster_student_text(checking, seat).at, entry, weeks);
}

static void check_rotation(const struct students *students, uint32_t seat, int year, uint32_t rotation, const struct stint *first)
{
    const struct roster_checking *checking = students->checking;
    const struct places *places = checking->frame->places;
    int done = 0, required = places->required[rotation];
    for (int block = 0; block < checking->frame->calendar->blocks; block++) {
        uint64_t weeks = students->block_weeks[block];
        done += weeks && 2 * count_bits(weeks & students->there[year][rotation]) >= count_bits(weeks);
    }
    if (done < required || (done > required && !places_required_is_least(places, checking->frame->calendar->blocks)))
        finding_add(checking->findings, KITH_ERROR, "E109", checking->frame->file, first->line,
                    "student %s does %s in %d block%s of placement year %d; required %s %d",
                    roster_student_text(checking, seat).at, text_show(places->rotation_label[rotation]).at, done,
                    done == 1 ? "" : "s", year + 1, required == 1 ? "is" : "are", required);
}

/* The block of a week of the roster, -1 in breaks and outside. */
static int block_of(const struct students *students, int32_t week)
{
    bool known = week >= 0 && week < students->checking->roster->years * CALENDAR_WEEKS;
    return known ? students->checking->frame->calendar->block[week % CALENDAR_WEEKS] : -1;
}

static int32_t week_of(int32_t day)
{
    return day >= 0 ? day / ROSTER_WEEK : -1;
}

/* True if the student was at this place until a break began that ends with this week, both in one block. */
static bool resumes(const struct students *students, const struct stint *from, const struct stint *stint, int32_t week)
{
    const struct roster *roster = students->checking->roster;
    int32_t before = week - 1;
    while (before >= 0 && block_of(students, before) < 0)
        before--;
    if (before == week - 1 || before < 0 || before / CALENDAR_WEEKS != week / CALENDAR_WEEKS ||
        block_of(students, before) != block_of(students, week))
        return false;
    const struct stint *least = stint - from > LOOKED_BACK ? stint - LOOKED_BACK : from;
    for (const struct stint *other = least; other < stint; other++)
        if (other->place == stint->place && week_of(roster_first_held(roster, other)) <= before &&
            week_of(roster_last_held(roster, other)) >= before)
            return true;
    return false;
}

/* W206: none of the weeks is of placement. Weeks count from 0, as in calendar.placement_breaks. */
static void say_holidays(const struct students *students, const struct stint *stint, int32_t held, int32_t last)
{
    const struct roster_checking *checking = students->checking;
    int from = held / ROSTER_WEEK % CALENDAR_WEEKS, to = last / ROSTER_WEEK % CALENDAR_WEEKS;
    char weeks[64];
    snprintf(weeks, sizeof weeks, from == to ? "week %d of the year is" : "weeks %d to %d of the year are", from, to);
    finding_add(checking->findings, KITH_WARNING, "W206", checking->frame->file, stint->line,
                "student %s is at %s from %s to %s, in the holidays (%s in calendar.placement_breaks), and nobody is placed then",
                roster_student_text(checking, stint->seat).at, roster_place_text(checking, stint->place).at,
                roster_day_text(checking, stint->cohort * ROSTER_YEAR + held).at,
                roster_day_text(checking, stint->cohort * ROSTER_YEAR + last).at, weeks);
}

/* First day of the block of a week. */
static int32_t block_start(const struct students *students, int32_t week)
{
    int32_t first, last, year = week / CALENDAR_WEEKS;
    roster_block_days(students->checking->frame->calendar, block_of(students, week), &first, &last);
    return year * ROSTER_YEAR + first;
}

/*
 * W201, unless the days before it in its week are none of its days, or it goes on after a break; W206. A stay that begins in a break begins
 * with the first week after it.
 */
static void check_start(const struct students *students, const struct stint *from, const struct stint *stint)
{
    const struct roster_checking *checking = students->checking;
    const struct roster *roster = checking->roster;
    int32_t held = roster_first_held(roster, stint), last = roster_last_held(roster, stint), week = week_of(held);
    if (week < 0 || last >= roster->years * ROSTER_YEAR)
        return;
    while (week <= week_of(last) && block_of(students, week) < 0)
        week++;
    if (week > week_of(last)) {
        say_holidays(students, stint, held, last);
        return;
    }
    bool begins = calendar_block_begins(checking->frame->calendar, week % CALENDAR_WEEKS);
    bool resumed = !begins && resumes(students, from, stint, week);
    for (int32_t day = week * ROSTER_WEEK; day < held && begins; day++)
        begins = !(stint->days >> roster_weekday(roster, day) & 1);
    if (!begins && !resumed)
        finding_add(checking->findings, KITH_WARNING, "W201", checking->frame->file, stint->line,
                    "student %s begins at %s on %s, inside the block that begins on %s",
                    roster_student_text(checking, stint->seat).at, roster_place_text(checking, stint->place).at,
                    roster_day_text(checking, stint->cohort * ROSTER_YEAR + held).at,
                    roster_day_text(checking, stint->cohort * ROSTER_YEAR + block_start(students, week)).at);
}

static void check_student(struct students *students, uint16_t cohort, uint32_t seat, const struct stint *from, size_t count)
{
    const struct roster *roster = students->checking->roster;
    const struct places *places = students->checking->frame->places;
    for (int year = 0; year < roster->years; year++) {
        memset(students->there[year], 0, places->rotations * sizeof students->there[year][0]);
        for (size_t k = 0; k < count; k++)
            students->there[year][places->at[from[k].place].rotation] |= weeks_of(roster, &from[k], year);
    }
    for (size_t k = 0; k < count; k++)
        check_start(students, from, &from[k]);
    check_gaps(students, cohort, seat, from, count);
    for (int year = 0; year < roster->years && count; year++)
        for (uint32_t r = 0; r < places->rotations; r++)
            if (places->required[r] > 0)
                check_rotation(students, seat, year, r, from);
}

enum kith_status roster_check_students(const struct roster_checking *checking)
{
    struct students *students = calloc(1, sizeof *students);
    const struct roster *roster = checking->roster;
    if (!students)
        return KITH_FAILED;
    students->checking = checking;
    find_weeks(students);
    check_nobody(students);
    size_t at = 0;
    for (int cohort = 0; cohort < roster->cohorts; cohort++)
        for (uint32_t seat = 0; seat < roster->seats; seat++) {
            size_t from = at;
            while (at < roster->count && roster->stint[at].cohort == cohort && roster->stint[at].seat == seat)
                at++;
            check_student(students, (uint16_t)cohort, seat, &roster->stint[from], at - from);
        }
    free(students);
    return KITH_OK;
}
