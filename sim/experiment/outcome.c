/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/outcome.h"

#include <math.h>
#include <stdlib.h>

static double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : NAN;
}

static double total(const struct observer *o, enum observe_weekly variable)
{
    double sum = 0;
    for (int32_t week = 0; week < o->plan.weeks; week++)
        sum += o->weekly[(size_t)variable * (size_t)o->plan.weeks + (size_t)week];
    return sum;
}

static double per_year(const struct observer *o, enum observe_weekly variable)
{
    return 52 * ratio(total(o, variable), total(o, WEEKLY_STUDENTS));
}

static double weeks_in_distress(const struct observer *o)
{
    return per_year(o, WEEKLY_DISTRESSED);
}

static int compare_doubles(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Weeks in distress a year of each student, sorted; NULL without memory or students. */
static double *sorted_rates(const struct observer *o)
{
    double *rate = o->accounts ? malloc(o->accounts * sizeof *rate) : NULL;
    for (size_t k = 0; rate && k < o->accounts; k++)
        rate[k] = 52.0 * o->account[k].distressed / o->account[k].weeks;
    if (rate)
        qsort(rate, o->accounts, sizeof *rate, compare_doubles);
    return rate;
}

static double weeks_p90(const struct observer *o)
{
    double *rate = sorted_rates(o);
    double value = rate ? rate[(size_t)ceil(0.9 * (double)o->accounts) - 1] : NAN;
    free(rate);
    return value;
}

static double weeks_gini(const struct observer *o)
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
    return ratio(students, weeks);
}

static double worst_site(const struct observer *o)
{
    double worst = NAN;
    for (int site = 0; site < o->plan.sites; site++)
        if (site_students(o, site) >= 5) /* smaller ones are not reported */
            worst = fmax(worst, 52 * ratio(o->sums.site_cases[site], o->sums.site_weeks[site]));
    return worst;
}

static double prevalence(const struct observer *o)
{
    return ratio(o->sums.census_cases, o->sums.census);
}

static double noticing_coverage(const struct observer *o)
{
    return ratio(total(o, WEEKLY_COVERED), total(o, WEEKLY_TEACHING_DISTRESSED));
}

static double noticed_episodes(const struct observer *o)
{
    return ratio(o->sums.noticed_episodes, o->sums.episodes);
}

static double weeks_to_notice(const struct observer *o)
{
    return ratio(o->sums.notice_weeks, o->sums.noticed_episodes);
}

static double support_reach(const struct observer *o)
{
    return ratio(o->sums.supported, o->sums.ever_distressed);
}

static double reach_informal(const struct observer *o)
{
    return ratio(o->sums.supported_informal, o->sums.ever_distressed);
}

static double reach_formal(const struct observer *o)
{
    return ratio(o->sums.supported_formal, o->sums.ever_distressed);
}

static double reach_both(const struct observer *o)
{
    return ratio(o->sums.supported_both, o->sums.ever_distressed);
}

static double unmet_need(const struct observer *o)
{
    return ratio(total(o, WEEKLY_UNMET), total(o, WEEKLY_DISTRESSED));
}

static double isolated_weeks(const struct observer *o)
{
    return per_year(o, WEEKLY_ISOLATED);
}

static double longest_isolated(const struct observer *o)
{
    return ratio(o->sums.longest_run, o->sums.persons_teaching);
}

static double peer_continuity(const struct observer *o)
{
    return ratio(o->sums.continuity, o->sums.continuity_students);
}

static double enough_50(const struct observer *o)
{
    return ratio(o->sums.enough[0], o->sums.placement_students);
}

static double enough_90(const struct observer *o)
{
    return ratio(o->sums.enough[1], o->sums.placement_students);
}

static double enough_200(const struct observer *o)
{
    return ratio(o->sums.enough[2], o->sums.placement_students);
}

static double informal_per_student(const struct observer *o)
{
    return per_year(o, WEEKLY_ENCOUNTERS_INFORMAL);
}

static double formal_per_year(const struct observer *o)
{
    return 52 * total(o, WEEKLY_ENCOUNTERS_FORMAL) / o->plan.weeks;
}

static double reach_one(const struct observer *o)
{
    return o->sums.supporter_weeks > 0 ? ratio(o->sums.reach[0], o->sums.reach_students) : NAN;
}

static double reach_two(const struct observer *o)
{
    return o->sums.supporter_weeks > 0 ? ratio(o->sums.reach[1], o->sums.reach_students) : NAN;
}

static double supporters_serving(const struct observer *o)
{
    return o->sums.supporter_weeks > 0 ? o->sums.supporter_weeks / o->plan.weeks : NAN;
}

static double friends_on_placement(const struct observer *o)
{
    return ratio(o->sums.placement_friends, o->sums.placement_students);
}

static double supporter_encounters(const struct observer *o)
{
    return 52 * ratio(o->sums.supporter_encounters, o->sums.supporter_weeks);
}

static double supporter_burden(const struct observer *o)
{
    return ratio(o->sums.burden, o->sums.supporter_weeks);
}

/* The last year of the run, in which it shows whether a programme lasts. */
static int32_t first_of_last_year(const struct observer *o)
{
    return o->plan.weeks > 52 ? o->plan.weeks - 52 : 0;
}

static double serving_last_year(const struct observer *o)
{
    double sum = 0;
    int32_t first = first_of_last_year(o);
    for (int32_t week = first; week < o->plan.weeks; week++)
        for (int v = WEEKLY_SUPPORTERS_ON_DUTY; v <= WEEKLY_SUPPORTERS_PAUSED; v++)
            sum += o->weekly[(size_t)v * (size_t)o->plan.weeks + (size_t)week];
    return o->sums.supporter_weeks > 0 ? sum / (o->plan.weeks - first) : NAN;
}

static double reach_last_year(const struct observer *o)
{
    double reached = 0, students = 0;
    size_t years = (size_t)o->plan.years, weeks = (size_t)o->plan.weeks;
    for (size_t k = (size_t)first_of_last_year(o) * years; k < weeks * years; k++) {
        reached += o->by_year[SPLIT_REACHED * weeks * years + k];
        students += o->by_year[SPLIT_STUDENTS * weeks * years + k];
    }
    return o->sums.supporter_weeks > 0 ? ratio(reached, students) : NAN;
}

static double supporters_stopped(const struct observer *o)
{
    return o->sums.supporter_weeks > 0 ? 52 * total(o, WEEKLY_SUPPORTERS_STOPPED) / o->plan.weeks : NAN;
}

static double programme_trust(const struct observer *o)
{
    return o->sums.supporter_weeks > 0 ? ratio(o->sums.trust, o->sums.trust_weeks) : NAN;
}

static double effect_empathy_r(const struct observer *o)
{
    return outcome_effect_r(o, EFFECT_EMPATHY);
}

static double effect_self_efficacy_r(const struct observer *o)
{
    return outcome_effect_r(o, EFFECT_SELF_EFFICACY);
}

static double effect_stigma_r(const struct observer *o)
{
    return outcome_effect_r(o, EFFECT_STIGMA);
}

static double effect_assist_r(const struct observer *o)
{
    return outcome_effect_r(o, EFFECT_ASSIST);
}

static double hours_per_year(const struct observer *o, enum observe_weekly minutes)
{
    return per_year(o, minutes) / 60;
}

static double education_hours(const struct observer *o)
{
    return hours_per_year(o, WEEKLY_TAUGHT_MINUTES);
}

static double training_hours(const struct observer *o)
{
    return hours_per_year(o, WEEKLY_TRAINING_MINUTES);
}

static double duty_hours(const struct observer *o)
{
    return hours_per_year(o, WEEKLY_DUTY_MINUTES);
}

static double arranged_hours(const struct observer *o)
{
    return education_hours(o) + training_hours(o) + duty_hours(o);
}

static double first_year_rise(const struct observer *o)
{
    const struct observe_sums *s = &o->sums;
    return ratio(s->month9_cases, s->month9_students) - ratio(s->entry_cases, s->entry_students);
}

static double placement_difference(const struct observer *o)
{
    const struct observe_sums *s = &o->sums;
    return ratio(s->phase_cases[1], s->phase_students[1]) - ratio(s->phase_cases[0], s->phase_students[0]);
}

static double case_again(const struct observer *o)
{
    return ratio(o->sums.again, o->sums.again_cases);
}

/* Kaplan-Meier share of episodes still running after this many weeks. */
static double unresolved(const struct observer *o, int weeks)
{
    double share = 1;
    for (int age = 0; age < weeks; age++)
        share *= 1 - ratio(o->sums.resolved[age], o->sums.at_risk[age]);
    return share;
}

static double unresolved_3(const struct observer *o)
{
    return unresolved(o, 13);
}

static double unresolved_6(const struct observer *o)
{
    return unresolved(o, 26);
}

static double unresolved_12(const struct observer *o)
{
    return unresolved(o, 52);
}

static double unresolved_24(const struct observer *o)
{
    return unresolved(o, 104);
}

static double census_care(const struct observer *o)
{
    return ratio(o->sums.census_cared, o->sums.census_cases);
}

static double named_friends(const struct observer *o)
{
    return ratio(o->sums.named, o->sums.named_students);
}

static double named_variation(const struct observer *o)
{
    double mean = named_friends(o), square = ratio(o->sums.named_squares, o->sums.named_students);
    return mean > 0 ? sqrt(fmax(0, square - mean * mean)) / mean : NAN;
}

static double transitivity(const struct observer *o)
{
    return ratio(o->sums.nominated_closed, o->sums.nominated_paths);
}

static double survival(const struct observer *o)
{
    return ratio(o->sums.kept, o->sums.kept_of);
}

static double nobody(const struct observer *o)
{
    return ratio(o->sums.nobody, o->sums.named_students);
}

static double best_friends(const struct observer *o)
{
    return ratio(o->sums.nominations, o->sums.named_students);
}

static double tutor_odds(const struct observer *o)
{
    const struct observe_sums *s = &o->sums;
    return ratio(s->mates_friends * (s->others - s->others_friends), (s->mates - s->mates_friends) * s->others_friends);
}

#define OUTCOME(name, unit, label, formula)                                                                                      \
    {                                                                                                                            \
#name, unit, label, formula, NULL, name                                                                                  \
    }
#define FIT(name, unit, label, formula, target)                                                                                  \
    {                                                                                                                            \
#name, unit, label, formula, target, name                                                                                \
    }

/* Their functions have the outcome's name after outcome_ (outcome_seeking.c). */
#define SEEKING(name, unit, label, formula)                                                                                      \
    {                                                                                                                            \
#name, unit, label, formula, NULL, outcome_##name                                                                        \
    }
#define SURVEY(name, label, formula, target)                                                                                     \
    {                                                                                                                            \
#name, "1", label, formula, target, outcome_##name                                                                       \
    }

const struct outcome outcome_table[] = {
    OUTCOME(weeks_in_distress, "week/year", "weeks in simulated distress", "52 sum(distressed) / sum(students)"),
    OUTCOME(weeks_p90, "week/year", "the same, 90th percentile of students",
            "90th percentile over students of 52 weeks distressed / weeks enrolled"),
    OUTCOME(weeks_gini, "1", "the same, inequality (Gini)", "Gini over students of 52 weeks distressed / weeks enrolled"),
    OUTCOME(worst_site, "week/year", "the same, at the worst site",
            "largest over sites, with 5 students or more at a time, of 52 distressed weeks / student weeks at the site"),
    OUTCOME(noticing_coverage, "1", "distressed weeks with a friend at hand", "sum(covered) / sum(teaching_distressed)"),
    OUTCOME(noticed_episodes, "1", "episodes noticed", "episodes noticed / episodes begun"),
    OUTCOME(weeks_to_notice, "week", "weeks to first notice", "weeks from onset to first notice / episodes noticed"),
    OUTCOME(support_reach, "1", "ever distressed who were supported",
            "students supported at least once / students ever distressed"),
    OUTCOME(reach_informal, "1", "... by friends", "the same, informally"),
    OUTCOME(reach_formal, "1", "... by supporters", "the same, formally"),
    OUTCOME(reach_both, "1", "... by both", "the same, both ways"),
    OUTCOME(unmet_need, "1", "distressed weeks without recent support", "sum(unmet) / sum(distressed)"),
    OUTCOME(informal_per_student, "1/year", "informal encounters per student", "52 sum(encounters_informal) / sum(students)"),
    OUTCOME(formal_per_year, "1/year", "formal encounters in the school", "52 sum(encounters_formal) / weeks"),
    SEEKING(sought_services, "1/year", "times a distressed student turned to services, per year in distress",
            "52 sum(sought_by_channel: faculty, counselling, gp) / sum(distressed)"),
    SEEKING(sought_outside, "1/year", "... to family or others outside the course", "the same: outside"),
    OUTCOME(isolated_weeks, "week/year", "weeks with no friend at hand", "52 sum(isolated) / sum(students)"),
    OUTCOME(longest_isolated, "week", "longest run of such weeks", "mean over students of the longest run"),
    OUTCOME(friends_on_placement, "1", "close friends, on placement",
            "ties at friend_at / students on placement, week 39; no evidence row checks it"),
    OUTCOME(peer_continuity, "1", "peers at the same site and rotation kept from block to block",
            "mean over students and blocks of (peers in both blocks) / (peers in this), 0 if alone; peers share site and rotation"),
    OUTCOME(enough_50, "1", "students with a placement peer known 50 h",
            "students on placement with some peer first met there and 50 h together / students on placement"),
    OUTCOME(enough_90, "1", "students with a placement peer known 90 h", "the same at 90 h"),
    OUTCOME(enough_200, "1", "students with a placement peer known 200 h", "the same at 200 h"),
    OUTCOME(reach_one, "1", "within one tie of a supporter",
            "students who are or have a friend who is a supporter on duty / students"),
    OUTCOME(reach_two, "1", "within two ties of a supporter", "the same within two ties"),
    OUTCOME(supporters_serving, "1", "supporters serving", "supporters on duty or paused, mean over weeks"),
    OUTCOME(supporter_encounters, "1/year", "encounters per supporter", "52 formal encounters / weeks served"),
    OUTCOME(supporter_burden, "1", "burden of supporters (pause at programme.pause_burden)",
            "mean burden over weeks served"),
    OUTCOME(serving_last_year, "1", "supporters serving, in the run's last year", "the same, mean over the last 52 weeks"),
    OUTCOME(reach_last_year, "1", "within one tie of a supporter, in the run's last year",
            "sum(reached_by_year) / sum(students_by_year), last 52 weeks"),
    OUTCOME(supporters_stopped, "1/year", "supporters who stopped before they left the course", "52 sum(stopped_serving) / weeks"),
    OUTCOME(programme_trust, "SD", "trust in the programme, moved since entry", "mean over student weeks"),
    OUTCOME(effect_empathy_r, "1", "a year's service: empathy, r (A22: 0.34, T18, illustrative)",
            "abs(Z) / sqrt(pairs), signed-rank, after - before a year served in full"),
    OUTCOME(effect_self_efficacy_r, "1", "... self-efficacy, r (A22: 0.35, T18, illustrative)", "the same"),
    OUTCOME(effect_stigma_r, "1", "... public stigma, r (A22: not significant)", "the same"),
    OUTCOME(effect_assist_r, "1", "... likelihood to assist, r (A22: not significant)", "the same, of P(offer) to a distressed friend"),
    OUTCOME(education_hours, "hour/year", "hours in sessions of education, per student", "52/60 sum(taught_minutes) / sum(students)"),
    OUTCOME(training_hours, "hour/year", "hours of supporters' training, per student",
            "52/60 sum(training_minutes) / sum(students)"),
    OUTCOME(duty_hours, "hour/year", "hours of supporters on duty and at meetings, per student",
            "52/60 sum(duty_minutes) / sum(students)"),
    OUTCOME(arranged_hours, "hour/year", "hours that teaching and supporters take, per student",
            "52/60 sum(taught_minutes + training_minutes + duty_minutes) / sum(students)"),
    FIT(prevalence, "1", "simulated distress at the census", "cases / students, week 39 of each year", "T1: 0.22 to 0.32"),
    FIT(first_year_rise, "1", "rise in the first year", "share in weeks 39-51 less share in week 0, year 1", "T3: 0.05 to 0.20"),
    FIT(placement_difference, "1", "placement less campus", "share on placement less share on campus", "T4: -0.05 to 0.05"),
    FIT(case_again, "1", "a case again two censuses later", "cases two years after being one / cases then", "T5: 0.45 to 0.65"),
    FIT(unresolved_3, "1", "episodes unresolved at 3 months", "Kaplan-Meier at 13 weeks", "T6: 0.42 to 0.58"),
    FIT(unresolved_6, "1", "... at 6 months", "Kaplan-Meier at 26 weeks", "T6: 0.29 to 0.45"),
    FIT(unresolved_12, "1", "... at 12 months", "Kaplan-Meier at 52 weeks", "T6: 0.16 to 0.32"),
    FIT(unresolved_24, "1", "... at 24 months", "Kaplan-Meier at 104 weeks", "T6: 0.12 to 0.28"),
    FIT(named_friends, "1", "named friends, last campus year", "ties at named_at within the cohort / students, last campus year",
        "T9: 14 to 24"),
    FIT(named_variation, "1", "... their coefficient of variation", "SD / mean of named friends", "T9: 0.45 to 0.70"),
    OUTCOME(best_friends, "1", "best friends named, last campus year",
            "nominations (at most six ties at friend_at) / students, last campus year"),
    FIT(transitivity, "1", "... transitivity of best friends", "i to k among i to j to k", "T10: 0.33 to 0.52"),
    FIT(survival, "1", "... best friends kept from the year before", "nominations of last year kept", "T11: 0.40 to 0.70"),
    FIT(nobody, "1", "... students without a best friend", "neither naming nor named", "T12: 0.02 to 0.08"),
    FIT(tutor_odds, "1", "... odds ratio of tutor-mates as friends", "odds of being named, tutor-mates against others",
        "T13: 1.5 to 6"),
    FIT(census_care, "1", "distressed with care in this episode", "census cases with care in this episode / cases",
        "T14: 0.10 to 0.20"),
    SURVEY(interactions, "formal encounters in two years, where 34 to 36 supporters serve (Ottawa: 303)",
           "104 sum(encounters_formal) / weeks, missing with fewer or more supporters", "T16: 250 to 360"),
    SURVEY(told_friend, "distressed who told a friend, year-end survey (self-selected survey in the UK: 58%)",
           "distressed respondents who asked or talked with a friend (friend_at) in this episode / distressed respondents",
           "T15: 0.40 to 0.70"),
    SURVEY(career_faculty, "... fear for one's career named as a barrier to Faculty services", "respondents who hold it / respondents",
           "T17: 0.192 to 0.252"),
    SURVEY(career_supporter, "... to supporters", "the same, where someone serves", "T17: 0.000 to 0.055"),
    SURVEY(not_helpful_faculty, "... \"would not help\", Faculty services", "respondents who hold it / respondents", "T17: 0.390 to 0.450"),
    SURVEY(not_helpful_supporter, "... supporters", "the same, where someone serves", "T17: 0.205 to 0.265"),
    SURVEY(comfortable, "... comfortable seeking help", "respondents with P(following a referral to counselling) >= 1/2 / respondents",
           "T19: 0.15 to 0.25"),
};
const size_t outcome_count = sizeof outcome_table / sizeof outcome_table[0];

static int compare_accounts(const void *left, const void *right)
{
    const struct observe_account *a = left, *b = right;
    return (a->id > b->id) - (a->id < b->id);
}

void outcome_supporters(const struct observer *observer, const struct observer *reference, double *own, double *same_students)
{
    double weeks = 0, distressed = 0, there = 0, distressed_there = 0;
    if (reference->accounts == 0) {
        *own = *same_students = NAN;
        return;
    }
    qsort(reference->account, reference->accounts, sizeof *reference->account, compare_accounts);
    for (size_t k = 0; k < observer->accounts; k++) {
        const struct observe_account *account = &observer->account[k];
        if (!account->served)
            continue;
        weeks += account->weeks;
        distressed += account->distressed;
        const struct observe_account *other =
            bsearch(account, reference->account, reference->accounts, sizeof *account, compare_accounts);
        there += other ? other->weeks : 0;
        distressed_there += other ? other->distressed : 0;
    }
    *own = 52 * ratio(distressed, weeks);
    *same_students = 52 * ratio(distressed_there, there);
}
