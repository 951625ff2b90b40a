/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outcomes of a programme: whom it reaches, what it asks of supporters, whether it lasts. Missing where nobody serves. */
#include "experiment/outcome_private.h"

#include <math.h>

double outcome_reach_one(const struct observer *o)
{
    return o->sums.supporter_weeks > 0 ? outcome_ratio(o->sums.reach[0], o->sums.reach_students) : NAN;
}

double outcome_reach_two(const struct observer *o)
{
    return o->sums.supporter_weeks > 0 ? outcome_ratio(o->sums.reach[1], o->sums.reach_students) : NAN;
}

double outcome_supporters_serving(const struct observer *o)
{
    return o->sums.supporter_weeks > 0 ? o->sums.supporter_weeks / o->plan.weeks : NAN;
}

double outcome_supporter_encounters(const struct observer *o)
{
    return 52 * outcome_ratio(o->sums.supporter_encounters, o->sums.supporter_weeks);
}

double outcome_supporter_burden(const struct observer *o)
{
    return outcome_ratio(o->sums.burden, o->sums.supporter_weeks);
}

/* The last year of the run, in which it shows whether a programme lasts. */
static int32_t first_of_last_year(const struct observer *o)
{
    return o->plan.weeks > 52 ? o->plan.weeks - 52 : 0;
}

double outcome_serving_last_year(const struct observer *o)
{
    double sum = 0;
    int32_t first = first_of_last_year(o);
    for (int32_t week = first; week < o->plan.weeks; week++)
        for (int v = WEEKLY_SUPPORTERS_ON_DUTY; v <= WEEKLY_SUPPORTERS_PAUSED; v++)
            sum += o->weekly[(size_t)v * (size_t)o->plan.weeks + (size_t)week];
    return o->sums.supporter_weeks > 0 ? sum / (o->plan.weeks - first) : NAN;
}

double outcome_reach_last_year(const struct observer *o)
{
    double reached = 0, students = 0;
    size_t years = (size_t)o->plan.years, weeks = (size_t)o->plan.weeks;
    for (size_t k = (size_t)first_of_last_year(o) * years; k < weeks * years; k++) {
        reached += o->by_year[SPLIT_REACHED * weeks * years + k];
        students += o->by_year[SPLIT_STUDENTS * weeks * years + k];
    }
    return o->sums.supporter_weeks > 0 ? outcome_ratio(reached, students) : NAN;
}

double outcome_supporters_stopped(const struct observer *o)
{
    return o->sums.supporter_weeks > 0 ? 52 * outcome_total(o, WEEKLY_SUPPORTERS_STOPPED) / o->plan.weeks : NAN;
}

double outcome_programme_trust(const struct observer *o)
{
    return o->sums.supporter_weeks > 0 ? outcome_ratio(o->sums.trust, o->sums.trust_weeks) : NAN;
}
