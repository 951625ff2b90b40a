/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One outcome of every arm against the reference arm.
 *
 * A difference is between arms of one replicate, which share students and luck (common random numbers). The 95% interval of its mean is
 *   paired t                 for means, and for anything with fewer than KITH_BOOTSTRAP_LEAST pairs;
 *   a percentile bootstrap   over replicates for ratios, quantiles and Gini. With n replicates the plain percentile interval is
 *     too narrow (it is normal, with n instead of n − 1), so its tails are moved out to Φ(−t √(n/(n − 1))), t being Student's quantile for the nominal tail
 *     with n − 1 degrees of freedom ("expanded percentile": Hesterberg 2015, The American Statistician 69:371).
 * With three arms or more all intervals hold at once in 95% of runs. The tail of each is that of the 95% quantile q of max over arms of |Z|, which
 * the bootstrap gives with the arms' own correlation: tail = Φ(−q), kept between Bonferroni's and the single one.
 */
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "experiment/compare/paired.h"
#include "experiment/compare/resample.h"
#include "kith/compare.h"

enum { FIRST_PAIRS = 30 };

static const double TAIL = 0.025, COHORT_TAIL = 0.05;

/* What is worked with: per arm its pairs' differences, and the bootstrap's means of them (sorted when the tail is known). */
struct work {
    size_t arms, count, reference;
    struct paired *paired;
    double *off;   /* [arms][count]: the differences of the arm's pairs, in order */
    double *means; /* [arms][RESAMPLES]; NULL: not needed */
};

static bool is_compared(const struct work *work, size_t arm)
{
    return arm != work->reference && work->paired[arm].pairs > 0;
}

static size_t count_compared(const struct work *work)
{
    size_t compared = 0;
    for (size_t a = 0; a < work->arms; a++)
        compared += is_compared(work, a);
    return compared;
}

static void take_differences(const struct work *work, const double *values)
{
    const double *reference = values + work->reference * work->count;
    for (size_t a = 0; a < work->arms; a++) {
        const double *arm = values + a * work->count;
        work->paired[a] = paired_compare(arm, reference, work->count);
        size_t kept = 0;
        for (size_t k = 0; k < work->count; k++)
            if (!isnan(arm[k]) && !isnan(reference[k]))
                work->off[a * work->count + kept++] = arm[k] - reference[k];
    }
}

/* The share that each interval leaves out at either end, so that all of them hold at once. */
static double joint_tail(const struct work *work, double *largest)
{
    size_t compared = count_compared(work);
    if (compared < 2 || !work->means)
        return TAIL;
    for (size_t b = 0; b < RESAMPLES; b++)
        largest[b] = 0;
    for (size_t a = 0; a < work->arms; a++) {
        const struct paired *p = &work->paired[a];
        double n = (double)p->pairs, error = p->sd * sqrt((n - 1) / n / n);
        for (size_t b = 0; is_compared(work, a) && error > 0 && b < RESAMPLES; b++)
            largest[b] = fmax(largest[b], fabs(work->means[a * RESAMPLES + b] - p->difference) / error);
    }
    resample_sort(largest, RESAMPLES);
    double tail = gsl_cdf_ugaussian_Q(resample_quantile(largest, RESAMPLES, 1 - 2 * TAIL));
    return fmin(TAIL, fmax(TAIL / (double)compared, tail));
}

static void bootstrap_interval(struct kith_difference *d, double *means, double n, double tail)
{
    double out = gsl_cdf_ugaussian_Q(gsl_cdf_tdist_Qinv(tail, n - 1) * sqrt(n / (n - 1)));
    resample_sort(means, RESAMPLES);
    d->low = resample_quantile(means, RESAMPLES, out);
    d->high = resample_quantile(means, RESAMPLES, 1 - out);
    d->bootstrap = true;
}

static enum kith_finding judge(const struct kith_difference *d, double matters)
{
    if (d->pairs == 0)
        return KITH_NOT_COMPARABLE;
    if (d->lower_in == 0 && d->higher_in == 0)
        return KITH_NO_DIFFERENCE;
    if (d->low > -matters && d->high < matters)
        return KITH_TOO_CLOSE;
    double margin = isnan(matters) ? 0 : matters;
    if (d->high < -margin)
        return KITH_LOWER;
    return d->low > margin ? KITH_HIGHER : KITH_NEEDS_MORE;
}

/* Rounded up to one digit, tens at least: more would be a promise. */
static int64_t round_pairs(double pairs)
{
    double unit = fmax(10, pow(10, floor(log10(fmax(pairs, 1)))));
    return (int64_t)(fmax(1, ceil(pairs / unit)) * unit);
}

/*
 * An interval shrinks with the root of the pairs; it is settled when it is shorter than the way to the margin. That way is known to half an interval only, which
 * reaches across the margin: a way shorter than half of that again (about a standard error) may as well be none.
 */
static int64_t predict_more(const struct kith_difference *d, double matters)
{
    if (d->finding != KITH_NEEDS_MORE)
        return 0;
    if (isnan(d->low))
        return FIRST_PAIRS - d->pairs;
    double way = fabs(fabs(d->difference) - (isnan(matters) ? 0 : matters)), half = (d->high - d->low) / 2;
    if (!(way > half / 2))
        return -1;
    return round_pairs((double)d->pairs * (pow(half / way, 2) - 1));
}

static void describe_pairing(struct kith_difference *d, const struct paired *p)
{
    double apart = p->arm_sd * p->arm_sd + p->reference_sd * p->reference_sd;
    d->correlation = p->correlation;
    d->variance_reduction = apart > 0 ? apart / (p->sd * p->sd) : (double)NAN;
    d->unpaired = (double)p->pairs * d->variance_reduction;
    d->lopsided = p->skewness;
}

/* Few pairs have no 5th percentile of their own: there, what a further pair is predicted to show (Student's t). off is sorted. */
static void describe_cohort(struct kith_difference *d, const struct paired *p, const double *off)
{
    enum { QUANTILES_LEAST = 20 };
    double half = paired_half_width(p, COHORT_TAIL) * sqrt((double)p->pairs + 1);
    bool few = p->pairs < QUANTILES_LEAST;
    d->one_low = few ? p->difference - half : resample_quantile(off, p->pairs, COHORT_TAIL);
    d->one_high = few ? p->difference + half : resample_quantile(off, p->pairs, 1 - COHORT_TAIL);
}

static void fill(const struct work *work, size_t arm, enum kith_kind kind, double tail, double matters, struct kith_difference *d)
{
    const struct paired *p = &work->paired[arm];
    *d = (struct kith_difference){.mean = p->mean,
                                  .mean_low = p->mean_low,
                                  .mean_high = p->mean_high,
                                  .reference = work->paired[work->reference].mean,
                                  .difference = p->difference,
                                  .low = NAN,
                                  .high = NAN,
                                  .one_low = NAN,
                                  .one_high = NAN,
                                  .lower_in = (int64_t)p->lower_in,
                                  .higher_in = (int64_t)p->higher_in,
                                  .pairs = (int64_t)p->pairs};
    describe_pairing(d, p);
    if (p->pairs >= 2) {
        double half = paired_half_width(p, tail), *off = work->off + arm * work->count;
        d->low = p->difference - half;
        d->high = p->difference + half;
        if (kind != KITH_KIND_MEAN && is_compared(work, arm) && p->pairs >= KITH_BOOTSTRAP_LEAST)
            bootstrap_interval(d, work->means + arm * RESAMPLES, (double)p->pairs, tail);
        resample_sort(off, p->pairs);
        describe_cohort(d, p, off);
    }
    d->finding = judge(d, matters);
    d->more = predict_more(d, matters);
}

enum kith_status kith_differences(const double *values, size_t arms, size_t count, size_t reference, enum kith_kind kind,
                                  double matters, struct kith_difference *difference)
{
    struct work work = {.arms = arms, .count = count, .reference = reference};
    double *largest = malloc(RESAMPLES * sizeof *largest);
    work.paired = calloc(arms, sizeof *work.paired);
    work.off = malloc((arms * count + 1) * sizeof *work.off);
    bool good = largest && work.paired && work.off;
    if (good)
        take_differences(&work, values);
    if (good && (kind != KITH_KIND_MEAN || count_compared(&work) > 1)) {
        work.means = malloc(arms * RESAMPLES * sizeof *work.means);
        good = work.means != NULL;
    }
    for (size_t a = 0; good && work.means && a < arms; a++)
        if (is_compared(&work, a))
            resample_means(work.off + a * count, work.paired[a].pairs, work.means + a * RESAMPLES);
    double tail = good ? joint_tail(&work, largest) : TAIL;
    for (size_t a = 0; good && a < arms; a++)
        fill(&work, a, kind, tail, matters, &difference[a]);
    free(largest);
    free(work.paired);
    free(work.off);
    free(work.means);
    return good ? KITH_OK : KITH_FAILED;
}
