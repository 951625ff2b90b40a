/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loops that are worth compiling twice, for processors with AVX2 and for all others: an always-inline function holds the loop,
 * a WIDE function calls it, and wide() says at run time which to call. Both give the same bits: every operation is IEEE 754's,
 * and nothing is contracted or reordered.
 */
#ifndef BASE_WIDE_H
#define BASE_WIDE_H

#include <stdbool.h>

#define WIDE_BODY static inline __attribute__((always_inline))

#if defined(__x86_64__)
#define WIDE __attribute__((target("avx2")))

static inline bool wide(void)
{
    return __builtin_cpu_supports("avx2");
}
#else
#define WIDE

static inline bool wide(void)
{
    return false;
}
#endif

#endif
