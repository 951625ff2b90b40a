/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Arms and outcomes of a study by name, and studies by their hypothesis. */
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "kith/compare.h"

const char *const kith_asked_first[KITH_ASKED_FIRST] = {
    "weeks_in_distress",    "weeks_p90",        "support_reach",   "unmet_need",    "weeks_to_notice", "isolated_weeks",
    "friends_on_placement", "supporter_change", "formal_per_year", "arranged_hours"};

/* The place of a name among names (NULL-terminated), or a sentence with the nearest. */
static enum kith_status find(const struct kith_study *study, const char *what, const char *name, const char *const *names,
                             size_t *index, struct kith_report *report)
{
    char hint[512];
    for (*index = 0; names[*index]; (*index)++)
        if (strcmp(names[*index], name) == 0)
            return KITH_OK;
    return kith_report_add(report, KITH_ERROR, study->path, 0, 0, "no %s is called \"%s\"%s", what, name,
                           suggest_text(name, names, hint, sizeof hint));
}

enum kith_status kith_study_find_arm(const struct kith_study *study, const char *name, size_t *index, struct kith_report *report)
{
    const char **names = calloc(study->arms + 1, sizeof *names);
    for (size_t a = 0; names && a < study->arms; a++)
        names[a] = study->arm[a];
    enum kith_status status = names ? find(study, "arm", name, names, index, report) : KITH_FAILED;
    free(names);
    return status;
}

enum kith_status kith_study_find_outcome(const struct kith_study *study, const char *name, size_t *index,
                                         struct kith_report *report)
{
    const char **names = calloc(study->outcomes + 1, sizeof *names);
    for (size_t k = 0; names && k < study->outcomes; k++)
        names[k] = study->outcome[k].name;
    enum kith_status status = names ? find(study, "outcome", name, names, index, report) : KITH_FAILED;
    free(names);
    return status;
}

size_t kith_study_outcome_index(const struct kith_study *study, const char *name)
{
    size_t k = 0;
    while (k < study->outcomes && strcmp(study->outcome[k].name, name) != 0)
        k++;
    return k;
}

static bool is_under(const struct kith_study *study, const char *influence)
{
    return study->influence && strcmp(study->influence, influence) == 0;
}

const struct kith_study *kith_study_under(const struct kith_study *study, const struct kith_study *const *rivals,
                                          size_t rival_count, const char *influence)
{
    if (is_under(study, influence))
        return study;
    for (size_t k = 0; k < rival_count; k++)
        if (is_under(rivals[k], influence))
            return rivals[k];
    return NULL;
}
