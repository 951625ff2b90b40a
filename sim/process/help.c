/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Step 7b: help. First relief and burden fade: × 2^(−1 / half-life), burden also × meeting_burden for those at a supporters' meeting
 * this week (programme_duty.c); who turned to family or others outside this week gets relief · outside_relief; supported_how is cleared for the well, given_week for all.
 *
 * Contention: a giver's accepted requests, informal and formal apart, are ranked by (level of the receiver, severe first;
 * draw rank (PAIR) word 0; receiver's id); an informal giver holds the first per_week, a supporter on duty the first capacity
 * (programme.c). Of two formal requests of one pair (a drop-in and an approach) only the giver's counts. The others come to
 * nothing this week.
 *
 * For each held request, giver j, receiver i, L(x) = 1 / (1 + exp(−x)); the draws' repeat number is 1 for formal ones:
 *   format   race, draw help (j → i) words 0-2, weights in_person (in_person_apart unless both are in one place), call, message
 *   poor     word 3: u < L(poor_base − poor_skill (empathy_j + literacy_j))
 *   relief_i += relief · (1 | call_relief | message_relief) · (1 or poor_relief if poor), if i is distressed
 *   advice   formal, i distressed: help_after (j → i) word 1: u < advice
 *   relief_j += relief · comfort unless poor, whether j is distressed or not: those who serve while they are well (programme_duty.c) would
 *            else have the burden alone; what is left of it acts when j comes to be distressed
 *   burden_j += burden · (burden_severe if i is severe) · (advice_burden with advice); given_j, given_week_j += 1; formal: duty_week_j
 *   tie      banked and cumulative += hours in both halves unless ties are frozen; i's half: good += 1 unless poor; without a
 *            tie: one begins next week if draw help_after (j → i) word 3 gives u < tie_chance
 *   hand on  i distressed: word 0: u < L(hand_on_base + hand_on_severe [severe] + hand_on_emergency [emergency this week] +
 *            hand_on_literacy literacy_j + hand_on_clarity clarity_j + hand_on_formal [formal] + hand_on_boundary [formal and
 *            severe] + hand_on_advice [advice] − (hand_on_confidentiality worry_j, not in an emergency)), to a service by race, draw refer (j → i) words 0-2,
 *            weights refer_faculty, refer_counselling, refer_gp, × exp(−refer_avoid) if it is at a site where i or j is or will be placed
 *            (own_sites, seeking.c; not in an emergency); counselling if all are 0; sets its bit of i's referral_inbox
 *   breach   word 2: u < breach: i's half: broken += 1
 *   topic    race, draws topic_a and topic_b (j → i), weights topic_*; other if all are 0. It depends on nothing else and nothing
 *            depends on it or on the minutes (informal: minutes_ by format): they are there to be recorded.
 * supported_week_i, supported_how_i for the distressed. The loop is serial: encounters are few, and several may reach one
 * student.
 */
#include "process/help.h"

#include <math.h>
#include <stdlib.h>

#include "base/fixed.h"

#define PARAMETER_OWNER help_parameters
PARAMETER_TABLE(help, HELP_PARAMETERS);

struct step {
    struct world *world;
    const struct help_parameters *p;
};

/* A request as it stands in its giver's ranking. */
struct claim {
    uint32_t giver_id, receiver_id, rank;
    uint8_t formal, level, starter;
    struct request *request;
};

static int compare_claims(const void *left, const void *right)
{
    const struct claim *a = left, *b = right;
    if (a->giver_id != b->giver_id)
        return a->giver_id < b->giver_id ? -1 : 1;
    if (a->formal != b->formal)
        return a->formal < b->formal ? -1 : 1;
    if (a->level != b->level)
        return a->level > b->level ? -1 : 1;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (a->receiver_id != b->receiver_id)
        return a->receiver_id < b->receiver_id ? -1 : 1;
    return (a->starter > b->starter) - (a->starter < b->starter);
}

static void fade(const struct step *step)
{
    struct world *world = step->world;
    struct students *s = &world->students;
    float relief = (float)exp2(-1 / step->p->relief_half_life), burden = (float)exp2(-1 / step->p->burden_half_life);
#pragma omp parallel for schedule(static) if (world->parallel)
    for (uint32_t row = 0; row < world->rows; row++) {
        s->help.relief[row] *= relief;
        s->help.burden[row] *= burden;
        if (s->programme.meeting[row])
            s->help.burden[row] *= (float)step->p->meeting_burden;
        s->help.given_week[row] = 0;
        if (s->seeking.sought[row] == CHANNEL_OUTSIDE)
            s->help.relief[row] += (float)(step->p->relief * step->p->outside_relief);
        if (s->distress.level[row] == LEVEL_WELL)
            s->help.supported_how[row] = 0;
    }
}

static void choose_format(const struct step *step, struct request *request)
{
    const struct world *world = step->world;
    const struct students *s = &world->students;
    uint32_t i = request->receiver, j = request->giver;
    bool apart = !world_together(world, i, j);
    struct random_draw draw =
        random_draw(world->key, RANDOM_help, request->formal, world->week, s->person.id[j], s->person.id[i]);
    const double weights[] = {apart ? step->p->in_person_apart : step->p->in_person, step->p->call, step->p->message};
    int format = random_race(draw.word, weights, 3);
    request->format = (uint8_t)(format < 0 ? FORMAT_IN_PERSON : format);
    double skill = (double)s->traits.empathy[j] + (double)s->traits.literacy[j];
    request->poor = random_logit(step->p->poor_base - step->p->poor_skill * skill, draw.word[3]);
}

static void relieve(const struct step *step, const struct request *request, bool advised)
{
    const struct help_parameters *p = step->p;
    struct students *s = &step->world->students;
    uint32_t i = request->receiver, j = request->giver;
    const double by_format[] = {1, p->call_relief, p->message_relief};
    bool severe = s->distress.level[i] == LEVEL_SEVERE;
    s->help.burden[j] += (float)(p->burden * (severe ? p->burden_severe : 1) * (advised ? p->advice_burden : 1));
    s->help.relief[j] += (float)(request->poor ? 0 : p->relief * p->comfort);
    s->help.given[j]++;
    s->help.given_week[j] = (uint8_t)(s->help.given_week[j] < UINT8_MAX ? s->help.given_week[j] + 1 : UINT8_MAX);
    if (request->formal)
        s->help.duty_week[j] = (int16_t)step->world->week;
    if (s->distress.level[i] == LEVEL_WELL)
        return;
    s->help.relief[i] += (float)(p->relief * by_format[request->format] * (request->poor ? p->poor_relief : 1));
    s->help.supported_week[i] = (int16_t)step->world->week;
    s->help.supported_how[i] |= request->formal ? SUPPORT_FORMAL : SUPPORT_INFORMAL;
}

static void deepen_tie(const struct step *step, const struct request *request, const struct random_draw *after)
{
    struct world *world = step->world;
    struct ties *ties = &world->ties;
    const uint32_t *id = world->students.person.id;
    uint32_t i = request->receiver, j = request->giver;
    uint32_t own = tie_find(ties, i, id[j]), other = tie_find(ties, j, id[i]);
    if (own == TIE_NONE) {
        if (random_uniform(after->word[3]) < step->p->tie_chance)
            world_add_birth(world, id[i], id[j], TIE_SUPPORT);
        return;
    }
    int32_t hours = world->frozen ? 0 : fixed_from(step->p->hours);
    ties->banked[own] += hours;
    ties->banked[other] += hours;
    ties->cumulative[own] += hours;
    ties->cumulative[other] += hours;
    ties->good[own] = (uint8_t)(ties->good[own] + (!request->poor && ties->good[own] < UINT8_MAX));
    ties->broken[own] = (uint8_t)(ties->broken[own] + (request->breached && ties->broken[own] < UINT8_MAX));
}

static struct random_draw draw_after(const struct world *world, const struct request *request)
{
    const uint32_t *id = world->students.person.id;
    return random_draw(world->key, RANDOM_help_after, request->formal, world->week, id[request->giver], id[request->receiver]);
}

bool help_is_advised(const struct world *world, const struct help_parameters *p, const struct request *request)
{
    return request->formal && world->students.distress.level[request->receiver] != LEVEL_WELL &&
           random_uniform(draw_after(world, request).word[1]) < p->advice;
}

void help_hand_on_terms(const struct world *world, const struct help_parameters *p, const struct request *request,
                        double t[HAND_ON_TERMS])
{
    const struct students *s = &world->students;
    uint32_t i = request->receiver, j = request->giver;
    bool severe = s->distress.level[i] == LEVEL_SEVERE, emergency = s->distress.struck[i] & STRUCK_EMERGENCY;
    t[HAND_ON_BASE] = p->hand_on_base;
    t[HAND_ON_LITERACY] = p->hand_on_literacy * (double)s->traits.literacy[j];
    t[HAND_ON_CLARITY] = p->hand_on_clarity * (double)s->traits.boundary_clarity[j];
    t[HAND_ON_SEVERE] = severe ? p->hand_on_severe : 0;
    t[HAND_ON_FORMAL] = request->formal ? p->hand_on_formal : 0;
    t[HAND_ON_BOUNDARY] = request->formal && severe ? p->hand_on_boundary : 0;
    t[HAND_ON_ADVICE] = help_is_advised(world, p, request) ? p->hand_on_advice : 0;
    t[HAND_ON_EMERGENCY] = emergency ? p->hand_on_emergency : 0;
    t[HAND_ON_CONFIDENTIALITY] = emergency ? 0 : -(p->hand_on_confidentiality * (double)s->traits.confidentiality_worry[j]);
}

double help_hand_on_logit(const double t[HAND_ON_TERMS])
{
    double logit = t[0];
    for (int k = 1; k < HAND_ON_TERMS; k++)
        logit += t[k];
    return logit;
}

static bool hands_on(const struct step *step, const struct request *request, const struct random_draw *after)
{
    double terms[HAND_ON_TERMS];
    help_hand_on_terms(step->world, step->p, request, terms);
    return step->world->students.distress.level[request->receiver] != LEVEL_WELL &&
           random_logit(help_hand_on_logit(terms), after->word[0]);
}

/* The service that the giver names. One's own hospital is avoided, except in an emergency. */
static enum student_channel refer_to(const struct step *step, const struct request *request)
{
    const struct help_parameters *p = step->p;
    const struct world *world = step->world;
    const struct students *s = &world->students;
    uint32_t i = request->receiver, j = request->giver;
    bool emergency = s->distress.struck[i] & STRUCK_EMERGENCY;
    unsigned own = emergency ? 0 : s->seeking.own_sites[i] | s->seeking.own_sites[j];
    struct random_draw draw =
        random_draw(world->key, RANDOM_refer, request->formal, world->week, s->person.id[j], s->person.id[i]);
    double weights[] = {p->refer_faculty, p->refer_counselling, p->refer_gp};
    for (unsigned k = 0; k < 3; k++)
        weights[k] *= own & 1u << (PROFESSIONAL_FIRST + k) ? exp(-p->refer_avoid) : 1;
    int named = random_race(draw.word, weights, 3);
    return named < 0 ? CHANNEL_COUNSELLING : (enum student_channel)(PROFESSIONAL_FIRST + named);
}

static void choose_topic(const struct step *step, struct request *request)
{
    const struct help_parameters *p = step->p;
    const struct world *world = step->world;
    const uint32_t *id = world->students.person.id;
    uint32_t i = id[request->receiver], j = id[request->giver];
    const double weights[REQUEST_TOPICS] = {p->topic_studies, p->topic_placement, p->topic_career,   p->topic_relationships,
                                            p->topic_health,  p->topic_mood,      p->topic_finances, p->topic_other};
    struct random_draw draws[] = {random_draw(world->key, RANDOM_topic_a, request->formal, world->week, j, i),
                                  random_draw(world->key, RANDOM_topic_b, request->formal, world->week, j, i)};
    uint32_t words[REQUEST_TOPICS];
    for (int topic = 0; topic < REQUEST_TOPICS; topic++)
        words[topic] = draws[topic / 4].word[topic % 4];
    int topic = random_race(words, weights, REQUEST_TOPICS);
    request->topic = (uint8_t)(topic < 0 ? TOPIC_OTHER : topic);
}

static void hold(const struct step *step, struct request *request)
{
    struct world *world = step->world;
    const struct random_draw after = draw_after(world, request);
    request->stage |= REQUEST_HELD;
    choose_format(step, request);
    choose_topic(step, request);
    const int64_t minutes[] = {step->p->minutes_in_person, step->p->minutes_call, step->p->minutes_message};
    if (!request->formal)
        request->minutes = (uint16_t)minutes[request->format];
    request->breached = random_uniform(after.word[2]) < step->p->breach;
    bool advised = help_is_advised(world, step->p, request);
    world->events.advised += advised;
    relieve(step, request, advised);
    deepen_tie(step, request, &after);
    if (!hands_on(step, request, &after))
        return;
    request->referred = (uint8_t)refer_to(step, request);
    world->students.services.referral_inbox[request->receiver] |= (uint8_t)(1u << request->referred);
}

static size_t make_claims(const struct world *world, struct claim *claims)
{
    const struct students *s = &world->students;
    size_t count = 0;
    for (size_t k = 0; k < world->requests.count; k++) {
        struct request *request = &world->requests.at[k];
        if (!(request->stage & REQUEST_ACCEPTED))
            continue;
        uint32_t giver = s->person.id[request->giver], receiver = s->person.id[request->receiver];
        uint32_t rank = random_pair(world->key, RANDOM_rank, 0, world->week, giver, receiver).word[0];
        claims[count++] = (struct claim){
            giver, receiver, rank, request->formal, s->distress.level[request->receiver], request->starter, request};
    }
    return count;
}

void help_step(struct world *world, const struct help_parameters *p)
{
    struct step step = {.world = world, .p = p};
    fade(&step);
    struct claim *claims = malloc((world->requests.count + 1) * sizeof *claims);
    if (!claims) {
        world->failed = true;
        return;
    }
    size_t count = make_claims(world, claims);
    qsort(claims, count, sizeof *claims, compare_claims);
    int64_t taken = 0;
    for (size_t k = 0; k < count; k++) {
        bool same_giver = k && claims[k].giver_id == claims[k - 1].giver_id && claims[k].formal == claims[k - 1].formal;
        if (same_giver && claims[k].receiver_id == claims[k - 1].receiver_id)
            continue;
        taken = same_giver ? taken + 1 : 1;
        uint32_t giver = claims[k].request->giver;
        if (taken <= (claims[k].formal ? world->students.programme.capacity[giver] : p->per_week))
            hold(&step, claims[k].request);
    }
    free(claims);
}
