/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Step 10: traits.
 *
 *   training ← training · 2^(−1 / training_half_life) + training_inbox; each of literacy, boundary clarity, self-efficacy and
 *   public stigma moves by train_… × the change of training, so that what training did fades with it
 *   empathy, self-efficacy, public stigma += gain × encounters given this week
 *   collegial norm += facilitated_norm × (days of the week at facilitated places) / 5
 * Traits stay within ±6 SD. Reads given_week and this week's places; reads and clears training_inbox.
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

void traits_step(struct world *world, const struct traits_parameters *p)
{
    double kept = exp2(-1 / p->training_half_life);
#pragma omp parallel for schedule(static) if (world->parallel)
    for (uint32_t row = 0; row < world->rows; row++)
        if (world->students.person.enrolled[row])
            develop(world, p, kept, row);
}
