/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The signed-rank test by numbers known from R, with ties and zeros, against all sign patterns of small samples, and where nothing can be said. */
#include "unit/unit.h"

#include "base/signed_rank.h"

/* The example of wilcox.test's help page (Hollander and Wolfe: depression): V = 40 of n = 9. */
static void without_ties(void **state)
{
    (void)state;
    const double x[] = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30},
                 y[] = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
    double d[9];
    for (int k = 0; k < 9; k++)
        d[k] = x[k] - y[k];
    assert_near(signed_rank_z(d, 9), (40 - 22.5) / sqrt(71.25), 1e-12);
}

/* Sizes 1 1 2 2 2 3 have the ranks 1.5 1.5 4 4 4 6; two zeros do not count. Positive: 1.5 + 4 + 4 + 6 = 15.5. */
static void ties_and_zeros(void **state)
{
    (void)state;
    double d[] = {2, 0, -1, 3, 2, -2, 1, 0}, turned[] = {-2, 0, 1, -3, -2, 2, -1, 0};
    double z = (15.5 - 6 * 7 / 4.0) / sqrt(6 * 7 * 13 / 24.0 - (8 - 2 + 27 - 3) / 48.0);
    assert_near(signed_rank_z(d, 8), z, 1e-12);
    assert_near(signed_rank_z(turned, 8), -z, 1e-12);
}

/* Over all signs of given sizes Z has mean 0 and variance 1, ties or not: the formula's own moments, counted out. */
static void moments_over_all_signs(void **state)
{
    (void)state;
    static const double sizes[][8] = {{1, 2, 3, 4, 5, 6, 7, 8}, {1, 1, 1, 4, 5, 5, 7, 7}, {2, 2, 2, 2, 2, 2, 2, 2}};
    for (int c = 0; c < 3; c++) {
        double sum = 0, squares = 0;
        for (unsigned signs = 0; signs < 256; signs++) {
            double d[8];
            for (int k = 0; k < 8; k++)
                d[k] = signs >> k & 1 ? sizes[c][k] : -sizes[c][k];
            double z = signed_rank_z(d, 8);
            sum += z;
            squares += z * z;
        }
        assert_near(sum, 0, 1e-9);
        assert_near(squares / 256, 1, 1e-12);
    }
}

static void where_nothing_can_be_said(void **state)
{
    (void)state;
    double zeros[] = {0, 0, -0.0}, one[] = {-3};
    assert_true(isnan(signed_rank_z(zeros, 3)));
    assert_true(isnan(signed_rank_z(NULL, 0)));
    assert_near(signed_rank_z(one, 1), -1, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_ties),
        cmocka_unit_test(ties_and_zeros),
        cmocka_unit_test(moments_over_all_signs),
        cmocka_unit_test(where_nothing_can_be_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
