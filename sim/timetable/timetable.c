/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/timetable.h"

#include <stdlib.h>

#include "base/copy.h"
#include "timetable/policy/groundwork.h"
#include "timetable/policy/policy.h"

const char *const timetable_policy_names[] = {"rotate", "streams", "pods", "longitudinal", "roster", NULL};
const char *const timetable_pod_by_names[] = {"random", "campus_group", "friends", "site", NULL};
const char *const timetable_roster_shape_names[] = {"long", "wide", NULL};
const char *const timetable_hub_mixing_names[] = {"cohort", "campus_group", "all", NULL};
const char *const timetable_weekday_names[] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", NULL};

#define PARAMETER_OWNER timetable_parameters
PARAMETER_TABLE(timetable, TIMETABLE_PARAMETERS);

static policy_function *const policies[] = {policy_rotate, policy_streams, policy_pods, policy_longitudinal};

/* The year's weeks of placement, cut into blocks. */
static enum kith_status lay_calendar(struct timetable *timetable, const struct calendar_parameters *calendar,
                                     struct kith_report *report)
{
    const struct timetable_parameters *p = &timetable->parameters;
    calendar_init(&timetable->calendar, calendar, p->block_weeks);
    if (p->blocks.count == 0)
        return KITH_OK;
    int64_t whole = 0;
    for (int64_t k = 0; k < p->blocks.count; k++)
        whole += p->blocks.at[k];
    int left = calendar_cut(&timetable->calendar, &p->blocks);
    if (left == 0)
        return KITH_OK;
    return kith_report_add(
        report, KITH_ERROR, NULL, 0, 0,
        "E112 timetable.blocks add up to %lld weeks, but a placement year has %lld weeks of placement: %d too %s",
        (long long)whole, (long long)whole + left, left < 0 ? -left : left, left < 0 ? "many" : "few");
}

static enum kith_status check_given(const struct timetable *timetable, const struct timetable_files *files,
                                    const struct timetable_school *school, struct kith_report *report)
{
    const struct timetable_parameters *p = &timetable->parameters;
    enum kith_status status = KITH_OK;
    if (!files->places && p->site_capacity.count == 0)
        status = kith_report_add(report, KITH_ERROR, NULL, 0, 0,
                                 "timetable.site_capacity is empty, but %d years of the course are on placement", school->years);
    for (int64_t s = 0; s < p->site_capacity.count; s++)
        if (!files->places && p->site_capacity.at[s] < 1)
            status = kith_report_add(report, KITH_ERROR, NULL, 0, 0, "a site takes 0 students");
    if (p->policy == TIMETABLE_ROSTER && !files->roster)
        status =
            kith_report_add(report, KITH_ERROR, NULL, 0, 0, "timetable.policy is roster, but timetable.roster names no file");
    return status;
}

/* That a roster waits until what it is read against is right. */
static void say_unread(const struct timetable_parameters *p, const struct timetable_files *files, struct kith_report *report)
{
    if (p->policy == TIMETABLE_ROSTER && files->roster)
        kith_report_add(report, KITH_WARNING, files->roster, 0, 0, "was not read because of the errors above");
}

/* Students, pins and the roster, as far as files are named. */
static enum kith_status read_people(struct timetable *timetable, const struct timetable_files *files,
                                    const struct timetable_school *school, struct kith_report *report)
{
    const struct timetable_parameters *p = &timetable->parameters;
    struct roster_frame frame = {.places = &timetable->places,
                                 .calendar = &timetable->calendar,
                                 .enrolment = &timetable->enrolment,
                                 .years = school->years,
                                 .years_at_once = school->years_at_once};
    enum kith_status status = KITH_OK, read = KITH_OK;
    if (files->students)
        status = enrolment_read(&timetable->enrolment, files->students, &timetable->places, timetable->calendar.blocks, report);
    if (status == KITH_OK && files->students && p->policy != TIMETABLE_ROSTER && timetable->enrolment.count != school->seats)
        status = kith_report_add(report, KITH_ERROR, files->students, 0, 0, "names %u students; school.intake is %u",
                                 timetable->enrolment.count, school->seats);
    if (status == KITH_OK && files->pinned && p->policy != TIMETABLE_ROSTER)
        read = roster_read_pins(&timetable->pins, files->pinned, p, school->start_day, school->seats, frame, report);
    if ((status == KITH_OK || timetable->enrolment.count) && p->policy == TIMETABLE_ROSTER)
        read = roster_read(&timetable->roster, files->roster, files->codes, p, school->start_day, school->seats, frame, report);
    else if (status == KITH_INVALID)
        say_unread(p, files, report);
    return status == KITH_OK || read == KITH_FAILED ? read : status;
}

enum kith_status timetable_check(struct timetable *timetable, const struct timetable_school *school,
                                 const struct timetable_files *files, struct kith_report *report)
{
    groundwork_free(timetable->groundwork);
    timetable->groundwork = NULL;
    if (timetable->parameters.policy == TIMETABLE_ROSTER || school->years_at_once == 0 || timetable->calendar.blocks == 0)
        return KITH_OK;
    struct timetable_school each = *school; /* schools place their cohorts side by side, as if they were more years */
    if (school->schools > 1) {
        each.seats /= (uint32_t)school->schools;
        each.years_at_once *= school->schools;
    }
    return groundwork_init(&timetable->groundwork, timetable, &each, files, report);
}

enum kith_status timetable_init(struct timetable *timetable, const struct timetable_parameters *parameters,
                                const struct calendar_parameters *calendar, const struct timetable_files *files,
                                const struct timetable_school *school, struct kith_report *report)
{
    *timetable = (struct timetable){.parameters = *parameters, .start_day = school->start_day};
    roster_init(&timetable->roster);
    roster_init(&timetable->pins);
    enum kith_status calendar_status = lay_calendar(timetable, calendar, report);
    enum kith_status status = school->years_at_once > 0 ? check_given(timetable, files, school, report) : KITH_OK;
    if (status == KITH_OK)
        status = places_init(&timetable->places, parameters, files->places, report);
    if (status == KITH_OK)
        status = calendar_status;
    if (status == KITH_INVALID)
        say_unread(parameters, files, report);
    if (status == KITH_OK)
        status = read_people(timetable, files, school, report);
    if (status == KITH_OK)
        status = timetable_check(timetable, school, files, report);
    enrolment_forget(&timetable->enrolment);
    if (status != KITH_OK)
        timetable_clear(timetable);
    return status;
}

void timetable_clear(struct timetable *timetable)
{
    groundwork_free(timetable->groundwork);
    places_clear(&timetable->places);
    enrolment_clear(&timetable->enrolment);
    roster_clear(&timetable->roster);
    roster_clear(&timetable->pins);
    *timetable = (struct timetable){0};
}

static enum kith_status make_room(struct timetable_plan *plan, int blocks, size_t seats)
{
    size_t cells = (size_t)blocks * seats;
    if (plan->blocks != blocks || plan->seats != seats) {
        timetable_plan_clear(plan);
        plan->place = malloc((cells + 1) * sizeof *plan->place);
        plan->team = malloc((cells + 1) * sizeof *plan->team);
        plan->blocks = blocks;
        plan->seats = seats;
    }
    plan->first_week = TIMETABLE_UNPLANNED;
    return plan->place && plan->team ? KITH_OK : KITH_FAILED;
}

enum kith_status timetable_plan_year(const struct timetable *timetable, struct random_key key, int32_t first_week,
                                     const struct timetable_cohort *cohorts, size_t count, struct timetable_plan *plan)
{
    struct policy_year year = {timetable, key, first_week, cohorts, count, {0}, plan};
    for (size_t c = 0; c < count; c++)
        year.first_seat[c + 1] = year.first_seat[c] + cohorts[c].seats;
    enum kith_status status = make_room(plan, timetable->calendar.blocks, year.first_seat[count]);
    if (status == KITH_OK && plan->seats > 0) /* nobody may be on placement */
        status = timetable->groundwork ? policies[timetable->parameters.policy](&year) : KITH_FAILED;
    if (status == KITH_OK)
        plan->first_week = first_week;
    return status;
}

enum kith_status timetable_plan_copy(struct timetable_plan *copy, const struct timetable_plan *plan)
{
    bool good = true;
    size_t cells = (size_t)plan->blocks * plan->seats;
    *copy = *plan;
    copy->place = copy_items(plan->place, cells, sizeof *plan->place, &good);
    copy->team = copy_items(plan->team, cells, sizeof *plan->team, &good);
    return good ? KITH_OK : KITH_FAILED;
}

void timetable_plan_clear(struct timetable_plan *plan)
{
    free(plan->place);
    free(plan->team);
    *plan = (struct timetable_plan){.first_week = TIMETABLE_UNPLANNED};
}
