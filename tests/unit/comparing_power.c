/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The power of a real trial against exact noncentral t, what tells hypotheses apart, and swings of assumptions. */
#include "unit/unit.h"

#include "kith/compare.h"

/* Exact values by scipy.stats.nct. */
static void power_by_known_numbers(void **state)
{
    (void)state;
    assert_near(kith_power_of(0.5, 1, 64), 0.801460, 0.005);
    assert_near(kith_power_of(1, 1, 17), 0.807037, 0.005);
    assert_near(kith_power_of(-1, 1, 17), 0.807037, 0.005);
    assert_near(kith_power_of(0.4, 0.2, 6), 0.876418, 0.01);
    assert_near(kith_power_of(0.2, 1, 394), 0.800593, 0.005);
    assert_near(kith_power_of(3, 1, 4), 0.938936, 0.02);
    assert_near(kith_power_of(0, 1, 30), 0.05, 0.002); /* nothing to see: seen as often as the test errs */
}

enum { N = 12 };

/* A study in memory with arms a and b and two outcomes. */
static void make_study(struct kith_study *study, struct kith_study_outcome outcome[2], double values[2][2 * N], double first,
                       double second)
{
    static char one[] = "one", other[] = "other";
    for (size_t k = 0; k < N; k++) {
        double noise = k % 2 ? 1 : -1;
        values[0][k] = values[1][k] = noise;
        values[0][N + k] = noise + first;
        values[1][N + k] = noise + second;
    }
    outcome[0] = (struct kith_study_outcome){.name = one, .value = values[0]};
    outcome[1] = (struct kith_study_outcome){.name = other, .value = values[1]};
    *study = (struct kith_study){.arms = 2, .replicates = N, .outcomes = 2, .outcome = outcome};
}

static void schools_that_a_trial_needs(void **state)
{
    (void)state;
    struct kith_study study;
    struct kith_study_outcome outcome[2];
    double values[2][2 * N];
    struct kith_power power;
    make_study(&study, outcome, values, 0, 0.5);
    assert_int_equal(kith_study_power(&study, 1, 1, 0, &power), KITH_OK);
    assert_near(power.of.difference, 0.5, 1e-12);
    assert_near(power.sd, sqrt(12.0 / 11), 1e-12);
    assert_int_equal(power.paired_80, 2); /* pairs do not differ at all otherwise */
    assert_true(kith_power_of(0.5, power.sd, (double)power.in_80.schools) >= 0.8);
    assert_true(kith_power_of(0.5, power.sd, (double)power.in_80.schools - 1) < 0.8);
    assert_true(power.told && power.in_90.schools > power.in_80.schools);
    assert_true(power.in_80.fewest == power.in_80.schools && power.in_80.most == power.in_80.schools); /* every pair is alike */
    assert_int_equal(kith_study_power(&study, 0, 1, 0, &power), KITH_OK);
    assert_true(!power.told && power.in_80.schools == 0); /* nothing to see */
    study.replicates = 1;
    assert_int_equal(kith_study_power(&study, 0, 1, 0, &power), KITH_INVALID);
}

/* The numbers at the interval's ends; none where it holds 0, or where there are fewer pairs than the rule of runs starts with. */
static void how_sure_a_trial_can_be_planned(void **state)
{
    (void)state;
    struct kith_study study;
    struct kith_study_outcome outcome[2];
    double values[2][2 * N];
    struct kith_power power;
    make_study(&study, outcome, values, 0, -0.5);
    for (size_t k = 0; k < N; k++)
        values[1][N + k] += k % 3 ? 0.1 : -0.2;
    assert_int_equal(kith_study_power(&study, 1, 1, 0, &power), KITH_OK);
    assert_true(power.told && power.of.low < -0.5 && power.of.high > -0.5 && power.of.high < 0);
    assert_true(kith_power_of(power.of.low, power.sd, (double)power.in_80.fewest) >= 0.8);
    assert_true(kith_power_of(power.of.high, power.sd, (double)power.in_80.most) >= 0.8);
    assert_true(kith_power_of(power.of.high, power.sd, (double)power.in_80.most - 1) < 0.8);
    assert_true(power.in_80.fewest < power.in_80.schools && power.in_80.schools < power.in_80.most);
    study.start = N + 1;
    assert_int_equal(kith_study_power(&study, 1, 1, 0, &power), KITH_OK);
    assert_true(!power.told && power.in_80.schools == 0 && power.seen_by[0] == 0);
    study.start = N;
    for (size_t k = 0; k < N; k++)
        values[1][N + k] += k % 2 ? 2 : -2;
    assert_int_equal(kith_study_power(&study, 1, 1, 0, &power), KITH_OK);
    assert_true(!power.told && power.of.low < 0 && power.of.high > 0 && power.paired_80 == 0);
}

static void what_tells_hypotheses_apart(void **state)
{
    (void)state;
    struct kith_study study[3];
    struct kith_study_outcome outcome[3][2];
    double values[3][2][2 * N];
    struct kith_separation found[2];
    make_study(&study[0], outcome[0], values[0], 0, 0);
    make_study(&study[1], outcome[1], values[1], 0.1, -1);
    make_study(&study[2], outcome[2], values[2], 0.2, 1);
    const struct kith_study *all[] = {&study[0], &study[1], &study[2]};
    assert_int_equal(kith_studies_separate(all, 3, 1, 0, found, 2), 2);
    assert_true(found[0].outcome == 1 && found[0].one == 1 && found[0].other == 2);
    assert_near(found[0].apart, 2 / sqrt(2 * 12.0 / 11), 1e-9);
    assert_true(found[1].outcome == 0 && found[1].one == 0 && found[1].other == 2);
    assert_int_equal(kith_studies_separate(all, 3, 1, 0, found, 1), 1);
    assert_int_equal(found[0].outcome, 1); /* the best is kept where there is room for one */
    assert_int_equal(kith_studies_separate(all, 1, 1, 0, found, 2), 0);
}

static void swings(void **state)
{
    (void)state;
    char text[KITH_SENTENCE];
    struct kith_swing swing[] = {{.path = "b", .source = "assumed", .at_low = -0.1, .at_high = -0.2, .base = -0.15},
                                 {.path = "c", .source = "assumed", .at_low = NAN, .at_high = 1, .base = -0.15},
                                 {.path = "a",
                                  .source = "assumed",
                                  .at_low = -0.4,
                                  .at_low_from = -0.5,
                                  .at_low_to = -0.3,
                                  .at_high = 0.1,
                                  .at_high_from = 0.05,
                                  .at_high_to = 0.15,
                                  .base = -0.15,
                                  .base_from = -0.4,
                                  .base_to = 0.1}};
    kith_swing_sort(swing, 3);
    assert_string_equal(swing[0].path, "a");
    assert_string_equal(swing[2].path, "c");
    assert_true(kith_swing_flips(&swing[0]) && !kith_swing_flips(&swing[1]));
    assert_non_null(strstr(kith_swing_sentence(&swing[0], "week/year", text), "; THE SIGN TURNS"));
    assert_null(strstr(kith_swing_sentence(&swing[1], "1", text), "sign"));
    assert_string_equal(kith_swing_words(&swing[1]), "");
    swing[0].at_high_from = -0.05; /* an end that may be 0, or on the other side, turns nothing */
    assert_false(kith_swing_flips(&swing[0]));
    assert_non_null(strstr(kith_swing_sentence(&swing[0], "week/year", text), "; the sign turns within noise"));
    swing[0].at_low_to = 0.3; /* the base against an end */
    swing[0].base_to = -0.1;
    assert_false(kith_swing_flips(&swing[0]));
    swing[0].at_high_from = 0.05;
    assert_true(kith_swing_flips(&swing[0]));
    swing[0].base_from = swing[0].base_to = NAN; /* of an earlier revision */
    assert_false(kith_swing_flips(&swing[0]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(power_by_known_numbers),
        cmocka_unit_test(schools_that_a_trial_needs),
        cmocka_unit_test(how_sure_a_trial_can_be_planned),
        cmocka_unit_test(what_tells_hypotheses_apart),
        cmocka_unit_test(swings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
