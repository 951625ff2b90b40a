/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outcomes of friendships and of who is with whom on placement. */
#include "experiment/outcome/outcome_private.h"

#include <math.h>

double outcome_isolated_weeks(const struct observer *o)
{
    return outcome_per_year(o, WEEKLY_ISOLATED);
}

double outcome_longest_isolated(const struct observer *o)
{
    return outcome_ratio(o->sums.longest_run, o->sums.persons_teaching);
}

double outcome_friends_on_placement(const struct observer *o)
{
    return outcome_ratio(o->sums.placement_friends, o->sums.placement_students);
}

double outcome_peer_continuity(const struct observer *o)
{
    return outcome_ratio(o->sums.continuity, o->sums.continuity_students);
}

double outcome_peer_continuity_adjusted(const struct observer *o)
{
    double chance = outcome_ratio(o->sums.continuity_chance, o->sums.continuity_students);
    return outcome_ratio(outcome_peer_continuity(o) - chance, 1 - chance);
}

double outcome_enough_50(const struct observer *o)
{
    return outcome_ratio(o->sums.enough[0], o->sums.placement_students);
}

double outcome_enough_90(const struct observer *o)
{
    return outcome_ratio(o->sums.enough[1], o->sums.placement_students);
}

double outcome_enough_200(const struct observer *o)
{
    return outcome_ratio(o->sums.enough[2], o->sums.placement_students);
}

double outcome_named_friends(const struct observer *o)
{
    return outcome_ratio(o->sums.named, o->sums.named_students);
}

double outcome_named_variation(const struct observer *o)
{
    double mean = outcome_named_friends(o), square = outcome_ratio(o->sums.named_squares, o->sums.named_students);
    return mean > 0 ? sqrt(fmax(0, square - mean * mean)) / mean : NAN;
}

double outcome_best_friends(const struct observer *o)
{
    return outcome_ratio(o->sums.nominations, o->sums.named_students);
}

double outcome_transitivity(const struct observer *o)
{
    return outcome_ratio(o->sums.nominated_closed, o->sums.nominated_paths);
}

double outcome_survival(const struct observer *o)
{
    return outcome_ratio(o->sums.kept, o->sums.kept_of);
}

double outcome_nobody(const struct observer *o)
{
    return outcome_ratio(o->sums.nobody, o->sums.named_students);
}

double outcome_tutor_odds(const struct observer *o)
{
    const struct observe_sums *s = &o->sums;
    return outcome_ratio(s->mates_friends * (s->others - s->others_friends), (s->mates - s->mates_friends) * s->others_friends);
}
