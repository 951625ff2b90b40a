/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outcomes: one number per arm and replicate, derived from what was observed. 0/0 is missing (NaN), never 0. */
#ifndef EXPERIMENT_OUTCOME_H
#define EXPERIMENT_OUTCOME_H

#include "observe/observe.h"

struct outcome {
    const char *name;
    const char *unit;
    const char *label;   /* as a planner reads it */
    const char *formula; /* as stored with the variable */
    const char *target;  /* row of the evidence that it is held against, or NULL */
    double (*value)(const struct observer *observer);
};

extern const struct outcome outcome_table[];
extern const size_t outcome_count;

/* Weeks in distress a year of those who served as supporters in observer, and of the same students in reference. */
void outcome_supporters(const struct observer *observer, const struct observer *reference, double *own, double *same_students);

/* From the survey at the year's end and the funnel by channel (outcome_seeking.c). */
double outcome_interactions(const struct observer *observer);
double outcome_told_friend(const struct observer *observer);
double outcome_comfortable(const struct observer *observer);
double outcome_career_faculty(const struct observer *observer);
double outcome_career_supporter(const struct observer *observer);
double outcome_not_helpful_faculty(const struct observer *observer);
double outcome_not_helpful_supporter(const struct observer *observer);
double outcome_sought_services(const struct observer *observer);
double outcome_sought_outside(const struct observer *observer);

/* Effect of a year of service: r of after against before, and the mean change less that of the same students in reference. */
double outcome_effect_r(const struct observer *observer, enum observe_effect effect);
double outcome_effect_change(const struct observer *observer, const struct observer *reference, enum observe_effect effect);

#endif
