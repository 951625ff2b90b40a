/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Peer continuity on placement, counted as timetable audits do (timetable/audit/audit.h), by their own functions: peers share site and rotation on
 * at least half of a block's working days, so what counts is known when the block ends. Those enrolled count; hub days are at no place.
 *
 * In most blocks everyone stays: weeks (and classes of days) in which all are where they were are one stay.
 */
#include "observe/observe.h"

#include <stdlib.h>
#include <string.h>

/* Days of the running block on which everybody is at the same place. */
struct observe_stay {
    uint64_t days[MEETING_WORDS_MAX]; /* as in struct meeting_segment */
    uint16_t *place;                  /* per row; PLACE_NOWHERE */
};

static void forget_stays(struct observe_block *block)
{
    for (size_t k = 0; k < block->stays; k++)
        free(block->stay[k].place);
    free(block->stay);
    block->stay = NULL;
    block->stays = 0;
    block->weeks.weeks = 0;
}

void observe_block_clear(struct observe_block *block)
{
    forget_stays(block);
    meeting_patterns_free(block->before, 1);
    block->before = NULL;
}

/* Where rows on placement are on the days of a class. */
static void find_places(const struct world *world, int class, uint16_t *place)
{
    const struct students *s = &world->students;
    const uint16_t *here = world->groups[GROUP_PAIR * class + GROUP_SMALL].place;
    for (uint32_t row = 0; row < world->rows; row++) {
        bool placed = s->person.enrolled[row] && s->calendar.place[row] >= 0 && here[row] < PLACE_HUB;
        place[row] = placed ? here[row] : PLACE_NOWHERE;
    }
}

/* The stay of these places, whose memory it takes over; NULL without memory. */
static struct observe_stay *stay_at(struct observe_block *block, uint32_t rows, uint16_t *place)
{
    for (size_t k = 0; k < block->stays; k++)
        if (memcmp(block->stay[k].place, place, rows * sizeof *place) == 0) {
            free(place);
            return &block->stay[k];
        }
    struct observe_stay *grown = realloc(block->stay, (block->stays + 1) * sizeof *grown);
    if (!grown) {
        free(place);
        return NULL;
    }
    block->stay = grown;
    block->stay[block->stays] = (struct observe_stay){.place = place};
    return &block->stay[block->stays++];
}

/* Classes part the days of a week, and which days they are does not matter here: they are numbered one after another. */
static bool add_week(struct observe_block *block, const struct world *world)
{
    int day = MEETING_WEEK * block->weeks.weeks++;
    for (int class = 0; GROUP_PAIR * class < world->layers; class ++) {
        uint16_t *place = malloc((world->rows + 1) * sizeof *place);
        if (!place)
            return false;
        find_places(world, class, place);
        struct observe_stay *stay = stay_at(block, world->rows, place);
        if (!stay)
            return false;
        for (int k = 0; k < world->groups[GROUP_PAIR * class + GROUP_SMALL].days; k++, day++)
            stay->days[day / 64] |= UINT64_C(1) << day % 64;
    }
    return true;
}

/* The days of a row at each place, in the order of stays, so that equal ones are written alike. */
static size_t add_segments(const struct observe_block *block, uint32_t row, struct meeting_segment *segment)
{
    size_t count = 0;
    for (size_t k = 0; k < block->stays; k++) {
        const struct observe_stay *stay = &block->stay[k];
        size_t at = 0;
        if (stay->place[row] == PLACE_NOWHERE)
            continue;
        while (at < count && segment[at].place != stay->place[row])
            at++;
        if (at == count)
            segment[count++] = (struct meeting_segment){.student = row, .place = stay->place[row]};
        for (int w = 0; w < MEETING_WORDS_MAX; w++)
            segment[at].days[w] |= stay->days[w];
    }
    return count;
}

/* Who was with whom in the block that ends; NULL without memory. */
static struct meeting_patterns *find_patterns(struct observe_block *block, uint32_t rows)
{
    size_t room = 1;
    for (size_t k = 0; k < block->stays; k++)
        for (uint32_t row = 0; row < rows; row++)
            room += block->stay[k].place[row] != PLACE_NOWHERE;
    const struct places any = {.count = PLACES_MAX + 1};
    size_t first[2] = {0, 0};
    struct meeting_grid grid = {.places = &any,
                                .students = rows,
                                .block = &block->weeks,
                                .blocks = 1,
                                .segment = malloc(room * sizeof *grid.segment),
                                .first = first};
    struct meeting_patterns *patterns = NULL;
    for (uint32_t row = 0; row < rows && grid.segment; row++)
        grid.count += add_segments(block, row, grid.segment + grid.count);
    first[1] = grid.count;
    if (grid.segment && meeting_patterns_create(&patterns, &grid, MEETING_PLACE) != KITH_OK) {
        meeting_patterns_free(patterns, 1);
        patterns = NULL;
    }
    free(grid.segment);
    return patterns;
}

/* Compares the block that ends with the one before, and puts it in its place. */
static bool end_block(struct observer *observer, uint32_t rows)
{
    struct observe_block *block = &observer->block;
    struct observe_sums *sums = &observer->sums;
    struct meeting_patterns *now = find_patterns(block, rows), *before = block->before;
    struct meeting_kept kept = {0};
    bool good = now != NULL;
    for (uint32_t row = 0; row < rows && before; row++)
        before->of[row] = observer->person[row].pattern;
    if (good && before)
        good = meeting_keep(before, now, rows, &kept) == KITH_OK;
    for (uint32_t row = 0; row < rows && now; row++)
        observer->person[row].pattern = now->of[row];
    sums->continuity_students += kept.students;
    sums->continuity += kept.kept;
    sums->continuity_chance += kept.students * kept.chance;
    observe_block_clear(block);
    block->before = now;
    return good;
}

void observe_continuity(struct observer *observer, const struct world *world)
{
    int week = calendar_week_of_year(world->week);
    if (world->calendar.block[week] < 0)
        return;
    bool good = add_week(&observer->block, world);
    if (good && calendar_block_ends(&world->calendar, week))
        good = end_block(observer, world->rows);
    observer->failed |= !good;
}
