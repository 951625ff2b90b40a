/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Minimum cuts, by igraph's push-relabel method (Goldberg and Tarjan 1988), one thread at a time. */
#ifndef BASE_FLOW_H
#define BASE_FLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kith/status.h"

struct flow_arc {
    int from, to;
    int64_t capacity; /* exact below 2^53 */
};

/* Marks the vertices on the source's side of a minimum cut. KITH_FAILED without memory. */
enum kith_status flow_cut(int vertices, const struct flow_arc *arcs, size_t count, int source, int sink, bool *source_side);

#endif
