/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Patterns are found by hashing what a student does in a block; how many days two patterns share is counted only for those that have a place (or site)
 * in common. In an ordinary block there are as many patterns as places with anyone, and each is near to itself alone.
 */
#include <stdlib.h>
#include <string.h>

#include "timetable/audit/meeting.h"

/* What is needed while one block is looked at. */
struct work {
    const struct meeting_grid *grid;
    enum meeting_level level;
    size_t *first_segment; /* per pattern: where the segments of its first student begin */
    uint32_t *segments;    /* per pattern: how many */
    int32_t *slot;         /* hash table of patterns, slots of them */
    size_t slots;          /* a power of two */
    int32_t *head;         /* per place or site: a link, or -1 */
    struct link {
        uint32_t pattern;
        size_t segment;
        int32_t next;
    } * link;
    uint32_t *shared; /* per pattern: days shared with the one looked at */
    uint32_t *touched;
};

static uint32_t key_of(const struct work *work, size_t segment)
{
    uint16_t place = work->grid->segment[segment].place;
    return work->level == MEETING_PLACE ? place : work->grid->places->at[place].site;
}

static uint64_t hash_of(const struct work *work, size_t begin, uint32_t count)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t k = begin; k < begin + count; k++) {
        hash = (hash ^ key_of(work, k)) * 0x100000001b3u;
        for (int w = 0; w < MEETING_WORDS_MAX; w++) {
            hash = (hash ^ work->grid->segment[k].days[w]) * 0x9e3779b97f4a7c15u;
            hash ^= hash >> 29;
        }
    }
    return hash;
}

static bool same_pattern(const struct work *work, uint32_t pattern, size_t begin, uint32_t count)
{
    bool same = work->segments[pattern] == count;
    for (uint32_t k = 0; k < count && same; k++) {
        size_t a = work->first_segment[pattern] + k, b = begin + k;
        same = key_of(work, a) == key_of(work, b) &&
               memcmp(work->grid->segment[a].days, work->grid->segment[b].days, sizeof work->grid->segment[a].days) == 0;
    }
    return same;
}

/* Number of the pattern of the segments that begin here, a new one if need be. */
static uint32_t find_pattern(struct work *work, struct meeting_patterns *p, size_t begin, uint32_t count)
{
    size_t at = hash_of(work, begin, count) & (work->slots - 1);
    for (; work->slot[at] >= 0; at = (at + 1) & (work->slots - 1))
        if (same_pattern(work, (uint32_t)work->slot[at], begin, count))
            return (uint32_t)work->slot[at];
    work->slot[at] = (int32_t)p->count;
    work->first_segment[p->count] = begin;
    work->segments[p->count] = count;
    return p->count++;
}

/* Who has which pattern. */
static void sort_students(struct work *work, struct meeting_patterns *p, size_t block)
{
    const struct meeting_grid *grid = work->grid;
    for (size_t s = 0; s < grid->students; s++)
        p->of[s] = MEETING_ABSENT;
    memset(work->slot, 0xFF, work->slots * sizeof *work->slot);
    for (size_t k = grid->first[block], next; k < grid->first[block + 1]; k = next) {
        uint32_t student = grid->segment[k].student;
        for (next = k + 1; next < grid->first[block + 1] && grid->segment[next].student == student;)
            next++;
        p->of[student] = (int32_t)find_pattern(work, p, k, (uint32_t)(next - k));
        p->present++;
    }
}

static enum kith_status list_members(const struct work *work, struct meeting_patterns *p)
{
    p->member_first = calloc(p->count + 2u, sizeof *p->member_first);
    p->member = malloc((p->present + 1u) * sizeof *p->member);
    if (!p->member_first || !p->member)
        return KITH_FAILED;
    for (size_t s = 0; s < work->grid->students; s++)
        if (p->of[s] >= 0)
            p->member_first[p->of[s] + 2]++;
    for (uint32_t k = 0; k < p->count; k++)
        p->member_first[k + 2] += p->member_first[k + 1];
    for (size_t s = 0; s < work->grid->students; s++)
        if (p->of[s] >= 0)
            p->member[p->member_first[p->of[s] + 1]++] = (uint32_t)s;
    return KITH_OK;
}

static void link_segments(struct work *work, const struct meeting_patterns *p, size_t keys)
{
    int32_t links = 0;
    memset(work->head, 0xFF, keys * sizeof *work->head);
    for (uint32_t pattern = 0; pattern < p->count; pattern++)
        for (size_t k = work->first_segment[pattern]; k < work->first_segment[pattern] + work->segments[pattern]; k++) {
            uint32_t key = key_of(work, k);
            work->link[links] = (struct link){pattern, k, work->head[key]};
            work->head[key] = links++;
        }
}

/* Days that a pattern shares with each other one, into work->shared; returns how many patterns were touched. */
static uint32_t share_days(struct work *work, uint32_t pattern)
{
    uint32_t touched = 0;
    for (size_t k = work->first_segment[pattern]; k < work->first_segment[pattern] + work->segments[pattern]; k++) {
        const uint64_t *mine = work->grid->segment[k].days;
        for (int32_t at = work->head[key_of(work, k)]; at >= 0; at = work->link[at].next) {
            const uint64_t *theirs = work->grid->segment[work->link[at].segment].days;
            uint32_t other = work->link[at].pattern, days = 0;
            for (int w = 0; w < MEETING_WORDS_MAX; w++)
                days += (uint32_t)__builtin_popcountll(mine[w] & theirs[w]);
            if (days && !work->shared[other])
                work->touched[touched++] = other;
            work->shared[other] += days;
        }
    }
    return touched;
}

static enum kith_status find_near(struct work *work, struct meeting_patterns *p, const struct meeting_block *block)
{
    uint32_t half = (uint32_t)(block->weeks * MEETING_WORKDAYS), used = 0,
             room = p->count + 1; /* twice the shared days reach it */
    p->near_first = calloc(p->count + 1u, sizeof *p->near_first);
    p->peers = calloc(p->count + 1u, sizeof *p->peers);
    p->near = malloc(room * sizeof *p->near);
    if (!p->near_first || !p->peers || !p->near)
        return KITH_FAILED;
    for (uint32_t pattern = 0; pattern < p->count; pattern++) {
        uint32_t touched = share_days(work, pattern);
        if (used + touched > room) {
            room = 2 * (used + touched);
            uint32_t *grown = realloc(p->near, room * sizeof *grown);
            if (!grown)
                return KITH_FAILED;
            p->near = grown;
        }
        for (uint32_t k = 0; k < touched; k++) {
            uint32_t other = work->touched[k];
            if (2 * work->shared[other] >= half) {
                p->near[used++] = other;
                p->peers[pattern] += p->member_first[other + 1] - p->member_first[other] - (other == pattern);
            }
            work->shared[other] = 0;
        }
        p->near_first[pattern + 1] = used;
    }
    return KITH_OK;
}

static size_t most_segments(const struct meeting_grid *grid)
{
    size_t most = 0;
    for (size_t b = 0; b < grid->blocks; b++)
        most = grid->first[b + 1] - grid->first[b] > most ? grid->first[b + 1] - grid->first[b] : most;
    return most;
}

static enum kith_status fill(struct work *work, struct meeting_patterns *patterns, size_t keys)
{
    enum kith_status status = KITH_OK;
    for (size_t b = 0; b < work->grid->blocks && status == KITH_OK; b++) {
        struct meeting_patterns *p = &patterns[b];
        p->of = malloc((work->grid->students + 1) * sizeof *p->of);
        if (!p->of)
            return KITH_FAILED;
        sort_students(work, p, b);
        status = list_members(work, p);
        if (status == KITH_OK) {
            link_segments(work, p, keys);
            status = find_near(work, p, &work->grid->block[b]);
        }
    }
    return status;
}

enum kith_status meeting_patterns_create(struct meeting_patterns **patterns, const struct meeting_grid *grid,
                                         enum meeting_level level)
{
    size_t most = most_segments(grid) + 1, keys = level == MEETING_PLACE ? grid->places->count : grid->places->sites, slots = 16;
    while (slots < 2 * most)
        slots *= 2;
    struct work work = {.grid = grid,
                        .level = level,
                        .first_segment = malloc(most * sizeof *work.first_segment),
                        .segments = malloc(most * sizeof *work.segments),
                        .slot = malloc(slots * sizeof *work.slot),
                        .slots = slots,
                        .head = malloc((keys + 1) * sizeof *work.head),
                        .link = malloc(most * sizeof *work.link),
                        .shared = calloc(most, sizeof *work.shared),
                        .touched = malloc(most * sizeof *work.touched)};
    *patterns = calloc(grid->blocks + 1, sizeof **patterns);
    bool whole =
        work.first_segment && work.segments && work.slot && work.head && work.link && work.shared && work.touched && *patterns;
    enum kith_status status = whole ? fill(&work, *patterns, keys) : KITH_FAILED;
    free(work.first_segment);
    free(work.segments);
    free(work.slot);
    free(work.head);
    free(work.link);
    free(work.shared);
    free(work.touched);
    return status;
}

void meeting_patterns_free(struct meeting_patterns *patterns, size_t blocks)
{
    for (size_t b = 0; b < blocks && patterns; b++) {
        free(patterns[b].of);
        free(patterns[b].member_first);
        free(patterns[b].member);
        free(patterns[b].near_first);
        free(patterns[b].near);
        free(patterns[b].peers);
    }
    free(patterns);
}

bool meeting_near(const struct meeting_patterns *p, uint32_t a, uint32_t b)
{
    int32_t pattern = p->of[a], other = p->of[b];
    for (uint32_t k = pattern < 0 ? 0 : p->near_first[pattern]; pattern >= 0 && k < p->near_first[pattern + 1]; k++)
        if ((int32_t)p->near[k] == other)
            return true;
    return false;
}
