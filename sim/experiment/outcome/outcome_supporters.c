/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outcomes of supporters beside the same students in the first arm: they need the observers of two arms. */
#include "experiment/outcome/outcome_private.h"

#include <math.h>
#include <stdlib.h>

const struct outcome outcome_of_supporters[OUTCOMES_OF_SUPPORTERS] = {
    {"supporter_weeks", "week/year", "supporters' own weeks in simulated distress",
     "52 distressed weeks / weeks enrolled, of those who ever served", NULL, NULL, KITH_KIND_RATIO, KITH_BETTER_LOWER, 0.5, false,
     false},
    {"supporter_change", "week/year", "supporters' own weeks in simulated distress, less without serving",
     "the same students (same ids, same luck) in this arm less the first; missing in the first", NULL, NULL, KITH_KIND_RATIO,
     KITH_BETTER_LOWER, NAN, false, true},
    {"effect_empathy_change", "SD", "a year's service: empathy gained, less the same students",
     "mean over years served in full of (after - before), less the same students and years in the first arm; missing in the "
     "first",
     NULL, NULL, KITH_KIND_MEAN, KITH_BETTER_NEITHER, NAN, false, true},
    {"effect_self_efficacy_change", "SD", "a year's service: self-efficacy gained, less the same students", "the same", NULL,
     NULL, KITH_KIND_MEAN, KITH_BETTER_NEITHER, NAN, false, true},
    {"effect_stigma_change", "SD", "a year's service: public stigma gained, less the same students", "the same", NULL, NULL,
     KITH_KIND_MEAN, KITH_BETTER_NEITHER, NAN, false, true},
    {"effect_assist_change", "1", "a year's service: likelihood to assist, less the same students",
     "the same, of P(offer) to a distressed friend", NULL, NULL, KITH_KIND_MEAN, KITH_BETTER_NEITHER, NAN, false, true},
};

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
    *own = 52 * outcome_ratio(distressed, weeks);
    *same_students = 52 * outcome_ratio(distressed_there, there);
}
