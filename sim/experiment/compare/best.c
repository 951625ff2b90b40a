/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The arms that may still be best: multiple comparisons with the best (Hsu 1984). An arm is out if another is better by more than luck: a one-sided
 * paired t at 5% shared by its k − 1 comparisons (Bonferroni). The best arm stays with 95% or more however the arms' luck is
 * shared, which Hsu's own tables for independent arms do not promise (Nelson and Matejcik 1995 on common random numbers).
 */
#include <math.h>

#include "experiment/compare/paired.h"
#include "kith/compare.h"

static const double ALPHA = 0.05;

static bool has_number(const double *values, size_t count)
{
    for (size_t k = 0; k < count; k++)
        if (!isnan(values[k]))
            return true;
    return false;
}

/* True if rival is better than arm beyond luck. */
static bool is_beaten(const double *arm, const double *rival, size_t count, double sign, double tail)
{
    struct paired p = paired_compare(arm, rival, count);
    return p.pairs >= 2 && sign * p.difference > paired_half_width(&p, tail);
}

void kith_best(const double *values, size_t arms, size_t count, enum kith_better better, bool *may_be)
{
    size_t known = 0;
    double sign = better == KITH_BETTER_LOWER ? 1 : -1;
    for (size_t a = 0; a < arms; a++) {
        may_be[a] = better != KITH_BETTER_NEITHER && has_number(values + a * count, count);
        known += may_be[a];
    }
    for (size_t a = 0; a < arms; a++)
        for (size_t b = 0; may_be[a] && b < arms; b++)
            if (b != a && is_beaten(values + a * count, values + b * count, count, sign, ALPHA / (double)(known - 1)))
                may_be[a] = false;
}
