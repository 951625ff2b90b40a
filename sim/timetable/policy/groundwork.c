/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/policy/groundwork.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "timetable/policy/feasible.h"

enum { SAID_MAX = 20 };

uint32_t groundwork_pods(uint32_t students, int64_t pod_size)
{
    return (uint32_t)((students + pod_size - 1) / pod_size);
}

uint32_t groundwork_largest_pod(uint32_t students, int64_t pod_size)
{
    uint32_t pods = groundwork_pods(students, pod_size);
    return pods ? (students + pods - 1) / pods : 0;
}

uint32_t groundwork_base_of(const struct groundwork *groundwork, int placement_year, uint32_t seat)
{
    const struct fixed *fixed = &groundwork->fixed;
    if (!groundwork->base_of || seat >= fixed->seats)
        return 0;
    return groundwork->base_of[(size_t)(placement_year % fixed->years) * fixed->seats + seat];
}

const struct solution *groundwork_case(const struct groundwork *groundwork, int placement_year)
{
    return groundwork->cases ? &groundwork->solution[placement_year % groundwork->cases] : NULL;
}

/* Why a student can never do what is required, or NULL. */
static const char *describe_base(struct groundwork_base *base, const struct kinds *kinds, const struct places *places,
                                 const uint16_t *row, int32_t *lacking)
{
    int32_t open = 0, needed = 0;
    for (int k = 0; k < kinds->count; k++) {
        base->low[k] = k == kinds->free ? 0 : kinds->low[k];
        base->high[k] = base->low[k];
    }
    for (int b = 0; b < kinds->blocks && row; b++) {
        base->open |= (uint64_t)(row[b] == FIXED_OPEN) << b;
        int kind = row[b] < places->count ? kinds_of(kinds, places, row[b]) : KIND_NONE;
        if (row[b] < places->count && kind == KIND_NONE)
            return "pinned to a rotation for which no block is left";
        if (row[b] < places->count && kind != kinds->free && --base->low[kind] < 0) {
            if (!kinds->least)
                return "pinned to a rotation more often than it is required";
            base->low[kind] = 0;
        }
    }
    if (!row)
        base->open = kinds->blocks == 64 ? UINT64_MAX : ((uint64_t)1 << kinds->blocks) - 1;
    for (int b = 0; b < kinds->blocks; b++)
        open += (int32_t)(base->open >> b & 1);
    for (int k = 0; k < kinds->count; k++) {
        needed += base->low[k];
        base->high[k] = kinds->least ? open : base->low[k];
    }
    *lacking = needed - open;
    if (*lacking > 0 || (*lacking < 0 && kinds->free < 0 && !kinds->least))
        return "away too often";
    if (kinds->free >= 0)
        base->low[kinds->free] = base->high[kinds->free] = open - needed;
    return NULL;
}

static int32_t home_of(const struct timetable *timetable, const uint16_t *row, uint32_t seat)
{
    if (timetable->parameters.policy != TIMETABLE_LONGITUDINAL)
        return -1;
    if (seat < timetable->enrolment.count && timetable->enrolment.home_site[seat] >= 0)
        return timetable->enrolment.home_site[seat];
    for (int b = 0; b < timetable->calendar.blocks && row; b++)
        if (row[b] < timetable->places.count)
            return timetable->places.at[row[b]].site;
    return -1;
}

static bool same_base(const struct groundwork_base *a, const struct groundwork_base *b, int kinds, int blocks)
{
    size_t size = (size_t)kinds * sizeof *a->low;
    return a->open == b->open && a->home == b->home && memcmp(a->low, b->low, size) == 0 && memcmp(a->high, b->high, size) == 0 &&
           (!a->row || memcmp(a->row, b->row, (size_t)blocks * sizeof *a->row) == 0);
}

/* Number of a base, added if it is new; UINT32_MAX without memory. */
static uint32_t find_base(struct groundwork *gw, const struct groundwork_base *base)
{
    for (size_t k = 0; k < gw->bases; k++)
        if (same_base(&gw->base[k], base, gw->kinds.count, gw->kinds.blocks))
            return (uint32_t)k;
    if ((gw->bases & (gw->bases - 1)) == 0) {
        struct groundwork_base *grown = realloc(gw->base, (gw->bases ? 2 * gw->bases : 1) * sizeof *grown);
        if (!grown)
            return UINT32_MAX;
        gw->base = grown;
    }
    gw->base[gw->bases] = *base;
    return (uint32_t)gw->bases++;
}

static void say_impossible(const struct groundwork *gw, const struct timetable *timetable, const struct timetable_files *files,
                           uint32_t seat, const char *why, struct kith_report *report)
{
    const struct enrolment *enrolment = &timetable->enrolment;
    bool labelled = enrolment->label && seat < enrolment->count;
    char number[16];
    snprintf(number, sizeof number, "%u", seat + 1);
    kith_report_add(report, KITH_ERROR, files ? files->students : NULL, labelled ? enrolment->line[seat] : 0, 0,
                    "E111 student %s is %s: what is required does not fit into the %d blocks of a placement year",
                    labelled ? enrolment->label[seat] : number, why, gw->kinds.blocks);
}

static enum kith_status find_bases(struct groundwork *gw, const struct timetable *timetable, const struct timetable_files *files,
                                   struct kith_report *report)
{
    const struct fixed *fixed = &gw->fixed;
    int wrong = 0;
    gw->base_of = malloc(((size_t)fixed->years * fixed->seats + 1) * sizeof *gw->base_of);
    if (!gw->base_of)
        return KITH_FAILED;
    for (int year = 0; year < fixed->years; year++)
        for (uint32_t seat = 0; seat < fixed->seats && wrong < SAID_MAX; seat++) {
            const uint16_t *row = fixed_row(fixed, year, seat);
            int32_t lacking = 0;
            struct groundwork_base base = {.home = home_of(timetable, row, seat),
                                           .row = timetable->parameters.policy == TIMETABLE_PODS ? row : NULL};
            const char *why = describe_base(&base, &gw->kinds, &timetable->places, row, &lacking);
            if (why) {
                wrong++;
                say_impossible(gw, timetable, files, seat, why, report);
                continue;
            }
            uint32_t number = find_base(gw, &base);
            if (number == UINT32_MAX)
                return KITH_FAILED;
            gw->base_of[(size_t)year * fixed->seats + seat] = number;
        }
    return wrong ? KITH_INVALID : KITH_OK;
}

/* Everyone alike but for the size of their pods. */
static enum kith_status one_base(struct groundwork *gw)
{
    struct groundwork_base base = {.home = -1};
    int32_t lacking;
    describe_base(&base, &gw->kinds, NULL, NULL, &lacking);
    return find_base(gw, &base) == UINT32_MAX ? KITH_FAILED : KITH_OK;
}

/* Students of each base in each cohort of a case, and how many are pinned where. */
static void count_case(const struct groundwork *gw, const struct timetable_school *school, int at, int cohorts,
                       uint32_t *students, int32_t *pinned)
{
    for (int c = 0; c < cohorts; c++)
        for (uint32_t seat = 0; seat < school->seats; seat++) {
            int year = cohorts == 1 ? at : c;
            const uint16_t *row = fixed_row(&gw->fixed, year, seat);
            students[(size_t)c * gw->bases + groundwork_base_of(gw, year, seat)]++;
            for (int b = 0; b < gw->kinds.blocks && row; b++)
                if (row[b] < FIXED_OPEN)
                    pinned[row[b] * gw->kinds.blocks + b]++;
        }
}

static enum kith_status check_pins(const struct timetable *timetable, const struct timetable_files *files, const int32_t *pinned,
                                   struct kith_report *report)
{
    const struct places *places = &timetable->places;
    int blocks = timetable->calendar.blocks;
    enum kith_status status = KITH_OK;
    for (size_t p = 0; p < places->count; p++)
        for (int b = 0; b < blocks; b++) {
            const struct place *place = &places->at[p];
            int32_t here = pinned[p * (size_t)blocks + (size_t)b];
            const char *rotation = places->rotation_label[place->rotation];
            if (here > place->capacity)
                status = kith_report_add(
                    report, KITH_ERROR, files ? files->pinned : NULL, 0, 0,
                    "E111 %d students of all cohorts are pinned to %s%s%s in block %d, which takes %d: %d too few", (int)here,
                    places->site_label[place->site], rotation[0] ? "/" : "", rotation, b + 1, (int)place->capacity,
                    (int)(here - place->capacity));
        }
    return status;
}

static enum kith_status solve_cases(struct groundwork *gw, const struct timetable *timetable,
                                    const struct timetable_school *school, const struct timetable_files *files,
                                    struct kith_report *report)
{
    int cohorts = school->years_at_once, cases = cohorts == 1 && gw->fixed.years > 1 ? gw->fixed.years : 1;
    size_t cells = timetable->places.count * (size_t)gw->kinds.blocks + 1;
    enum kith_status status = KITH_FAILED;
    uint32_t *students = malloc(((size_t)cohorts * gw->bases + 1) * sizeof *students);
    int32_t *pinned = malloc(cells * sizeof *pinned);
    gw->solution = calloc((size_t)cases, sizeof *gw->solution);
    if (!students || !pinned || !gw->solution)
        goto cleanup;
    gw->cases = cases;
    status = KITH_OK;
    for (int k = 0; k < cases && status == KITH_OK; k++) {
        memset(students, 0, (size_t)cohorts * gw->bases * sizeof *students);
        memset(pinned, 0, cells * sizeof *pinned);
        count_case(gw, school, k, cohorts, students, pinned);
        struct groundwork_case of = {gw, timetable, cohorts, students, pinned};
        status = check_pins(timetable, files, pinned, report);
        if (status == KITH_OK)
            status = groundwork_solve(&of, &gw->solution[k], report);
    }
cleanup:
    free(students);
    free(pinned);
    return status;
}

enum kith_status groundwork_init(struct groundwork **groundwork, const struct timetable *timetable,
                                 const struct timetable_school *school, const struct timetable_files *files,
                                 struct kith_report *report)
{
    struct groundwork *gw = *groundwork = calloc(1, sizeof *gw);
    if (!gw)
        return KITH_FAILED;
    int64_t excess = kinds_init(&gw->kinds, &timetable->places, timetable->calendar.blocks);
    if (excess > 0)
        return kith_report_add(
            report, KITH_ERROR, NULL, 0, 0,
            "E111 the required rotations need %lld blocks of every student, but a placement year has %d: %lld too few",
            (long long)excess + gw->kinds.blocks, gw->kinds.blocks, (long long)excess);
    enum kith_status status = fixed_init(&gw->fixed, &timetable->enrolment, &timetable->pins, files ? files->pinned : NULL,
                                         &timetable->calendar, school->seats, report);
    if (status != KITH_OK)
        return status;
    bool mixed = false;
    if (gw->fixed.years == 0) {
        status = feasible_alike(timetable, school, &gw->kinds, &gw->slot, &mixed, report);
        if (status != KITH_OK || !mixed)
            return status;
        status = one_base(gw);
    } else
        status = find_bases(gw, timetable, files, report);
    return status == KITH_OK ? solve_cases(gw, timetable, school, files, report) : status;
}

void groundwork_free(struct groundwork *groundwork)
{
    if (!groundwork)
        return;
    for (int k = 0; k < groundwork->cases; k++)
        solution_clear(&groundwork->solution[k]);
    free(groundwork->solution);
    free(groundwork->base);
    free(groundwork->base_of);
    fixed_clear(&groundwork->fixed);
    free(groundwork);
}
