/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outcomes of help-seeking: what respondents say in the survey at the year's end (observe/survey.c), over all years, and where the distressed turned. */
#include "experiment/outcome_private.h"

#include <math.h>

/* Ottawa's programme had 35: other numbers of supporters are no test of the model against its 303 interactions. */
double outcome_interactions(const struct observer *o)
{
    double serving = o->sums.supporter_weeks / o->plan.weeks;
    return serving >= 34 && serving <= 36 ? 104 * o->sums.supporter_encounters / o->plan.weeks : NAN;
}

double outcome_told_friend(const struct observer *o)
{
    return outcome_ratio(o->sums.survey_told, o->sums.survey_distressed);
}

double outcome_comfortable(const struct observer *o)
{
    return outcome_ratio(o->sums.survey_comfortable, o->sums.survey);
}

double outcome_career_faculty(const struct observer *o)
{
    return outcome_ratio(o->sums.survey_named[CHANNEL_FACULTY][BARRIER_CAREER], o->sums.survey);
}

double outcome_career_supporter(const struct observer *o)
{
    return outcome_ratio(o->sums.survey_named[CHANNEL_SUPPORTER][BARRIER_CAREER], o->sums.survey_supporter);
}

double outcome_not_helpful_faculty(const struct observer *o)
{
    return outcome_ratio(o->sums.survey_named[CHANNEL_FACULTY][BARRIER_NOT_HELPFUL], o->sums.survey);
}

double outcome_not_helpful_supporter(const struct observer *o)
{
    return outcome_ratio(o->sums.survey_named[CHANNEL_SUPPORTER][BARRIER_NOT_HELPFUL], o->sums.survey_supporter);
}

/* Times a distressed student turned to a channel, per year in distress. */
static double sought(const struct observer *o, enum student_channel first, enum student_channel last)
{
    double times = 0;
    for (int32_t week = 0; week < o->plan.weeks; week++)
        for (int c = (int)first; c <= (int)last; c++)
            times += o->by_channel[((size_t)BY_CHANNEL_SOUGHT * (size_t)o->plan.weeks + (size_t)week) * OBSERVE_CHANNELS +
                                   (size_t)(c - CHANNEL_FRIEND)];
    return 52 * outcome_ratio(times, outcome_total(o, WEEKLY_DISTRESSED));
}

double outcome_sought_services(const struct observer *o)
{
    return sought(o, (enum student_channel)PROFESSIONAL_FIRST, (enum student_channel)PROFESSIONAL_LAST);
}

double outcome_sought_outside(const struct observer *o)
{
    return sought(o, CHANNEL_OUTSIDE, CHANNEL_OUTSIDE);
}
