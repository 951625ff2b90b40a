/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/compare/paired.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

struct paired paired_compare(const double *arm, const double *reference, size_t count)
{
    struct paired paired = {.mean = NAN, .difference = NAN, .low = NAN, .high = NAN};
    double sum = 0, differences = 0, squares = 0;
    size_t present = 0;
    for (size_t k = 0; k < count; k++) {
        if (isnan(arm[k]))
            continue;
        sum += arm[k];
        present++;
        if (isnan(reference[k]))
            continue;
        differences += arm[k] - reference[k];
        paired.lower_in += arm[k] < reference[k];
        paired.higher_in += arm[k] > reference[k];
        paired.pairs++;
    }
    if (present)
        paired.mean = sum / (double)present;
    if (paired.pairs == 0)
        return paired;
    double n = (double)paired.pairs;
    paired.difference = differences / n;
    if (paired.pairs < 2)
        return paired;
    for (size_t k = 0; k < count; k++)
        if (!isnan(arm[k]) && !isnan(reference[k]))
            squares += pow(arm[k] - reference[k] - paired.difference, 2);
    double half = gsl_cdf_tdist_Pinv(0.975, n - 1) * sqrt(squares / (n - 1) / n);
    paired.low = paired.difference - half;
    paired.high = paired.difference + half;
    return paired;
}
