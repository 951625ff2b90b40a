/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distributions made of draws: normal, Poisson, the race, and chances by logit and by rate. */
#include "unit/unit.h"

#include <gsl/gsl_randist.h>

#include "base/random.h"

enum { DRAWS = 100000 };

static struct random_draw draw_of(uint32_t id, uint32_t other)
{
    return random_draw(random_key(11, 5), RANDOM_help, 0, 20, id, other);
}

static void normals_have_the_moments(void **state)
{
    (void)state;
    double sum[2][5] = {{0}}, product = 0, squares = 0;
    for (uint32_t k = 0; k < DRAWS; k++) {
        double z[2];
        struct random_draw draw = draw_of(k, 0);
        random_normals(draw.word[0], draw.word[1], z);
        for (int n = 0; n < 2; n++)
            for (int power = 1; power <= 4; power++)
                sum[n][power] += pow(z[n], power);
        product += z[0] * z[1];
        squares += (z[0] * z[0] - 1) * (z[1] * z[1] - 1);
    }
    const double moment[] = {0, 0, 1, 0, 3}, variance[] = {0, 1, 2, 15, 96}; /* of z, z², z³, z⁴ */
    for (int n = 0; n < 2; n++)
        for (int power = 1; power <= 4; power++)
            assert_near(sum[n][power] / DRAWS, moment[power], 4.9 * sqrt(variance[power] / DRAWS));
    assert_near(product / DRAWS, 0, 4.9 / sqrt(DRAWS));
    assert_near(squares / DRAWS, 0, 4.9 * 2 / sqrt(DRAWS));
}

static void normals_are_finite_at_the_ends(void **state)
{
    (void)state;
    double z[2];
    random_normals(0, 0, z); /* the longest radius: sqrt(-2 ln 2^-33), angle almost 0 */
    assert_near(z[0], sqrt(66 * log(2)), 1e-9);
    assert_near(z[1], 0, 1e-8);
    random_normals(UINT32_MAX, 0x40000000, z); /* the shortest, a quarter turn */
    assert_near(z[1], sqrt(2 * 0x1p-33), 1e-9);
}

static void poisson_inverts_the_distribution(void **state)
{
    (void)state;
    const double means[] = {0.01, 0.5, 1, 3.7, 20};
    for (size_t m = 0; m < sizeof means / sizeof *means; m++)
        for (unsigned k = 0; k < 30; k++) {
            double at = gsl_cdf_poisson_P(k, means[m]);
            if (gsl_ran_poisson_pdf(k, means[m]) < 1e-9 || gsl_ran_poisson_pdf(k + 1, means[m]) < 1e-9)
                continue;
            assert_int_equal(random_poisson(means[m], at - 1e-10, 1000), k);
            assert_int_equal(random_poisson(means[m], at + 1e-10, 1000), k + 1);
        }
}

static void poisson_has_limits(void **state)
{
    (void)state;
    assert_int_equal(random_poisson(0, 1 - 0x1p-33, 10), 0);
    assert_int_equal(random_poisson(3, 1 - 0x1p-33, 4), 4);
    assert_int_equal(random_poisson(3, 1 - 0x1p-33, 0), 0);
    assert_int_equal(random_poisson(1e4, 0.5, 4), 4); /* exp(-mean) is 0 */
    assert_int_equal(random_poisson(3, 0x1p-33, 4), 0);
}

static void race_is_won_in_proportion_to_weight(void **state)
{
    (void)state;
    const double weights[] = {1, 0, 2.5, 0.5, 6, 0};
    int wins[6] = {0};
    double expected[6];
    for (uint32_t k = 0; k < DRAWS; k++) {
        uint32_t words[6];
        for (uint32_t c = 0; c < 6; c++)
            words[c] = draw_of(k, c).word[0];
        wins[random_race(words, weights, 6)]++;
    }
    for (int c = 0; c < 6; c++)
        expected[c] = DRAWS * weights[c] / 10;
    unit_chi_square(wins, expected, 6);
}

static void race_needs_a_weight(void **state)
{
    (void)state;
    const uint32_t words[] = {UINT32_MAX, 0, 7};
    assert_int_equal(random_race(words, (const double[]){0, 0, 0}, 3), -1);
    assert_int_equal(random_race(words, (const double[]){1}, 0), -1);
    assert_int_equal(random_race(words, (const double[]){0, 1e-300, 0}, 3), 1);
}

/* The winner of those candidates whose bit is set; an index among all of them. */
static int race_among(const uint32_t *words, const double *weights, size_t count, unsigned present)
{
    uint32_t word[8];
    double weight[8];
    int place[8];
    size_t n = 0;
    for (size_t c = 0; c < count; c++)
        if (present >> c & 1) {
            word[n] = words[c];
            weight[n] = weights[c];
            place[n++] = (int)c;
        }
    int winner = random_race(word, weight, n);
    return winner < 0 ? -1 : place[winner];
}

/* Whoever is the best of all stays the best of any fewer that include them. */
static void losers_change_nothing(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (int trial = 0; trial < 3000; trial++) {
        uint32_t words[8];
        double weights[8];
        for (int c = 0; c < 8; c++) {
            words[c] = (uint32_t)unit_random(&seed);
            weights[c] = unit_below(&seed, 4) ? exp(unit_below(&seed, 2000) * 0.01 - 10) : 0;
        }
        int winner = race_among(words, weights, 8, 0xff);
        for (unsigned present = 0; winner >= 0 && present < 256; present++)
            if (present >> winner & 1)
                assert_int_equal(race_among(words, weights, 8, present), winner);
    }
}

static void chances_have_their_frequency(void **state)
{
    (void)state;
    const double logits[] = {-4, -1, 0, 2.5}, rates[] = {0.003, 0.2, 1, 3};
    for (int c = 0; c < 4; c++) {
        int by_logit = 0, by_rate = 0;
        for (uint32_t k = 0; k < DRAWS; k++) {
            by_logit += random_logit(logits[c], draw_of(k, 9).word[c]);
            by_rate += random_rate(rates[c], draw_of(k, 10).word[c]);
        }
        assert_frequency(by_logit, DRAWS, 1 / (1 + exp(-logits[c])));
        assert_frequency(by_rate, DRAWS, 1 - exp(-rates[c]));
    }
}

/* The words that say yes are those below P · 2^32, to the word. */
static void chances_end_where_they_should(void **state)
{
    (void)state;
    const double rates[] = {1e-6, 0.003, 0.2, 1, 3}, logits[] = {-10, -1, 0, 2.5};
    for (int c = 0; c < 5; c++) {
        uint32_t end = (uint32_t)(-expm1(-rates[c]) * 0x1p32);
        assert_true(random_rate(rates[c], end - 2));
        assert_false(random_rate(rates[c], end + 2));
    }
    for (int c = 0; c < 4; c++) {
        uint32_t end = (uint32_t)(0x1p32 / (1 + exp(-logits[c])));
        assert_true(random_logit(logits[c], end - 2));
        assert_false(random_logit(logits[c], end + 2));
    }
}

static void chances_have_limits(void **state)
{
    (void)state;
    const uint32_t words[] = {0, 1, 0x80000000, UINT32_MAX};
    for (int w = 0; w < 4; w++) {
        assert_false(random_rate(0, words[w]));
        assert_true(random_rate(1e9, words[w]));
        assert_false(random_logit(-1e9, words[w]));
        assert_true(random_logit(1e9, words[w]));
    }
    assert_true(random_rate(1e-9, 0)); /* u = 2^-33 */
    assert_false(random_rate(1e-10, 0));
}

enum { CANDIDATES = 40 };

/* The winner with whole weights is that of the race among all but the one left out; beyond count nothing matters. */
static void assert_whole_race(const uint32_t *words, const int32_t *weights, size_t count, size_t but)
{
    double weight[CANDIDATES];
    for (size_t k = 0; k < count; k++)
        weight[k] = k == but ? 0 : weights[k];
    assert_int_equal(random_race_whole(words, weights, count, but), random_race(words, weight, count));
}

/* Close races too: words and weights from a few values, at the ends of their ranges, and proportions that all but tie. */
static void whole_weights_have_the_same_winner(void **state)
{
    (void)state;
    static const uint32_t ends[] = {0, 1, UINT32_MAX - 2, UINT32_MAX - 1, UINT32_MAX, 0x7fffffff, 0x80000000};
    static const int32_t heavy[] = {0, 1, 2, INT32_MAX - 1, INT32_MAX};
    uint64_t seed = 12;
    for (int trial = 0; trial < 200000; trial++) {
        uint32_t words[CANDIDATES];
        int32_t weights[CANDIDATES];
        uint32_t kind = unit_below(&seed, 4), count = unit_below(&seed, CANDIDATES + 1), near = unit_below(&seed, 1u << 31);
        for (int k = 0; k < CANDIDATES; k++) {
            words[k] = kind == 0   ? ends[unit_below(&seed, 7)]
                       : kind == 1 ? near + unit_below(&seed, 3)
                                   : (uint32_t)unit_random(&seed);
            weights[k] = kind == 0 ? heavy[unit_below(&seed, 5)] : (int32_t)unit_below(&seed, kind == 1 ? 3 : 1 << 20);
        }
        assert_whole_race(words, weights, count, unit_below(&seed, 2) ? count : unit_below(&seed, CANDIDATES));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(normals_have_the_moments),
        cmocka_unit_test(normals_are_finite_at_the_ends),
        cmocka_unit_test(poisson_inverts_the_distribution),
        cmocka_unit_test(poisson_has_limits),
        cmocka_unit_test(race_is_won_in_proportion_to_weight),
        cmocka_unit_test(race_needs_a_weight),
        cmocka_unit_test(losers_change_nothing),
        cmocka_unit_test(whole_weights_have_the_same_winner),
        cmocka_unit_test(chances_have_their_frequency),
        cmocka_unit_test(chances_end_where_they_should),
        cmocka_unit_test(chances_have_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
