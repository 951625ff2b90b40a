/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/random.h"

#include <math.h>

#include "base/wide.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

static const double TWO_PI = 6.283185307179586;

struct random_key random_key(uint64_t seed, uint32_t replicate)
{
    philox4x32_key_t fixed = {{0x6b697468u, 0x6c75636bu}}; /* "kith", "luck" */
    philox4x32_ctr_t counter = {{(uint32_t)seed, (uint32_t)(seed >> 32), replicate, 0}};
    philox4x32_ctr_t out = philox4x32(counter, fixed);
    return (struct random_key){{out.v[0], out.v[1]}};
}

/* What all draws of a row have in common. */
struct row {
    struct random_key key;
    enum random_purpose purpose;
    int32_t week;
    uint32_t id;
    enum random_order order;
};

static void row_one_by_one(const struct row *row, const uint32_t *others, size_t count, struct random_lanes lanes)
{
    for (size_t k = 0; k < count; k++) {
        bool swap = row->order == RANDOM_TO || (row->order == RANDOM_BETWEEN && others[k] < row->id);
        struct random_draw draw =
            random_draw(row->key, row->purpose, 0, row->week, swap ? others[k] : row->id, swap ? row->id : others[k]);
        for (int w = 0; w < 4; w++)
            if (lanes.word[w])
                lanes.word[w][k] = draw.word[w];
    }
}

#if defined(__x86_64__)

/* Low and high halves of eight 32-bit products; AVX2 multiplies four at a time. */
WIDE static inline void multiply_eight(__m256i a, uint32_t multiplier, __m256i *low, __m256i *high)
{
    __m256i m = _mm256_set1_epi32((int)multiplier);
    __m256i even = _mm256_mul_epu32(a, m), odd = _mm256_mul_epu32(_mm256_srli_epi64(a, 32), m);
    *low = _mm256_blend_epi32(even, _mm256_slli_epi64(odd, 32), 0xAA);
    *high = _mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xAA);
}

/* Philox4x32-10 of eight counters (Salmon et al. 2011; constants as in Random123). */
WIDE static inline void philox_eight(__m256i c[4], struct random_key key)
{
    uint32_t k0 = key.word[0], k1 = key.word[1];
    for (int round = 0; round < 10; round++, k0 += PHILOX_W32_0, k1 += PHILOX_W32_1) {
        __m256i low0, high0, low1, high1;
        multiply_eight(c[0], PHILOX_M4x32_0, &low0, &high0);
        multiply_eight(c[2], PHILOX_M4x32_1, &low1, &high1);
        c[0] = _mm256_xor_si256(_mm256_xor_si256(high1, c[1]), _mm256_set1_epi32((int)k0));
        c[2] = _mm256_xor_si256(_mm256_xor_si256(high0, c[3]), _mm256_set1_epi32((int)k1));
        c[1] = low1;
        c[3] = low0;
    }
}

WIDE static void row_by_eights(const struct row *row, const uint32_t *others, size_t eights, struct random_lanes lanes)
{
    __m256i id = _mm256_set1_epi32((int)row->id);
    for (size_t k = 0; k < 8 * eights; k += 8) {
        __m256i other = _mm256_loadu_si256((const __m256i *)(const void *)(others + k));
        bool to = row->order == RANDOM_TO, between = row->order == RANDOM_BETWEEN;
        __m256i first = between ? _mm256_min_epu32(id, other) : to ? other : id;
        __m256i second = between ? _mm256_max_epu32(id, other) : to ? id : other;
        __m256i c[4] = {_mm256_set1_epi32((int)row->purpose), _mm256_set1_epi32(row->week), first, second};
        philox_eight(c, row->key);
        for (int w = 0; w < 4; w++)
            if (lanes.word[w])
                _mm256_storeu_si256((__m256i *)(void *)(lanes.word[w] + k), c[w]);
    }
}
#else
static void row_by_eights(const struct row *row, const uint32_t *others, size_t eights, struct random_lanes lanes)
{
    row_one_by_one(row, others, 8 * eights, lanes);
}
#endif

void random_row(struct random_key key, enum random_purpose purpose, enum random_order order, int32_t week, uint32_t id,
                const uint32_t *others, size_t count, struct random_lanes lanes)
{
    struct row row = {key, purpose, week, id, order};
    if (wide())
        row_by_eights(&row, others, (count + RANDOM_ROW_ROOM - 1) / RANDOM_ROW_ROOM, lanes);
    else
        row_one_by_one(&row, others, count, lanes);
}

void random_normals(uint32_t radius, uint32_t angle, double normals[2])
{
    double r = sqrt(-2 * log(random_uniform(radius)));
    double a = TWO_PI * random_uniform(angle);
    normals[0] = r * cos(a);
    normals[1] = r * sin(a);
}

int random_poisson(double mean, double u, int max)
{
    double term = exp(-mean), below = term;
    int count = 0;
    while (u > below && count < max) {
        count++;
        term *= mean / count;
        below += term;
    }
    return count;
}

/* Who leads a race so far. */
struct lead {
    int winner;
    double time;
};

static void run(struct lead *lead, size_t k, uint32_t word, double weight)
{
    double u = random_uniform(word);
    /* -log(u) >= 1 - u spares most logarithms: who cannot win is not timed. */
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
