/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Selection by coverage: most students within one tie of a supporter, each counted by the weeks that the two will spend at one place.
 *
 *   c(i, j)  weeks from now to the year's end in which i and j are at one place (world/ahead.h: campus is one place), if they are friends
 *            as the programme knows it; c(i, i) the weeks in which i is not away; else 0
 *   V(S)     Σ over enrolled i of max over j in S of c(i, j), S the supporters serving and chosen
 *
 * coverage: greedy. The next one chosen is the candidate who adds most to V (then by the draw of rank, then id). V is monotone and
 * submodular, so that the greedy choice reaches at least 1 − 1/e of the best (Nemhauser, Wolsey, Fisher 1978).
 * coverage_floor: as long as some site (programme_site: campus is one) has candidates but no supporter, serving or chosen, the choice is
 * among candidates at such sites.
 */
#include "process/programme_private.h"

#include <stdlib.h>

#include "world/ahead.h"

struct cover {
    struct programme_selecting *selecting;
    const struct programme_graph *graph;
    int32_t *weeks;  /* of each half-edge, as graph.peer */
    int32_t *own;    /* c(i, i) by vertex */
    int32_t *best;   /* what i has so far, by vertex */
    uint32_t *there; /* supporters at each site */
};

static void count_weeks(struct cover *cover, const struct ahead *ahead)
{
    const struct programme_graph *graph = cover->graph;
    for (uint32_t v = 0; v < graph->vertices; v++) {
        cover->own[v] = ahead_together(ahead, graph->row[v], graph->row[v]);
        for (uint32_t at = graph->offset[v]; at < graph->offset[v + 1]; at++)
            cover->weeks[at] = ahead_together(ahead, graph->row[v], graph->row[graph->peer[at]]);
    }
}

static int64_t gain(const struct cover *cover, uint32_t v)
{
    const struct programme_graph *graph = cover->graph;
    int64_t sum = cover->own[v] > cover->best[v] ? cover->own[v] - cover->best[v] : 0;
    for (uint32_t at = graph->offset[v]; at < graph->offset[v + 1]; at++) {
        int32_t more = cover->weeks[at] - cover->best[graph->peer[at]];
        sum += more > 0 ? more : 0;
    }
    return sum;
}

static void serve(struct cover *cover, uint32_t v)
{
    const struct programme_graph *graph = cover->graph;
    cover->there[programme_site(cover->selecting->step->world, graph->row[v])]++;
    cover->best[v] = cover->own[v] > cover->best[v] ? cover->own[v] : cover->best[v];
    for (uint32_t at = graph->offset[v]; at < graph->offset[v + 1]; at++) {
        int32_t *best = &cover->best[graph->peer[at]];
        *best = cover->weeks[at] > *best ? cover->weeks[at] : *best;
    }
}

static bool is_unserved(const struct cover *cover, uint32_t row)
{
    return cover->there[programme_site(cover->selecting->step->world, row)] == 0;
}

/* Place in the list, from first on, of the one who adds most; only those at unserved sites if there are any and floor is asked. */
static uint32_t find_next(const struct cover *cover, uint32_t first, bool floor)
{
    struct programme_candidate *candidate = cover->selecting->candidate;
    uint32_t best = first, count = cover->selecting->candidates;
    int64_t most = -1;
    bool limited = false;
    for (uint32_t k = first; floor && k < count && !limited; k++)
        limited = is_unserved(cover, candidate[k].row);
    for (uint32_t k = first; k < count; k++) {
        if (candidate[k].score < most || (limited && !is_unserved(cover, candidate[k].row)))
            continue; /* what one adds only falls as others are chosen: the last score is a bound */
        int64_t sum = candidate[k].score = gain(cover, candidate[k].vertex);
        bool before = candidate[k].rank != candidate[best].rank ? candidate[k].rank < candidate[best].rank
                                                                : candidate[k].id < candidate[best].id;
        if (sum > most || (sum == most && before)) {
            most = sum;
            best = k;
        }
    }
    return best;
}

/* Brings the chosen to the front, in their order. */
static void choose(struct cover *cover, bool floor)
{
    struct programme_selecting *selecting = cover->selecting;
    const struct programme_step *step = selecting->step;
    for (uint32_t k = 0; k < step->supporters; k++)
        serve(cover, cover->graph->vertex[step->supporter[k]]);
    for (uint32_t k = 0; k < selecting->candidates; k++)
        selecting->candidate[k].score = INT64_MAX;
    for (uint32_t k = 0; k < selecting->candidates && k < selecting->wanted; k++) {
        uint32_t next = find_next(cover, k, floor);
        struct programme_candidate chosen = selecting->candidate[next];
        selecting->candidate[next] = selecting->candidate[k];
        selecting->candidate[k] = chosen;
        serve(cover, chosen.vertex);
    }
}

bool programme_cover(struct programme_selecting *selecting, bool floor)
{
    const struct programme_graph *graph = selecting->graph;
    size_t vertices = (size_t)graph->vertices + 1;
    struct ahead ahead = {0};
    struct cover cover = {selecting,
                          graph,
                          malloc((2 * (size_t)graph->edges + 1) * sizeof *cover.weeks),
                          malloc(vertices * sizeof *cover.own),
                          calloc(vertices, sizeof *cover.best),
                          calloc(PROGRAMME_SITES, sizeof *cover.there)};
    bool good = cover.weeks && cover.own && cover.best && cover.there && ahead_init(&ahead, selecting->step->world) == KITH_OK;
    if (good) {
        count_weeks(&cover, &ahead);
        choose(&cover, floor);
    }
    ahead_clear(&ahead);
    free(cover.weeks);
    free(cover.own);
    free(cover.best);
    free(cover.there);
    return good;
}
