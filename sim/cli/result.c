/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

enum { LABEL_WIDTH = 42 };

static void print_number(double value, int width)
{
    if (isnan(value))
        printf("%*s", width, "-");
    else
        printf("%*.*f", width, fabs(value) >= 100 ? 0 : fabs(value) >= 10 ? 1 : fabs(value) >= 1 ? 2 : 3, value);
}

static void print_difference(const struct kith_comparison *c)
{
    if (isnan(c->difference)) {
        printf("   %-36s", "-");
        return;
    }
    printf("   %+8.3f", c->difference);
    if (isnan(c->low))
        printf("  %-18s", "(one pair)");
    else
        printf("  (%+.3f to %+.3f)", c->low, c->high);
    printf("  lower in %lld of %lld", (long long)c->lower_in, (long long)c->pairs);
}

static bool has_numbers(const struct kith_result *r, size_t outcome)
{
    for (size_t a = 0; a < r->arms; a++)
        if (!isnan(r->comparison[a * r->outcomes + outcome].mean))
            return true;
    return false;
}

static void print_label(const struct kith_result *r, size_t k)
{
    char label[128];
    snprintf(label, sizeof label, "%s%s%s%s", r->label[k], strcmp(r->unit[k], "1") ? " [" : "",
             strcmp(r->unit[k], "1") ? r->unit[k] : "", strcmp(r->unit[k], "1") ? "]" : "");
    printf("%-*s", LABEL_WIDTH + 6, label);
}

static void print_outcomes(const struct kith_result *r)
{
    printf("\n%-*s", LABEL_WIDTH + 6, "Outcome, mean of the simulated schools");
    for (size_t a = 0; a < r->arms; a++)
        printf("%12.11s", r->arm[a]);
    if (r->arms > 1)
        printf("   difference from %s (95%% interval), pairs of schools", r->arm[0]);
    printf("\n");
    for (size_t k = 0; k < r->outcomes; k++) {
        if (r->target[k] || !has_numbers(r, k))
            continue;
        print_label(r, k);
        for (size_t a = 0; a < r->arms; a++)
            print_number(r->comparison[a * r->outcomes + k].mean, 12);
        for (size_t a = 1; a < r->arms; a++) {
            if (a > 1)
                printf("\n%-*s", (int)(LABEL_WIDTH + 6 + 12 * r->arms), "");
            print_difference(&r->comparison[a * r->outcomes + k]);
            if (r->arms > 2)
                printf("  [%s]", r->arm[a]);
        }
        printf("\n");
    }
}

static void print_targets(const struct kith_result *r)
{
    printf("\n%-*s%12.11s   %s\n", LABEL_WIDTH + 6, "The model against the evidence", r->arm[0], "target");
    for (size_t k = 0; k < r->outcomes; k++) {
        if (!r->target[k] || !has_numbers(r, k))
            continue;
        double low, high, value = r->comparison[k].mean;
        const char *range = strchr(r->target[k], ':');
        bool known = range && sscanf(range, ": %lf to %lf", &low, &high) == 2 && !isnan(value);
        print_label(r, k);
        print_number(value, 12);
        printf("   %-20s %s\n", r->target[k], !known ? "" : value >= low && value <= high ? "met" : "MISSED");
    }
}

void cli_print_result(const struct kith_result *r)
{
    print_outcomes(r);
    print_targets(r);
    printf("\nA pair is one simulated school run in both arms: the same students with the same luck.\n"
           "Results are statements about a model under stated assumptions, not forecasts. The interval is run noise only; "
           "assumptions are not in it.\n"
           "Peer support does not replace services. Distress here is simulated distress.\n"
           "digest of the results: %s\n",
           r->digest);
}
