/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Step 8: services. Three professional channels, each with a waiting list and places of its own: Faculty services and staff, university
 * counselling, GP. A student is on one list or in the care of one at a time.
 *
 * Leaving: who is well again leaves the list, and leaves care; care ends after course_weeks. cared (professional care in this
 * episode) is cleared for the well. Joining, for the distressed who are neither waiting nor in care, the first of these that holds:
 *   follows  the referral that i follows this week (seeking.c)
 *   sought   the service that i turned to unprompted this week (seeking.c)
 * Serving: floor(…_places · enrolled / 1000 + 1/2) students can be in the care of c at a time, at least one if …_places is above 0: a list
 * that nobody is ever taken from would keep the students of a small school from every other service. Free places go to c's list in the
 * order of (severe first; week joined; draw queue (STUDENT) word 0; id). Who is given a place attends if u < attendance, draw seek (STUDENT) word 3
 * of this week; who does not is on no list any more, and the next one is given the place at once. Care raises recovery from next week on
 * (distress.c).
 *
 * Reads sought, follows; reads and clears referral_inbox. Writes care, care_channel, care_week (joined, then begun), cared.
 */
#include "process/services.h"

#include <math.h>
#include <stdlib.h>

#define PARAMETER_OWNER services_parameters
PARAMETER_TABLE(services, SERVICES_PARAMETERS);

double services_places(double per_1000, uint32_t enrolled)
{
    double places = floor(per_1000 * enrolled / 1000 + 0.5);
    return places < 1 && per_1000 > 0 ? 1 : places;
}

struct waiting {
    uint32_t row, id, order;
    int16_t joined;
    uint8_t level, channel;
};

static int compare_waiting(const void *left, const void *right)
{
    const struct waiting *a = left, *b = right;
    if (a->channel != b->channel)
        return a->channel < b->channel ? -1 : 1;
    if (a->level != b->level)
        return a->level > b->level ? -1 : 1;
    if (a->joined != b->joined)
        return a->joined < b->joined ? -1 : 1;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

static void leave(struct students *s, uint32_t row)
{
    s->services.care[row] = CARE_NONE;
    s->services.care_channel[row] = CHANNEL_NOBODY;
    s->services.care_week[row] = WEEK_NEVER;
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
    leave(s, row);
}

static void join_list(struct world *world, uint32_t row)
{
    struct students *s = &world->students;
    unsigned referrals = s->services.referral_inbox[row];
    s->services.referral_inbox[row] = 0;
    if (!s->person.enrolled[row] || s->distress.level[row] == LEVEL_WELL || s->services.care[row] != CARE_NONE)
        return;
    world->events.referred += referrals != 0;
    for (int c = PROFESSIONAL_FIRST; c <= PROFESSIONAL_LAST; c++)
        world->events.referred_to[c] += (referrals & 1u << c) != 0;
    int sought = s->seeking.sought[row], channel = s->seeking.follows[row];
    if (channel == CHANNEL_NOBODY && student_channel_is_professional(sought))
        channel = sought;
    if (channel == CHANNEL_NOBODY)
        return;
    s->services.care[row] = CARE_WAITING;
    s->services.care_channel[row] = (uint8_t)channel;
    s->services.care_week[row] = (int16_t)world->week;
}

/* True if the student comes. */
static bool begin_care(struct world *world, const struct services_parameters *p, const struct waiting *next)
{
    struct students *s = &world->students;
    if (random_uniform(random_draw(world->key, RANDOM_seek, 0, world->week, next->id, 0).word[3]) >= p->attendance) {
        world->events.not_attended[next->channel]++;
        leave(s, next->row);
        return false;
    }
    s->services.care[next->row] = CARE_RECEIVING;
    s->services.care_week[next->row] = (int16_t)world->week;
    s->services.cared[next->row] = 1;
    world->events.care_begun++;
    world->events.care_begun_at[next->channel]++;
    return true;
}

static void serve(struct world *world, const struct services_parameters *p, const struct waiting *list, uint32_t waiting,
                  uint32_t enrolled, const uint32_t in_care[CHANNELS])
{
    const double per_1000[CHANNELS] = {
        [CHANNEL_FACULTY] = p->faculty_places, [CHANNEL_COUNSELLING] = p->counselling_places, [CHANNEL_GP] = p->gp_places};
    double free_places[CHANNELS];
    for (int c = 0; c < CHANNELS; c++)
        free_places[c] = services_places(per_1000[c], enrolled) - in_care[c];
    for (uint32_t k = 0; k < waiting; k++)
        if (free_places[list[k].channel] > 0 && begin_care(world, p, &list[k]))
            free_places[list[k].channel]--;
}

void services_step(struct world *world, const struct services_parameters *p)
{
    struct students *s = &world->students;
    struct waiting *list = malloc(((size_t)world->rows + 1) * sizeof *list);
    if (!list) {
        world->failed = true;
        return;
    }
    uint32_t waiting = 0, in_care[CHANNELS] = {0}, enrolled = 0;
    for (uint32_t row = 0; row < world->rows; row++) {
        leave_care(world, p, row);
        join_list(world, row);
        enrolled += s->person.enrolled[row];
        uint8_t channel = s->services.care_channel[row];
        in_care[channel] += s->services.care[row] == CARE_RECEIVING;
        if (s->services.care[row] != CARE_WAITING)
            continue;
        uint32_t id = s->person.id[row], order = random_draw(world->key, RANDOM_queue, 0, world->week, id, 0).word[0];
        list[waiting++] = (struct waiting){row, id, order, s->services.care_week[row], s->distress.level[row], channel};
    }
    qsort(list, waiting, sizeof *list, compare_waiting);
    serve(world, p, list, waiting, enrolled, in_care);
    free(list);
}
