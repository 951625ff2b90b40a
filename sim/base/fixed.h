/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fixed-point numbers for hours, which several students may add to at the same time: integer sums do not depend on the order of
 * adding. (Relief and burden are floats: serial loops add to them, in the order of the ranking.) One unit is 1/1024 (of an hour: 3.5 seconds).
 */
#ifndef BASE_FIXED_H
#define BASE_FIXED_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

enum { FIXED_ONE = 1024 };

/* Nearest, halves up. Written without floor(), which is a call on processors that must do without SSE 4.1. */
static inline int32_t fixed_from(double value)
{
    double shifted = value * FIXED_ONE + 0.5;
    int32_t whole = (int32_t)shifted;
    return whole - (whole > shifted);
}

static inline double fixed_to(int32_t fixed)
{
    return (double)fixed * (1.0 / FIXED_ONE);
}

/* Adds to a place. Shared: other threads may add to it at the same time, which costs some 5 ns. */
static inline void fixed_add(int32_t *sum, int32_t value, bool shared)
{
    if (!shared) {
        *sum += value;
        return;
    }
#pragma omp atomic
    *sum += value;
}

#endif
