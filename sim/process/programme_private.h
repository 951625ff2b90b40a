/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the programme share: the step's frame, the friendships that the programme knows of, selection, assignment. */
#ifndef PROCESS_PROGRAMME_PRIVATE_H
#define PROCESS_PROGRAMME_PRIVATE_H

#include "process/programme.h"

struct programme_step {
    struct world *world;
    const struct programme_parameters *p;
    const uint32_t *supporter; /* rows of those serving */
    uint32_t supporters;
    bool ahead; /* selection is of successors, who do not serve yet */
};

/* The enrolled students and the friendships among them that the programme knows of (programme_graph.c). */
struct programme_graph {
    uint32_t vertices;
    uint32_t *row;    /* vertex → row; vertices are in the order of ids */
    uint32_t *vertex; /* row → vertex, ROW_NONE for those who left */
    uint32_t edges;
    uint32_t *ends;   /* two vertices an edge, the lower first; in order */
    uint32_t *offset; /* vertex → its first place in peer; one more at the end */
    uint32_t *peer;   /* neighbours in order */
};

/* Without friends no edges are looked up. False without memory; serial. */
bool programme_graph_init(struct programme_graph *graph, const struct programme_step *step, bool friends);
void programme_graph_clear(struct programme_graph *graph);

/* One who may be chosen. */
struct programme_candidate {
    uint32_t row, id, vertex;
    uint32_t rank; /* among equals: a draw */
    int64_t score; /* higher first */
};

/* The candidates, which a policy puts in the order in which they are chosen; it may drop the last. */
struct programme_selecting {
    const struct programme_step *step;
    const struct programme_graph *graph;
    struct programme_candidate *candidate;
    uint32_t candidates, wanted;
};

/* True if the row may be selected now (programme_eligibility.c). */
bool programme_is_eligible(const struct programme_step *step, uint32_t row);

/* By score, then rank, then id. */
void programme_sort(struct programme_selecting *selecting);

/* Where a row counts as being for policies that speak of sites: campus, a site, or nowhere; below PROGRAMME_SITES. */
enum { PROGRAMME_SITES = PLACE_SITES_MAX + 2 };
uint32_t programme_site(const struct world *world, uint32_t row);

/* Greedy coverage; with floor every site is served first (programme_coverage.c). */
bool programme_cover(struct programme_selecting *selecting, bool floor);

/* Fills up to wanted vacancies; false without memory (programme_selection.c). */
bool programme_select(const struct programme_step *step, uint32_t wanted);

/* Those who have had enough stop, successors take over, students whose supporter is gone lose theirs (programme_lasting.c). rows has
   room for all; false without memory. */
bool programme_hand_over(struct programme_step *step, uint32_t *rows);

/* Selects successors if it is time; false without memory (programme_lasting.c). */
bool programme_recruit(const struct programme_step *step);

/* Vacancies to be filled this week. */
uint32_t programme_vacancies(const struct programme_step *step);

/* A supporter sees someone's episode. */
void programme_see(struct world *world, uint32_t receiver);

/* A row begins to serve. */
void programme_appoint(struct world *world, uint32_t row);

/* Rows of those serving; how many (programme_duty.c). */
uint32_t programme_list(const struct world *world, uint32_t *rows);

/* Pauses, capacities, duty hours, meetings (programme_duty.c). */
void programme_set_duty(const struct programme_step *step);

/* No programme any more: nobody serves, nobody is assigned (programme_duty.c). */
void programme_end(struct world *world);

/* Assigns all students anew; false without memory (programme_assignment.c). */
bool programme_assign(const struct programme_step *step);

#endif
