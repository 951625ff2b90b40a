/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looks at the programme's part of a person's week, after its step: who approached on duty, and what the person weighed; the supporter
 * to whom the person is assigned, who may get in touch without having noticed anything; supporters who pause at the boundary of
 * their role. Ties, trust and levels are still as the step found them.
 */
#include <math.h>

#include "experiment/trace.h"

static struct trace_outreach outreach_of(const struct world *world, const struct programme_parameters *p, uint32_t row,
                                         uint32_t supporter)
{
    bool severe = world->students.distress.level[row] == LEVEL_SEVERE;
    return (struct trace_outreach){.chance = -expm1(-programme_outreach_rate(world, p, row, supporter)),
                                   .by_severity = severe ? p->outreach_severe : 1,
                                   .by_training = exp((double)world->students.traits.taught[TAUGHT_REACHING][supporter])};
}

static void look_at_assigned(struct trace_week *week, const struct world *world, const struct programme_parameters *p,
                             uint32_t row)
{
    const struct students *s = &world->students;
    uint32_t id = s->programme.assigned[row], supporter = id == ID_NONE ? ROW_NONE : world_row(world, id);
    week->duty.assigned = supporter != ROW_NONE && s->programme.role[supporter] != ROLE_NONE;
    if (!week->duty.assigned)
        return;
    week->duty.supporter = trace_other_of(world, supporter, tie_find(&world->ties, row, id), 0);
    week->duty.paused = s->programme.role[supporter] == ROLE_PAUSED;
    week->duty.available = s->programme.capacity[supporter] > 0;
    week->duty.boundary = programme_boundary(world, p, supporter);
    week->duty.outreach = outreach_of(world, p, row, supporter);
}

bool trace_look_at_duty(struct trace_week *week, const struct world *world, const struct week_parameters *all, uint32_t row)
{
    const struct programme_parameters *p = &all->programme;
    if (!trace_look_at_requests(week, world, all, row))
        return false;
    look_at_assigned(week, world, p, row);
    for (size_t k = 0; k < week->contacts; k++) {
        struct trace_contact *contact = &week->contact[k];
        uint32_t giver = contact->request.giver;
        contact->paused = world->students.programme.role[giver] == ROLE_PAUSED;
        contact->boundary = programme_boundary(world, p, giver);
        contact->outreach = outreach_of(world, p, row, giver);
        programme_approach_terms(world, p, row, contact->request.tie, contact->approach);
    }
    return true;
}
