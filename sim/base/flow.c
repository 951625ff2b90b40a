/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/flow.h"

#include <igraph/igraph.h>

#include "base/igraph_lock.h"

static enum kith_status solve(const igraph_vector_int_t *edges, const igraph_vector_t *capacity, int vertices, int source,
                              int sink, bool *source_side)
{
    igraph_t graph;
    igraph_vector_int_t first, second;
    if (igraph_create(&graph, edges, vertices, IGRAPH_DIRECTED) != IGRAPH_SUCCESS)
        return KITH_FAILED;
    enum kith_status status = KITH_FAILED;
    igraph_vector_int_init(&first, 0);
    igraph_vector_int_init(&second, 0);
    igraph_real_t value;
    if (igraph_maxflow(&graph, &value, NULL, NULL, &first, &second, source, sink, capacity, NULL) == IGRAPH_SUCCESS) {
        const igraph_vector_int_t *side = igraph_vector_int_contains(&first, source) ? &first : &second;
        for (int v = 0; v < vertices; v++)
            source_side[v] = igraph_vector_int_contains(side, v);
        status = KITH_OK;
    }
    igraph_vector_int_destroy(&first);
    igraph_vector_int_destroy(&second);
    igraph_destroy(&graph);
    return status;
}

enum kith_status flow_cut(int vertices, const struct flow_arc *arcs, size_t count, int source, int sink, bool *source_side)
{
    enum kith_status status = KITH_FAILED;
    igraph_vector_int_t edges;
    igraph_vector_t capacity;
    igraph_lock_enter();
    if (igraph_vector_int_init(&edges, 2 * (igraph_integer_t)count) != IGRAPH_SUCCESS)
        goto leave;
    if (igraph_vector_init(&capacity, (igraph_integer_t)count) != IGRAPH_SUCCESS)
        goto free_edges;
    for (size_t a = 0; a < count; a++) {
        VECTOR(edges)[2 * a] = arcs[a].from;
        VECTOR(edges)[2 * a + 1] = arcs[a].to;
        VECTOR(capacity)[a] = (igraph_real_t)arcs[a].capacity;
    }
    status = solve(&edges, &capacity, vertices, source, sink, source_side);
    igraph_vector_destroy(&capacity);
free_edges:
    igraph_vector_int_destroy(&edges);
leave:
    igraph_lock_leave();
    return status;
}
