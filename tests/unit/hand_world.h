/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A world made by hand: one closed cohort, everyone enrolled, present and well, no ties, no groups. */
#ifndef UNIT_HAND_WORLD_H
#define UNIT_HAND_WORLD_H

#include "unit/unit.h"

#include "base/fixed.h"
#include "experiment/schema.h"
#include "world/world.h"

static inline uint32_t hand_id(uint32_t seat)
{
    return world_cohort_id(0) + seat;
}

/* Every parameter at its default. Tests set those that they speak of. */
static inline struct schema_parameters *hand_defaults(void)
{
    struct schema_parameters *parameters = calloc(1, sizeof *parameters);
    struct kith_report report;
    assert_non_null(parameters);
    kith_report_init(&report);
    assert_int_equal(scenario_defaults(&schema, parameters, &report), KITH_OK);
    kith_report_clear(&report);
    return parameters;
}

static inline void hand_world(struct world *world, uint32_t students)
{
    struct school_parameters school = {.schools = 1, .intake = students, .course = {2, {CALENDAR_CAMPUS, CALENDAR_CAMPUS}}, .turnover = TURNOVER_CLOSED};
    assert_int_equal(world_init(world, random_key(17, 1), &school, 0), KITH_OK);
    world->base_row[WORLD_YEAR_ZERO] = 0;
    world->reach = 3;
    world->all_meet = 12;
    world->friend_at = fixed_from(50);
    world->named_at = fixed_from(12);
    for (int differ = 0; differ < 4; differ++)
        world->homophily[differ] = 1;
    for (uint32_t row = 0; row < students; row++) {
        world->students.person.id[row] = hand_id(row);
        world->students.person.enrolled[row] = 1;
        world->students.person.sociability[row] = 1;
        world->students.encounters.presence[row] = 1;
        world->students.calendar.place[row] = PLACE_CAMPUS;
        world->students.calendar.site[row] = -1;
        world->students.calendar.phase_week[row] = -1000;
        world->students.distress.since_week[row] = WEEK_NEVER;
        world->students.noticing.noticed_week[row] = WEEK_NEVER;
        world->students.help.supported_week[row] = WEEK_NEVER;
        world->students.programme.assigned[row] = world->students.programme.succeeds[row] = ID_NONE;
        world->students.programme.serving_week[row] = world->students.programme.boundary_week[row] = WEEK_NEVER;
        world->students.help.duty_week[row] = WEEK_NEVER;
    }
}

/* Ties two seats with these banked hours. */
static inline void hand_tie(struct world *world, uint32_t a, uint32_t b, double hours)
{
    const uint32_t ends[2] = {a, b};
    for (int e = 0; e < 2; e++) {
        uint32_t slot = tie_insert(&world->ties, ends[e], hand_id(ends[1 - e]));
        assert_int_not_equal(slot, TIE_NONE);
        world->ties.banked[slot] = world->ties.cumulative[slot] = fixed_from(hours);
    }
}

/* Puts everyone into one layer's groups of these sizes, in the order of seats. */
static inline void hand_groups(struct world *world, enum group_layer layer, const uint32_t *sizes, size_t count, float pair_hours)
{
    uint32_t row = 0;
    for (size_t g = 0; g < count; g++)
        for (uint32_t k = 0; k < sizes[g]; k++, row++) {
            world->tickets[row] = (struct group_ticket){(uint64_t)g << 32, hand_id(row), row};
            world->groups[layer].seat[row].pair_hours = pair_hours;
        }
    assert_true(row <= world->rows);
    group_layout(&world->groups[layer], world->tickets, row, 0);
}

#endif
