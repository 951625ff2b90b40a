/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/random.h"

#include <math.h>
#include <stdbool.h>

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
#define EIGHT __attribute__((target("avx2")))

/* Low and high halves of eight 32-bit products; AVX2 multiplies four at a time. */
EIGHT static inline void multiply_eight(__m256i a, uint32_t multiplier, __m256i *low, __m256i *high)
{
    __m256i m = _mm256_set1_epi32((int)multiplier);
    __m256i even = _mm256_mul_epu32(a, m), odd = _mm256_mul_epu32(_mm256_srli_epi64(a, 32), m);
    *low = _mm256_blend_epi32(even, _mm256_slli_epi64(odd, 32), 0xAA);
    *high = _mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xAA);
}

/* Philox4x32-10 of eight counters (Salmon et al. 2011; constants as in Random123). */
EIGHT static inline void philox_eight(__m256i c[4], struct random_key key)
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

EIGHT static void row_by_eights(const struct row *row, const uint32_t *others, size_t eights, struct random_lanes lanes)
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

static bool has_eights(void)
{
    return __builtin_cpu_supports("avx2");
}
#else
static void row_by_eights(const struct row *row, const uint32_t *others, size_t eights, struct random_lanes lanes)
{
    row_one_by_one(row, others, 8 * eights, lanes);
}

static bool has_eights(void)
{
    return false;
}
#endif

void random_row(struct random_key key, enum random_purpose purpose, enum random_order order, int32_t week, uint32_t id,
                const uint32_t *others, size_t count, struct random_lanes lanes)
{
    struct row row = {key, purpose, week, id, order};
    if (has_eights())
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

int random_race(const uint32_t *words, const double *weights, size_t count)
{
    int winner = -1;
    double best = INFINITY;
    for (size_t k = 0; k < count; k++) {
        if (!(weights[k] > 0))
            continue;
        double u = random_uniform(words[k]);
        /* -log(u) >= 1 - u spares most logarithms: who cannot win is not timed. */
        if (1 - u >= best * weights[k])
            continue;
        double time = -log(u) / weights[k];
        if (time < best) {
            best = time;
            winner = (int)k;
        }
    }
    return winner;
}
