/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dropping in: i who turned to a supporter this week (sought, seeking.c) chooses one by race over those with capacity, draw formal (i → j)
 * word 0, weight = weight_any + weight_assigned [assigned] + weight_tie s + weight_place [same place, not away]; nobody if all weights are 0.
 * It takes no offer and no acceptance; its request is formal, starter RECEIVER. The supporter sees the episode.
 */
#include "process/programme_private.h"

#include <math.h>
#include <stdlib.h>

/* The supporter whom i chooses to drop in on; ROW_NONE if all weights are 0. */
static uint32_t choose_supporter(const struct programme_step *step, uint32_t i)
{
    const struct world *world = step->world;
    const struct programme_parameters *p = step->p;
    const struct students *s = &world->students;
    uint32_t best = ROW_NONE;
    double soonest = INFINITY;
    for (uint32_t k = 0; k < step->supporters; k++) {
        uint32_t j = step->supporter[k], id = s->person.id[j];
        uint32_t tie = tie_find(&world->ties, i, id);
        double weight = p->weight_any + (s->programme.assigned[i] == id ? p->weight_assigned : 0);
        weight += tie == TIE_NONE ? 0 : p->weight_tie * tie_strength(world->ties.banked[tie]);
        weight += world_together(world, i, j) ? p->weight_place : 0;
        uint32_t word = random_draw(world->key, RANDOM_formal, 0, world->week, s->person.id[i], id).word[0];
        double time = weight > 0 ? -log(random_uniform(word)) / weight : INFINITY;
        if (time < soonest) {
            soonest = time;
            best = j;
        }
    }
    return best;
}

static void drop_in(void *context, uint32_t i, struct block_list *list, struct block *block)
{
    const struct programme_step *step = context;
    struct world *world = step->world;
    const struct students *s = &world->students;
    uint32_t j = s->seeking.sought[i] == CHANNEL_SUPPORTER ? choose_supporter(step, i) : ROW_NONE;
    if (j == ROW_NONE)
        return;
    struct request request = {.receiver = i,
                              .giver = j,
                              .tie = tie_find(&world->ties, i, s->person.id[j]),
                              .stage = REQUEST_NOTICED | REQUEST_OFFERED | REQUEST_ACCEPTED,
                              .formal = 1,
                              .minutes = (uint16_t)(step->p->encounter_minutes + 0.5),
                              .starter = STARTED_BY_RECEIVER};
    programme_see(world, i);
    block_list_add(list, block, &request);
}

void programme_drop_in(struct world *world, const struct programme_parameters *p)
{
    if (p->supporters == 0)
        return;
    uint32_t *rows = malloc(((size_t)world->rows + 1) * sizeof *rows);
    struct programme_step step = {.world = world, .p = p, .supporter = rows};
    if (!rows) {
        world->failed = true;
        return;
    }
    for (uint32_t row = 0; row < world->rows; row++)
        if (world->students.programme.capacity[row] > 0)
            rows[step.supporters++] = row;
    if (step.supporters > 0)
        world_run_requests(world, 1, drop_in, &step);
    free(rows);
}
