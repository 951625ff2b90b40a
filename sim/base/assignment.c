/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Most pairs are far too dear to be in any optimum, and the solver's time grows with their number. So it gets each taker's cheapest few
 * first, and says at which prices (its potentials) they are settled. A pair left out whose cost is above the difference of its two
 * prices is in no optimum (complementary slackness); if there are others, they are let in and all is solved again. What is left out in
 * the end is thereby proved not to matter.
 */
#include "base/assignment.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include <glpk.h>

#include "base/igraph_lock.h"

enum { COST_OF_NONE_MAX = 1 << 30, CHEAPEST = 8 };

struct vertex {
    double supply, price;
};

struct arc {
    double low, capacity, cost, flow;
};

struct problem {
    size_t n, m;
    int limit;
    const int32_t *cost;
    bool *in; /* which pairs the solver gets */
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
static glp_graph *build(const struct problem *p)
{
    size_t n = p->n, m = p->m;
    glp_graph *graph = glp_create_graph(sizeof(struct vertex), sizeof(struct arc));
    glp_add_vertices(graph, (int)(n + m + 1));
    int sink = (int)(n + m + 1);
    double none = cost_of_none(n, m, p->cost);
    for (size_t t = 0; t < n; t++) {
        ((struct vertex *)graph->v[t + 1]->data)->supply = 1;
        for (size_t g = 0; g < m; g++)
            if (p->in[t * m + g])
                set_arc(graph, (int)t + 1, (int)(n + g + 1), 1, p->cost[t * m + g]);
        set_arc(graph, (int)t + 1, sink, 1, none);
    }
    for (size_t g = 0; g < m; g++)
        set_arc(graph, (int)(n + g + 1), sink, p->limit, 0);
    ((struct vertex *)graph->v[sink]->data)->supply = -(double)n;
    return graph;
}

/* Lets in the taker's cheapest pairs: those that fewer than CHEAPEST others are cheaper than. */
static void let_in_cheapest(const struct problem *p, size_t t)
{
    const int32_t *cost = p->cost + t * p->m;
    int32_t cheapest[CHEAPEST], most = INT32_MAX;
    size_t count = 0;
    for (size_t g = 0; g < p->m; g++) {
        if (cost[g] < 0 || cost[g] >= most)
            continue;
        size_t at = count < CHEAPEST ? count++ : CHEAPEST - 1;
        for (; at > 0 && cheapest[at - 1] > cost[g]; at--)
            cheapest[at] = cheapest[at - 1];
        cheapest[at] = cost[g];
        most = count < CHEAPEST ? INT32_MAX : cheapest[CHEAPEST - 1];
    }
    for (size_t g = 0; g < p->m; g++)
        p->in[t * p->m + g] = cost[g] >= 0 && (count < CHEAPEST || cost[g] <= most);
}

/* The solver's prices go round in 32 bits: only differences mean something, and those that count here are at most the cost of none. */
static uint32_t price(const glp_graph *graph, size_t vertex)
{
    return (uint32_t)(int64_t)((const struct vertex *)graph->v[vertex]->data)->price;
}

/* That of an idle giver may have drifted anywhere below the sink's, which is as good a price for it. */
static uint32_t price_of_giver(const struct problem *p, const glp_graph *graph, size_t g)
{
    const struct arc *to_sink = graph->v[p->n + g + 1]->out->data;
    return price(graph, p->n + (to_sink->flow < 0.5 ? p->m : g) + 1);
}

/* Lets in the pairs that might do better than the solution found. True if there are any. */
static bool let_in_better(const struct problem *p, const glp_graph *graph)
{
    bool any = false;
    for (size_t t = 0; t < p->n; t++)
        for (size_t g = 0; g < p->m; g++) {
            size_t pair = t * p->m + g;
            if (p->in[pair] || p->cost[pair] < 0)
                continue;
            p->in[pair] = p->cost[pair] <= (int32_t)(price(graph, t + 1) - price_of_giver(p, graph, g));
            any |= p->in[pair];
        }
    return any;
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

static enum kith_status solve(const struct problem *p, int32_t *giver, int64_t *total)
{
    bool again = true, solved = true;
    for (size_t t = 0; t < p->n; t++)
        let_in_cheapest(p, t);
    while (again && solved) {
        glp_graph *graph = build(p);
        double sum;
        solved =
            glp_mincost_okalg(graph, offsetof(struct vertex, supply), offsetof(struct arc, low), offsetof(struct arc, capacity),
                              offsetof(struct arc, cost), &sum, offsetof(struct arc, flow), offsetof(struct vertex, price)) == 0;
        again = solved && let_in_better(p, graph);
        if (solved && !again)
            read_off(graph, p->n, p->m, giver, total);
        glp_delete_graph(graph);
    }
    return solved ? KITH_OK : KITH_FAILED;
}

enum kith_status assignment_solve(size_t n, size_t m, int limit, const int32_t *cost, int32_t *giver, int64_t *total)
{
    *total = 0;
    for (size_t t = 0; t < n; t++)
        giver[t] = -1;
    if (n == 0 || m == 0 || limit == 0)
        return KITH_OK;
    struct problem problem = {n, m, limit, cost, malloc(n * m * sizeof *problem.in)};
    if (!problem.in)
        return KITH_FAILED;
    bool shared = !glp_config("TLS"); /* else each thread has a GLPK of its own, as in Debian, and needs no lock */
    if (shared)
        igraph_lock_enter();
    int terminal = glp_term_out(GLP_OFF);
    enum kith_status status = solve(&problem, giver, total);
    glp_term_out(terminal);
    if (shared)
        igraph_lock_leave();
    free(problem.in);
    return status;
}
