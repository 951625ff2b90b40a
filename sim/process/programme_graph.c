/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The friendships that a programme goes by, among enrolled students (programme.graph):
 *   oracle  every tie with banked hours ≥ friend_at. No school knows this graph: it shows the most that knowing could bring.
 *   survey  each student i answers with probability survey_response (draw survey (STUDENT, this week) word 0). Who answers names the
 *           friends that i has, but each friend j is left out by mistake with probability survey_error (draw nominate (i → j, this week)
 *           word 1) and someone of i's year of entry named instead: seat floor(u · seats), word 2; nobody if that is i or has left. Two
 *           are friends if either names the other.
 * Reads ties, enrolment. A snapshot, made at selection and at assignment; writes nothing.
 */
#include "process/programme_private.h"

#include <stdlib.h>

static int compare_keys(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

static uint64_t edge_key(uint32_t a, uint32_t b)
{
    return a < b ? (uint64_t)a << 32 | b : (uint64_t)b << 32 | a;
}

static void list_vertices(struct programme_graph *graph, const struct world *world)
{
    for (uint32_t row = 0; row < world->rows; row++)
        graph->vertex[row] = ROW_NONE;
    for (int year = 0; year < WORLD_YEARS; year++)
        for (uint32_t seat = 0; world->base_row[year] != ROW_NONE && seat < world->intake; seat++) {
            uint32_t row = world->base_row[year] + seat;
            if (!world->students.person.enrolled[row])
                continue;
            graph->vertex[row] = graph->vertices;
            graph->row[graph->vertices++] = row;
        }
}

static bool answers(const struct programme_step *step, uint32_t id)
{
    const struct world *world = step->world;
    return random_uniform(random_draw(world->key, RANDOM_survey, 0, world->week, id, 0).word[0]) < step->p->survey_response;
}

/* Whom a student names for a friend: mostly the friend; ROW_NONE for nobody. */
static uint32_t name(const struct programme_graph *graph, const struct programme_step *step, uint32_t id, uint32_t friend)
{
    const struct world *world = step->world;
    struct random_draw draw = random_draw(world->key, RANDOM_nominate, 0, world->week, id, friend);
    if (random_uniform(draw.word[1]) >= step->p->survey_error)
        return graph->vertex[world_row(world, friend)];
    uint32_t seat = (uint32_t)((uint64_t)draw.word[2] * world->intake >> 32), own = world_row(world, id);
    uint32_t row = world->base_row[id >> WORLD_SEAT_BITS] + seat;
    return row == own ? ROW_NONE : graph->vertex[row];
}

/* Adds what a student says of friends, or with oracle what is true of them. */
static size_t add_names(const struct programme_graph *graph, const struct programme_step *step, uint32_t v, uint64_t *key)
{
    const struct world *world = step->world;
    const struct ties *ties = &world->ties;
    uint32_t row = graph->row[v], id = world->students.person.id[row];
    bool survey = step->p->graph == PROGRAMME_SURVEY;
    size_t count = 0;
    if (survey && !answers(step, id))
        return 0;
    for (uint32_t slot = ties->row[row].offset, end = slot + ties->row[row].count; slot < end; slot++) {
        if (ties->banked[slot] < world->friend_at)
            continue;
        uint32_t peer = ties->peer[slot], named = survey ? name(graph, step, id, peer) : graph->vertex[world_row(world, peer)];
        if (named != ROW_NONE)
            key[count++] = edge_key(v, named);
    }
    return count;
}

static size_t find_edges(const struct programme_graph *graph, const struct programme_step *step, uint64_t *key)
{
    size_t count = 0, kept = 0;
    for (uint32_t v = 0; v < graph->vertices; v++)
        count += add_names(graph, step, v, key + count);
    if (count)
        qsort(key, count, sizeof *key, compare_keys);
    for (size_t k = 0; k < count; k++)
        if (kept == 0 || key[kept - 1] != key[k])
            key[kept++] = key[k];
    return kept;
}

/* Edges in order, so that neighbours come out in order. */
static void lay_neighbours(struct programme_graph *graph, const uint64_t *key)
{
    for (uint32_t e = 0; e < graph->edges; e++) {
        graph->ends[2 * e] = (uint32_t)(key[e] >> 32);
        graph->ends[2 * e + 1] = (uint32_t)key[e];
    }
    for (uint32_t k = 0; k < 2 * graph->edges; k++)
        graph->offset[graph->ends[k] + 1]++;
    for (uint32_t v = 0; v < graph->vertices; v++)
        graph->offset[v + 1] += graph->offset[v];
    for (uint32_t low = 0; low < 2; low++) /* lower neighbours come before higher ones */
        for (uint32_t e = 0; e < graph->edges; e++)
            graph->peer[graph->offset[graph->ends[2 * e + 1 - low]]++] = graph->ends[2 * e + low];
    for (uint32_t v = graph->vertices; v > 0; v--)
        graph->offset[v] = graph->offset[v - 1];
    graph->offset[0] = 0;
}

bool programme_graph_init(struct programme_graph *graph, const struct programme_step *step, bool friends)
{
    const struct world *world = step->world;
    size_t rows = world->rows, most = 0;
    *graph = (struct programme_graph){.row = malloc((rows + 1) * sizeof *graph->row),
                                      .vertex = malloc((rows + 1) * sizeof *graph->vertex)};
    for (uint32_t row = 0; friends && row < world->rows; row++)
        most += world->ties.row[row].count;
    uint64_t *key = malloc((most + 1) * sizeof *key);
    if (key && graph->row && graph->vertex) {
        list_vertices(graph, world);
        graph->edges = friends ? (uint32_t)find_edges(graph, step, key) : 0;
        graph->ends = malloc((2 * (size_t)graph->edges + 1) * sizeof *graph->ends);
        graph->peer = malloc((2 * (size_t)graph->edges + 1) * sizeof *graph->peer);
        graph->offset = calloc((size_t)graph->vertices + 2, sizeof *graph->offset);
    }
    bool good = graph->ends && graph->peer && graph->offset;
    if (good)
        lay_neighbours(graph, key);
    else
        programme_graph_clear(graph);
    free(key);
    return good;
}

void programme_graph_clear(struct programme_graph *graph)
{
    free(graph->row);
    free(graph->vertex);
    free(graph->ends);
    free(graph->offset);
    free(graph->peer);
    *graph = (struct programme_graph){0};
}
