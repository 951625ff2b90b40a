/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a programme lasts or fades (EVIDENCE row 10). Supporters graduate with their cohort (course.c). Each week, before selection:
 *
 * Stopping: a supporter stops with 1 − exp(−rate), draw serve (STUDENT) word 0, and is not asked again (stopped):
 *   rate = quit_interest · (quit_idle if idle) + quit_burden · burden + quit_exam [exam week]
 *   idle: more than quit_idle_weeks weeks since the last formal encounter given, or since service began if that is later
 * Taking over: a successor serves from the week in which the supporter whom he or she succeeds no longer serves, but not before
 *   first_year; who is to fill a vacancy, from the year's first week.
 * Handing over: students assigned to someone who no longer serves go to the successor, nobody else; without one they have none.
 *
 * Recruiting (succession), succession_weeks before the year's end, after selection: supporters + extra − those serving who will not graduate
 * then − those already in training are selected by the policy, among those who stay, with the stayers as those serving; they are trained
 * now. In the order of ids they are to succeed those who will graduate, the rest fill vacancies.
 * Vacancies (supporters + extra − those serving − those in training for vacancies) are filled as refill says: in the first week of a
 * year (yearly) or of weeks 0 and 26 (term), and after it if nobody serves and nobody was selected since; weekly; or only until
 * anyone has been selected (never).
 *
 * Reads burden, season, duty_week. Writes role, serving_week, boundary_week, succeeds, stopped, assigned.
 */
#include "process/programme_private.h"

#include <stdlib.h>

const char *const programme_refill_names[] = {"yearly", "term", "weekly", "never", NULL};

/* Whose students, and who takes them over (ids). */
struct successor {
    uint32_t of, id;
};

static int compare_successors(const void *left, const void *right)
{
    const struct successor *a = left, *b = right;
    return (a->of > b->of) - (a->of < b->of);
}

static bool serves(const struct world *world, uint32_t id)
{
    uint32_t row = world_row(world, id);
    return row != ROW_NONE && world->students.person.enrolled[row] && world->students.programme.role[row] != ROLE_NONE;
}

void programme_appoint(struct world *world, uint32_t row)
{
    struct students *s = &world->students;
    s->programme.role[row] = ROLE_ON_DUTY;
    s->programme.serving_week[row] = (int16_t)world->week;
    s->programme.boundary_week[row] = WEEK_NEVER;
    s->programme.succeeds[row] = ID_NONE;
}

static double stopping_rate(const struct programme_step *step, uint32_t row)
{
    const struct programme_parameters *p = step->p;
    const struct students *s = &step->world->students;
    int32_t served = s->programme.serving_week[row], gave = s->help.duty_week[row];
    bool idle = step->world->week - (gave > served ? gave : served) > p->quit_idle_weeks;
    double rate = p->quit_interest * (idle ? p->quit_idle : 1) + p->quit_burden * (double)s->help.burden[row];
    return rate + (s->calendar.season[row] == CALENDAR_EXAM ? p->quit_exam : 0);
}

static void stop(const struct programme_step *step)
{
    struct world *world = step->world;
    struct students *s = &world->students;
    for (uint32_t k = 0; k < step->supporters; k++) {
        uint32_t row = step->supporter[k];
        struct random_draw draw = random_draw(world->key, RANDOM_serve, 0, world->week, s->person.id[row], 0);
        if (!random_rate(stopping_rate(step, row), draw.word[0]))
            continue;
        s->programme.role[row] = ROLE_NONE;
        s->programme.stopped[row] = 1;
        world->events.stopped++;
    }
}

/* Successors whose time has come; how many. */
static size_t take_over(const struct programme_step *step, struct successor *successors)
{
    struct world *world = step->world;
    struct students *s = &world->students;
    size_t count = 0;
    for (uint32_t row = 0; row < world->rows; row++) {
        uint32_t of = s->programme.succeeds[row], id = s->person.id[row];
        if (of == ID_NONE || !s->person.enrolled[row])
            continue;
        bool experienced = s->calendar.year_of_course[row] + 1 >= step->p->first_year;
        if (of == id ? calendar_week_of_year(world->week) == 0 : experienced && !serves(world, of))
            successors[count++] = (struct successor){of, id};
    }
    for (size_t k = 0; k < count; k++)
        programme_appoint(world, world_row(world, successors[k].id));
    if (count)
        qsort(successors, count, sizeof *successors, compare_successors);
    return count;
}

static void rehome(struct world *world, const struct successor *successors, size_t count)
{
    struct students *s = &world->students;
    for (uint32_t row = 0; row < world->rows; row++) {
        uint32_t of = s->programme.assigned[row];
        if (of == ID_NONE || serves(world, of))
            continue;
        const struct successor key = {of, ID_NONE},
                               *next = count ? bsearch(&key, successors, count, sizeof *successors, compare_successors) : NULL;
        s->programme.assigned[row] = next && next->id != s->person.id[row] ? next->id : ID_NONE;
    }
}

bool programme_hand_over(struct programme_step *step, uint32_t *rows)
{
    struct world *world = step->world;
    struct successor *successors = malloc(((size_t)world->rows + 1) * sizeof *successors);
    if (!successors)
        return false;
    step->supporters = programme_list(world, rows);
    stop(step);
    size_t count = take_over(step, successors);
    if (count > 0 || world->events.stopped > 0 || calendar_week_of_year(world->week) == 0)
        rehome(world, successors, count);
    step->supporters = programme_list(world, rows);
    free(successors);
    return true;
}

static bool graduates(const struct world *world, uint32_t row)
{
    return world->school.turnover != TURNOVER_CLOSED &&
           world->students.calendar.year_of_course[row] + 1 >= world->school.course.count;
}

static uint32_t count_training(const struct world *world, bool for_vacancies)
{
    const struct students *s = &world->students;
    uint32_t count = 0;
    for (uint32_t row = 0; row < world->rows; row++)
        count += s->person.enrolled[row] && s->programme.succeeds[row] != ID_NONE &&
                 (!for_vacancies || s->programme.succeeds[row] == s->person.id[row]);
    return count;
}

uint32_t programme_vacancies(const struct programme_step *step)
{
    const struct world *world = step->world;
    static const int32_t spans[] = {[REFILL_YEARLY] = CALENDAR_WEEKS, [REFILL_TERM] = CALENDAR_WEEKS / 2, [REFILL_WEEKLY] = 1};
    uint32_t wanted = (uint32_t)(step->p->supporters + step->p->extra), filled = step->supporters + count_training(world, true);
    bool due = world->programme_week == WEEK_NEVER;
    if (step->p->refill != REFILL_NEVER) {
        int32_t since = calendar_week_of_year(world->week) % spans[step->p->refill];
        due = since == 0 || (step->supporters == 0 && world->programme_week < world->week - since);
    }
    return due && wanted > filled ? wanted - filled : 0;
}

static int compare_ids(const void *left, const void *right)
{
    const struct successor *a = left, *b = right;
    return (a->id > b->id) - (a->id < b->id);
}

/* In the order of ids: the new ones are to succeed those who will graduate. */
static void pair_off(struct world *world, struct successor *leavers, size_t leaver_count, struct successor *recruits)
{
    struct students *s = &world->students;
    size_t count = 0;
    for (uint32_t row = 0; row < world->rows; row++)
        if (s->person.enrolled[row] && s->programme.succeeds[row] == s->person.id[row])
            recruits[count++] = (struct successor){ID_NONE, s->person.id[row]};
    if (count)
        qsort(recruits, count, sizeof *recruits, compare_ids);
    if (leaver_count)
        qsort(leavers, leaver_count, sizeof *leavers, compare_ids);
    for (size_t k = 0; k < count && k < leaver_count; k++)
        s->programme.succeeds[world_row(world, recruits[k].id)] = leavers[k].id;
}

bool programme_recruit(const struct programme_step *step)
{
    struct world *world = step->world;
    if (!step->p->succession || calendar_week_of_year(world->week) != CALENDAR_WEEKS - step->p->succession_weeks)
        return true;
    struct successor *leavers = malloc(((size_t)world->rows + 1) * sizeof *leavers),
                     *recruits = malloc(((size_t)world->rows + 1) * sizeof *recruits);
    uint32_t *stayers = malloc(((size_t)world->rows + 1) * sizeof *stayers);
    struct programme_step ahead = {world, step->p, stayers, 0, true};
    size_t leaver_count = 0;
    bool good = leavers && recruits && stayers;
    for (uint32_t k = 0; good && k < step->supporters; k++) {
        if (graduates(world, step->supporter[k]))
            leavers[leaver_count++] = (struct successor){ID_NONE, world->students.person.id[step->supporter[k]]};
        else
            stayers[ahead.supporters++] = step->supporter[k];
    }
    uint32_t wanted = (uint32_t)(step->p->supporters + step->p->extra), there = ahead.supporters + count_training(world, false);
    good = good && (wanted <= there || programme_select(&ahead, wanted - there));
    if (good)
        pair_off(world, leavers, leaver_count, recruits);
    free(leavers);
    free(recruits);
    free(stayers);
    return good;
}
