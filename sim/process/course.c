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
 *              n / G) to floor((g + 1) n / G) − 1.
 *   placement  in the first week of each block (timetable.h) a group is a team at a site.
 * Wide groups, every week: all seats of a campus cohort, or all seats of all cohorts at one site, on a circle in the order of
 * draw circle (STUDENT, week) word 0 (then id). Seats that are away stand on no circle.
 *
 * Reads nothing else. Writes calendar columns, groups (not pair_hours), enrolled; drops ties of those who leave.
 */
#include "process/course.h"

#include <stdlib.h>

enum { TERM_WEEKS = 26 };

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

/* Seats by site and team; the key's low half is left 0, so that ids order the members. */
static void lay_teams(struct world *world, const struct timetable_cohort *cohort, uint32_t base)
{
    for (uint32_t seat = 0; seat < world->intake; seat++) {
        uint64_t group = (uint64_t)cohort->site[seat] << 24 | cohort->team[seat];
        world->tickets[seat] = (struct group_ticket){group << 32, cohort->first_id + seat, base + seat};
        world->students.calendar.site[base + seat] = cohort->site[seat];
    }
    group_layout(&world->groups[GROUP_SMALL], world->tickets, world->intake, base);
}

static int phase_of(const struct world *world, int year_of_course)
{
    return (int)world->school.course.at[year_of_course];
}

static int year_of_course(const struct world *world, int entry_year, int year)
{
    int last = (int)world->school.course.count - 1;
    return year - entry_year < last ? year - entry_year : last;
}

/* Year of course in which placement starts; after the last if never. */
static int first_placement(const struct world *world)
{
    int y = 0;
    while (y < world->school.course.count && phase_of(world, y) != CALENDAR_PLACEMENT)
        y++;
    return y;
}

static int placement_years_before(const struct world *world, int year)
{
    int count = 0;
    for (int y = 0; y < year; y++)
        count += phase_of(world, y) == CALENDAR_PLACEMENT;
    return count;
}

/* Calls for every cohort present, oldest first. */
static size_t placement_cohorts(const struct world *world, int year, struct timetable_cohort *cohorts)
{
    size_t count = 0;
    for (int index = 0; index < WORLD_YEARS; index++) {
        int entry = index - WORLD_YEAR_ZERO;
        if (world->base_row[index] == ROW_NONE)
            continue;
        int of_course = year_of_course(world, entry, year);
        if (phase_of(world, of_course) != CALENDAR_PLACEMENT)
            continue;
        cohorts[count++] = (struct timetable_cohort){.first_id = world_cohort_id(entry),
                                                     .seats = world->intake,
                                                     .placement_week = (entry + first_placement(world)) * CALENDAR_WEEKS,
                                                     .placement_year = placement_years_before(world, of_course)};
    }
    return count;
}

static void begin_block(struct world *world, int year)
{
    struct timetable_cohort cohorts[CALENDAR_YEARS_MAX];
    size_t count = placement_cohorts(world, year, cohorts);
    int16_t *site = malloc((count * world->intake + 1) * sizeof *site);
    uint32_t *team = malloc((count * world->intake + 1) * sizeof *team);
    for (size_t c = 0; c < count && site && team; c++) {
        cohorts[c].site = site + c * world->intake;
        cohorts[c].team = team + c * world->intake;
    }
    if (!site || !team || timetable_assign(world->timetable, world->key, world->week, cohorts, count) != KITH_OK)
        world->failed = true;
    else
        for (size_t c = 0; c < count; c++)
            lay_teams(world, &cohorts[c], world_row(world, cohorts[c].first_id));
    free(site);
    free(team);
}

static void cut_tutorials(struct world *world, uint32_t base)
{
    for (uint32_t seat = 0; seat < world->intake; seat++) {
        uint32_t id = world->students.person.id[base + seat];
        struct random_draw draw = random_draw(world->key, RANDOM_regroup, 0, world->week, id, 0);
        world->tickets[seat] = (struct group_ticket){draw.word[0], id, base + seat};
        world->students.calendar.site[base + seat] = -1;
    }
    uint32_t largest = (uint32_t)world->timetable->parameters.tutorial_size;
    group_cut(&world->groups[GROUP_SMALL], world->tickets, world->intake, base, largest);
}

static void locate_cohort(struct world *world, uint32_t base, int entry, int year, int week_of_year)
{
    struct students *s = &world->students;
    int of_course = year_of_course(world, entry, year);
    int phase = phase_of(world, of_course);
    int season = world->calendar.season[phase][week_of_year];
    for (uint32_t row = base; row < base + world->intake; row++) {
        if (s->calendar.phase[row] != phase)
            s->calendar.phase_week[row] = (int16_t)world->week;
        s->calendar.year_of_course[row] = (uint8_t)of_course;
        s->calendar.phase[row] = (uint8_t)phase;
        s->calendar.season[row] = (uint8_t)season;
        int16_t at = phase == CALENDAR_CAMPUS ? (int16_t)PLACE_CAMPUS : s->calendar.site[row];
        s->calendar.place[row] = season == CALENDAR_BREAK ? (int16_t)PLACE_AWAY : at;
    }
}

static void lay_circles(struct world *world)
{
    const struct students *s = &world->students;
    struct groups *wide = &world->groups[GROUP_WIDE];
    uint32_t count = 0, word[WORLD_SPAN];
    for (uint32_t row = 0; row < world->rows; row++) {
        if (row % WORLD_SPAN == 0)
            world_draw_span(world, RANDOM_circle, row / WORLD_SPAN, &(struct random_lanes){{word}});
        group_leave(wide, row);
        uint32_t id = s->person.id[row];
        if (world_row(world, id) != row || s->calendar.place[row] == PLACE_AWAY)
            continue;
        uint32_t group =
            s->calendar.place[row] == PLACE_CAMPUS ? id >> WORLD_SEAT_BITS : WORLD_YEARS + (uint32_t)s->calendar.place[row];
        world->tickets[count++] = (struct group_ticket){(uint64_t)group << 32 | word[row % WORLD_SPAN], id, row};
    }
    group_layout(wide, world->tickets, count, 0);
}

void course_step(struct world *world, const struct population_parameters *population)
{
    int year = calendar_year(world->week), week_of_year = calendar_week_of_year(world->week);
    population_set_homophily(world, population);
    if (week_of_year == 0)
        begin_year(world, population, year);
    if (calendar_block_begins(&world->calendar, week_of_year))
        begin_block(world, year);
    for (int index = 0; index < WORLD_YEARS; index++) {
        uint32_t base = world->base_row[index];
        int entry = index - WORLD_YEAR_ZERO;
        if (base == ROW_NONE)
            continue;
        if (week_of_year % TERM_WEEKS == 0 && phase_of(world, year_of_course(world, entry, year)) == CALENDAR_CAMPUS)
            cut_tutorials(world, base);
        locate_cohort(world, base, entry, year, week_of_year);
    }
    lay_circles(world);
}
