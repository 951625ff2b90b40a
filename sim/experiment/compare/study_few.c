/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Outcomes of supporters in an arm where fewer than five serve at a time (mean over simulated schools, as for their group in
 * groups.c) would tell of single ones: they are missing for whoever compares.
 */
#include <math.h>
#include <stdio.h>

#include "base/few.h"
#include "experiment/compare/study.h"
#include "experiment/outcome/outcome.h"

enum kith_shown kith_study_shown(const struct kith_study *study, size_t outcome, size_t arm)
{
    size_t serving = kith_study_outcome_index(study, OUTCOME_SERVING);
    double sum = 0, known = 0, mean;
    enum kith_shown shown = KITH_SHOWN;
    if (serving == study->outcomes || !outcome_is_of_supporters(study->outcome[outcome].name))
        return shown;
    for (size_t r = 0; r < study->replicates; r++) {
        double here = study->outcome[serving].value[arm * study->replicates + r];
        known += !isnan(here);
        sum += isnan(here) ? 0 : here;
    }
    mean = known > 0 ? sum / known : 0;
    few_find(&mean, 1, &shown);
    return shown;
}

void study_hide_few(struct kith_study *study)
{
    for (size_t k = 0; k < study->outcomes; k++)
        for (size_t a = 0; a < study->arms; a++)
            if (kith_study_shown(study, k, a) != KITH_SHOWN)
                for (size_t r = 0; r < study->replicates; r++)
                    study->outcome[k].value[a * study->replicates + r] = NAN;
}

const char *kith_study_level_text(const struct kith_study *study, size_t outcome, size_t arm, double mean, char text[KITH_NUMBER])
{
    enum kith_shown shown = kith_study_shown(study, outcome, arm);
    if (shown == KITH_SHOWN)
        return kith_level_text(mean, study->outcome[outcome].share, text);
    snprintf(text, KITH_NUMBER, "%s", kith_shown_words(shown));
    return text;
}
