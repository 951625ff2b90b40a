/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Step 2: encounters. Hours are counted in fixed point (1/1024 h, nearest, halves up): every product below that becomes hours
 * of a pair is rounded once.
 *
 * presence_i = 1 − absence(level at the week's start); ghosts 0. Free hours F_i = (free_hours of the phase; in breaks
 * free_hours_campus · break_share) · sociability_i · presence_i. Of these gathering_share goes to gatherings, the rest is
 * leisure.
 *
 * Groups (pair_hours of a row in a layer, 0 in breaks): hours · social share / (number met), where the number met is size − 1
 * in groups of at most all_meet, else the smaller of 2 · reach and size − 1. A pair that meets (contact.h) has pair_hours ·
 * min(presence). Small groups larger than all_meet are circles too, in the group's own order.
 *
 * Leisure: rate_i = F_i (1 − gathering_share) / (outside_weight + Σ_j banked_ij) [leisure_rate, hours per banked hour]; a
 * pair's hours = banked_ij · min(rate_i, rate_j) · (remote_share if apart): the smaller of the two offers.
 *
 * Gatherings: student i calls n_i ~ Poisson(F_i · gathering_share / (3 · gathering_hours)), at most 4, by inversion of draw
 * gathering (STUDENT) word 0; every participant counts a third. For gathering g (0…3): friend j by race over i's ties, weight
 * banked_ij, draw gathering_friend (i → j) word g; guest k by race over j's ties but i, weight banked_jk, draw
 * gathering_guest (i → k) word g; nobody is brought together without a guest. Each tied pair of the three gains
 * gathering_hours · min(presence) · (remote_share if apart). If i and k are not tied they become so when draw closure (i → k)
 * word g gives u < closure · homophily_ik (population.h; the tie begins in step 3).
 *
 * Apart: in different places; two who are both away are not. met (ties) = groups + leisure + gatherings. Reads start-of-week banked hours throughout.
 */
#include "process/encounters.h"

#include <math.h>

#include "base/fixed.h"
#include "world/contact.h"

#define PARAMETER_OWNER encounters_parameters
PARAMETER_TABLE(encounters, ENCOUNTERS_PARAMETERS);

enum { GATHERINGS_MAX = 4, THREE = 3 };

struct step {
    struct world *world;
    const struct encounters_parameters *p;
};

static double free_hours(const struct step *step, uint32_t row)
{
    const struct students *s = &step->world->students;
    const struct encounters_parameters *p = step->p;
    double hours = s->calendar.phase[row] == CALENDAR_CAMPUS ? p->free_hours_campus : p->free_hours_placement;
    if (s->calendar.season[row] == CALENDAR_BREAK)
        hours = p->free_hours_campus * p->break_share;
    return hours * (double)s->person.sociability[row] * (double)s->encounters.presence[row];
}

static void set_presence(const struct step *step, uint32_t row)
{
    struct students *s = &step->world->students;
    const double absence[] = {0, step->p->absence_distressed, step->p->absence_severe};
    s->encounters.presence[row] = s->person.enrolled[row] ? (float)(1 - absence[s->distress.level[row]]) : 0;
}

/* A group's hours, shared out over those whom each of it meets. */
static float share_out(const struct step *step, uint32_t size, double hours)
{
    uint32_t met = size - 1;
    if (size > step->p->all_meet && met > 2 * step->p->reach)
        met = (uint32_t)(2 * step->p->reach);
    return size < 2 ? 0 : (float)(hours / (double)met);
}

static void set_pair_hours(const struct step *step, uint32_t row)
{
    const struct encounters_parameters *p = step->p;
    const struct students *s = &step->world->students;
    struct groups *small = &step->world->groups[GROUP_SMALL], *wide = &step->world->groups[GROUP_WIDE];
    bool campus = s->calendar.phase[row] == CALENDAR_CAMPUS, off = s->calendar.season[row] == CALENDAR_BREAK;
    double small_hours = campus ? p->tutorial_hours * p->tutorial_social_share : p->team_hours * p->team_social_share;
    double wide_hours = campus ? p->class_hours * p->class_social_share : p->site_hours * p->site_social_share;
    small->pair_hours[row] = off ? 0 : share_out(step, small->size[row], small_hours);
    wide->pair_hours[row] = off ? 0 : share_out(step, wide->size[row], wide_hours);
}

static void set_leisure_rate(const struct step *step, uint32_t row)
{
    const struct ties *ties = &step->world->ties;
    int64_t banked = 0;
    for (uint32_t k = 0, slot = ties->row[row].offset; k < ties->row[row].count; k++)
        banked += ties->banked[slot + k];
    double hours = free_hours(step, row) * (1 - step->p->gathering_share);
    step->world->students.encounters.leisure_rate[row] = (float)(hours / (step->p->outside_weight + (double)banked / FIXED_ONE));
}

static void meet_ties(const struct step *step, uint32_t row)
{
    struct world *world = step->world;
    struct ties *ties = &world->ties;
    const float *rate = world->students.encounters.leisure_rate;
    for (uint32_t slot = ties->row[row].offset, end = slot + ties->row[row].count; slot < end; slot++) {
        uint32_t other = world_row(world, ties->peer[slot]);
        double share = world_apart(world, row, other) ? step->p->remote_share : 1;
        int32_t hours = fixed_from(fixed_to(ties->banked[slot]) * (double)fminf(rate[row], rate[other]) * share);
        for (int layer = 0; layer < GROUP_LAYERS; layer++)
            hours += contact_layer_hours(world, (enum group_layer)layer, row, other);
        ties->met[slot] = hours;
    }
}

/* A row's draws, for races over it. */
struct candidates {
    uint32_t word[4][TIE_ROW_MAX];
};

/* Words first .. last of a draw, one for each gathering. */
static struct random_lanes lanes_of(struct candidates *c, int first, int last)
{
    struct random_lanes lanes = {{NULL}};
    for (int g = first; g <= last; g++)
        lanes.word[g] = c->word[g];
    return lanes;
}

/* The hours of a gathering for a tied pair, added to both halves. */
static void meet_pair(const struct step *step, uint32_t a, uint32_t b, uint32_t slot_of_a)
{
    struct world *world = step->world;
    const float *presence = world->students.encounters.presence;
    double share = world_apart(world, a, b) ? step->p->remote_share : 1;
    int32_t hours = fixed_from(step->p->gathering_hours * (double)fminf(presence[a], presence[b]) * share);
    uint32_t slot_of_b = tie_find(&world->ties, b, world->students.person.id[a]);
    fixed_add(&world->ties.met[slot_of_a], hours);
    fixed_add(&world->ties.met[slot_of_b], hours);
}

/* j's friend other than i whom i invites, as a slot of j's row; TIE_NONE if j has no other. */
static uint32_t choose_guest(const struct step *step, uint32_t i, uint32_t j, int g, struct candidates *c)
{
    const struct world *world = step->world;
    const struct tie_row *row = &world->ties.row[j];
    uint32_t id = world->students.person.id[i];
    random_row(world->key, RANDOM_gathering_guest, RANDOM_FROM, world->week, id, world->ties.peer + row->offset, row->count,
               lanes_of(c, g, g));
    uint32_t own = tie_find(&world->ties, j, id) - row->offset;
    int winner = random_race_whole(c->word[g], world->ties.banked + row->offset, row->count, own);
    return winner < 0 ? TIE_NONE : row->offset + (uint32_t)winner;
}

static void bring_together(const struct step *step, uint32_t i, uint32_t slot_j, int g, struct candidates *c,
                           struct block_list *list, struct block *block)
{
    struct world *world = step->world;
    const struct students *s = &world->students;
    uint32_t j = world_row(world, world->ties.peer[slot_j]);
    uint32_t slot_k = choose_guest(step, i, j, g, c);
    if (slot_k == TIE_NONE)
        return;
    uint32_t id_i = s->person.id[i], id_k = world->ties.peer[slot_k];
    uint32_t k = world_row(world, id_k), slot_ik = tie_find(&world->ties, i, id_k);
    meet_pair(step, i, j, slot_j);
    meet_pair(step, j, k, slot_k);
    if (slot_ik != TIE_NONE) {
        meet_pair(step, i, k, slot_ik);
        return;
    }
    double u = random_uniform(random_draw(world->key, RANDOM_closure, 0, world->week, id_i, id_k).word[g]);
    if (u < step->p->closure * world->homophily[s->person.attributes[i] ^ s->person.attributes[k]]) {
        struct tie_birth birth = {id_i < id_k ? id_i : id_k, id_i < id_k ? id_k : id_i, TIE_CLOSURE};
        block_list_add(list, block, &birth);
    }
}

static void gather(void *context, uint32_t i, struct block_list *list, struct block *block)
{
    const struct step *step = context;
    struct world *world = step->world;
    const struct tie_row *row = &world->ties.row[i];
    if (row->count == 0)
        return;
    uint32_t id = world->students.person.id[i];
    double mean = free_hours(step, i) * step->p->gathering_share / (THREE * step->p->gathering_hours);
    double u = random_uniform(random_draw(world->key, RANDOM_gathering, 0, world->week, id, 0).word[0]);
    int gatherings = random_poisson(mean, u, GATHERINGS_MAX);
    if (gatherings == 0)
        return;
    struct candidates c;
    uint32_t friend[GATHERINGS_MAX];
    random_row(world->key, RANDOM_gathering_friend, RANDOM_FROM, world->week, id, world->ties.peer + row->offset, row->count,
               lanes_of(&c, 0, gatherings - 1));
    for (int g = 0; g < gatherings; g++) {
        int winner = random_race_whole(c.word[g], world->ties.banked + row->offset, row->count, row->count);
        friend[g] = winner < 0 ? TIE_NONE : row->offset + (uint32_t)winner;
    }
    for (int g = 0; g < gatherings; g++)
        if (friend[g] != TIE_NONE)
            bring_together(step, i, friend[g], g, &c, list, block);
}

void encounters_step(struct world *world, const struct encounters_parameters *p)
{
    struct step step = {.world = world, .p = p};
    world->reach = p->reach;
    world->all_meet = p->all_meet;
#pragma omp parallel for schedule(static) if (world->parallel)
    for (uint32_t row = 0; row < world->rows; row++) {
        set_presence(&step, row);
        set_pair_hours(&step, row);
        set_leisure_rate(&step, row);
    }
#pragma omp parallel for schedule(static) if (world->parallel)
    for (uint32_t row = 0; row < world->rows; row++)
        meet_ties(&step, row);
    world_run_births(world, GATHERINGS_MAX, gather, &step);
}
