/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Policy pods: groups of at most pod_size, equal to within one, move together; a pod is the ward team.
 *
 * Formed at random: cut from the cohort in the order of draw regroup (STUDENT, first week of the cohort's first placement year) word 1
 * (then id). A site has floor(capacity / pod_size) pod places; pods, in the order of draw place (the pod's first member, the block's first
 * week) word 0, take them evenly spread (policy_spread).
 */
#include <stdlib.h>

#include "timetable/policy.h"

/* Writes each seat's pod number (counted from first_pod) into pod; returns the number after the last. leader[pod] is an id. */
static uint32_t form_pods(const struct policy_year *year, size_t c, struct policy_ticket *tickets, uint32_t first_pod,
                          uint32_t *pod_of, uint32_t *leader)
{
    const struct timetable_cohort *cohort = &year->cohorts[c];
    for (uint32_t seat = 0; seat < cohort->seats; seat++) {
        uint32_t id = cohort->first_id + seat;
        uint32_t order = random_draw(year->key, RANDOM_regroup, 0, cohort->placement_week, id, 0).word[1];
        tickets[seat] = (struct policy_ticket){.order = order, .id = id, .seat = seat};
    }
    policy_sort(tickets, cohort->seats);
    uint32_t pods = 0;
    for (uint32_t k = 0; k < cohort->seats; k++) {
        uint32_t pod = policy_piece(k, cohort->seats, (size_t)year->timetable->parameters.pod_size);
        pod_of[year->first_seat[c] + tickets[k].seat] = first_pod + pod;
        if (pod == pods)
            leader[first_pod + pods++] = tickets[k].id;
    }
    return first_pod + pods;
}

static void place_pods(const struct policy_year *year, int block, const uint32_t *pod_of, const uint32_t *leader, uint32_t pods,
                       struct policy_ticket *tickets, uint16_t *place)
{
    size_t n = year->plan->seats, at = (size_t)block * n;
    int32_t week = policy_block_week(year, block);
    for (uint32_t pod = 0; pod < pods; pod++) {
        uint32_t order = random_draw(year->key, RANDOM_place, 0, week, leader[pod], 0).word[0];
        tickets[pod] = (struct policy_ticket){.order = order, .id = leader[pod], .seat = pod};
    }
    policy_sort(tickets, pods);
    for (uint32_t k = 0; k < pods; k++)
        place[tickets[k].seat] = policy_spread(&year->timetable->places, year->timetable->parameters.pod_size, k, pods);
    for (uint32_t seat = 0; seat < n; seat++) {
        year->plan->place[at + seat] = place[pod_of[seat]];
        year->plan->team[at + seat] = pod_of[seat] + 1; /* 0 is no team */
    }
}

enum kith_status policy_pods(const struct policy_year *year)
{
    enum kith_status status = KITH_FAILED;
    size_t n = year->plan->seats + 1;
    struct policy_ticket *tickets = malloc(n * sizeof *tickets);
    uint32_t *leader = malloc(n * sizeof *leader), *pod_of = malloc(n * sizeof *pod_of);
    uint16_t *place = malloc(n * sizeof *place);
    if (!tickets || !leader || !pod_of || !place)
        goto cleanup;
    uint32_t pods = 0;
    for (size_t c = 0; c < year->count; c++)
        pods = form_pods(year, c, tickets, pods, pod_of, leader);
    for (int block = 0; block < year->plan->blocks; block++)
        place_pods(year, block, pod_of, leader, pods, tickets, place);
    status = KITH_OK;
cleanup:
    free(tickets);
    free(leader);
    free(pod_of);
    free(place);
    return status;
}
