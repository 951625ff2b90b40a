/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranks of labels. A roster says each label many times, so the distinct ones are found by hashing and only they are sorted. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv_rows.h"

struct ranking {
    uint32_t *slot; /* hash → number of a distinct label, from 1; 0: free */
    size_t slots;   /* a power of two */
    struct distinct {
        const char *text;
        unsigned number; /* in the order met */
    } * distinct;
    size_t count;
};

static uint64_t hash(const char *text)
{
    uint64_t h = 14695981039346656037u; /* FNV-1a */
    for (; *text; text++)
        h = (h ^ (unsigned char)*text) * 1099511628211u;
    return h ^ h >> 29;
}

/* The label's number among the distinct ones in the order met. */
static unsigned number(struct ranking *ranking, const char *text)
{
    size_t at = hash(text) & (ranking->slots - 1);
    while (ranking->slot[at] && strcmp(ranking->distinct[ranking->slot[at] - 1].text, text) != 0)
        at = (at + 1) & (ranking->slots - 1);
    if (!ranking->slot[at]) {
        ranking->distinct[ranking->count] = (struct distinct){text, (unsigned)ranking->count};
        ranking->slot[at] = (uint32_t)++ranking->count;
    }
    return ranking->slot[at] - 1;
}

static int compare_labels(const void *left, const void *right)
{
    const struct distinct *a = left, *b = right;
    return strcmp(a->text, b->text);
}

enum kith_status csv_rows_rank(const char *const *label, size_t count, unsigned *rank, size_t *distinct)
{
    struct ranking ranking = {.slots = 16};
    while (ranking.slots < 2 * count)
        ranking.slots *= 2;
    ranking.slot = calloc(ranking.slots, sizeof *ranking.slot);
    ranking.distinct = malloc((count + 1) * sizeof *ranking.distinct);
    unsigned *place = malloc((count + 1) * sizeof *place);
    bool able = ranking.slot && ranking.distinct && place;
    for (size_t k = 0; able && k < count; k++)
        rank[k] = k && label[k] == label[k - 1] ? rank[k - 1] : number(&ranking, label[k]);
    if (able && count)
        qsort(ranking.distinct, ranking.count, sizeof *ranking.distinct, compare_labels);
    for (size_t d = 0; able && d < ranking.count; d++)
        place[ranking.distinct[d].number] = (unsigned)d;
    for (size_t k = 0; able && k < count; k++)
        rank[k] = place[rank[k]];
    *distinct = ranking.count;
    free(ranking.slot);
    free(ranking.distinct);
    free(place);
    return able ? KITH_OK : KITH_FAILED;
}
