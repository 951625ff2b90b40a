/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who may be selected as a supporter (EVIDENCE row 13: explicit criteria), at the time of selection: enrolled, no role, not a
 * successor in training, never stopped serving, willingness ≥ 1 − volunteer_share; a successor is not in the last year of the course; and
 *   experience       year of course (from 1) in which service begins ≥ first_year: a successor's is the next
 *   available        no exam in this and the following exam_free_weeks − 1 weeks of the year, in the present phase
 *   accessible       not away this week (present), and accessible_ties ties with banked hours ≥ named_at
 *   not vulnerable   well (well), frailty ≤ frailty_limit, and not supported as distressed in the last unsupported_weeks weeks
 *   academically safe   draw academic (STUDENT, ONCE) word 0: u < safe_share; the model has no marks
 * By default only first_year and well keep anyone out.
 *
 * Reads ties, calendar, distress, help. Writes nothing.
 */
#include "process/programme_private.h"

static bool is_available(const struct programme_step *step, uint32_t row)
{
    const struct world *world = step->world;
    int first = calendar_week_of_year(world->week);
    const uint8_t *season = world->calendar.season[world->students.calendar.phase[row]];
    for (int week = first; week < CALENDAR_WEEKS && week - first < step->p->exam_free_weeks; week++)
        if (season[week] == CALENDAR_EXAM)
            return false;
    return true;
}

static bool is_accessible(const struct programme_step *step, uint32_t row)
{
    const struct world *world = step->world;
    const struct ties *ties = &world->ties;
    int64_t named = 0;
    for (uint32_t slot = ties->row[row].offset, end = slot + ties->row[row].count; slot < end; slot++)
        named += ties->banked[slot] >= world->named_at;
    return named >= step->p->accessible_ties && (!step->p->present || world->students.calendar.place[row] != PLACE_AWAY);
}

static bool is_vulnerable(const struct programme_step *step, uint32_t row)
{
    const struct students *s = &step->world->students;
    int32_t supported = s->help.supported_week[row];
    return (step->p->well && s->distress.level[row] != LEVEL_WELL) || (double)s->person.frailty[row] > step->p->frailty_limit ||
           (supported != WEEK_NEVER && step->world->week - supported < step->p->unsupported_weeks);
}

static bool is_safe(const struct programme_step *step, uint32_t row)
{
    const struct world *world = step->world;
    return random_uniform(random_draw(world->key, RANDOM_academic, 0, 0, world->students.person.id[row], 0).word[0]) <
           step->p->safe_share;
}

bool programme_is_eligible(const struct programme_step *step, uint32_t row)
{
    const struct students *s = &step->world->students;
    bool next_year = step->ahead && step->world->school.turnover != TURNOVER_CLOSED;
    int year = s->calendar.year_of_course[row] + next_year; /* in which service begins, from 0 */
    return s->person.enrolled[row] && s->programme.role[row] == ROLE_NONE && s->programme.succeeds[row] == ID_NONE &&
           !s->programme.stopped[row] && year < step->world->school.course.count &&
           (double)s->person.willingness[row] >= 1 - step->p->volunteer_share && year + 1 >= step->p->first_year &&
           is_available(step, row) && is_accessible(step, row) && !is_vulnerable(step, row) && is_safe(step, row);
}
