/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Friendships that are there from the start: read from a CSV a,b[,hours] or generated. Only for closed populations.
 *
 *   file      labels are ranked bytewise and become seats; no label is kept
 *   complete  everyone with everyone
 *   regular   random graph in which everyone has degree ties
 *   random    Erdős–Rényi G(n, m) with m = n · degree / 2 ties
 *
 * Generated graphs are the same in all replicates of a seed: the generator (igraph's) is seeded by the first word of the draw
 * "graph" of replicate 0.
 */
#ifndef WORLD_GRAPH_H
#define WORLD_GRAPH_H

#include "world/world.h"

enum graph_source { GRAPH_NONE, GRAPH_FILE, GRAPH_COMPLETE, GRAPH_REGULAR, GRAPH_RANDOM };
extern const char *const graph_source_names[];

#define GRAPH_PARAMETERS(P)                                                                                                        \
    P(CHOICE, source, graph_source_names, 0, 0, "none", "MODEL", "friendships at the start (school.turnover closed)")              \
    P(TEXT, file, "1", 0, 0, "", "local", "CSV a,b[,hours] of friendships (source file)")                                          \
    P(REAL, degree, "1", 0, 1000, "10", "assumed", "mean ties of a student (sources regular and random)")                         \
    P(REAL, hours, "hour", 1, 10000, "90", "EVIDENCE, Hall 2018: friend at 80-100 h", "banked hours of a tie that states none")

PARAMETER_STRUCT(graph, GRAPH_PARAMETERS);

struct graph_edge {
    uint32_t a, b; /* seats */
    double hours;  /* banked */
};

struct graph {
    struct graph_edge *edge;
    size_t count;
};

/* Makes the graph for this many students. file is the CSV's path, NULL unless source is file. Mistakes go to the report. */
enum kith_status graph_create(struct graph *graph, const struct graph_parameters *parameters, const char *file, uint32_t students,
                              uint64_t seed, struct kith_report *report);
void graph_clear(struct graph *graph);

/* Enters the graph's ties among the seats of a cohort. */
enum kith_status graph_enter(const struct graph *graph, struct world *world, int entry_year);

#endif
