/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Wilcoxon's signed-rank test of paired differences by the normal approximation, as R's wilcox.test(exact = FALSE, correct = FALSE):
 * zeros are left out, equal sizes share their mean rank.
 *   Z = (V − n (n + 1) / 4) / sqrt(n (n + 1) (2 n + 1) / 24 − Σ over ties of (t³ − t) / 48)
 * V is the sum of the ranks of the positive ones, n their number and that of the negative ones.
 */
#ifndef BASE_SIGNED_RANK_H
#define BASE_SIGNED_RANK_H

#include <stddef.h>

/* Z; NaN if all are zero. The differences are put into another order. */
double signed_rank_z(double *differences, size_t count);

#endif
