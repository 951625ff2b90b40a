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

#if defined(__x86_64__)
/* For four candidates, half of the bound -log(u) / weight >= 2 (1 - u) / ((1 + u) weight); without weight infinite. */
WIDE static inline __m256d half_bounds(const uint32_t *words, const int32_t *weights)
{
    __m128i word = _mm_loadu_si128((const __m128i *)(const void *)words), sign = _mm_set1_epi32(INT32_MIN);
    __m256d weight = _mm256_cvtepi32_pd(_mm_loadu_si128((const __m128i *)(const void *)weights));
    __m256d u = _mm256_add_pd(_mm256_cvtepi32_pd(_mm_xor_si128(word, sign)), _mm256_set1_pd(0x1p31 + 0.5)); /* times 2^32 */
    __m256d one = _mm256_set1_pd(0x1p32);
    return _mm256_div_pd(_mm256_sub_pd(one, u), _mm256_mul_pd(_mm256_add_pd(one, u), weight));
}

/* The candidate with the lowest bound wins if its time is below all other bounds. That can hardly fail; -2 says that it did. */
WIDE static int race_by_bounds(const uint32_t *words, const int32_t *weights, size_t count, size_t but)
{
    const __m256d never = _mm256_set1_pd(INFINITY), end = _mm256_set1_pd((double)count), left_out = _mm256_set1_pd((double)but);
    __m256d lowest = never, second = never, leader = _mm256_set1_pd(-1), k = _mm256_setr_pd(0, 1, 2, 3);
    for (size_t at = 0; at < count; at += 4, k = _mm256_add_pd(k, _mm256_set1_pd(4))) {
        __m256d out = _mm256_or_pd(_mm256_cmp_pd(k, end, _CMP_GE_OQ), _mm256_cmp_pd(k, left_out, _CMP_EQ_OQ));
        __m256d bound = _mm256_blendv_pd(half_bounds(words + at, weights + at), never, out);
        __m256d leads = _mm256_cmp_pd(bound, lowest, _CMP_LT_OQ);
        second = _mm256_min_pd(second, _mm256_max_pd(lowest, bound));
        lowest = _mm256_blendv_pd(lowest, bound, leads);
        leader = _mm256_blendv_pd(leader, k, leads);
    }
    double low[4], next[4], who[4];
    _mm256_storeu_pd(low, lowest);
    _mm256_storeu_pd(next, second);
    _mm256_storeu_pd(who, leader);
    int best = 0;
    double runner_up = INFINITY;
    for (int lane = 1; lane < 4; lane++)
        if (low[lane] < low[best])
            best = lane;
    for (int lane = 0; lane < 4; lane++)
        runner_up = fmin(runner_up, lane == best ? next[lane] : low[lane]);
    if (low[best] == INFINITY)
        return -1;
    int winner = (int)who[best];
    double time = -log(random_uniform(words[winner])) / weights[winner];
    return time < 2 * runner_up * (1 - 1e-12) ? winner : -2;
}
#else
static int race_by_bounds(const uint32_t *words, const int32_t *weights, size_t count, size_t but)
{
    return -2;
}
#endif

int random_race_whole(const uint32_t *words, const int32_t *weights, size_t count, size_t but)
{
    int winner = wide() ? race_by_bounds(words, weights, count, but) : -2;
    return winner == -2 ? race_one_by_one(words, weights, count, but) : winner;
}
