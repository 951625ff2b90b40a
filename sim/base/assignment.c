/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/assignment.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include <glpk.h>

#include "base/igraph_lock.h"

enum { COST_OF_NONE_MAX = 1 << 30 };

struct vertex {
    double supply;
};

struct arc {
    double low, capacity, cost, flow;
};

static void set_arc(glp_graph *graph, int from, int to, double capacity, double cost)
{
    glp_arc *arc = glp_add_arc(graph, from, to);
    *(struct arc *)arc->data = (struct arc){0, capacity, cost, 0};
}

/*
 * Cost of staying without a giver. Giving one more may move one taker of each giver to a dearer one: it is worth any such
 * chain, up to the range of the solver's integers.
 */
static double cost_of_none(size_t n, size_t m, const int32_t *cost)
{
    int32_t largest = 0;
    for (size_t k = 0; k < n * m; k++)
        largest = cost[k] > largest ? cost[k] : largest;
    return fmin((double)(n < m ? n : m) * largest + 1, COST_OF_NONE_MAX);
}

/* Vertices: takers 1..n, givers n + 1..n + m, the sink last. */
static glp_graph *build(size_t n, size_t m, int limit, const int32_t *cost)
{
    glp_graph *graph = glp_create_graph(sizeof(struct vertex), sizeof(struct arc));
    glp_add_vertices(graph, (int)(n + m + 1));
    int sink = (int)(n + m + 1);
    double none = cost_of_none(n, m, cost);
    for (size_t t = 0; t < n; t++) {
        ((struct vertex *)graph->v[t + 1]->data)->supply = 1;
        for (size_t g = 0; g < m; g++)
            if (cost[t * m + g] >= 0)
                set_arc(graph, (int)t + 1, (int)(n + g + 1), 1, cost[t * m + g]);
        set_arc(graph, (int)t + 1, sink, 1, none);
    }
    for (size_t g = 0; g < m; g++)
        set_arc(graph, (int)(n + g + 1), sink, limit, 0);
    ((struct vertex *)graph->v[sink]->data)->supply = -(double)n;
    return graph;
}

static void read_off(const glp_graph *graph, size_t n, size_t m, int32_t *giver, int64_t *total)
{
    *total = 0;
    for (size_t t = 0; t < n; t++) {
        giver[t] = -1;
        for (const glp_arc *arc = graph->v[t + 1]->out; arc; arc = arc->t_next) {
            const struct arc *data = arc->data;
            if (data->flow < 0.5 || (size_t)arc->head->i == n + m + 1)
                continue;
            giver[t] = (int32_t)((size_t)arc->head->i - n - 1);
            *total += (int64_t)data->cost;
        }
    }
}

enum kith_status assignment_solve(size_t n, size_t m, int limit, const int32_t *cost, int32_t *giver, int64_t *total)
{
    *total = 0;
    for (size_t t = 0; t < n; t++)
        giver[t] = -1;
    if (n == 0 || m == 0 || limit == 0)
        return KITH_OK;
    bool shared = !glp_config("TLS"); /* else each thread has a GLPK of its own, as in Debian, and needs no lock */
    if (shared)
        igraph_lock_enter();
    int terminal = glp_term_out(GLP_OFF);
    glp_graph *graph = build(n, m, limit, cost);
    double sum;
    int result =
        glp_mincost_okalg(graph, offsetof(struct vertex, supply), offsetof(struct arc, low), offsetof(struct arc, capacity),
                          offsetof(struct arc, cost), &sum, offsetof(struct arc, flow), -1);
    if (result == 0)
        read_off(graph, n, m, giver, total);
    glp_delete_graph(graph);
    glp_term_out(terminal);
    if (shared)
        igraph_lock_leave();
    return result == 0 ? KITH_OK : KITH_FAILED;
}
