/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/betweenness.h"

#include <igraph/igraph.h>

#include "base/igraph_lock.h"

static enum kith_status measure(uint32_t vertices, const uint32_t *ends, size_t edges, double *score)
{
    igraph_t graph;
    igraph_vector_int_t list;
    igraph_vector_t result;
    enum kith_status status = KITH_FAILED;
    if (igraph_vector_int_init(&list, (igraph_integer_t)(2 * edges)) != IGRAPH_SUCCESS)
        return status;
    for (size_t k = 0; k < 2 * edges; k++)
        VECTOR(list)[k] = (igraph_integer_t)ends[k];
    if (igraph_vector_init(&result, 0) == IGRAPH_SUCCESS) {
        if (igraph_create(&graph, &list, (igraph_integer_t)vertices, IGRAPH_UNDIRECTED) == IGRAPH_SUCCESS) {
            if (igraph_betweenness(&graph, &result, igraph_vss_all(), IGRAPH_UNDIRECTED, NULL) == IGRAPH_SUCCESS)
                status = KITH_OK;
            igraph_destroy(&graph);
        }
        for (uint32_t v = 0; v < vertices && status == KITH_OK; v++)
            score[v] = VECTOR(result)[v];
        igraph_vector_destroy(&result);
    }
    igraph_vector_int_destroy(&list);
    return status;
}

enum kith_status betweenness_measure(uint32_t vertices, const uint32_t *ends, size_t edges, double *score)
{
    if (vertices == 0)
        return KITH_OK;
    igraph_lock_enter();
    enum kith_status status = measure(vertices, ends, edges, score);
    igraph_lock_leave();
    return status;
}
