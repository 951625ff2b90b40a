/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Policies: the block's places on Monday to Friday. Roster: every stint that holds on a day of the week; of two on one day the later in the
 * roster's order counts (a checked roster has none). Hub days: in every hub_every_weeks-th week of placement of the year, those who are
 * anywhere in that week are at the hub on hub_day; teams there are old campus groups if these are mixed, else nobody has one.
 */
#include "timetable/week_places.h"

#include <stdlib.h>
#include <string.h>

#include "base/copy.h"

int week_places_days(uint8_t days)
{
    int count = 0;
    for (; days; days &= (uint8_t)(days - 1))
        count++;
    return count;
}

enum kith_status week_places_copy(struct week_places *copy, const struct week_places *places)
{
    bool good = true;
    *copy = *places;
    for (int day = 0; day < WEEK_DAYS; day++) {
        copy->place[day] = copy_items(places->place[day], places->seats, sizeof *places->place[day], &good);
        copy->team[day] = copy_items(places->team[day], places->seats, sizeof *places->team[day], &good);
    }
    for (int class = 0; class < places->classes; class ++)
        for (int day = 0; day < WEEK_DAYS; day++)
            if (places->at[class].place == places->place[day])
                copy->at[class] = (struct week_days){places->at[class].days, copy->place[day], copy->team[day]};
    return good ? KITH_OK : KITH_FAILED;
}

void week_places_clear(struct week_places *places)
{
    for (int day = 0; day < WEEK_DAYS; day++) {
        free(places->place[day]);
        free(places->team[day]);
    }
    *places = (struct week_places){0};
}

static enum kith_status make_room(struct week_places *places, size_t seats)
{
    if (places->seats == seats && places->place[0])
        return KITH_OK;
    week_places_clear(places);
    for (int day = 0; day < WEEK_DAYS; day++) {
        places->place[day] = malloc((seats + 1) * sizeof *places->place[day]);
        places->team[day] = malloc((seats + 1) * sizeof *places->team[day]);
        if (!places->place[day] || !places->team[day])
            return KITH_FAILED;
    }
    places->seats = seats;
    return KITH_OK;
}

/* True in weeks with a hub day. */
static bool is_hub_week(const struct timetable *timetable, int week_of_year)
{
    const struct calendar *calendar = &timetable->calendar;
    int64_t every = timetable->parameters.hub_every_weeks;
    int placed = 0;
    for (int week = 0; week <= week_of_year; week++)
        placed += calendar->block[week] >= 0;
    return every > 0 && calendar->block[week_of_year] >= 0 && placed % every == 0;
}

bool week_places_move(const struct timetable *timetable, int32_t week)
{
    int week_of_year = calendar_week_of_year(week);
    if (timetable->calendar.block[week_of_year] < 0)
        return false;
    int before = week_of_year;
    while (before > 0 && timetable->calendar.block[before - 1] < 0)
        before--;
    return timetable->parameters.policy == TIMETABLE_ROSTER || calendar_block_begins(&timetable->calendar, week_of_year) ||
           is_hub_week(timetable, week_of_year) || (before > 0 && is_hub_week(timetable, before - 1));
}

static void set_from_plan(struct week_places *places, const struct timetable_plan *plan, int block)
{
    size_t at = (size_t)block * plan->seats;
    for (int day = 0; day < WEEK_WORKDAYS; day++) {
        memcpy(places->place[day], plan->place + at, plan->seats * sizeof *plan->place);
        memcpy(places->team[day], plan->team + at, plan->seats * sizeof *plan->team);
    }
}

/* Which of the roster's cohorts a year of entry follows. */
static int roster_cohort(const struct roster *roster, int entry_year)
{
    int after = (entry_year - roster->entry_year) % roster->cohorts;
    return after < 0 ? after + roster->cohorts : after;
}

static void set_from_roster(struct week_places *places, const struct roster *roster, int week_of_year,
                            const struct timetable_cohort *cohort, size_t first_seat)
{
    int32_t first = (cohort->placement_year % roster->years * CALENDAR_WEEKS + week_of_year) * WEEK_DAYS;
    int follows = roster_cohort(roster, cohort->entry_year);
    for (size_t k = 0; k < roster->count; k++) {
        const struct stint *stint = &roster->stint[k];
        if (stint->cohort != follows || stint->last_day < first || stint->first_day >= first + WEEK_DAYS)
            continue;
        for (int32_t day = first; day < first + WEEK_DAYS; day++) {
            int weekday = roster_weekday(roster, day);
            if (!roster_holds(roster, stint, day))
                continue;
            places->place[weekday][first_seat + stint->seat] = stint->place;
            places->team[weekday][first_seat + stint->seat] = stint->team;
        }
    }
}

static bool is_placed(const struct week_places *places, size_t seat)
{
    for (int day = 0; day < WEEK_DAYS; day++)
        if (places->place[day][seat] != PLACE_NOWHERE)
            return true;
    return false;
}

static void set_hub_day(struct week_places *places, const struct timetable *timetable, const struct timetable_cohort *cohorts,
                        size_t count)
{
    int day = timetable->parameters.hub_day;
    bool groups = timetable->parameters.hub_mixing == HUB_CAMPUS_GROUP;
    size_t seat = 0;
    for (size_t c = 0; c < count; c++)
        for (uint32_t k = 0; k < cohorts[c].seats; k++, seat++) {
            if (!is_placed(places, seat))
                continue;
            places->place[day][seat] = PLACE_HUB;
            places->team[day][seat] = groups && cohorts[c].campus_group ? cohorts[c].campus_group[k] + 1 : ROSTER_TEAM_NONE;
        }
}

static bool same_day(const struct week_places *places, int a, int b)
{
    return memcmp(places->place[a], places->place[b], places->seats * sizeof *places->place[a]) == 0 &&
           memcmp(places->team[a], places->team[b], places->seats * sizeof *places->team[a]) == 0;
}

static bool is_empty(const struct week_places *places, int day)
{
    for (size_t seat = 0; seat < places->seats; seat++)
        if (places->place[day][seat] != PLACE_NOWHERE)
            return false;
    return true;
}

/* Puts days that are alike into one class; classes with more days come first. */
static void find_classes(struct week_places *places)
{
    uint8_t seen = 0;
    places->classes = 0;
    for (int day = 0; day < WEEK_DAYS; day++) {
        struct week_days days = {0, places->place[day], places->team[day]};
        if ((seen >> day & 1) || is_empty(places, day))
            continue;
        for (int other = day; other < WEEK_DAYS; other++)
            if (same_day(places, day, other))
                days.days |= (uint8_t)(1u << other);
        seen |= days.days;
        int at = places->classes++;
        for (; at > 0 && week_places_days(places->at[at - 1].days) < week_places_days(days.days); at--)
            places->at[at] = places->at[at - 1];
        places->at[at] = days;
    }
}

enum kith_status week_places_set(struct week_places *places, const struct timetable *timetable, const struct timetable_plan *plan,
                                 int32_t week, const struct timetable_cohort *cohorts, size_t count)
{
    int week_of_year = calendar_week_of_year(week);
    size_t seats = 0, first_seat = 0;
    for (size_t c = 0; c < count; c++)
        seats += cohorts[c].seats;
    if (make_room(places, seats) != KITH_OK)
        return KITH_FAILED;
    for (int day = 0; day < WEEK_DAYS; day++) {
        memset(places->place[day], 0xFF, seats * sizeof *places->place[day]); /* PLACE_NOWHERE */
        memset(places->team[day], 0, seats * sizeof *places->team[day]);
    }
    if (timetable->parameters.policy != TIMETABLE_ROSTER)
        set_from_plan(places, plan, timetable->calendar.block[week_of_year]);
    else
        for (size_t c = 0; c < count; first_seat += cohorts[c++].seats)
            set_from_roster(places, &timetable->roster, week_of_year, &cohorts[c], first_seat);
    if (is_hub_week(timetable, week_of_year))
        set_hub_day(places, timetable, cohorts, count);
    find_classes(places);
    return KITH_OK;
}

/* Days of the week that a seat spends at a site. */
static int days_at(const struct week_places *week, const struct places *places, size_t seat, int site)
{
    int days = 0;
    for (int class = 0; class < week->classes; class ++) {
        uint16_t place = week->at[class].place[seat];
        days += place < PLACE_HUB && places->at[place].site == site ? week_places_days(week->at[class].days) : 0;
    }
    return days;
}

int week_places_site(const struct week_places *week, const struct places *places, size_t seat)
{
    int best = -1, most = 0;
    for (int class = 0; class < week->classes; class ++) {
        uint16_t place = week->at[class].place[seat];
        if (place >= PLACE_HUB)
            continue;
        int site = places->at[place].site, days = days_at(week, places, seat, site);
        if (days > most || (days == most && site < best)) {
            best = site;
            most = days;
        }
    }
    return best;
}
