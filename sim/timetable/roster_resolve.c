/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the lines of a roster file mean: cohorts, days, teams, places; seats are found in roster_seats.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/text.h"
#include "timetable/roster_seats.h"

enum { HINT_MAX = 1024 };

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static void find_cohorts(struct roster *roster, struct roster_reading *reading)
{
    int first = 0, last = 0;
    bool any = false;
    for (size_t k = 0; k < reading->count; k++)
        if (!reading->said[k].bad) {
            int year = reading->said[k].entry_year;
            first = !any || year < first ? year : first;
            last = !any || year > last ? year : last;
            any = true;
        }
    roster->entry_year = first;
    roster->cohorts = last - first + 1;
    if (roster->cohorts <= ROSTER_COHORTS_MAX)
        return;
    finding_add(&reading->findings, KITH_ERROR, "E114", reading->file, 0,
                "cohort goes from %d to %d, allowed are at most %d years of entry", first, last, ROSTER_COHORTS_MAX);
    roster->cohorts = 0;
}

/* A dated line's days if its cohort's placement begins in this year of the run; years counted from start_day. */
static int64_t days_from(const struct roster *roster, const struct roster_reading *reading, const struct roster_said *said,
                         int64_t date, int64_t year)
{
    return date - reading->start_day - (year + said->entry_year - roster->entry_year) * ROSTER_YEAR;
}

static size_t count_outside(const struct roster *roster, const struct roster_reading *reading, int years, int64_t year)
{
    size_t outside = 0;
    for (size_t k = 0; k < reading->count; k++) {
        const struct roster_said *said = &reading->said[k];
        if (!said->bad && !said->block)
            outside += days_from(roster, reading, said, said->start, year) < 0 ||
                       days_from(roster, reading, said, said->end, year) >= (int64_t)years * ROSTER_YEAR;
    }
    return outside;
}

/* Year of the run in which cohort 0's placement begins, by the dates. */
static int64_t find_year(const struct roster *roster, const struct roster_reading *reading, int years)
{
    int64_t first = INT64_MAX;
    for (size_t k = 0; k < reading->count; k++) {
        const struct roster_said *said = &reading->said[k];
        if (said->bad || said->block)
            continue;
        int64_t year = floor_divide(days_from(roster, reading, said, said->start, 0), ROSTER_YEAR);
        first = year < first ? year : first;
    }
    if (first == INT64_MAX)
        return 0;
    return count_outside(roster, reading, years, first + 1) < count_outside(roster, reading, years, first) ? first + 1 : first;
}

/* Days of a line; false if there are none. */
static bool find_days(struct roster_reading *reading, const struct roster *roster, const struct roster_frame *frame,
                      const struct roster_said *said, struct stint *stint)
{
    int blocks = frame->calendar->blocks;
    if (!said->block) {
        int64_t year = (roster->day_zero - reading->start_day) / ROSTER_YEAR;
        stint->first_day = (int32_t)days_from(roster, reading, said, said->start, year);
        stint->last_day = (int32_t)days_from(roster, reading, said, said->end, year);
    } else if (said->block > blocks * frame->years) {
        finding_add(&reading->findings, KITH_ERROR, "E106", reading->file, said->line,
                    "block %d is outside the calendar, which has %d in %d placement year%s", said->block, blocks * frame->years,
                    frame->years, frame->years == 1 ? "" : "s");
        return false;
    } else {
        int year = (said->block - 1) / blocks;
        roster_block_days(frame->calendar, (said->block - 1) % blocks, &stint->first_day, &stint->last_day);
        stint->first_day += year * ROSTER_YEAR;
        stint->last_day += year * ROSTER_YEAR;
    }
    for (int32_t day = stint->first_day; day <= stint->last_day && day < stint->first_day + ROSTER_WEEK; day++)
        if (stint->days >> roster_weekday(roster, day) & 1)
            return true;
    finding_add(&reading->findings, KITH_ERROR, "E107", reading->file, said->line,
                "between start and end lies none of the days of the week");
    return false;
}

/* "; South has medicine, surgery" */
static const char *rotations_of(const struct places *places, uint32_t site, char *text, size_t size)
{
    size_t used = (size_t)snprintf(text, size, "; %s has", text_show(places->site_label[site]).at), shown = 0;
    for (uint32_t r = 0; r < places->rotations && used < size; r++)
        if (places_find(places, site, r) != PLACE_NONE)
            used +=
                (size_t)snprintf(text + used, size - used, "%s %s", shown++ ? "," : "", text_show(places->rotation_label[r]).at);
    return text;
}

/* The rotation that is meant where none is named: the only one of the site. */
static int32_t only_rotation(const struct places *places, uint32_t site)
{
    int32_t only = PLACE_NONE;
    for (uint32_t r = 0; r < places->rotations; r++)
        if (places_find(places, site, r) != PLACE_NONE) {
            if (only != PLACE_NONE)
                return PLACE_NONE;
            only = (int32_t)r;
        }
    return only;
}

static bool find_place(struct roster_reading *reading, const struct places *places, const struct roster_said *said,
                       struct stint *stint)
{
    char hint[HINT_MAX];
    const char *file = reading->file;
    int32_t site = places_site(places, said->site);
    if (site == PLACE_NONE) {
        bool full = finding_full(&reading->findings, "E103");
        finding_add(&reading->findings, KITH_ERROR, "E103", file, said->line, "unknown site \"%s\"%s", text_show(said->site).at,
                    full ? "" : suggest_text(said->site, (const char *const *)places->site_label, hint, sizeof hint));
        return false;
    }
    int32_t rotation = places_rotation(places, said->rotation);
    if (rotation == PLACE_NONE && !said->rotation[0])
        rotation = only_rotation(places, (uint32_t)site);
    if (rotation == PLACE_NONE && !said->rotation[0]) {
        finding_add(&reading->findings, KITH_ERROR, "E103", file, said->line, "no rotation is named%s",
                    rotations_of(places, (uint32_t)site, hint, sizeof hint));
    } else if (rotation == PLACE_NONE) {
        bool none = places->rotations == 1 && !places->rotation_label[0][0];
        const char *near = suggest_nearest(said->rotation, (const char *const *)places->rotation_label);
        finding_add(&reading->findings, KITH_ERROR, "E103", file, said->line, "unknown rotation \"%s\"%s%s%s",
                    text_show(said->rotation).at,
                    none   ? "; the places have no rotations"
                    : near ? "; did you mean "
                           : rotations_of(places, (uint32_t)site, hint, sizeof hint),
                    near && !none ? near : "", near && !none ? "?" : "");
    } else if (places_find(places, (uint32_t)site, (uint32_t)rotation) == PLACE_NONE) {
        finding_add(&reading->findings, KITH_ERROR, "E103", file, said->line, "there is no rotation \"%s\" at this site%s",
                    text_show(said->rotation).at, rotations_of(places, (uint32_t)site, hint, sizeof hint));
    } else {
        stint->place = (uint16_t)places_find(places, (uint32_t)site, (uint32_t)rotation);
        return true;
    }
    return false;
}

/* True if all labels are whole numbers, of which no two are written differently and are the same. */
static bool are_numbers(const struct roster_reading *reading)
{
    size_t width = 0;
    bool zeros = false, widths = false;
    for (size_t k = 0; k < reading->count; k++) {
        const char *team = reading->said[k].team;
        size_t digits = strspn(team, "0123456789");
        if (!team[0])
            continue;
        if (team[digits] || digits > 9 || strspn(team, "0") == digits)
            return false;
        widths = widths || (width && width != digits);
        zeros = zeros || team[0] == '0';
        width = digits;
    }
    return !(zeros && widths);
}

/* Team of each line. free() it; NULL without memory. */
static unsigned *find_teams(const struct roster_reading *reading)
{
    const char **label = malloc((reading->count + 1) * sizeof *label);
    unsigned *team = malloc((reading->count + 1) * sizeof *team);
    bool numbers = are_numbers(reading), empty = false;
    size_t distinct;
    for (size_t k = 0; label && k < reading->count; k++) {
        label[k] = reading->said[k].team;
        empty = empty || !label[k][0];
    }
    if (!label || !team || csv_rows_rank(label, reading->count, team, &distinct) != KITH_OK) {
        free(team);
        team = NULL;
    }
    for (size_t k = 0; team && k < reading->count; k++)
        team[k] = numbers && label[k][0] ? (unsigned)strtoul(label[k], NULL, 10) : team[k] + !empty;
    free(label);
    return team;
}

static enum kith_status add_stints(struct roster *roster, struct roster_reading *reading, const struct roster_frame *frame,
                                   const uint32_t *seat, const unsigned *team)
{
    for (size_t k = 0; k < reading->count; k++) {
        const struct roster_said *said = &reading->said[k];
        struct stint stint;
        memset(&stint, 0, sizeof stint); /* stints are hashed bytewise */
        if (said->bad)
            continue;
        stint.seat = seat[k];
        stint.team = team[k];
        stint.cohort = (uint16_t)(said->entry_year - roster->entry_year);
        stint.days = said->days;
        stint.line = said->line;
        bool timed = find_days(reading, roster, frame, said, &stint);
        bool placed = find_place(reading, frame->places, said, &stint);
        if (timed && placed && seat[k] != ROSTER_NO_SEAT && roster_add(roster, &stint) != KITH_OK)
            return KITH_FAILED;
    }
    return KITH_OK;
}

/* How many placement years the stints reach into. */
static void find_years(struct roster *roster, int most)
{
    int32_t last = 0;
    for (size_t k = 0; k < roster->count; k++)
        last = roster->stint[k].last_day > last ? roster->stint[k].last_day : last;
    roster->years = last / ROSTER_YEAR + 1 < most ? last / ROSTER_YEAR + 1 : most;
}

enum kith_status roster_resolve(struct roster *roster, struct roster_reading *reading, const struct roster_frame *frame,
                                uint32_t seats, bool pins, const char **label)
{
    uint32_t *seat = malloc((reading->count + 1) * sizeof *seat);
    unsigned *team = find_teams(reading);
    enum kith_status status = seat && team ? KITH_OK : KITH_FAILED;
    if (status == KITH_OK)
        status = roster_find_seats(reading, frame->enrolment, seats, pins, seat, label);
    if (status == KITH_OK) {
        find_cohorts(roster, reading);
        int64_t year = roster->cohorts ? find_year(roster, reading, frame->years) : 0;
        roster->day_zero = reading->start_day + year * ROSTER_YEAR;
    }
    if (status == KITH_OK && roster->cohorts)
        status = add_stints(roster, reading, frame, seat, team);
    if (status == KITH_OK && roster->cohorts) {
        roster->seats = seats;
        roster_sort(roster);
        find_years(roster, frame->years);
        roster->years = pins ? frame->years : roster->years;
    }
    free(seat);
    free(team);
    return status;
}
