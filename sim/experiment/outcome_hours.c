/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What teaching and a programme take, so that arms can be set to equal hours. */
#include "experiment/outcome_private.h"

static double hours_per_year(const struct observer *o, enum observe_weekly minutes)
{
    return outcome_per_year(o, minutes) / 60;
}

double outcome_education_hours(const struct observer *o)
{
    return hours_per_year(o, WEEKLY_TAUGHT_MINUTES);
}

double outcome_training_hours(const struct observer *o)
{
    return hours_per_year(o, WEEKLY_TRAINING_MINUTES);
}

double outcome_duty_hours(const struct observer *o)
{
    return hours_per_year(o, WEEKLY_DUTY_MINUTES);
}

double outcome_arranged_hours(const struct observer *o)
{
    return outcome_education_hours(o) + outcome_training_hours(o) + outcome_duty_hours(o);
}
