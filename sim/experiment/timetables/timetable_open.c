/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Timetables by themselves: the public calls that plan, read and write them.
 *
 * A scenario's timetable is the arm's, as if it had always held. An entry year shares sites with those who entered up to (placement years − 1) years before and
 * after; a roster file that has one cohort holds for all of them.
 */
#include "experiment/timetables/timetable_open.h"

#include <stdlib.h>
#include <string.h>

#include "base/atomic_file.h"
#include "timetable/export/roster_write.h"

static bool was_said(const struct kith_report *report, const struct kith_message *m)
{
    for (size_t k = 0; k < report->count; k++) {
        const struct kith_message *other = &report->messages[k];
        bool same_file = other->file && m->file ? strcmp(other->file, m->file) == 0 : other->file == m->file;
        if (same_file && other->line == m->line && other->column == m->column && strcmp(other->text, m->text) == 0)
            return true;
    }
    return false;
}

/* Adds what is new. */
static void pass_on(const struct kith_report *from, struct kith_report *report)
{
    for (size_t k = 0; k < from->count; k++) {
        const struct kith_message *m = &from->messages[k];
        if (!was_said(report, m))
            kith_report_add(report, m->severity, m->file, m->line, m->column, "%s", m->text);
    }
}

/* Years of the course before placement, and on placement; false if placement years do not follow each other, or there are none. */
static bool find_years(const struct school_parameters *school, int *before, int *years)
{
    int last = -1;
    *before = -1;
    *years = 0;
    for (int y = 0; y < school->course.count; y++)
        if (school->course.at[y] == CALENDAR_PLACEMENT) {
            *before = *before < 0 ? y : *before;
            last = y;
            ++*years;
        }
    return *years > 0 && last - *before + 1 == *years;
}

/* Which entry years are asked for: from *first, *count of them; *audited of them from the start is not counted by an audit. */
static void find_entries(const struct kith_timetable *t, const struct kith_timetable_options *options, int before, int years,
                         int *first, int *count)
{
    bool closed = t->plan.base->model.school.turnover == TURNOVER_CLOSED;
    int opens = calendar_year(t->plan.first_week), ends = calendar_year(t->plan.weeks);
    *first = closed ? opens : options->entry_year;
    *count = 1;
    if (closed)
        return;
    if (options->cohorts == KITH_COHORT_AND_COMPANY) {
        *first = options->entry_year - years + 1 < opens ? opens : options->entry_year - years + 1;
        *count = options->entry_year + years - *first;
    } else if (options->cohorts == KITH_COHORTS_OF_RUN) {
        *first = opens;
        *count = ends - before - opens > 0 ? ends - before - opens : 0;
    }
}

static enum kith_status refuse(const struct kith_timetable *t, const char *arm, const char *parameter, const char *why,
                               struct kith_report *report)
{
    return scenario_error(t->plan.scenario, arm, parameter, report, "%s", why);
}

static enum kith_status refuse_friends(struct kith_timetable *t, const struct kith_timetable_options *options,
                                       struct kith_report *report)
{
    const char *arm = t->plan.arms[0].name;
    t->unknown = options->lenient;
    if (options->lenient)
        return kith_report_add(report, KITH_WARNING, t->plan.scenario->path, 0, 0,
                               "arm %s is left out: pods of friends need a simulation, which finds out who is friends with whom",
                               arm);
    return refuse(
        t, arm, "timetable.pod_by",
        "pods of friends need a simulation, which finds out who is friends with whom; another timetable.pod_by can be looked at "
        "by itself",
        report);
}

/* One entry year is asked for: of those on placement in the run. 0, which need not be asked for, is always allowed. */
static enum kith_status refuse_entry(const struct kith_timetable *t, int before, struct kith_report *report)
{
    bool closed = t->plan.base->model.school.turnover == TURNOVER_CLOSED;
    int first = calendar_year(t->plan.first_week), last = closed ? first : calendar_year(t->plan.weeks) - before - 1;
    int year = t->options.entry_year;
    if (year == 0 || (year >= first && year <= last))
        return KITH_OK;
    return kith_report_add(report, KITH_ERROR, t->plan.scenario->path, 0, 0,
                           "the entry year is %d, allowed is %d to %d: those who are on placement in the run", year, first,
                           last > 0 || closed ? last : 0);
}

enum kith_status timetable_make_roster(struct kith_timetable *t, struct kith_report *report)
{
    const struct kith_timetable_options *options = &t->options;
    const struct plan_arm *arm = &t->plan.arms[0];
    const struct school_parameters *school = &arm->parameters->model.school;
    int before, years, first, count;
    if (!find_years(school, &before, &years))
        return refuse(t, NULL, "school.course",
                      years ? "a timetable by itself needs placement years that follow each other"
                            : "the course has no placement year",
                      report);
    find_entries(t, options, before, years, &first, &count);
    if (count == 0)
        return refuse(t, NULL, "run.years", "no such entry year is on placement in the run", report);
    if (options->cohorts != KITH_COHORTS_OF_RUN && refuse_entry(t, before, report) != KITH_OK)
        return KITH_INVALID;
    t->first_entry = first;
    t->entries = count;
    t->years = years;
    t->years_at_once = school->turnover == TURNOVER_CLOSED ? 1 : years;
    struct timetable_school shape = {.seats = (uint32_t)school_cohort_seats(school),
                                     .years = years,
                                     .years_at_once = t->years_at_once,
                                     .schools = (int)school->schools,
                                     .opens = calendar_year(t->plan.first_week),
                                     .cohort_id = world_cohort_id};
    date_read(t->plan.base->run.start_date.at, DATE_ISO, &shape.start_day);
    struct random_key key = random_key((uint64_t)t->plan.base->run.seed, (uint32_t)(options->replicate ? options->replicate : 1));
    enum kith_status status = timetable_roster(&arm->timetable, key, &shape, before, first, count, &t->roster);
    if (status == KITH_INVALID)
        return refuse_friends(t, options, report);
    if (status == KITH_OK && arm->timetable.parameters.policy == TIMETABLE_ROSTER &&
        options->cohorts == KITH_COHORT_AND_COMPANY) {
        struct roster whole;
        status = roster_unroll(&t->roster, first, count, years, &whole);
        roster_clear(&t->roster);
        t->roster = whole;
    }
    bool company = options->cohorts == KITH_COHORT_AND_COMPANY && school->turnover != TURNOVER_CLOSED;
    t->first_cohort = company ? options->entry_year - first : 0;
    t->cohorts = company ? 1 : t->roster.cohorts;
    return status;
}

enum kith_status kith_timetable_plan(struct kith_timetable **timetable, const struct kith_scenario *scenario,
                                     const struct kith_timetable_options *options, struct kith_report *report)
{
    struct kith_timetable *t = *timetable = calloc(1, sizeof *t);
    if (!t)
        return KITH_FAILED;
    struct kith_report said;
    kith_report_init(&said);
    const char *arm = options->arm ? options->arm : kith_scenario_arm(scenario, 0);
    roster_init(&t->roster);
    enum kith_status status = plan_init(&t->plan, &scenario->scenario, &arm, 1, &said);
    if (status == KITH_OK)
        status = keep_scenario(&t->keep, &scenario->scenario);
    if (status == KITH_OK) {
        const struct encounters_parameters *e = &t->plan.arms[0].parameters->model.encounters;
        const struct timetable *own = &t->plan.arms[0].timetable;
        t->planned = true;
        t->places = &own->places;
        t->calendar = &own->calendar;
        t->enrolment = &own->enrolment;
        t->hours = (struct audit_hours){e->team_hours, e->team_social_share, e->reach, e->all_meet};
        t->options = *options;
        status = timetable_make_roster(t, &said);
        if (status == KITH_OK && !t->unknown && options->cohorts == KITH_COHORTS_OF_RUN)
            status = timetable_add_before(t, t->first_entry, t->entries, &said);
    }
    pass_on(&said, report);
    kith_report_clear(&said);
    if (status != KITH_OK || t->unknown) {
        kith_timetable_close(t);
        *timetable = NULL;
    }
    return status;
}

void kith_timetable_close(struct kith_timetable *timetable)
{
    if (!timetable)
        return;
    roster_clear(&timetable->roster);
    roster_alone_clear(&timetable->alone);
    keep_clear(&timetable->keep);
    if (timetable->planned)
        plan_clear(&timetable->plan);
    free(timetable);
}

enum kith_status kith_timetable_export(const struct kith_timetable *timetable, const char *csv, const char *ics, bool overwrite,
                                       struct kith_report *report)
{
    const struct roster *roster = &timetable->roster;
    struct atomic_guard guard = {timetable->keep.file, "-o", overwrite}, folder = {timetable->keep.file, "--ics", overwrite};
    enum kith_status status = csv ? atomic_file_allowed(csv, &guard, report) : KITH_OK;
    if (status == KITH_OK && ics) /* nothing is written unless all may be */
        status = roster_ics_allowed(roster, timetable->places, ics, &folder, report);
    if (status == KITH_OK && csv)
        status = roster_write_csv(roster, timetable->places, csv, report);
    if (status == KITH_OK && ics)
        status = roster_write_ics(roster, timetable->places, ics, report);
    return status;
}

enum kith_status kith_timetable_spares(const struct kith_timetable *timetable, const char *file, struct kith_report *report)
{
    struct atomic_guard guard = {timetable->keep.file, "--per-student", true};
    return atomic_file_allowed(file, &guard, report);
}

/*
 * What a policy cannot help: sites below their least and students alone there (W202, W203) in years that have not all their cohorts, at the ends of what is planned. An audit counts
 * those who are alone where all are there.
 */
static bool is_of_the_ends(const char *text)
{
    return strncmp(text, "W202", 4) == 0 || strncmp(text, "W203", 4) == 0;
}

enum kith_status kith_timetable_check(const struct kith_timetable *timetable, struct kith_report *report)
{
    if (!timetable->planned || timetable->plan.arms[0].timetable.parameters.policy == TIMETABLE_ROSTER)
        return KITH_OK;
    struct roster_frame frame = {.places = timetable->places,
                                 .calendar = timetable->calendar,
                                 .enrolment = timetable->enrolment,
                                 .years = timetable->years,
                                 .years_at_once = timetable->years_at_once};
    struct kith_report said;
    kith_report_init(&said);
    enum kith_status status = roster_check(&timetable->roster, &frame, &said);
    for (size_t k = 0; k < said.count; k++)
        if (!is_of_the_ends(said.messages[k].text))
            kith_report_add(report, said.messages[k].severity, timetable->plan.scenario->path, 0, 0, "%s (arm %s)",
                            said.messages[k].text, timetable->plan.arms[0].name);
    kith_report_clear(&said);
    return status;
}

/*
 * What a message says of a scenario ("timetable.roster_shape: wide"), as the option that a roster by itself needs: --set
 * timetable.roster_shape=wide; maps in quotes, for the shell. NULL without memory.
 */
static char *as_option(const char *text)
{
    const char *at = strstr(text, "timetable.");
    size_t name = at ? strspn(at, "abcdefghijklmnopqrstuvwxyz_.") : 0, size = strlen(text) + sizeof "--set ''";
    if (!at || strncmp(at + name, ": ", 2) != 0)
        return strdup(text);
    const char *value = at + name + 2, *end = value[0] == '{' ? strchr(value, '}') : NULL;
    char *option = malloc(size);
    if (option && end)
        snprintf(option, size, "%.*s--set '%.*s=%.*s'%s", (int)(at - text), text, (int)name, at, (int)(end + 1 - value), value,
                 end + 1);
    else if (option)
        snprintf(option, size, "%.*s--set %.*s=%s", (int)(at - text), text, (int)name, at, value);
    return option;
}

/* Hands messages on, the one about the file's shape first: it explains the others. */
static enum kith_status pass_on_options(const struct kith_report *said, struct kith_report *report)
{
    for (int turn = 0; turn < 2; turn++)
        for (size_t k = 0; k < said->count; k++) {
            const struct kith_message *m = &said->messages[k];
            if ((strstr(m->text, "timetable.roster_shape: ") != NULL) != (turn == 0))
                continue;
            char *text = as_option(m->text);
            if (!text)
                return KITH_FAILED;
            kith_report_add(report, m->severity, m->file, m->line, m->column, "%s", text);
            free(text);
        }
    return KITH_OK;
}

static enum kith_status read_alone(struct kith_timetable *t, const char *path, const char *const *sets, size_t set_count,
                                   struct kith_report *report)
{
    struct scenario settings;
    enum kith_status status = scenario_load(&settings, &schema, NULL, sets, set_count, report);
    if (status != KITH_OK)
        return status;
    const struct schema_parameters *p = settings.base;
    const char *codes = p->model.timetable.codes.at;
    status = keep_add(&t->keep, path);
    if (status == KITH_OK && codes[0])
        status = keep_add(&t->keep, codes);
    if (status != KITH_OK) {
        scenario_clear(&settings);
        return status;
    }
    struct kith_report said;
    kith_report_init(&said);
    status = roster_read_alone(&t->alone, path, codes[0] ? codes : NULL, &p->model.timetable, &said);
    if (pass_on_options(&said, report) != KITH_OK)
        status = KITH_FAILED;
    kith_report_clear(&said);
    t->hours = (struct audit_hours){p->model.encounters.team_hours, p->model.encounters.team_social_share,
                                    p->model.encounters.reach, p->model.encounters.all_meet};
    scenario_clear(&settings);
    return status;
}

enum kith_status kith_timetable_read(struct kith_timetable **timetable, const char *path, const char *const *sets,
                                     size_t set_count, struct kith_report *report)
{
    struct kith_timetable *t = *timetable = calloc(1, sizeof *t);
    if (!t)
        return KITH_FAILED;
    roster_init(&t->roster);
    enum kith_status status = read_alone(t, path, sets, set_count, report);
    if (status != KITH_OK) {
        kith_timetable_close(t);
        *timetable = NULL;
        return status;
    }
    t->roster = t->alone.roster;
    roster_init(&t->alone.roster);
    t->places = &t->alone.places;
    t->cohorts = t->roster.cohorts;
    return KITH_OK;
}
