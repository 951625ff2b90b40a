/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals, verdicts, the best arm and the stopping rule, on synthetic pairs whose truth is known. */
#include "unit/unit.h"

#include "base/random.h"
#include "experiment/compare/paired.h"
#include "experiment/compare/resample.h"
#include "experiment/outcome/outcome.h"
#include "kith/compare.h"

enum { TRIALS = 2000, MOST = 400 };

enum shape { NORMAL, SKEWED, VERY_SKEWED, HEAVY, SHAPES };

/* Mean 0, SD 1. Skewed: gamma with shape 4 (skewness 1); very skewed: with shape 2 (1.4); heavy: Laplace (kurtosis 6). */
static double draw_shape(enum shape shape, struct random_draw draw)
{
    double normals[2], u[4];
    for (int k = 0; k < 4; k++)
        u[k] = random_uniform(draw.word[k]);
    switch (shape) {
    case NORMAL:
        random_normals(draw.word[0], draw.word[1], normals);
        return normals[0];
    case SKEWED:
        return (-log(u[0]) - log(u[1]) - log(u[2]) - log(u[3]) - 4) / 2;
    case VERY_SKEWED:
        return (-log(u[0]) - log(u[1]) - 2) / sqrt(2);
    default:
        return (log(u[0]) - log(u[1])) / sqrt(2);
    }
}

/* Pairs that share luck: arm less reference is truth and noise of this shape with SD 1. */
static void draw_pairs(enum shape shape, double truth, uint32_t trial, size_t count, double *values)
{
    struct random_key key = random_key(41, (uint32_t)shape + 1);
    for (uint32_t k = 0; k < count; k++) {
        double shared[2];
        struct random_draw draw = random_draw(key, RANDOM_entry_traits_a, 0, 0, trial, k);
        random_normals(draw.word[0], draw.word[2], shared);
        values[k] = 13 + 3 * shared[0];
        values[MOST + k] = values[k] + truth + draw_shape(shape, random_draw(key, RANDOM_entry_traits_b, 0, 0, trial, k));
    }
}

/* After so many runs as the rule asks for. values: [2][MOST]. */
static size_t stop_at(const double *values, const struct kith_precision *precision)
{
    static double some[2 * MOST];
    for (size_t n = (size_t)precision->start; n < MOST; n += (size_t)precision->step) {
        memcpy(some, values, n * sizeof *some);
        memcpy(some + n, values + MOST, n * sizeof *some);
        if (kith_stopping(some, 2, n, 0, precision).enough)
            return n;
    }
    return MOST;
}

static void intervals_cover_with_the_rule_on(void **state)
{
    (void)state;
    static const struct {
        double truth, half_width;
    } cases[] = {{0, 0.37}, {0.5, 0.25}, {-2, 0.5}};
    static double values[2 * MOST], some[2 * MOST];
    for (int shape = 0; shape < SHAPES; shape++)
        for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
            struct kith_precision precision = {cases[c].half_width, 30, 10};
            int covered = 0;
            double runs = 0;
            for (uint32_t trial = 0; trial < TRIALS; trial++) {
                struct kith_difference d[2];
                draw_pairs((enum shape)shape, cases[c].truth, trial, MOST, values);
                size_t n = stop_at(values, &precision);
                memcpy(some, values, n * sizeof *some);
                memcpy(some + n, values + MOST, n * sizeof *some);
                assert_int_equal(kith_differences(some, 2, n, 0, KITH_KIND_MEAN, 0.5, d), KITH_OK);
                if (n < MOST)
                    assert_true((d[1].high - d[1].low) / 2 < cases[c].half_width);
                covered += d[1].low <= cases[c].truth && cases[c].truth <= d[1].high;
                runs += (double)n / TRIALS;
            }
            print_message("shape %d, half-width %.2f: %.1f%% covered, %.0f runs\n", shape, cases[c].half_width,
                          100.0 * covered / TRIALS, runs);
            assert_in_range(covered, TRIALS * 93 / 100, TRIALS * 97 / 100);
        }
}

/* Normal pairs: the expanded bootstrap is what paired t is, and covers as often. */
static void bootstrap_beside_paired_t(void **state)
{
    (void)state;
    enum { PAIRS = 30, SOME = 500 };
    static double values[2 * MOST], pairs[2 * PAIRS];
    int covered = 0;
    double ratio = 0;
    for (uint32_t trial = 0; trial < SOME; trial++) {
        struct kith_difference t[2], b[2];
        draw_pairs(NORMAL, 0.5, trial, PAIRS, values);
        memcpy(pairs, values, PAIRS * sizeof *pairs);
        memcpy(pairs + PAIRS, values + MOST, PAIRS * sizeof *pairs);
        kith_differences(pairs, 2, PAIRS, 0, KITH_KIND_MEAN, 0.5, t);
        kith_differences(pairs, 2, PAIRS, 0, KITH_KIND_RATIO, 0.5, b);
        assert_false(t[1].bootstrap);
        assert_true(b[1].bootstrap);
        ratio += (b[1].high - b[1].low) / (t[1].high - t[1].low) / SOME;
        assert_near(b[1].low, t[1].low, 0.25 * (t[1].high - t[1].low));
        assert_near(b[1].high, t[1].high, 0.25 * (t[1].high - t[1].low));
        covered += b[1].low <= 0.5 && 0.5 <= b[1].high;
    }
    assert_near(ratio, 1, 0.02);
    assert_in_range(covered, SOME * 93 / 100, SOME * 97 / 100);
}

/* k arms beside a reference; all share luck, and the arms share the reference's own noise, so that differences are correlated. */
static void draw_arms(uint32_t trial, size_t arms, size_t count, const double *truth, double *values)
{
    struct random_key key = random_key(43, 1);
    for (uint32_t k = 0; k < count; k++) {
        double shared[2];
        struct random_draw draw = random_draw(key, RANDOM_entry_traits_a, 0, 0, trial, k);
        random_normals(draw.word[0], draw.word[1], shared);
        for (uint32_t a = 0; a < arms; a++)
            values[a * count + k] = 13 + 3 * shared[0] + truth[a] +
                                    (1 + 0.5 * a) * draw_shape(NORMAL, random_draw(key, RANDOM_entry_traits_b, a, 0, trial, k));
    }
}

static void all_intervals_hold_at_once(void **state)
{
    (void)state;
    enum { ARMS = 4, PAIRS = 30, SOME = 500 };
    const double truth[ARMS] = {0, 0, 0.3, -1};
    double values[ARMS * PAIRS], wide = 0;
    int covered[2] = {0, 0};
    for (int kind = 0; kind < 2; kind++)
        for (uint32_t trial = 0; trial < SOME; trial++) {
            struct kith_difference d[ARMS];
            bool all = true;
            draw_arms(trial, ARMS, PAIRS, truth, values);
            kith_differences(values, ARMS, PAIRS, 0, kind ? KITH_KIND_RATIO : KITH_KIND_MEAN, 0.5, d);
            for (int a = 1; a < ARMS; a++)
                all = all && d[a].low <= truth[a] && truth[a] <= d[a].high;
            covered[kind] += all;
            struct paired p = paired_compare(values + PAIRS, values, PAIRS);
            if (!kind)
                wide += (d[1].high - d[1].low) / (p.high - p.low) / SOME;
        }
    assert_in_range(covered[0], SOME * 93 / 100, SOME * 97 / 100);
    assert_in_range(covered[1], SOME * 93 / 100, SOME * 97 / 100);
    assert_true(wide > 1.1 &&
                wide < 2.5409 / 2.0452 + 0.005); /* no wider than Bonferroni's t of 29 degrees of freedom at 0.05/3 */
}

static void the_best_arm_stays(void **state)
{
    (void)state;
    enum { ARMS = 5, PAIRS = 30 };
    static const double truths[][ARMS] = {{0, 0, 0, 0, 0}, {0.1, 0, 0.1, 0.1, 0.1}, {3, 2, 0, 1, 4}};
    double values[ARMS * PAIRS];
    for (size_t c = 0; c < sizeof truths / sizeof *truths; c++) {
        const size_t best = c == 0 ? 3 : c == 1 ? 1 : 2;
        int kept = 0, higher = 0;
        double left = 0;
        for (uint32_t trial = 0; trial < TRIALS; trial++) {
            bool may_be[ARMS];
            draw_arms(trial, ARMS, PAIRS, truths[c], values);
            kith_best(values, ARMS, PAIRS, KITH_BETTER_LOWER, may_be);
            kept += may_be[best];
            for (int a = 0; a < ARMS; a++)
                left += may_be[a] ? 1.0 / TRIALS : 0;
            for (size_t k = 0; k < ARMS * PAIRS; k++)
                values[k] = -values[k];
            kith_best(values, ARMS, PAIRS, KITH_BETTER_HIGHER, may_be);
            higher += may_be[best];
        }
        assert_true(kept >= TRIALS * 95 / 100);
        assert_int_equal(kept, higher);
        assert_true(c < 2 ? left > 3 : left < 2); /* far apart: hardly any other arm is left */
    }
}

static void who_is_best_where_little_is_known(void **state)
{
    (void)state;
    const double values[] = {1, 2, 3, NAN, NAN, NAN, 1, 2, 3, 9, 8, 9.5};
    bool may_be[4];
    kith_best(values, 4, 3, KITH_BETTER_LOWER, may_be);
    assert_true(may_be[0] && !may_be[1] && may_be[2] &&
                !may_be[3]); /* the first and the third are equal; the second has no number */
    kith_best(values, 4, 3, KITH_BETTER_NEITHER, may_be);
    assert_false(may_be[0] || may_be[2]);
    kith_best(values, 4, 1, KITH_BETTER_LOWER, may_be); /* of one replicate each, 1 2 3 NaN: nothing is beyond luck */
    assert_true(may_be[0] && may_be[1] && may_be[2] && !may_be[3]);
}

static struct kith_difference differ(const double *values, size_t count, enum kith_kind kind, double matters)
{
    struct kith_difference d[2];
    assert_int_equal(kith_differences(values, 2, count, 0, kind, matters, d), KITH_OK);
    assert_true(d[0].finding == KITH_NO_DIFFERENCE || d[0].finding == KITH_NOT_COMPARABLE);
    return d[1];
}

/* For every kind: what an interval says, and the sentences of what has no interval. */
static void verdicts(void **state)
{
    (void)state;
    enum { N = 16 };
    double same[2 * N], near[2 * N], far[2 * N], between[2 * N], constant[2 * N], none[2 * N];
    for (size_t k = 0; k < N; k++) {
        same[k] = near[k] = far[k] = between[k] = none[k] = 10 + (double)(k * 7 % 5);
        double noise = 0.02 * (double)(k % 4) - 0.03;
        same[N + k] = same[k];
        near[N + k] = near[k] + 0.1 + noise;
        far[N + k] = far[k] - 2 + noise;
        between[N + k] = between[k] + 0.5 + 10 * noise;
        constant[k] = 3;
        constant[N + k] = 5;
        none[N + k] = NAN;
    }
    for (int kind = 0; kind < KITH_KINDS; kind++) {
        struct kith_difference d = differ(same, N, (enum kith_kind)kind, 0.5);
        assert_true(d.difference == 0 && d.low == 0 && d.high == 0 && d.one_low == 0 && d.one_high == 0);
        assert_int_equal(d.finding, KITH_NO_DIFFERENCE);
        assert_int_equal(differ(near, N, (enum kith_kind)kind, 0.5).finding, KITH_TOO_CLOSE);
        assert_int_equal(differ(near, N, (enum kith_kind)kind, 0).finding, KITH_HIGHER);
        assert_int_equal(differ(near, N, (enum kith_kind)kind, NAN).finding, KITH_HIGHER);
        assert_int_equal(differ(far, N, (enum kith_kind)kind, 0.5).finding, KITH_LOWER);
        d = differ(between, N, (enum kith_kind)kind, 0.5);
        assert_int_equal(d.finding, KITH_NEEDS_MORE);
        assert_true(d.more == -1 || d.more >= 10);
        d = differ(constant, N, (enum kith_kind)kind, 0.5);
        assert_int_equal(d.finding, KITH_HIGHER);
        assert_true(d.low == 2 && d.high == 2 && isnan(d.correlation));
        d = differ(none, N, (enum kith_kind)kind, 0.5);
        assert_int_equal(d.finding, KITH_NOT_COMPARABLE);
        assert_true(isnan(d.low) && isnan(d.difference));
        d = differ((const double[]){3, 4}, 1, (enum kith_kind)kind, 0.5);
        assert_int_equal(d.finding, KITH_NEEDS_MORE);
        assert_int_equal(d.more, 29);
        assert_int_equal(differ((const double[]){3, 3}, 1, (enum kith_kind)kind, 0.5).finding, KITH_NO_DIFFERENCE);
    }
}

/* The way to the margin is known to half an interval: nothing is promised of one that may be none, and one digit of any other. */
static void how_many_more(void **state)
{
    (void)state;
    enum { FEW = 4, MANY = 40 };
    char text[KITH_SENTENCE];
    struct kith_study_outcome o = {.label = (char[]){"weeks"}, .unit = (char[]){"week/year"}, .matters = 0.5};
    /* The tiny school's: -0.51 (-1.10 to +0.08), of which 12310 more pairs were promised. */
    struct kith_difference d = differ((const double[]){0, 0, 0, 0, -0.03, -0.51, -0.51, -0.99}, FEW, KITH_KIND_MEAN, 0.5);
    assert_int_equal(d.finding, KITH_NEEDS_MORE);
    assert_int_equal(d.more, -1);
    assert_non_null(strstr(kith_verdict_sentence(&o, "b", "a", &d, text), "the difference may lie at that line itself"));
    double values[2 * MANY] = {0};
    for (size_t k = 0; k < MANY; k++)
        values[MANY + k] = k % 2 ? 1.5 : -1; /* 0.25 with a half-width of 0.405: 40 (0.405^2/0.25^2 - 1) = 65 */
    d = differ(values, MANY, KITH_KIND_MEAN, 0.5);
    assert_int_equal(d.finding, KITH_NEEDS_MORE);
    assert_int_equal(d.more, 70);
    assert_non_null(strstr(kith_verdict_sentence(&o, "b", "a", &d, text), "about 70 more pairs would settle it if"));
    for (size_t k = 0; k < MANY; k++)
        values[MANY + k] -= 0.12; /* 0.13: 40 (0.405^2/0.37^2 - 1) = 8, and tens are the least */
    assert_int_equal(differ(values, MANY, KITH_KIND_MEAN, 0.5).more, 10);
    d = differ((const double[]){1, 1, 1, 1.5, 1.5, 1.5}, 3, KITH_KIND_MEAN, 0.5); /* at the line, and no doubt about it */
    assert_true(d.finding == KITH_NEEDS_MORE && d.more == -1);
}

static void sentences(void **state)
{
    (void)state;
    char text[KITH_SENTENCE];
    struct kith_study_outcome o = {
        .label = (char[]){"weeks in distress"}, .unit = (char[]){"week/year"}, .better = KITH_BETTER_LOWER, .matters = 0.5};
    const double values[] = {10, 11, 12, 13, 8.9, 10, 11, 12.1};
    struct kith_difference d = differ(values, 4, KITH_KIND_MEAN, 0.5);
    assert_string_equal(
        kith_verdict_sentence(&o, "formal", "informal", &d, text),
        "weeks in distress: lower in formal than in informal, which is better for students: -1.00 weeks a year (95% "
        "interval -1.13 to -0.87), where 0.5 weeks a year or more counts as a difference that matters");
    assert_string_equal(kith_cohort_sentence(&o, &d, text),
                        "In about 9 of 10 simulated schools the difference lies between -1.21 and -0.79 weeks a year");
    struct kith_study_outcome count = {.label = (char[]){"encounters"}, .unit = (char[]){"1/year"}, .matters = 0.5};
    assert_string_equal(
        kith_verdict_sentence(&count, "formal", "informal", &d, text),
        "encounters: lower in formal than in informal: 1.00 fewer a year (95% interval -1.13 to -0.87), where 0.5 a year "
        "or more counts as a difference that matters");
    assert_string_equal(
        kith_amount_text(&(struct kith_difference){.difference = 164.14, .low = 160, .high = 168}, "1/year", false, text),
        "164.1 more a year");
    assert_string_equal(kith_amount_text(&(struct kith_difference){.low = -1, .high = 1}, "1/year", false, text), "0 a year");
    assert_string_equal(kith_amount_text(&(struct kith_difference){.difference = 0.1, .low = 0, .high = 0.2}, "1", true, text),
                        "+10 percentage points");
    d = differ((const double[]){NAN, NAN, 1, 2}, 2, KITH_KIND_MEAN, 0.5);
    assert_string_equal(
        kith_verdict_sentence(&o, "formal", "informal", &d, text),
        "weeks in distress: formal and informal cannot be compared, as no simulated school has a number for it in both");
    assert_non_null(strstr(kith_cohort_sentence(&o, &d, text), "cannot be said from no pair"));
    assert_non_null(strstr(kith_pairing_sentence(&d, text), "fewer than two pairs"));
    d = differ((const double[]){1, 2}, 1, KITH_KIND_MEAN, 0.5);
    assert_non_null(strstr(kith_verdict_sentence(&o, "b", "a", &d, text),
                           "one pair of simulated schools says nothing about luck: run at least 29 more"));
    d = differ((const double[]){1, 2, 1, 2}, 2, KITH_KIND_MEAN, 0.5);
    assert_string_equal(kith_verdict_sentence(&o, "b", "a", &d, text),
                        "weeks in distress: no difference between b and a; all pairs of simulated schools are exactly equal");
}

/*
 * Named are those asked first that are better one way, most beyond first in their direction, better and worse alike: not what an arm puts in, nor others of
 * a longer table, so that it says the same under every table. Distress has its own verdict.
 */
static void what_else_is_beyond(void **state)
{
    (void)state;
    enum { ROWS = 10 };
    static char name[ROWS][32] = {"nobody",        "weeks_p90",         "unmet_need", "formal_per_year",   "weeks_to_notice",
                                  "support_reach", "noticing_coverage", "worst_site", "weeks_in_distress", "isolated_weeks"};
    static char label[ROWS][8] = {"first", "b", "c", "hours", "e", "f", "other", "worst", "distr", "close"}, plain[] = "1";
    struct kith_study_outcome o[ROWS];
    struct kith_difference cell[2 * ROWS] = {{.pairs = 3}};
    char *arm[] = {(char[]){"old"}, (char[]){"new"}}, text[KITH_BEYOND];
    for (size_t k = 0; k < ROWS; k++) {
        double sign = k % 2 ? -1 : 1, size = 1.5 + (double)k;
        o[k] = (struct kith_study_outcome){
            .name = name[k], .label = label[k], .unit = plain, .matters = 1, .better = KITH_BETTER_LOWER};
        cell[2 * k + 1] = (struct kith_difference){.difference = sign * size,
                                                   .low = sign * size - 0.05,
                                                   .high = sign * size + 0.05,
                                                   .pairs = 3,
                                                   .finding = k == 9  ? KITH_TOO_CLOSE
                                                              : k % 2 ? KITH_LOWER
                                                                      : KITH_HIGHER};
    }
    o[3].better = o[8].better = KITH_BETTER_NEITHER;
    o[7].matters = NAN;
    struct kith_study study = {.arms = 2, .arm = arm, .outcome = o, .outcomes = ROWS};
    struct kith_rows rows = {.study = &study, .count = ROWS, .cell = cell};
    const char *said =
        "distr: higher in new than in old: +9.500 (95% interval +9.450 to +9.550), where 1 or more counts as a "
        "difference that matters. Of what else is asked first about how students fare, new against old is, by enough to "
        "matter, lower in f (-6.500), b (-2.500); higher in e (+5.500), c (+3.500)";
    assert_string_equal(kith_beyond_sentence(&rows, 1, text), said);
    const size_t row[] = {0, 8, 9, 5, 4, 2, 1}; /* a shorter table, in another order */
    const struct kith_difference *all = cell;
    struct kith_difference some[2 * 7];
    for (size_t k = 0; k < 7; k++)
        memcpy(some + 2 * k, all + 2 * row[k], 2 * sizeof *some);
    const struct kith_rows shorter = {.study = &study, .row = row, .count = 7, .cell = some};
    assert_string_equal(kith_beyond_sentence(&shorter, 1, text), said);
    rows.first = 8;
    o[1].checked = o[2].checked = o[4].checked = true;
    assert_string_equal(
        kith_beyond_sentence(&rows, 1, text),
        "Of what else is asked first about how students fare, new against old is, by enough to matter, lower in f (-6.500)");
    o[5].checked = true;
    assert_string_equal(kith_beyond_sentence(&rows, 1, text),
                        "Of what else is asked first about how students fare, nothing is lower or higher in "
                        "new than in old by enough to matter, as far as these runs can tell");
    rows.count = 1;
    rows.first = 0;
    assert_string_equal(kith_beyond_sentence(&rows, 1, text), "");
}

/* Var(a) = Var(b) = 10, Var(a - b) = 1 by construction: correlation 0.95, factor 20, and 20 n unpaired. */
/* Shares in percent and points, the rest as they are. */
static void numbers_as_people_read_them(void **state)
{
    (void)state;
    char text[2 * KITH_NUMBER];
    struct kith_difference d = {.difference = 0.0231, .low = 0.0112, .high = 0.0341, .pairs = 30};
    assert_string_equal(kith_level_text(0.7742, true, text), "77.4%");
    assert_string_equal(kith_level_text(0.7742, false, text), "0.774");
    assert_string_equal(kith_level_text(0.0042, true, text), "0.42%");
    assert_string_equal(kith_level_text(0, true, text), "0%");
    assert_string_equal(kith_level_text(NAN, true, text), "-");
    assert_string_equal(kith_level_text(1, true, text), "100.0%");
    assert_string_equal(kith_difference_text(&d, true, text), "+2.3 points (+1.1 to +3.4)");
    assert_string_equal(kith_difference_text(&d, false, text), "+0.023 (+0.011 to +0.034)");
    assert_string_equal(kith_margin_text(0.05, true, text), "5 points");
    assert_string_equal(kith_margin_text(0.05, false, text), "0.05");
    assert_string_equal(kith_margin_text(NAN, true, text), "-");
    d = (struct kith_difference){.difference = 0.01, .low = -0.001, .high = 0.021, .pairs = 30};
    assert_string_equal(kith_signed_text(-0.0001, &d, false, text), "0.000"); /* what rounds to 0 has no sign */
    d = (struct kith_difference){.difference = -0.5, .low = NAN, .high = NAN, .pairs = 1};
    assert_string_equal(kith_difference_text(&d, true, text), "-50 points (one pair)");
    assert_string_equal(kith_difference_text(&d, false, text), "-0.50 (one pair)");
    assert_string_equal(kith_target_text("T1: 0.22 to 0.32", true, text), "T1: 22% to 32%");
    assert_string_equal(kith_target_text("T4: -0.05 to 0.05", true, text), "T4: -5% to 5%");
    assert_string_equal(kith_target_text("T9: 14 to 24", false, text), "T9: 14 to 24");
    const struct {
        double mean, low, high;
        const char *said;
    } levels[] = {{0.22, NAN, NAN, "met (one school)"},
                  {0.33, NAN, NAN, "MISSED (one school)"},
                  {NAN, NAN, NAN, "not measured in this run"},
                  {0.27, 0.23, 0.31, "met"},
                  {0.35, 0.33, 0.37, "MISSED"},
                  {0.20, 0.19, 0.21, "MISSED"},
                  {0.34, 0.31, 0.37, "cannot be told yet"},
                  {0.23, 0.21, 0.25, "cannot be told yet"},
                  {0.27, 0.1, 0.4, "cannot be told yet"}};
    for (size_t k = 0; k < sizeof levels / sizeof *levels; k++) {
        d = (struct kith_difference){.mean = levels[k].mean, .mean_low = levels[k].low, .mean_high = levels[k].high};
        assert_string_equal(kith_target_words("T1: 0.22 to 0.32", &d), levels[k].said);
    }
    assert_string_equal(kith_target_words("by eye", &(struct kith_difference){.mean = 1}), "");
}

/* Gini, counts, SDs, odds ratios and coefficients are no shares, though their unit is 1, and every share's is. */
static void which_outcomes_are_shares(void **state)
{
    (void)state;
    static const char *const not_shares[] = {"weeks_gini",      "friends_on_placement", "supporters_serving", "supporter_burden",
                                             "named_variation", "tutor_odds",           "named_friends",      "effect_empathy_r"};
    for (size_t k = 0; k < outcome_count + OUTCOMES_OF_SUPPORTERS; k++)
        if (outcome_at(k)->share) {
            assert_string_equal(outcome_at(k)->unit, "1");
            assert_true(outcome_at(k)->matters <= 0.05);
        }
    for (size_t k = 0; k < sizeof not_shares / sizeof *not_shares; k++)
        assert_false(outcome_find(not_shares[k])->share);
    assert_true(outcome_find("unmet_need")->share && outcome_find("prevalence")->share);
}

static void what_pairing_gained(void **state)
{
    (void)state;
    enum { N = 2000 };
    static double values[2 * N];
    struct random_key key = random_key(47, 1);
    for (uint32_t k = 0; k < N; k++) {
        double z[4];
        struct random_draw draw = random_draw(key, RANDOM_entry_traits_a, 0, 0, k, 0);
        random_normals(draw.word[0], draw.word[1], z);
        random_normals(draw.word[2], draw.word[3], z + 2);
        values[k] = sqrt(9.5) * z[0] + sqrt(0.5) * z[1];
        values[N + k] = sqrt(9.5) * z[0] + sqrt(0.5) * z[2];
    }
    struct kith_difference d = differ(values, N, KITH_KIND_MEAN, 0.5);
    assert_near(d.correlation, 0.95, 0.01);
    assert_near(d.variance_reduction, 20, 2);
    assert_near(d.unpaired, 20 * N, 2 * N);
    assert_near(d.one_low, -1.645, 0.15); /* 90% of differences with SD 1 */
    assert_near(d.one_high, 1.645, 0.15);
}

static void stopping_by_hand(void **state)
{
    (void)state;
    enum { N = 60 };
    double values[3 * N];
    struct kith_precision precision = {0.25, 30, 10};
    for (size_t k = 0; k < N; k++) {
        values[k] = (double)k;
        values[N + k] = (double)k + (k % 2 ? 0.5 : -0.5); /* SD about 0.5: half-width 0.19 at 30 */
        values[2 * N + k] = NAN;
    }
    struct kith_stopping s = kith_stopping(values, 2, N, 0, &precision);
    assert_true(s.enough && s.more == 0);
    assert_near(s.half_width, 2.0010 * sqrt(0.25 * 60 / 59 / 60), 1e-4);
    s = kith_stopping(values, 3, N, 0, &precision); /* an arm without the outcome holds nothing up */
    assert_true(s.enough);
    double few[2 * 20];
    memcpy(few, values, 20 * sizeof *few);
    memcpy(few + 20, values + N, 20 * sizeof *few);
    s = kith_stopping(few, 2, 20, 0, &precision);
    assert_true(!s.enough && s.more == 10); /* never before the start */
    precision.half_width = 0.1;
    s = kith_stopping(values, 2, N, 0, &precision); /* about 100 needed, and a look ahead of ten */
    assert_true(!s.enough);
    assert_in_range(s.more, 40, 70);
    precision.half_width = 1e-9;
    assert_int_equal(kith_stopping(values, 2, N, 0, &precision).more, -1);
    memcpy(values + N, values, N * sizeof *values);
    assert_true(kith_stopping(values, 2, N, 0, &precision).enough); /* no difference: exactly 0 wide */
}

/* The quantiles are those of R's quantile(type = 7). */
static void quantiles_by_known_numbers(void **state)
{
    (void)state;
    const double sorted[] = {1, 2, 4, 8, 16};
    assert_near(resample_quantile(sorted, 5, 0.05), 1.2, 1e-12);
    assert_near(resample_quantile(sorted, 5, 0.5), 4, 1e-12);
    assert_near(resample_quantile(sorted, 5, 1), 16, 0);
    assert_near(resample_quantile(sorted, 1, 0.3), 1, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_cover_with_the_rule_on),
        cmocka_unit_test(bootstrap_beside_paired_t),
        cmocka_unit_test(all_intervals_hold_at_once),
        cmocka_unit_test(the_best_arm_stays),
        cmocka_unit_test(who_is_best_where_little_is_known),
        cmocka_unit_test(verdicts),
        cmocka_unit_test(how_many_more),
        cmocka_unit_test(sentences),
        cmocka_unit_test(what_else_is_beyond),
        cmocka_unit_test(numbers_as_people_read_them),
        cmocka_unit_test(which_outcomes_are_shares),
        cmocka_unit_test(what_pairing_gained),
        cmocka_unit_test(stopping_by_hand),
        cmocka_unit_test(quantiles_by_known_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
