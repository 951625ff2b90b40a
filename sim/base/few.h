/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers about so few students that single ones could be known by them are not shown. */
#ifndef BASE_FEW_H
#define BASE_FEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FEW_BELOW = 5 };

/*
 * Which rows of a table, by their students, are hidden: those of 1 to FEW_BELOW - 1. A single one would follow from the
 * total, so the next smallest goes with it.
 */
void few_find(const int32_t *students, size_t rows, bool *hidden);

#endif
