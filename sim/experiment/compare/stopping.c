/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Enough runs and no more. A run that stops when its interval looks narrow enough stops too often when the spread looks
 * smaller than it is, and its interval then covers too rarely. Two things keep coverage:
 *   look-ahead (after Hoad, Robinson and Davies 2010, J. Operational Research Society 61:1632): the half-width has to be under the target at each of the last step runs too;
 *   lopsided differences wait: pairs >= LOPSIDED skewness², twice what Cochran asks (Sampling Techniques, 1977, 2.15).
 * Half-widths are by paired t, with Bonferroni's share for three arms or more, which is never narrower than what is reported.
 */
#include <math.h>

#include "experiment/compare/paired.h"
#include "kith/compare.h"

static const double TAIL = 0.025, LOPSIDED = 50;

/* The widest over arms of the first count runs; 0 if there is nothing to compare. */
static double widest(const double *values, size_t arms, size_t stride, size_t count, size_t reference, double *least)
{
    double most = 0;
    for (size_t a = 0; a < arms; a++) {
        if (a == reference)
            continue;
        struct paired p = paired_compare(values + a * stride, values + reference * stride, count);
        if (p.pairs == 0)
            continue;
        most = fmax(most, paired_half_width(&p, TAIL / (double)(arms - 1)));
        if (least && p.pairs >= 2)
            *least = fmax(*least, LOPSIDED * p.skewness * p.skewness);
    }
    return most;
}

struct kith_stopping kith_stopping(const double *values, size_t arms, size_t count, size_t reference,
                                   const struct kith_precision *precision)
{
    double least = 0, n = (double)count, step = (double)precision->step, start = (double)precision->start;
    struct kith_stopping stopping = {.half_width = widest(values, arms, count, count, reference, &least)};
    bool narrow = stopping.half_width < precision->half_width;
    for (size_t back = 1; narrow && back <= (size_t)precision->step && back < count; back++)
        narrow = widest(values, arms, count, count - back, reference, NULL) < precision->half_width;
    stopping.enough = narrow && n >= start && n >= least;
    if (stopping.enough)
        return stopping;
    double all = n < start ? start : fmax(least, n * pow(stopping.half_width / precision->half_width, 2) + step);
    double steps = n < start ? 0 : fmax(1, ceil((all - n) / step));
    stopping.more = n < start ? (int64_t)(start - n) : isfinite(steps) && steps * step < 1e9 ? (int64_t)(steps * step) : -1;
    return stopping;
}
