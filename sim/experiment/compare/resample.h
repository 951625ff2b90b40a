/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bootstrap over simulated schools, never over students: what the mean paired difference would be with other schools like these. */
#ifndef COMPARE_RESAMPLE_H
#define COMPARE_RESAMPLE_H

#include <stddef.h>

enum { RESAMPLES = 5000 };

/*
 * means[RESAMPLES] of count numbers drawn with return. All columns of the same length are resampled alike, so that what is paired stays paired. The draws
 * depend on nothing but count: the same file gives the same answer.
 */
void resample_means(const double *numbers, size_t count, double *means);

/* A quantile of sorted numbers (Hyndman and Fan's type 7). */
double resample_quantile(const double *sorted, size_t count, double share);

/* Sorts in place. */
void resample_sort(double *numbers, size_t count);

#endif
