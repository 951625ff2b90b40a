/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Duty of those serving, and the boundary of their role (EVIDENCE row 13: pause, return).
 *
 * A reason to pause: distressed (pause_distressed), or burden > b, b = pause_burden for those on duty and min(pause_burden,
 * return_burden) for those paused. boundary_week is the last week with a reason. Paused while week − boundary_week <= return_weeks,
 * else on duty. A paused supporter holds no formal encounter; friends may still ask.
 * capacity = floor(60 duty_hours / encounter_minutes), 0 when paused or in a break. world.duty_hours = duty hours of those with
 * capacity / enrolled students, for next week's crowding.
 *
 * Meeting: with meeting_hours, in every meeting_weeks-th week of the year, from its first, all supporters not in a break, paused or
 * not; their burden is relieved by it (help.c), and its hours count with those of duty, but crowd nobody out.
 *
 * Reads level, burden, season. Writes role, capacity, boundary_week, meeting.
 */
#include "process/programme_private.h"

#include <math.h>

#include "base/fixed.h"

uint32_t programme_list(const struct world *world, uint32_t *rows)
{
    uint32_t count = 0;
    for (uint32_t row = 0; row < world->rows; row++)
        if (world->students.person.enrolled[row] && world->students.programme.role[row] != ROLE_NONE)
            rows[count++] = row;
    return count;
}

unsigned programme_boundary(const struct world *world, const struct programme_parameters *p, uint32_t row)
{
    const struct students *s = &world->students;
    bool paused = s->programme.role[row] == ROLE_PAUSED;
    bool distressed = p->pause_distressed && s->distress.level[row] != LEVEL_WELL;
    bool burdened = (double)s->help.burden[row] > (paused ? fmin(p->pause_burden, p->return_burden) : p->pause_burden);
    return (distressed ? BOUNDARY_DISTRESS : 0) | (burdened ? BOUNDARY_BURDEN : 0);
}

static bool is_paused(const struct programme_step *step, uint32_t row)
{
    struct students *s = &step->world->students;
    int32_t week = step->world->week;
    if (programme_boundary(step->world, step->p, row))
        s->programme.boundary_week[row] = (int16_t)week;
    int32_t last = s->programme.boundary_week[row];
    return last != WEEK_NEVER && week - last <= step->p->return_weeks;
}

static void meet(const struct programme_step *step)
{
    struct world *world = step->world;
    if (step->p->meeting_hours <= 0 || calendar_week_of_year(world->week) % step->p->meeting_weeks != 0)
        return;
    for (uint32_t k = 0; k < step->supporters; k++) {
        bool comes = world->students.calendar.season[step->supporter[k]] != CALENDAR_BREAK;
        world->students.programme.meeting[step->supporter[k]] = comes;
        world->events.meeting_hours += comes ? fixed_from(step->p->meeting_hours) : 0;
    }
}

void programme_set_duty(const struct programme_step *step)
{
    struct world *world = step->world;
    struct students *s = &world->students;
    double capacity = floor(60 * step->p->duty_hours / step->p->encounter_minutes), hours = 0;
    uint32_t enrolled = 0;
    for (uint32_t row = 0; row < world->rows; row++) {
        enrolled += s->person.enrolled[row];
        s->programme.capacity[row] = s->programme.meeting[row] = 0;
    }
    for (uint32_t k = 0; k < step->supporters; k++) {
        uint32_t row = step->supporter[k];
        bool paused = is_paused(step, row);
        s->programme.role[row] = paused ? ROLE_PAUSED : ROLE_ON_DUTY;
        if (paused || s->calendar.season[row] == CALENDAR_BREAK || capacity < 1)
            continue;
        s->programme.capacity[row] = (uint8_t)fmin(capacity, UINT8_MAX);
        hours += step->p->duty_hours;
    }
    world->duty_hours = enrolled ? hours / enrolled : 0;
    meet(step);
}

void programme_end(struct world *world)
{
    struct students *s = &world->students;
    for (uint32_t row = 0; row < world->rows; row++) {
        s->programme.role[row] = ROLE_NONE;
        s->programme.capacity[row] = s->programme.meeting[row] = 0;
        s->programme.assigned[row] = s->programme.succeeds[row] = ID_NONE;
    }
    world->duty_hours = 0;
    world->programme_week = WEEK_NEVER;
    world->programme_runs = false;
}
