/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world/ahead.h"

#include <stdlib.h>

#include "world/placement.h"

/* Puts those on placement where the timetable has them in the k-th week ahead. */
static enum kith_status look_up(struct ahead *ahead, const struct world *world, const struct placement_cohorts *cohorts,
                                struct week_places *week, int k)
{
    enum kith_status status = week_places_set(week, world->timetable, &world->plan, world->week + k, cohorts->at, cohorts->count);
    size_t seat = 0;
    for (size_t c = 0; c < cohorts->count && status == KITH_OK; c++) {
        uint32_t base = world_row(world, cohorts->at[c].first_id);
        for (uint32_t s = 0; s < cohorts->at[c].seats; s++, seat++) {
            int site = week_places_site(week, &world->timetable->places, seat);
            ahead->place[((size_t)base + s) * (size_t)ahead->weeks + (size_t)k] = (int16_t)(site < 0 ? PLACE_AWAY : site);
        }
    }
    return status;
}

/* Campus, breaks, and present sites for those on placement. */
static void fill(struct ahead *ahead, const struct world *world)
{
    const struct students *s = &world->students;
    int first = calendar_week_of_year(world->week);
    for (uint32_t row = 0; row < world->rows; row++) {
        const uint8_t *season = world->calendar.season[s->calendar.phase[row]];
        int16_t site = s->calendar.site[row] < 0 ? (int16_t)PLACE_AWAY : s->calendar.site[row];
        int16_t there = s->calendar.phase[row] == CALENDAR_CAMPUS ? (int16_t)PLACE_CAMPUS : site;
        for (int k = 0; k < ahead->weeks; k++)
            ahead->place[(size_t)row * (size_t)ahead->weeks + (size_t)k] =
                season[first + k] == CALENDAR_BREAK ? (int16_t)PLACE_AWAY : there;
    }
}

enum kith_status ahead_init(struct ahead *ahead, const struct world *world)
{
    struct placement_cohorts cohorts;
    struct week_places week = {0};
    const struct timetable *timetable = world->timetable;
    int first = calendar_week_of_year(world->week);
    ahead->weeks = CALENDAR_WEEKS - first;
    ahead->place = malloc(((size_t)world->rows * (size_t)ahead->weeks + 1) * sizeof *ahead->place);
    if (!ahead->place)
        return KITH_FAILED;
    fill(ahead, world);
    bool planned =
        timetable && (timetable->parameters.policy == TIMETABLE_ROSTER || world->plan.first_week == world->week - first);
    if (planned)
        placement_find_cohorts(world, calendar_year(world->week), &cohorts);
    enum kith_status status = KITH_OK;
    for (int k = 0; planned && cohorts.count && k < ahead->weeks && status == KITH_OK; k++)
        if (world->calendar.block[first + k] >= 0)
            status = look_up(ahead, world, &cohorts, &week, k);
    week_places_clear(&week);
    if (status != KITH_OK)
        ahead_clear(ahead);
    return status;
}

void ahead_clear(struct ahead *ahead)
{
    free(ahead->place);
    *ahead = (struct ahead){0};
}

int32_t ahead_together(const struct ahead *ahead, uint32_t a, uint32_t b)
{
    const int16_t *one = ahead->place + (size_t)a * (size_t)ahead->weeks,
                  *other = ahead->place + (size_t)b * (size_t)ahead->weeks;
    int32_t weeks = 0;
    for (int k = 0; k < ahead->weeks; k++)
        weeks += one[k] == other[k] && one[k] != PLACE_AWAY;
    return weeks;
}
