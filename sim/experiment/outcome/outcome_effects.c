/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Effects of serving on supporters, over years of service that were served in full (observe/effects.c; each year that a student
 * serves is a pair of its own):
 *   r as A22 reports it, with the sign of the change: Z / sqrt(pairs), Z of Wilcoxon's signed-rank test of after − before as supporters answer
 *     (base/signed_rank.h); A22 has no control group, and its 34 pairs are illustrative (T18: a rise);
 *   the change (after − before, as they are), mean, less that of the same students in the same years in the first arm.
 */
#include "experiment/outcome/outcome_private.h"

#include <math.h>
#include <stdlib.h>

#include "base/signed_rank.h"

double outcome_effect_r(const struct observer *observer, enum observe_effect effect)
{
    double *change = malloc((observer->year_count + 1) * sizeof *change), z = NAN;
    size_t pairs = 0;
    for (size_t k = 0; change && k < observer->year_count; k++) {
        const struct observe_service *year = &observer->years[k];
        if (year->served)
            change[pairs++] = (double)year->said_after[effect] - (double)year->said_before[effect];
    }
    if (change && pairs > 0)
        z = signed_rank_z(change, pairs);
    free(change);
    return z / sqrt((double)pairs);
}

double outcome_effect_empathy_r(const struct observer *o)
{
    return outcome_effect_r(o, EFFECT_EMPATHY);
}

double outcome_effect_self_efficacy_r(const struct observer *o)
{
    return outcome_effect_r(o, EFFECT_SELF_EFFICACY);
}

double outcome_effect_stigma_r(const struct observer *o)
{
    return outcome_effect_r(o, EFFECT_STIGMA);
}

double outcome_effect_assist_r(const struct observer *o)
{
    return outcome_effect_r(o, EFFECT_ASSIST);
}

static int compare_years(const void *left, const void *right)
{
    const struct observe_service *a = left, *b = right;
    if (a->id != b->id)
        return a->id < b->id ? -1 : 1;
    return (a->year > b->year) - (a->year < b->year);
}

static const struct observe_service *find_year(const struct observer *observer, uint32_t id, int32_t year)
{
    const struct observe_service key = {.id = id, .year = year};
    return bsearch(&key, observer->years, observer->year_count, sizeof key, compare_years);
}

double outcome_effect_change(const struct observer *observer, const struct observer *reference, enum observe_effect effect)
{
    double sum = 0, pairs = 0;
    if (reference->year_count == 0)
        return NAN;
    qsort(reference->years, reference->year_count, sizeof *reference->years, compare_years);
    for (size_t k = 0; k < observer->year_count; k++) {
        const struct observe_service *year = &observer->years[k];
        const struct observe_service *other = find_year(reference, year->id, year->year),
                                     *from = find_year(reference, year->id, year->from_year);
        if (!year->served || !other || !from)
            continue;
        sum += (double)year->after[effect] - (double)year->before[effect];
        sum -= (double)other->after[effect] - (double)from->before[effect];
        pairs++;
    }
    return pairs > 0 ? sum / pairs : NAN;
}
