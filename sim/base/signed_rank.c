/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/signed_rank.h"

#include <math.h>
#include <stdlib.h>

static int compare_sizes(const void *left, const void *right)
{
    double a = fabs(*(const double *)left), b = fabs(*(const double *)right);
    return (a > b) - (a < b);
}

double signed_rank_z(double *differences, size_t count)
{
    if (count == 0)
        return NAN;
    qsort(differences, count, sizeof *differences, compare_sizes);
    size_t zeros = 0;
    while (zeros < count && fabs(differences[zeros]) <= 0)
        zeros++;
    double n = (double)(count - zeros), positive = 0, ties = 0;
    for (size_t first = zeros, next; first < count; first = next) {
        for (next = first + 1; next < count && compare_sizes(&differences[next], &differences[first]) == 0;)
            next++;
        double t = (double)(next - first), rank = (double)(first - zeros) + (t + 1) / 2;
        ties += t * t * t - t;
        for (size_t k = first; k < next; k++)
            positive += differences[k] > 0 ? rank : 0;
    }
    return n > 0 ? (positive - n * (n + 1) / 4) / sqrt(n * (n + 1) * (2 * n + 1) / 24 - ties / 48) : NAN;
}
