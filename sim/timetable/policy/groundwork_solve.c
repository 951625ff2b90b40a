/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One case of the groundwork as an integer programme (exact.h): cells are kinds of rotation, kinds at sites (longitudinal), or places
 * (pods by size). Where it can be, a plan is asked for that fills every cell in proportion before one that may fill it to the brim.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "timetable/policy/exact.h"
#include "timetable/policy/feasible.h"
#include "timetable/policy/groundwork.h"
#include "timetable/sentence.h"

/* A problem in the making and its answer. */
struct attempt {
    const struct groundwork_case *of;
    int64_t slot; /* 0: pods by size */
    struct exact_problem problem;
    struct exact_type *type;
    int32_t *size; /* of a type's pods; 0: any */
    uint32_t *base;
    struct exact_cell *cell;
    int32_t *cell_of; /* per place */
    int32_t *room, *even, *m, *x;
    int64_t over;
};

static void attempt_clear(struct attempt *a)
{
    free(a->type);
    free(a->size);
    free(a->base);
    free(a->cell);
    free(a->cell_of);
    free(a->room);
    free(a->even);
    free(a->m);
    free(a->x);
}

static void add_units(struct attempt *a, uint32_t base, int32_t size, uint32_t count)
{
    size_t t = 0;
    while (t < a->problem.types && (a->base[t] != base || a->size[t] != size))
        t++;
    const struct groundwork_base *of = &a->of->groundwork->base[base];
    if (t == a->problem.types) {
        a->type[t] = (struct exact_type){of->open, of->low, of->high, of->home, size ? size : 1, 0};
        a->base[t] = base;
        a->size[t] = size;
        a->problem.types++;
    }
    a->type[t].count += count;
}

static void add_types(struct attempt *a)
{
    const struct groundwork *gw = a->of->groundwork;
    const struct timetable_parameters *p = &a->of->timetable->parameters;
    for (uint32_t base = 0; base < gw->bases; base++)
        for (int c = 0; c < a->of->cohorts; c++) {
            uint32_t n = a->of->students[(size_t)c * gw->bases + base], pods = groundwork_pods(n, p->pod_size);
            if (p->policy != TIMETABLE_PODS)
                add_units(a, base, 0, n);
            else if (a->slot)
                add_units(a, base, 0, pods);
            else if (n) {
                add_units(a, base, (int32_t)(n / pods), pods - n % pods);
                if (n % pods)
                    add_units(a, base, (int32_t)(n / pods) + 1, n % pods);
            }
        }
}

static void add_cells(struct attempt *a)
{
    const struct groundwork *gw = a->of->groundwork;
    const struct places *places = &a->of->timetable->places;
    bool by_site = a->of->timetable->parameters.policy == TIMETABLE_LONGITUDINAL;
    size_t blocks = (size_t)gw->kinds.blocks;
    a->problem.sites = by_site ? (int)places->sites : 1;
    for (size_t p = 0; p < places->count; p++) {
        int kind = kinds_of(&gw->kinds, places, p);
        a->cell_of[p] = -1;
        if (kind == KIND_NONE)
            continue;
        struct exact_cell cell = {by_site ? places->at[p].site : 0, kind};
        size_t c = a->slot ? 0 : a->problem.cells;
        while (c < a->problem.cells && (a->cell[c].site != cell.site || a->cell[c].kind != kind))
            c++;
        if (c == a->problem.cells)
            a->cell[a->problem.cells++] = cell;
        a->cell_of[p] = (int32_t)c;
        for (size_t b = 0; b < blocks; b++) {
            int64_t left = places->at[p].capacity - a->of->pinned[p * blocks + b];
            a->room[c * blocks + b] += (int32_t)(left / (a->slot ? a->slot : 1));
        }
    }
}

/* Room in proportion to what each kind needs of all its room, and one more. */
static void find_even(struct attempt *a)
{
    size_t blocks = (size_t)a->problem.blocks;
    int64_t need[KINDS_MAX] = {0}, room[KINDS_MAX] = {0};
    for (size_t t = 0; t < a->problem.types; t++)
        for (int k = 0; k < a->problem.kinds; k++)
            need[k] += (int64_t)a->type[t].count * a->type[t].low[k];
    for (size_t c = 0; c < a->problem.cells * blocks; c++)
        room[a->cell[c / blocks].kind] += a->room[c];
    for (size_t c = 0; c < a->problem.cells * blocks; c++) {
        int kind = a->cell[c / blocks].kind;
        int64_t even = room[kind] ? need[kind] * a->room[c] / room[kind] + 1 : 0;
        a->even[c] = even < a->room[c] && !a->of->groundwork->kinds.least ? (int32_t)even : a->room[c];
    }
}

static enum exact_result attempt_solve(struct attempt *a, const struct groundwork_case *of, int64_t slot)
{
    const struct groundwork *gw = of->groundwork;
    size_t places = of->timetable->places.count, blocks = (size_t)gw->kinds.blocks, types = 2 * gw->bases * (size_t)of->cohorts;
    *a = (struct attempt){.of = of,
                          .slot = slot,
                          .problem = {.blocks = gw->kinds.blocks, .kinds = gw->kinds.count},
                          .type = calloc(types + 1, sizeof *a->type),
                          .size = calloc(types + 1, sizeof *a->size),
                          .base = calloc(types + 1, sizeof *a->base),
                          .cell = calloc(places + 1, sizeof *a->cell),
                          .cell_of = calloc(places + 1, sizeof *a->cell_of),
                          .room = calloc(places * blocks + 1, sizeof *a->room),
                          .even = calloc(places * blocks + 1, sizeof *a->even)};
    if (!a->type || !a->size || !a->base || !a->cell || !a->cell_of || !a->room || !a->even)
        return EXACT_FAILED;
    add_types(a);
    add_cells(a);
    find_even(a);
    a->m = calloc(a->problem.types * (size_t)a->problem.sites + 1, sizeof *a->m);
    a->x = calloc(a->problem.types * a->problem.cells * blocks + 1, sizeof *a->x);
    if (!a->m || !a->x)
        return EXACT_FAILED;
    a->problem.type = a->type;
    a->problem.cell = a->cell;
    a->problem.room = a->even;
    if (slot && exact_solve(&a->problem, a->m, a->x, &a->over) == EXACT_FEASIBLE)
        return EXACT_FEASIBLE;
    a->problem.room = a->room;
    return exact_solve(&a->problem, a->m, a->x, &a->over);
}

static enum kith_status read_off(const struct attempt *a, struct solution *solution)
{
    const struct exact_problem *p = &a->problem;
    size_t sites = (size_t)p->sites, blocks = (size_t)p->blocks, places = a->of->timetable->places.count;
    if (solution_init(solution, p->types, p->types * sites, p->sites, (size_t)p->kinds * blocks, a->slot ? 0 : places * blocks) !=
        KITH_OK)
        return KITH_FAILED;
    solution->slot = a->slot;
    for (size_t t = 0; t < p->types; t++) {
        solution->type[t] = (struct solution_type){a->base[t], a->size[t], p->type[t].count};
        for (size_t s = 0; s < sites; s++) {
            size_t g = t * sites + s;
            struct solution_group *group = &solution->group[g];
            solution->quota[g] = group->count = (uint32_t)a->m[g];
            solution->group_of[g] = (uint32_t)g;
            group->site = sites > 1 ? (int32_t)s : -1;
            group->open = p->type[t].open;
            for (size_t c = 0; c < p->cells; c++)
                for (size_t b = 0; b < blocks && p->cell[c].site == (int32_t)s; b++)
                    group->n[(size_t)p->cell[c].kind * blocks + b] += a->x[(t * p->cells + c) * blocks + b];
            for (size_t k = 0; k < places * blocks && group->at; k++)
                group->at[k] =
                    a->cell_of[k / blocks] < 0 ? 0 : a->x[(t * p->cells + (size_t)a->cell_of[k / blocks]) * blocks + k % blocks];
        }
    }
    return KITH_OK;
}

/* The kinds that are tight, if it is they. */
static bool say_hall(const struct attempt *a, struct kith_report *report)
{
    const struct exact_problem *p = &a->problem;
    if (p->sites > 1 || !a->slot)
        return false;
    int64_t demand[KINDS_MAX] = {0}, open[ENROLMENT_BLOCKS_MAX] = {0}, room[KINDS_MAX * ENROLMENT_BLOCKS_MAX] = {0};
    for (size_t t = 0; t < p->types; t++) {
        for (int k = 0; k < p->kinds; k++)
            demand[k] += (int64_t)p->type[t].low[k] * p->type[t].count;
        for (int b = 0; b < p->blocks; b++)
            open[b] += (p->type[t].open >> b & 1) ? p->type[t].count : 0;
    }
    for (size_t c = 0; c < p->cells; c++)
        for (int b = 0; b < p->blocks; b++)
            room[p->cell[c].kind * p->blocks + b] += a->room[c * (size_t)p->blocks + (size_t)b];
    const char *unit = a->of->timetable->parameters.policy == TIMETABLE_PODS ? "pod" : "student";
    return feasible_hall(&a->of->timetable->places, &a->of->groundwork->kinds, demand, room, open, unit, report);
}

/* What a timetable would have to do; true for pods. */
static bool describe(const struct attempt *a, char *text, size_t size)
{
    const struct groundwork *gw = a->of->groundwork;
    bool fixed = gw->fixed.years > 0;
    uint32_t pods = 0, least = UINT32_MAX, most = 0;
    int64_t pod_size = a->of->timetable->parameters.pod_size;
    if (a->of->timetable->parameters.policy != TIMETABLE_PODS) {
        snprintf(text, size, "keeps pinned lines and unavailable blocks");
        return false;
    }
    for (size_t k = 0; k < (size_t)a->of->cohorts * gw->bases; k++) {
        uint32_t n = a->of->students[k], here = groundwork_pods(n, pod_size), largest = groundwork_largest_pod(n, pod_size);
        pods += here;
        most = largest > most ? largest : most;
        least = here && n / here < least ? n / here : least;
    }
    snprintf(text, size, "holds %u pods of %u to %u students%s", pods, least, most,
             fixed ? " and keeps pinned lines and unavailable blocks" : "");
    return true;
}

static enum kith_status say_none(const struct attempt *a, enum exact_result result, struct kith_report *report)
{
    char what[160], over[SENTENCE_NUMBER];
    bool pods = describe(a, what, sizeof what);
    if (result == EXACT_UNDECIDED)
        return kith_report_add(
            report, KITH_ERROR, NULL, 0, 0,
            "E113 undecided whether a timetable %s: the search met its limit (%d unknowns, %d nodes); more places or fewer "
            "constraints make it easier",
            what, EXACT_COLUMNS_MAX, EXACT_NODES_MAX);
    if (say_hall(a, report))
        return KITH_INVALID;
    if (a->over < 0)
        return kith_report_add(report, KITH_ERROR, NULL, 0, 0,
                               "E111 no timetable %s: somebody's home site has no place at all for a rotation that is required",
                               what);
    if (a->over > 0)
        return kith_report_add(
            report, KITH_ERROR, NULL, 0, 0,
            "E111 no timetable %s: wherever students go, places are over capacity by %s student-block%s or more", what,
            sentence_number(a->over, over), a->over == 1 ? "" : "s");
    return kith_report_add(report, KITH_ERROR, NULL, 0, 0,
                           "E111 no timetable %s: %s would fit in fractions, but not whole, as a complete search proves", what,
                           pods ? "they" : "students");
}

static bool pods_nowhere(const struct groundwork_case *of, uint32_t *largest, bool *mixed, struct kith_report *report)
{
    const struct groundwork *gw = of->groundwork;
    int64_t pod_size = of->timetable->parameters.pod_size;
    uint32_t smallest = UINT32_MAX;
    *largest = 0;
    for (size_t k = 0; k < (size_t)of->cohorts * gw->bases; k++) {
        uint32_t n = of->students[k], most = groundwork_largest_pod(n, pod_size), pods = groundwork_pods(n, pod_size);
        *largest = most > *largest ? most : *largest;
        smallest = n && n / pods < smallest ? n / pods : smallest;
        struct kinds kinds = gw->kinds; /* what this pod must do */
        memcpy(kinds.low, gw->base[k % gw->bases].low, sizeof kinds.low);
        if (n && feasible_pod_nowhere(&of->timetable->places, &kinds, most, report))
            return true;
    }
    *mixed = smallest < *largest;
    return false;
}

enum kith_status groundwork_solve(const struct groundwork_case *of, struct solution *solution, struct kith_report *report)
{
    uint32_t largest = 1;
    bool pods = of->timetable->parameters.policy == TIMETABLE_PODS, mixed = false;
    if (pods && pods_nowhere(of, &largest, &mixed, report))
        return KITH_INVALID;
    int64_t slots[3] = {largest};
    int count = 1;
    if (pods && of->timetable->parameters.pod_size > largest) {
        slots[0] = of->timetable->parameters.pod_size;
        slots[count++] = largest;
    }
    if (mixed)
        slots[count++] = 0;
    enum kith_status status = KITH_INVALID;
    for (int k = 0; k < count && status == KITH_INVALID; k++) {
        struct attempt attempt;
        enum exact_result result = attempt_solve(&attempt, of, slots[k]);
        if (result == EXACT_FAILED)
            status = KITH_FAILED;
        else if (result == EXACT_FEASIBLE)
            status = read_off(&attempt, solution);
        else if (k == count - 1)
            say_none(&attempt, result, report);
        attempt_clear(&attempt);
    }
    return status;
}
