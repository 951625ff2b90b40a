/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "experiment/branch.h"

/* Where a check speaks: the arm (NULL for the base) and its parameters. */
struct check {
    const struct scenario *scenario;
    const char *arm;
    const struct schema_parameters *p;
    struct kith_report *report;
};

static int placement_years(const struct school_parameters *school)
{
    int years = 0;
    for (int64_t y = 0; y < school->course.count; y++)
        years += school->course.at[y] == CALENDAR_PLACEMENT;
    return years;
}

/* Cohorts on placement at a time. */
static int placement_cohorts(const struct school_parameters *school)
{
    int years = placement_years(school);
    return school->turnover == TURNOVER_CLOSED ? years > 0 : years;
}

static void check_programme(const struct check *check)
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
static void check_caseload(const struct check *check)
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
static void check_oracle(const struct check *check)
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

static void check_education(const struct check *check)
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

static void check_graph(const struct check *check)
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
    bool whole = graph->degree == (double)(int64_t)graph->degree;
    if (graph->source == GRAPH_REGULAR &&
        (!whole || ((int64_t)graph->degree * school->intake) % 2 || graph->degree >= (double)school->intake))
        scenario_error(check->scenario, NULL, "graph.degree", check->report,
                       "no graph of %lld students has %g ties each: degree must be whole, below the number of students, and "
                       "degree × students even",
                       (long long)school->intake, graph->degree);
}

static void check_calendar(const struct check *check)
{
    const struct calendar_parameters *c = &check->p->model.calendar;
    struct calendar calendar;
    calendar_init(&calendar, c, 1);
    if (placement_years(&check->p->model.school) > 0 && calendar.blocks == 0)
        scenario_error(check->scenario, NULL, "calendar.placement_breaks", check->report,
                       "no week of a placement year is left for placements");
    int64_t day;
    if (!date_read(check->p->run.start_date.at, DATE_ISO, &day))
        scenario_error(check->scenario, NULL, "run.start_date", check->report,
                       "run.start_date is \"%s\", allowed is a date as YYYY-MM-DD, from 1900 to 2199",
                       check->p->run.start_date.at);
}

/* Seats are numbered with 20 bits, and files speak of the students of one school. */
static void check_schools(const struct check *check, const struct plan *plan)
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

static void check_burn_in(const struct check *check)
{
    const struct school_parameters *school = &check->p->model.school;
    if (school->turnover == TURNOVER_COHORTS && check->p->run.burn_in_years < school->course.count)
        scenario_error(
            check->scenario, NULL, "run.burn_in_years", check->report,
            "run.burn_in_years is %lld; the school opens empty and needs at least the %lld years of the course to fill",
            (long long)check->p->run.burn_in_years, (long long)school->course.count);
}

static void check_observe(const struct check *check, const struct plan *plan)
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

/* A file named by a parameter, or NULL; *failed if memory is out. */
static char *file_of(const struct scenario *scenario, const struct parameter_text *name, bool *failed)
{
    char *file = name->at[0] ? scenario_file(scenario, name->at) : NULL;
    *failed |= name->at[0] && !file;
    return file;
}

/* The parameter that a message about the timetable speaks of ("timetable.blocks add up to ..."), else the one that says how many places there are. */
static const char *subject_of(const char *text, const struct timetable_parameters *t, char *name, size_t size)
{
    const char *at = strstr(text, "timetable.");
    size_t length = at ? strspn(at, "abcdefghijklmnopqrstuvwxyz_.") : 0;
    while (length > 0 && at[length - 1] == '.')
        length--;
    if (length > 0 && length < size)
        snprintf(name, size, "%.*s", (int)length, at);
    else
        snprintf(name, size, "timetable.%s", t->places.at[0] ? "places" : "site_capacity");
    return name;
}

/* Hands messages on, those that name no file with the place of their parameter in the scenario. */
static void pass_on(const struct check *check, const struct kith_report *said)
{
    for (size_t k = 0; k < said->count; k++) {
        const struct kith_message *m = &said->messages[k];
        char name[64];
        if (m->file || m->severity != KITH_ERROR)
            kith_report_add(check->report, m->severity, m->file ? m->file : check->scenario->path, m->line, m->column, "%s",
                            m->text);
        else
            scenario_error(check->scenario, check->arm, subject_of(m->text, &check->p->model.timetable, name, sizeof name),
                           check->report, "%s", m->text);
    }
}

static enum kith_status open_timetable(struct timetable *timetable, const struct check *check)
{
    const struct timetable_parameters *t = &check->p->model.timetable;
    bool failed = false;
    char *places = file_of(check->scenario, &t->places, &failed), *students = file_of(check->scenario, &t->students, &failed),
         *pinned = file_of(check->scenario, &t->pinned, &failed), *roster = file_of(check->scenario, &t->roster, &failed),
         *codes = file_of(check->scenario, &t->codes, &failed);
    struct timetable_files files = {places, students, pinned, roster, codes};
    struct timetable_school school = {.seats = (uint32_t)school_cohort_seats(&check->p->model.school),
                                      .years = placement_years(&check->p->model.school),
                                      .years_at_once = placement_cohorts(&check->p->model.school),
                                      .schools = (int)check->p->model.school.schools};
    date_read(check->p->run.start_date.at, DATE_ISO, &school.start_day); /* a wrong one has been reported */
    struct kith_report said;
    kith_report_init(&said);
    enum kith_status status =
        failed ? KITH_FAILED : timetable_init(timetable, t, &check->p->model.calendar, &files, &school, &said);
    pass_on(check, &said);
    kith_report_clear(&said);
    free(places);
    free(students);
    free(pinned);
    free(roster);
    free(codes);
    return status;
}

static enum kith_status open_graph(struct plan *plan, struct kith_report *report)
{
    const struct graph_parameters *g = &plan->base->model.graph;
    if (g->source == GRAPH_NONE || (g->source == GRAPH_FILE && g->file.at[0] == '\0'))
        return KITH_OK;
    char *file = g->source == GRAPH_FILE ? scenario_file(plan->scenario, g->file.at) : NULL;
    if (g->source == GRAPH_FILE && !file)
        return KITH_FAILED;
    enum kith_status status =
        graph_create(&plan->graph, g, file, (uint32_t)plan->base->model.school.intake, (uint64_t)plan->base->run.seed, report);
    free(file);
    return status;
}

static bool is_wanted(const char *name, const char *const *arms, size_t count)
{
    for (size_t k = 0; k < count; k++)
        if (strcmp(arms[k], name) == 0)
            return true;
    return arms == NULL;
}

static void say_unknown_arm(const struct scenario *scenario, const char *name, struct kith_report *report)
{
    const char *names[SCENARIO_ARMS_MAX + 1] = {NULL};
    char hint[256];
    for (size_t a = 0; a < scenario->arm_count; a++)
        names[a] = scenario->arms[a].name;
    kith_report_add(report, KITH_ERROR, scenario->path, 0, 0, "no arm is called \"%s\"%s", name,
                    suggest_text(name, names, hint, sizeof hint));
}

static enum kith_status choose_arms(struct plan *plan, const char *const *arms, size_t count, struct kith_report *report)
{
    const struct scenario *scenario = plan->scenario;
    for (size_t k = 0; k < count; k++) {
        bool known = false;
        for (size_t a = 0; a < scenario->arm_count; a++)
            known = known || strcmp(scenario->arms[a].name, arms[k]) == 0;
        if (!known)
            say_unknown_arm(scenario, arms[k], report);
    }
    plan->arms = calloc(scenario->arm_count, sizeof *plan->arms);
    if (!plan->arms)
        return KITH_FAILED;
    for (size_t a = 0; a < scenario->arm_count; a++)
        if (is_wanted(scenario->arms[a].name, arms, count))
            plan->arms[plan->arm_count++] = (struct plan_arm){.name = scenario->arms[a].name,
                                                              .own_name = scenario_arm_name(scenario, a),
                                                              .source = &plan->sources[scenario->arms[a].file],
                                                              .from_week = scenario->arms[a].from_week,
                                                              .parameters = scenario->arms[a].parameters};
    return KITH_OK;
}

static enum kith_status find_sources(struct plan *plan)
{
    const struct scenario *scenario = plan->scenario;
    size_t count = scenario->file_count ? scenario->file_count : 1;
    plan->sources = calloc(count, sizeof *plan->sources);
    if (!plan->sources)
        return KITH_FAILED;
    plan->source_count = count;
    for (size_t s = 0; s < count; s++) {
        const struct scenario *file = scenario->file_count ? &scenario->files[s] : scenario;
        plan->sources[s] = (struct plan_source){.scenario = file, .base = file->base};
    }
    return KITH_OK;
}

/* Real students stand in these files. */
static bool names_people(const struct timetable_parameters *t)
{
    return t->policy == TIMETABLE_ROSTER || t->students.at[0] || t->pinned.at[0];
}

static void find_extent(struct plan *plan)
{
    const struct schema_parameters *base = plan->base;
    plan->first_week = -(int32_t)base->run.burn_in_years * CALENDAR_WEEKS;
    plan->weeks = (int32_t)base->run.years * CALENDAR_WEEKS;
    plan->first_replicate = 1;
    plan->last_replicate = base->run.replicates;
    plan->imported = base->model.graph.source == GRAPH_FILE;
    for (size_t s = 0; s < plan->source_count; s++)
        plan->imported = plan->imported || names_people(&plan->sources[s].base->model.timetable);
    for (size_t a = 0; a < plan->arm_count; a++)
        plan->imported = plan->imported || names_people(&plan->arms[a].parameters->model.timetable);
}

static void count_sites(struct plan *plan)
{
    for (size_t s = 0; s < plan->source_count; s++)
        if ((int)plan->sources[s].timetable.places.sites > plan->sites)
            plan->sites = (int)plan->sources[s].timetable.places.sites;
    for (size_t a = 0; a < plan->arm_count; a++)
        if ((int)plan->arms[a].timetable.places.sites > plan->sites)
            plan->sites = (int)plan->arms[a].timetable.places.sites;
}

static void check_service_sites(const struct check *check, const struct timetable *timetable)
{
    const struct seeking_parameters *p = &check->p->model.seeking;
    const char *const names[] = {"seeking.faculty_site", "seeking.counselling_site", "seeking.gp_site"};
    const int64_t site[] = {p->faculty_site, p->counselling_site, p->gp_site};
    long long sites = (long long)timetable->places.sites;
    for (int k = 0; k < 3 && sites > 0; k++)
        if (site[k] > sites)
            scenario_error(check->scenario, check->arm, names[k], check->report,
                           "%s is %lld, but the timetable has %lld sites; allowed is 1 to %lld, or 0 for a service at none of them", names[k],
                           (long long)site[k], sites, sites);
}

static enum kith_status open_arms(struct plan *plan, struct kith_report *report)
{
    enum kith_status status = KITH_OK;
    for (size_t a = 0; a < plan->arm_count && status != KITH_FAILED; a++) {
        struct plan_arm *arm = &plan->arms[a];
        const struct schema_parameters *p = arm->parameters, *base = arm->source->base;
        struct check check = {arm->source->scenario, arm->own_name, p, report};
        check_programme(&check);
        check_caseload(&check);
        if (memcmp(&p->model.education, &base->model.education, sizeof p->model.education) != 0)
            check_education(&check);
        check_oracle(&check);
        if (arm->from_week >= plan->weeks)
            kith_report_add(report, KITH_WARNING, arm->source->scenario->path, 0, 0,
                            "arm %s begins in week %d, after the run's last week, %d: it never differs from the base", arm->name,
                            arm->from_week, plan->weeks - 1);
        struct kith_report again; /* what the base said once need not be said for each arm */
        kith_report_init(&again);
        if (memcmp(&p->model.timetable, &base->model.timetable, sizeof p->model.timetable) == 0)
            check.report = &again;
        status = open_timetable(&arm->timetable, &check);
        kith_report_clear(&again);
        check.report = report;
        if (memcmp(&p->model.seeking, &base->model.seeking, sizeof p->model.seeking) != 0)
            check_service_sites(&check, &arm->timetable);
    }
    return status;
}

enum kith_status plan_init(struct plan *plan, const struct scenario *scenario, const char *const *arms, size_t arm_count,
                           struct kith_report *report)
{
    size_t errors = report->errors;
    *plan = (struct plan){.scenario = scenario, .base = scenario->base};
    enum kith_status status = find_sources(plan);
    if (status == KITH_OK)
        status = choose_arms(plan, arms, arm_count, report);
    if (status != KITH_OK) {
        plan_clear(plan);
        return status;
    }
    find_extent(plan);
    struct check check = {plan->sources[0].scenario, NULL, plan->base, report};
    check_burn_in(&check);
    check_schools(&check, plan);
    check_calendar(&check);
    check_graph(&check);
    check_observe(&check, plan);
    settings_check(scenario, &plan->base->compare, report);
    bool readable = report->errors == errors || plan->base->model.graph.source == GRAPH_FILE;
    status = readable ? open_graph(plan, report) : KITH_INVALID;
    for (size_t s = 0; s < plan->source_count && status != KITH_FAILED; s++) {
        check.scenario = plan->sources[s].scenario;
        check.p = plan->sources[s].base;
        check_education(&check);
        if (open_timetable(&plan->sources[s].timetable, &check) == KITH_FAILED)
            status = KITH_FAILED;
        check_service_sites(&check, &plan->sources[s].timetable);
    }
    if (status != KITH_FAILED && open_arms(plan, report) == KITH_FAILED)
        status = KITH_FAILED;
    if (status == KITH_OK && report->errors > errors)
        status = KITH_INVALID;
    count_sites(plan);
    if (status == KITH_OK)
        status = branch_find_rules(plan);
    if (status != KITH_OK)
        plan_clear(plan);
    return status;
}

void plan_clear(struct plan *plan)
{
    for (size_t a = 0; a < plan->arm_count; a++)
        timetable_clear(&plan->arms[a].timetable);
    for (size_t s = 0; s < plan->source_count; s++)
        timetable_clear(&plan->sources[s].timetable);
    free(plan->sources);
    graph_clear(&plan->graph);
    free(plan->arms);
    free(plan->rules);
    *plan = (struct plan){0};
}
