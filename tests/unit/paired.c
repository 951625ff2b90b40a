/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paired differences: the t interval by known numbers, missing values, and how often the interval covers the truth. */
#include "unit/unit.h"

#include "base/random.h"
#include "experiment/compare/paired.h"

/* Student's sleep data (1908; R's data set "sleep"): t.test(extra, paired) gives 1.58 (0.7001142, 2.4598858). */
static void interval_by_known_numbers(void **state)
{
    (void)state;
    const double one[] = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    const double other[] = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
    struct paired paired = paired_compare(other, one, 10);
    assert_near(paired.mean, 2.33, 1e-12);
    assert_near(paired.difference, 1.58, 1e-12);
    assert_near(paired.low, 0.7001142, 1e-6);
    assert_near(paired.high, 2.4598858, 1e-6);
    assert_int_equal(paired.pairs, 10);
    assert_int_equal(paired.lower_in, 0); /* one pair is equal */
    paired = paired_compare(one, other, 10);
    assert_near(paired.low, -2.4598858, 1e-6);
    assert_int_equal(paired.lower_in, 9);
}

/* Two pairs: t with one degree of freedom is tan(0.475 π) = 12.7062. */
static void two_pairs(void **state)
{
    (void)state;
    struct paired paired = paired_compare((const double[]){3, 6}, (const double[]){2, 3}, 2);
    assert_near(paired.difference, 2, 1e-12);
    assert_near(paired.high - 2, tan(0.475 * acos(-1)), 1e-8);
    assert_near(2 - paired.low, tan(0.475 * acos(-1)), 1e-8);
}

static void missing_values_are_left_out(void **state)
{
    (void)state;
    const double arm[] = {1, NAN, 3, 4, NAN}, reference[] = {2, 5, NAN, 2, NAN};
    struct paired paired = paired_compare(arm, reference, 5);
    assert_near(paired.mean, 8.0 / 3, 1e-12); /* over the arm's own numbers */
    assert_near(paired.difference, 0.5, 1e-12);
    assert_int_equal(paired.pairs, 2);
    assert_int_equal(paired.lower_in, 1);
    assert_false(isnan(paired.low) || isnan(paired.high));
}

static void where_nothing_can_be_said(void **state)
{
    (void)state;
    const double none[] = {NAN, NAN};
    struct paired paired = paired_compare((const double[]){4}, (const double[]){3}, 1); /* one pair has no interval */
    assert_near(paired.difference, 1, 0);
    assert_true(isnan(paired.low) && isnan(paired.high));
    paired = paired_compare((const double[]){4, 2}, none, 2);
    assert_near(paired.mean, 3, 0);
    assert_true(isnan(paired.difference) && isnan(paired.low) && paired.pairs == 0);
    paired = paired_compare(none, (const double[]){4, 2}, 2);
    assert_true(isnan(paired.mean) && isnan(paired.difference) && paired.lower_in == 0);
    paired = paired_compare(NULL, NULL, 0);
    assert_true(isnan(paired.mean) && isnan(paired.difference) && isnan(paired.high));
}

/* Two identical arms: exactly zero, with an interval of no width. */
static void identical_arms_differ_by_nothing(void **state)
{
    (void)state;
    const double arm[] = {0.1, 1e9, -7.3, 2e-9}, more[] = {1.5, 3, -0.25, 8.125}, less[] = {1.25, 2.75, -0.5, 7.875};
    struct paired paired = paired_compare(arm, arm, 4);
    assert_true(paired.difference == 0 && paired.low == 0 && paired.high == 0);
    assert_int_equal(paired.lower_in, 0);
    paired = paired_compare(more, less, 4);
    assert_true(paired.difference == 0.25 && paired.low == 0.25 && paired.high == 0.25);
}

/* 2,000 trials of 30 pairs that share much luck: the interval holds the true difference in 93 to 97% of them. */
static void interval_covers_as_it_says(void **state)
{
    (void)state;
    enum { TRIALS = 2000, PAIRS = 30 };
    const double truth = -0.4;
    struct random_key key = random_key(23, 0);
    int covered = 0;
    double width = 0;
    for (uint32_t trial = 0; trial < TRIALS; trial++) {
        double arm[PAIRS], reference[PAIRS];
        for (uint32_t k = 0; k < PAIRS; k++) {
            struct random_draw draw = random_draw(key, RANDOM_entry_traits_a, 0, 0, trial, k);
            double shared[2], own[2];
            random_normals(draw.word[0], draw.word[1], shared);
            random_normals(draw.word[2], draw.word[3], own);
            reference[k] = 10 + 5 * shared[0] + own[0];
            arm[k] = 10 + truth + 5 * shared[0] + own[1];
        }
        struct paired paired = paired_compare(arm, reference, PAIRS);
        covered += paired.low <= truth && truth <= paired.high;
        width += (paired.high - paired.low) / TRIALS;
    }
    assert_in_range(covered, TRIALS * 93 / 100, TRIALS * 97 / 100);
    assert_near(width, 2 * 2.0452 * sqrt(2.0 / PAIRS), 0.02); /* the shared luck is gone: unpaired it would be 3.7 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(interval_by_known_numbers),        cmocka_unit_test(two_pairs),
        cmocka_unit_test(missing_values_are_left_out),      cmocka_unit_test(where_nothing_can_be_said),
        cmocka_unit_test(identical_arms_differ_by_nothing), cmocka_unit_test(interval_covers_as_it_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
