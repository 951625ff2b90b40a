/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world/graph.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <igraph/igraph.h>

#include "base/csv_rows.h"
#include "base/fixed.h"
#include "base/igraph_lock.h"
#include "scenario/number.h"

const char *const graph_source_names[] = {"none", "file", "complete", "regular", "random", NULL};

#define PARAMETER_OWNER graph_parameters
PARAMETER_TABLE(graph, GRAPH_PARAMETERS);

enum { FROM, TO, HOURS };
static const char *const columns[] = {"a", "b", "?hours", NULL};

void graph_clear(struct graph *graph)
{
    free(graph->edge);
    *graph = (struct graph){0};
}

static int compare_edges(const void *left, const void *right)
{
    const struct graph_edge *a = left, *b = right;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static void read_edge(struct graph_edge *edge, const struct csv_row *row, const unsigned *rank, double hours, const char *file,
                      struct kith_report *report)
{
    unsigned a = rank[0], b = rank[1];
    *edge = (struct graph_edge){a < b ? a : b, a < b ? b : a, hours};
    if (!row->field[FROM][0] || !row->field[TO][0])
        kith_report_add(report, KITH_ERROR, file, row->line, 0, "a label is empty");
    if (!row->field[HOURS][0])
        return;
    if (number_read_real(row->field[HOURS], &edge->hours) || !(edge->hours > 0 && edge->hours <= 10000))
        kith_report_add(report, KITH_ERROR, file, row->line, 0, "hours is \"%s\", allowed is a number above 0, at most 10000",
                        row->field[HOURS]);
}

/* Reads rows and ranks of the labels, two a row. */
static enum kith_status read_file(struct csv_rows *rows, unsigned **rank, size_t *students, const char *file,
                                  struct kith_report *report)
{
    enum kith_status status = csv_rows_read(rows, file, columns, report);
    if (status != KITH_OK)
        return status;
    const char **label = malloc((2 * rows->count + 1) * sizeof *label);
    *rank = malloc((2 * rows->count + 1) * sizeof **rank);
    status = label && *rank ? KITH_OK : KITH_FAILED;
    for (size_t k = 0; k < rows->count && status == KITH_OK; k++) {
        label[2 * k] = rows->row[k].field[FROM];
        label[2 * k + 1] = rows->row[k].field[TO];
    }
    if (status == KITH_OK)
        status = csv_rows_rank(label, 2 * rows->count, *rank, students);
    free(label);
    return status;
}

/*
 * Drops ties to oneself and repeated pairs, which public data sets hold, with a warning each; a pair with two different
 * numbers of hours is an error.
 */
static void tidy(struct graph *graph, const char *file, struct kith_report *report)
{
    size_t kept = 0, loops = 0, repeated = 0;
    if (graph->count)
        qsort(graph->edge, graph->count, sizeof *graph->edge, compare_edges);
    for (size_t k = 0; k < graph->count; k++) {
        const struct graph_edge *edge = &graph->edge[k];
        bool again = kept && compare_edges(&graph->edge[kept - 1], edge) == 0;
        if (again && graph->edge[kept - 1].hours != edge->hours)
            kith_report_add(report, KITH_ERROR, file, 0, 0,
                            "a pair is listed with %g and with %g hours (students %u and %u, bytewise)",
                            graph->edge[kept - 1].hours, edge->hours, edge->a + 1, edge->b + 1);
        loops += edge->a == edge->b;
        repeated += again && edge->a != edge->b;
        if (!again && edge->a != edge->b)
            graph->edge[kept++] = *edge;
    }
    graph->count = kept;
    if (loops)
        kith_report_add(report, KITH_WARNING, file, 0, 0, "%zu ties of a student to oneself are ignored", loops);
    if (repeated)
        kith_report_add(report, KITH_WARNING, file, 0, 0, "%zu repeated pairs are ignored", repeated);
}

/* Ties of each seat, and a 0 after them. NULL without memory. */
static uint32_t *count_ties(const struct graph *graph, uint32_t seats)
{
    uint32_t *count = calloc((size_t)seats + 1, sizeof *count);
    for (size_t k = 0; k < graph->count && count; k++) {
        count[graph->edge[k].a]++;
        count[graph->edge[k].b]++;
    }
    return count;
}

/* A student has room for TIE_ROW_MAX ties. Mistakes stand at the first line that names the student. */
static enum kith_status check_degrees(const struct graph *graph, const struct csv_rows *rows, const unsigned *rank,
                                      uint32_t students, const char *file, struct kith_report *report)
{
    enum kith_status status = KITH_OK;
    uint32_t *degree = count_ties(graph, students);
    if (!degree)
        return KITH_FAILED;
    for (size_t k = 0; k < 2 * rows->count; k++) {
        uint32_t ties = degree[rank[k]];
        degree[rank[k]] = 0; /* said once */
        if (ties > TIE_ROW_MAX)
            status = kith_report_add(report, KITH_ERROR, file, rows->row[k / 2].line, 0,
                                     "the student in column %s has %u ties; one student can have %d at most",
                                     columns[k % 2 ? TO : FROM], ties, TIE_ROW_MAX);
    }
    free(degree);
    return status;
}

static enum kith_status from_file(struct graph *graph, const struct graph_parameters *p, const char *file, uint32_t students,
                                  struct kith_report *report)
{
    struct csv_rows rows;
    unsigned *rank = NULL;
    size_t named = 0, errors = report->errors;
    enum kith_status status = read_file(&rows, &rank, &named, file, report);
    if (status == KITH_OK && named != students)
        status = kith_report_add(report, KITH_ERROR, file, 0, 0, "names %zu students; school.intake is %u", named, students);
    if (status == KITH_OK) {
        graph->edge = malloc((rows.count + 1) * sizeof *graph->edge);
        status = graph->edge ? KITH_OK : KITH_FAILED;
    }
    for (size_t k = 0; k < rows.count && status == KITH_OK; k++)
        read_edge(&graph->edge[graph->count++], &rows.row[k], &rank[2 * k], p->hours, file, report);
    if (status == KITH_OK) {
        tidy(graph, file, report);
        status = check_degrees(graph, &rows, rank, students, file, report);
    }
    free(rank);
    csv_rows_clear(&rows);
    return status == KITH_OK && report->errors > errors ? KITH_INVALID : status;
}

static igraph_error_t generate(igraph_t *g, const struct graph_parameters *p, igraph_integer_t n)
{
    switch (p->source) {
    case GRAPH_COMPLETE:
        return igraph_full(g, n, IGRAPH_UNDIRECTED, IGRAPH_NO_LOOPS);
    case GRAPH_REGULAR:
        return igraph_k_regular_game(g, n, (igraph_integer_t)p->degree, IGRAPH_UNDIRECTED, false);
    default:
        return igraph_erdos_renyi_game_gnm(g, n, (igraph_integer_t)floor((double)n * p->degree / 2 + 0.5), IGRAPH_UNDIRECTED,
                                           IGRAPH_NO_LOOPS);
    }
}

static enum kith_status copy_edges(struct graph *graph, const igraph_t *g, double hours)
{
    graph->count = (size_t)igraph_ecount(g);
    graph->edge = malloc((graph->count + 1) * sizeof *graph->edge);
    if (!graph->edge)
        return KITH_FAILED;
    for (size_t k = 0; k < graph->count; k++) {
        uint32_t a = (uint32_t)IGRAPH_FROM(g, (igraph_integer_t)k), b = (uint32_t)IGRAPH_TO(g, (igraph_integer_t)k);
        graph->edge[k] = (struct graph_edge){a < b ? a : b, a < b ? b : a, hours};
    }
    return KITH_OK;
}

enum kith_status graph_create(struct graph *graph, const struct graph_parameters *p, const char *file, uint32_t students,
                              uint64_t seed, struct kith_report *report)
{
    *graph = (struct graph){0};
    if (p->source == GRAPH_NONE)
        return KITH_OK;
    enum kith_status status = KITH_FAILED;
    if (p->source == GRAPH_FILE) {
        status = from_file(graph, p, file, students, report);
    } else {
        igraph_t g;
        igraph_lock_enter_seeded(random_draw(random_key(seed, 0), RANDOM_graph, 0, 0, 0, 0).word[0]);
        igraph_error_t error = generate(&g, p, (igraph_integer_t)students);
        if (error == IGRAPH_SUCCESS) {
            status = copy_edges(graph, &g, p->hours);
            igraph_destroy(&g);
        } else {
            status = kith_report_add(report, KITH_ERROR, NULL, 0, 0, "no %s graph of %u students with %g ties each: %s",
                                     graph_source_names[p->source], students, p->degree, igraph_strerror(error));
        }
        igraph_lock_leave();
    }
    if (status != KITH_OK)
        graph_clear(graph);
    return status;
}

/* Halves of the edges, those of a seat together and its peers in order, as the edges are. NULL without memory. */
static struct graph_edge *list_halves(const struct graph *graph, uint32_t seats)
{
    struct graph_edge *half = malloc((2 * graph->count + 1) * sizeof *half);
    uint32_t *next = count_ties(graph, seats);
    for (uint32_t seat = 0, first = 0, count; half && next && seat < seats; seat++, first += count) {
        count = next[seat];
        next[seat] = first;
    }
    for (size_t k = 0; k < graph->count && half && next; k++) {
        const struct graph_edge *edge = &graph->edge[k];
        half[next[edge->a]++] = *edge;
        half[next[edge->b]++] = (struct graph_edge){edge->b, edge->a, edge->hours};
    }
    if (!next) {
        free(half);
        half = NULL;
    }
    free(next);
    return half;
}

/* Seat by seat: rows that grow at the same time would leave slots of every size behind, and a large graph many times its own memory. */
enum kith_status graph_enter(const struct graph *graph, struct world *world, int entry_year)
{
    uint32_t first_id = world_cohort_id(entry_year);
    struct graph_edge *half = list_halves(graph, world->intake);
    enum kith_status status = half ? KITH_OK : KITH_FAILED;
    for (size_t k = 0; k < 2 * graph->count && status == KITH_OK; k++) {
        uint32_t slot = tie_insert(&world->ties, world_row(world, first_id + half[k].a), first_id + half[k].b);
        if (slot == TIE_NONE) {
            status = KITH_FAILED;
            continue;
        }
        world->ties.banked[slot] = fixed_from(half[k].hours);
        world->ties.cumulative[slot] = fixed_from(half[k].hours);
        world->ties.since_week[slot] = (int16_t)world->week;
        world->ties.origin[slot] = TIE_GIVEN;
    }
    free(half);
    return status;
}
