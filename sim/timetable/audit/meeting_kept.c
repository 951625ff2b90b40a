/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Students with the same pattern in both blocks keep as many peers as each other: they are counted once. Of their peers now, those who were near
 * before are found pattern by pattern; in an ordinary block each pattern is near to itself alone.
 */
#include <stdlib.h>

#include "timetable/audit/meeting.h"

/* Students by their patterns in both blocks. */
struct both {
    uint32_t now, before, students;
};

static double mean_peers(const struct meeting_patterns *p)
{
    double peers = 0;
    for (uint32_t k = 0; k < p->count; k++)
        peers += (double)p->peers[k] * (p->member_first[k + 1] - p->member_first[k]);
    return peers / p->present;
}

static double share_with_peers(const struct meeting_patterns *p)
{
    uint32_t with = 0;
    for (uint32_t k = 0; k < p->count; k++)
        with += p->peers[k] ? p->member_first[k + 1] - p->member_first[k] : 0;
    return (double)with / p->present;
}

double meeting_chance(const struct meeting_patterns *before, const struct meeting_patterns *now, size_t in_both)
{
    if (now->present < 2 || before->present < 2)
        return 0;
    return share_with_peers(now) * ((double)in_both - 1) / (now->present - 1) * mean_peers(before) / (before->present - 1);
}

static int compare_both(const void *left, const void *right)
{
    const struct both *a = left, *b = right;
    if (a->now != b->now)
        return a->now < b->now ? -1 : 1;
    return (a->before > b->before) - (a->before < b->before);
}

/* Sorted by pattern now; returns how many kinds there are. first[p]: where those of pattern p begin, one more than there are patterns. */
static size_t find_both(const struct meeting_patterns *before, const struct meeting_patterns *now, size_t students,
                        struct both *both, size_t *first)
{
    size_t count = 0, kinds = 0;
    for (size_t s = 0; s < students; s++)
        if (before->of[s] >= 0 && now->of[s] >= 0)
            both[count++] = (struct both){(uint32_t)now->of[s], (uint32_t)before->of[s], 1};
    qsort(both, count, sizeof *both, compare_both);
    for (size_t k = 0; k < count; k++)
        if (kinds > 0 && compare_both(&both[kinds - 1], &both[k]) == 0)
            both[kinds - 1].students++;
        else
            both[kinds++] = both[k];
    for (size_t pattern = 0, k = 0; pattern <= now->count; pattern++) {
        while (k < kinds && both[k].now < pattern)
            k++;
        first[pattern] = k;
    }
    return kinds;
}

static bool is_near(const struct meeting_patterns *p, uint32_t pattern, uint32_t other)
{
    for (uint32_t k = p->near_first[pattern]; k < p->near_first[pattern + 1]; k++)
        if (p->near[k] == other)
            return true;
    return false;
}

/* Adds the students near to a pattern now to there, by their pattern before; or takes them off again. */
static void count_near(const struct meeting_patterns *now, uint32_t pattern, const struct both *both, const size_t *first,
                       int64_t sign, int64_t *there)
{
    for (uint32_t k = now->near_first[pattern]; k < now->near_first[pattern + 1]; k++)
        for (size_t j = first[now->near[k]]; j < first[now->near[k] + 1]; j++)
            there[both[j].before] += sign * both[j].students;
}

static void keep(const struct meeting_patterns *before, const struct meeting_patterns *now, const struct both *both,
                 const size_t *first, int64_t *there, struct meeting_kept *kept)
{
    for (uint32_t pattern = 0; pattern < now->count; pattern++) {
        count_near(now, pattern, both, first, 1, there);
        for (size_t k = first[pattern]; k < first[pattern + 1]; k++) {
            const struct both *me = &both[k];
            int64_t peers = is_near(now, pattern, pattern) && is_near(before, me->before, me->before) ? -1 : 0; /* not oneself */
            for (uint32_t j = before->near_first[me->before]; j < before->near_first[me->before + 1]; j++)
                peers += there[before->near[j]];
            kept->students += me->students;
            kept->kept += now->peers[pattern] ? me->students * ((double)peers / now->peers[pattern]) : 0;
        }
        count_near(now, pattern, both, first, -1, there);
    }
}

enum kith_status meeting_keep(const struct meeting_patterns *before, const struct meeting_patterns *now, size_t students,
                              struct meeting_kept *kept)
{
    struct both *both = malloc((students + 1) * sizeof *both);
    size_t *first = malloc((now->count + 1u) * sizeof *first);
    int64_t *there = calloc(before->count + 1u, sizeof *there);
    enum kith_status status = both && first && there ? KITH_OK : KITH_FAILED;
    *kept = (struct meeting_kept){0};
    if (status == KITH_OK) {
        find_both(before, now, students, both, first);
        keep(before, now, both, first, there, kept);
        kept->chance = meeting_chance(before, now, (size_t)kept->students);
    }
    free(both);
    free(first);
    free(there);
    return status;
}
