/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Step 1: calendar.
 *
 * Week w of year y (52 weeks; floor division, so that burn-in weeks are negative). When a year begins (w = 0), in this order:
 *   graduate  the cohort that entered in year y − (years of the course) leaves with all its ties;
 *   leave     every other enrolled student of an earlier entry year leaves with probability leave_share; draw leave (STUDENT,
 *             week of the year's begin) word 0, leaves if u < leave_share. The seat stays as a ghost in groups and timetable;
 *   enter     the cohort of year y enters (population.h). A closed population enters once, in the run's first week; no one
 *             graduates and the year of course stays at the last one when the course is over.
 * Then for every row: year of course = y − entry year; phase = course[year of course]; season of the phase and w; place =
 * away in breaks, campus, or the site of the block. phase_week = the week in which the student's phase last changed (entry
 * counts as a change).
 *
 * Small groups
 *   campus     at w = 0 and w = 26 each campus cohort, all seats, is put in the order of draw regroup (STUDENT, that week)
 *              word 0 (then id) and cut into ceil(n / tutorial_size) groups of equal size: group g of G holds places floor(g
 *              n / G) to floor((g + 1) n / G) − 1. In the year before placement the groups of a students CSV stand instead.
 *   placement  a group is a team at a place, laid when places change (placement.h), for each class of days apart.
 * Wide groups, every week: all seats of a campus cohort, or all seats of all cohorts at one site, on a circle in the order of
 * draw circle (STUDENT, week) word 0 (then id). Seats that are away stand on no circle.
 *
 * Reads nothing else. Writes calendar columns, groups (not pair_hours), enrolled; drops ties of those who leave.
 */
#include "process/course.h"

#include "world/placement.h"

static void clear_out(struct world *world, uint32_t row)
{
    world_drop_ties(world, row);
    world->students.person.enrolled[row] = 0;
    world->students.programme.role[row] = ROLE_NONE;
}

static void graduate(struct world *world, int entry_year)
{
    if (entry_year + WORLD_YEAR_ZERO < 0)
        return;
    uint32_t base = world->base_row[entry_year + WORLD_YEAR_ZERO];
    for (uint32_t row = base; base != ROW_NONE && row < base + world->intake; row++)
        clear_out(world, row);
    world->base_row[entry_year + WORLD_YEAR_ZERO] = ROW_NONE;
}

static void leave(struct world *world, int year)
{
    for (uint32_t row = 0; row < world->rows; row++) {
        uint32_t id = world->students.person.id[row];
        if (!world->students.person.enrolled[row] || world_entry_year(id) == year)
            continue;
        struct random_draw draw = random_draw(world->key, RANDOM_leave, 0, world->week, id, 0);
        if (random_uniform(draw.word[0]) < world->school.leave_share)
            clear_out(world, row);
    }
}

static void begin_year(struct world *world, const struct population_parameters *population, int year)
{
    if (world->school.turnover == TURNOVER_CLOSED) {
        leave(world, year);
        return;
    }
    graduate(world, year - world->cohorts);
    leave(world, year);
    uint32_t slot = (uint32_t)(((year % world->cohorts) + world->cohorts) % world->cohorts);
    population_enter(world, population, year, slot * world->intake);
}

/* Tutorial groups that a students CSV gives for the year before placement, by seat; NULL otherwise. */
static const uint32_t *given_groups(const struct world *world, int of_course)
{
    const struct enrolment *enrolment = &world->timetable->enrolment;
    bool last = of_course + 1 < world->school.course.count && placement_phase(world, of_course + 1) == CALENDAR_PLACEMENT;
    return last && enrolment->count == world->intake ? enrolment->group : NULL;
}

/* The seats of one school of a cohort; given: their groups, or NULL. */
static void cut_tutorials(struct world *world, uint32_t base, uint32_t seats, const uint32_t *given)
{
    for (uint32_t seat = 0; seat < seats; seat++) {
        uint32_t id = world->students.person.id[base + seat];
        struct random_draw draw = random_draw(world->key, RANDOM_regroup, 0, world->week, id, 0);
        world->tickets[seat] = (struct group_ticket){draw.word[0], id, base + seat};
        world->students.calendar.site[base + seat] = -1;
        world->groups[GROUP_SMALL].place[base + seat] = PLACE_NOWHERE;
    }
    uint32_t largest = (uint32_t)world->timetable->parameters.tutorial_size;
    for (uint32_t seat = 0; seat < seats && given; seat++) /* those in no group are one */
        world->tickets[seat].key |= (uint64_t)given[seat] << 32;
    if (given)
        group_layout(&world->groups[GROUP_SMALL], world->tickets, seats, base);
    else
        group_cut(&world->groups[GROUP_SMALL], world->tickets, seats, base, largest);
}

static void locate_cohort(struct world *world, uint32_t base, int entry, int year, int week_of_year)
{
    struct students *s = &world->students;
    int of_course = placement_year_of_course(world, entry, year);
    int phase = placement_phase(world, of_course);
    int season = world->calendar.season[phase][week_of_year];
    for (uint32_t row = base; row < base + world->intake; row++) {
        if (s->calendar.phase[row] != phase)
            s->calendar.phase_week[row] = (int16_t)world->week;
        s->calendar.year_of_course[row] = (uint8_t)of_course;
        s->calendar.phase[row] = (uint8_t)phase;
        s->calendar.season[row] = (uint8_t)season;
        int16_t site = s->calendar.site[row];
        int16_t at = phase == CALENDAR_CAMPUS ? (int16_t)PLACE_CAMPUS : site < 0 ? (int16_t)PLACE_AWAY : site;
        s->calendar.place[row] = season == CALENDAR_BREAK ? (int16_t)PLACE_AWAY : at;
    }
}

/* Number of the wide group that a row stands in on the days of a class; -1: in none. */
static int64_t wide_group(const struct world *world, int class, uint32_t row)
{
    uint32_t id = world->students.person.id[row], seat = id & ((1u << WORLD_SEAT_BITS) - 1);
    if (world_row(world, id) != row || world->students.calendar.season[row] == CALENDAR_BREAK)
        return -1;
    if (world->students.calendar.phase[row] == CALENDAR_PLACEMENT)
        return placement_wide_group(world, class, row, WORLD_YEARS * CALENDAR_SCHOOLS_MAX);
    uint32_t school = seat / (world->intake / (uint32_t)world->school.schools);
    return class == 0 ? (int64_t)(id >> WORLD_SEAT_BITS) * CALENDAR_SCHOOLS_MAX + school : -1;
}

static void lay_circles(struct world *world, int class)
{
    struct groups *wide = &world->groups[2 * class + GROUP_WIDE];
    const struct groups *small = &world->groups[2 * class + GROUP_SMALL];
    uint32_t count = 0, word[WORLD_SPAN];
    wide->days = small->days;
    for (uint32_t row = 0; row < world->rows; row++) {
        if (row % WORLD_SPAN == 0)
            world_draw_span(world, RANDOM_circle, row / WORLD_SPAN, &(struct random_lanes){{word}});
        int64_t group = wide_group(world, class, row);
        group_leave(wide, row);
        if (group < 0)
            continue;
        wide->place[row] = small->place[row];
        world->tickets[count++] =
            (struct group_ticket){(uint64_t)group << 32 | word[row % WORLD_SPAN], world->students.person.id[row], row};
    }
    group_layout(wide, world->tickets, count, 0);
}

void course_step(struct world *world, const struct population_parameters *population)
{
    int year = calendar_year(world->week), week_of_year = calendar_week_of_year(world->week);
    uint32_t seats = world->intake / (uint32_t)world->school.schools;
    population_set_homophily(world, population);
    if (week_of_year == 0)
        begin_year(world, population, year);
    placement_lay(world, year);
    for (int index = 0; index < WORLD_YEARS; index++) {
        uint32_t base = world->base_row[index];
        int entry = index - WORLD_YEAR_ZERO;
        if (base == ROW_NONE)
            continue;
        bool campus = placement_phase(world, placement_year_of_course(world, entry, year)) == CALENDAR_CAMPUS;
        bool regroup = campus && week_of_year % CALENDAR_TERM_WEEKS == 0;
        for (uint32_t first = base; regroup && first < base + world->intake; first += seats)
            cut_tutorials(world, first, seats, given_groups(world, placement_year_of_course(world, entry, year)));
        locate_cohort(world, base, entry, year, week_of_year);
    }
    for (int class = 0; GROUP_PAIR * class < world->layers; class ++)
        lay_circles(world, class);
}
