/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Friendships from the start: how many, between whom, the same for a seed; and graphs read from a CSV. */
#include "unit/hand_world.h"

#include <unistd.h>

#include "world/graph.h"

enum { SEATS_MAX = 1000 };

static struct graph made(int source, double degree, uint32_t students, uint64_t seed)
{
    const struct graph_parameters p = {.source = source, .degree = degree, .hours = 80};
    struct kith_report report;
    struct graph graph;
    kith_report_init(&report);
    enum kith_status status = graph_create(&graph, &p, NULL, students, seed, &report);
    unit_expect_said(&report, "");
    assert_int_equal(status, KITH_OK);
    return graph;
}

/* Simple: no loops, no pair twice, all seats real. Fills degree. */
static void assert_simple(const struct graph *graph, uint32_t students, int *degree)
{
    static uint8_t tied[SEATS_MAX][SEATS_MAX];
    memset(tied, 0, sizeof tied);
    memset(degree, 0, students * sizeof *degree);
    for (size_t k = 0; k < graph->count; k++) {
        const struct graph_edge *edge = &graph->edge[k];
        assert_true(edge->a < edge->b && edge->b < students);
        assert_int_equal(tied[edge->a][edge->b]++, 0);
        assert_true(edge->hours == 80);
        degree[edge->a]++;
        degree[edge->b]++;
    }
}

static void degrees_are_right(void **state)
{
    (void)state;
    static int degree[SEATS_MAX];
    struct graph graph = made(GRAPH_COMPLETE, 3, 50, 1);
    assert_simple(&graph, 50, degree);
    assert_int_equal(graph.count, 50 * 49 / 2);
    graph_clear(&graph);
    graph = made(GRAPH_REGULAR, 10, SEATS_MAX, 1);
    assert_simple(&graph, SEATS_MAX, degree);
    assert_int_equal(graph.count, SEATS_MAX * 10 / 2);
    for (int k = 0; k < SEATS_MAX; k++)
        assert_int_equal(degree[k], 10);
    graph_clear(&graph);
    graph = made(GRAPH_NONE, 10, SEATS_MAX, 1);
    assert_int_equal(graph.count, 0);
    graph_clear(&graph);
}

/* G(n, m): m is exact, and degrees are spread as binomial ones, which Poisson's with mean 10 are near. */
static void random_degrees_are_spread(void **state)
{
    (void)state;
    static int degree[SEATS_MAX];
    double squares = 0;
    struct graph graph = made(GRAPH_RANDOM, 10, SEATS_MAX, 1);
    assert_simple(&graph, SEATS_MAX, degree);
    assert_int_equal(graph.count, SEATS_MAX * 10 / 2);
    for (int k = 0; k < SEATS_MAX; k++)
        squares += (degree[k] - 10) * (degree[k] - 10);
    double variance = 10 * (1 - 10.0 / 999);
    assert_near(squares / SEATS_MAX, variance, 4.9 * variance * sqrt(2.0 / SEATS_MAX));
    graph_clear(&graph);
    graph = made(GRAPH_RANDOM, 2.5, 10, 1); /* 12.5 ties: halves up */
    assert_int_equal(graph.count, 13);
    graph_clear(&graph);
}

static bool same(const struct graph *a, const struct graph *b)
{
    for (size_t k = 0; k < a->count && a->count == b->count; k++)
        if (a->edge[k].a != b->edge[k].a || a->edge[k].b != b->edge[k].b)
            return false;
    return a->count == b->count;
}

static void a_seed_is_a_graph(void **state)
{
    (void)state;
    for (int source = GRAPH_REGULAR; source <= GRAPH_RANDOM; source++) {
        struct graph one = made(source, 6, 200, 7), other = made(source, 6, 200, 8), again = made(source, 6, 200, 7);
        assert_true(same(&one, &again));
        assert_false(same(&one, &other));
        graph_clear(&one);
        graph_clear(&other);
        graph_clear(&again);
    }
}

static void impossible_graphs_are_refused(void **state)
{
    (void)state;
    static const struct {
        int source;
        double degree;
        uint32_t students;
    } cases[] = {{GRAPH_REGULAR, 3, 5}, {GRAPH_REGULAR, 6, 5}, {GRAPH_RANDOM, 9, 5}}; /* odd ends; too many friends */
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        const struct graph_parameters p = {.source = cases[c].source, .degree = cases[c].degree, .hours = 80};
        struct kith_report report;
        struct graph graph;
        char begin[64];
        kith_report_init(&report);
        assert_int_equal(graph_create(&graph, &p, NULL, cases[c].students, 1, &report), KITH_INVALID);
        assert_int_equal(report.errors, 1);
        snprintf(begin, sizeof begin, "no %s graph of 5 students with %g ties each: ", graph_source_names[p.source], p.degree);
        assert_int_equal(strncmp(report.messages[0].text, begin, strlen(begin)), 0);
        assert_null(graph.edge);
        kith_report_clear(&report);
    }
}

/* Reads a CSV and compares status, report and the edges as "a-b:hours " in order. */
static void reads(const char *text, uint32_t students, enum kith_status status, const char *lines, const char *edges)
{
    const struct graph_parameters p = {.source = GRAPH_FILE, .hours = 90};
    struct kith_report report;
    struct graph graph;
    char found[512] = "";
    FILE *file = fopen("g.csv", "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
    kith_report_init(&report);
    enum kith_status found_status = graph_create(&graph, &p, "g.csv", students, 1, &report);
    unit_expect_said(&report, lines);
    assert_int_equal(found_status, status);
    for (size_t k = 0; k < graph.count; k++)
        snprintf(found + strlen(found), sizeof found - strlen(found), "%u-%u:%g ", graph.edge[k].a, graph.edge[k].b,
                 graph.edge[k].hours);
    assert_string_equal(found, edges);
    graph_clear(&graph);
}

static void files_are_read(void **state)
{
    (void)state;
    reads("a,b\nx10,x9\nx9,X\n", 3, KITH_OK, "", "0-2:90 1-2:90 "); /* bytewise: X, x10, x9 */
    reads("a,b\nx9,X\nx9,x10\n", 3, KITH_OK, "", "0-2:90 1-2:90 "); /* rows and ends in any order */
    reads("hours,b,a\n12.5,p,q\n,p,r\n", 3, KITH_OK, "", "0-1:12.5 0-2:90 ");
    reads("a,b\np,q\nr,r\n", 3, KITH_OK, "g.csv: warning: 1 ties of a student to oneself are ignored\n", "0-1:90 ");
    reads("a,b,hours\np,q,5\nq,p,5\np,q,5\nr,r,2\n", 3, KITH_OK,
          "g.csv: warning: 1 ties of a student to oneself are ignored\ng.csv: warning: 2 repeated pairs are ignored\n", "0-1:5 ");
}

static void mistakes_in_files_are_told(void **state)
{
    (void)state;
    reads("a,b\np,q\n", 3, KITH_INVALID, "g.csv: error: names 2 students; school.intake is 3\n", "");
    reads("a,c\np,q\n", 2, KITH_INVALID, "g.csv:1: error: unknown column \"c\"; allowed: a, b, hours\ng.csv:1: error: column \"b\" is missing\n", "");
    reads("a,b\np,\n", 2, KITH_INVALID, "g.csv:2: error: a label is empty\n", "");
    reads("a,b,hours\np,q,0\np,r,x\nq,r,nan\np,s,10001\nq,s,-1\n", 4, KITH_INVALID,
          "g.csv:2: error: hours is \"0\", allowed is a number above 0, at most 10000\n"
          "g.csv:3: error: hours is \"x\", allowed is a number above 0, at most 10000\n"
          "g.csv:4: error: hours is \"nan\", allowed is a number above 0, at most 10000\n"
          "g.csv:5: error: hours is \"10001\", allowed is a number above 0, at most 10000\n"
          "g.csv:6: error: hours is \"-1\", allowed is a number above 0, at most 10000\n",
          "");
    struct kith_report report;
    struct graph graph;
    const struct graph_parameters p = {.source = GRAPH_FILE, .hours = 90};
    FILE *file = fopen("g.csv", "wb");
    assert_non_null(file);
    fputs("a,b,hours\np,q,5\nq,p,6\n", file);
    assert_int_equal(fclose(file), 0);
    kith_report_init(&report);
    assert_int_equal(graph_create(&graph, &p, "g.csv", 2, 1, &report), KITH_INVALID);
    assert_int_equal(report.errors, 1);
    assert_non_null(strstr(report.messages[0].text, "(students 1 and 2, bytewise)"));
    kith_report_clear(&report);
}

static void graphs_enter_the_world(void **state)
{
    (void)state;
    struct world world;
    struct graph graph = made(GRAPH_REGULAR, 4, 100, 3);
    hand_world(&world, 100);
    assert_int_equal(graph_enter(&graph, &world, 0), KITH_OK);
    assert_null(world_verify(&world));
    for (uint32_t row = 0; row < 100; row++)
        assert_int_equal(world_friends(&world, row), 4);
    for (size_t k = 0; k < graph.count; k++) {
        uint32_t slot = tie_find(&world.ties, graph.edge[k].b, hand_id(graph.edge[k].a));
        assert_int_not_equal(slot, TIE_NONE);
        assert_int_equal(world.ties.banked[slot], 80 * 1024);
        assert_int_equal(world.ties.origin[slot], TIE_GIVEN);
    }
    graph_clear(&graph);
    world_clear(&world);
}

/* Rows grow by 8: a pool as large as the rows that are in use, and what the longest row left behind on its way there. */
static void a_dense_graph_leaves_little_room_unused(void **state)
{
    (void)state;
    struct world world;
    struct graph graph = made(GRAPH_COMPLETE, 0, SEATS_MAX, 1);
    hand_world(&world, SEATS_MAX);
    assert_int_equal(graph_enter(&graph, &world, 0), KITH_OK);
    assert_null(world_verify(&world));
    assert_int_equal(world_max_ties(&world), SEATS_MAX - 1);
    uint32_t rows = SEATS_MAX * SEATS_MAX, left = SEATS_MAX * SEATS_MAX / 16 + SEATS_MAX;
    assert_true(world.ties.used <= rows + left);
    graph_clear(&graph);
    world_clear(&world);
}

static int enter_folder(void **state)
{
    static char folder[] = "/tmp/kith-graph-XXXXXX";
    *state = folder;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave_folder(void **state)
{
    remove("g.csv");
    return chdir("/") == 0 && rmdir(*state) == 0 ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(degrees_are_right),      cmocka_unit_test(random_degrees_are_spread),
        cmocka_unit_test(a_seed_is_a_graph),      cmocka_unit_test(impossible_graphs_are_refused),
        cmocka_unit_test(files_are_read),         cmocka_unit_test(mistakes_in_files_are_told),
        cmocka_unit_test(graphs_enter_the_world), cmocka_unit_test(a_dense_graph_leaves_little_room_unused),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
