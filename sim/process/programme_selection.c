/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who of the eligible volunteers becomes a supporter. Those selected are on duty, or are to succeed someone (programme_lasting.c), and
 * receive the dose of training (training_inbox).
 *
 * Eligible: programme_eligibility.c.
 *
 * A policy puts the candidates in order; the first ones fill the vacancies. Equal ones stand in the order of draw select (STUDENT, this
 * week) word 1 (random: word 0), then id. What a policy needs to know stands in its row of the table below; friendships are those that
 * the programme knows of (programme_graph.c: oracle or survey).
 *   none           nobody is selected
 *   random         a list of names
 *   one_per_group  spread over small groups (tutorial groups on campus, ward teams on placement, as they stand this week; those in
 *                  none are one group together): by the number of supporters and better candidates of the own group, fewest first
 *   one_per_site   the same over sites; campus is one, and so are all who are nowhere
 *   degree         most friends first
 *   betweenness    highest first, in steps of 1/1024; igraph, at this serial point
 *   nominated      a random friend of a random student: all enrolled students are asked in the order of draw select word 2 (then id) and
 *                  each names one friend among the candidates not yet named: the smallest draw nominate (student → friend, this week)
 *                  word 0, then id. More rounds follow until one names nobody; who is never named is not selected. Students know their
 *                  own friends: by the true graph they name without mistake, and that takes nominations only, no oracle
 *   coverage, coverage_floor   programme_coverage.c
 *
 * Reads groups, calendar. Writes role, training_inbox.
 */
#include "process/programme_private.h"

#include <math.h>
#include <stdlib.h>

#include "base/betweenness.h"

static int compare_candidates(const void *left, const void *right)
{
    const struct programme_candidate *a = left, *b = right;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

void programme_sort(struct programme_selecting *selecting)
{
    if (selecting->candidates)
        qsort(selecting->candidate, selecting->candidates, sizeof *selecting->candidate, compare_candidates);
}

static bool select_none(struct programme_selecting *selecting)
{
    selecting->candidates = 0;
    return true;
}

static bool select_random(struct programme_selecting *selecting)
{
    const struct world *world = selecting->step->world;
    for (uint32_t k = 0; k < selecting->candidates; k++)
        selecting->candidate[k].rank =
            random_draw(world->key, RANDOM_select, 0, world->week, selecting->candidate[k].id, 0).word[0];
    programme_sort(selecting);
    return true;
}

uint32_t programme_site(const struct world *world, uint32_t row)
{
    if (world->students.calendar.phase[row] == CALENDAR_CAMPUS)
        return 0;
    return world->students.calendar.site[row] < 0 ? PROGRAMME_SITES - 1 : (uint32_t)world->students.calendar.site[row] + 1;
}

/* The first row of the small group; of those in none, one past the last row. */
static uint32_t small_group(const struct world *world, uint32_t row)
{
    const struct groups *small = &world->groups[GROUP_SMALL];
    return small->seat[row].size ? small->order[small->seat[row].first] : world->rows;
}

/* Score: minus the number of those of the same part who serve or come before. */
static bool spread(struct programme_selecting *selecting, uint32_t (*part)(const struct world *, uint32_t))
{
    const struct programme_step *step = selecting->step;
    uint32_t *count = calloc((size_t)step->world->rows + PROGRAMME_SITES, sizeof *count);
    if (!count)
        return false;
    for (uint32_t k = 0; k < step->supporters; k++)
        count[part(step->world, step->supporter[k])]++;
    programme_sort(selecting);
    for (uint32_t k = 0; k < selecting->candidates; k++)
        selecting->candidate[k].score = -(int64_t)count[part(step->world, selecting->candidate[k].row)]++;
    free(count);
    programme_sort(selecting);
    return true;
}

static bool select_one_per_group(struct programme_selecting *selecting)
{
    return spread(selecting, small_group);
}

static bool select_one_per_site(struct programme_selecting *selecting)
{
    return spread(selecting, programme_site);
}

static bool select_degree(struct programme_selecting *selecting)
{
    const uint32_t *offset = selecting->graph->offset;
    for (uint32_t k = 0; k < selecting->candidates; k++)
        selecting->candidate[k].score = offset[selecting->candidate[k].vertex + 1] - offset[selecting->candidate[k].vertex];
    programme_sort(selecting);
    return true;
}

/* Rounded to 1/1024 at a point on which no simple fraction falls, so that the last digits of a sum do not decide. */
static int64_t round_score(double betweenness)
{
    return (int64_t)floor(betweenness * 1024 + 0.3183);
}

static bool select_betweenness(struct programme_selecting *selecting)
{
    const struct programme_graph *graph = selecting->graph;
    double *score = malloc(((size_t)graph->vertices + 1) * sizeof *score);
    bool good = score && betweenness_measure(graph->vertices, graph->ends, graph->edges, score) == KITH_OK;
    for (uint32_t k = 0; good && k < selecting->candidates; k++)
        selecting->candidate[k].score = round_score(score[selecting->candidate[k].vertex]);
    free(score);
    programme_sort(selecting);
    return good;
}

/* The candidate (vertex) whom a student names; ROW_NONE for none. */
static uint32_t name_friend(const struct programme_selecting *selecting, uint32_t v, const bool *may)
{
    const struct programme_graph *graph = selecting->graph;
    const struct world *world = selecting->step->world;
    const uint32_t *id = world->students.person.id;
    uint32_t best = ROW_NONE, smallest = UINT32_MAX;
    for (uint32_t at = graph->offset[v]; at < graph->offset[v + 1]; at++) {
        uint32_t u = graph->peer[at];
        if (!may[u])
            continue;
        uint32_t word = random_draw(world->key, RANDOM_nominate, 0, world->week, id[graph->row[v]], id[graph->row[u]]).word[0];
        if (best == ROW_NONE || word < smallest) {
            best = u;
            smallest = word;
        }
    }
    return best;
}

/* Everyone in the order in which they are asked. */
static void order_asked(const struct programme_selecting *selecting, struct programme_candidate *asked)
{
    const struct world *world = selecting->step->world;
    uint32_t vertices = selecting->graph->vertices;
    for (uint32_t v = 0; v < vertices; v++) {
        uint32_t row = selecting->graph->row[v], id = world->students.person.id[row];
        uint32_t word = random_draw(world->key, RANDOM_select, 0, world->week, id, 0).word[2];
        asked[v] = (struct programme_candidate){.row = row, .id = id, .vertex = v, .rank = word};
    }
    if (vertices)
        qsort(asked, vertices, sizeof *asked, compare_candidates);
}

static bool select_nominated(struct programme_selecting *selecting)
{
    uint32_t vertices = selecting->graph->vertices, named = 0;
    struct programme_candidate *asked = malloc(((size_t)vertices + 1) * sizeof *asked);
    bool *may = calloc((size_t)vertices + 1, sizeof *may), good = asked && may;
    uint32_t *order = malloc(((size_t)vertices + 1) * sizeof *order); /* vertex → when named */
    good = good && order;
    if (good)
        order_asked(selecting, asked);
    for (uint32_t k = 0; good && k < selecting->candidates; k++)
        may[selecting->candidate[k].vertex] = true;
    for (uint32_t before = ROW_NONE; good && named != before && named < selecting->wanted;) {
        before = named;
        for (uint32_t k = 0; k < vertices && named < selecting->wanted; k++) {
            uint32_t u = name_friend(selecting, asked[k].vertex, may);
            if (u == ROW_NONE)
                continue;
            may[u] = false;
            order[u] = named++;
        }
    }
    for (uint32_t k = 0; good && k < selecting->candidates; k++) {
        uint32_t v = selecting->candidate[k].vertex;
        selecting->candidate[k].score = may[v] ? INT64_MIN : -(int64_t)order[v];
    }
    programme_sort(selecting);
    selecting->candidates = named;
    free(asked);
    free(may);
    free(order);
    return good;
}

static bool select_coverage(struct programme_selecting *selecting)
{
    return programme_cover(selecting, false);
}

static bool select_coverage_floor(struct programme_selecting *selecting)
{
    return programme_cover(selecting, true);
}

const char *const programme_selection_names[] = {"none",        "random",    "one_per_group", "one_per_site",   "degree",
                                                 "betweenness", "nominated", "coverage",      "coverage_floor", NULL};

static const struct {
    bool (*order)(struct programme_selecting *selecting);
    enum programme_information needs;
} policies[] = {
    [SELECTION_NONE] = {select_none, NEEDS_NOTHING},
    [SELECTION_RANDOM] = {select_random, NEEDS_LIST},
    [SELECTION_ONE_PER_GROUP] = {select_one_per_group, NEEDS_TIMETABLE},
    [SELECTION_ONE_PER_SITE] = {select_one_per_site, NEEDS_TIMETABLE},
    [SELECTION_DEGREE] = {select_degree, NEEDS_GRAPH},
    [SELECTION_BETWEENNESS] = {select_betweenness, NEEDS_GRAPH},
    [SELECTION_NOMINATED] = {select_nominated, NEEDS_NOMINATIONS},
    [SELECTION_COVERAGE] = {select_coverage, NEEDS_GRAPH},
    [SELECTION_COVERAGE_FLOOR] = {select_coverage_floor, NEEDS_GRAPH},
};

enum programme_information programme_selection_needs(int selection)
{
    return policies[selection].needs;
}

static void list_candidates(struct programme_selecting *selecting)
{
    const struct world *world = selecting->step->world;
    for (uint32_t v = 0; v < selecting->graph->vertices; v++) {
        uint32_t row = selecting->graph->row[v], id = world->students.person.id[row];
        if (programme_is_eligible(selecting->step, row))
            selecting->candidate[selecting->candidates++] = (struct programme_candidate){
                row, id, v, random_draw(world->key, RANDOM_select, 0, world->week, id, 0).word[1], 0};
    }
}

bool programme_select(const struct programme_step *step, uint32_t wanted)
{
    struct students *s = &step->world->students;
    int selection = step->p->selection;
    struct programme_graph graph;
    if (!programme_graph_init(&graph, step, policies[selection].needs >= NEEDS_NOMINATIONS))
        return false;
    struct programme_selecting selecting = {step, &graph, malloc(((size_t)graph.vertices + 1) * sizeof *selecting.candidate), 0,
                                            wanted};
    bool good = selecting.candidate != NULL;
    if (good)
        list_candidates(&selecting);
    good = good && policies[selection].order(&selecting);
    for (uint32_t k = 0; good && k < selecting.candidates && k < wanted; k++) {
        if (step->ahead)
            s->programme.succeeds[selecting.candidate[k].row] = selecting.candidate[k].id;
        else
            programme_appoint(step->world, selecting.candidate[k].row);
        s->traits.training_inbox[selecting.candidate[k].row] += (float)step->p->training;
    }
    free(selecting.candidate);
    programme_graph_clear(&graph);
    return good;
}
