/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/policy/pod.h"

#include <stdlib.h>
#include <string.h>

uint32_t pod_group(const struct policy_year *year, size_t cohort, uint32_t seat)
{
    const struct timetable_cohort *c = &year->cohorts[cohort];
    const struct enrolment *enrolment = &year->timetable->enrolment;
    uint32_t own = seat - year->first_seat[cohort];
    bool known = own < enrolment->count;
    switch (year->timetable->parameters.pod_by) {
    case POD_BY_CAMPUS_GROUP:
        return c->campus_group ? c->campus_group[own] : known ? enrolment->group[own] : 0;
    case POD_BY_SITE:
        return known ? (uint32_t)(enrolment->home_site[own] + 1) : 0;
    default:
        return 0;
    }
}

/* A cohort's ties as rows: those of its seat s are peer[first[s]] to peer[first[s + 1]]. */
struct rows {
    uint32_t *first, *peer;
    int32_t *banked;
};

static bool rows_init(struct rows *rows, const struct timetable_cohort *cohort)
{
    size_t n = cohort->seats, ties = cohort->ties ? cohort->tie_count : 0;
    *rows = (struct rows){calloc(n + 2, sizeof *rows->first), malloc((2 * ties + 1) * sizeof *rows->peer),
                          malloc((2 * ties + 1) * sizeof *rows->banked)};
    if (!rows->first || !rows->peer || !rows->banked)
        return false;
    for (size_t k = 0; k < ties; k++) {
        rows->first[cohort->ties[k].a + 2]++;
        rows->first[cohort->ties[k].b + 2]++;
    }
    for (size_t s = 2; s < n + 2; s++)
        rows->first[s] += rows->first[s - 1];
    for (size_t k = 0; k < ties; k++)
        for (int end = 0; end < 2; end++) {
            const struct timetable_tie *tie = &cohort->ties[k];
            uint32_t at = rows->first[(end ? tie->b : tie->a) + 1]++;
            rows->peer[at] = end ? tie->a : tie->b;
            rows->banked[at] = tie->banked;
        }
    return true;
}

static void rows_clear(struct rows *rows)
{
    free(rows->first);
    free(rows->peer);
    free(rows->banked);
}

/* Of those not yet placed (from `begin`), the one with most hours with the pod; the first in order among equals. */
static size_t closest(const struct policy_ticket *tickets, size_t begin, size_t end, uint32_t first_seat, const int64_t *hours)
{
    size_t best = begin;
    for (size_t k = begin + 1; k < end; k++)
        if (hours[tickets[k].seat - first_seat] > hours[tickets[best].seat - first_seat])
            best = k;
    return best;
}

enum kith_status pod_gather(const struct policy_year *year, size_t cohort, const uint32_t *sizes, struct policy_ticket *tickets,
                            size_t count)
{
    const struct timetable_cohort *c = &year->cohorts[cohort];
    if (year->timetable->parameters.pod_by != POD_BY_FRIENDS || !c->ties)
        return KITH_OK;
    uint32_t first_seat = year->first_seat[cohort];
    struct rows rows;
    int64_t *hours = calloc((size_t)c->seats + 1, sizeof *hours);
    bool sound = rows_init(&rows, c) && hours;
    for (size_t begin = 0; begin < count && sound; begin += *sizes++) {
        memset(hours, 0, c->seats * sizeof *hours);
        size_t end = begin + *sizes;
        uint64_t base = tickets[begin].group;
        size_t last = end;
        while (last < count && tickets[last].group == base)
            last++;
        for (size_t k = begin; k < end; k++) {
            size_t best = k == begin ? k : closest(tickets, k, last, first_seat, hours);
            struct policy_ticket chosen = tickets[best];
            memmove(&tickets[k + 1], &tickets[k], (best - k) * sizeof *tickets);
            tickets[k] = chosen;
            uint32_t own = chosen.seat - first_seat;
            for (uint32_t a = rows.first[own]; a < rows.first[own + 1]; a++)
                hours[rows.peer[a]] += rows.banked[a];
        }
    }
    rows_clear(&rows);
    free(hours);
    return sound ? KITH_OK : KITH_FAILED;
}

void pod_order(const struct policy_year *year, size_t cohort, int32_t week, const uint32_t *base, struct policy_ticket *tickets,
               size_t count)
{
    for (size_t k = 0; k < count; k++) {
        uint32_t seat = tickets[k].seat, id = policy_id(year, seat);
        tickets[k] = (struct policy_ticket){(uint64_t)base[seat] << 32 | pod_group(year, cohort, seat),
                                            random_draw(year->key, RANDOM_regroup, 0, week, id, 0).word[1], id, seat};
    }
    policy_sort(tickets, count);
}
