/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is printed is read first: a file that lacks something is refused before a word of it is shown. */
#include <stdlib.h>

#include "cli/compare.h"

enum kith_status compare_view_read(struct compare_view *view, struct kith_report *report)
{
    const struct kith_study *study = view->study;
    view->funnel = malloc(study->arms * KITH_FUNNEL_STAGES * sizeof *view->funnel);
    view->swings = calloc(study->arms, sizeof *view->swings);
    enum kith_status status = view->funnel && view->swings ? kith_study_funnel(study, view->funnel, report) : KITH_FAILED;
    if (status == KITH_OK)
        status = kith_study_groups(study, &view->groups, report);
    for (size_t a = 0; a < study->arms && status == KITH_OK; a++)
        status = kith_study_swings(study, a, &view->swings[a], report);
    return status;
}

void compare_view_clear(struct compare_view *view)
{
    for (size_t a = 0; view->swings && a < view->study->arms; a++)
        kith_swings_clear(&view->swings[a]);
    kith_groups_clear(&view->groups);
    free(view->swings);
    free(view->funnel);
}
