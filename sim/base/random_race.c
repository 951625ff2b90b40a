/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Exponential races (random.h). Most candidates need no logarithm: -log(u) >= 1 - u, and more closely -log(u) >= 2 (1 - u) /
 * (1 + u), bound their times from below.
 */
#include "base/random.h"
#include "base/wide.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/* Who leads a race so far. */
struct lead {
    int winner;
    double time;
};

static void run(struct lead *lead, size_t k, uint32_t word, double weight)
{
    double u = random_uniform(word);
    if (!(weight > 0) || 1 - u >= lead->time * weight)
        return;
    double time = -log(u) / weight;
    if (time < lead->time)
        *lead = (struct lead){(int)k, time};
}

int random_race(const uint32_t *words, const double *weights, size_t count)
{
    struct lead lead = {-1, INFINITY};
    for (size_t k = 0; k < count; k++)
        run(&lead, k, words[k], weights[k]);
    return lead.winner;
}

static int race_one_by_one(const uint32_t *words, const int32_t *weights, size_t count, size_t but)
{
    struct lead lead = {-1, INFINITY};
    for (size_t k = 0; k < count; k++)
        if (k != but)
            run(&lead, k, words[k], weights[k]);
    return lead.winner;
}

enum { UNDECIDED = -2 };

#if defined(__x86_64__)
/*
 * For eight candidates, lower bounds of half their times, a little short: with m = 1 - u cut to 31 bits, m / ((2 - m) weight). In
 * single precision; without weight infinite.
 */
WIDE static inline __m256 half_bounds(const uint32_t *words, const int32_t *weights)
{
    __m256i word = _mm256_loadu_si256((const __m256i *)(const void *)words);
    __m256 weight = _mm256_cvtepi32_ps(_mm256_loadu_si256((const __m256i *)(const void *)weights));
    __m256 m = _mm256_cvtepi32_ps(_mm256_srli_epi32(_mm256_xor_si256(word, _mm256_set1_epi32(-1)), 1)); /* times 2^31 */
    return _mm256_div_ps(m, _mm256_mul_ps(_mm256_sub_ps(_mm256_set1_ps(0x1p32f), m), weight));
}

/* The smallest of eight numbers, in each lane. */
WIDE static inline __m256 least(__m256 x)
{
    x = _mm256_min_ps(x, _mm256_permute2f128_ps(x, x, 1));
    x = _mm256_min_ps(x, _mm256_shuffle_ps(x, x, 0x4e));
    return _mm256_min_ps(x, _mm256_shuffle_ps(x, x, 0xb1));
}

/* True if -log(u) / weight, which is 2 (z + z^3/3 + z^5/5 + ...) / weight with z = (1 - u) / (1 + u), is below 2 · bound. */
static bool beats(uint32_t word, int32_t weight, double bound)
{
    double u = random_uniform(word), z = (1 - u) / (1 + u), rest = 3 * (1 - z * z);
    return z * (rest + z * z) < bound * (1 - 1e-6) * weight * rest;
}

/* The candidate with the lowest bound wins if its time is surely below all other bounds, which can hardly fail. */
WIDE static int race_by_bounds(const uint32_t *words, const int32_t *weights, size_t count, size_t but)
{
    const __m256 never = _mm256_set1_ps(INFINITY);
    const __m256i end = _mm256_set1_epi32((int)count), left_out = _mm256_set1_epi32((int)but);
    __m256 lowest = never, second = never;
    __m256i leader = _mm256_set1_epi32(-1), k = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    for (size_t at = 0; at < count; at += 8, k = _mm256_add_epi32(k, _mm256_set1_epi32(8))) {
        __m256i in = _mm256_andnot_si256(_mm256_cmpeq_epi32(k, left_out), _mm256_cmpgt_epi32(end, k));
        __m256 bound = _mm256_blendv_ps(never, half_bounds(words + at, weights + at), _mm256_castsi256_ps(in));
        __m256 leads = _mm256_cmp_ps(bound, lowest, _CMP_LT_OQ);
        second = _mm256_min_ps(second, _mm256_max_ps(bound, lowest));
        lowest = _mm256_min_ps(bound, lowest); /* in this order a bound of 0 / 0 counts as none */
        leader = _mm256_blendv_epi8(leader, k, _mm256_castps_si256(leads));
    }
    __m256 best = least(lowest);
    int lane = __builtin_ctz((unsigned)_mm256_movemask_ps(_mm256_cmp_ps(lowest, best, _CMP_EQ_OQ)));
    int32_t who[8];
    _mm256_storeu_si256((__m256i *)(void *)who, leader);
    if (who[lane] < 0)
        return -1;
    __m256 others = _mm256_blendv_ps(lowest, second, _mm256_castsi256_ps(_mm256_cmpeq_epi32(leader, _mm256_set1_epi32(who[lane]))));
    double runner_up = (double)_mm256_cvtss_f32(least(others));
    return beats(words[who[lane]], weights[who[lane]], runner_up) ? who[lane] : UNDECIDED;
}
#else
static int race_by_bounds(const uint32_t *words, const int32_t *weights, size_t count, size_t but)
{
    (void)words, (void)weights, (void)count, (void)but;
    return UNDECIDED;
}
#endif

int random_race_whole(const uint32_t *words, const int32_t *weights, size_t count, size_t but)
{
    int winner = wide() ? race_by_bounds(words, weights, count, but) : UNDECIDED;
    return winner == UNDECIDED ? race_one_by_one(words, weights, count, but) : winner;
}
