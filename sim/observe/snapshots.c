/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Optional logs: ties and places at chosen weeks, a yearly census, every supportive encounter. Refused for imported people (experiment/plan.c). */
#include "base/fixed.h"
#include "observe/observe.h"

static void record_ties(struct observer *observer, const struct world *world)
{
    const struct ties *ties = &world->ties;
    for (uint32_t row = 0; row < world->rows; row++) {
        uint32_t id = world->students.person.id[row];
        for (uint32_t slot = ties->row[row].offset, end = slot + ties->row[row].count; slot < end; slot++) {
            if (ties->peer[slot] < id)
                continue;
            int32_t values[] = {observer->plan.arm,
                                (int32_t)observer->plan.replicate,
                                world->week,
                                (int32_t)id,
                                (int32_t)ties->peer[slot],
                                ties->banked[slot],
                                ties->cumulative[slot],
                                ties->origin[slot]};
            observe_log_add(&observer->ties, values, sizeof values / sizeof values[0]);
        }
    }
}

static void record_places(struct observer *observer, const struct world *world)
{
    const struct students *s = &world->students;
    for (uint32_t row = 0; row < world->rows; row++) {
        if (!s->person.enrolled[row])
            continue;
        int32_t values[] = {observer->plan.arm,
                            (int32_t)observer->plan.replicate,
                            world->week,
                            (int32_t)s->person.id[row],
                            s->calendar.year_of_course[row] + 1,
                            s->calendar.phase[row] == CALENDAR_PLACEMENT ? s->calendar.site[row] + 1 : 0,
                            (int32_t)world->groups[GROUP_SMALL].seat[row].first,
                            s->distress.level[row],
                            s->programme.role[row]};
        observe_log_add(&observer->roster, values, sizeof values / sizeof values[0]);
    }
}

static void record_census(struct observer *observer, const struct world *world)
{
    const struct students *s = &world->students;
    for (uint32_t row = 0; row < world->rows; row++) {
        if (!s->person.enrolled[row])
            continue;
        struct observe_person *person = &observer->person[row];
        int32_t values[] = {observer->plan.arm,
                            (int32_t)observer->plan.replicate,
                            world->week,
                            (int32_t)s->person.id[row],
                            s->calendar.year_of_course[row] + 1,
                            s->distress.level[row],
                            person->year_distressed,
                            world_friends(world, row),
                            person->supported,
                            s->help.given[row],
                            s->programme.role[row],
                            s->services.cared[row],
                            s->seeking.sought_how[row]};
        observe_log_add(&observer->census, values, sizeof values / sizeof values[0]);
        person->year_distressed = 0;
    }
}

enum observe_relation observe_relation_of(const struct world *world, const struct request *request)
{
    uint32_t i = request->receiver, j = request->giver;
    if (request->formal)
        return world->students.programme.assigned[i] == world->students.person.id[j] ? RELATION_SUPPORTER_ASSIGNED
                                                                                     : RELATION_SUPPORTER_UNASSIGNED;
    if (request->tie != TIE_NONE)
        return world->ties.banked[request->tie] >= world->friend_at ? RELATION_FRIEND : RELATION_ACQUAINTANCE;
    return world_together(world, i, j) ? RELATION_MATE : RELATION_OTHER;
}

static void record_events(struct observer *observer, const struct world *world)
{
    const struct students *s = &world->students;
    for (size_t k = 0; k < world->requests.count; k++) {
        const struct request *request = &world->requests.at[k];
        if (!(request->stage & REQUEST_HELD))
            continue;
        int32_t values[] = {observer->plan.arm,
                            (int32_t)observer->plan.replicate,
                            world->week,
                            (int32_t)s->person.id[request->receiver],
                            (int32_t)s->person.id[request->giver],
                            request->formal,
                            request->starter,
                            request->format,
                            request->tie != TIE_NONE,
                            request->poor,
                            request->referred != 0,
                            request->topic,
                            request->minutes,
                            (int32_t)observe_relation_of(world, request),
                            s->calendar.year_of_course[request->receiver] + 1,
                            s->calendar.year_of_course[request->giver] + 1,
                            s->calendar.place[request->receiver] + 1,
                            s->distress.level[request->receiver] != LEVEL_WELL && !request->poor};
        observe_log_add(&observer->events, values, sizeof values / sizeof values[0]);
    }
}

static bool is_chosen(const struct parameter_list *weeks, int32_t week)
{
    for (int64_t k = 0; k < weeks->count; k++)
        if (weeks->at[k] == week)
            return true;
    return false;
}

void observe_snapshots(struct observer *observer, const struct world *world)
{
    const struct observe_parameters *p = observer->plan.parameters;
    if (observer->plan.replicate <= p->tie_replicates && is_chosen(&p->tie_weeks, world->week)) {
        record_ties(observer, world);
        record_places(observer, world);
    }
    if (p->events)
        record_events(observer, world);
    if (p->census && calendar_week_of_year(world->week) == OBSERVE_CENSUS_WEEK)
        record_census(observer, world);
}
