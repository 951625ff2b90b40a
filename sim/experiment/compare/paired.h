/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paired differences: arms of one replicate share students and luck. */
#ifndef COMPARE_PAIRED_H
#define COMPARE_PAIRED_H

#include <stddef.h>

struct paired {
    double mean;                /* of the arm, over replicates with a number */
    double mean_low, mean_high; /* its 95% interval, t; NaN with fewer than two numbers */
    size_t present;             /* replicates with a number */
    double difference;          /* mean of arm − reference over pairs with numbers in both */
    double low, high;           /* 95% interval, paired t; NaN with fewer than two pairs */
    size_t higher_in;           /* pairs in which the arm is higher */
    size_t lower_in;            /* pairs in which the arm is lower */
    size_t pairs;
    double sd;                   /* of the differences, n − 1; NaN with fewer than two pairs */
    double arm_sd, reference_sd; /* of each arm over the pairs, n − 1 */
    double correlation;          /* between the two over the pairs; NaN if either is constant */
    double skewness;             /* of the differences, third moment over the second^1.5; 0 if they are constant */
};

/* arm and reference hold count numbers; NaN is missing. NaN results where nothing can be said. */
struct paired paired_compare(const double *arm, const double *reference, size_t count);

/* Half of an interval by paired t that leaves out tail at either end; infinite with fewer than two pairs. */
double paired_half_width(const struct paired *paired, double tail);

#endif
