/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whose students: all enrolled students are assigned anew, each to at most one supporter (on duty or paused) and at most caseload to
 * each, as many as can be, at least total cost, exactly (base/assignment.h). Nobody is assigned to themselves.
 *
 *   cost = 2^20 · k + (draw assign (supporter → student, this week) word 0 >> 12), k from 0 to 15 by the policy
 *
 * so the objective is the sum of k + u, u uniform in [0, 1), which makes the optimum unique; world.events.assignment_cost is it, rounded
 * down. Friendships are those that the programme knows of (programme_graph.c); what a policy needs stands in its row of the table.
 * With succession, those who have a supporter keep theirs, at no cost, and only the others are assigned.
 *   none      nobody is assigned
 *   random    k = 0
 *   group     k = 0 within a small group (tutorial group or ward team, as it stands this week), else not
 *   site      k = 0 on one site (campus is one; those who are nowhere have none), else not
 *   nearest   k = steps between the two among friends, less 1; 15 if there are 16 or more, or no way
 *   isolates  k = 3 · (the student's friends, at most 4) + 2, less 1 if in one place, less 1 if in one year of course: where caseloads do
 *             not suffice for all, those without friends come first
 *   caseload  k = 4, less 2 if they are tied (any tie: each student says which supporters they know), less 1 if they are in one place
 *             (not both away), less 1 if in one year of course
 *
 * Writes assigned.
 */
#include "process/programme_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/assignment.h"

enum { NEVER_ASSIGNED = -1, KIND_MOST = 15 };

struct assigning {
    const struct programme_step *step;
    struct programme_graph graph;
    uint8_t *steps; /* supporters x vertices: steps between the two, KIND_MOST + 1 for more; only for nearest */
};

/* k of a student (row) and the g-th supporter; NEVER_ASSIGNED if the two may not meet. */
typedef int32_t assignment_kind(const struct assigning *assigning, uint32_t student, uint32_t g);

static int32_t kind_none(const struct assigning *assigning, uint32_t student, uint32_t g)
{
    (void)assigning, (void)student, (void)g;
    return NEVER_ASSIGNED;
}

static int32_t kind_random(const struct assigning *assigning, uint32_t student, uint32_t g)
{
    (void)assigning, (void)student, (void)g;
    return 0;
}

static int32_t kind_group(const struct assigning *assigning, uint32_t student, uint32_t g)
{
    const struct groups *small = &assigning->step->world->groups[GROUP_SMALL];
    uint32_t supporter = assigning->step->supporter[g];
    return small->seat[student].size > 0 && small->seat[student].first == small->seat[supporter].first ? 0 : NEVER_ASSIGNED;
}

static int32_t kind_site(const struct assigning *assigning, uint32_t student, uint32_t g)
{
    const struct world *world = assigning->step->world;
    uint32_t site = programme_site(world, student);
    return site != PROGRAMME_SITES - 1 && site == programme_site(world, assigning->step->supporter[g]) ? 0 : NEVER_ASSIGNED;
}

static int32_t kind_nearest(const struct assigning *assigning, uint32_t student, uint32_t g)
{
    const struct programme_graph *graph = &assigning->graph;
    return assigning->steps[(size_t)g * graph->vertices + graph->vertex[student]] - 1;
}

static int32_t same_year(const struct world *world, uint32_t a, uint32_t b)
{
    return world->students.calendar.year_of_course[a] == world->students.calendar.year_of_course[b];
}

static int32_t kind_isolates(const struct assigning *assigning, uint32_t student, uint32_t g)
{
    const struct world *world = assigning->step->world;
    uint32_t supporter = assigning->step->supporter[g], v = assigning->graph.vertex[student];
    uint32_t friends = assigning->graph.offset[v + 1] - assigning->graph.offset[v];
    return 3 * (int32_t)(friends < 4 ? friends : 4) + 2 - world_together(world, student, supporter) -
           same_year(world, student, supporter);
}

static int32_t kind_caseload(const struct assigning *assigning, uint32_t student, uint32_t g)
{
    const struct world *world = assigning->step->world;
    uint32_t supporter = assigning->step->supporter[g];
    int32_t kind = 4;
    kind -= tie_find(&world->ties, student, world->students.person.id[supporter]) != TIE_NONE ? 2 : 0;
    kind -= world_together(world, student, supporter);
    return kind - same_year(world, student, supporter);
}

const char *const programme_assignment_names[] = {"none", "caseload", "random", "group", "site", "nearest", "isolates", NULL};

static const struct {
    assignment_kind *kind;
    enum programme_information needs;
} policies[] = {
    [ASSIGNMENT_NONE] = {kind_none, NEEDS_NOTHING},       [ASSIGNMENT_CASELOAD] = {kind_caseload, NEEDS_NOMINATIONS},
    [ASSIGNMENT_RANDOM] = {kind_random, NEEDS_LIST},      [ASSIGNMENT_GROUP] = {kind_group, NEEDS_TIMETABLE},
    [ASSIGNMENT_SITE] = {kind_site, NEEDS_TIMETABLE},     [ASSIGNMENT_NEAREST] = {kind_nearest, NEEDS_GRAPH},
    [ASSIGNMENT_ISOLATES] = {kind_isolates, NEEDS_GRAPH},
};

enum programme_information programme_assignment_needs(int assignment)
{
    return policies[assignment].needs;
}

/* Steps from one vertex to all others, breadth first. queue has room for all vertices. */
static void walk(const struct programme_graph *graph, uint32_t from, uint8_t *steps, uint32_t *queue)
{
    uint32_t first = 0, last = 0;
    memset(steps, KIND_MOST + 1, graph->vertices);
    steps[from] = 0;
    queue[last++] = from;
    while (first < last) {
        uint32_t v = queue[first++];
        for (uint32_t at = graph->offset[v]; steps[v] < KIND_MOST && at < graph->offset[v + 1]; at++) {
            uint32_t u = graph->peer[at];
            if (steps[u] <= KIND_MOST)
                continue;
            steps[u] = (uint8_t)(steps[v] + 1);
            queue[last++] = u;
        }
    }
}

static bool measure_steps(struct assigning *assigning)
{
    const struct programme_graph *graph = &assigning->graph;
    uint32_t supporters = assigning->step->supporters, *queue = malloc(((size_t)graph->vertices + 1) * sizeof *queue);
    assigning->steps = malloc((size_t)supporters * graph->vertices + 1);
    bool good = queue && assigning->steps;
    for (uint32_t g = 0; good && g < supporters; g++)
        walk(graph, graph->vertex[assigning->step->supporter[g]], assigning->steps + (size_t)g * graph->vertices, queue);
    free(queue);
    return good;
}

static int32_t cost_of(const struct assigning *assigning, uint32_t student, uint32_t g)
{
    const struct world *world = assigning->step->world;
    uint32_t supporter = assigning->step->supporter[g];
    uint32_t present = world->students.programme.assigned[student];
    if (assigning->step->p->succession && assigning->step->p->assignment != ASSIGNMENT_NONE && present != ID_NONE)
        return present == world->students.person.id[supporter] ? 0 : NEVER_ASSIGNED;
    int32_t kind = student == supporter ? NEVER_ASSIGNED : policies[assigning->step->p->assignment].kind(assigning, student, g);
    if (kind == NEVER_ASSIGNED)
        return NEVER_ASSIGNED;
    const uint32_t *id = world->students.person.id;
    uint32_t word = random_draw(world->key, RANDOM_assign, 0, world->week, id[supporter], id[student]).word[0];
    return kind << 20 | (int32_t)(word >> 12);
}

/* Vertices are in the order of ids, so that the solver sees the same problem whatever the rows. */
static bool solve(const struct assigning *assigning)
{
    struct world *world = assigning->step->world;
    struct students *s = &world->students;
    size_t n = assigning->graph.vertices, m = assigning->step->supporters;
    int32_t *cost = malloc((n * m + 1) * sizeof *cost), *giver = malloc((n + 1) * sizeof *giver);
    bool good = cost && giver;
    int64_t total = 0;
    for (uint32_t v = 0; good && v < n; v++)
        for (uint32_t g = 0; g < m; g++)
            cost[v * m + g] = cost_of(assigning, assigning->graph.row[v], g);
    good = good && assignment_solve(n, m, (int)assigning->step->p->caseload, cost, giver, &total) == KITH_OK;
    for (uint32_t row = 0; good && row < world->rows; row++)
        s->programme.assigned[row] = ID_NONE;
    for (uint32_t v = 0; good && v < n; v++)
        if (giver[v] >= 0)
            s->programme.assigned[assigning->graph.row[v]] = s->person.id[assigning->step->supporter[giver[v]]];
    world->events.assignment_cost = (int32_t)(total >> 20);
    free(cost);
    free(giver);
    return good;
}

bool programme_assign(const struct programme_step *step)
{
    struct assigning assigning = {.step = step};
    if (step->p->assignment == ASSIGNMENT_NONE) { /* students × supporters of a large school are too many to be asked for nothing */
        for (uint32_t row = 0; row < step->world->rows; row++)
            step->world->students.programme.assigned[row] = ID_NONE;
        return true;
    }
    bool friends = policies[step->p->assignment].needs == NEEDS_GRAPH;
    if (!programme_graph_init(&assigning.graph, step, friends))
        return false;
    bool good = (step->p->assignment != ASSIGNMENT_NEAREST || measure_steps(&assigning)) && solve(&assigning);
    programme_graph_clear(&assigning.graph);
    free(assigning.steps);
    return good;
}
