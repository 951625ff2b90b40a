/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why arms differ: how far distressed students come on the way of support, in student weeks. A student who is offered help by friends and by
 * supporters in one week counts in both columns, and referrals and care are of all students, so stages are read down, not added.
 */
#include <math.h>
#include <stdlib.h>

#include "kith/compare.h"

static const struct {
    const char *variable, *words;
} stages[KITH_FUNNEL_STAGES] = {
    [KITH_FUNNEL_DISTRESSED] = {"distressed", "in simulated distress"},
    [KITH_FUNNEL_NOTICED] = {"noticed", "noticed by somebody"},
    [KITH_FUNNEL_OFFERED_INFORMAL] = {"offered_informal", "offered help by friends and peers"},
    [KITH_FUNNEL_OFFERED_FORMAL] = {"offered_formal", "offered help by supporters, or dropped in"},
    [KITH_FUNNEL_ACCEPTED_INFORMAL] = {"accepted_informal", "accepted it from friends and peers"},
    [KITH_FUNNEL_ACCEPTED_FORMAL] = {"accepted_formal", "accepted it from supporters"},
    [KITH_FUNNEL_RELIEVED_INFORMAL] = {"relieved_informal", "relieved by friends and peers"},
    [KITH_FUNNEL_RELIEVED_FORMAL] = {"relieved_formal", "relieved by supporters"},
    [KITH_FUNNEL_REFERRED] = {"referred", "handed on to professional services"},
    [KITH_FUNNEL_IN_CARE] = {"in_care", "in professional care"},
};

static const double THOUSAND = 1000;

const char *kith_funnel_words(enum kith_funnel_stage stage)
{
    return stages[stage].words;
}

/* Adds up the weeks of each arm and replicate: sums[arms][replicates]. */
static enum kith_status sum_weeks(const struct kith_study *study, const char *name, double *sums, struct kith_report *report)
{
    double *values;
    enum kith_status status = kith_study_weekly(study, name, &values, report);
    for (size_t k = 0; status == KITH_OK && k < study->arms * study->replicates; k++) {
        sums[k] = 0;
        for (size_t week = 0; week < study->weeks; week++)
            sums[k] += values[k * study->weeks + week];
    }
    free(values);
    return status;
}

/* Mean over replicates of 1,000 part / whole. */
static double mean_share(const double *part, const double *whole, size_t replicates)
{
    double sum = 0, count = 0;
    for (size_t r = 0; r < replicates; r++)
        if (whole[r] > 0) {
            sum += THOUSAND * part[r] / whole[r];
            count++;
        }
    return count > 0 ? sum / count : (double)NAN;
}

enum kith_status kith_study_funnel(const struct kith_study *study, double *value, struct kith_report *report)
{
    size_t cells = study->arms * study->replicates;
    double *whole = malloc(cells * sizeof *whole), *part = malloc(cells * sizeof *part);
    enum kith_status status = whole && part ? sum_weeks(study, "students", whole, report) : KITH_FAILED;
    for (size_t stage = 0; stage < KITH_FUNNEL_STAGES && status == KITH_OK; stage++) {
        status = sum_weeks(study, stages[stage].variable, part, report);
        for (size_t a = 0; a < study->arms && status == KITH_OK; a++)
            value[a * KITH_FUNNEL_STAGES + stage] =
                mean_share(part + a * study->replicates, whole + a * study->replicates, study->replicates);
        if (stage == KITH_FUNNEL_DISTRESSED) { /* what the stages below are of */
            double *students = whole;
            whole = part;
            part = students;
        }
    }
    free(whole);
    free(part);
    return status;
}
