/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/outcome/outcome_private.h"

#include <math.h>
#include <string.h>

double outcome_ratio(double part, double whole)
{
    return whole > 0 ? part / whole : NAN;
}

double outcome_total(const struct observer *o, enum observe_weekly variable)
{
    double sum = 0;
    for (int32_t week = 0; week < o->plan.weeks; week++)
        sum += o->weekly[(size_t)variable * (size_t)o->plan.weeks + (size_t)week];
    return sum;
}

double outcome_per_year(const struct observer *o, enum observe_weekly variable)
{
    return 52 * outcome_ratio(outcome_total(o, variable), outcome_total(o, WEEKLY_STUDENTS));
}

#define ROW(name, kind, better, matters, unit, share, label, formula, target)                                                    \
    {                                                                                                                            \
#name, unit, label, formula, target, outcome_##name, KITH_KIND_##kind, KITH_BETTER_##better, matters, share, false       \
    }
#define OUTCOME(name, kind, better, matters, unit, label, formula)                                                               \
    ROW(name, kind, better, matters, unit, false, label, formula, NULL)
#define SHARE(name, kind, better, matters, label, formula) ROW(name, kind, better, matters, "1", true, label, formula, NULL)
#define FIT(name, kind, better, matters, unit, label, formula, target)                                                           \
    ROW(name, kind, better, matters, unit, false, label, formula, target)
#define FIT_SHARE(name, kind, better, matters, label, formula, target)                                                           \
    ROW(name, kind, better, matters, "1", true, label, formula, target)

/*
 * A row says how an outcome is compared: its kind (what the interval is made by), which way is better for students where that is
 * plain, and the smallest difference that matters. All of the last are assumed (compare.matters sets others): half a week a year, a week for the
 * worst off, five students in a hundred, one hour, encounter or supporter, a tenth of an SD; the evidence has none. A maximum has neither: arms
 * that differ in how many different students are at a site differ in it by luck, and more runs only make that surer.
 */
const struct outcome outcome_table[] = {
    OUTCOME(weeks_in_distress, MEAN, LOWER, 0.5, "week/year", "weeks in simulated distress",
            "52 sum(distressed) / sum(students)"),
    OUTCOME(weeks_p90, QUANTILE, LOWER, 1, "week/year", "weeks in simulated distress, 90th percentile of students",
            "90th percentile over students of 52 weeks distressed / weeks enrolled"),
    OUTCOME(weeks_gini, GINI, NEITHER, 0.02, "1", "weeks in simulated distress, inequality among students (Gini)",
            "Gini over students of 52 weeks distressed / weeks enrolled"),
    OUTCOME(worst_site, QUANTILE, NEITHER, NAN, "week/year", "weeks in simulated distress, at the worst site (a maximum)",
            "largest over sites, with 5 students or more at a time, of 52 distressed weeks / student weeks at the site; higher by "
            "luck alone where fewer students share a site"),
    SHARE(noticing_coverage, RATIO, HIGHER, 0.05, "weeks in simulated distress with a friend at hand",
          "sum(covered) / sum(teaching_distressed)"),
    SHARE(noticed_episodes, RATIO, HIGHER, 0.05, "episodes noticed", "episodes noticed / episodes begun"),
    OUTCOME(weeks_to_notice, RATIO, LOWER, 0.25, "week", "weeks to first notice",
            "weeks from onset to first notice / episodes noticed"),
    SHARE(support_reach, RATIO, HIGHER, 0.05, "ever in simulated distress who were supported",
          "students supported at least once / students ever distressed"),
    SHARE(reach_informal, RATIO, NEITHER, 0.05, "ever in simulated distress who were supported by friends",
          "the same, informally"),
    SHARE(reach_formal, RATIO, NEITHER, 0.05, "ever in simulated distress who were supported by supporters",
          "the same, formally"),
    SHARE(reach_both, RATIO, NEITHER, 0.05, "ever in simulated distress who were supported by both", "the same, both ways"),
    SHARE(unmet_need, RATIO, LOWER, 0.05, "weeks in simulated distress without recent support", "sum(unmet) / sum(distressed)"),
    OUTCOME(informal_per_student, MEAN, NEITHER, 0.5, "1/year", "informal encounters per student",
            "52 sum(encounters_informal) / sum(students)"),
    OUTCOME(formal_per_year, MEAN, NEITHER, 12, "1/year", "formal encounters in the school", "52 sum(encounters_formal) / weeks"),
    OUTCOME(sought_services, RATIO, NEITHER, 0.05, "1/year", "services sought, per year in simulated distress",
            "52 sum(sought_by_channel: faculty, counselling, gp) / sum(distressed)"),
    OUTCOME(sought_outside, RATIO, NEITHER, 0.5, "1/year", "family and others sought, per year in simulated distress",
            "the same: outside"),
    OUTCOME(isolated_weeks, MEAN, LOWER, 1, "week/year", "weeks with no friend at hand", "52 sum(isolated) / sum(students)"),
    OUTCOME(longest_isolated, MEAN, LOWER, 0.5, "week", "longest run of weeks with no friend at hand",
            "mean over students of the longest run"),
    OUTCOME(friends_on_placement, MEAN, HIGHER, 0.5, "1", "close friends, on placement",
            "ties at friend_at / students on placement, week 39; no evidence row checks it"),
    SHARE(peer_continuity, MEAN, NEITHER, 0.05, "peers at the same site and rotation kept from block to block",
          "mean over students and blocks of (peers in both blocks) / (peers in this), 0 if alone; peers share site and rotation "
          "on at "
          "least half of the block's working days; high by chance where few places take many"),
    SHARE(peer_continuity_adjusted, RATIO, HIGHER, 0.05, "peers kept from block to block, beyond chance",
          "(peer_continuity - chance) / (1 - chance), chance: students dealt anew over the places taken in each block"),
    SHARE(enough_50, RATIO, HIGHER, 0.05, "students with a placement peer known 50 h",
          "students on placement with some peer first met there and 50 h together / students on placement"),
    SHARE(enough_90, RATIO, HIGHER, 0.05, "students with a placement peer known 90 h", "the same at 90 h"),
    SHARE(enough_200, RATIO, HIGHER, 0.05, "students with a placement peer known 200 h", "the same at 200 h"),
    SHARE(reach_one, RATIO, HIGHER, 0.05, "within one tie of a supporter",
          "students who are or have a friend who is a supporter on duty / students"),
    SHARE(reach_two, RATIO, HIGHER, 0.05, "within two ties of a supporter", "the same within two ties"),
    OUTCOME(supporters_serving, MEAN, NEITHER, 1, "1", "supporters serving", "supporters on duty or paused, mean over weeks"),
    OUTCOME(supporter_encounters, RATIO, NEITHER, 1, "1/year", "encounters per supporter", "52 formal encounters / weeks served"),
    OUTCOME(supporter_burden, RATIO, LOWER, 0.1, "1", "burden of supporters (pause at programme.pause_burden)",
            "mean burden over weeks served"),
    OUTCOME(serving_last_year, MEAN, NEITHER, 1, "1", "supporters serving, in the run's last year",
            "the same, mean over the last 52 weeks"),
    SHARE(reach_last_year, RATIO, HIGHER, 0.05, "within one tie of a supporter, in the run's last year",
          "sum(reached_by_year) / sum(students_by_year), last 52 weeks"),
    OUTCOME(supporters_stopped, MEAN, LOWER, 1, "1/year", "supporters who stopped before they left the course",
            "52 sum(stopped_serving) / weeks"),
    OUTCOME(programme_trust, MEAN, HIGHER, 0.1, "SD", "trust in the programme, moved since entry", "mean over student weeks"),
    OUTCOME(effect_empathy_r, QUANTILE, NEITHER, 0.1, "1", "a year's service: empathy, r (A22: 0.34, T18, illustrative)",
            "Z / sqrt(pairs), signed-rank, after - before a year served in full: above 0 a rise, below 0 a fall"),
    OUTCOME(effect_self_efficacy_r, QUANTILE, NEITHER, 0.1, "1",
            "a year's service: self-efficacy, r (A22: 0.35, T18, illustrative)", "the same"),
    OUTCOME(effect_stigma_r, QUANTILE, NEITHER, 0.1, "1", "a year's service: public stigma, r (A22: not significant)",
            "the same"),
    OUTCOME(effect_assist_r, QUANTILE, NEITHER, 0.1, "1", "a year's service: likelihood to assist, r (A22: not significant)",
            "the same, of P(offer) to a distressed friend"),
    OUTCOME(education_hours, MEAN, NEITHER, 1, "hour/year", "hours in sessions of education, per student",
            "52/60 sum(taught_minutes) / sum(students)"),
    OUTCOME(training_hours, MEAN, NEITHER, 1, "hour/year", "hours of supporters' training, per student",
            "52/60 sum(training_minutes) / sum(students)"),
    OUTCOME(duty_hours, MEAN, NEITHER, 1, "hour/year", "hours of supporters on duty and at meetings, per student",
            "52/60 sum(duty_minutes) / sum(students)"),
    OUTCOME(arranged_hours, MEAN, NEITHER, 1, "hour/year", "hours that teaching and supporters take, per student",
            "52/60 sum(taught_minutes + training_minutes + duty_minutes) / sum(students)"),
    FIT_SHARE(prevalence, RATIO, LOWER, 0.02, "simulated distress at the census", "cases / students, week 39 of each year",
              "T1: 0.22 to 0.32"),
    FIT_SHARE(first_year_rise, RATIO, LOWER, 0.02, "rise in the first year", "share in weeks 39-51 less share in week 0, year 1",
              "T3: 0.05 to 0.20"),
    FIT_SHARE(placement_difference, RATIO, NEITHER, 0.02, "placement less campus", "share on placement less share on campus",
              "T4: -0.05 to 0.05"),
    FIT_SHARE(case_again, RATIO, LOWER, 0.05, "a case again two censuses later", "cases two years after being one / cases then",
              "T5: 0.45 to 0.65"),
    FIT_SHARE(unresolved_3, RATIO, LOWER, 0.05, "episodes unresolved at 3 months", "Kaplan-Meier at 13 weeks",
              "T6: 0.42 to 0.58"),
    FIT_SHARE(unresolved_6, RATIO, LOWER, 0.05, "episodes unresolved at 6 months", "Kaplan-Meier at 26 weeks",
              "T6: 0.29 to 0.45"),
    FIT_SHARE(unresolved_12, RATIO, LOWER, 0.05, "episodes unresolved at 12 months", "Kaplan-Meier at 52 weeks",
              "T6: 0.16 to 0.32"),
    FIT_SHARE(unresolved_24, RATIO, LOWER, 0.05, "episodes unresolved at 24 months", "Kaplan-Meier at 104 weeks",
              "T6: 0.12 to 0.28"),
    FIT(named_friends, MEAN, NEITHER, 1, "1", "named friends, last campus year",
        "ties at named_at within the cohort / students, last campus year", "T9: 14 to 24"),
    FIT(named_variation, RATIO, NEITHER, 0.05, "1", "named friends, coefficient of variation", "SD / mean of named friends",
        "T9: 0.45 to 0.70"),
    OUTCOME(best_friends, MEAN, NEITHER, 0.25, "1", "best friends named, last campus year",
            "nominations (at most six ties at friend_at) / students, last campus year"),
    FIT_SHARE(transitivity, RATIO, NEITHER, 0.05, "best friends, transitivity", "i to k among i to j to k", "T10: 0.33 to 0.52"),
    FIT_SHARE(survival, RATIO, NEITHER, 0.05, "best friends kept from the year before", "nominations of last year kept",
              "T11: 0.40 to 0.70"),
    FIT_SHARE(nobody, RATIO, LOWER, 0.02, "students without a best friend", "neither naming nor named", "T12: 0.02 to 0.08"),
    FIT(tutor_odds, RATIO, NEITHER, 0.5, "1", "odds ratio of tutor-mates as friends",
        "odds of being named, tutor-mates against others", "T13: 1.5 to 6"),
    FIT_SHARE(census_care, RATIO, NEITHER, 0.02, "in simulated distress with care in this episode",
              "census cases with care in this episode / cases", "T14: 0.10 to 0.20"),
    FIT(interactions, MEAN, NEITHER, 24, "1", "formal encounters in two years with 35 supporters",
        "104 sum(encounters_formal) / weeks, missing unless 34 to 36 supporters serve; Ottawa: 303", "T16: 250 to 360"),
    FIT_SHARE(told_friend, RATIO, NEITHER, 0.05, "survey: in simulated distress who told a friend",
              "distressed respondents who asked or talked with a friend (friend_at) in this episode / distressed respondents",
              "T15: 0.40 to 0.70"),
    FIT_SHARE(career_faculty, RATIO, NEITHER, 0.05, "survey: fear for career, Faculty services",
              "respondents who hold it / respondents", "T17: 0.192 to 0.252"),
    FIT_SHARE(career_supporter, RATIO, NEITHER, 0.05, "survey: fear for career, supporters", "the same, where someone serves",
              "T17: 0.000 to 0.055"),
    FIT_SHARE(not_helpful_faculty, RATIO, NEITHER, 0.05, "survey: would not help, Faculty services",
              "respondents who hold it / respondents", "T17: 0.390 to 0.450"),
    FIT_SHARE(not_helpful_supporter, RATIO, NEITHER, 0.05, "survey: would not help, supporters", "the same, where someone serves",
              "T17: 0.205 to 0.265"),
    FIT_SHARE(comfortable, RATIO, HIGHER, 0.05, "survey: comfortable seeking help",
              "respondents with P(following a referral to counselling) >= 1/2 / respondents", "T19: 0.15 to 0.25"),
};
const size_t outcome_count = sizeof outcome_table / sizeof outcome_table[0];

const struct outcome *outcome_at(size_t index)
{
    return index < outcome_count ? &outcome_table[index] : &outcome_of_supporters[index - outcome_count];
}

const struct outcome *outcome_find(const char *name)
{
    for (size_t k = 0; k < outcome_count + OUTCOMES_OF_SUPPORTERS; k++)
        if (strcmp(outcome_at(k)->name, name) == 0)
            return outcome_at(k);
    return NULL;
}
