/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/campus_group.h"

#include <stdlib.h>

#include "timetable/policy/policy.h"

enum kith_status campus_group_find(const struct timetable *timetable, struct random_key key,
                                   const struct timetable_cohort *cohort, uint32_t *group)
{
    const struct enrolment *enrolment = &timetable->enrolment;
    if (enrolment->count == cohort->seats && enrolment->group) {
        for (uint32_t seat = 0; seat < cohort->seats; seat++)
            group[seat] = enrolment->group[seat];
        return KITH_OK;
    }
    int32_t week = cohort->placement_week - CALENDAR_TERM_WEEKS;
    if (week < cohort->entry_year * CALENDAR_WEEKS)
        return KITH_INVALID;
    struct policy_ticket *tickets = malloc((cohort->seats + 1) * sizeof *tickets);
    if (!tickets)
        return KITH_FAILED;
    for (uint32_t seat = 0; seat < cohort->seats; seat++) {
        uint32_t id = cohort->first_id + seat;
        tickets[seat] = (struct policy_ticket){0, random_draw(key, RANDOM_regroup, 0, week, id, 0).word[0], id, seat};
    }
    policy_sort(tickets, cohort->seats);
    size_t n = cohort->seats,
           groups = (n + (size_t)timetable->parameters.tutorial_size - 1) / (size_t)timetable->parameters.tutorial_size;
    for (size_t g = 0; g < groups; g++) /* group g holds places floor(g n / G) to floor((g + 1) n / G) - 1 */
        for (size_t k = g * n / groups; k < (g + 1) * n / groups; k++)
            group[tickets[k].seat] = (uint32_t)g;
    free(tickets);
    return KITH_OK;
}
