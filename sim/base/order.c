/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/order.h"

#include <stdint.h>

int order_doubles(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

int order_int32(const void *left, const void *right)
{
    const int32_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}
