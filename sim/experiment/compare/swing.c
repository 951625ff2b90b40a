/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What assumptions do to a difference: one assumed parameter at a time at either end of its range, the rest as the scenario says. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kith/compare.h"

static double width_of(const struct kith_swing *swing)
{
    double width = fabs(swing->at_high - swing->at_low);
    return isnan(width) ? -1 : width;
}

static int compare_swings(const void *left, const void *right)
{
    const struct kith_swing *a = left, *b = right;
    double wide = width_of(a), other = width_of(b);
    return wide > other ? -1 : wide < other ? 1 : strcmp(a->path, b->path);
}

void kith_swing_sort(struct kith_swing *swing, size_t count)
{
    qsort(swing, count, sizeof *swing, compare_swings);
}

/* -1, 1: the interval leaves 0 out on that side; 0: it does not, or there is none. */
static int clear_sign(double from, double to)
{
    return to < 0 ? -1 : from > 0 ? 1 : 0;
}

bool kith_swing_flips(const struct kith_swing *s)
{
    int low = clear_sign(s->at_low_from, s->at_low_to), high = clear_sign(s->at_high_from, s->at_high_to),
        base = clear_sign(s->base_from, s->base_to);
    return low * high < 0 || base * low < 0 || base * high < 0;
}

const char *kith_swing_words(const struct kith_swing *s)
{
    if (kith_swing_flips(s))
        return "THE SIGN TURNS";
    bool opposite = s->at_low * s->at_high < 0 || s->base * s->at_low < 0 || s->base * s->at_high < 0;
    return opposite ? "the sign turns within noise" : "";
}

const char *kith_swing_sentence(const struct kith_swing *s, const char *unit, char text[KITH_SENTENCE])
{
    const char *after = kith_difference_unit(unit, false);
    snprintf(text, KITH_SENTENCE,
             "%s (source: %s) from %g to %g takes the difference from %+.3g (%+.3g to %+.3g) to %+.3g (%+.3g to %+.3g)%s%s%s%s",
             s->path, s->source, s->low_value, s->high_value, s->at_low, s->at_low_from, s->at_low_to, s->at_high,
             s->at_high_from, s->at_high_to, after[0] ? " " : "", after, kith_swing_words(s)[0] ? "; " : "", kith_swing_words(s));
    return text;
}
