/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paired differences: arms of one replicate share students and luck. */
#ifndef COMPARE_PAIRED_H
#define COMPARE_PAIRED_H

#include <stddef.h>

struct paired {
    double mean;       /* of the arm, over replicates with a number */
    double difference; /* mean of arm − reference over pairs with numbers in both */
    double low, high;  /* 95% interval, paired t; NaN with fewer than two pairs */
    size_t higher_in;  /* pairs in which the arm is higher */
    size_t lower_in;   /* pairs in which the arm is lower */
    size_t pairs;
};

/* arm and reference hold count numbers; NaN is missing. NaN results where nothing can be said. */
struct paired paired_compare(const double *arm, const double *reference, size_t count);

#endif
