/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fixed-point numbers: nearest, halves up; sums that do not depend on the order of adding. */
#include "unit/unit.h"

#include "base/fixed.h"

static void nearest_halves_up(void **state)
{
    (void)state;
    static const struct {
        double units;
        int32_t fixed;
    } cases[] = {{0, 0},    {0.49, 0},   {0.5, 1},   {0.51, 1},  {1.5, 2},          {2.5, 3},
                 {-0.5, 0}, {-0.51, -1}, {-1.5, -1}, {-2.5, -2}, {1e9, 1000000000}, {-1e9, -1000000000}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++)
        assert_int_equal(fixed_from(cases[c].units / 1024), cases[c].fixed);
    assert_int_equal(fixed_from(90), 90 * 1024);
}

static void there_and_back(void **state)
{
    (void)state;
    uint64_t seed = 2;
    for (int trial = 0; trial < 10000; trial++) {
        int32_t fixed = (int32_t)unit_random(&seed);
        assert_int_equal(fixed_from(fixed_to(fixed)), fixed);
        double value = (double)fixed / 7777.7;
        assert_near(fixed_to(fixed_from(value)), value, 0.5 / FIXED_ONE);
    }
}

/* Four million additions to two places by four threads. */
static void sums_do_not_depend_on_order(void **state)
{
    (void)state;
    enum { PLACES = 2, ADDITIONS = 4000000 };
    int32_t parallel[PLACES] = {0}, serial[PLACES] = {0};
#pragma omp parallel for num_threads(4) schedule(dynamic, 16)
    for (int k = 0; k < ADDITIONS; k++)
        fixed_add(&parallel[k % PLACES], fixed_from(k % 999 * 0.001 - 0.3), true);
    for (int k = ADDITIONS - 1; k >= 0; k--)
        fixed_add(&serial[k % PLACES], fixed_from(k % 999 * 0.001 - 0.3), false);
    for (int place = 0; place < PLACES; place++)
        assert_int_equal(parallel[place], serial[place]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nearest_halves_up),
        cmocka_unit_test(there_and_back),
        cmocka_unit_test(sums_do_not_depend_on_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
