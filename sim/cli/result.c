/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kith run prints: the table of kith compare, of all outcomes that arms are compared by, and the model against the evidence. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/compare.h"

enum { LABEL_WIDTH = 62, LEVEL_WIDTH = 10 };

static void print_reading(const struct kith_study *study)
{
    char text[KITH_SENTENCE];
    snprintf(
        text, sizeof text,
        "difference: from %s, mean over pairs; a pair is one simulated school run in both arms: the same students with the same "
        "luck. matters: the smallest difference that counts (compare.matters). With so many rows, one in twenty intervals "
        "misses 0 by luck alone.",
        study->arm[0]);
    if (study->arms > 1)
        cli_print_wrapped(text, 0);
    cli_print_wrapped(
        "A friend at hand is a close friend who shares a day of the week in one place. The worst site is a maximum: with "
        "fewer students at each site it is higher by luck, too. Outcomes that are 0 or missing in every arm are in the "
        "file only; those of fewer than 5 supporters are not shown.",
        0);
}

static void print_targets(const struct kith_result *r)
{
    char text[KITH_NUMBER];
    printf("\n%-*s %*s   %-20s met?\n", LABEL_WIDTH, "The model against the evidence (README says what was fitted)", LEVEL_WIDTH,
           "mean", "target");
    for (size_t k = 0; k < r->outcomes; k++) {
        if (!r->target[k])
            continue;
        size_t arm = 0; /* the first that measures it: no first arm without supporters can speak of them */
        while (arm + 1 < r->arms && isnan(r->comparison[arm * r->outcomes + k].of.mean))
            arm++;
        const struct kith_difference *level = &r->comparison[arm * r->outcomes + k].of;
        printf("%-*s %*s", LABEL_WIDTH, r->label[k], LEVEL_WIDTH, kith_level_text(level->mean, r->share[k], text));
        printf("   %-20s %s", kith_target_text(r->target[k], r->share[k], text), kith_target_words(r->target[k], level));
        if (arm > 0 && !isnan(level->mean))
            printf(" (arm %s)", r->arm[arm]);
        printf("\n");
    }
    printf("Of arm %s, unless another is named.\n", r->arm[0]);
}

void cli_print_result(const struct compare_view *view, const struct kith_result *r)
{
    if (r->title[0])
        printf("\n%s\n", r->title);
    if (r->question[0])
        printf("%s%s\n", r->title[0] ? "" : "\n", r->question);
    compare_print_table(view);
    print_reading(view->study);
    print_targets(r);
    printf("\n");
    cli_print_wrapped(
        "A small difference can be sure and still be too small to matter: look at its size first. How large it can be "
        "follows from assumptions, above all distress.relief_effect (what one encounter does to recovery); the "
        "interval is the noise of the runs only.",
        0);
    cli_print_closing(r->support_line);
    printf("digest of the results: %s\n", r->digest);
}
