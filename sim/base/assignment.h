/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Min-cost assignment of many to few under a limit, solved exactly as a network flow by GLPK's out-of-kilter method (its
 * RELAX-IV is switched off in Debian for its licence). */
#ifndef BASE_ASSIGNMENT_H
#define BASE_ASSIGNMENT_H

#include <stddef.h>
#include <stdint.h>

#include "kith/status.h"

enum { ASSIGNMENT_COST_MAX = 1 << 24 };

/*
 * Gives each of n takers to at most one of m givers, each giver at most limit takers, at least total cost; as many as can be
 * are given (for certain while min(n, m) × the largest cost is under 2^30). cost[t * m + g] is in
 * [0, ASSIGNMENT_COST_MAX), or negative where t may not go to g. giver[t] becomes a giver or -1; *total the cost of those
 * given. Costs with an id-keyed tie-break make the optimum unique. KITH_FAILED without memory or if the solver gives up.
 */
enum kith_status assignment_solve(size_t n, size_t m, int limit, const int32_t *cost, int32_t *giver, int64_t *total);

#endif
