/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Step 8: services. One professional service.
 *
 * Leaving: who is well again leaves the list, and leaves care; care ends after course_weeks. cared (professional care in this
 * episode) is cleared for the well. Joining, for the distressed who are neither waiting nor in care:
 *   referral (referral_inbox, from help)  follows if u < L(accept_base − accept_stigma anticipated stigma − accept_career
 *                                         career fear + accept_emergency [emergency
 *            this week]), draw queue (STUDENT) word 1
 *   unprompted  if u < L(seek_base + seek_severe [severe] + seek_literacy literacy − accept_stigma anticipated stigma −
 *               accept_career career fear), draw ask word 1
 * Serving: floor(places · enrolled / 1000 + 1/2) students can be in care at a time; free places go to the list in the order
 * of (severe first; week joined; draw queue (STUDENT) word 0; id). Care raises recovery from next week on (distress.c).
 *
 * Reads and clears referral_inbox. Writes care, care_week (joined, then begun), cared.
 */
#include "process/services.h"

#include <math.h>
#include <stdlib.h>

#define PARAMETER_OWNER services_parameters
PARAMETER_TABLE(services, SERVICES_PARAMETERS);

struct waiting {
    uint32_t row, id, order;
    int16_t joined;
    uint8_t level;
};

static int compare_waiting(const void *left, const void *right)
{
    const struct waiting *a = left, *b = right;
    if (a->level != b->level)
        return a->level > b->level ? -1 : 1;
    if (a->joined != b->joined)
        return a->joined < b->joined ? -1 : 1;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

static void leave_care(struct world *world, const struct services_parameters *p, uint32_t row)
{
    struct students *s = &world->students;
    bool well = s->distress.level[row] == LEVEL_WELL || !s->person.enrolled[row];
    bool done = s->services.care[row] == CARE_RECEIVING && world->week - s->services.care_week[row] >= p->course_weeks;
    if (well)
        s->services.cared[row] = 0;
    if (s->services.care[row] == CARE_NONE || !(well || done))
        return;
    world->events.care_ended += s->services.care[row] == CARE_RECEIVING;
    s->services.care[row] = CARE_NONE;
    s->services.care_week[row] = WEEK_NEVER;
}

static void join_list(struct world *world, const struct services_parameters *p, uint32_t row)
{
    struct students *s = &world->students;
    bool referred = s->services.referral_inbox[row];
    s->services.referral_inbox[row] = 0;
    if (!s->person.enrolled[row] || s->distress.level[row] == LEVEL_WELL || s->services.care[row] != CARE_NONE)
        return;
    uint32_t id = s->person.id[row];
    double barriers =
        p->accept_stigma * (double)s->traits.stigma_anticipated[row] + p->accept_career * (double)s->traits.career_fear[row];
    double follow = p->accept_base - barriers + (s->distress.struck[row] & STRUCK_EMERGENCY ? p->accept_emergency : 0);
    double seek = p->seek_base + p->seek_literacy * (double)s->traits.literacy[row] - barriers;
    seek += s->distress.level[row] == LEVEL_SEVERE ? p->seek_severe : 0;
    bool joins = referred && random_logit(follow, random_draw(world->key, RANDOM_queue, 0, world->week, id, 0).word[1]);
    world->events.referred += referred;
    if (!joins && !random_logit(seek, random_draw(world->key, RANDOM_ask, 0, world->week, id, 0).word[1]))
        return;
    s->services.care[row] = CARE_WAITING;
    s->services.care_week[row] = (int16_t)world->week;
}

static void begin_care(struct world *world, uint32_t row)
{
    struct students *s = &world->students;
    s->services.care[row] = CARE_RECEIVING;
    s->services.care_week[row] = (int16_t)world->week;
    s->services.cared[row] = 1;
    world->events.care_begun++;
}

void services_step(struct world *world, const struct services_parameters *p)
{
    struct students *s = &world->students;
    struct waiting *list = malloc(((size_t)world->rows + 1) * sizeof *list);
    if (!list) {
        world->failed = true;
        return;
    }
    uint32_t waiting = 0, in_care = 0, enrolled = 0;
    for (uint32_t row = 0; row < world->rows; row++) {
        leave_care(world, p, row);
        join_list(world, p, row);
        enrolled += s->person.enrolled[row];
        in_care += s->services.care[row] == CARE_RECEIVING;
        if (s->services.care[row] != CARE_WAITING)
            continue;
        uint32_t id = s->person.id[row], order = random_draw(world->key, RANDOM_queue, 0, world->week, id, 0).word[0];
        list[waiting++] = (struct waiting){row, id, order, s->services.care_week[row], s->distress.level[row]};
    }
    qsort(list, waiting, sizeof *list, compare_waiting);
    double places = floor(p->places * enrolled / 1000 + 0.5);
    for (uint32_t k = 0; k < waiting && in_care < places; k++, in_care++)
        begin_care(world, list[k].row);
    free(list);
}
