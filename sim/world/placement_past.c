/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a cohort brings from campus to its placements: its last tutorial groups, and its friendships as placement begins. */
#include <stdlib.h>

#include "timetable/campus_group.h"
#include "world/placement.h"

/* Friendships within the cohort, each once, by seat. */
static enum kith_status keep_ties(const struct world *world, const struct timetable_cohort *cohort, struct world_past *past)
{
    const struct ties *ties = &world->ties;
    uint32_t base = world_row(world, cohort->first_id);
    size_t count = 0;
    for (uint32_t seat = 0; seat < cohort->seats; seat++)
        count += ties->row[base + seat].count;
    past->ties = malloc((count + 1) * sizeof *past->ties);
    past->tie_count = 0;
    for (uint32_t seat = 0; seat < cohort->seats && past->ties; seat++) {
        const struct tie_row *r = &ties->row[base + seat];
        for (uint32_t slot = r->offset; slot < r->offset + r->count; slot++) {
            uint32_t other = ties->peer[slot] - cohort->first_id; /* wraps round for those of other cohorts */
            if (other < cohort->seats && other > seat)
                past->ties[past->tie_count++] = (struct timetable_tie){seat, other, ties->banked[slot]};
        }
    }
    return past->ties ? KITH_OK : KITH_FAILED;
}

enum kith_status placement_keep_past(struct world *world, struct timetable_cohort *cohort)
{
    size_t slot = world_row(world, cohort->first_id) / cohort->seats; /* a later cohort takes over rows and slot */
    struct world_past *past = &world->past[slot];
    enum kith_status status = KITH_OK;
    if (past->first_id != cohort->first_id || !past->ties) {
        free(past->campus_group);
        free(past->ties);
        *past = (struct world_past){.first_id = cohort->first_id, .campus_group = malloc((cohort->seats + 1) * sizeof(uint32_t))};
        status = past->campus_group ? keep_ties(world, cohort, past) : KITH_FAILED;
        if (status == KITH_OK && campus_group_find(world->timetable, world->key, cohort, past->campus_group) != KITH_OK) {
            free(past->campus_group);
            past->campus_group = NULL;
        }
    }
    cohort->campus_group = past->campus_group;
    cohort->ties = past->ties;
    cohort->tie_count = past->tie_count;
    return status;
}
