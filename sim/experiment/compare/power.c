/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a real trial would need. Its schools cannot be paired, as no school lives the same years twice: two arms of n schools (or cohorts) each, a
 * two-sided t test at 5% of their means, and the spread between simulated schools as the spread between real ones, which is larger: real
 * schools differ in more than luck. So these are the fewest schools that could do. The power is that of the noncentral t with 2n − 2 degrees of freedom, by its normal
 * approximation (Johnson, Kotz and Balakrishnan 1995, 31.6): P(T' > t) ≈ Φ((δ − t (1 − 1/4ν)) / √(1 + t²/2ν)).
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "experiment/compare/paired.h"
#include "experiment/compare/study.h"

static const double ALPHA = 0.05;
enum { SCHOOLS_MAX = 1000000 };

const int kith_power_schools[KITH_POWER_SIZES] = {5, 10, 20, 50};

/* Chance that |T'| exceeds the 5% point, by degrees of freedom and noncentrality. */
static double power_at(double freedom, double noncentral)
{
    double t = gsl_cdf_tdist_Qinv(ALPHA / 2, freedom), spread = sqrt(1 + t * t / (2 * freedom)),
           point = t * (1 - 1 / (4 * freedom));
    return gsl_cdf_ugaussian_P((noncentral - point) / spread) + gsl_cdf_ugaussian_P((-noncentral - point) / spread);
}

double kith_power_of(double difference, double sd, double n)
{
    return sd > 0 ? power_at(2 * n - 2, fabs(difference) / (sd * sqrt(2 / n))) : (double)(fabs(difference) > 0);
}

static double power_paired(double difference, double sd, double n)
{
    return power_at(n - 1, fabs(difference) / (sd / sqrt(n)));
}

/* The fewest n from 2 on with this power, by doubling and halving; 0: more than SCHOOLS_MAX, or nothing to see. */
static int64_t least(double power, double difference, double sd, double (*of)(double difference, double sd, double n))
{
    int64_t low = 1, high = 2;
    if (!(fabs(difference) > 0) || !(sd > 0))
        return fabs(difference) > 0 ? 2 : 0;
    while (high < SCHOOLS_MAX && of(difference, sd, (double)high) < power) {
        low = high;
        high *= 2;
    }
    while (high - low > 1) {
        int64_t middle = (low + high) / 2;
        if (of(difference, sd, (double)middle) < power)
            low = middle;
        else
            high = middle;
    }
    return high < SCHOOLS_MAX ? high : 0;
}

/* The end nearer to 0 asks for most. */
static struct kith_trial trial_of(const struct kith_difference *d, double sd, double power)
{
    bool low_is_near = fabs(d->low) < fabs(d->high);
    return (struct kith_trial){least(power, d->difference, sd, kith_power_of),
                               least(power, low_is_near ? d->high : d->low, sd, kith_power_of),
                               least(power, low_is_near ? d->low : d->high, sd, kith_power_of)};
}

static void plan_trial(struct kith_power *power)
{
    const struct kith_difference *d = &power->of;
    power->in_80 = trial_of(d, power->sd, 0.8);
    power->in_90 = trial_of(d, power->sd, 0.9);
    power->paired_80 = least(0.8, d->difference, power->paired_sd, power_paired);
    for (int k = 0; k < KITH_POWER_SIZES; k++)
        power->seen_by[k] = kith_power_of(d->difference, power->sd, kith_power_schools[k]);
}

enum kith_status kith_study_power(const struct kith_study *study, size_t outcome, size_t arm, size_t reference,
                                  struct kith_power *power)
{
    const double *values = study->outcome[outcome].value;
    struct kith_difference *all = calloc(study->arms, sizeof *all);
    enum kith_status status = all ? kith_study_compare(study, outcome, reference, all) : KITH_FAILED;
    *power = (struct kith_power){.sd = NAN, .paired_sd = NAN};
    if (status == KITH_OK)
        power->of = all[arm];
    free(all);
    if (status != KITH_OK || power->of.pairs < 2)
        return status == KITH_OK ? KITH_INVALID : status;
    reference = study_reference(&study->outcome[outcome], reference);
    struct paired p = paired_compare(values + arm * study->replicates, values + reference * study->replicates, study->replicates);
    power->sd = sqrt((p.arm_sd * p.arm_sd + p.reference_sd * p.reference_sd) / 2);
    power->paired_sd = p.sd;
    power->told = p.pairs >= (size_t)study->start && (power->of.low > 0 || power->of.high < 0);
    if (power->told)
        plan_trial(power);
    return KITH_OK;
}

static struct paired pair_of(const struct kith_study *study, const char *outcome, size_t arm, size_t reference)
{
    size_t k = kith_study_outcome_index(study, outcome);
    if (k == study->outcomes)
        return (struct paired){.difference = NAN};
    const double *values = study->outcome[k].value;
    reference = study_reference(&study->outcome[k], reference);
    return paired_compare(values + arm * study->replicates, values + reference * study->replicates, study->replicates);
}

/* How far two studies' differences are apart, in units of what the difference of one school in each arm varies by. */
static double apart(const struct kith_study *one, const struct kith_study *other, const char *outcome, size_t arm,
                    size_t reference)
{
    struct paired a = pair_of(one, outcome, arm, reference), b = pair_of(other, outcome, arm, reference);
    if (a.pairs < 2 || b.pairs < 2)
        return 0;
    double variance =
        (a.arm_sd * a.arm_sd + a.reference_sd * a.reference_sd + b.arm_sd * b.arm_sd + b.reference_sd * b.reference_sd) / 2;
    return variance > 0 ? fabs(a.difference - b.difference) / sqrt(variance) : 0;
}

static int compare_separations(const void *left, const void *right)
{
    const struct kith_separation *a = left, *b = right;
    if (a->apart > b->apart || a->apart < b->apart)
        return a->apart > b->apart ? -1 : 1;
    return (a->outcome > b->outcome) - (a->outcome < b->outcome);
}

/* The two studies that an outcome tells apart best. */
static struct kith_separation separate(const struct kith_study *const *studies, size_t count, size_t outcome, size_t arm,
                                       size_t reference)
{
    struct kith_separation best = {.outcome = outcome};
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count; k++) {
            double far = apart(studies[i], studies[k], studies[0]->outcome[outcome].name, arm, reference);
            if (far > best.apart)
                best = (struct kith_separation){outcome, i, k, far};
        }
    return best;
}

size_t kith_studies_separate(const struct kith_study *const *studies, size_t study_count, size_t arm, size_t reference,
                             struct kith_separation *separation, size_t count)
{
    size_t kept = 0;
    for (size_t k = 0; study_count > 0 && k < studies[0]->outcomes; k++) {
        struct kith_separation one = separate(studies, study_count, k, arm, reference);
        if (!(one.apart > 0) || count == 0)
            continue;
        if (kept < count)
            separation[kept++] = one;
        else if (compare_separations(&one, &separation[count - 1]) < 0)
            separation[count - 1] = one;
        qsort(separation, kept, sizeof *separation, compare_separations);
    }
    return kept;
}
