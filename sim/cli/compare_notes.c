/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands under the table of kith compare. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/compare.h"

enum { LABEL_WIDTH = 52 };

static void print_heading(const struct kith_study *study, const char *title)
{
    printf("\n%-*s", LABEL_WIDTH, title);
    compare_print_heads(study);
    printf("\n");
}

static void print_funnel(const struct compare_view *view)
{
    char number[KITH_NUMBER];
    int width = compare_arm_width(view->study);
    print_heading(view->study, "Why: of 1,000 student weeks ...");
    for (size_t stage = 0; stage < KITH_FUNNEL_STAGES; stage++) {
        if (stage == 1)
            printf("  and of 1,000 student weeks in simulated distress ...\n");
        printf("  %-*s", LABEL_WIDTH - 2, kith_funnel_words((enum kith_funnel_stage)stage));
        for (size_t a = 0; a < view->study->arms; a++)
            printf(" %*s", width, kith_number_text(view->funnel[a * KITH_FUNNEL_STAGES + stage], number));
        printf("\n");
    }
}

void compare_print_command(const struct kith_study *study, const char *influence)
{
    char *command = kith_study_command(study, cli_program(), influence);
    printf("%s", command ? command : "");
    free(command);
}

static enum kith_status print_verdict_under(const struct compare_view *view, const struct kith_study *study)
{
    struct kith_difference *d = calloc(study->arms, sizeof *d);
    char text[2 * KITH_NUMBER];
    size_t outcome = kith_study_outcome_index(study, view->study->outcome[view->row[0]].name);
    enum kith_status status = d ? KITH_OK : KITH_FAILED;
    if (status == KITH_OK && outcome < study->outcomes)
        status = kith_study_compare(study, outcome, view->reference, d);
    for (size_t a = 0, k = 0; a < study->arms && status == KITH_OK; a++)
        if (a != view->reference)
            printf("%s%s: %s, %s", k++ ? "; " : "", study->arm[a], kith_finding_words(d[a].finding),
                   kith_difference_text(&d[a], study->outcome[outcome].share, text));
    printf("\n");
    free(d);
    return status;
}

static enum kith_status print_hypotheses(const struct compare_view *view)
{
    enum kith_status status = KITH_OK;
    printf("\nUnder each hypothesis of how distress passes on: %s\n", view->study->outcome[view->row[0]].label);
    if (!view->study->influence)
        printf("  arms differ in their hypothesis (distress.influence), so this file is of none of them\n");
    for (size_t k = 0; kith_influence(k) && status == KITH_OK; k++) {
        const struct kith_study *study = kith_study_under(view->study, view->rivals, view->rival_count, kith_influence(k));
        printf("  %-17s", kith_influence(k));
        if (study) {
            status = print_verdict_under(view, study);
        } else {
            printf("not run: ");
            compare_print_command(view->study, kith_influence(k));
            printf("\n");
        }
    }
    return status;
}

/* Values with no room in a column have a line each. */
static void print_change(const struct kith_study *study, const struct kith_study_change *change)
{
    bool fits = true;
    int width = compare_arm_width(study);
    for (size_t a = 0; a < study->arms; a++)
        fits = fits && strlen(change->text[a]) <= (size_t)width;
    printf("  %-*s", LABEL_WIDTH - 2, change->path);
    for (size_t a = 0; a < study->arms; a++)
        if (fits)
            printf(" %*s", width, change->text[a]);
        else
            printf("\n    %s: %s", study->arm[a], change->text[a]);
    printf("\n");
}

static void print_changes(const struct kith_study *study)
{
    if (study->changes)
        print_heading(study, "How the arms differ");
    else
        printf("\nHow the arms differ: in no parameter\n");
    for (size_t k = 0; k < study->changes; k++)
        print_change(study, &study->change[k]);
}

static void print_group(const struct kith_study *study, const struct kith_group *group)
{
    char number[KITH_NUMBER];
    printf("  %-*s", LABEL_WIDTH - 2, group->label);
    for (size_t a = 0; a < study->arms; a++)
        printf(" %*s", compare_arm_width(study),
               group->shown[a] == KITH_SHOWN ? kith_number_text(group->value[a], number) : kith_shown_words(group->shown[a]));
    if (group->kind == KITH_GROUP_WORST_SITE || group->kind == KITH_GROUP_BEST_SITE)
        for (size_t a = 0; a < study->arms; a++)
            printf("%s%s", a ? ", " : "   ", group->site[a] ? group->site[a] : "-");
    printf("\n");
}

static void print_groups(const struct compare_view *view)
{
    print_heading(view->study, "Where and for whom: weeks in simulated distress a year");
    for (size_t k = 0; k < view->groups.count; k++)
        print_group(view->study, &view->groups.at[k]);
    cli_print_wrapped("Groups of fewer than 5 students at a time are not shown (<5), nor one that such a group would follow from "
                      "(withheld), nor outcomes of fewer than 5 supporters; worst and best are of the sites that are shown. The "
                      "worst of many sites is a little high, and the best a little low, by luck alone. Who is alone or serves is "
                      "not drawn by lot: these rows describe, they do not say what being alone or serving does.",
                      0);
}

enum kith_status compare_print_notes(const struct compare_view *view)
{
    enum kith_status status = KITH_OK;
    if (view->study->arms > 2)
        compare_print_legend(view->study);
    print_funnel(view);
    if (view->study->arms > 1) {
        status = print_hypotheses(view);
        compare_print_assumptions(view);
        print_changes(view->study);
    }
    print_groups(view);
    return status;
}
