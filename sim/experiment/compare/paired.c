/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/compare/paired.h"

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>

static const double TAIL = 0.025;

static bool is_pair(const double *arm, const double *reference, size_t k)
{
    return !isnan(arm[k]) && !isnan(reference[k]);
}

/* Differences are counted, and summed in order. */
static void count_pairs(struct paired *paired, const double *arm, const double *reference, size_t count, double means[2])
{
    double sum = 0, differences = 0;
    means[0] = means[1] = 0;
    for (size_t k = 0; k < count; k++) {
        sum += isnan(arm[k]) ? 0 : arm[k];
        paired->present += isnan(arm[k]) ? 0 : 1;
        if (!is_pair(arm, reference, k))
            continue;
        differences += arm[k] - reference[k];
        means[0] += arm[k];
        means[1] += reference[k];
        paired->lower_in += arm[k] < reference[k];
        paired->higher_in += arm[k] > reference[k];
        paired->pairs++;
    }
    double n = (double)paired->pairs;
    if (paired->present)
        paired->mean = sum / (double)paired->present;
    if (paired->pairs)
        paired->difference = differences / n;
    means[0] /= n;
    means[1] /= n;
}

/* Of the arm alone, whatever the reference has. */
static void measure_mean(struct paired *paired, const double *arm, size_t count)
{
    double squares = 0, n = (double)paired->present;
    for (size_t k = 0; k < count; k++)
        squares += isnan(arm[k]) ? 0 : pow(arm[k] - paired->mean, 2);
    if (paired->present < 2)
        return;
    double half = gsl_cdf_tdist_Qinv(TAIL, n - 1) * sqrt(squares / (n - 1) / n);
    paired->mean_low = paired->mean - half;
    paired->mean_high = paired->mean + half;
}

static void measure_spread(struct paired *paired, const double *arm, const double *reference, size_t count, const double means[2])
{
    double squares = 0, cubes = 0, ours = 0, theirs = 0, both = 0, n = (double)paired->pairs;
    for (size_t k = 0; k < count; k++) {
        if (!is_pair(arm, reference, k))
            continue;
        double off = arm[k] - reference[k] - paired->difference, a = arm[k] - means[0], b = reference[k] - means[1];
        squares += off * off;
        cubes += off * off * off;
        ours += a * a;
        theirs += b * b;
        both += a * b;
    }
    paired->sd = sqrt(squares / (n - 1));
    paired->arm_sd = sqrt(ours / (n - 1));
    paired->reference_sd = sqrt(theirs / (n - 1));
    paired->correlation = ours > 0 && theirs > 0 ? both / sqrt(ours * theirs) : NAN;
    paired->skewness = squares > 0 ? cubes / n / pow(squares / n, 1.5) : 0;
}

double paired_half_width(const struct paired *paired, double tail)
{
    double n = (double)paired->pairs;
    return paired->pairs < 2 ? INFINITY : gsl_cdf_tdist_Qinv(tail, n - 1) * sqrt(paired->sd * paired->sd / n);
}

struct paired paired_compare(const double *arm, const double *reference, size_t count)
{
    struct paired paired = {.mean = NAN,
                            .mean_low = NAN,
                            .mean_high = NAN,
                            .difference = NAN,
                            .low = NAN,
                            .high = NAN,
                            .sd = NAN,
                            .arm_sd = NAN,
                            .reference_sd = NAN,
                            .correlation = NAN,
                            .skewness = NAN};
    double means[2];
    count_pairs(&paired, arm, reference, count, means);
    measure_mean(&paired, arm, count);
    if (paired.pairs < 2)
        return paired;
    measure_spread(&paired, arm, reference, count, means);
    double half = paired_half_width(&paired, TAIL);
    paired.low = paired.difference - half;
    paired.high = paired.difference + half;
    return paired;
}
