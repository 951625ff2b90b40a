/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world/world.h"

#include <stdlib.h>
#include <string.h>

enum kith_status world_init(struct world *world, struct random_key key, const struct school_parameters *school,
                            int32_t first_week)
{
    *world = (struct world){.key = key, .week = first_week, .school = *school, .plan.first_week = TIMETABLE_UNPLANNED};
    world->programme_week = WEEK_NEVER;
    world->intake = (uint32_t)school_cohort_seats(school);
    world->cohorts = school->turnover == TURNOVER_CLOSED ? 1 : (int)school->course.count;
    world->rows = world->intake * (uint32_t)world->cohorts;
    world->large = world->rows > WORLD_CACHED;
    for (int year = 0; year < WORLD_YEARS; year++)
        world->base_row[year] = ROW_NONE;
    world->students.capacity = world->rows;
    world->tickets = malloc(2 * world->rows * sizeof *world->tickets);
    world->profile = calloc(world->rows + 1, sizeof *world->profile);
    world->offer = calloc(world->rows + 1, sizeof *world->offer);
    enum kith_status status = world->tickets && world->profile && world->offer ? KITH_OK : KITH_FAILED;
    if (status == KITH_OK)
        status = column_resize(&world->students, student_columns, student_column_count, 0, world->rows);
    if (status == KITH_OK)
        status = tie_init(&world->ties, world->rows);
    if (status == KITH_OK)
        status = world_set_layers(world, GROUP_PAIR);
    if (status == KITH_OK)
        status = block_list_init(&world->birth_list, world_spans(world), sizeof(struct tie_birth));
    if (status == KITH_OK)
        status = block_list_init(&world->request_list, world->rows, sizeof(struct request));
    if (status != KITH_OK)
        world_clear(world);
    return status;
}

enum kith_status world_set_layers(struct world *world, int layers)
{
    for (int layer = 0; layer < layers; layer++)
        if (!world->groups[layer].order && group_init(&world->groups[layer], world->rows) != KITH_OK)
            return KITH_FAILED;
    world->layers = layers;
    return KITH_OK;
}

void world_use_timetable(struct world *world, const struct timetable *timetable)
{
    if (world->timetable != timetable)
        world->plan.first_week = TIMETABLE_UNPLANNED;
    world->timetable = timetable;
    world->calendar = timetable->calendar;
}

void world_clear(struct world *world)
{
    column_free(&world->students, student_columns, student_column_count);
    tie_clear(&world->ties);
    for (int layer = 0; layer < GROUP_LAYERS_MAX; layer++)
        group_clear(&world->groups[layer]);
    request_clear(&world->requests);
    block_list_clear(&world->birth_list);
    block_list_clear(&world->request_list);
    timetable_plan_clear(&world->plan);
    week_places_clear(&world->places);
    for (size_t c = 0; c < TIMETABLE_COHORTS_MAX; c++) {
        free(world->past[c].campus_group);
        free(world->past[c].ties);
    }
    free(world->tickets);
    free(world->profile);
    free(world->offer);
    free(world->births.at);
    *world = (struct world){0};
}

void world_draw_span(const struct world *world, enum random_purpose purpose, uint32_t span, const struct random_lanes *lanes)
{
    uint32_t id[WORLD_SPAN] = {0}, count, first = world_span(world, span, &count);
    memcpy(id, world->students.person.id + first, count * sizeof *id);
    random_pairs(world->key, purpose, world->week, id, NULL, count, lanes);
}

static enum kith_status take_births(void *context, const void *items, size_t count)
{
    struct tie_births *births = context;
    if (births->count + count > births->capacity) {
        size_t capacity = 2 * (births->count + count) + 64;
        struct tie_birth *grown = realloc(births->at, capacity * sizeof *grown);
        if (!grown)
            return KITH_FAILED;
        births->at = grown;
        births->capacity = capacity;
    }
    memcpy(births->at + births->count, items, count * sizeof *births->at);
    births->count += count;
    return KITH_OK;
}

void world_add_birth(struct world *world, uint32_t a, uint32_t b, enum tie_origin origin)
{
    struct tie_birth birth = {a < b ? a : b, a < b ? b : a, (uint8_t)origin};
    world->failed |= take_births(&world->births, &birth, 1) != KITH_OK;
}

void world_run_births(struct world *world, size_t promised, block_list_function *function, void *context)
{
    world->failed |= block_list_run(&world->birth_list, world->parallel, promised, function, context) != KITH_OK ||
                     block_list_each(&world->birth_list, take_births, &world->births) != KITH_OK;
}

static enum kith_status take_requests(void *context, const void *items, size_t count)
{
    return request_append(context, items, count);
}

void world_run_requests(struct world *world, size_t promised, block_list_function *function, void *context)
{
    world->failed |= block_list_run(&world->request_list, world->parallel, promised, function, context) != KITH_OK ||
                     block_list_each(&world->request_list, take_requests, &world->requests) != KITH_OK;
}

int32_t world_friends(const struct world *world, uint32_t row)
{
    int32_t friends = 0;
    for (uint32_t slot = world->ties.row[row].offset, end = slot + world->ties.row[row].count; slot < end; slot++)
        friends += world->ties.banked[slot] >= world->friend_at;
    return friends;
}

uint32_t world_max_ties(const struct world *world)
{
    uint32_t most = 0;
    for (uint32_t row = 0; row < world->rows; row++)
        if (world->ties.row[row].count > most)
            most = world->ties.row[row].count;
    return most;
}

static int compare_births(const void *left, const void *right)
{
    const struct tie_birth *a = left, *b = right;
    if (a->low != b->low)
        return a->low < b->low ? -1 : 1;
    if (a->high != b->high)
        return a->high < b->high ? -1 : 1;
    return (a->origin > b->origin) - (a->origin < b->origin);
}

static void enter_half(struct world *world, uint32_t row, uint32_t peer, const struct tie_birth *birth, int32_t banked)
{
    uint32_t slot = tie_insert(&world->ties, row, peer);
    if (slot == TIE_NONE) {
        world->failed = true;
        return;
    }
    world->ties.banked[slot] = banked;
    world->ties.since_week[slot] = (int16_t)world->week;
    world->ties.origin[slot] = birth->origin;
}

/* In a world beyond the caches, asks for the rows of births to come. */
static void look_ahead(const struct world *world, const struct tie_births *births, size_t k)
{
    enum { SOON = 4, LATER = 8 };
    if (!world->large || k + LATER >= births->count)
        return;
    uint32_t row = world_row(world, births->at[k + LATER].high), sooner = world_row(world, births->at[k + SOON].high);
    if (row != ROW_NONE)
        __builtin_prefetch(&world->ties.row[row]);
    for (size_t c = 0; c < tie_column_count && sooner != ROW_NONE; c++)
        tie_prefetch(&world->ties, sooner, *(void *const *)((const char *)&world->ties + tie_columns[c].offset),
                     column_size(tie_columns[c].type));
}

void world_enter_births(struct world *world, int32_t banked)
{
    struct tie_births *births = &world->births;
    if (births->count)
        qsort(births->at, births->count, sizeof *births->at, compare_births);
    for (size_t k = 0; k < births->count; k++) {
        const struct tie_birth *birth = &births->at[k];
        look_ahead(world, births, k);
        uint32_t low = world_row(world, birth->low), high = world_row(world, birth->high);
        /* The pair may be in the list twice, may have been tied since, or may have left the course. */
        if (low == ROW_NONE || high == ROW_NONE || tie_find(&world->ties, low, birth->high) != TIE_NONE)
            continue;
        if (!world->students.person.enrolled[low] || !world->students.person.enrolled[high])
            continue;
        enter_half(world, low, birth->high, birth, banked);
        enter_half(world, high, birth->low, birth, banked);
        world->events.tie_births++;
    }
    births->count = 0;
}

void world_drop_ties(struct world *world, uint32_t row)
{
    const struct tie_row *r = &world->ties.row[row];
    uint32_t id = world->students.person.id[row];
    for (uint32_t slot = r->offset; slot < r->offset + r->count; slot++)
        tie_remove(&world->ties, world_row(world, world->ties.peer[slot]), id);
    tie_empty(&world->ties, row);
}

static const char *verify_ties(const struct world *world, uint32_t row)
{
    const struct ties *ties = &world->ties;
    for (uint32_t k = 0; k < ties->row[row].count; k++) {
        uint32_t slot = ties->row[row].offset + k;
        if (k && ties->peer[slot - 1] >= ties->peer[slot])
            return "peer";
        uint32_t other = world_row(world, ties->peer[slot]);
        uint32_t half = other == ROW_NONE ? TIE_NONE : tie_find(ties, other, world->students.person.id[row]);
        if (half == TIE_NONE)
            return "peer";
        if (ties->banked[slot] != ties->banked[half])
            return "banked";
        if (ties->cumulative[slot] != ties->cumulative[half])
            return "cumulative";
        if (ties->met[slot] != ties->met[half])
            return "met";
        if (ties->origin[slot] != ties->origin[half] || ties->since_week[slot] != ties->since_week[half])
            return "origin";
    }
    return NULL;
}

const char *world_verify(const struct world *world)
{
    size_t row;
    const struct column *bad = column_verify(&world->students, student_columns, student_column_count, world->rows, &row);
    if (bad)
        return bad->name;
    for (uint32_t r = 0; r < world->rows; r++) {
        const char *name = verify_ties(world, r);
        if (name)
            return name;
    }
    return NULL;
}
