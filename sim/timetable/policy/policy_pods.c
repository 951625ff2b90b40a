/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Policy pods: small groups move together and do their rotations together; a pod is the ward team.
 *
 * Who make a pod is in pod.h. Pods draw orders of rotations and places as students do in rotate (units.h), under the id of their first member; a
 * pod needs as many places as the groundwork found that it may (groundwork.h): at a place with room for c students floor(c / pod_size) pods, or more if
 * pods are smaller and places scarce.
 *
 * Pods are formed anew every pod_blocks blocks of a cohort's placement (0: once), by draws of the week in which the first of these blocks begins;
 * by friends they are formed at least at every year's begin, from the ties then. Where pods are formed anew within a year with required rotations, their orders
 * are shared as in streams, and the new pods are made of those who share one, so that what each student has still to do stays the same for
 * all in a pod; and such pods are also formed anew when the year ends.
 */
#include <stdlib.h>
#include <string.h>

#include "timetable/policy/pod.h"
#include "timetable/policy/units.h"

/* Pods of a year, numbered through all cohorts; in a block, seat s is in pod of[s]. */
struct pods {
    struct units units; /* a unit is a pod */
    uint32_t *of, *base, *sizes, *number;
    struct policy_ticket *tickets;
    uint16_t *place;
};

static enum kith_status pods_init(struct pods *pods, const struct policy_year *year)
{
    size_t n = year->plan->seats;
    *pods = (struct pods){.of = calloc(n + 1, sizeof *pods->of),
                          .base = calloc(n + 1, sizeof *pods->base),
                          .sizes = calloc(n + 1, sizeof *pods->sizes),
                          .number = calloc(n + 1, sizeof *pods->number),
                          .tickets = malloc((n + 1) * sizeof *pods->tickets),
                          .place = malloc((n + 1) * sizeof *pods->place)};
    if (units_init(&pods->units, n, year->plan->blocks) != KITH_OK)
        return KITH_FAILED;
    pods->units.count = 0;
    return pods->of && pods->base && pods->sizes && pods->number && pods->tickets && pods->place ? KITH_OK : KITH_FAILED;
}

static void pods_clear(struct pods *pods)
{
    units_clear(&pods->units);
    free(pods->of);
    free(pods->base);
    free(pods->sizes);
    free(pods->number);
    free(pods->tickets);
    free(pods->place);
}

/* Which forming of pods holds in a block of a cohort's year, and its week. */
static int64_t epoch(const struct policy_year *year, size_t cohort, int block)
{
    int64_t every = year->timetable->parameters.pod_blocks;
    return every ? ((int64_t)year->cohorts[cohort].placement_year * year->plan->blocks + block) / every : 0;
}

static int32_t epoch_week(const struct policy_year *year, size_t cohort, int64_t number)
{
    const struct timetable_cohort *c = &year->cohorts[cohort];
    int64_t first = number * year->timetable->parameters.pod_blocks;
    int32_t of_year = policy_block_week(year, (int)(first % year->plan->blocks)) - year->first_week;
    return number == 0 ? c->placement_week : c->placement_week + CALENDAR_WEEKS * (int32_t)(first / year->plan->blocks) + of_year;
}

static bool is_renewed(const struct policy_year *year)
{
    bool renewed = false;
    for (size_t c = 0; c < year->count; c++)
        renewed |= epoch(year, c, 0) != epoch(year, c, year->plan->blocks - 1);
    return renewed;
}

/* Cuts a run of n alike into pods: writes their sizes, returns their number. */
static size_t cut_run(size_t n, size_t pod_size, uint32_t *sizes)
{
    size_t pods = groundwork_pods((uint32_t)n, (int64_t)pod_size);
    memset(sizes, 0, pods * sizeof *sizes);
    for (size_t k = 0; k < n; k++)
        sizes[policy_piece(k, n, pod_size)]++;
    return pods;
}

/* Gives the seats of the tickets to pods of these sizes, in order. number[k]: of the k-th pod. */
static void assign(struct pods *pods, size_t cohort, const uint32_t *sizes, const uint32_t *number, size_t count)
{
    const struct policy_ticket *next = pods->tickets;
    for (size_t k = 0; k < count; k++) {
        struct unit *unit = &pods->units.at[number[k]];
        *unit = (struct unit){.id = next->id,
                              .cohort = (uint32_t)cohort,
                              .base = pods->base[next->seat],
                              .size = (int32_t)sizes[k],
                              .home = -1,
                              .group = unit->group};
        for (uint32_t member = 0; member < sizes[k]; member++)
            pods->of[next++->seat] = number[k];
    }
}

/* Pods of a cohort at the year's begin, cut by base, or by base and group (whole). */
static enum kith_status form(struct pods *pods, const struct policy_year *year, size_t cohort, bool whole)
{
    size_t seats = year->cohorts[cohort].seats, count = 0;
    struct policy_ticket *tickets = pods->tickets;
    for (size_t k = 0; k < seats; k++)
        tickets[k].seat = year->first_seat[cohort] + (uint32_t)k;
    pod_order(year, cohort, epoch_week(year, cohort, epoch(year, cohort, 0)), pods->base, tickets, seats);
    int bits = whole ? 0 : 32;
    for (size_t begin = 0, end; begin < seats; begin = end) {
        for (end = begin + 1; end < seats && tickets[end].group >> bits == tickets[begin].group >> bits;)
            end++;
        count += cut_run(end - begin, (size_t)year->timetable->parameters.pod_size, pods->sizes + count);
    }
    if (pod_gather(year, cohort, pods->sizes, tickets, seats) != KITH_OK)
        return KITH_FAILED;
    for (size_t k = 0; k < count; k++)
        pods->number[k] = (uint32_t)(pods->units.count + k);
    assign(pods, cohort, pods->sizes, pods->number, count);
    pods->units.count += count;
    return KITH_OK;
}

static enum kith_status form_all(struct pods *pods, const struct policy_year *year, bool whole)
{
    enum kith_status status = KITH_OK;
    pods->units.count = 0;
    for (size_t c = 0; c < year->count && status == KITH_OK; c++)
        status = form(pods, year, c, whole);
    return status;
}

/* Whole groups make more pods: there may be no room for so many. */
static bool fit(const struct pods *pods, const struct policy_year *year)
{
    const struct groundwork *gw = year->timetable->groundwork;
    int64_t room[KINDS_MAX], total[KINDS_MAX];
    kinds_room(&gw->kinds, &year->timetable->places, -1, gw->slot, room);
    bool fits = kinds_total(&gw->kinds, room, (int64_t)pods->units.count, total);
    for (size_t u = 0; u < pods->units.count; u++)
        fits &= pods->units.at[u].size <= gw->slot;
    return fits;
}

static enum kith_status begin_year(struct pods *pods, const struct policy_year *year)
{
    const struct groundwork *gw = year->timetable->groundwork;
    int by = year->timetable->parameters.pod_by;
    for (uint32_t seat = 0; seat < year->plan->seats; seat++) {
        size_t c = policy_cohort(year, seat);
        pods->base[seat] = groundwork_base_of(gw, year->cohorts[c].placement_year, seat - year->first_seat[c]);
    }
    enum kith_status status = KITH_OK;
    bool whole = gw->cases == 0 && (by == POD_BY_CAMPUS_GROUP || by == POD_BY_SITE);
    if (whole)
        status = form_all(pods, year, true);
    if (status == KITH_OK && !(whole && fit(pods, year)))
        status = form_all(pods, year, false);
    if (status == KITH_OK)
        status = units_group(&pods->units, year);
    bool shared = is_renewed(year) && gw->kinds.count > 1;
    if (status == KITH_OK && shared && gw->cases == 0 && !gw->kinds.least)
        return units_cycle(&pods->units, year);
    return status == KITH_OK ? units_draw(&pods->units, year, shared ? UNITS_SHARED : UNITS_ALONE) : status;
}

/* Pods of a cohort, their base, group and order of rotations are the same. */
static bool same_way(const struct pods *pods, size_t a, size_t b, size_t blocks)
{
    const struct unit *one = &pods->units.at[a], *other = &pods->units.at[b];
    return one->cohort == other->cohort && one->base == other->base && one->group == other->group &&
           memcmp(pods->units.kind + a * blocks, pods->units.kind + b * blocks, blocks) == 0;
}

/* New pods for all who go the same way as pod `first`, of the same sizes. */
static enum kith_status reform(struct pods *pods, const struct policy_year *year, uint32_t first, int32_t week, bool *done)
{
    size_t count = 0, seats = 0, cohort = pods->units.at[first].cohort;
    for (uint32_t pod = first; pod < pods->units.count; pod++)
        if (same_way(pods, first, pod, (size_t)year->plan->blocks)) {
            pods->sizes[count] = (uint32_t)pods->units.at[pod].size;
            pods->number[count++] = pod;
            done[pod] = true;
        }
    for (uint32_t seat = year->first_seat[cohort]; seat < year->first_seat[cohort + 1]; seat++)
        if (same_way(pods, first, pods->of[seat], (size_t)year->plan->blocks))
            pods->tickets[seats++].seat = seat;
    pod_order(year, cohort, week, pods->base, pods->tickets, seats);
    if (pod_gather(year, cohort, pods->sizes, pods->tickets, seats) != KITH_OK)
        return KITH_FAILED;
    assign(pods, cohort, pods->sizes, pods->number, count);
    return KITH_OK;
}

/* Forms the pods of all cohorts anew for which it is time. */
static enum kith_status renew(struct pods *pods, const struct policy_year *year, int block)
{
    enum kith_status status = KITH_OK;
    bool *done = calloc(pods->units.count + 1, sizeof *done);
    if (!done)
        return KITH_FAILED;
    for (uint32_t pod = 0; pod < pods->units.count && status == KITH_OK; pod++) {
        size_t c = pods->units.at[pod].cohort;
        int64_t now = epoch(year, c, block);
        if (!done[pod] && now != epoch(year, c, block - 1))
            status = reform(pods, year, pod, epoch_week(year, c, now), done);
    }
    free(done);
    return status;
}

static enum kith_status lay_block(struct pods *pods, const struct policy_year *year, int block)
{
    size_t n = year->plan->seats, at = (size_t)block * n;
    enum kith_status status = block > 0 ? renew(pods, year, block) : KITH_OK;
    if (status == KITH_OK)
        status = units_settle(&pods->units, year, block, pods->place);
    for (size_t seat = 0; seat < n && status == KITH_OK; seat++) {
        uint16_t *place = &year->plan->place[at + seat];
        *place = *place == FIXED_OPEN ? pods->place[pods->of[seat]] : *place;
        year->plan->team[at + seat] = *place == PLACE_NOWHERE ? 0 : pods->of[seat] + 1; /* 0 is no team */
    }
    return status;
}

enum kith_status policy_pods(const struct policy_year *year)
{
    struct pods pods;
    enum kith_status status = pods_init(&pods, year);
    if (status == KITH_OK)
        status = begin_year(&pods, year);
    policy_lay_fixed(year);
    for (int block = 0; block < year->plan->blocks && status == KITH_OK; block++)
        status = lay_block(&pods, year, block);
    pods_clear(&pods);
    return status;
}
