/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers about so few students that single ones could be known by them are not shown. */
#ifndef BASE_FEW_H
#define BASE_FEW_H

#include <stddef.h>

#include "kith/compare.h"

enum { FEW_BELOW = 5 };

/*
 * Which rows of a table that adds up are shown, by their students (a mean over time, or a count; NaN as 0): rows of more than 0 and under
 * FEW_BELOW are not. A single one would follow from the total, so the next smallest goes with it.
 */
void few_find(const double *students, size_t rows, enum kith_shown *shown);

#endif
