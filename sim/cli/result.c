/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

enum { LABEL_BYTES = 128, LABEL_WIDTH_MAX = 70, ARM_WIDTH_MAX = 24 };

static const char targets_heading[] = "The model against the evidence (README says what was fitted)";

static int arm_width(const struct kith_result *r)
{
    size_t width = 10;
    for (size_t a = 0; a < r->arms; a++)
        width = strlen(r->arm[a]) > width ? strlen(r->arm[a]) : width;
    return (int)(width < ARM_WIDTH_MAX ? width : ARM_WIDTH_MAX) + 2;
}

enum { DIFFERENCE_WIDTH = 33 };

static void print_level(const struct kith_result *r, size_t arm, size_t k, int width)
{
    char text[KITH_NUMBER];
    printf("%*s", width, kith_level_text(r->comparison[arm * r->outcomes + k].of.mean, r->share[k], text));
}

/* Of a share, percent of the reference would be taken for its points. */
static void print_difference(const struct kith_difference *d, bool share)
{
    char text[2 * KITH_NUMBER];
    printf("   %-*s", DIFFERENCE_WIDTH, kith_difference_text(d, share, text));
    if (!share && fabs(d->reference) > 0 && fabs(d->difference / d->reference) < 10)
        snprintf(text, sizeof text, "%+.1f%%", 100 * d->difference / d->reference);
    else
        text[0] = '\0';
    printf(" %7s  %lld lower, %lld equal, %lld higher", text, (long long)d->lower_in,
           (long long)(d->pairs - d->lower_in - d->higher_in), (long long)d->higher_in);
}

/* Rows that are missing or 0 in every arm (supporters, where nobody supports) tell nothing. */
static bool tells(const struct kith_result *r, size_t outcome)
{
    for (size_t a = 0; a < r->arms; a++)
        if (fabs(r->comparison[a * r->outcomes + outcome].of.mean) > 0)
            return true;
    return false;
}

static const char *label_of(const struct kith_result *r, size_t k, char label[LABEL_BYTES])
{
    bool plain = strcmp(r->unit[k], "1") == 0;
    snprintf(label, LABEL_BYTES, "%s%s%s%s", r->label[k], plain ? "" : " [", plain ? "" : r->unit[k], plain ? "" : "]");
    return label;
}

/* Of the longest label that is printed, or of the heading above them. */
static int label_width(const struct kith_result *r)
{
    char label[LABEL_BYTES];
    size_t width = strlen(targets_heading);
    for (size_t k = 0; k < r->outcomes; k++) {
        size_t length = strlen(label_of(r, k, label));
        if ((r->target[k] || tells(r, k)) && length > width && length <= LABEL_WIDTH_MAX)
            width = length;
    }
    return (int)width;
}

/* A label that is too long stands on a line of its own. */
static void print_label(const struct kith_result *r, size_t k, int labels)
{
    char label[LABEL_BYTES];
    if (strlen(label_of(r, k, label)) > (size_t)labels)
        printf("%s\n%*s ", label, labels, "");
    else
        printf("%-*s ", labels, label);
}

/* One or two arms: side by side. */
static void print_row(const struct kith_result *r, size_t k, int labels, int width)
{
    print_label(r, k, labels);
    for (size_t a = 0; a < r->arms; a++)
        print_level(r, a, k, width);
    const struct kith_difference *last = &r->comparison[(r->arms - 1) * r->outcomes + k].of;
    if (r->arms > 1 && !isnan(last->difference))
        print_difference(last, r->share[k]);
    printf("\n");
}

/* More: a line each, of those in which the outcome can be measured. */
static void print_block(const struct kith_result *r, size_t k, int width)
{
    char label[LABEL_BYTES];
    printf("\n%s\n", label_of(r, k, label));
    for (size_t a = 0; a < r->arms; a++) {
        const struct kith_difference *d = &r->comparison[a * r->outcomes + k].of;
        if (isnan(d->mean))
            continue;
        printf("  %-*.*s", width, ARM_WIDTH_MAX, r->arm[a]);
        print_level(r, a, k, 8);
        if (a > 0 && !isnan(d->difference))
            print_difference(d, r->share[k]);
        printf("\n");
    }
}

static void print_outcomes(const struct kith_result *r, int labels)
{
    int width = arm_width(r);
    bool blocks = r->arms > 2;
    printf("\n%-*s", blocks ? 0 : labels + 1, "Outcome, mean of the simulated schools");
    for (size_t a = 0; a < r->arms && !blocks; a++)
        printf("%*.*s", width, ARM_WIDTH_MAX, r->arm[a]);
    if (r->arms > 1)
        printf(
            "%s difference from %s (95%% interval; points: percentage points), in percent of it unless a share, pairs of schools",
            blocks ? ";" : "  ", r->arm[0]);
    printf("\n");
    for (size_t k = 0; k < r->outcomes; k++) {
        if (r->target[k] || !tells(r, k))
            continue;
        if (blocks)
            print_block(r, k, width);
        else
            print_row(r, k, labels, width);
    }
    if (blocks)
        printf("\n");
    printf(
        "A friend at hand is a close friend who shares a day of the week in one place. Outcomes that are 0 or missing in every "
        "arm are in the\nfile only. ");
    if (r->arms > 1)
        printf("With so many rows, one in twenty intervals misses 0 by luck alone. ");
    printf("The worst site is a maximum: with fewer students at each\nsite it is higher by luck, too.\n");
}

static void print_targets(const struct kith_result *r, int labels)
{
    int width = arm_width(r);
    char text[KITH_NUMBER];
    printf("\n%-*s %*.*s   %s\n", labels, targets_heading, width, ARM_WIDTH_MAX, r->arm[0], "target");
    for (size_t k = 0; k < r->outcomes; k++) {
        if (!r->target[k])
            continue;
        size_t arm = 0; /* the first that measures it: no first arm without supporters can speak of them */
        while (arm + 1 < r->arms && isnan(r->comparison[arm * r->outcomes + k].of.mean))
            arm++;
        const struct kith_difference *level = &r->comparison[arm * r->outcomes + k].of;
        print_label(r, k, labels);
        print_level(r, arm, k, width);
        printf("   %-20s %s", kith_target_text(r->target[k], r->share[k], text), kith_target_words(r->target[k], level));
        if (arm > 0 && !isnan(level->mean))
            printf(" (arm %s)", r->arm[arm]);
        printf("\n");
    }
}

void cli_print_result(const struct kith_result *r)
{
    if (r->title[0])
        printf("\n%s\n", r->title);
    if (r->question[0])
        printf("%s%s\n", r->title[0] ? "" : "\n", r->question);
    int labels = label_width(r);
    print_outcomes(r, labels);
    print_targets(r, labels);
    printf("\nA pair is one simulated school run in both arms: the same students with the same luck. A small difference can be "
           "sure and still be\n"
           "too small to matter: look at its size first. How large it can be follows from assumptions, above all "
           "distress.relief_effect (what\n"
           "one encounter does to recovery); the interval is the noise of the runs only.\n");
    cli_print_closing(r->support_line);
    printf("digest of the results: %s\n", r->digest);
}
