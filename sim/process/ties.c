/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Step 3: ties. If frozen, nothing here happens: hours are not banked, ties that wanted to begin are forgotten.
 *
 * Form (from start-of-step ties): for each pair that meets in groups without a tie (contact.h), in each layer (0 small, 1
 * wide) with hours h: the tie forms if u < 1 − exp(−formation · h · homophily · sociability_i · sociability_j); draw pair
 * (lower id, higher id) word 1 (small), word 2 (wide). Origin: small group, circle, closure (step 2), support (step 6), in
 * this order of precedence. In weeks with several classes of days (group.h) h adds up a kind's hours over the classes.
 *
 * Bank: for every tie, credit = met, less (1 − work_share) of the small group's hours if both are on placement (rounded: met
 * − round((1 − work_share) · small); facilitated_work_share at facilitated places). b = banked + credit; cumulative += met. s = b / (b + 90 h); kept = 2^(−1 / (half_life
 * (1 + half_life_gain · s))). If u < churn, draw pair word 0: b is also × churn_keeps. banked ← round(b · kept [·
 * churn_keeps]); the tie ends if that is below forgotten_below.
 *
 * Begin: ties formed now, by closure in step 2 and by support last week start with hours_at_birth banked, nothing cumulative,
 * and first meet next week.
 *
 * Pairs are listed once, by walking through a layer's positions: each with those that follow it in its group. The pool of ties
 * is packed when a sixteenth of the rows have moved.
 */
#include "process/ties.h"

#include <math.h>
#include <string.h>

#include "base/fixed.h"
#include "base/wide.h"
#include "world/contact.h"

#define PARAMETER_OWNER ties_parameters
PARAMETER_TABLE(ties, TIES_PARAMETERS);

/* 2^-x for x from 0 to 1, by Taylor's series about 1/2 as far as rounding. Not a library call, so that ties are done by fours. */
static inline double halved(double x)
{
    const double ln2 = 0x1.62e42fefa39efp-1, root = 0x1.6a09e667f3bcdp-1; /* root: sqrt(1/2) */
    double z = (0.5 - x) * ln2, sum = 1.0 / 479001600;
    sum = sum * z + 1.0 / 39916800;
    sum = sum * z + 1.0 / 3628800;
    sum = sum * z + 1.0 / 362880;
    sum = sum * z + 1.0 / 40320;
    sum = sum * z + 1.0 / 5040;
    sum = sum * z + 1.0 / 720;
    sum = sum * z + 1.0 / 120;
    sum = sum * z + 1.0 / 24;
    sum = sum * z + 1.0 / 6;
    sum = sum * z + 1.0 / 2;
    sum = sum * z + 1;
    return root * (sum * z + 1);
}

double ties_kept(const struct ties_parameters *p, double hours)
{
    /* 2^(−1 / (half_life (1 + gain · s))) with s = hours / (hours + 90), over one division. */
    return halved((hours + TIE_FRIEND_HOURS) / (p->half_life * (hours + TIE_FRIEND_HOURS + p->half_life_gain * hours)));
}

struct step {
    struct world *world;
    const struct ties_parameters *p;
};

struct layer {
    const struct step *step;
    enum group_layer layer;
    double most; /* chance of any pair to form a tie in an hour, as a rate, at most */
};

enum { PAIRS_MAX = WORLD_SPAN * CONTACT_ALL_MEET_MAX };
#define ROUNDING (1.0f / FIXED_ONE) /* h, by which a pair's hours may exceed those of its group */

/* Pairs that meet in one layer, lower id first. */
struct pairs {
    uint32_t at[2][PAIRS_MAX]; /* positions in the layer */
    uint32_t id[2][PAIRS_MAX], word[PAIRS_MAX];
    float hours[PAIRS_MAX]; /* a week, of a pair fully present */
    size_t count;
};

/* Adds the pairs of a position with those that follow it in its group: on a circle as far as the reach, else to the end. */
static void list_pairs(const struct world *world, const struct groups *g, uint32_t position, uint32_t size, uint32_t end,
                       struct pairs *pairs)
{
    uint32_t id_a = g->id[position], reach = (uint32_t)world->reach;
    bool circle = size > world->all_meet && size > 2 * reach + 1;
    uint32_t following = circle ? reach : end - 1 - position;
    for (uint32_t at = position + 1; at <= position + following; at++) {
        uint32_t other = at < end ? at : at - size, id_b = g->id[other];
        bool swap = id_b < id_a;
        pairs->at[swap][pairs->count] = position;
        pairs->at[!swap][pairs->count] = other;
        pairs->id[swap][pairs->count] = id_a;
        pairs->id[!swap][pairs->count] = id_b;
        pairs->count++;
    }
}

/* A pair's hours in all layers of this one's kind (small, wide), counted in the first in which they meet; 0 in the others. */
static int32_t kind_hours(const struct world *world, enum group_layer layer, uint32_t a, uint32_t b)
{
    int32_t hours = contact_pair_hours(world, layer, a, b);
    for (int other = (int)layer % GROUP_PAIR; other < world->layers; other += GROUP_PAIR) {
        int32_t more = other == (int)layer ? 0 : contact_layer_hours(world, (enum group_layer)other, a, b);
        if (more > 0 && other < (int)layer)
            return 0;
        hours += more;
    }
    return hours;
}

/* Lists the pairs of a span of positions in a layer. */
static void list_span(const struct world *world, const struct groups *g, uint32_t span, struct pairs *pairs)
{
    uint32_t count, position = world_span(world, span, &count), last = position + count;
    pairs->count = 0;
    while (position < last) {
        const struct group_seat *seat = &g->seat[g->order[position]];
        if (seat->position != position || seat->size < 2 || seat->pair_hours <= 0) {
            position++; /* nobody stands here, or nobody is met */
            continue;
        }
        size_t before = pairs->count;
        uint32_t end = seat->first + seat->size;
        if (end < world->rows)
            __builtin_prefetch(&g->seat[g->order[end]]); /* where the next group begins */
        for (; position < end && position < last; position++)
            list_pairs(world, g, position, seat->size, end, pairs);
        for (size_t k = before; k < pairs->count; k++)
            pairs->hours[k] = seat->pair_hours;
    }
}

/* Chance that a pair would form a tie in an hour, as a rate. */
static double hourly_rate(const struct step *step, const struct profile *a, const struct profile *b)
{
    return step->p->formation * step->world->homophily[a->attributes ^ b->attributes] * (double)a->sociability *
           (double)b->sociability;
}

/* The highest that it can be: of the two most alike and most sociable. In weeks with several classes of days hours add up: no bound. */
static double most_hourly(const struct step *step)
{
    const struct world *world = step->world;
    float sociable = 0;
    double alike = 0;
#pragma omp parallel for schedule(static) reduction(max : sociable) if (world->parallel)
    for (uint32_t row = 0; row < world->rows; row++)
        sociable = world->students.person.sociability[row] > sociable ? world->students.person.sociability[row] : sociable;
    for (int differ = 0; differ < 4; differ++)
        alike = world->homophily[differ] > alike ? world->homophily[differ] : alike;
    return world->layers > GROUP_PAIR ? INFINITY : step->p->formation * alike * (double)sociable * (double)sociable;
}

/* Few draws succeed, and most are too high for any pair: the rest are kept, and the students asked for, before anything of them is read. */
static void keep_likely(const struct world *world, const struct layer *layer, struct pairs *pairs)
{
    const struct groups *g = &world->groups[layer->layer];
    size_t kept = 0;
    for (size_t k = 0; k < pairs->count; k++) {
        if (random_uniform(pairs->word[k]) >= layer->most * (double)(pairs->hours[k] + ROUNDING))
            continue;
        for (int end = 0; end < 2; end++) {
            pairs->at[end][kept] = pairs->at[end][k];
            __builtin_prefetch(&world->profile[g->order[pairs->at[end][k]]]);
        }
        pairs->word[kept] = pairs->word[k];
        pairs->hours[kept++] = pairs->hours[k];
    }
    pairs->count = kept;
}

static void form(void *context, uint32_t span, struct block_list *births, struct block *block)
{
    const struct layer *layer = context;
    const struct world *world = layer->step->world;
    const struct groups *g = &world->groups[layer->layer];
    const uint8_t *enrolled = world->students.person.enrolled;
    struct pairs pairs;
    list_span(world, g, span, &pairs);
    struct random_lanes lanes = {{NULL}};
    int kind = (int)layer->layer % GROUP_PAIR;
    lanes.word[1 + kind] = pairs.word;
    random_pairs(world->key, RANDOM_pair, world->week, pairs.id[0], pairs.id[1], pairs.count, &lanes);
    keep_likely(world, layer, &pairs);
    for (size_t k = 0; k < pairs.count; k++) {
        uint32_t low = g->order[pairs.at[0][k]], high = g->order[pairs.at[1][k]];
        const struct profile *a = &world->profile[low], *b = &world->profile[high];
        double hours = fixed_to(world->layers > GROUP_PAIR ? kind_hours(world, layer->layer, low, high)
                                                           : contact_hours(pairs.hours[k], a->presence, b->presence));
        if (!random_rate(hourly_rate(layer->step, a, b) * hours, pairs.word[k]) || !enrolled[low] || !enrolled[high])
            continue;
        struct tie_birth birth = {a->id, b->id, (uint8_t)(TIE_SMALL_GROUP + kind)};
        if (tie_find(&world->ties, low, b->id) == TIE_NONE)
            block_list_add(births, block, &birth);
    }
}

enum { MOVED_MOST = 16 }; /* one in so many rows may have moved (measured: every pass over ties waits for those that have) */
enum { ROWS_AHEAD = 8, EIGHT = 8 }; /* ties are banked so many at a time: rows have room for a multiple of it */

/* With whom a row works in the ward team; a hub day is no work. */
static size_t work_team(const struct world *world, enum group_layer layer, uint32_t row, uint32_t *team)
{
    bool works = world->students.calendar.phase[row] == CALENDAR_PLACEMENT && world->groups[layer].place[row] != PLACE_HUB;
    return works ? contact_met(world, layer, row, team) : 0;
}

/* Takes off what working time in the ward team does not build. */
static void take_work(const struct step *step, enum group_layer layer, uint32_t row, int32_t *credit)
{
    const struct world *world = step->world;
    uint16_t place = world->groups[layer].place[row];
    uint32_t team[CONTACT_MET_MAX];
    size_t count = work_team(world, layer, row, team);
    if (count == 0)
        return;
    bool facilitated = place < PLACE_HUB && world->timetable->places.at[place].facilitated;
    double share = facilitated ? step->p->facilitated_work_share : step->p->work_share;
    for (size_t k = 0; k < count; k++) {
        const struct profile *mate = &world->profile[team[k]];
        uint32_t slot = tie_find(&world->ties, row, mate->id);
        int32_t worked = contact_hours(world->groups[layer].seat[row].pair_hours, world->profile[row].presence, mate->presence);
        if (slot != TIE_NONE)
            credit[slot - world->ties.row[row].offset] -= fixed_from((1 - share) * fixed_to(worked));
    }
}

/* This week's hours of a row's ties as they are banked: working time counts less. */
static void take_credit(const struct step *step, uint32_t row, int32_t *credit)
{
    const struct world *world = step->world;
    const struct tie_row *r = &world->ties.row[row];
    memset(credit + r->count, 0, EIGHT * sizeof *credit);
    memcpy(credit, world->ties.met + r->offset, r->count * sizeof *credit);
    for (int layer = GROUP_SMALL; layer < world->layers; layer += GROUP_PAIR)
        take_work(step, (enum group_layer)layer, row, credit);
}

/* Banked hours after this week, in place of the credits. Returns how many fell below the limit. */
WIDE_BODY uint32_t bank(const struct ties_parameters *p, const int32_t *before, const uint32_t *churn, uint32_t count,
                        int32_t limit, int32_t *credit)
{
    uint32_t below = 0;
    const double shaken_keeps = p->churn_keeps;
    for (uint32_t k = 0; k < (count + EIGHT - 1) / EIGHT * EIGHT; k++) {
        double hours = fixed_to(before[k] + credit[k]), kept = ties_kept(p, hours);
        kept *= random_uniform(churn[k]) < p->churn ? shaken_keeps : 1;
        credit[k] = fixed_from(hours * kept);
        below += k < count && credit[k] < limit;
    }
    return below;
}

WIDE static uint32_t bank_wide(const struct ties_parameters *p, const int32_t *before, const uint32_t *churn, uint32_t count,
                               int32_t limit, int32_t *credit)
{
    return bank(p, before, churn, count, limit, credit);
}

/* In a world beyond the caches, asks for a row's ties, and for the team of one that comes sooner. */
static void look_ahead(const struct world *world, uint32_t row)
{
    if (!world->large || row >= world->rows)
        return;
    uint32_t team[CONTACT_MET_MAX];
    size_t count = work_team(world, GROUP_SMALL, row - ROWS_AHEAD / 2, team);
    for (size_t k = 0; k < count; k++)
        __builtin_prefetch(&world->profile[team[k]]);
    contact_prefetch(world, GROUP_SMALL, row);
    tie_prefetch(&world->ties, row, world->ties.peer, sizeof *world->ties.peer);
    tie_prefetch(&world->ties, row, world->ties.banked, sizeof *world->ties.banked);
    tie_prefetch(&world->ties, row, world->ties.cumulative, sizeof *world->ties.cumulative);
    tie_prefetch(&world->ties, row, world->ties.met, sizeof *world->ties.met);
}

/* Closes a row up over ties that end with so few hours. */
static void end_ties(struct ties *ties, struct tie_row *r, int32_t limit)
{
    uint32_t kept = r->offset;
    for (uint32_t slot = r->offset; slot < r->offset + r->count; slot++) {
        if (ties->banked[slot] < limit)
            continue;
        if (kept != slot)
            tie_move(ties, slot, kept);
        kept++;
    }
    r->count = (uint16_t)(kept - r->offset);
}

/* Banks the row's hours and drops the ties that ended. Returns how many. */
static uint32_t bank_row(const struct step *step, uint32_t row)
{
    struct world *world = step->world;
    struct ties *ties = &world->ties;
    struct tie_row *r = &ties->row[row];
    uint32_t word[TIE_ROW_MAX];
    int32_t hours[TIE_ROW_MAX + EIGHT], limit = fixed_from(step->p->forgotten_below);
    random_row(world->key, RANDOM_pair, RANDOM_BETWEEN, world->week, world->students.person.id[row], ties->peer + r->offset,
               r->count, &(struct random_lanes){{word}});
    take_credit(step, row, hours);
    uint32_t ended = (wide() ? bank_wide : bank)(step->p, ties->banked + r->offset, word, r->count, limit, hours);
    for (uint32_t k = 0; k < r->count; k++) {
        ties->banked[r->offset + k] = hours[k];
        ties->cumulative[r->offset + k] += ties->met[r->offset + k];
    }
    if (ended)
        end_ties(ties, r, limit);
    return ended;
}

void ties_step(struct world *world, const struct ties_parameters *p)
{
    struct step step = {.world = world, .p = p};
    world->friend_at = fixed_from(p->friend_at);
    world->named_at = fixed_from(p->named_at);
    world->frozen = p->frozen;
    if (p->frozen) {
        world->births.count = 0;
        return;
    }
    double most = most_hourly(&step);
    for (int layer = 0; layer < world->layers; layer++)
        world_run_births(world, PAIRS_MAX, form, &(struct layer){&step, (enum group_layer)layer, most});
    uint32_t halves = 0;
#pragma omp parallel for schedule(static) reduction(+ : halves) if (world->parallel)
    for (uint32_t row = 0; row < world->rows; row++) {
        look_ahead(world, row + ROWS_AHEAD);
        halves += bank_row(&step, row);
    }
    world->events.tie_deaths += (int32_t)(halves / 2);
    world_enter_births(world, fixed_from(p->hours_at_birth));
    if (world->ties.moved > world->rows / MOVED_MOST)
        world->failed |= tie_repack(&world->ties, world->parallel) != KITH_OK;
}
