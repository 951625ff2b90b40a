/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/copy.h"
#include "world/world.h"

static bool copy_past(struct world *copy, const struct world *world)
{
    bool good = true;
    uint32_t seats = world->intake / (uint32_t)world->school.schools; /* of one cohort of one school */
    for (size_t c = 0; c < TIMETABLE_COHORTS_MAX; c++) {
        const struct world_past *past = &world->past[c];
        copy->past[c].campus_group = copy_items(past->campus_group, seats, sizeof *past->campus_group, &good);
        copy->past[c].ties = copy_items(past->ties, past->tie_count, sizeof *past->ties, &good);
    }
    return good;
}

/* Lists that every week fills anew need room, not their old contents; births wait for the next week. */
static bool copy_lists(struct world *copy, const struct world *world)
{
    bool good = true;
    copy->births.at = copy_items(world->births.at, world->births.capacity, sizeof *world->births.at, &good);
    copy->requests.at = copy_items(world->requests.at, world->requests.capacity, sizeof *world->requests.at, &good);
    copy->tickets = copy_items(world->tickets, 2 * (size_t)world->rows, sizeof *world->tickets, &good);
    copy->profile = copy_items(world->profile, (size_t)world->rows + 1, sizeof *world->profile, &good);
    copy->offer = copy_items(world->offer, (size_t)world->rows + 1, sizeof *world->offer, &good);
    good = block_list_init(&copy->birth_list, world->birth_list.rows, world->birth_list.item) == KITH_OK && good;
    return block_list_init(&copy->request_list, world->request_list.rows, world->request_list.item) == KITH_OK && good;
}

/* Every part is visited whatever failed before: none may be left pointing into the other world. */
enum kith_status world_copy(struct world *copy, const struct world *world)
{
    *copy = *world;
    bool good = column_copy(&copy->students, &world->students, student_columns, student_column_count, world->rows,
                            world->students.capacity) == KITH_OK;
    good = tie_copy(&copy->ties, &world->ties) == KITH_OK && good;
    for (int layer = 0; layer < GROUP_LAYERS_MAX; layer++)
        good = group_copy(&copy->groups[layer], &world->groups[layer], world->rows) == KITH_OK && good;
    good = timetable_plan_copy(&copy->plan, &world->plan) == KITH_OK && good;
    good = week_places_copy(&copy->places, &world->places) == KITH_OK && good;
    good = copy_past(copy, world) && good;
    good = copy_lists(copy, world) && good;
    if (!good)
        world_clear(copy);
    return good ? KITH_OK : KITH_FAILED;
}
