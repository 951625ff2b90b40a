/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ascending orders of plain numbers, for qsort and bsearch. */
#ifndef BASE_ORDER_H
#define BASE_ORDER_H

int order_doubles(const void *left, const void *right);
int order_int32(const void *left, const void *right);

#endif
