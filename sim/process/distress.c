/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Step 4: simulated distress (screen-positive on an instrument such as PHQ-9 ≥ 10). Competing hazards, weekly; all from
 * start-of-step levels.
 *
 *   well → distressed    onset · exp(frailty_effect · frailty) · stressors · influence
 *   distressed → well    W(t) · exp(relief_effect · relief) · (care_effect if in care) · healthy, t = weeks already completed
 *                        in the episode = week − 1 − since_week, W(t) = ((t + 1)/λ)^k − (t/λ)^k, k = recovery_shape, λ =
 *                        recovery_weeks · exp(recovery_frailty · frailty)
 *   distressed → severe  worsening
 *   severe → distressed  easing · exp(relief_effect · relief) · (care_effect if in care); the severe recover by way of
 *                        distressed, and t runs on
 *
 * Stressors multiply: stress_exam in exam weeks; stress_placement on placement outside breaks; stress_alone with them if no
 * other seat is at the site (wide group of 1); stress_transition while week − phase_week < transition_weeks; incident_effect
 * for each incident of the week. Incidents: person, draw distress (STUDENT) word 2; small group, draw incident_team (STUDENT:
 * the group's first in order) word 0, outside breaks, groups of 2 or more; site, draw incident_site (GROUP: the site's
 * number) word 0, those at a site. Each strikes if u < 1 − exp(−rate). Emergency: the severe, draw distress word 3.
 *
 * Influence (over ties; s strength; d distressed or severe, h well friends with banked hours ≥ friend_at):
 *   none             1
 *   per_contact      1 + influence_ratio · Σ_d weight; weight s, or 1 for ties with banked hours ≥ friend_at and 0 for others
 *                    (count)
 *   healthy_friends  onset · 2^−min(h / healthy_onset_friends, 1); recovery · 2^min(h / healthy_recovery_friends, 1)
 *
 * Draw distress (STUDENT): something happens if u0 < 1 − exp(−Σ hazards); for the distressed it is recovery if u1 · Σ <
 * recovery, else worsening.
 * For most of the well the draw is above any onset that friends could bring about; their friends are not looked at.
 * Reads ties, relief, care, calendar. Writes level, since_week, struck.
 */
#include "process/distress.h"

#include <math.h>

#include "world/placement.h"

#define PARAMETER_OWNER distress_parameters
PARAMETER_TABLE(distress, DISTRESS_PARAMETERS);

const char *const distress_influence_names[] = {"none", "per_contact", "healthy_friends", NULL};
const char *const distress_weight_names[] = {"strength", "count", NULL};

double distress_recovery_hazard(double shape, double scale, double weeks)
{
    return pow((weeks + 1) / scale, shape) - pow(weeks / scale, shape);
}

struct step {
    struct world *world;
    const struct distress_parameters *p;
};

/* What friends' levels do to this student's hazards. */
struct influence {
    double onset, recovery;
};

static struct influence influence_none(const struct world *world, const struct distress_parameters *p, uint32_t row)
{
    (void)world;
    (void)p;
    (void)row;
    return (struct influence){1, 1};
}

static struct influence influence_per_contact(const struct world *world, const struct distress_parameters *p, uint32_t row)
{
    const struct ties *ties = &world->ties;
    double weight = 0;
    for (uint32_t slot = ties->row[row].offset, end = slot + ties->row[row].count; slot < end; slot++) {
        if (world->students.distress.level[world_row(world, ties->peer[slot])] == LEVEL_WELL)
            continue;
        weight +=
            p->influence_weight == WEIGHT_STRENGTH ? tie_strength(ties->banked[slot]) : ties->banked[slot] >= world->friend_at;
    }
    return (struct influence){1 + p->influence_ratio * weight, 1};
}

static struct influence influence_healthy_friends(const struct world *world, const struct distress_parameters *p, uint32_t row)
{
    const struct ties *ties = &world->ties;
    int well = 0;
    for (uint32_t slot = ties->row[row].offset, end = slot + ties->row[row].count; slot < end; slot++)
        well += ties->banked[slot] >= world->friend_at &&
                world->students.distress.level[world_row(world, ties->peer[slot])] == LEVEL_WELL;
    return (struct influence){exp2(-fmin(well / p->healthy_onset_friends, 1)), exp2(fmin(well / p->healthy_recovery_friends, 1))};
}

static struct influence (*const influences[])(const struct world *, const struct distress_parameters *,
                                              uint32_t) = {influence_none, influence_per_contact, influence_healthy_friends};

/* A bound of the effect on onset that needs no look at friends: no contact weighs more than 1, and well friends only protect. */
static double most_influence(const struct world *world, const struct distress_parameters *p, uint32_t row)
{
    bool contacts = p->influence == INFLUENCE_PER_CONTACT;
    return contacts ? 1 + p->influence_ratio * world->ties.row[row].count : 1;
}

/* The words of the draws of a span of rows; sites: those of the places at which they are. */
struct words {
    uint32_t own[4][WORLD_SPAN], site[WORLD_SPAN];
};

static void draw_span(const struct step *step, uint32_t span, struct words *words)
{
    const struct world *world = step->world;
    uint32_t place[WORLD_SPAN] = {0}, count, first = world_span(world, span, &count);
    world_draw_span(world, RANDOM_distress, span,
                    &(struct random_lanes){{words->own[0], words->own[1], words->own[2], words->own[3]}});
    for (uint32_t k = 0; k < count; k++)
        place[k] = (uint32_t)world->students.calendar.place[first + k];
    if (step->p->incident_site > 0)
        random_pairs(world->key, RANDOM_incident_site, world->week, place, NULL, count, &(struct random_lanes){{words->site}});
}

/* Incidents of a small group, if this row is its first in order. */
static void strike_team(const struct step *step, uint32_t leader)
{
    const struct world *world = step->world;
    const struct groups *small = &world->groups[GROUP_SMALL];
    uint32_t first = small->seat[leader].first, size = small->seat[leader].size;
    if (size < 2 || small->seat[leader].position != first)
        return;
    uint32_t id = world->students.person.id[leader];
    if (!random_rate(step->p->incident_team, random_draw(world->key, RANDOM_incident_team, 0, world->week, id, 0).word[0]))
        return;
    for (uint32_t at = first; at < first + size; at++)
        if (world->students.person.enrolled[small->order[at]] && world->students.calendar.place[small->order[at]] != PLACE_AWAY)
            world->students.distress.struck[small->order[at]] = STRUCK_TEAM;
}

static uint8_t struck_by(const struct step *step, uint32_t row, const struct words *words)
{
    const struct students *s = &step->world->students;
    const struct distress_parameters *p = step->p;
    uint32_t k = row % WORLD_SPAN;
    unsigned struck = s->distress.struck[row];
    if (random_rate(p->incident_person, words->own[2][k]))
        struck |= STRUCK_PERSON;
    if (p->incident_site > 0 && s->calendar.place[row] >= 0 && random_rate(p->incident_site, words->site[k]))
        struck |= STRUCK_SITE;
    if (s->distress.level[row] == LEVEL_SEVERE && random_rate(p->emergency, words->own[3][k]))
        struck |= STRUCK_EMERGENCY;
    return (uint8_t)struck;
}

static void find_stressors(const struct world *world, const struct distress_parameters *p, uint32_t row, unsigned struck,
                           bool present[STRESSORS])
{
    const struct students *s = &world->students;
    present[STRESSOR_EXAM] = s->calendar.season[row] == CALENDAR_EXAM;
    present[STRESSOR_PLACEMENT] = s->calendar.place[row] >= 0;
    present[STRESSOR_ALONE] = s->calendar.place[row] >= 0 && placement_is_alone(world, row);
    present[STRESSOR_TRANSITION] = world->week - s->calendar.phase_week[row] < p->transition_weeks;
    present[STRESSOR_PERSON] = struck & STRUCK_PERSON;
    present[STRESSOR_TEAM] = struck & STRUCK_TEAM;
    present[STRESSOR_SITE] = struck & STRUCK_SITE;
}

void distress_stressors(const struct world *world, const struct distress_parameters *p, uint32_t row, unsigned struck,
                        double factor[STRESSORS], bool present[STRESSORS])
{
    const double size[STRESSORS] = {p->stress_exam,     p->stress_placement, p->stress_alone,   p->stress_transition,
                                    p->incident_effect, p->incident_effect,  p->incident_effect};
    find_stressors(world, p, row, struck, present);
    for (int k = 0; k < STRESSORS; k++)
        factor[k] = present[k] ? size[k] : 1;
}

static double stressors(const struct step *step, uint32_t row, unsigned struck)
{
    double factor[STRESSORS], product = 1;
    bool present[STRESSORS];
    distress_stressors(step->world, step->p, row, struck, factor, present);
    for (int k = 0; k < STRESSORS; k++)
        product *= factor[k];
    return product;
}

double distress_friends_factor(const struct world *world, const struct distress_parameters *p, uint32_t row)
{
    return influences[p->influence](world, p, row).onset;
}

double distress_help_factor(const struct world *world, const struct distress_parameters *p, uint32_t row)
{
    double care = world->students.services.care[row] == CARE_RECEIVING ? p->care_effect : 1;
    return exp(p->relief_effect * (double)world->students.help.relief[row]) * care;
}

static enum student_level next_level(const struct step *step, uint32_t row, unsigned struck, const uint32_t word[2])
{
    const struct students *s = &step->world->students;
    const struct distress_parameters *p = step->p;
    enum student_level level = (enum student_level)s->distress.level[row];
    double frailty = (double)s->person.frailty[row];
    if (level == LEVEL_SEVERE)
        return random_rate(p->easing * distress_help_factor(step->world, step->p, row), word[0]) ? LEVEL_DISTRESSED
                                                                                                 : LEVEL_SEVERE;
    if (level == LEVEL_WELL) {
        double onset = p->onset * exp(p->frailty_effect * frailty) * stressors(step, row, struck);
        /* With a margin for rounding. */
        if (random_uniform(word[0]) > 1.001 * onset * most_influence(step->world, p, row))
            return LEVEL_WELL;
        return random_rate(onset * influences[p->influence](step->world, p, row).onset, word[0]) ? LEVEL_DISTRESSED : LEVEL_WELL;
    }
    struct influence influence = influences[p->influence](step->world, p, row);
    double scale = p->recovery_weeks * exp(p->recovery_frailty * frailty);
    double weeks = (double)(step->world->week - 1 - s->distress.since_week[row]);
    double recovery = distress_recovery_hazard(p->recovery_shape, scale, weeks) *
                      distress_help_factor(step->world, step->p, row) * influence.recovery;
    double total = recovery + p->worsening;
    if (!random_rate(total, word[0]))
        return LEVEL_DISTRESSED;
    return random_uniform(word[1]) * total < recovery ? LEVEL_WELL : LEVEL_SEVERE;
}

static void decide(const struct step *step, uint32_t span)
{
    struct students *s = &step->world->students;
    uint32_t count, first = world_span(step->world, span, &count);
    struct words words;
    draw_span(step, span, &words);
    for (uint32_t k = 0; k < count; k++) {
        uint32_t row = first + k;
        if (!s->person.enrolled[row])
            continue;
        s->distress.struck[row] = struck_by(step, row, &words);
        const uint32_t word[2] = {words.own[0][k], words.own[1][k]};
        s->distress.next_level[row] = (uint8_t)next_level(step, row, s->distress.struck[row], word);
    }
}

/* Swaps the levels in and counts what happened. */
static void settle(struct world *world)
{
    struct students *s = &world->students;
    struct world_week_events *events = &world->events;
    for (uint32_t row = 0; row < world->rows; row++) {
        if (!s->person.enrolled[row])
            continue;
        int before = s->distress.level[row], after = s->distress.next_level[row];
        unsigned struck = s->distress.struck[row];
        events->incidents += (struck & (STRUCK_PERSON | STRUCK_TEAM | STRUCK_SITE)) != 0;
        events->emergencies += (struck & STRUCK_EMERGENCY) != 0;
        s->distress.level[row] = (uint8_t)after;
        if (before == after)
            continue;
        events->onsets += before == LEVEL_WELL;
        events->recoveries += after == LEVEL_WELL;
        events->worsenings += after == LEVEL_SEVERE;
        events->easings += before == LEVEL_SEVERE;
        if (before == LEVEL_WELL)
            s->distress.since_week[row] = (int16_t)world->week;
        else if (after == LEVEL_WELL)
            s->distress.since_week[row] = WEEK_NEVER;
    }
}

void distress_step(struct world *world, const struct distress_parameters *p)
{
    struct step step = {.world = world, .p = p};
    for (uint32_t row = 0; row < world->rows; row++)
        if (world->students.person.enrolled[row])
            world->students.distress.struck[row] = 0;
#pragma omp parallel for schedule(static) if (world->parallel)
    for (uint32_t row = 0; row < world->rows; row++)
        strike_team(&step, row);
#pragma omp parallel for schedule(static) if (world->parallel)
    for (uint32_t span = 0; span < world_spans(world); span++)
        decide(&step, span);
    settle(world);
}
