/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outcomes of simulated distress: how much, whose, where, how long. */
#include "experiment/outcome/outcome_private.h"

#include <math.h>
#include <stdlib.h>

#include "base/order.h"

double outcome_weeks_in_distress(const struct observer *o)
{
    return outcome_per_year(o, WEEKLY_DISTRESSED);
}

/* Weeks in distress a year of each student, sorted; NULL without memory or students. */
static double *sorted_rates(const struct observer *o)
{
    double *rate = o->accounts ? malloc(o->accounts * sizeof *rate) : NULL;
    for (size_t k = 0; rate && k < o->accounts; k++)
        rate[k] = 52.0 * o->account[k].distressed / o->account[k].weeks;
    if (rate)
        qsort(rate, o->accounts, sizeof *rate, order_doubles);
    return rate;
}

double outcome_weeks_p90(const struct observer *o)
{
    double *rate = sorted_rates(o);
    double value = rate ? rate[(size_t)ceil(0.9 * (double)o->accounts) - 1] : NAN;
    free(rate);
    return value;
}

double outcome_weeks_gini(const struct observer *o)
{
    double *rate = sorted_rates(o), weighted = 0, sum = 0, n = (double)o->accounts;
    for (size_t k = 0; rate && k < o->accounts; k++) {
        weighted += (double)(k + 1) * rate[k];
        sum += rate[k];
    }
    free(rate);
    return sum > 0 ? 2 * weighted / (n * sum) - (n + 1) / n : NAN;
}

/* Students at a site at a time, over the weeks in which there are any. */
static double site_students(const struct observer *o, int site)
{
    double students = 0, weeks = 0;
    for (int32_t week = 0; week < o->plan.weeks; week++) {
        int32_t here =
            o->by_site[((size_t)SPLIT_STUDENTS * (size_t)o->plan.weeks + (size_t)week) * (size_t)o->plan.sites + (size_t)site];
        students += here;
        weeks += here > 0;
    }
    return outcome_ratio(students, weeks);
}

double outcome_worst_site(const struct observer *o)
{
    double worst = NAN;
    for (int site = 0; site < o->plan.sites; site++)
        if (site_students(o, site) >= 5) /* smaller ones are not reported */
            worst = fmax(worst, 52 * outcome_ratio(o->sums.site_cases[site], o->sums.site_weeks[site]));
    return worst;
}

double outcome_prevalence(const struct observer *o)
{
    return outcome_ratio(o->sums.census_cases, o->sums.census);
}

double outcome_first_year_rise(const struct observer *o)
{
    const struct observe_sums *s = &o->sums;
    return outcome_ratio(s->month9_cases, s->month9_students) - outcome_ratio(s->entry_cases, s->entry_students);
}

double outcome_placement_difference(const struct observer *o)
{
    const struct observe_sums *s = &o->sums;
    return outcome_ratio(s->phase_cases[1], s->phase_students[1]) - outcome_ratio(s->phase_cases[0], s->phase_students[0]);
}

double outcome_case_again(const struct observer *o)
{
    return outcome_ratio(o->sums.again, o->sums.again_cases);
}

/* Kaplan-Meier share of episodes still running after this many weeks. */
static double unresolved(const struct observer *o, int weeks)
{
    double share = 1;
    for (int age = 0; age < weeks; age++)
        share *= 1 - outcome_ratio(o->sums.resolved[age], o->sums.at_risk[age]);
    return share;
}

double outcome_unresolved_3(const struct observer *o)
{
    return unresolved(o, 13);
}

double outcome_unresolved_6(const struct observer *o)
{
    return unresolved(o, 26);
}

double outcome_unresolved_12(const struct observer *o)
{
    return unresolved(o, 52);
}

double outcome_unresolved_24(const struct observer *o)
{
    return unresolved(o, 104);
}

double outcome_census_care(const struct observer *o)
{
    return outcome_ratio(o->sums.census_cared, o->sums.census_cases);
}
