/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/timetable.h"

#include <stdlib.h>

#include "timetable/policy.h"

const char *const timetable_policy_names[] = {"rotate", "streams", "pods", "longitudinal", "roster", NULL};
const char *const timetable_pod_by_names[] = {"random", "campus_group", "friends", "site", NULL};
const char *const timetable_roster_shape_names[] = {"long", "wide", NULL};
const char *const timetable_hub_mixing_names[] = {"cohort", "campus_group", "all", NULL};
const char *const timetable_weekday_names[] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", NULL};

#define PARAMETER_OWNER timetable_parameters
PARAMETER_TABLE(timetable, TIMETABLE_PARAMETERS);

static policy_function *const policies[] = {policy_rotate, policy_streams, policy_pods, policy_longitudinal};

enum kith_status timetable_init(struct timetable *timetable, const struct timetable_parameters *parameters,
                                const struct calendar_parameters *calendar, const struct timetable_files *files,
                                const struct timetable_school *school, struct kith_report *report)
{
    *timetable = (struct timetable){.parameters = *parameters, .start_day = school->start_day};
    calendar_init(&timetable->calendar, calendar, parameters->block_weeks);
    enum kith_status status = places_init(&timetable->places, parameters, files->places, report);
    if (status != KITH_OK)
        timetable_clear(timetable);
    return status;
}

void timetable_clear(struct timetable *timetable)
{
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
    if (status == KITH_OK)
        status = policies[timetable->parameters.policy](&year);
    if (status == KITH_OK)
        plan->first_week = first_week;
    return status;
}

void timetable_plan_clear(struct timetable_plan *plan)
{
    free(plan->place);
    free(plan->team);
    *plan = (struct timetable_plan){.first_week = TIMETABLE_UNPLANNED};
}
