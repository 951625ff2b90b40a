/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What no table of parameters can say: which values of different sections go together. Mistakes go to the report. */
#include <string.h>

#include "experiment/plan/plan_private.h"

int plan_placement_years(const struct school_parameters *school)
{
    int years = 0;
    for (int64_t y = 0; y < school->course.count; y++)
        years += school->course.at[y] == CALENDAR_PLACEMENT;
    return years;
}

static void check_programme(const struct plan_check *check)
{
    const struct programme_parameters *programme = &check->p->model.programme;
    const struct school_parameters *school = &check->p->model.school;
    int64_t students = school_seats(school);
    int64_t wanted = programme->supporters > 0 ? programme->supporters + programme->extra : 0;
    double volunteers = programme->volunteer_share * programme->safe_share * (double)students;
    if (programme->supporters > 0 && programme->first_year > school->course.count)
        scenario_error(check->scenario, check->arm, "programme.first_year", check->report,
                       "programme.first_year is %lld, but the course has %lld years: nobody could ever serve",
                       (long long)programme->first_year, (long long)school->course.count);
    if ((double)wanted > volunteers)
        kith_report_add(check->report, KITH_WARNING, check->scenario->path, 0, 0,
                        "arm %s wants %lld supporters, but only about %.0f of %lld students would volunteer "
                        "(programme.volunteer_share)",
                        check->arm, (long long)wanted, volunteers, (long long)students);
}

/* The flow problem grows with students x supporters: 2 million arcs take minutes and half a gigabyte. */
static void check_caseload(const struct plan_check *check)
{
    enum { ARCS_MAX = 2000000 };
    const struct programme_parameters *programme = &check->p->model.programme;
    const struct school_parameters *school = &check->p->model.school;
    int64_t students = school_seats(school),
            supporters = programme->supporters > 0 ? programme->supporters + programme->extra : 0;
    if (programme->assignment != ASSIGNMENT_NONE && students * supporters > ARCS_MAX)
        scenario_error(
            check->scenario, check->arm, "programme.supporters", check->report,
            "programme.assignment %s cannot be solved for %lld students and %lld supporters; allowed are %d pairs of the "
            "two, or programme.assignment none",
            programme_assignment_names[programme->assignment], (long long)students, (long long)supporters, ARCS_MAX);
}

/* An arm that goes by the true friendships shows what knowing them could bring; no school could run it. */
static void check_oracle(const struct plan_check *check)
{
    const struct programme_parameters *p = &check->p->model.programme;
    bool selects = programme_selection_needs(p->selection) == NEEDS_GRAPH;
    bool assigns = programme_assignment_needs(p->assignment) == NEEDS_GRAPH;
    if (p->supporters == 0 || p->graph != PROGRAMME_ORACLE || (!selects && !assigns))
        return;
    kith_report_add(check->report, KITH_WARNING, check->scenario->path, 0, 0,
                    "arm %s uses an oracle: programme.%s %s goes by the true friendship graph, which no school knows "
                    "(programme.graph survey is what a school could run)",
                    check->arm, selects ? "selection" : "assignment",
                    selects ? programme_selection_names[p->selection] : programme_assignment_names[p->assignment]);
}

void plan_check_education(const struct plan_check *check)
{
    const struct school_parameters *school = &check->p->model.school;
    for (int session = 0; session < SESSIONS_FOR_ALL; session++) {
        struct education_sessions s = education_sessions(&check->p->model.education, (enum education_session)session);
        for (int64_t k = 0; k < s.years->count; k++)
            if (s.years->at[k] > school->course.count)
                scenario_error(check->scenario, check->arm, s.years_path, check->report,
                               "%s holds %lld, but the course has %lld years", s.years_path, (long long)s.years->at[k],
                               (long long)school->course.count);
    }
}

static void check_graph(const struct plan_check *check)
{
    const struct graph_parameters *graph = &check->p->model.graph;
    const struct school_parameters *school = &check->p->model.school;
    if (graph->source == GRAPH_NONE)
        return;
    if (school->turnover != TURNOVER_CLOSED)
        scenario_error(check->scenario, NULL, "graph.source", check->report,
                       "graph.source is %s, which needs school.turnover closed (ties from the start are among those who stay)",
                       graph_source_names[graph->source]);
    if (graph->source == GRAPH_FILE && graph->file.at[0] == '\0')
        scenario_error(check->scenario, NULL, "graph.source", check->report, "graph.source is file, but graph.file names none");
    if (graph->source == GRAPH_COMPLETE && school->intake > TIE_ROW_MAX + 1)
        scenario_error(check->scenario, NULL, "graph.source", check->report,
                       "graph.source is complete: %lld students would have %lld ties each; one student can have %d at most",
                       (long long)school->intake, (long long)school->intake - 1, TIE_ROW_MAX);
    bool whole = graph->degree == (double)(int64_t)graph->degree;
    if (graph->source == GRAPH_REGULAR &&
        (!whole || ((int64_t)graph->degree * school->intake) % 2 || graph->degree >= (double)school->intake))
        scenario_error(check->scenario, NULL, "graph.degree", check->report,
                       "no graph of %lld students has %g ties each: degree must be whole, below the number of students, and "
                       "degree × students even",
                       (long long)school->intake, graph->degree);
}

static void check_calendar(const struct plan_check *check)
{
    const struct calendar_parameters *c = &check->p->model.calendar;
    struct calendar calendar;
    calendar_init(&calendar, c, 1);
    if (plan_placement_years(&check->p->model.school) > 0 && calendar.blocks == 0)
        scenario_error(check->scenario, NULL, "calendar.placement_breaks", check->report,
                       "no week of a placement year is left for placements");
    int64_t day;
    if (!date_read(check->p->run.start_date.at, DATE_ISO, &day))
        scenario_error(check->scenario, NULL, "run.start_date", check->report,
                       "run.start_date is \"%s\", allowed is a date as YYYY-MM-DD, from 1900 to 2199",
                       check->p->run.start_date.at);
}

/* Seats are numbered with 20 bits, and files speak of the students of one school. */
static void check_schools(const struct plan_check *check, const struct plan *plan)
{
    const struct school_parameters *school = &check->p->model.school;
    enum { SEATS_MAX = 1 << 20 };
    if (school_cohort_seats(school) > SEATS_MAX)
        scenario_error(check->scenario, NULL, "school.schools", check->report,
                       "%lld schools with %lld students a year are %lld; allowed are %d", (long long)school->schools,
                       (long long)school->intake, (long long)school_cohort_seats(school), SEATS_MAX);
    if (school->schools > 1 && (plan->imported || check->p->model.graph.source != GRAPH_NONE))
        scenario_error(check->scenario, NULL, "school.schools", check->report,
                       "school.schools is %lld, but a graph, students CSV, roster or pinned lines are of one school",
                       (long long)school->schools);
}

static void check_burn_in(const struct plan_check *check)
{
    const struct school_parameters *school = &check->p->model.school;
    if (school->turnover == TURNOVER_COHORTS && check->p->run.burn_in_years < school->course.count)
        scenario_error(
            check->scenario, NULL, "run.burn_in_years", check->report,
            "run.burn_in_years is %lld; the school opens empty and needs at least the %lld years of the course to fill",
            (long long)check->p->run.burn_in_years, (long long)school->course.count);
}

static void check_observe(const struct plan_check *check, const struct plan *plan)
{
    const struct observe_parameters *o = &check->p->observe;
    const struct {
        const char *name;
        bool on;
    } records[] = {{"observe.census", o->census}, {"observe.events", o->events}, {"observe.tie_weeks", o->tie_weeks.count > 0}};
    for (size_t k = 0; plan->imported && k < sizeof records / sizeof records[0]; k++)
        if (records[k].on)
            scenario_error(check->scenario, NULL, records[k].name, check->report,
                           "%s records single students; it is refused for imported graphs and rosters, which hold real people",
                           records[k].name);
    for (int64_t k = 0; k < o->tie_weeks.count; k++)
        if (o->tie_weeks.at[k] >= plan->weeks)
            scenario_error(check->scenario, NULL, "observe.tie_weeks", check->report,
                           "observe.tie_weeks holds %lld, but the run ends with week %d", (long long)o->tie_weeks.at[k],
                           plan->weeks - 1);
}

void plan_check_service_sites(const struct plan_check *check, const struct timetable *timetable)
{
    const struct seeking_parameters *p = &check->p->model.seeking;
    const char *const names[] = {"seeking.faculty_site", "seeking.counselling_site", "seeking.gp_site"};
    const int64_t site[] = {p->faculty_site, p->counselling_site, p->gp_site};
    long long sites = (long long)timetable->places.sites;
    for (int k = 0; k < 3 && sites > 0; k++)
        if (site[k] > sites)
            scenario_error(
                check->scenario, check->arm, names[k], check->report,
                "%s is %lld, but the timetable has %lld sites; allowed is 1 to %lld, or 0 for a service at none of them",
                names[k], (long long)site[k], sites, sites);
}

void plan_check_run(const struct plan_check *check, const struct plan *plan)
{
    check_burn_in(check);
    check_schools(check, plan);
    check_calendar(check);
    check_graph(check);
    check_observe(check, plan);
}

void plan_check_arm(const struct plan_check *check, const struct schema_parameters *base)
{
    check_programme(check);
    check_caseload(check);
    if (memcmp(&check->p->model.education, &base->model.education, sizeof base->model.education) != 0)
        plan_check_education(check);
    check_oracle(check);
}
