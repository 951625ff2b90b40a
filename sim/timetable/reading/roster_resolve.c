/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the lines of a roster file mean: cohorts and days. Seats are found in roster_seats.c, places and teams in roster_names.c. */
#include <stdlib.h>
#include <string.h>

#include "timetable/reading/roster_seats.h"

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
        bool placed = roster_find_place(reading, frame->places, said, &stint);
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
    unsigned *team = roster_find_teams(reading);
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
