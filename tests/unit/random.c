/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Philox by Random123's published vectors, and independence of draws across everything that a draw is a function of. */
#include "unit/unit.h"

#include "base/random.h"

enum { DRAWS = 100000 };

/* The draw whose counter is these four words. */
static struct random_draw draw_at(uint32_t key0, uint32_t key1, const uint32_t counter[4])
{
    struct random_key key = {{key0, key1}};
    return random_draw(key, (enum random_purpose)(counter[0] & 0xffff), counter[0] >> 16, (int32_t)counter[1], counter[2],
                       counter[3]);
}

static void known_answers(void **state)
{
    (void)state;
    static const uint32_t ones = 0xffffffff; /* Random123 1.14, tests/kat_vectors, philox4x32 10 */
    static const struct {
        uint32_t counter[4], key[2], answer[4];
    } vectors[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{ones, ones, ones, ones}, {ones, ones}, {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t v = 0; v < sizeof vectors / sizeof *vectors; v++) {
        struct random_draw draw = draw_at(vectors[v].key[0], vectors[v].key[1], vectors[v].counter);
        for (int w = 0; w < 4; w++)
            assert_int_equal(draw.word[w], vectors[v].answer[w]);
    }
}

/* MODEL: key = the first two words of Philox((seed low, seed high, replicate, 0), fixed key). */
static void key_is_a_draw_of_seed_and_replicate(void **state)
{
    (void)state;
    const uint32_t counter[4] = {0x89abcdef, 0x01234567, 42, 0};
    struct random_draw draw = draw_at(0x6b697468, 0x6c75636b, counter); /* "kith", "luck" */
    struct random_key key = random_key(UINT64_C(0x0123456789abcdef), 42);
    assert_int_equal(key.word[0], draw.word[0]);
    assert_int_equal(key.word[1], draw.word[1]);
}

static void uniform_is_open(void **state)
{
    (void)state;
    assert_true(random_uniform(0) == 0x1p-33);
    assert_true(random_uniform(UINT32_MAX) < 1);
    assert_true(random_uniform(UINT32_MAX) == 1 - 0x1p-33);
    assert_true(random_uniform(0x80000000) > 0.5 && random_uniform(0x7fffffff) < 0.5);
}

/* What two series of draws differ in. */
enum change { NEXT_ID, FAR_ID, OTHER, DIRECTION, WEEK, PURPOSE, REPEAT, SEED, REPLICATE, CHANGES };

static struct random_draw changed_draw(uint32_t k, bool changed, enum change change)
{
    bool is[CHANGES] = {false};
    is[change] = changed;
    struct random_key key = random_key(is[SEED] ? 8 : 7, is[REPLICATE] ? 2 : 1);
    uint32_t id = (127u << 20) + k + is[NEXT_ID], other = (126u << 20) + k / 2 + is[OTHER];
    id ^= is[FAR_ID] ? 0x40000000u : 0;
    return random_draw(key, is[PURPOSE] ? RANDOM_ask : RANDOM_support, is[REPEAT], is[WEEK] ? -51 : -52, is[DIRECTION] ? other : id,
                       is[DIRECTION] ? id : other);
}

static void assert_uncorrelated(const double *x, const double *y)
{
    double sum = 0;
    for (int k = 0; k < DRAWS; k++)
        sum += (x[k] - 0.5) * (y[k] - 0.5);
    double correlation = 12 * sum / DRAWS; /* the variance of a uniform is 1/12 */
    if (!(fabs(correlation) < 4 / sqrt(DRAWS)))
        fail_msg("correlation %g", correlation);
}

static double first[4][DRAWS], second[4][DRAWS];

static void fill(double series[4][DRAWS], bool changed, enum change change)
{
    for (uint32_t k = 0; k < DRAWS; k++) {
        struct random_draw draw = changed_draw(k, changed, change);
        for (int w = 0; w < 4; w++)
            series[w][k] = random_uniform(draw.word[w]);
    }
}

static void draws_are_uncorrelated(void **state)
{
    (void)state;
    fill(first, false, NEXT_ID);
    for (int w = 0; w < 4; w++)
        for (int v = w + 1; v < 4; v++)
            assert_uncorrelated(first[w], first[v]);
    for (int change = 0; change < CHANGES; change++) {
        fill(second, true, (enum change)change);
        for (int w = 0; w < 4; w++)
            for (int v = 0; v < 4; v++)
                assert_uncorrelated(first[w], second[v]);
    }
}

static void bits_and_bytes_are_even(void **state)
{
    (void)state;
    static int bytes[4][256];
    double square = 0, expected[256];
    int ones[4][32] = {{0}};
    for (uint32_t k = 0; k < DRAWS; k++) {
        struct random_draw draw = changed_draw(k, false, NEXT_ID);
        for (int w = 0; w < 4; w++) {
            bytes[w][draw.word[w] >> 24]++;
            for (int bit = 0; bit < 32; bit++)
                ones[w][bit] += (int)(draw.word[w] >> bit & 1);
        }
    }
    for (int w = 0; w < 4; w++)
        for (int bit = 0; bit < 32; bit++)
            square += pow(ones[w][bit] - DRAWS / 2.0, 2) / (DRAWS / 4.0);
    assert_true(square < gsl_cdf_chisq_Qinv(UNIT_TAIL, 128) && square > gsl_cdf_chisq_Pinv(UNIT_TAIL, 128));
    for (int byte = 0; byte < 256; byte++)
        expected[byte] = DRAWS / 256.0;
    for (int w = 0; w < 4; w++)
        unit_chi_square(bytes[w], expected, 256);
}

enum { ROW = 40, UNTOUCHED = 0x5a5a5a5a };

/* Rows of count others, the words whose bit is set: each is the draw of its pair, and nothing is written beyond the room. */
static void assert_row(enum random_order order, uint32_t id, const uint32_t *others, size_t count, unsigned words)
{
    struct random_key key = random_key(3, 0);
    uint32_t word[4][ROW + 1];
    struct random_lanes lanes = {{NULL, NULL, NULL, NULL}};
    for (int w = 0; w < 4; w++) {
        lanes.word[w] = words >> w & 1 ? word[w] : NULL;
        for (size_t k = 0; k <= ROW; k++)
            word[w][k] = UNTOUCHED;
    }
    random_row(key, RANDOM_pair, order, -3, id, others, count, &lanes);
    size_t room = (count + RANDOM_ROW_ROOM - 1) / RANDOM_ROW_ROOM * RANDOM_ROW_ROOM;
    for (size_t k = 0; k <= ROW; k++) {
        if (k >= count && k < room)
            continue;
        uint32_t o = others[k < count ? k : 0];
        struct random_draw draw = order == RANDOM_FROM ? random_draw(key, RANDOM_pair, 0, -3, id, o)
                                  : order == RANDOM_TO ? random_draw(key, RANDOM_pair, 0, -3, o, id)
                                                       : random_pair(key, RANDOM_pair, 0, -3, o, id);
        for (int w = 0; w < 4; w++)
            assert_int_equal(word[w][k], k < count && words >> w & 1 ? draw.word[w] : UNTOUCHED);
    }
}

static void a_row_is_its_draws(void **state)
{
    (void)state;
    uint32_t others[ROW] = {0, UINT32_MAX, 10, 9, 11, 0x80000000, 0x7fffffff};
    uint64_t seed = 6;
    for (int k = 7; k < ROW; k++)
        others[k] = (uint32_t)unit_random(&seed);
    const uint32_t ids[] = {0, 10, 0x80000000, UINT32_MAX};
    for (int order = RANDOM_FROM; order <= RANDOM_BETWEEN; order++)
        for (size_t count = 0; count <= ROW; count++)
            for (int i = 0; i < 4; i++)
                assert_row((enum random_order)order, ids[i], others, count, 15);
    for (unsigned words = 0; words < 16; words++)
        assert_row(RANDOM_BETWEEN, 10, others, 19, words);
}

/* Pairs of ids, and single students. */
static void pairs_are_their_draws(void **state)
{
    (void)state;
    struct random_key key = random_key(3, 0);
    uint32_t ids[ROW], others[ROW], word[2][ROW + 1];
    uint64_t seed = 7;
    for (int k = 0; k < ROW; k++) {
        ids[k] = (uint32_t)unit_random(&seed);
        others[k] = (uint32_t)unit_random(&seed);
    }
    for (size_t count = 0; count <= ROW; count++) {
        random_pairs(key, RANDOM_closure, -3, ids, others, count, &(struct random_lanes){{NULL, NULL, word[0]}});
        random_pairs(key, RANDOM_closure, -3, ids, NULL, count, &(struct random_lanes){{word[1]}});
        for (size_t k = 0; k < count; k++) {
            assert_int_equal(word[0][k], random_draw(key, RANDOM_closure, 0, -3, ids[k], others[k]).word[2]);
            assert_int_equal(word[1][k], random_draw(key, RANDOM_closure, 0, -3, ids[k], 0).word[0]);
        }
    }
}

static void a_pair_has_one_draw(void **state)
{
    (void)state;
    struct random_key key = random_key(3, 0);
    const uint32_t others[] = {0, 9, 11, 0x80000000, UINT32_MAX};
    for (int k = 0; k < 5; k++) {
        uint32_t low = others[k] < 10 ? others[k] : 10, high = others[k] < 10 ? 10 : others[k];
        struct random_draw ordered = random_draw(key, RANDOM_pair, 2, -3, low, high);
        struct random_draw one = random_pair(key, RANDOM_pair, 2, -3, 10, others[k]);
        struct random_draw two = random_pair(key, RANDOM_pair, 2, -3, others[k], 10);
        assert_memory_equal(&one, &ordered, sizeof one);
        assert_memory_equal(&two, &ordered, sizeof two);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_answers),
        cmocka_unit_test(key_is_a_draw_of_seed_and_replicate),
        cmocka_unit_test(uniform_is_open),
        cmocka_unit_test(draws_are_uncorrelated),
        cmocka_unit_test(bits_and_bytes_are_even),
        cmocka_unit_test(a_row_is_its_draws),
        cmocka_unit_test(pairs_are_their_draws),
        cmocka_unit_test(a_pair_has_one_draw),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
