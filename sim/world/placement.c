/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A placement year is planned when it is new (timetable_plan_year); in weeks in which places move (week_places_move) the week's classes
 * of days become small groups: seats of a cohort at one place with one team number. Wide groups, which the course lays every week, are all
 * at one site, or at the hub.
 */
#include "world/placement.h"

/* True if who was close on campus decides on places or hub days. */
static bool asks_for_past(const struct timetable_parameters *p)
{
    bool pods = p->policy == TIMETABLE_PODS && (p->pod_by == POD_BY_CAMPUS_GROUP || p->pod_by == POD_BY_FRIENDS);
    return pods || (p->hub_every_weeks > 0 && p->hub_mixing == HUB_CAMPUS_GROUP);
}

int placement_phase(const struct world *world, int year_of_course)
{
    return (int)world->school.course.at[year_of_course];
}

int placement_year_of_course(const struct world *world, int entry_year, int year)
{
    int last = (int)world->school.course.count - 1;
    return year - entry_year < last ? year - entry_year : last;
}

int placement_years_before(const struct world *world, int year_of_course)
{
    int count = 0;
    for (int y = 0; y < year_of_course; y++)
        count += placement_phase(world, y) == CALENDAR_PLACEMENT;
    return count;
}

/* Year of course in which placement starts; after the last if never. */
static int first_placement(const struct world *world)
{
    int y = 0;
    while (y < world->school.course.count && placement_phase(world, y) != CALENDAR_PLACEMENT)
        y++;
    return y;
}

void placement_find_cohorts(const struct world *world, int year, struct placement_cohorts *cohorts)
{
    uint32_t schools = (uint32_t)world->school.schools, seats = world->intake / schools;
    cohorts->count = 0;
    for (int index = 0; index < WORLD_YEARS; index++) {
        int entry = index - WORLD_YEAR_ZERO;
        if (world->base_row[index] == ROW_NONE)
            continue;
        int of_course = placement_year_of_course(world, entry, year);
        if (placement_phase(world, of_course) != CALENDAR_PLACEMENT)
            continue;
        for (uint32_t school = 0; school < schools; school++)
            cohorts->at[cohorts->count++] =
                (struct timetable_cohort){.first_id = world_cohort_id(entry) + school * seats,
                                          .seats = seats,
                                          .entry_year = entry,
                                          .placement_week = (entry + first_placement(world)) * CALENDAR_WEEKS,
                                          .placement_year = placement_years_before(world, of_course)};
    }
}

/* Seats by place and team; the key's low half is left 0, so that ids order the members. */
static void lay_teams(struct world *world, int class, const struct timetable_cohort *cohort, size_t first_seat)
{
    enum { TEAM_BITS = 20 };
    struct groups *small = &world->groups[2 * class + GROUP_SMALL];
    const struct week_days *days = &world->places.at[class];
    uint32_t base = world_row(world, cohort->first_id), count = 0;
    for (uint32_t seat = 0; seat < cohort->seats; seat++) {
        uint16_t place = days->place[first_seat + seat];
        uint32_t team = days->team[first_seat + seat];
        group_leave(small, base + seat);
        small->place[base + seat] = place;
        if (place == PLACE_NOWHERE || (place == PLACE_HUB && team == ROSTER_TEAM_NONE))
            continue;
        uint64_t group = (uint64_t)(place == PLACE_HUB ? PLACES_MAX : place) << TEAM_BITS | team;
        world->tickets[count++] = (struct group_ticket){group << 32, cohort->first_id + seat, base + seat};
    }
    group_layout(small, world->tickets, count, base);
}

static void lay_week(struct world *world, const struct placement_cohorts *cohorts)
{
    int classes = world->places.classes > 0 ? world->places.classes : 1;
    if (world_set_layers(world, GROUP_PAIR * classes) != KITH_OK) {
        world->failed = true;
        return;
    }
    for (int class = 0; class < classes; class ++) {
        struct groups *small = &world->groups[2 * class + GROUP_SMALL];
        bool placed = class < world->places.classes;
        small->days = placed ? week_places_days(world->places.at[class].days) : WEEK_WORKDAYS;
        for (uint32_t row = 0; class > 0 && row < world->rows; row++)
            group_leave(small, row);
        size_t seat = 0;
        for (size_t c = 0; c < cohorts->count; seat += cohorts->at[c++].seats)
            lay_teams(world, class, &cohorts->at[c], seat);
    }
    size_t seat = 0;
    for (size_t c = 0; c < cohorts->count; c++)
        for (uint32_t k = 0; k < cohorts->at[c].seats; k++, seat++)
            world->students.calendar.site[world_row(world, cohorts->at[c].first_id) + k] =
                (int16_t)week_places_site(&world->places, &world->timetable->places, seat);
}

void placement_lay(struct world *world, int year)
{
    struct placement_cohorts cohorts;
    const struct timetable *timetable = world->timetable;
    if (!week_places_move(timetable, world->week))
        return;
    placement_find_cohorts(world, year, &cohorts);
    if (cohorts.count == 0) {
        world->places.classes = 0;
        world->failed |= world_set_layers(world, GROUP_PAIR) != KITH_OK;
        return;
    }
    enum kith_status status = KITH_OK;
    for (size_t c = 0; c < cohorts.count && status == KITH_OK && asks_for_past(&timetable->parameters); c++)
        status = placement_keep_past(world, &cohorts.at[c]);
    if (status == KITH_OK && timetable->parameters.policy != TIMETABLE_ROSTER && world->plan.first_week != year * CALENDAR_WEEKS)
        status = timetable_plan_year(timetable, world->key, year * CALENDAR_WEEKS, cohorts.at, cohorts.count, &world->plan);
    if (status == KITH_OK)
        status = week_places_set(&world->places, timetable, &world->plan, world->week, cohorts.at, cohorts.count);
    if (status == KITH_OK)
        lay_week(world, &cohorts);
    else
        world->failed = true;
}

int64_t placement_wide_group(const struct world *world, int class, uint32_t row, int64_t first_number)
{
    uint16_t place = world->groups[2 * class + GROUP_SMALL].place[row];
    const struct places *places = &world->timetable->places;
    if (place == PLACE_NOWHERE)
        return -1;
    if (place != PLACE_HUB)
        return first_number + places->at[place].site;
    bool all = world->timetable->parameters.hub_mixing == HUB_ALL;
    return first_number + places->sites + (all ? 0 : world->students.person.id[row] >> WORLD_SEAT_BITS);
}

static bool is_at_site(const struct world *world, int class, uint32_t row)
{
    return world->students.calendar.place[row] >= 0 && world->groups[2 * class + GROUP_SMALL].place[row] < PLACE_HUB;
}

int placement_facilitated_days(const struct world *world, uint32_t row)
{
    int days = 0;
    for (int class = 0; GROUP_PAIR * class < world->layers; class ++) {
        const struct groups *small = &world->groups[2 * class + GROUP_SMALL];
        if (is_at_site(world, class, row) && world->timetable->places.at[small->place[row]].facilitated)
            days += small->days;
    }
    return days;
}

bool placement_is_alone(const struct world *world, uint32_t row)
{
    bool placed = false;
    if (world->students.calendar.place[row] < 0)
        return false;
    for (int class = 0; GROUP_PAIR * class < world->layers; class ++) {
        const struct groups *wide = &world->groups[2 * class + GROUP_WIDE];
        if (wide->seat[row].size > 1 && wide->place[row] != PLACE_HUB)
            return false;
        placed = placed || wide->seat[row].size == 1;
    }
    return placed;
}
