/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outcomes of noticing and support, by friends and by supporters. */
#include "experiment/outcome_private.h"

double outcome_noticing_coverage(const struct observer *o)
{
    return outcome_ratio(outcome_total(o, WEEKLY_COVERED), outcome_total(o, WEEKLY_TEACHING_DISTRESSED));
}

double outcome_noticed_episodes(const struct observer *o)
{
    return outcome_ratio(o->sums.noticed_episodes, o->sums.episodes);
}

double outcome_weeks_to_notice(const struct observer *o)
{
    return outcome_ratio(o->sums.notice_weeks, o->sums.noticed_episodes);
}

double outcome_support_reach(const struct observer *o)
{
    return outcome_ratio(o->sums.supported, o->sums.ever_distressed);
}

double outcome_reach_informal(const struct observer *o)
{
    return outcome_ratio(o->sums.supported_informal, o->sums.ever_distressed);
}

double outcome_reach_formal(const struct observer *o)
{
    return outcome_ratio(o->sums.supported_formal, o->sums.ever_distressed);
}

double outcome_reach_both(const struct observer *o)
{
    return outcome_ratio(o->sums.supported_both, o->sums.ever_distressed);
}

double outcome_unmet_need(const struct observer *o)
{
    return outcome_ratio(outcome_total(o, WEEKLY_UNMET), outcome_total(o, WEEKLY_DISTRESSED));
}

double outcome_informal_per_student(const struct observer *o)
{
    return outcome_per_year(o, WEEKLY_ENCOUNTERS_INFORMAL);
}

double outcome_formal_per_year(const struct observer *o)
{
    return 52 * outcome_total(o, WEEKLY_ENCOUNTERS_FORMAL) / o->plan.weeks;
}
