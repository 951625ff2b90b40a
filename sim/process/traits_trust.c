/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Step 10, traits: trust in the programme (EVIDENCE row 9: mistrust of the school, authority, fear of disclosure), in SD of students
 * at entry. A student's trust is trust_entry, which stays, + trust, which experience moves:
 *
 *   trust ← trust · 2^(−1 / trust_half_life) + trust_inbox, within ±6
 *   trust_inbox of who received a formal encounter this week: trust_good if it was not poor and no confidence was broken;
 *     trust_poor if it was poor; + trust_breach if a confidence was broken
 *   trust_inbox of each friend (banked >= friend_at) of someone whose confidence was broken in one: trust_heard. It goes no further.
 *
 * Wariness of confiding in fellow students (seeking_barriers.c): wariness ← min(6, wariness · 2^(−1 / wary_half_life) + wary_breach ·
 * confidences of one's own broken this week), whoever broke them.
 *
 * The inbox is fixed point, so that the order in which several add to it does not matter. No draws. What trust does: programme.c.
 */
#include "process/traits.h"

#include <math.h>

#include "base/fixed.h"

static void tell_friends(struct world *world, uint32_t row, int32_t heard)
{
    const struct ties *ties = &world->ties;
    for (uint32_t slot = ties->row[row].offset, end = slot + ties->row[row].count; slot < end; slot++)
        if (ties->banked[slot] >= world->friend_at)
            world->students.traits.trust_inbox[world_row(world, ties->peer[slot])] += heard;
}

/* Encounters are few: serial. */
static void grow_wary(struct world *world, const struct traits_parameters *p)
{
    float *wariness = world->students.traits.wariness;
    for (size_t k = 0; k < world->requests.count; k++) {
        const struct request *request = &world->requests.at[k];
        if (request->breached)
            wariness[request->receiver] = (float)fmin(6, (double)wariness[request->receiver] + p->wary_breach);
    }
}

static void fill_inboxes(struct world *world, const struct traits_parameters *p)
{
    int32_t good = fixed_from(p->trust_good), poor = fixed_from(p->trust_poor), breach = fixed_from(p->trust_breach),
            heard = fixed_from(p->trust_heard);
    for (size_t k = 0; k < world->requests.count; k++) {
        const struct request *request = &world->requests.at[k];
        if (!request->formal || !(request->stage & REQUEST_HELD))
            continue;
        int32_t met = request->poor ? poor : request->breached ? 0 : good;
        world->students.traits.trust_inbox[request->receiver] += met + (request->breached ? breach : 0);
        if (request->breached)
            tell_friends(world, request->receiver, heard);
    }
}

void traits_move_trust(struct world *world, const struct traits_parameters *p)
{
    struct students *s = &world->students;
    double kept = exp2(-1 / p->trust_half_life), wary = exp2(-1 / p->wary_half_life);
    fill_inboxes(world, p);
#pragma omp parallel for schedule(static) if (world->parallel)
    for (uint32_t row = 0; row < world->rows; row++) {
        double trust = (double)s->traits.trust[row] * kept + fixed_to(s->traits.trust_inbox[row]);
        s->traits.trust[row] = (float)fmin(6, fmax(-6, trust));
        s->traits.trust_inbox[row] = 0;
        s->traits.wariness[row] = (float)((double)s->traits.wariness[row] * wary);
    }
    grow_wary(world, p);
}
