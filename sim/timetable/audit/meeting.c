/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/audit/meeting.h"

#include <stdlib.h>
#include <string.h>

enum { YEAR_DAYS = CALENDAR_WEEKS * MEETING_WEEK, TENTH = 10 };

static int32_t absolute(const struct stint *stint, int32_t day)
{
    return stint->cohort * YEAR_DAYS + day;
}

/* Weeks from day 0 on that the roster covers. */
static int32_t last_week(const struct roster *roster)
{
    int32_t last = -1;
    for (size_t k = 0; k < roster->count; k++) {
        int32_t day = absolute(&roster->stint[k], roster->stint[k].last_day);
        last = day > last ? day : last;
    }
    return last < 0 ? -1 : last / MEETING_WEEK;
}

static enum kith_status add_week(struct meeting_grid *grid, bool begins, int32_t week)
{
    struct meeting_block *last = grid->blocks ? &grid->block[grid->blocks - 1] : NULL;
    if (begins || !last || last->weeks == CALENDAR_WEEKS) {
        struct meeting_block *grown = realloc(grid->block, (grid->blocks + 1) * sizeof *grown);
        if (!grown)
            return KITH_FAILED;
        grid->block = grown;
        last = &grid->block[grid->blocks++];
        last->weeks = 0;
    }
    last->week_day[last->weeks++] = week * MEETING_WEEK;
    return KITH_OK;
}

static enum kith_status cut_by_calendar(struct meeting_grid *grid, const struct calendar *calendar)
{
    enum kith_status status = KITH_OK;
    int last = -1;
    for (int32_t week = 0, end = last_week(grid->roster); week <= end && status == KITH_OK; week++) {
        int block = calendar->block[week % CALENDAR_WEEKS];
        if (week % CALENDAR_WEEKS == 0)
            last = -1;
        if (block < 0)
            continue;
        status = add_week(grid, block != last, week);
        last = block;
    }
    return status;
}

static enum kith_status cut_by_starts(struct meeting_grid *grid)
{
    const struct roster *roster = grid->roster;
    int32_t weeks = last_week(roster) + 1;
    uint32_t *starts = calloc((size_t)weeks + 1, sizeof *starts), *present = calloc((size_t)weeks + 2, sizeof *present);
    enum kith_status status = starts && present ? KITH_OK : KITH_FAILED;
    for (size_t k = 0; k < roster->count && status == KITH_OK; k++) {
        int32_t from = absolute(&roster->stint[k], roster->stint[k].first_day),
                to = absolute(&roster->stint[k], roster->stint[k].last_day);
        if (to < 0)
            continue;
        starts[from < 0 ? 0 : from / MEETING_WEEK]++;
        for (int32_t week = from < 0 ? 0 : from / MEETING_WEEK; week <= to / MEETING_WEEK; week++)
            present[week]++;
    }
    for (int32_t week = 0; week < weeks && status == KITH_OK; week++)
        if (present[week])
            status = add_week(grid, TENTH * starts[week] >= present[week], week);
    free(starts);
    free(present);
    return status;
}

/* The stint's days in a block; false if there are none. */
static bool find_days(const struct meeting_grid *grid, const struct meeting_block *block, const struct stint *stint,
                      uint64_t *days)
{
    int32_t from = absolute(stint, stint->first_day), to = absolute(stint, stint->last_day);
    bool any = false;
    memset(days, 0, MEETING_WORDS_MAX * sizeof *days);
    int weekday = roster_weekday(grid->roster, 0); /* of every week's first day */
    for (int w = 0; w < block->weeks; w++) {
        if (block->week_day[w] > to || block->week_day[w] + MEETING_WEEK <= from)
            continue;
        for (int d = 0; d < MEETING_WEEK; d++) {
            int32_t day = block->week_day[w] + d;
            if (day < from || day > to || !(stint->days >> (weekday + d) % MEETING_WEEK & 1))
                continue;
            int bit = MEETING_WEEK * w + d;
            days[bit / 64] |= UINT64_C(1) << bit % 64;
            any = true;
        }
    }
    return any;
}

/* The first block that ends on or after a day. */
static size_t block_from(const struct meeting_grid *grid, int32_t day)
{
    size_t low = 0, high = grid->blocks;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct meeting_block *block = &grid->block[middle];
        if (block->week_day[block->weeks - 1] + MEETING_WEEK - 1 < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static enum kith_status add_segments(struct meeting_grid *grid, struct meeting_segment **segments, size_t *capacity,
                                     const struct stint *stint)
{
    struct meeting_segment made = {stint->cohort * grid->roster->seats + stint->seat, stint->team, 0, stint->place, {0}};
    for (size_t b = block_from(grid, absolute(stint, stint->first_day)); b < grid->blocks; b++) {
        if (grid->block[b].week_day[0] > absolute(stint, stint->last_day))
            break;
        made.block = (uint32_t)b;
        if (!find_days(grid, &grid->block[b], stint, made.days))
            continue;
        if (grid->count == *capacity) {
            size_t larger = *capacity ? 2 * *capacity : 4096;
            struct meeting_segment *grown = realloc(*segments, larger * sizeof *grown);
            if (!grown)
                return KITH_FAILED;
            *segments = grown;
            *capacity = larger;
        }
        (*segments)[grid->count++] = made;
    }
    return KITH_OK;
}

/* Sorts by block; the roster's order (student, time) is kept within one. */
static enum kith_status sort_segments(struct meeting_grid *grid, const struct meeting_segment *segments)
{
    grid->segment = malloc((grid->count + 1) * sizeof *grid->segment);
    grid->first = calloc(grid->blocks + 2, sizeof *grid->first);
    if (!grid->segment || !grid->first)
        return KITH_FAILED;
    for (size_t k = 0; k < grid->count; k++)
        grid->first[segments[k].block + 2]++;
    for (size_t b = 0; b < grid->blocks; b++)
        grid->first[b + 2] += grid->first[b + 1];
    for (size_t k = 0; k < grid->count; k++)
        grid->segment[grid->first[segments[k].block + 1]++] = segments[k];
    return KITH_OK;
}

int meeting_days(const struct meeting_segment *segment)
{
    int days = 0;
    for (int w = 0; w < MEETING_WORDS_MAX; w++)
        days += __builtin_popcountll(segment->days[w]);
    return days;
}

static enum kith_status find_sites(struct meeting_grid *grid)
{
    size_t cells = grid->blocks * grid->students;
    int *days = calloc(grid->places->sites + 1u, sizeof *days);
    grid->site = malloc((cells + 1) * sizeof *grid->site);
    if (!days || !grid->site) {
        free(days);
        return KITH_FAILED;
    }
    for (size_t k = 0; k < cells; k++)
        grid->site[k] = MEETING_ABSENT;
    for (size_t k = 0, next; k < grid->count; k = next) {
        const struct meeting_segment *s = &grid->segment[k];
        int32_t *best = &grid->site[s->block * grid->students + s->student];
        for (next = k; next < grid->count && grid->segment[next].block == s->block && grid->segment[next].student == s->student;
             next++) {
            int32_t site = grid->places->at[grid->segment[next].place].site;
            days[site] += meeting_days(&grid->segment[next]);
            if (*best < 0 || days[site] > days[*best] || (days[site] == days[*best] && site < *best))
                *best = site;
        }
        for (size_t j = k; j < next; j++)
            days[grid->places->at[grid->segment[j].place].site] = 0;
    }
    free(days);
    return KITH_OK;
}

enum kith_status meeting_grid_init(struct meeting_grid *grid, const struct roster *roster, const struct places *places,
                                   const struct calendar *calendar)
{
    struct meeting_segment *segments = NULL;
    size_t capacity = 0;
    *grid = (struct meeting_grid){.roster = roster, .places = places, .students = (size_t)roster->cohorts * roster->seats};
    enum kith_status status = calendar ? cut_by_calendar(grid, calendar) : cut_by_starts(grid);
    for (size_t k = 0; k < roster->count && status == KITH_OK; k++)
        status = add_segments(grid, &segments, &capacity, &roster->stint[k]);
    if (status == KITH_OK)
        status = sort_segments(grid, segments);
    if (status == KITH_OK)
        status = find_sites(grid);
    free(segments);
    if (status != KITH_OK)
        meeting_grid_clear(grid);
    return status;
}

void meeting_grid_clear(struct meeting_grid *grid)
{
    free(grid->block);
    free(grid->segment);
    free(grid->first);
    free(grid->site);
    *grid = (struct meeting_grid){0};
}
