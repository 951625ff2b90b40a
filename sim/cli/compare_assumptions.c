/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which assumptions the difference hangs on. */
#include <stdio.h>
#include <string.h>

#include "cli/compare.h"

enum { SHOWN = 15, PATH_WIDTH = 34, TEXT = 64 };

static void print_swing(const struct kith_swing *s)
{
    char low[TEXT], high[TEXT];
    snprintf(low, sizeof low, "%+.3g (%+.2g to %+.2g)", s->at_low, s->at_low_from, s->at_low_to);
    snprintf(high, sizeof high, "%+.3g (%+.2g to %+.2g)", s->at_high, s->at_high_from, s->at_high_to);
    printf("  %-*s %8.4g %-28s %8.4g %-28s%s\n", PATH_WIDTH, s->path, s->low_value, low, s->high_value, high,
           kith_swing_words(s));
}

static void print_inert(const struct kith_swings *swings, bool all)
{
    if (!all && swings->inert_count)
        printf("  %zu changed nothing in the first simulated school (--all names them)\n", swings->inert_count);
    for (size_t k = 0; all && k < swings->inert_count; k++)
        printf("%s%s", k ? ", " : "  Changed nothing in the first simulated school: ", swings->inert[k]);
    printf("%s", all && swings->inert_count ? "\n" : "");
}

static void print_arm(const struct compare_view *view, size_t arm)
{
    const struct kith_swings *swings = &view->swings[arm];
    const struct kith_study *study = view->study;
    size_t flips = 0;
    if (!swings->replicates || strcmp(swings->reference, study->arm[arm]) == 0)
        return;
    for (size_t k = 0; k < swings->count; k++)
        flips += kith_swing_flips(&swings->at[k]);
    printf(
        "\nWhich assumptions it hangs on: %s, %s less %s, where one parameter is at either end of its plausible range, the rest\n"
        "as the scenario says (%lld simulated schools each; %+.3g (%+.2g to %+.2g) as the scenario stands, in the same "
        "schools);\n"
        "%zu parameters moved it, %zu of them turn its sign beyond luck (both intervals leave 0 out)\n",
        swings->outcome, study->arm[arm], swings->reference, (long long)swings->replicates,
        swings->count ? swings->at[0].base : 0, swings->count ? swings->at[0].base_from : 0,
        swings->count ? swings->at[0].base_to : 0, swings->count, flips);
    if (swings->rule)
        printf("  Plausible: %s.\n", swings->rule);
    for (size_t k = 0; k < swings->count && (k < SHOWN || view->all); k++)
        print_swing(&swings->at[k]);
    if (swings->count > SHOWN && !view->all)
        printf("  and %zu that matter less (--all)\n", swings->count - SHOWN);
    print_inert(swings, view->all);
}

void compare_print_assumptions(const struct compare_view *view)
{
    for (size_t arm = 0; arm < view->study->arms; arm++)
        print_arm(view, arm);
}
