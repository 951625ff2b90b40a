/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a plan: timetables and friendships. Messages without a place get that of their parameter in the scenario. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/plan/plan_private.h"

/* Cohorts on placement at a time. */
static int placement_cohorts(const struct school_parameters *school)
{
    int years = plan_placement_years(school);
    return school->turnover == TURNOVER_CLOSED ? years > 0 : years;
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
static void pass_on(const struct plan_check *check, const struct kith_report *said)
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

enum kith_status plan_open_timetable(struct timetable *timetable, const struct plan_check *check)
{
    const struct timetable_parameters *t = &check->p->model.timetable;
    bool failed = false;
    char *places = file_of(check->scenario, &t->places, &failed), *students = file_of(check->scenario, &t->students, &failed),
         *pinned = file_of(check->scenario, &t->pinned, &failed), *roster = file_of(check->scenario, &t->roster, &failed),
         *codes = file_of(check->scenario, &t->codes, &failed);
    struct timetable_files files = {places, students, pinned, roster, codes};
    struct timetable_school school = {.seats = (uint32_t)school_cohort_seats(&check->p->model.school),
                                      .years = plan_placement_years(&check->p->model.school),
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

enum kith_status plan_open_graph(struct plan *plan, struct kith_report *report)
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
