/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of outcomes share: each outcome's function is outcome_NAME. */
#ifndef EXPERIMENT_OUTCOME_PRIVATE_H
#define EXPERIMENT_OUTCOME_PRIVATE_H

#include "experiment/outcome/outcome.h"

/* 0/0 is missing. */
double outcome_ratio(double part, double whole);

/* Over all weeks. */
double outcome_total(const struct observer *o, enum observe_weekly variable);

/* Per student and year of 52 weeks. */
double outcome_per_year(const struct observer *o, enum observe_weekly variable);

/* outcome_distress.c */
double outcome_weeks_in_distress(const struct observer *o);
double outcome_weeks_p90(const struct observer *o);
double outcome_weeks_gini(const struct observer *o);
double outcome_worst_site(const struct observer *o);
double outcome_prevalence(const struct observer *o);
double outcome_first_year_rise(const struct observer *o);
double outcome_placement_difference(const struct observer *o);
double outcome_case_again(const struct observer *o);
double outcome_unresolved_3(const struct observer *o);
double outcome_unresolved_6(const struct observer *o);
double outcome_unresolved_12(const struct observer *o);
double outcome_unresolved_24(const struct observer *o);
double outcome_census_care(const struct observer *o);

/* outcome_support.c */
double outcome_noticing_coverage(const struct observer *o);
double outcome_noticed_episodes(const struct observer *o);
double outcome_weeks_to_notice(const struct observer *o);
double outcome_support_reach(const struct observer *o);
double outcome_reach_informal(const struct observer *o);
double outcome_reach_formal(const struct observer *o);
double outcome_reach_both(const struct observer *o);
double outcome_unmet_need(const struct observer *o);
double outcome_informal_per_student(const struct observer *o);
double outcome_formal_per_year(const struct observer *o);

/* outcome_friends.c */
double outcome_isolated_weeks(const struct observer *o);
double outcome_longest_isolated(const struct observer *o);
double outcome_friends_on_placement(const struct observer *o);
double outcome_peer_continuity(const struct observer *o);
double outcome_peer_continuity_adjusted(const struct observer *o);
double outcome_enough_50(const struct observer *o);
double outcome_enough_90(const struct observer *o);
double outcome_enough_200(const struct observer *o);
double outcome_named_friends(const struct observer *o);
double outcome_named_variation(const struct observer *o);
double outcome_best_friends(const struct observer *o);
double outcome_transitivity(const struct observer *o);
double outcome_survival(const struct observer *o);
double outcome_nobody(const struct observer *o);
double outcome_tutor_odds(const struct observer *o);

/* outcome_programme.c */
double outcome_reach_one(const struct observer *o);
double outcome_reach_two(const struct observer *o);
double outcome_supporters_serving(const struct observer *o);
double outcome_supporter_encounters(const struct observer *o);
double outcome_supporter_burden(const struct observer *o);
double outcome_serving_last_year(const struct observer *o);
double outcome_reach_last_year(const struct observer *o);
double outcome_supporters_stopped(const struct observer *o);
double outcome_programme_trust(const struct observer *o);

/* outcome_hours.c */
double outcome_education_hours(const struct observer *o);
double outcome_training_hours(const struct observer *o);
double outcome_duty_hours(const struct observer *o);
double outcome_arranged_hours(const struct observer *o);

/* outcome_effects.c */
double outcome_effect_empathy_r(const struct observer *o);
double outcome_effect_self_efficacy_r(const struct observer *o);
double outcome_effect_stigma_r(const struct observer *o);
double outcome_effect_assist_r(const struct observer *o);

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

#endif
