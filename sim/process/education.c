/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Step 9: education. With no hours in any session nothing here changes anything. Nothing is drawn.
 *
 * Sessions, as G22's Table 1 lists them: for all students symptoms and routes, scripts and practice, emergencies,
 * self-disclosure, obligations, collegiality; for supporters (on duty or paused) also role boundaries, enhanced training, meetings.
 *
 * When: a session type for all has hours a year H in years of course Y (none listed: every year); those for supporters have
 * hours in every year. Of a year's hours, 1 / n falls into each of the first n = min(spread_weeks, T) teaching weeks of the
 * year, T those of the phase that the year of course is spent in; exam weeks and breaks have no sessions.
 *
 * What: with h_k hours of session type k this week, the lesson moves a trait by m = Σ_k h_k · (effect of k on it, SD an hour):
 *   literacy            symptoms_literacy, emergencies_literacy, reaching_literacy
 *   boundary clarity    scripts_clarity, obligations_clarity, boundaries_clarity, meeting_clarity
 *   self-efficacy       scripts_self_efficacy, reaching_self_efficacy, meeting_self_efficacy
 *   collegial norm      obligations_norm, collegiality_norm
 *   public stigma       teaching_stigma (every hour of every type), disclosure_stigma, disease_framing · framing_stigma (symptoms)
 *   anticipated stigma  disclosure_anticipated
 *   career fear         obligations_emphasis · emphasis_career_fear (obligations)
 *   worry               emergencies_worry
 *   reaching out        reaching_outreach: no trait, a supporter's outreach (programme.c)
 * A student takes in the share of the lesson that presence is of the usual time: those absent for distress learn less. What a
 * student took in fades; traits.c does both, since traits are its columns.
 *
 * Reads the calendar, presence, role, training_inbox. Writes world.lessons; counts hours spent (hours of the lesson · presence,
 * 1/1024 h) and hours of supporters' training (dose · training_hours).
 */
#include "process/education.h"

#include "base/fixed.h"

#define PARAMETER_OWNER education_parameters
PARAMETER_TABLE(education, EDUCATION_PARAMETERS);

struct education_sessions education_sessions(const struct education_parameters *p, enum education_session session)
{
    const struct education_sessions all[SESSIONS_FOR_ALL] = {
        [SESSION_SYMPTOMS] = {"education.symptoms_years", p->symptoms_hours, &p->symptoms_years},
        [SESSION_SCRIPTS] = {"education.scripts_years", p->scripts_hours, &p->scripts_years},
        [SESSION_EMERGENCIES] = {"education.emergencies_years", p->emergencies_hours, &p->emergencies_years},
        [SESSION_DISCLOSURE] = {"education.disclosure_years", p->disclosure_hours, &p->disclosure_years},
        [SESSION_OBLIGATIONS] = {"education.obligations_years", p->obligations_hours, &p->obligations_years},
        [SESSION_COLLEGIALITY] = {"education.collegiality_years", p->collegiality_hours, &p->collegiality_years},
    };
    return all[session];
}

double education_share(const uint8_t *seasons, int week_of_year, int64_t spread_weeks)
{
    int64_t before = 0, taught = 0;
    for (int week = 0; week < CALENDAR_WEEKS; week++) {
        before += week < week_of_year && seasons[week] == CALENDAR_TEACHING;
        taught += seasons[week] == CALENDAR_TEACHING;
    }
    int64_t spread = spread_weeks < taught ? spread_weeks : taught;
    return seasons[week_of_year] == CALENDAR_TEACHING && before < spread ? 1 / (double)spread : 0;
}

struct lesson education_lesson(const struct education_parameters *p, const double h[SESSIONS])
{
    struct lesson lesson = {0};
    double *m = lesson.moves;
    for (int k = 0; k < SESSIONS; k++)
        lesson.hours += h[k];
    m[TAUGHT_LITERACY] = h[SESSION_SYMPTOMS] * p->symptoms_literacy + h[SESSION_EMERGENCIES] * p->emergencies_literacy +
                         h[SESSION_REACHING] * p->reaching_literacy;
    m[TAUGHT_CLARITY] = h[SESSION_SCRIPTS] * p->scripts_clarity + h[SESSION_OBLIGATIONS] * p->obligations_clarity +
                        h[SESSION_BOUNDARIES] * p->boundaries_clarity + h[SESSION_MEETING] * p->meeting_clarity;
    m[TAUGHT_SELF_EFFICACY] = h[SESSION_SCRIPTS] * p->scripts_self_efficacy + h[SESSION_REACHING] * p->reaching_self_efficacy +
                              h[SESSION_MEETING] * p->meeting_self_efficacy;
    m[TAUGHT_NORM] = h[SESSION_OBLIGATIONS] * p->obligations_norm + h[SESSION_COLLEGIALITY] * p->collegiality_norm;
    m[TAUGHT_STIGMA_PUBLIC] = lesson.hours * p->teaching_stigma + h[SESSION_DISCLOSURE] * p->disclosure_stigma +
                              h[SESSION_SYMPTOMS] * p->disease_framing * p->framing_stigma;
    m[TAUGHT_STIGMA_ANTICIPATED] = h[SESSION_DISCLOSURE] * p->disclosure_anticipated;
    m[TAUGHT_CAREER_FEAR] = h[SESSION_OBLIGATIONS] * p->obligations_emphasis * p->emphasis_career_fear;
    m[TAUGHT_WORRY] = h[SESSION_EMERGENCIES] * p->emergencies_worry;
    m[TAUGHT_REACHING] = h[SESSION_REACHING] * p->reaching_outreach;
    return lesson;
}

static bool is_listed(const struct parameter_list *years, int64_t year)
{
    for (int64_t k = 0; k < years->count; k++)
        if (years->at[k] == year)
            return true;
    return years->count == 0;
}

/* The week's lessons of a year of course, for those without and with a supporter's role. */
static void plan_lessons(struct world *world, const struct education_parameters *p, int year_of_course)
{
    const uint8_t *seasons = world->calendar.season[world->school.course.at[year_of_course]];
    double share = education_share(seasons, calendar_week_of_year(world->week), p->spread_weeks), hours[SESSIONS] = {0};
    for (int k = 0; k < SESSIONS_FOR_ALL; k++) {
        struct education_sessions sessions = education_sessions(p, (enum education_session)k);
        hours[k] = is_listed(sessions.years, year_of_course + 1) ? share * sessions.hours : 0;
    }
    world->lessons[year_of_course][0] = education_lesson(p, hours);
    hours[SESSION_BOUNDARIES] = share * p->supporter_boundaries_hours;
    hours[SESSION_REACHING] = share * p->supporter_reaching_hours;
    hours[SESSION_MEETING] = share * p->supporter_meeting_hours;
    world->lessons[year_of_course][1] = education_lesson(p, hours);
    world->taught = world->taught || world->lessons[year_of_course][0].hours + world->lessons[year_of_course][1].hours > 0;
}

void education_step(struct world *world, const struct education_parameters *p)
{
    for (int year = 0; year < world->school.course.count; year++)
        plan_lessons(world, p, year);
    const struct students *s = &world->students;
    int64_t taught = 0, training = 0;
#pragma omp parallel for schedule(static) reduction(+ : taught, training) if (world->parallel)
    for (uint32_t row = 0; row < world->rows; row++) {
        if (!s->person.enrolled[row])
            continue;
        taught += fixed_from(world_lesson(world, row)->hours * (double)s->encounters.presence[row]);
        training += fixed_from(p->training_hours * (double)s->traits.training_inbox[row]);
    }
    world->events.taught_hours = taught;
    world->events.training_hours = training;
}
