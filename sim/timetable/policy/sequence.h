/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From how many do each kind of rotation in each block to who does: a matrix N[kind][block] of non-negative integers whose
 * columns (of the blocks that are open) sum to n is the sum of n sequences, each with one kind in every open block.
 *
 * They are taken out one by one. The point N / n has columns that sum to 1 and rows that sum to T_k / n (T_k: the row's sum), and lies
 * between 0 and min(N, 1); the constraints are those of a transportation problem, so there is a whole point X with X <= min(N, 1), columns
 * that sum to 1 and rows that sum to floor or ceiling of T_k / n (Hoffman and Kruskal 1956); and N - X is again such a matrix, for n - 1. So
 * every sequence has kind k just T_k / n times if that is whole, and otherwise one of the two next to it: what holds on average holds for each.
 *
 * X is a flow found by augmenting paths, first from kinds that are short of their floor, then from blocks that have no kind yet; neither
 * kind of path takes a block from a kind without giving it another (Mendelsohn and Dulmage 1958). Paths try kinds and blocks in the order of
 * the race that the caller draws, so that X is a random one of those possible, likely kinds first.
 */
#ifndef TIMETABLE_SEQUENCE_H
#define TIMETABLE_SEQUENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "timetable/policy/kind.h"

enum { SEQUENCE_BLOCKS_MAX = 52, SEQUENCE_NONE = UINT8_MAX };

struct sequence_frame {
    int kinds, blocks;
    uint64_t open; /* bit b: the sequence has a kind in block b */
};

/*
 * Writes one of the `count` sequences that *n (kinds x blocks) is the sum of into kind (SEQUENCE_NONE where not open); n stays as
 * it is. race (kinds x blocks): small ones are tried first. Cannot fail for such a matrix; false for any other.
 */
bool sequence_draw(const struct sequence_frame *frame, const int32_t *n, uint32_t count, const double *race, uint8_t *kind);

/* How many of the `count` sequences may be this one, so that what is left is still a sum of sequences alike to within one. */
uint32_t sequence_repeats(const struct sequence_frame *frame, const int32_t *n, uint32_t count, const uint8_t *kind);

/* Takes a sequence out of n, times times. */
void sequence_take(const struct sequence_frame *frame, int32_t *n, uint32_t times, const uint8_t *kind);

/*
 * The matrix with row sums total[k] that is as even over the blocks as can be, for frames that are open in all of them: each row's
 * items are equal to within one. kinds and blocks in a random order say where the odd ones go.
 */
void sequence_even(const struct sequence_frame *frame, const int64_t *total, const uint8_t *kinds, const uint8_t *blocks,
                   int32_t *n);

#endif
