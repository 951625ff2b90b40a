/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world/placement.h"

#include <stdlib.h>

#include "timetable/campus_group.h"

/* Friendships within the cohort, each once, by seat. */
static enum kith_status keep_ties(const struct world *world, const struct timetable_cohort *cohort, struct world_past *past)
{
    const struct ties *ties = &world->ties;
    uint32_t base = world_row(world, cohort->first_id);
    size_t count = 0;
    for (uint32_t seat = 0; seat < cohort->seats; seat++)
        count += ties->row[base + seat].count;
    past->ties = malloc((count + 1) * sizeof *past->ties);
    past->tie_count = 0;
    for (uint32_t seat = 0; seat < cohort->seats && past->ties; seat++) {
        const struct tie_row *r = &ties->row[base + seat];
        for (uint32_t slot = r->offset; slot < r->offset + r->count; slot++) {
            uint32_t other = ties->peer[slot] - cohort->first_id; /* wraps round for those of other cohorts */
            if (other < cohort->seats && other > seat)
                past->ties[past->tie_count++] = (struct timetable_tie){seat, other, ties->banked[slot]};
        }
    }
    return past->ties ? KITH_OK : KITH_FAILED;
}

/* Looks back on campus for a cohort of which nothing is kept yet. */
static enum kith_status keep_past(struct world *world, struct timetable_cohort *cohort)
{
    size_t slot = world_row(world, cohort->first_id) / cohort->seats; /* a later cohort takes over rows and slot */
    struct world_past *past = &world->past[slot];
    enum kith_status status = KITH_OK;
    if (past->first_id != cohort->first_id || !past->ties) {
        free(past->campus_group);
        free(past->ties);
        *past = (struct world_past){.first_id = cohort->first_id, .campus_group = malloc((cohort->seats + 1) * sizeof(uint32_t))};
        status = past->campus_group ? keep_ties(world, cohort, past) : KITH_FAILED;
        if (status == KITH_OK && campus_group_find(world->timetable, world->key, cohort, past->campus_group) != KITH_OK) {
            free(past->campus_group);
            past->campus_group = NULL;
        }
    }
    cohort->campus_group = past->campus_group;
    cohort->ties = past->ties;
    cohort->tie_count = past->tie_count;
    return status;
}

/* True if who was close on campus decides on places or hub days. */
static bool asks_for_past(const struct timetable_parameters *p)
{
    bool pods = p->policy == TIMETABLE_PODS && (p->pod_by == POD_BY_CAMPUS_GROUP || p->pod_by == POD_BY_FRIENDS);
    return pods || (p->hub_every_weeks > 0 && p->hub_mixing == HUB_CAMPUS_GROUP);
}

/* Cohorts by year of entry and school, oldest first. */
struct cohorts {
    struct timetable_cohort at[TIMETABLE_COHORTS_MAX];
    size_t count;
};

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

static void find_cohorts(const struct world *world, int year, struct cohorts *cohorts)
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

/* The site of the place with most days, the lower number on equal terms; -1: nowhere. */
static int16_t main_site(const struct world *world, size_t seat)
{
    const struct week_places *week = &world->places;
    int best = PLACE_NOWHERE, most = 0;
    for (int a = 0; a < week->classes; a++) {
        int place = week->at[a].place[seat], days = 0;
        for (int b = 0; b < week->classes; b++)
            days += week->at[b].place[seat] == place ? week_places_days(week->at[b].days) : 0;
        if (place < PLACE_HUB && (days > most || (days == most && place < best))) {
            best = place;
            most = days;
        }
    }
    return best == PLACE_NOWHERE ? -1 : (int16_t)world->timetable->places.at[best].site;
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

static void lay_week(struct world *world, const struct cohorts *cohorts)
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
            world->students.calendar.site[world_row(world, cohorts->at[c].first_id) + k] = main_site(world, seat);
}

void placement_lay(struct world *world, int year)
{
    struct cohorts cohorts;
    const struct timetable *timetable = world->timetable;
    if (!week_places_move(timetable, world->week))
        return;
    find_cohorts(world, year, &cohorts);
    if (cohorts.count == 0) {
        world->places.classes = 0;
        world->failed |= world_set_layers(world, GROUP_PAIR) != KITH_OK;
        return;
    }
    enum kith_status status = KITH_OK;
    for (size_t c = 0; c < cohorts.count && status == KITH_OK && asks_for_past(&timetable->parameters); c++)
        status = keep_past(world, &cohorts.at[c]);
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
        if (wide->size[row] > 1 && wide->place[row] != PLACE_HUB)
            return false;
        placed = placed || wide->size[row] == 1;
    }
    return placed;
}
