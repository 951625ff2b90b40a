/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a year of service does to supporters (A22: before and after a year): empathy, self-efficacy, public stigma, and likelihood to
 * assist, which is P(offer) to a distressed friend at strength 1/2, well and without burden oneself (support.c).
 *
 * Before is the state before a year's first week, after the one at the end of its last: those who are selected in the first week are seen
 * before they are trained; of those trained ahead (programme.succession) the training counts as before. Served: on duty or paused at the
 * end of every week of the year. A year is kept of each student who served through it; in the first arm of every student, to whom
 * those of other arms are compared. Who enters in that year is not looked at.
 */
#include <math.h>
#include <stdlib.h>

#include "observe/observe.h"
#include "process/support.h"

static void measure(const struct observer *observer, const struct world *world, uint32_t row, float values[OBSERVE_EFFECTS])
{
    const struct students *s = &world->students;
    const struct support_parameters *support = observer->plan.support;
    values[EFFECT_EMPATHY] = s->traits.empathy[row];
    values[EFFECT_SELF_EFFICACY] = s->traits.self_efficacy[row];
    values[EFFECT_STIGMA] = s->traits.stigma_public[row];
    values[EFFECT_ASSIST] = support ? (float)(1 / (1 + exp(-support_willingness(support, s, row, 0.5)))) : NAN;
}

void observe_begin(struct observer *observer, const struct world *world)
{
    if (calendar_week_of_year(world->week) != 0)
        return;
    for (uint32_t row = 0; row < world->rows; row++) {
        bool there = world->students.person.enrolled[row];
        observer->service[row] = (struct observe_service){.id = there ? world->students.person.id[row] : ID_NONE, .served = 1};
        if (there)
            measure(observer, world, row, observer->service[row].before);
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
        service->served = service->served && s->programme.role[row] != ROLE_NONE;
        if (!ends || (!service->served && observer->plan.arm != 0))
            continue;
        service->year = calendar_year(world->week);
        measure(observer, world, row, service->after);
        keep(observer, service);
    }
}
