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
 * gathering_share sets n_i, and is not the share of hours that gatherings come to: absence counts twice (in n_i, and in the hours of each
 * gathering), the cut at 4 loses 12% of gatherings on campus at the defaults (27% of those of who has twice the mean free hours; 2% on
 * placement), those without a guest are lost too, and who is liked is called more often than he or she calls. Hours lost go to nobody.
 *
 * A class of days (group.h) has its share of these hours, days / 5 of the week's on placement; a hub day those of campus. A
 * place may have its own team hours and social share (place.h).
 *
 * Apart: in different places, where sites that are not remote count as campus; two who are both away are not. met (ties) = groups + leisure + gatherings. Reads start-of-week
 * banked hours throughout.
 *
 * Others lie anywhere in memory. What a tie reads of them is one record (world->offer), so small that those of a million students
 * fit a last-level cache; gatherings are worked on a span of rows at a time in stages (friends, guests, hours), each of which
 * asks for what the next one reads while it works, not all at once afterwards.
 */
#include "process/encounters.h"

#include <math.h>

#include "base/fixed.h"
#include "world/contact.h"

#define PARAMETER_OWNER encounters_parameters
PARAMETER_TABLE(encounters, ENCOUNTERS_PARAMETERS);

/* LAG: ties are asked for so many gatherings after their row was, so that it has come. */
enum { GATHERINGS_MAX = 4, THREE = 3, LAG = 8 };

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

/* Social hours a week in a row's small group at a place. */
static double team_hours(const struct step *step, uint16_t place)
{
    double hours = step->p->team_hours, share = step->p->team_social_share;
    if (place < PLACE_HUB) {
        const struct place *at = &step->world->timetable->places.at[place];
        hours = at->weekly_hours >= 0 ? (double)at->weekly_hours : hours;
        share = at->social_share >= 0 ? (double)at->social_share : share;
    }
    return hours * share;
}

/* In the two layers of a class of days. */
static void set_pair_hours(const struct step *step, int class, uint32_t row)
{
    const struct encounters_parameters *p = step->p;
    const struct students *s = &step->world->students;
    struct groups *small = &step->world->groups[2 * class + GROUP_SMALL], *wide = &step->world->groups[2 * class + GROUP_WIDE];
    bool on_campus = s->calendar.phase[row] == CALENDAR_CAMPUS, off = s->calendar.season[row] == CALENDAR_BREAK;
    bool campus = on_campus || small->place[row] == PLACE_HUB;
    double days = on_campus ? 1 : (double)small->days / WEEK_WORKDAYS;
    double small_hours = campus ? p->tutorial_hours * p->tutorial_social_share : team_hours(step, small->place[row]);
    double wide_hours = campus ? p->class_hours * p->class_social_share : p->site_hours * p->site_social_share;
    struct group_seat *in_small = &small->seat[row], *in_wide = &wide->seat[row];
    in_small->pair_hours = off ? 0 : share_out(step, in_small->size, small_hours * days);
    in_wide->pair_hours = off ? 0 : share_out(step, in_wide->size, wide_hours * days);
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

static void set_profile(struct world *world, uint32_t row)
{
    const struct students *s = &world->students;
    struct profile *profile = &world->profile[row];
    *profile = (struct profile){.id = s->person.id[row],
                                .presence = s->encounters.presence[row],
                                .sociability = s->person.sociability[row],
                                .region = world_region(world, row),
                                .attributes = s->person.attributes[row]};
    struct offer *offer = &world->offer[row];
    *offer = (struct offer){.leisure_rate = s->encounters.leisure_rate[row], .region = profile->region};
    for (int layer = 0; layer < GROUP_PAIR; layer++) {
        const struct group_seat *seat = &world->groups[layer].seat[row];
        offer->position[layer] = seat->size ? seat->position : UINT32_MAX;
    }
}

/* Hours with one other in the groups of one layer. */
static int32_t layer_hours(const struct world *world, enum group_layer layer, uint32_t row, uint32_t other)
{
    const struct group_seat *seat = &world->groups[layer].seat[row];
    uint32_t at = world->offer[other].position[layer];
    if (at - seat->first >= seat->size || seat->pair_hours <= 0 || !contact_neighbours(world, seat->size, seat->position, at))
        return 0;
    return contact_pair_hours(world, layer, row, other);
}

/* In a world beyond the caches, asks for the ties of a row to come, and for the others of one that comes sooner. */
static void look_ahead(const struct world *world, uint32_t row)
{
    const struct ties *ties = &world->ties;
    uint32_t soon = row + 2, later = row + 7;
    if (!world->large || later >= world->rows)
        return;
    tie_prefetch(ties, later, ties->peer, sizeof *ties->peer);
    tie_prefetch(ties, later, ties->banked, sizeof *ties->banked);
    tie_prefetch(ties, later, ties->met, sizeof *ties->met);
    for (uint32_t slot = ties->row[soon].offset, end = slot + ties->row[soon].count; slot < end; slot++)
        __builtin_prefetch(&world->offer[world_row(world, ties->peer[slot])]);
}

static void meet_ties(const struct step *step, uint32_t row)
{
    struct world *world = step->world;
    struct ties *ties = &world->ties;
    const struct offer own = world->offer[row];
    for (uint32_t slot = ties->row[row].offset, end = slot + ties->row[row].count; slot < end; slot++) {
        uint32_t other = world_row(world, ties->peer[slot]);
        const struct offer *theirs = &world->offer[other];
        double share = theirs->region != own.region ? step->p->remote_share : 1;
        double rate = (double)(theirs->leisure_rate < own.leisure_rate ? theirs->leisure_rate : own.leisure_rate);
        int32_t hours = fixed_from(fixed_to(ties->banked[slot]) * rate * share);
        for (int layer = 0; layer < GROUP_PAIR; layer++)
            hours += layer_hours(world, (enum group_layer)layer, row, other);
        for (int layer = GROUP_PAIR; layer < world->layers; layer++)
            hours += contact_layer_hours(world, (enum group_layer)layer, row, other);
        ties->met[slot] = hours;
    }
}

/* Student i brings together friend j and j's friend k. Slots: ij is i's half of the tie with j. */
struct gathering {
    uint32_t i, j, k;
    uint32_t ij, ji, jk;
    int number; /* of i's gatherings this week */
};

/* The gatherings of a span of rows, worked on in stages, so that what the next stage reads is on its way from memory. */
struct gatherings {
    struct gathering at[WORLD_SPAN * GATHERINGS_MAX];
    size_t count;
    uint32_t word[GATHERINGS_MAX][TIE_ROW_MAX]; /* a row's draws, for races over it */
};

/* Adds i's gatherings, each with a friend. */
static void choose_friends(const struct step *step, uint32_t i, uint32_t word, struct gatherings *list)
{
    const struct world *world = step->world;
    const struct tie_row *row = &world->ties.row[i];
    double mean = free_hours(step, i) * step->p->gathering_share / (THREE * step->p->gathering_hours);
    int wanted = row->count ? random_poisson(mean, random_uniform(word), GATHERINGS_MAX) : 0;
    if (wanted == 0)
        return;
    struct random_lanes lanes = {{NULL}};
    for (int g = 0; g < wanted; g++)
        lanes.word[g] = list->word[g];
    random_row(world->key, RANDOM_gathering_friend, RANDOM_FROM, world->week, world->students.person.id[i],
               world->ties.peer + row->offset, row->count, &lanes);
    for (int g = 0; g < wanted; g++) {
        int winner = random_race_whole(list->word[g], world->ties.banked + row->offset, row->count, row->count);
        uint32_t slot = row->offset + (uint32_t)winner;
        if (winner < 0)
            continue;
        uint32_t j = world_row(world, world->ties.peer[slot]);
        __builtin_prefetch(&world->ties.row[j]);
        __builtin_prefetch(&world->profile[j]);
        list->at[list->count++] = (struct gathering){.i = i, .j = j, .ij = slot, .number = g};
    }
}

/* j's friend other than i whom i invites; false if j has no other. */
static bool choose_guest(const struct step *step, struct gathering *g, uint32_t *word)
{
    const struct world *world = step->world;
    const struct tie_row *row = &world->ties.row[g->j];
    uint32_t id = world->students.person.id[g->i];
    struct random_lanes lanes = {{NULL}};
    lanes.word[g->number] = word;
    g->ji = tie_find(&world->ties, g->j, id);
    random_row(world->key, RANDOM_gathering_guest, RANDOM_FROM, world->week, id, world->ties.peer + row->offset, row->count,
               &lanes);
    int winner = random_race_whole(word, world->ties.banked + row->offset, row->count, g->ji - row->offset);
    if (winner < 0)
        return false;
    g->jk = row->offset + (uint32_t)winner;
    g->k = world_row(world, world->ties.peer[g->jk]);
    __builtin_prefetch(&world->ties.met[g->ji], 1);
    __builtin_prefetch(&world->ties.met[g->jk], 1);
    __builtin_prefetch(&world->ties.row[g->k]);
    __builtin_prefetch(&world->profile[g->k]);
    return true;
}

/* Asks for the ties of those of the list up to end who have not been asked for: of friends j, or of guests k. */
static void ask_for_ties(const struct ties *ties, const struct gatherings *list, size_t end, bool guests, size_t *asked)
{
    for (; *asked < end; ++*asked) {
        uint32_t row = guests ? list->at[*asked].k : list->at[*asked].j;
        tie_prefetch(ties, row, ties->peer, sizeof *ties->peer);
        tie_prefetch(ties, row, guests ? ties->met : ties->banked, sizeof *ties->met);
    }
}

/* Keeps the gatherings that have a guest. */
static void choose_guests(const struct step *step, struct gatherings *list)
{
    const struct ties *ties = &step->world->ties;
    size_t kept = 0, asked = 0;
    for (size_t n = 0; n < list->count; n++) {
        if (choose_guest(step, &list->at[n], list->word[0]))
            list->at[kept++] = list->at[n];
        ask_for_ties(ties, list, kept > LAG ? kept - LAG : 0, true, &asked);
    }
    list->count = kept;
    ask_for_ties(ties, list, kept, true, &asked);
}

/* The hours of a gathering for a tied pair, added to both halves. */
static void meet_pair(const struct step *step, uint32_t a, uint32_t b, uint32_t slot_of_a, uint32_t slot_of_b)
{
    struct world *world = step->world;
    const struct profile *one = &world->profile[a], *other = &world->profile[b];
    double share = one->region != other->region ? step->p->remote_share : 1;
    double present = (double)(one->presence < other->presence ? one->presence : other->presence);
    int32_t hours = fixed_from(step->p->gathering_hours * present * share);
    fixed_add(&world->ties.met[slot_of_a], hours, world->parallel);
    fixed_add(&world->ties.met[slot_of_b], hours, world->parallel);
}

/* i and k, who are not tied. */
static void close_third(const struct step *step, const struct gathering *g, struct block_list *list, struct block *block)
{
    const struct world *world = step->world;
    const struct profile *i = &world->profile[g->i], *k = &world->profile[g->k];
    double u = random_uniform(random_draw(world->key, RANDOM_closure, 0, world->week, i->id, k->id).word[g->number]);
    if (u < step->p->closure * world->homophily[i->attributes ^ k->attributes]) {
        struct tie_birth birth = {i->id < k->id ? i->id : k->id, i->id < k->id ? k->id : i->id, TIE_CLOSURE};
        block_list_add(list, block, &birth);
    }
}

static void bring_together(const struct step *step, const struct gathering *g, struct block_list *list, struct block *block)
{
    const struct ties *ties = &step->world->ties;
    const struct profile *profile = step->world->profile;
    uint32_t kj = tie_find(ties, g->k, profile[g->j].id), ik = tie_find(ties, g->i, profile[g->k].id);
    meet_pair(step, g->i, g->j, g->ij, g->ji);
    meet_pair(step, g->j, g->k, g->jk, kj);
    if (ik == TIE_NONE)
        close_third(step, g, list, block);
    else
        meet_pair(step, g->i, g->k, ik, tie_find(ties, g->k, profile[g->i].id));
}

static void gather(void *context, uint32_t span, struct block_list *births, struct block *block)
{
    const struct step *step = context;
    const struct ties *ties = &step->world->ties;
    uint32_t word[WORLD_SPAN], count, first = world_span(step->world, span, &count);
    struct gatherings list;
    list.count = 0;
    world_draw_span(step->world, RANDOM_gathering, span, &(struct random_lanes){{word}});
    size_t asked = 0;
    for (uint32_t n = 0; n < count; n++) {
        choose_friends(step, first + n, word[n], &list);
        ask_for_ties(ties, &list, list.count > LAG ? list.count - LAG : 0, false, &asked);
    }
    ask_for_ties(ties, &list, list.count, false, &asked);
    choose_guests(step, &list);
    for (size_t n = 0; n < list.count; n++)
        bring_together(step, &list.at[n], births, block);
}

void encounters_step(struct world *world, const struct encounters_parameters *p)
{
    struct step step = {.world = world, .p = p};
    world->reach = p->reach;
    world->all_meet = p->all_meet;
#pragma omp parallel for schedule(static) if (world->parallel)
    for (uint32_t row = 0; row < world->rows; row++) {
        if (world->large && row + 8 < world->rows)
            tie_prefetch(&world->ties, row + 8, world->ties.banked, sizeof *world->ties.banked);
        set_presence(&step, row);
        for (int class = 0; GROUP_PAIR * class < world->layers; class ++)
            set_pair_hours(&step, class, row);
        set_leisure_rate(&step, row);
        set_profile(world, row);
    }
#pragma omp parallel for schedule(static) if (world->parallel)
    for (uint32_t row = 0; row < world->rows; row++) {
        look_ahead(world, row);
        meet_ties(&step, row);
    }
    world_run_births(world, WORLD_SPAN * GATHERINGS_MAX, gather, &step);
}
