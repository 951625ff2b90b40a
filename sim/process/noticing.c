/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Step 5: noticing. For each student i now distressed or severe and each j whom i met this week (ties with met > 0, and
 * people met in groups without a tie; contact.h), j notices if u < P, draw support (j → i) word 0:
 *
 *   P = 1 − exp(−noticing · (h · visibility + missed_weight · m) · exp(literacy_effect · literacy_j))
 *   h = hours i and j met; m = h · (1 − presence_i) / presence_i, a proxy of the hours missed
 *   visibility = visibility_(level of i) · exp(−concealment · anticipated stigma_i)
 *
 * The proxy is what i's full presence would have added if hours went by i's presence alone (encounters.c). It overstates that where j is the
 * scarcer of the two, because hours go by the smaller presence and the smaller leisure rate: j is absent too, or has fewer free hours for
 * more ties; there i's presence may add nothing. It understates that for gatherings that i calls, which go by presence_i squared, and for
 * those who did not meet i at all and so miss nothing. Nothing is kept of a usual week to compare with.
 *
 * Writes a request (receiver i, giver j, stage NOTICED) for each, in the order of i's row, ties first; noticed_week of i if
 * this is the episode's first notice; clears it for the well. Only ties of this week's end are met again: a tie that ended in
 * step 3 is not seen.
 */
#include "process/noticing.h"

#include <math.h>

#include "base/fixed.h"
#include "world/contact.h"

#define PARAMETER_OWNER noticing_parameters
PARAMETER_TABLE(noticing, NOTICING_PARAMETERS);

double noticing_probability(const struct noticing_parameters *p, double hours, double visibility, double missed, double literacy)
{
    return -expm1(-p->noticing * (hours * visibility + p->missed_weight * missed) * exp(p->literacy_effect * literacy));
}

struct step {
    struct world *world;
    const struct noticing_parameters *p;
    struct block_list *list;
    struct block *block;
};

/* Who is looked at. */
struct sign {
    uint32_t row;
    double visibility, missed_share;
};

static struct sign sign_of(const struct world *world, const struct noticing_parameters *p, uint32_t row)
{
    const struct students *s = &world->students;
    double visibility = s->distress.level[row] == LEVEL_SEVERE ? p->visibility_severe : p->visibility_distressed;
    double presence = (double)s->encounters.presence[row];
    return (struct sign){row, visibility * exp(-p->concealment * (double)s->traits.stigma_anticipated[row]),
                         presence > 0 ? (1 - presence) / presence : 0};
}

static double chance_of(const struct world *world, const struct noticing_parameters *p, const struct sign *sign, uint32_t giver,
                        double hours)
{
    return noticing_probability(p, hours, sign->visibility, hours * sign->missed_share,
                                (double)world->students.traits.literacy[giver]);
}

double noticing_chance(const struct world *world, const struct noticing_parameters *p, uint32_t i, uint32_t j, double hours)
{
    struct sign sign = sign_of(world, p, i);
    return chance_of(world, p, &sign, j, hours);
}

/* False if j cannot notice, with these hours at most: P < its rate, and exp(x) < 1.001 + x + x² for x up to 1.7. No exponential. */
static bool may_notice(const struct step *step, const struct sign *sign, uint32_t giver, double hours, uint32_t word)
{
    const struct noticing_parameters *p = step->p;
    double x = p->literacy_effect * (double)step->world->students.traits.literacy[giver];
    double rate = p->noticing * hours * (sign->visibility + p->missed_weight * sign->missed_share);
    return x > 1.7 || random_uniform(word) < rate * (1.001 + x + x * x);
}

static void look(const struct step *step, const struct sign *sign, uint32_t giver, uint32_t tie, int32_t met, uint32_t word)
{
    struct students *s = &step->world->students;
    if (random_uniform(word) >= chance_of(step->world, step->p, sign, giver, fixed_to(met)))
        return;
    struct request request = {.receiver = sign->row, .giver = giver, .tie = tie, .stage = REQUEST_NOTICED};
    block_list_add(step->list, step->block, &request);
    if (s->noticing.noticed_week[sign->row] == WEEK_NEVER)
        s->noticing.noticed_week[sign->row] = (int16_t)step->world->week;
}

static void look_from_ties(const struct step *step, const struct sign *sign)
{
    const struct world *world = step->world;
    const struct tie_row *r = &world->ties.row[sign->row];
    uint32_t word[TIE_ROW_MAX];
    random_row(world->key, RANDOM_support, RANDOM_TO, world->week, world->students.person.id[sign->row],
               world->ties.peer + r->offset, r->count, &(struct random_lanes){{word}});
    for (uint32_t k = 0; k < r->count; k++) {
        uint32_t slot = r->offset + k, giver = world_row(world, world->ties.peer[slot]);
        int32_t met = world->ties.met[slot];
        if (met > 0 && may_notice(step, sign, giver, fixed_to(met), word[k]))
            look(step, sign, giver, slot, met, word[k]);
    }
}

static void look_from_groups(const struct step *step, const struct sign *sign)
{
    const struct world *world = step->world;
    uint32_t met[CONTACT_STRANGERS_MAX], id[CONTACT_STRANGERS_MAX], word[CONTACT_STRANGERS_MAX];
    size_t count = contact_met_at_all(world, sign->row, met);
    for (size_t k = 0; k < count; k++)
        id[k] = world->students.person.id[met[k]];
    random_row(world->key, RANDOM_support, RANDOM_TO, world->week, world->students.person.id[sign->row], id, count,
               &(struct random_lanes){{word}});
    /* Nobody is met for longer than one who is fully present and met in every layer. */
    double most = 0;
    for (int layer = 0; layer < world->layers; layer++)
        most += fixed_to(contact_pair_hours(world, (enum group_layer)layer, sign->row, sign->row));
    for (size_t k = 0; k < count; k++) {
        struct contact contact;
        if (may_notice(step, sign, met[k], most, word[k]) && contact_stranger(world, sign->row, met, k, &contact))
            look(step, sign, contact.row, TIE_NONE, contact.hours, word[k]);
    }
}

static bool may_be_noticed(const struct students *s, uint32_t row)
{
    return s->person.enrolled[row] && s->distress.level[row] != LEVEL_WELL;
}

/* In a world beyond the caches, asks for the ties and groups of a row to come, and for what is read of the others of one that comes sooner. */
static void look_ahead(const struct world *world, uint32_t row)
{
    const struct students *s = &world->students;
    uint32_t soon = row + 4, later = row + 12, met[CONTACT_STRANGERS_MAX];
    if (!world->large || later >= world->rows)
        return;
    if (may_be_noticed(s, later)) {
        tie_prefetch(&world->ties, later, world->ties.peer, sizeof *world->ties.peer);
        tie_prefetch(&world->ties, later, world->ties.met, sizeof *world->ties.met);
        for (int layer = 0; layer < GROUP_PAIR; layer++)
            contact_prefetch(world, (enum group_layer)layer, later);
    }
    if (!may_be_noticed(s, soon))
        return;
    const struct tie_row *r = &world->ties.row[soon];
    for (uint32_t slot = r->offset; slot < r->offset + r->count; slot++)
        __builtin_prefetch(&s->traits.literacy[world_row(world, world->ties.peer[slot])]);
    for (size_t count = contact_met_at_all(world, soon, met), k = 0; k < count; k++) {
        __builtin_prefetch(&s->person.id[met[k]]);
        __builtin_prefetch(&s->traits.literacy[met[k]]);
    }
}

static void be_noticed(void *context, uint32_t row, struct block_list *list, struct block *block)
{
    struct step step = *(const struct step *)context;
    struct students *s = &step.world->students;
    look_ahead(step.world, row);
    if (!may_be_noticed(s, row)) {
        s->noticing.noticed_week[row] = WEEK_NEVER;
        return;
    }
    step.list = list;
    step.block = block;
    struct sign sign = sign_of(step.world, step.p, row);
    look_from_ties(&step, &sign);
    look_from_groups(&step, &sign);
}

void noticing_step(struct world *world, const struct noticing_parameters *p)
{
    struct step step = {.world = world, .p = p};
    world->requests.count = 0;
    world_run_requests(world, (size_t)world->layers * CONTACT_MET_MAX + world_max_ties(world), be_noticed, &step);
}
