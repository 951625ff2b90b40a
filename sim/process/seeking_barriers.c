/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps 6-8, seeking: what draws student i to a channel of help c, and what keeps i from it (logits).
 *
 *   attraction  friend     friend_base + friend_severe [severe]
 *               supporter  supporter_base + supporter_severe [severe] + supporter_trust · T, T = programme.trust + trust_entry_i +
 *                          trust_i the trust in the programme (population.h, traits_trust.c)
 *               services   …_base + severe [severe] + literacy · literacy_i   (Faculty services, counselling, GP)
 *               outside    outside_base + severe [severe]
 *   against = Σ_b weight_b max(0, x_b) + avoid [c is at a site where i is or will be placed], b one of career, not_helpful,
 *             confidentiality, stigma, time. In an emergency confidentiality and avoidance count nothing (EVIDENCE row 6)
 *   x_b = Φ⁻¹(share_bc) + sqrt(lasting) person_b + sqrt(1 − lasting) own_bc + moved_bc              (SD; held if above 0)
 *
 * so that the share of students entering who hold barrier b towards c is the parameter share_bc (EVIDENCE row 15 has four of them).
 * person: career fear and anticipated stigma are the traits of those names, which education and disclosures move (traits.c); the others
 * are standard normals, draw barrier_person (STUDENT): words (0,1) not_helpful, confidentiality; first of (2,3) time. own: standard normals,
 * draw barrier (i, c): words (0,1) career, not_helpful; (2,3) confidentiality, stigma; repeat 1, first of (0,1), time. All
 * are drawn whenever they are asked for, as only few are: nothing is stored of them. moved:
 *   not_helpful      services: − taught_helps · (what education did to literacy); supporter: − trust · (programme.trust + trust_i)
 *   confidentiality  friend, supporter: + wariness_i (confidences broken, traits_trust.c); supporter: − trust likewise
 *   time             Faculty services, counselling: + placement_time on placement, outside breaks
 *
 * Following a referral to c: P = L(accept_base − against + accept_emergency [emergency this week]), L(x) = 1 / (1 + exp(−x)).
 */
#include "process/seeking.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#define SHARES(barrier)                                                                                                          \
    {                                                                                                                            \
        0, p->barrier##_friend, p->barrier##_supporter, p->barrier##_faculty, p->barrier##_counselling, p->barrier##_gp,         \
            p->barrier##_outside                                                                                                 \
    }

/* In the order of the channels. */
static double share_of(const struct seeking_parameters *p, enum seeking_barrier barrier, enum student_channel channel)
{
    const double shares[BARRIERS][CHANNELS] = {
        [BARRIER_CAREER] = SHARES(career),
        [BARRIER_NOT_HELPFUL] = SHARES(not_helpful),
        [BARRIER_CONFIDENTIALITY] = SHARES(confidentiality),
        [BARRIER_STIGMA] = SHARES(stigma),
        [BARRIER_TIME] = SHARES(time),
    };
    return shares[barrier][channel];
}

double seeking_held(double share, double lasting, double person, double own, double moved)
{
    return gsl_cdf_ugaussian_Pinv(share) + sqrt(lasting) * person + sqrt(1 - lasting) * own + moved;
}

/* Career and stigma are traits; of the others a draw. */
static void draw_person(const struct world *world, uint32_t row, double person[BARRIERS])
{
    const struct students *s = &world->students;
    struct random_draw draw = random_draw(world->key, RANDOM_barrier_person, 0, 0, s->person.id[row], 0);
    double first[2], second[2];
    random_normals(draw.word[0], draw.word[1], first);
    random_normals(draw.word[2], draw.word[3], second);
    person[BARRIER_CAREER] = (double)s->traits.career_fear[row];
    person[BARRIER_NOT_HELPFUL] = first[0];
    person[BARRIER_CONFIDENTIALITY] = first[1];
    person[BARRIER_STIGMA] = (double)s->traits.stigma_anticipated[row];
    person[BARRIER_TIME] = second[0];
}

static void draw_own(const struct world *world, uint32_t row, enum student_channel channel, double own[BARRIERS + 1])
{
    uint32_t id = world->students.person.id[row];
    struct random_draw draw = random_draw(world->key, RANDOM_barrier, 0, 0, id, channel),
                       more = random_draw(world->key, RANDOM_barrier, 1, 0, id, channel);
    random_normals(draw.word[0], draw.word[1], &own[BARRIER_CAREER]);
    random_normals(draw.word[2], draw.word[3], &own[BARRIER_CONFIDENTIALITY]);
    random_normals(more.word[0], more.word[1], &own[BARRIER_TIME]);
}

static double moved_of(const struct world *world, const struct seeking_parameters *p, enum seeking_barrier barrier, uint32_t row,
                       enum student_channel channel)
{
    const struct students *s = &world->students;
    double trusted = channel == CHANNEL_SUPPORTER ? p->trust * (world->mean_trust + (double)s->traits.trust[row]) : 0;
    bool campus_service = channel == CHANNEL_FACULTY || channel == CHANNEL_COUNSELLING;
    bool peers = channel == CHANNEL_FRIEND || channel == CHANNEL_SUPPORTER;
    switch (barrier) {
    case BARRIER_NOT_HELPFUL:
        return -trusted - (student_channel_is_professional((int)channel)
                               ? p->taught_helps * (double)s->traits.taught[TAUGHT_LITERACY][row]
                               : 0);
    case BARRIER_CONFIDENTIALITY:
        return (peers ? (double)s->traits.wariness[row] : 0) - trusted;
    case BARRIER_TIME:
        return campus_service && s->calendar.phase[row] == CALENDAR_PLACEMENT && s->calendar.season[row] != CALENDAR_BREAK
                   ? p->placement_time
                   : 0;
    default:
        return 0;
    }
}

void seeking_barriers(const struct world *world, const struct seeking_parameters *p, uint32_t row, enum student_channel channel,
                      double held[BARRIERS])
{
    double person[BARRIERS], own[BARRIERS + 1];
    draw_person(world, row, person);
    draw_own(world, row, channel, own);
    for (int b = 0; b < BARRIERS; b++) {
        enum seeking_barrier barrier = (enum seeking_barrier)b;
        held[b] =
            seeking_held(share_of(p, barrier, channel), p->lasting, person[b], own[b], moved_of(world, p, barrier, row, channel));
    }
}

void seeking_against(const struct world *world, const struct seeking_parameters *p, uint32_t row, enum student_channel channel,
                     double terms[SEEKING_TERMS])
{
    const struct students *s = &world->students;
    const double weight[BARRIERS] = {p->career_weight, p->not_helpful_weight, p->confidentiality_weight, p->stigma_weight,
                                     p->time_weight};
    bool emergency = s->distress.struck[row] & STRUCK_EMERGENCY;
    seeking_barriers(world, p, row, channel, terms);
    for (int b = 0; b < BARRIERS; b++)
        terms[b] = weight[b] * fmax(0, terms[b]);
    terms[SEEKING_AVOIDED] = s->seeking.own_sites[row] & 1u << channel ? p->avoid : 0;
    if (emergency)
        terms[BARRIER_CONFIDENTIALITY] = terms[SEEKING_AVOIDED] = 0;
}

double seeking_sum_against(const struct world *world, const struct seeking_parameters *p, uint32_t row,
                           enum student_channel channel)
{
    double terms[SEEKING_TERMS], sum = 0;
    seeking_against(world, p, row, channel, terms);
    for (int k = 0; k < SEEKING_TERMS; k++)
        sum += terms[k];
    return sum;
}

double seeking_attraction(const struct world *world, const struct seeking_parameters *p, uint32_t row,
                          enum student_channel channel)
{
    const struct students *s = &world->students;
    bool severe = s->distress.level[row] == LEVEL_SEVERE;
    double worse = severe ? p->severe : 0, knows = p->literacy * (double)s->traits.literacy[row];
    switch (channel) {
    case CHANNEL_FRIEND:
        return p->friend_base + (severe ? p->friend_severe : 0);
    case CHANNEL_SUPPORTER:
        return p->supporter_base + (severe ? p->supporter_severe : 0) +
               p->supporter_trust * (world->mean_trust + (double)s->person.trust_entry[row] + (double)s->traits.trust[row]);
    case CHANNEL_FACULTY:
        return p->faculty_base + worse + knows;
    case CHANNEL_COUNSELLING:
        return p->counselling_base + worse + knows;
    case CHANNEL_GP:
        return p->gp_base + worse + knows;
    case CHANNEL_OUTSIDE:
        return p->outside_base + worse;
    default:
        return 0;
    }
}

double seeking_accept(const struct world *world, const struct seeking_parameters *p, uint32_t row, enum student_channel channel)
{
    bool emergency = world->students.distress.struck[row] & STRUCK_EMERGENCY;
    return p->accept_base - seeking_sum_against(world, p, row, channel) + (emergency ? p->accept_emergency : 0);
}
