/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/policy/sequence.h"

#include <string.h>

/* A sequence in the making. */
struct draft {
    const struct sequence_frame *frame;
    const int32_t *n;
    const double *race;
    int32_t low[KINDS_MAX], high[KINDS_MAX], done[KINDS_MAX];
    uint8_t kind[SEQUENCE_BLOCKS_MAX];
    bool seen_kind[KINDS_MAX], seen_block[SEQUENCE_BLOCKS_MAX];
};

static bool is_open(const struct sequence_frame *frame, int block)
{
    return frame->open >> block & 1;
}

static bool fits(const struct draft *draft, int kind, int block)
{
    return is_open(draft->frame, block) && draft->n[kind * draft->frame->blocks + block] > 0;
}

/* The kind not yet seen that is first in the block's race, or -1. */
static int next_kind(const struct draft *draft, int block)
{
    int best = -1, blocks = draft->frame->blocks;
    for (int k = 0; k < draft->frame->kinds; k++)
        if (!draft->seen_kind[k] && fits(draft, k, block) &&
            (best < 0 || draft->race[k * blocks + block] < draft->race[best * blocks + block]))
            best = k;
    return best;
}

/* The block not yet seen, of those that have kind `of` now, that is first in the race of kind. */
static int next_block(const struct draft *draft, int kind, bool own)
{
    int best = -1, blocks = draft->frame->blocks;
    for (int b = 0; b < blocks; b++)
        if (!draft->seen_block[b] && fits(draft, kind, b) && (draft->kind[b] == kind) == own &&
            (best < 0 || draft->race[kind * blocks + b] < draft->race[kind * blocks + best]))
            best = b;
    return best;
}

/* Gives a block a kind, moving other blocks of that kind on if it is full. */
static bool fill_block(struct draft *draft, int block)
{
    for (int k; (k = next_kind(draft, block)) >= 0;) {
        draft->seen_kind[k] = true;
        if (draft->done[k] < draft->high[k]) {
            draft->done[k]++;
            draft->kind[block] = (uint8_t)k;
            return true;
        }
        for (int b; (b = next_block(draft, k, true)) >= 0;) {
            draft->seen_block[b] = true;
            if (fill_block(draft, b)) {
                draft->kind[block] = (uint8_t)k;
                return true;
            }
        }
    }
    return false;
}

/* Gives a kind one block more, taking it from another kind that finds a new one, if none is bare. */
static bool fill_kind(struct draft *draft, int kind)
{
    draft->seen_kind[kind] = true;
    for (int b; (b = next_block(draft, kind, false)) >= 0;) {
        draft->seen_block[b] = true;
        int other = draft->kind[b];
        if (other == SEQUENCE_NONE || (!draft->seen_kind[other] && fill_kind(draft, other))) {
            draft->kind[b] = (uint8_t)kind;
            return true;
        }
    }
    return false;
}

static void forget_seen(struct draft *draft)
{
    memset(draft->seen_kind, 0, sizeof draft->seen_kind);
    memset(draft->seen_block, 0, sizeof draft->seen_block);
}

static int64_t row_sum(const struct sequence_frame *frame, const int32_t *n, int kind)
{
    int64_t sum = 0;
    for (int b = 0; b < frame->blocks; b++)
        sum += is_open(frame, b) ? n[kind * frame->blocks + b] : 0;
    return sum;
}

bool sequence_draw(const struct sequence_frame *frame, const int32_t *n, uint32_t count, const double *race, uint8_t *kind)
{
    struct draft draft = {.frame = frame, .n = n, .race = race};
    memset(draft.kind, SEQUENCE_NONE, sizeof draft.kind);
    bool sound = count > 0;
    for (int k = 0; k < frame->kinds && sound; k++) {
        int64_t sum = row_sum(frame, n, k);
        draft.low[k] = (int32_t)(sum / count);
        draft.high[k] = (int32_t)((sum + count - 1) / count);
    }
    /* where every row divides evenly, filling the blocks alone does it, and leaves more to the race */
    bool even = true;
    for (int k = 0; k < frame->kinds; k++)
        even &= draft.low[k] == draft.high[k];
    for (int k = 0; k < frame->kinds && sound && !even; k++)
        while (draft.done[k] < draft.low[k] && sound) {
            forget_seen(&draft);
            sound = fill_kind(&draft, k);
            draft.done[k] += sound;
        }
    for (int b = 0; b < frame->blocks && sound; b++) {
        if (!is_open(frame, b) || draft.kind[b] != SEQUENCE_NONE)
            continue;
        forget_seen(&draft);
        draft.seen_block[b] = true;
        sound = fill_block(&draft, b);
    }
    memcpy(kind, draft.kind, (size_t)frame->blocks);
    return sound;
}

uint32_t sequence_repeats(const struct sequence_frame *frame, const int32_t *n, uint32_t count, const uint8_t *kind)
{
    int64_t most = count;
    for (int k = 0; k < frame->kinds; k++) {
        int64_t sum = row_sum(frame, n, k), times = 0;
        for (int b = 0; b < frame->blocks; b++)
            times += is_open(frame, b) && kind[b] == k;
        int64_t odd = sum % count, here = odd == 0 ? count : times == sum / count ? count - odd : odd;
        most = here < most ? here : most;
    }
    for (int b = 0; b < frame->blocks; b++)
        if (is_open(frame, b) && n[kind[b] * frame->blocks + b] < most)
            most = n[kind[b] * frame->blocks + b];
    return (uint32_t)most;
}

void sequence_take(const struct sequence_frame *frame, int32_t *n, uint32_t times, const uint8_t *kind)
{
    for (int b = 0; b < frame->blocks; b++)
        if (is_open(frame, b))
            n[kind[b] * frame->blocks + b] -= (int32_t)times;
}

void sequence_even(const struct sequence_frame *frame, const int64_t *total, const uint8_t *kinds, const uint8_t *blocks,
                   int32_t *n)
{
    int64_t dealt =
        0; /* odd ones, dealt over the blocks in turn: all blocks get the same number, as the columns' sums are equal */
    for (int k = 0; k < frame->kinds; k++)
        for (int b = 0; b < frame->blocks; b++)
            n[k * frame->blocks + b] = (int32_t)(total[k] / frame->blocks);
    for (int k = 0; k < frame->kinds; k++)
        for (int64_t odd = total[kinds[k]] % frame->blocks; odd > 0; odd--)
            n[kinds[k] * frame->blocks + blocks[dealt++ % frame->blocks]]++;
}
