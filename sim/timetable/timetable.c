/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/timetable.h"

#include <stdlib.h>

#include "timetable/roster.h"

const char *const timetable_policy_names[] = {"rotate", "pods", "roster", NULL};

#define PARAMETER_OWNER timetable_parameters
PARAMETER_TABLE(timetable, TIMETABLE_PARAMETERS);

/* One seat, or one pod, waiting for a place; or one student waiting for a team. */
struct ticket {
    uint64_t group; /* sorted first: nothing for places, (site, cohort) for teams */
    uint32_t order; /* hash */
    uint32_t id;    /* breaks ties of the hash */
    uint32_t cohort;
    uint32_t seat; /* or the pod's number */
};

static int compare_tickets(const void *left, const void *right)
{
    const struct ticket *a = left, *b = right;
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

static int64_t site_places(const struct timetable_parameters *p, int64_t site)
{
    int64_t capacity = p->site_capacity.at[site];
    return p->policy == TIMETABLE_PODS ? capacity / p->pod_size : capacity;
}

int64_t timetable_places(const struct timetable_parameters *p)
{
    int64_t places = 0;
    for (int64_t s = 0; s < p->site_capacity.count; s++)
        places += site_places(p, s);
    return places;
}

enum kith_status timetable_init(struct timetable *timetable, const struct timetable_parameters *parameters,
                                const struct calendar_parameters *calendar, const char *file, uint32_t seats, int years,
                                struct kith_report *report)
{
    *timetable = (struct timetable){.parameters = *parameters, .sites = (int)parameters->site_capacity.count};
    calendar_init(&timetable->calendar, calendar, parameters->block_weeks);
    if (parameters->policy != TIMETABLE_ROSTER)
        return KITH_OK;
    return roster_read(&timetable->roster, file, seats, timetable->calendar.blocks, years, &parameters->site_capacity, report);
}

void timetable_clear(struct timetable *timetable)
{
    roster_free(timetable->roster);
    *timetable = (struct timetable){0};
}

/* The k-th of n takers of places laid end to end, C in all, gets place floor(k C / n): evenly spread, none twice. */
static int16_t site_of_taker(const struct timetable_parameters *p, int64_t k, int64_t n, int64_t places)
{
    int64_t place = k * places / n;
    int64_t site = 0;
    while (place >= site_places(p, site))
        place -= site_places(p, site++);
    return (int16_t)site;
}

static size_t all_seats(const struct timetable_cohort *cohorts, size_t count)
{
    size_t seats = 0;
    for (size_t c = 0; c < count; c++)
        seats += cohorts[c].seats;
    return seats;
}

/* Which piece the k-th of n belongs to when they are cut into pieces of at most largest, equal to within one. */
static uint32_t piece_of(size_t k, size_t n, size_t largest)
{
    size_t pieces = (n + largest - 1) / largest;
    return (uint32_t)(((k + 1) * pieces - 1) / n);
}

/* Everyone of a cohort at a site, in hash order, cut into teams of at most team_size, equal to within one. */
static void cut_teams(const struct timetable *timetable, struct random_key key, int32_t week, struct timetable_cohort *cohorts,
                      struct ticket *tickets, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        struct ticket *t = &tickets[k];
        t->group = (uint64_t)cohorts[t->cohort].site[t->seat] << 32 | t->cohort;
        t->order = random_draw(key, RANDOM_place, 0, week, t->id, 0).word[1];
    }
    qsort(tickets, n, sizeof *tickets, compare_tickets);
    uint32_t teams = 0;
    for (size_t begin = 0, end; begin < n; begin = end) {
        for (end = begin + 1; end < n && tickets[end].group == tickets[begin].group;)
            end++;
        for (size_t k = begin; k < end; k++)
            cohorts[tickets[k].cohort].team[tickets[k].seat] =
                teams + piece_of(k - begin, end - begin, (size_t)timetable->parameters.team_size);
        teams += (uint32_t)(end - begin);
    }
}

static enum kith_status assign_rotate(const struct timetable *timetable, struct random_key key, int32_t week,
                                      struct timetable_cohort *cohorts, size_t count)
{
    size_t n = all_seats(cohorts, count), k = 0;
    struct ticket *tickets = malloc((n ? n : 1) * sizeof *tickets);
    if (!tickets)
        return KITH_FAILED;
    for (size_t c = 0; c < count; c++)
        for (uint32_t seat = 0; seat < cohorts[c].seats; seat++) {
            uint32_t id = cohorts[c].first_id + seat;
            uint32_t order = random_draw(key, RANDOM_place, 0, week, id, 0).word[0];
            tickets[k++] = (struct ticket){.order = order, .id = id, .cohort = (uint32_t)c, .seat = seat};
        }
    qsort(tickets, n, sizeof *tickets, compare_tickets);
    int64_t places = timetable_places(&timetable->parameters);
    for (k = 0; k < n; k++)
        cohorts[tickets[k].cohort].site[tickets[k].seat] = site_of_taker(&timetable->parameters, (int64_t)k, (int64_t)n, places);
    cut_teams(timetable, key, week, cohorts, tickets, n);
    free(tickets);
    return KITH_OK;
}

/* Writes each seat's pod number (counted from first_pod) into team; returns the number after the last. leader[pod] is an id. */
static uint32_t form_pods(const struct timetable *timetable, struct random_key key, struct timetable_cohort *cohort,
                          struct ticket *tickets, uint32_t first_pod, uint32_t *leader)
{
    for (uint32_t seat = 0; seat < cohort->seats; seat++) {
        uint32_t id = cohort->first_id + seat;
        uint32_t order = random_draw(key, RANDOM_regroup, 0, cohort->placement_week, id, 0).word[1];
        tickets[seat] = (struct ticket){.order = order, .id = id, .seat = seat};
    }
    qsort(tickets, cohort->seats, sizeof *tickets, compare_tickets);
    uint32_t pods = 0;
    for (uint32_t k = 0; k < cohort->seats; k++) {
        uint32_t pod = piece_of(k, cohort->seats, (size_t)timetable->parameters.pod_size);
        cohort->team[tickets[k].seat] = first_pod + pod;
        if (pod == pods)
            leader[first_pod + pods++] = tickets[k].id;
    }
    return first_pod + pods;
}

static enum kith_status assign_pods(const struct timetable *timetable, struct random_key key, int32_t week,
                                    struct timetable_cohort *cohorts, size_t count)
{
    enum kith_status status = KITH_FAILED;
    size_t n = all_seats(cohorts, count) + 1;
    struct ticket *tickets = malloc(n * sizeof *tickets);
    uint32_t *leader = malloc(n * sizeof *leader);
    int16_t *site = malloc(n * sizeof *site);
    if (!tickets || !leader || !site)
        goto cleanup;
    uint32_t pods = 0;
    for (size_t c = 0; c < count; c++)
        pods = form_pods(timetable, key, &cohorts[c], tickets, pods, leader);
    for (uint32_t pod = 0; pod < pods; pod++) {
        uint32_t order = random_draw(key, RANDOM_place, 0, week, leader[pod], 0).word[0];
        tickets[pod] = (struct ticket){.order = order, .id = leader[pod], .seat = pod};
    }
    qsort(tickets, pods, sizeof *tickets, compare_tickets);
    int64_t places = timetable_places(&timetable->parameters);
    for (uint32_t k = 0; k < pods; k++)
        site[tickets[k].seat] = site_of_taker(&timetable->parameters, k, pods, places);
    for (size_t c = 0; c < count; c++)
        for (uint32_t seat = 0; seat < cohorts[c].seats; seat++)
            cohorts[c].site[seat] = site[cohorts[c].team[seat]];
    status = KITH_OK;
cleanup:
    free(tickets);
    free(leader);
    free(site);
    return status;
}

static enum kith_status assign_roster(const struct timetable *timetable, struct random_key key, int32_t week,
                                      struct timetable_cohort *cohorts, size_t count)
{
    (void)key;
    const struct timetable_roster *roster = timetable->roster;
    int block_of_year = timetable->calendar.block[calendar_week_of_year(week)];
    for (size_t c = 0; c < count; c++) {
        int block = roster_block(roster, timetable->calendar.blocks, cohorts[c].placement_year, block_of_year);
        for (uint32_t seat = 0; seat < cohorts[c].seats; seat++) {
            size_t cell = (size_t)seat * (size_t)roster->blocks + (size_t)block;
            cohorts[c].site[seat] = roster->site[cell];
            cohorts[c].team[seat] = (uint32_t)c << 20 | roster->team[cell];
        }
    }
    return KITH_OK;
}

typedef enum kith_status assign_function(const struct timetable *, struct random_key, int32_t, struct timetable_cohort *, size_t);

enum kith_status timetable_assign(const struct timetable *timetable, struct random_key key, int32_t week,
                                  struct timetable_cohort *cohorts, size_t count)
{
    static assign_function *const policies[] = {assign_rotate, assign_pods, assign_roster};
    return policies[timetable->parameters.policy](timetable, key, week, cohorts, count);
}
