/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Yearly measures, taken in week 39 of each year (the last of campus teaching in the default calendar).
 *
 *   census     share distressed; of those, share with professional care in this episode; cases again two censuses later (T1,
 *              T5, T14)
 *   friendship students in their last campus year before placement, ties within the cohort: named friends; best friends (at
 *   most six strongest ties with
 *              banked hours ≥ friend_at; equal ones by id): transitivity, survival since the last census among those
 *              still there, nobody either way;
 *              tutor-mates (T9-T13)
 *   reach      students one and two steps (ties at friend_at) from a supporter on duty
 *   placement  some peer first met on placement with 50, 90, 200 h together
 */
#include "observe/observe.h"

#include <stdlib.h>
#include <string.h>

enum { MONTH_9 = 39 };

static bool is_best_order(const struct ties *ties, uint32_t a, uint32_t b)
{
    return ties->banked[a] != ties->banked[b] ? ties->banked[a] > ties->banked[b] : ties->peer[a] < ties->peer[b];
}

/* The ids of the best friends, strongest first, then ID_NONE. */
static void nominate(const struct world *world, uint32_t row, uint32_t best[OBSERVE_BEST])
{
    const struct ties *ties = &world->ties;
    uint32_t slot_of[OBSERVE_BEST];
    int count = 0;
    for (uint32_t slot = ties->row[row].offset, end = slot + ties->row[row].count; slot < end; slot++) {
        if (ties->banked[slot] < world->friend_at)
            continue;
        int at = count < OBSERVE_BEST ? count++ : OBSERVE_BEST;
        if (at == OBSERVE_BEST && !is_best_order(ties, slot, slot_of[--at]))
            continue;
        for (; at > 0 && is_best_order(ties, slot, slot_of[at - 1]); at--)
            slot_of[at] = slot_of[at - 1];
        slot_of[at] = slot;
    }
    for (int k = 0; k < OBSERVE_BEST; k++)
        best[k] = k < count ? ties->peer[slot_of[k]] : ID_NONE;
}

static bool names(const uint32_t *best, uint32_t id)
{
    for (int k = 0; k < OBSERVE_BEST; k++)
        if (best[k] == id)
            return true;
    return false;
}

static void take_census(struct observer *observer, const struct world *world, uint32_t row)
{
    struct observe_person *person = &observer->person[row];
    struct observe_sums *sums = &observer->sums;
    bool is_case = world->students.distress.level[row] != LEVEL_WELL;
    sums->census++;
    sums->census_cases += is_case;
    sums->census_cared += is_case && world->students.services.cared[row];
    if (person->seen >= 2 && person->history & 2) {
        sums->again_cases++;
        sums->again += is_case;
    }
    person->history = (uint8_t)(person->history << 1 | is_case);
    person->seen = (uint8_t)(person->seen < 8 ? person->seen + 1 : 8);
}

/* True in the last campus year before placement (or of the course), if it is not the first year. */
static bool is_settled(const struct world *world, uint32_t row)
{
    int year = world->students.calendar.year_of_course[row];
    const struct parameter_list *course = &world->school.course;
    bool last = year + 1 == course->count || course->at[year + 1] == CALENDAR_PLACEMENT;
    return world->students.person.enrolled[row] && year > 0 && course->at[year] == CALENDAR_CAMPUS && last;
}

static void count_named(struct observer *observer, const struct world *world, uint32_t row)
{
    const struct ties *ties = &world->ties;
    const struct groups *small = &world->groups[GROUP_SMALL];
    uint32_t cohort = world->students.person.id[row] >> WORLD_SEAT_BITS;
    double named = 0, mates_named = 0, mates = 0, others = 0;
    for (uint32_t slot = ties->row[row].offset, end = slot + ties->row[row].count; slot < end; slot++) {
        if (ties->banked[slot] < world->named_at || ties->peer[slot] >> WORLD_SEAT_BITS != cohort)
            continue;
        named++;
        mates_named += small->seat[world_row(world, ties->peer[slot])].first == small->seat[row].first;
    }
    uint32_t base = world->base_row[cohort];
    for (uint32_t other = base; other < base + world->intake; other++)
        if (other != row && world->students.person.enrolled[other])
            *(small->seat[other].first == small->seat[row].first ? &mates : &others) += 1;
    struct observe_sums *sums = &observer->sums;
    sums->named_students++;
    sums->named += named;
    sums->named_squares += named * named;
    sums->mates_friends += mates_named;
    sums->mates += mates;
    sums->others_friends += named - mates_named;
    sums->others += others;
}

static bool is_there(const struct world *world, uint32_t id)
{
    uint32_t row = world_row(world, id);
    return row != ROW_NONE && world->students.person.enrolled[row];
}

/* best holds this census's nominations of all rows, observer->best the last one's. */
static void compare_best(struct observer *observer, const struct world *world, const uint32_t *best, uint32_t row)
{
    struct observe_sums *sums = &observer->sums;
    const uint32_t *own = best + (size_t)row * OBSERVE_BEST, *before = observer->best + (size_t)row * OBSERVE_BEST;
    sums->nobody += own[0] == ID_NONE; /* ties are mutual: whoever is named also names someone */
    for (int k = 0; k < OBSERVE_BEST; k++) {
        sums->nominations += own[k] != ID_NONE;
        if (before[k] != ID_NONE && is_there(world, before[k])) {
            sums->kept_of++;
            sums->kept += names(own, before[k]);
        }
        uint32_t friend = own[k] == ID_NONE ? ROW_NONE : world_row(world, own[k]);
        for (int l = 0; friend != ROW_NONE && l < OBSERVE_BEST; l++) {
            uint32_t third = best[(size_t) friend * OBSERVE_BEST + (size_t)l];
            if (third == ID_NONE || third == world->students.person.id[row])
                continue;
            sums->nominated_paths++;
            sums->nominated_closed += names(own, third);
        }
    }
}

static void measure_friendship(struct observer *observer, const struct world *world)
{
    uint32_t *best = malloc(((size_t)world->rows * OBSERVE_BEST + 1) * sizeof *best);
    if (!best) {
        observer->failed = true;
        return;
    }
    for (uint32_t row = 0; row < world->rows; row++)
        nominate(world, row, best + (size_t)row * OBSERVE_BEST);
    for (uint32_t row = 0; row < world->rows; row++) {
        if (!is_settled(world, row))
            continue;
        count_named(observer, world, row);
        compare_best(observer, world, best, row);
    }
    memcpy(observer->best, best, (size_t)world->rows * OBSERVE_BEST * sizeof *best);
    free(best);
}

static void measure_reach(struct observer *observer, const struct world *world)
{
    const struct ties *ties = &world->ties;
    uint8_t *steps = calloc((size_t)world->rows + 1, 1); /* 1: on duty, 2: one step, 3: two steps */
    if (!steps) {
        observer->failed = true;
        return;
    }
    for (uint32_t row = 0; row < world->rows; row++)
        steps[row] = world->students.person.enrolled[row] && world->students.programme.role[row] == ROLE_ON_DUTY;
    for (uint8_t from = 1; from <= 2; from++)
        for (uint32_t row = 0; row < world->rows; row++)
            for (uint32_t k = 0; steps[row] == from && k < ties->row[row].count; k++) {
                uint32_t slot = ties->row[row].offset + k, other = world_row(world, ties->peer[slot]);
                if (ties->banked[slot] >= world->friend_at && steps[other] == 0)
                    steps[other] = (uint8_t)(from + 1);
            }
    for (uint32_t row = 0; row < world->rows; row++) {
        observer->sums.reach_students += world->students.person.enrolled[row];
        observer->sums.reach[0] += steps[row] == 1 || steps[row] == 2;
        observer->sums.reach[1] += steps[row] != 0;
    }
    free(steps);
}

/* Some peer first met since placement began, by cumulative hours. */
static void measure_enough(struct observer *observer, const struct world *world, uint32_t row)
{
    static const int32_t tiers[] = {50 * 1024, 90 * 1024, 200 * 1024}; /* Hall 2018 */
    const struct ties *ties = &world->ties;
    int32_t most = 0;
    for (uint32_t slot = ties->row[row].offset, end = slot + ties->row[row].count; slot < end; slot++)
        if (ties->since_week[slot] >= world->students.calendar.phase_week[row] && ties->cumulative[slot] > most)
            most = ties->cumulative[slot];
    observer->sums.placement_students++;
    observer->sums.placement_friends += world_friends(world, row);
    for (int tier = 0; tier < 3; tier++)
        observer->sums.enough[tier] += most >= tiers[tier];
}

static void count_first_year(struct observer *observer, const struct world *world, int week)
{
    for (uint32_t row = 0; row < world->rows; row++) {
        if (!world->students.person.enrolled[row] || world->students.calendar.year_of_course[row] != 0)
            continue;
        bool is_case = world->students.distress.level[row] != LEVEL_WELL;
        observer->sums.entry_students += week == 0;
        observer->sums.entry_cases += week == 0 && is_case;
        observer->sums.month9_students += week >= MONTH_9;
        observer->sums.month9_cases += week >= MONTH_9 && is_case;
    }
}

void observe_structure(struct observer *observer, const struct world *world)
{
    int week = calendar_week_of_year(world->week);
    if (week == 0 || week >= MONTH_9)
        count_first_year(observer, world, week);
    if (week != OBSERVE_CENSUS_WEEK)
        return;
    measure_friendship(observer, world);
    measure_reach(observer, world);
    for (uint32_t row = 0; row < world->rows; row++) {
        if (!world->students.person.enrolled[row])
            continue;
        take_census(observer, world, row);
        if (world->students.calendar.phase[row] == CALENDAR_PLACEMENT)
            measure_enough(observer, world, row);
    }
}
