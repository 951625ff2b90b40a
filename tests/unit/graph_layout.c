/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layouts of graphs: in the unit square, the same each time, friends nearer than strangers, the friendless on the page. */
#include <stdbool.h>

#include "unit/unit.h"

#include "base/graph_layout.h"

enum { CLIQUES = 4, SIZE = 8, LONE = 3, VERTICES = CLIQUES * SIZE + LONE, EDGES = CLIQUES * SIZE * (SIZE - 1) / 2 + CLIQUES };

/* Cliques in a ring, joined by one edge each, and a few vertices without any edge. */
static void make_ring(uint32_t *ends, double *weight)
{
    size_t edges = 0;
    for (uint32_t c = 0; c < CLIQUES; c++) {
        for (uint32_t a = 0; a < SIZE; a++)
            for (uint32_t b = a + 1; b < SIZE; b++, edges++) {
                ends[2 * edges] = c * SIZE + a;
                ends[2 * edges + 1] = c * SIZE + b;
            }
        ends[2 * edges] = c * SIZE;
        ends[2 * edges + 1] = (c + 1) % CLIQUES * SIZE + 1;
        edges++;
    }
    assert_int_equal(edges, EDGES);
    for (size_t k = 0; k < EDGES; k++)
        weight[k] = 1;
}

static double mean_distance(const double *x, const double *y, bool same)
{
    double sum = 0;
    int count = 0;
    for (int a = 0; a < CLIQUES * SIZE; a++)
        for (int b = 0; b < a; b++)
            if ((a / SIZE == b / SIZE) == same) {
                sum += hypot(x[a] - x[b], y[a] - y[b]);
                count++;
            }
    return sum / count;
}

static void cliques_are_seen(void **state)
{
    (void)state;
    uint32_t ends[2 * EDGES];
    double weight[EDGES], x[2][VERTICES], y[2][VERTICES];
    make_ring(ends, weight);
    for (int k = 0; k < 2; k++)
        assert_int_equal(graph_layout(VERTICES, ends, weight, EDGES, x[k], y[k]), KITH_OK);
    assert_memory_equal(x[0], x[1], sizeof x[0]);
    assert_memory_equal(y[0], y[1], sizeof y[0]);
    for (int v = 0; v < VERTICES; v++)
        assert_true(x[0][v] >= 0 && x[0][v] <= 1 && y[0][v] >= 0 && y[0][v] <= 1);
    assert_true(2 * mean_distance(x[0], y[0], true) < mean_distance(x[0], y[0], false));
}

/* The lone ones do not squeeze the others into a corner. */
static void the_lone_are_near(void **state)
{
    (void)state;
    uint32_t ends[2 * EDGES];
    double weight[EDGES], x[VERTICES], y[VERTICES], low = 1, high = 0;
    make_ring(ends, weight);
    assert_int_equal(graph_layout(VERTICES, ends, weight, EDGES, x, y), KITH_OK);
    for (int v = 0; v < CLIQUES * SIZE; v++) {
        low = fmin(low, x[v]);
        high = fmax(high, x[v]);
    }
    assert_true(high - low > 0.4);
}

static void small_graphs(void **state)
{
    (void)state;
    double x[2], y[2], weight[1] = {1};
    const uint32_t ends[] = {0, 1};
    assert_int_equal(graph_layout(0, NULL, NULL, 0, NULL, NULL), KITH_OK);
    assert_int_equal(graph_layout(1, NULL, NULL, 0, x, y), KITH_OK);
    assert_near(x[0], 0.5, 1e-12);
    assert_int_equal(graph_layout(2, ends, weight, 1, x, y), KITH_OK);
    assert_true(isfinite(x[0]) && isfinite(y[1]) && hypot(x[0] - x[1], y[0] - y[1]) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(cliques_are_seen), cmocka_unit_test(the_lone_are_near),
                                       cmocka_unit_test(small_graphs)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
