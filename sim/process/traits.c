/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Step 10: traits.
 *
 *   training ← training · 2^(−1 / training_half_life) + training_inbox; each of literacy, boundary clarity, self-efficacy and
 *   public stigma moves by train_… × the change of training, so that what training did fades with it
 *   taught_k ← taught_k · 2^(−1 / education_half_life) + presence · m_k for each k that education moves, m
 * this week's lesson (education.c); trait k moves by the change of taught_k, so that sessions add up and what they did
 * fades with them; reaching out has no trait, outreach goes by taught_k. Until the run's first lesson nothing is done.
 *   empathy, self-efficacy, public stigma += gain × encounters given this week
 *   anticipated stigma of the receiver += stigma_received for each encounter held this week
 *   trust in the programme: traits_trust.c
 *   collegial norm += facilitated_norm × (days of the week at facilitated places) / 5
 * An encounter is a disclosure met among friends: it moves the giver's public stigma (stigma_change) and, struggling
 * together, the receiver's anticipated stigma (EVIDENCE row 7).
 * Traits and taught stay within ±6 SD; what a bound cut off is lost. In this order: education, facilitated places, training and encounters given,
 * encounters received. Reads given_week, requests, presence, lessons and this week's places; reads and clears training_inbox.
 */
#include "process/traits.h"

#include <math.h>

#include "world/placement.h"

#define PARAMETER_OWNER traits_parameters
PARAMETER_TABLE(traits, TRAITS_PARAMETERS);

static void move(float *trait, double change)
{
    *trait = (float)fmin(6, fmax(-6, (double)*trait + change));
}

/* The column of a trait that education moves; NULL if it is none. */
static float *column_of(const struct students *s, enum student_taught trait)
{
    float *const columns[TAUGHT_TRAITS] = {
        [TAUGHT_LITERACY] = s->traits.literacy,           [TAUGHT_CLARITY] = s->traits.boundary_clarity,
        [TAUGHT_SELF_EFFICACY] = s->traits.self_efficacy, [TAUGHT_NORM] = s->traits.collegial_norm,
        [TAUGHT_STIGMA_PUBLIC] = s->traits.stigma_public, [TAUGHT_STIGMA_ANTICIPATED] = s->traits.stigma_anticipated,
        [TAUGHT_CAREER_FEAR] = s->traits.career_fear,     [TAUGHT_WORRY] = s->traits.confidentiality_worry,
    };
    return columns[trait];
}

static void learn(struct world *world, double kept, uint32_t row)
{
    struct students *s = &world->students;
    const struct lesson *lesson = world_lesson(world, row);
    for (int k = 0; k < TAUGHT_TRAITS; k++) {
        float *taught = &s->traits.taught[k][row];
        double before = (double)*taught;
        *taught = (float)(before * kept);
        move(taught, (double)s->encounters.presence[row] * lesson->moves[k]);
        float *trait = column_of(s, (enum student_taught)k);
        if (trait)
            move(&trait[row], (double)*taught - before);
    }
}

static void develop(struct world *world, const struct traits_parameters *p, double kept, uint32_t row)
{
    struct students *s = &world->students;
    double before = (double)s->traits.training[row], given = s->help.given_week[row];
    float after = (float)(before * kept + (double)s->traits.training_inbox[row]);
    double change = (double)after - before;
    int facilitated = placement_facilitated_days(world, row);
    if (facilitated > 0)
        move(&s->traits.collegial_norm[row], p->facilitated_norm * facilitated / WEEK_WORKDAYS);
    s->traits.training[row] = after;
    s->traits.training_inbox[row] = 0;
    if (change == 0 && given == 0)
        return;
    move(&s->traits.literacy[row], p->train_literacy * change);
    move(&s->traits.boundary_clarity[row], p->train_clarity * change);
    move(&s->traits.self_efficacy[row], p->train_self_efficacy * change + p->self_efficacy_gain * given);
    move(&s->traits.stigma_public[row], p->train_stigma * change + p->stigma_change * given);
    move(&s->traits.empathy[row], p->empathy_gain * given);
}

/* Encounters are few, and one student may receive several: serial. */
static void receive(struct world *world, const struct traits_parameters *p)
{
    for (size_t k = 0; k < world->requests.count; k++) {
        const struct request *request = &world->requests.at[k];
        if (request->stage & REQUEST_HELD)
            move(&world->students.traits.stigma_anticipated[request->receiver], p->stigma_received);
    }
}

void traits_step(struct world *world, const struct traits_parameters *p)
{
    double kept = exp2(-1 / p->training_half_life), taught_kept = exp2(-1 / p->education_half_life);
#pragma omp parallel for schedule(static) if (world->parallel)
    for (uint32_t row = 0; row < world->rows; row++) {
        if (!world->students.person.enrolled[row])
            continue;
        if (world->taught)
            learn(world, taught_kept, row);
        develop(world, p, kept, row);
    }
    if (p->stigma_received != 0)
        receive(world, p);
    traits_move_trust(world, p);
}
