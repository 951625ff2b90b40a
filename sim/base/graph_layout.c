/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Vertices without edges, and pieces without edges between them, would drift apart for ever: one more vertex, weakly joined to all and
 * not shown, holds them.
 */
#include "base/graph_layout.h"

#include <igraph/igraph.h>

#include "base/igraph_lock.h"

enum { SEED = 1, ROUNDS = 1000 };
static const double hub_weight = 0.05;

static bool make_graph(igraph_t *graph, uint32_t vertices, const uint32_t *ends, size_t edges)
{
    igraph_vector_int_t list;
    if (igraph_vector_int_init(&list, (igraph_integer_t)(2 * (edges + vertices))) != IGRAPH_SUCCESS)
        return false;
    for (size_t k = 0; k < 2 * edges; k++)
        VECTOR(list)[k] = (igraph_integer_t)ends[k];
    for (size_t v = 0; v < vertices; v++) {
        VECTOR(list)[2 * (edges + v)] = (igraph_integer_t)v;
        VECTOR(list)[2 * (edges + v) + 1] = (igraph_integer_t)vertices;
    }
    bool made = igraph_create(graph, &list, (igraph_integer_t)vertices + 1, IGRAPH_UNDIRECTED) == IGRAPH_SUCCESS;
    igraph_vector_int_destroy(&list);
    return made;
}

/* Coordinates of a column of the layout, moved and stretched to 0 to 1. */
static void take(const igraph_matrix_t *places, int column, uint32_t vertices, double *to)
{
    double low = MATRIX(*places, 0, column), high = low;
    for (uint32_t v = 0; v < vertices; v++) {
        to[v] = MATRIX(*places, v, column);
        low = to[v] < low ? to[v] : low;
        high = to[v] > high ? to[v] : high;
    }
    for (uint32_t v = 0; v < vertices; v++)
        to[v] = high > low ? (to[v] - low) / (high - low) : 0.5;
}

static enum kith_status lay_out(const igraph_t *graph, uint32_t vertices, const double *weight, size_t edges, double *x,
                                double *y)
{
    igraph_matrix_t places;
    igraph_vector_t weights;
    enum kith_status status = KITH_FAILED;
    if (igraph_vector_init(&weights, (igraph_integer_t)(edges + vertices)) != IGRAPH_SUCCESS)
        return status;
    for (size_t k = 0; k < edges + vertices; k++)
        VECTOR(weights)[k] = k < edges ? weight[k] : hub_weight;
    if (igraph_matrix_init(&places, 0, 0) == IGRAPH_SUCCESS) {
        if (igraph_layout_fruchterman_reingold(graph, &places, false, ROUNDS, 0.3 * (double)vertices, IGRAPH_LAYOUT_NOGRID,
                                               &weights, NULL, NULL, NULL, NULL) == IGRAPH_SUCCESS) {
            take(&places, 0, vertices, x);
            take(&places, 1, vertices, y);
            status = KITH_OK;
        }
        igraph_matrix_destroy(&places);
    }
    igraph_vector_destroy(&weights);
    return status;
}

enum kith_status graph_layout(uint32_t vertices, const uint32_t *ends, const double *weight, size_t edges, double *x, double *y)
{
    igraph_t graph;
    enum kith_status status = KITH_FAILED;
    if (vertices == 0)
        return KITH_OK;
    igraph_lock_enter_seeded(SEED);
    if (make_graph(&graph, vertices, ends, edges)) {
        status = lay_out(&graph, vertices, weight, edges, x, y);
        igraph_destroy(&graph);
    }
    igraph_lock_leave();
    return status;
}
