/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of outcomes of kith compare and kith run: one or two arms side by side, more below each other. */
#include <stdio.h>
#include <string.h>

#include "cli/compare.h"

enum { LABEL_WIDTH = 52, NAME_WIDTH = 27, ARM_WIDTH = 10, ARM_WIDTH_MAX = 24, ARMS_ROOM = 60 };
enum { DIFFERENCE_WIDTH = 31, LOWER_WIDTH = 20, MATTERS_WIDTH = 12 };

static int longest_name(const struct kith_study *study)
{
    size_t longest = 0;
    for (size_t a = 0; a < study->arms; a++)
        longest = strlen(study->arm[a]) > longest ? strlen(study->arm[a]) : longest;
    return (int)longest;
}

int compare_arm_width(const struct kith_study *study)
{
    int longest = longest_name(study);
    bool fits = longest <= ARM_WIDTH_MAX && (longest + 1) * (int)study->arms <= ARMS_ROOM;
    return fits && longest > ARM_WIDTH ? longest : ARM_WIDTH;
}

static bool needs_numbers(const struct kith_study *study)
{
    return longest_name(study) > compare_arm_width(study);
}

void compare_print_legend(const struct kith_study *study)
{
    if (!needs_numbers(study))
        return;
    printf("\nColumns:\n");
    for (size_t a = 0; a < study->arms; a++)
        printf("  (%zu) %s\n", a + 1, study->arm[a]);
}

void compare_print_heads(const struct kith_study *study)
{
    char number[KITH_NUMBER];
    for (size_t a = 0; a < study->arms; a++) {
        snprintf(number, sizeof number, "(%zu)", a + 1);
        printf(" %*s", compare_arm_width(study), needs_numbers(study) ? number : study->arm[a]);
    }
}

static bool stands_below(const struct kith_study *study)
{
    return study->arms > 2;
}

/* Of an arm's name, where arms stand below each other. */
static int name_width(const struct kith_study *study)
{
    int longest = longest_name(study);
    return longest > NAME_WIDTH ? longest : NAME_WIDTH;
}

static void print_difference(const struct kith_study_outcome *o, const struct kith_difference *d)
{
    char text[2 * KITH_NUMBER];
    const char *finding = o->against_first ? "is a difference already" : kith_finding_words(d->finding);
    if (d->finding == KITH_NOT_COMPARABLE) {
        printf("   %-*s%s", DIFFERENCE_WIDTH + LOWER_WIDTH + MATTERS_WIDTH, "-", finding);
        return;
    }
    printf("   %-*s", DIFFERENCE_WIDTH, kith_difference_text(d, o->share, text));
    snprintf(text, sizeof text, "%lld / %lld / %lld", (long long)d->lower_in, (long long)(d->pairs - d->lower_in - d->higher_in),
             (long long)d->higher_in);
    printf("%-*s", LOWER_WIDTH, text);
    printf("%-*s%s", MATTERS_WIDTH, kith_margin_text(o->matters, o->share, text), finding);
    if (d->finding == KITH_NEEDS_MORE && d->more > 0)
        printf(" (about %lld)", (long long)d->more);
}

static void print_level(const struct compare_view *view, size_t k, size_t arm, int width)
{
    char text[KITH_NUMBER];
    double mean = view->cell[k * view->study->arms + arm].mean;
    printf(" %*s", width, kith_study_level_text(view->study, view->row[k], arm, mean, text));
}

/* A label that is too long stands on a line of its own. */
static void print_beside(const struct compare_view *view, size_t k, const char *label)
{
    const struct kith_study *s = view->study;
    printf("%-*s", LABEL_WIDTH, label);
    if (strlen(label) >= LABEL_WIDTH)
        printf("\n%*s", LABEL_WIDTH, "");
    for (size_t a = 0; a < s->arms; a++)
        print_level(view, k, a, compare_arm_width(s));
    if (s->arms > 1)
        print_difference(&s->outcome[view->row[k]], &view->cell[k * s->arms + 1 - view->reference]);
    printf("\n");
}

static void print_below(const struct compare_view *view, size_t k, const char *label)
{
    const struct kith_study *s = view->study;
    printf("%s\n", label);
    for (size_t a = 0; a < s->arms; a++) {
        printf("  %-*s", name_width(s), s->arm[a]);
        print_level(view, k, a, ARM_WIDTH);
        if (a != view->reference)
            print_difference(&s->outcome[view->row[k]], &view->cell[k * s->arms + a]);
        printf("\n");
    }
}

static void print_head(const struct kith_study *study)
{
    bool below = stands_below(study);
    printf("\n%-*s", below ? 2 + name_width(study) + 1 + ARM_WIDTH : LABEL_WIDTH, "Outcome, mean of the simulated schools");
    if (!below)
        compare_print_heads(study);
    if (study->arms > 1)
        printf("   %-*s%-*s%-*s%s", DIFFERENCE_WIDTH, "difference (95% interval)", LOWER_WIDTH, "lower/equal/higher",
               MATTERS_WIDTH, "matters", "verdict");
    printf("\n");
}

void compare_print_table(const struct compare_view *view)
{
    if (!stands_below(view->study))
        compare_print_legend(view->study);
    print_head(view->study);
    for (size_t k = 0; k < view->rows; k++) {
        const struct kith_study_outcome *o = &view->study->outcome[view->row[k]];
        bool plain = strcmp(o->unit, "1") == 0;
        char label[160];
        snprintf(label, sizeof label, "%s%s%s%s", o->label, plain ? "" : " [", plain ? "" : o->unit, plain ? "" : "]");
        (stands_below(view->study) ? print_below : print_beside)(view, k, label);
    }
}
