/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps 6-8: seeking. After friends have offered (support.c) and supporters have approached (programme.c), each distressed student
 * turns to one channel or to nobody: friend, supporter, Faculty services and staff, university counselling, GP, outside (family and
 * others), nobody. An exponential race, one draw a channel (ask and seek, STUDENT); weight of channel c, that of nobody is 1:
 *
 *   weight_c = exp(attraction_c − against_c)                                                        (seeking_barriers.c)
 *
 * Candidates: friend for who has a tie and accepted no offer this week; supporter if one has capacity, not for who is on duty; services
 * for who is neither in care nor waiting; outside and nobody always. A channel whose time cannot beat the best so far at weight
 * exp(attraction) is not looked at further, as against >= 0.
 *
 * What comes of it: friend support.c (asking), supporter programme_drop_in.c, services services.c, outside help.c.
 *
 * Following (after help): of the services that i was referred to this week, Faculty services, counselling, GP in this order, the first that
 * i follows, each with P (seeking_barriers.c), draw queue (STUDENT) words 1, 2, 3.
 *
 * own_sites: bits of the services at a site where i is this week or in a week to come of the year (world/ahead.h); 0 without such sites.
 *
 * Reads answered, capacity, role, care, referral_inbox. Writes sought (this week's channel), sought_how (bits, in this episode; cleared for
 * the well), follows, own_sites.
 */
#include "process/seeking.h"

#include <math.h>

#include "world/ahead.h"

#define PARAMETER_OWNER seeking_parameters
PARAMETER_TABLE(seeking, SEEKING_PARAMETERS);

struct step {
    struct world *world;
    const struct seeking_parameters *p;
    bool supporters;          /* one has capacity */
    double most[2][CHANNELS]; /* exp(attraction) but for literacy and trust, without and with severe */
};

/* Not below exp(x), and cheaper for the x of most. */
static double exp_at_most(double x)
{
    return x > 1.7 ? exp(x) : 1.001 + x + x * x;
}

/* What literacy or trust adds to the attraction of a channel, as a factor that is not below its own. */
static double own_at_most(const struct step *step, uint32_t i, enum student_channel channel)
{
    const struct students *s = &step->world->students;
    if (channel == CHANNEL_SUPPORTER)
        return step->p->supporter_trust > 0 ? INFINITY : 1;
    return student_channel_is_professional((int)channel) ? exp_at_most(step->p->literacy * (double)s->traits.literacy[i]) : 1;
}

static bool is_candidate(const struct step *step, uint32_t i, enum student_channel channel)
{
    const struct students *s = &step->world->students;
    if (channel == CHANNEL_FRIEND)
        return !s->support.answered[i] && step->world->ties.row[i].count > 0;
    if (channel == CHANNEL_SUPPORTER)
        return step->supporters && s->programme.role[i] != ROLE_ON_DUTY;
    return !student_channel_is_professional((int)channel) || s->services.care[i] == CARE_NONE;
}

static enum student_channel choose_channel(const struct step *step, uint32_t i)
{
    const struct world *world = step->world;
    uint32_t id = world->students.person.id[i];
    struct random_draw ask = random_draw(world->key, RANDOM_ask, 0, world->week, id, 0);
    struct random_draw seek = random_draw(world->key, RANDOM_seek, 0, world->week, id, 0);
    const uint32_t word[CHANNELS] = {ask.word[3], ask.word[0],  ask.word[2], seek.word[0],
                                     ask.word[1], seek.word[1], seek.word[2]};
    const double *most = step->most[world->students.distress.level[i] == LEVEL_SEVERE];
    enum student_channel winner = CHANNEL_NOBODY;
    double soonest = -log(random_uniform(word[CHANNEL_NOBODY]));
    for (int c = CHANNEL_FRIEND; c < CHANNELS; c++) {
        enum student_channel channel = (enum student_channel)c;
        double u = random_uniform(word[c]);
        if (!is_candidate(step, i, channel))
            continue;
        if (1 - u >= soonest * most[c] * own_at_most(step, i, channel)) /* -log(u) >= 1 - u */
            continue;
        double attraction = seeking_attraction(world, step->p, i, channel);
        double time = -log(u) / exp(attraction - seeking_sum_against(world, step->p, i, channel));
        if (time < soonest) {
            soonest = time;
            winner = channel;
        }
    }
    return winner;
}

static bool stands_at(const struct ahead *ahead, uint32_t row, int64_t site)
{
    for (int k = 0; k < ahead->weeks; k++)
        if (ahead->place[(size_t)row * (size_t)ahead->weeks + (size_t)k] == site - 1)
            return true;
    return false;
}

/* Which services are where each student is or will be. */
static void mark_own_sites(struct world *world, const struct seeking_parameters *p)
{
    const int64_t site[CHANNELS] = {
        [CHANNEL_FACULTY] = p->faculty_site, [CHANNEL_COUNSELLING] = p->counselling_site, [CHANNEL_GP] = p->gp_site};
    uint8_t *own = world->students.seeking.own_sites;
    struct ahead ahead = {0};
    bool any = p->faculty_site + p->counselling_site + p->gp_site > 0;
    if (any && ahead_init(&ahead, world) != KITH_OK) {
        world->failed = true;
        return;
    }
    for (uint32_t row = 0; row < world->rows; row++) {
        own[row] = 0;
        for (int c = PROFESSIONAL_FIRST; any && c <= PROFESSIONAL_LAST; c++)
            own[row] |= (uint8_t)(site[c] > 0 && stands_at(&ahead, row, site[c]) ? 1u << c : 0);
    }
    ahead_clear(&ahead);
}

static void seek(const struct step *step, uint32_t i)
{
    struct students *s = &step->world->students;
    s->seeking.sought[i] = CHANNEL_NOBODY;
    if (!s->person.enrolled[i] || s->distress.level[i] == LEVEL_WELL) {
        s->seeking.sought_how[i] = 0;
        return;
    }
    s->seeking.sought[i] = (uint8_t)choose_channel(step, i);
    if (s->seeking.sought[i] != CHANNEL_NOBODY)
        s->seeking.sought_how[i] |= (uint8_t)(1u << s->seeking.sought[i]);
}

void seeking_step(struct world *world, const struct seeking_parameters *p)
{
    struct step step = {.world = world, .p = p};
    const double base[CHANNELS] = {0,          p->friend_base, p->supporter_base, p->faculty_base, p->counselling_base,
                                   p->gp_base, p->outside_base};
    const double severe[CHANNELS] = {0, p->friend_severe, p->supporter_severe, p->severe, p->severe, p->severe, p->severe};
    for (int c = 0; c < CHANNELS; c++) {
        step.most[0][c] = 1.001 * exp(base[c]);
        step.most[1][c] = 1.001 * exp(base[c] + severe[c]);
    }
    for (uint32_t row = 0; row < world->rows && !step.supporters; row++)
        step.supporters = world->students.programme.capacity[row] > 0;
    mark_own_sites(world, p);
#pragma omp parallel for schedule(static) if (world->parallel)
    for (uint32_t row = 0; row < world->rows; row++)
        seek(&step, row);
}

static enum student_channel follow(const struct world *world, const struct seeking_parameters *p, uint32_t row,
                                   unsigned referrals)
{
    struct random_draw draw = random_draw(world->key, RANDOM_queue, 0, world->week, world->students.person.id[row], 0);
    for (int c = PROFESSIONAL_FIRST; c <= PROFESSIONAL_LAST; c++)
        if (referrals & 1u << c &&
            random_logit(seeking_accept(world, p, row, (enum student_channel)c), draw.word[1 + c - PROFESSIONAL_FIRST]))
            return (enum student_channel)c;
    return CHANNEL_NOBODY;
}

/* Referrals are few: serial. */
void seeking_follow(struct world *world, const struct seeking_parameters *p)
{
    const uint8_t *referrals = world->students.services.referral_inbox;
    for (uint32_t row = 0; row < world->rows; row++)
        world->students.seeking.follows[row] = (uint8_t)(referrals[row] ? follow(world, p, row, referrals[row]) : CHANNEL_NOBODY);
}
