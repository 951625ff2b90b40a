/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a year of service does to supporters (A22: before and after a year): empathy, self-efficacy, public stigma, and likelihood to
 * assist, which is P(offer) to a distressed friend at strength 1/2, well and without burden oneself (support.c).
 *
 * Before is the state before a year's first week, after the one at the end of its last: those who are selected in the first week are seen
 * before they are trained. Of those trained ahead in the year before (programme.succession) before is the begin of that year.
 * Served: on duty or paused at the end of every week of the year. A year is kept of each student who served through it; in the first arm of
 * every student, to whom those of other arms are compared. Who enters in that year is not looked at.
 *
 * A field study asks, and answers err: said = state + answer_error · normal, draw answer (STUDENT, this week), repeat = number of the effect,
 * words (0,1), in SD of traits at entry, for likelihood to assist on the logit. Nothing but r is made of it.
 */
#include <math.h>
#include <stdlib.h>

#include "observe/observe.h"
#include "process/support.h"

static void measure(const struct observer *observer, const struct world *world, uint32_t row, float state[OBSERVE_EFFECTS],
                    float said[OBSERVE_EFFECTS])
{
    const struct students *s = &world->students;
    const struct support_parameters *support = observer->plan.support;
    double value[OBSERVE_EFFECTS] = {[EFFECT_EMPATHY] = (double)s->traits.empathy[row],
                                     [EFFECT_SELF_EFFICACY] = (double)s->traits.self_efficacy[row],
                                     [EFFECT_STIGMA] = (double)s->traits.stigma_public[row],
                                     [EFFECT_ASSIST] = support ? support_willingness(support, s, row, 0.5) : NAN};
    for (uint32_t k = 0; k < OBSERVE_EFFECTS; k++) {
        double normal[2];
        struct random_draw draw = random_draw(world->key, RANDOM_answer, k, world->week, s->person.id[row], 0);
        random_normals(draw.word[0], draw.word[1], normal);
        double answer = value[k] + observer->plan.parameters->answer_error * normal[0];
        state[k] = (float)(k == EFFECT_ASSIST ? 1 / (1 + exp(-value[k])) : value[k]);
        said[k] = (float)(k == EFFECT_ASSIST ? 1 / (1 + exp(-answer)) : answer);
    }
}

void observe_begin(struct observer *observer, const struct world *world)
{
    if (calendar_week_of_year(world->week) != 0)
        return;
    for (uint32_t row = 0; row < world->rows; row++) {
        struct observe_service *service = &observer->service[row];
        bool there = world->students.person.enrolled[row], ahead = service->id != ID_NONE && service->trained;
        service->year = calendar_year(world->week);
        service->served = 1;
        service->trained = 0;
        service->id = there ? world->students.person.id[row] : ID_NONE;
        if (there && !ahead) {
            service->from_year = service->year;
            measure(observer, world, row, service->before, service->said_before);
        }
    }
}

static void keep(struct observer *observer, const struct observe_service *service)
{
    if (observer->year_count == observer->year_capacity) {
        size_t capacity = observer->year_capacity ? 2 * observer->year_capacity : 256;
        struct observe_service *grown = realloc(observer->years, capacity * sizeof *grown);
        if (!grown) {
            observer->failed = true;
            return;
        }
        observer->years = grown;
        observer->year_capacity = capacity;
    }
    observer->years[observer->year_count++] = *service;
}

void observe_effects(struct observer *observer, const struct world *world)
{
    const struct students *s = &world->students;
    bool ends = calendar_week_of_year(world->week) == CALENDAR_WEEKS - 1;
    for (uint32_t row = 0; row < world->rows; row++) {
        struct observe_service *service = &observer->service[row];
        if (service->id == ID_NONE || service->id != s->person.id[row] || !s->person.enrolled[row]) {
            service->id = ID_NONE;
            continue;
        }
        service->trained = service->trained || s->programme.succeeds[row] != ID_NONE;
        service->served = service->served && s->programme.role[row] != ROLE_NONE;
        if (!ends || (!service->served && observer->plan.arm != 0))
            continue;
        measure(observer, world, row, service->after, service->said_after);
        keep(observer, service);
    }
}
