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

static void print_number(double value, int width)
{
    double size = fabs(value);
    if (isnan(value))
        printf("%*s", width, "-");
    else
        printf("%*.*f", width, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3, value);
}

/* Digits after the point that show the interval, at least 3. */
static int digits_for(const struct kith_comparison *c)
{
    double width = isnan(c->low) ? fabs(c->difference) : c->high - c->low;
    return width > 0 && width < 0.01 ? 4 : 3;
}

static void print_difference(const struct kith_comparison *c, double reference)
{
    int digits = digits_for(c);
    printf("   %+9.*f", digits, c->difference);
    if (isnan(c->low))
        printf(" %-22s", "(one pair)");
    else
        printf(" (%+.*f to %+.*f)", digits, c->low, digits, c->high);
    if (fabs(reference) > 0 && fabs(c->difference / reference) < 10)
        printf("  %+.1f%%", 100 * c->difference / reference);
    printf("  %lld lower, %lld equal, %lld higher", (long long)c->lower_in, (long long)(c->pairs - c->lower_in - c->higher_in),
           (long long)c->higher_in);
}

/* Rows that are missing or 0 in every arm (supporters, where nobody supports) tell nothing. */
static bool tells(const struct kith_result *r, size_t outcome)
{
    for (size_t a = 0; a < r->arms; a++)
        if (fabs(r->comparison[a * r->outcomes + outcome].mean) > 0)
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
        print_number(r->comparison[a * r->outcomes + k].mean, width);
    const struct kith_comparison *last = &r->comparison[(r->arms - 1) * r->outcomes + k];
    if (r->arms > 1 && !isnan(last->difference))
        print_difference(last, r->comparison[k].mean);
    printf("\n");
}

/* More: a line each, of those in which the outcome can be measured. */
static void print_block(const struct kith_result *r, size_t k, int width)
{
    char label[LABEL_BYTES];
    printf("\n%s\n", label_of(r, k, label));
    for (size_t a = 0; a < r->arms; a++) {
        const struct kith_comparison *c = &r->comparison[a * r->outcomes + k];
        if (isnan(c->mean))
            continue;
        printf("  %-*.*s", width, ARM_WIDTH_MAX, r->arm[a]);
        print_number(c->mean, 8);
        if (a > 0 && !isnan(c->difference))
            print_difference(c, r->comparison[k].mean);
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
        printf("%s difference from %s (95%% interval), in percent of it, pairs of schools", blocks ? ";" : "  ", r->arm[0]);
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

static const char *judged(const char *target, double value)
{
    double low, high;
    const char *range = strchr(target, ':');
    if (isnan(value))
        return "not measured in this run";
    if (!range || sscanf(range, ": %lf to %lf", &low, &high) != 2)
        return "";
    return value >= low && value <= high ? "met" : "MISSED";
}

static void print_targets(const struct kith_result *r, int labels)
{
    int width = arm_width(r);
    printf("\n%-*s %*.*s   %s\n", labels, targets_heading, width, ARM_WIDTH_MAX, r->arm[0], "target");
    for (size_t k = 0; k < r->outcomes; k++) {
        if (!r->target[k])
            continue;
        size_t arm = 0; /* the first that measures it: no first arm without supporters can speak of them */
        while (arm + 1 < r->arms && isnan(r->comparison[arm * r->outcomes + k].mean))
            arm++;
        double value = r->comparison[arm * r->outcomes + k].mean;
        print_label(r, k, labels);
        print_number(value, width);
        printf("   %-20s %s", r->target[k], judged(r->target[k], value));
        if (arm > 0 && !isnan(value))
            printf(" (arm %s)", r->arm[arm]);
        printf("\n");
    }
}

void cli_print_support_line(const char *line)
{
    if (line && line[0])
        printf("%s\n", line);
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
           "one encounter does to recovery); the interval is the noise of the runs only.\n"
           "Results are statements about a model under stated assumptions, not forecasts. Peer support does not replace "
           "services. Distress\n"
           "here is simulated distress.\n");
    cli_print_support_line(r->support_line);
    printf("digest of the results: %s\n", r->digest);
}
