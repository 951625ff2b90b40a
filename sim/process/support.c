/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Step 6: informal support. L(x) = 1 / (1 + exp(−x)). s is the strength of the tie between i and j, 0 without one.
 *
 * Each j who noticed i offers if u < L(offer), draw support (j → i) word 1:
 *   offer = offer_base + offer_tie s + offer_norm norm_j + offer_empathy empathy_j + offer_self_efficacy self-efficacy_j +
 *   offer_literacy literacy_j
 *           + offer_clarity clarity_j − offer_unsure max(0, −literacy_j) max(0, −clarity_j) − offer_stigma public stigma_j −
 *           offer_confidentiality worry_j − offer_severe [i severe] + offer_own_distress [j distressed] − offer_burden
 *           burden_j − crowding · (duty hours of supporters per enrolled student last week: crowd_hours)
 * i accepts an offer if u < L(accept), draw support (j → i) word 2:
 *   accept = accept_base + accept_trust trust_ij − accept_stigma anticipated stigma_i − accept_career career fear_i −
 *   accept_broken broken_ij trust_ij = s + good_ij / (good_ij + 3)
 * Asking, after seeking: i who turned to a friend this week (sought, seeking.c) asks one of i's ties, chosen by race, weight banked hours,
 * draw ask_friend (i → j) word 0; j agrees if u < L(offer + asked), word 1. The one asked knows: if nobody noticed i before, the episode
 * is noticed now. An ask that is agreed is accepted; its request is starter RECEIVER.
 *
 * Reads requests NOTICED, sought. Writes their stages OFFERED, ACCEPTED and the requests of those who asked; answered.
 */
#include "process/support.h"

#include <math.h>

#define PARAMETER_OWNER support_parameters
PARAMETER_TABLE(support, SUPPORT_PARAMETERS);

struct step {
    struct world *world;
    const struct support_parameters *p;
};

static double strength_of(const struct world *world, uint32_t tie)
{
    return tie == TIE_NONE ? 0 : tie_strength(world->ties.banked[tie]);
}

/* The terms of an offer that the giver brings along whoever the receiver is. */
static void own_terms(const struct support_parameters *p, const struct students *s, uint32_t j, double strength,
                      double t[OFFER_TERMS])
{
    double literacy = (double)s->traits.literacy[j], clarity = (double)s->traits.boundary_clarity[j];
    t[OFFER_BASE] = p->offer_base;
    t[OFFER_TIE] = p->offer_tie * strength;
    t[OFFER_NORM] = p->offer_norm * (double)s->traits.collegial_norm[j];
    t[OFFER_EMPATHY] = p->offer_empathy * (double)s->traits.empathy[j];
    t[OFFER_SELF_EFFICACY] = p->offer_self_efficacy * (double)s->traits.self_efficacy[j];
    t[OFFER_LITERACY] = p->offer_literacy * literacy;
    t[OFFER_CLARITY] = p->offer_clarity * clarity;
    t[OFFER_UNSURE] = -(p->offer_unsure * fmax(0, -literacy) * fmax(0, -clarity));
    t[OFFER_STIGMA] = -(p->offer_stigma * (double)s->traits.stigma_public[j]);
    t[OFFER_CONFIDENTIALITY] = -(p->offer_confidentiality * (double)s->traits.confidentiality_worry[j]);
}

double support_willingness(const struct support_parameters *p, const struct students *s, uint32_t j, double strength)
{
    double t[OFFER_TERMS] = {0};
    own_terms(p, s, j, strength, t);
    return support_offer_logit(t);
}

void support_offer_terms(const struct world *world, const struct support_parameters *p, uint32_t i, uint32_t j, uint32_t tie,
                         bool asked, double t[OFFER_TERMS])
{
    const struct students *s = &world->students;
    own_terms(p, s, j, strength_of(world, tie), t);
    t[OFFER_SEVERE] = s->distress.level[i] == LEVEL_SEVERE ? -p->offer_severe : 0;
    t[OFFER_OWN_DISTRESS] = s->distress.level[j] != LEVEL_WELL ? p->offer_own_distress : 0;
    t[OFFER_BURDEN] = -(p->offer_burden * (double)s->help.burden[j]);
    t[OFFER_CROWDING] = -(p->crowding * world->crowd_hours);
    t[OFFER_ASKED] = asked ? p->asked : 0;
}

/* Added up in one fixed order: another one would move the last bits, and with them the results. */
double support_offer_logit(const double t[OFFER_TERMS])
{
    double logit = t[OFFER_BASE] + t[OFFER_TIE];
    logit += t[OFFER_NORM] + t[OFFER_EMPATHY];
    logit += t[OFFER_SELF_EFFICACY] + t[OFFER_LITERACY] + t[OFFER_CLARITY];
    for (int k = OFFER_UNSURE; k < OFFER_TERMS; k++)
        logit += t[k];
    return logit;
}

void support_accept_terms(const struct world *world, const struct support_parameters *p, uint32_t i, uint32_t tie,
                          double t[ACCEPT_TERMS])
{
    bool tied = tie != TIE_NONE;
    t[ACCEPT_BASE] = p->accept_base;
    t[ACCEPT_STIGMA] = -(p->accept_stigma * (double)world->students.traits.stigma_anticipated[i]);
    t[ACCEPT_CAREER] = -(p->accept_career * (double)world->students.traits.career_fear[i]);
    t[ACCEPT_TRUST] = tied ? p->accept_trust * tie_trust(strength_of(world, tie), world->ties.good[tie]) : 0;
    t[ACCEPT_BROKEN] = tied ? -(p->accept_broken * world->ties.broken[tie]) : 0;
}

double support_accept_logit(const double t[ACCEPT_TERMS])
{
    double logit = 0;
    for (int k = 0; k < ACCEPT_TERMS; k++)
        logit += t[k];
    return logit;
}

static bool offers(const struct step *step, uint32_t i, uint32_t j, uint32_t tie, bool asked, uint32_t word)
{
    double terms[OFFER_TERMS];
    support_offer_terms(step->world, step->p, i, j, tie, asked, terms);
    return random_logit(support_offer_logit(terms), word);
}

static bool accepts(const struct step *step, uint32_t i, uint32_t tie, uint32_t word)
{
    double terms[ACCEPT_TERMS];
    support_accept_terms(step->world, step->p, i, tie, terms);
    return random_logit(support_accept_logit(terms), word);
}

static void answer(const struct step *step, struct request *request)
{
    struct world *world = step->world;
    const uint32_t *id = world->students.person.id;
    uint32_t i = request->receiver, j = request->giver;
    struct random_draw draw = random_draw(world->key, RANDOM_support, 0, world->week, id[j], id[i]);
    if (!offers(step, i, j, request->tie, false, draw.word[1]))
        return;
    request->stage |= REQUEST_OFFERED;
    if (!accepts(step, i, request->tie, draw.word[2]))
        return;
    request->stage |= REQUEST_ACCEPTED;
    world->students.support.answered[i] = 1;
}

/* The slot of the friend whom i asks; TIE_NONE if no tie has any hours banked. */
static uint32_t choose_friend(const struct world *world, uint32_t i)
{
    const struct tie_row *r = &world->ties.row[i];
    uint32_t word[TIE_ROW_MAX];
    random_row(world->key, RANDOM_ask_friend, RANDOM_FROM, world->week, world->students.person.id[i],
               world->ties.peer + r->offset, r->count, &(struct random_lanes){{word}});
    int winner = random_race_whole(word, world->ties.banked + r->offset, r->count, r->count);
    return winner < 0 ? TIE_NONE : r->offset + (uint32_t)winner;
}

static void ask(void *context, uint32_t i, struct block_list *list, struct block *block)
{
    const struct step *step = context;
    struct world *world = step->world;
    struct students *s = &world->students;
    s->support.answered[i] = 0;
    uint32_t tie = s->seeking.sought[i] == CHANNEL_FRIEND ? choose_friend(world, i) : TIE_NONE;
    if (tie == TIE_NONE)
        return;
    uint32_t j = world_row(world, world->ties.peer[tie]);
    struct random_draw draw = random_draw(world->key, RANDOM_ask_friend, 0, world->week, s->person.id[i], s->person.id[j]);
    struct request request = {.receiver = i, .giver = j, .tie = tie, .stage = REQUEST_NOTICED, .starter = STARTED_BY_RECEIVER};
    if (offers(step, i, j, tie, true, draw.word[1]))
        request.stage |= REQUEST_OFFERED | REQUEST_ACCEPTED;
    block_list_add(list, block, &request);
    if (s->noticing.noticed_week[i] == WEEK_NEVER)
        s->noticing.noticed_week[i] = (int16_t)world->week;
}

void support_step(struct world *world, const struct support_parameters *p)
{
    const struct step step = {.world = world, .p = p};
    world->crowd_hours = world->duty_hours;
    for (size_t k = 0; k < world->requests.count; k++)
        answer(&step, &world->requests.at[k]);
}

void support_ask(struct world *world, const struct support_parameters *p)
{
    struct step step = {.world = world, .p = p};
    world_run_requests(world, 1, ask, &step);
}
