/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many draws at once: Philox4x32-10 (Salmon et al. 2011; Random123's constants) on eight counters, given AVX2 or AVX-512. */
#include "base/random.h"
#include "base/wide.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/* Draws that share a purpose and a week. */
struct draws {
    struct random_key key;
    enum random_purpose purpose;
    int32_t week;
    enum random_order order;
    const uint32_t *ids; /* NULL: id for all */
    uint32_t id;
    const uint32_t *others; /* NULL: 0 for all */
};

static void draw_one_by_one(const struct draws *d, size_t count, const struct random_lanes *lanes)
{
    for (size_t k = 0; k < count; k++) {
        uint32_t id = d->ids ? d->ids[k] : d->id, other = d->others ? d->others[k] : 0;
        bool swap = d->order == RANDOM_TO || (d->order == RANDOM_BETWEEN && other < id);
        struct random_draw draw = random_draw(d->key, d->purpose, 0, d->week, swap ? other : id, swap ? id : other);
        for (int w = 0; w < 4; w++)
            if (lanes->word[w])
                lanes->word[w][k] = draw.word[w];
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

/* Eight ids, or the same one eight times. */
WIDE static inline __m256i eight_ids(const uint32_t *ids, size_t k, uint32_t id)
{
    return ids ? _mm256_loadu_si256((const __m256i *)(const void *)(ids + k)) : _mm256_set1_epi32((int)id);
}

/* The last two words of eight counters. */
WIDE static inline void eight_pairs(const struct draws *d, size_t k, __m256i *first, __m256i *second)
{
    __m256i id = eight_ids(d->ids, k, d->id), other = eight_ids(d->others, k, 0);
    bool to = d->order == RANDOM_TO, between = d->order == RANDOM_BETWEEN;
    *first = between ? _mm256_min_epu32(id, other) : to ? other : id;
    *second = between ? _mm256_max_epu32(id, other) : to ? id : other;
}

WIDE static void draw_by_eights(const struct draws *d, size_t eights, const struct random_lanes *lanes)
{
    for (size_t k = 0; k < 8 * eights; k += 8) {
        __m256i c[4] = {_mm256_set1_epi32((int)d->purpose), _mm256_set1_epi32(d->week)};
        eight_pairs(d, k, &c[2], &c[3]);
        philox_eight(c, d->key);
        for (int w = 0; w < 4; w++)
            if (lanes->word[w])
                _mm256_storeu_si256((__m256i *)(void *)(lanes->word[w] + k), c[w]);
    }
}

/* The same with each counter's words in 64-bit lanes of which the upper halves do not matter: products need no taking apart. */
WIDER static inline void philox_eight_wider(__m512i c[4], struct random_key key)
{
    const __m512i m0 = _mm512_set1_epi64(PHILOX_M4x32_0), m1 = _mm512_set1_epi64(PHILOX_M4x32_1);
    enum { XOR_OF_THREE = 0x96 };
    uint32_t k0 = key.word[0], k1 = key.word[1];
    for (int round = 0; round < 10; round++, k0 += PHILOX_W32_0, k1 += PHILOX_W32_1) {
        __m512i product0 = _mm512_mul_epu32(c[0], m0), product1 = _mm512_mul_epu32(c[2], m1);
        __m512i high0 = _mm512_srli_epi64(product0, 32), high1 = _mm512_srli_epi64(product1, 32);
        c[0] = _mm512_ternarylogic_epi64(high1, c[1], _mm512_set1_epi64(k0), XOR_OF_THREE);
        c[2] = _mm512_ternarylogic_epi64(high0, c[3], _mm512_set1_epi64(k1), XOR_OF_THREE);
        c[1] = product1;
        c[3] = product0;
    }
}

WIDER static void draw_by_eights_wider(const struct draws *d, size_t eights, const struct random_lanes *lanes)
{
    for (size_t k = 0; k < 8 * eights; k += 8) {
        __m256i first, second;
        eight_pairs(d, k, &first, &second);
        __m512i c[4] = {_mm512_set1_epi64((int)d->purpose), _mm512_set1_epi64(d->week), _mm512_cvtepu32_epi64(first),
                        _mm512_cvtepu32_epi64(second)};
        philox_eight_wider(c, d->key);
        for (int w = 0; w < 4; w++)
            if (lanes->word[w])
                _mm256_storeu_si256((__m256i *)(void *)(lanes->word[w] + k), _mm512_cvtepi64_epi32(c[w]));
    }
}

static void draw_wide(const struct draws *d, size_t eights, const struct random_lanes *lanes)
{
    (wider() ? draw_by_eights_wider : draw_by_eights)(d, eights, lanes);
}
#else
static void draw_wide(const struct draws *d, size_t eights, const struct random_lanes *lanes)
{
    draw_one_by_one(d, 8 * eights, lanes);
}
#endif

static void draw(const struct draws *d, size_t count, const struct random_lanes *lanes)
{
    if (wide())
        draw_wide(d, (count + RANDOM_ROW_ROOM - 1) / RANDOM_ROW_ROOM, lanes);
    else
        draw_one_by_one(d, count, lanes);
}

void random_row(struct random_key key, enum random_purpose purpose, enum random_order order, int32_t week, uint32_t id,
                const uint32_t *others, size_t count, const struct random_lanes *lanes)
{
    draw(&(struct draws){key, purpose, week, order, NULL, id, others}, count, lanes);
}

void random_pairs(struct random_key key, enum random_purpose purpose, int32_t week, const uint32_t *ids, const uint32_t *others,
                  size_t count, const struct random_lanes *lanes)
{
    draw(&(struct draws){key, purpose, week, RANDOM_FROM, ids, 0, others}, count, lanes);
}
