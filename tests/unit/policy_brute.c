/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small timetables at random: kith finds a plan just where trying everything finds one, and every plan holds. */
#include "unit/policy_case.h"

enum { UNITS_MAX = 16, BLOCKS_MAX = 4, PLACES_OF_CASE = 9 };

/* A student or a pod that must be placed. */
struct taker {
    int32_t size;
    int32_t home; /* -1: any */
    const uint16_t *row;
};

struct brute {
    const struct policy_case *c;
    struct taker taker[UNITS_MAX];
    size_t takers;
    int32_t left[PLACES_OF_CASE][BLOCKS_MAX];
    int64_t steps;
};

static bool try_block(struct brute *brute, size_t u, int block, int32_t home, int32_t *done);

static bool try_next(struct brute *brute, size_t u, int block, int32_t home, int32_t *done)
{
    const struct timetable *t = &brute->c->timetable;
    if (block + 1 < t->calendar.blocks)
        return try_block(brute, u, block + 1, home, done);
    for (uint32_t r = 0; r < t->places.rotations; r++)
        if (done[r] < t->places.required[r])
            return false;
    int32_t none[PLACE_ROTATIONS_MAX] = {0};
    return u + 1 == brute->takers || try_block(brute, u + 1, 0, brute->taker[u + 1].home, none);
}

static bool try_block(struct brute *brute, size_t u, int block, int32_t home, int32_t *done)
{
    const struct timetable *t = &brute->c->timetable;
    const struct taker *taker = &brute->taker[u];
    bool longitudinal = t->parameters.policy == TIMETABLE_LONGITUDINAL, least = t->groundwork->kinds.least;
    uint16_t fixed = taker->row ? taker->row[block] : (uint16_t)FIXED_OPEN;
    brute->steps++;
    if (fixed == PLACE_NOWHERE)
        return try_next(brute, u, block, home, done);
    for (size_t p = 0; p < t->places.count; p++) {
        const struct place *place = &t->places.at[p];
        int32_t r = place->rotation, required = t->places.required[r];
        if (fixed != FIXED_OPEN && fixed != p)
            continue;
        if (fixed == FIXED_OPEN && longitudinal && home >= 0 && home != place->site)
            continue;
        if (brute->left[p][block] < taker->size || (required > 0 && !least && done[r] == required))
            continue;
        brute->left[p][block] -= taker->size;
        done[r]++;
        bool found = try_next(brute, u, block, fixed == FIXED_OPEN && longitudinal ? place->site : home, done);
        done[r]--;
        brute->left[p][block] += taker->size;
        if (found)
            return true;
    }
    return false;
}

static int32_t first_pin_site(const struct policy_case *c, const uint16_t *row)
{
    for (int b = 0; b < c->timetable.calendar.blocks && row; b++)
        if (row[b] < FIXED_OPEN)
            return c->timetable.places.at[row[b]].site;
    return -1;
}

static void add_taker(struct brute *brute, int32_t size, int32_t home, const uint16_t *row)
{
    assert_true(brute->takers < UNITS_MAX);
    brute->taker[brute->takers++] = (struct taker){size, home, row};
}

/* Pods are cut among those for whom the same is fixed. */
static void add_pods(struct brute *brute, const struct fixed *fixed, int cohort)
{
    uint32_t n = brute->c->school.seats;
    size_t bytes = (size_t)brute->c->timetable.calendar.blocks * sizeof *fixed->at;
    for (uint32_t first = 0; first < n; first++) {
        const uint16_t *row = fixed_row(fixed, cohort, first);
        uint32_t alike = 0, earlier = 0;
        for (uint32_t seat = 0; seat < n; seat++) {
            bool same = !row || memcmp(row, fixed_row(fixed, cohort, seat), bytes) == 0;
            alike += same;
            earlier += same && seat < first;
        }
        uint32_t pods = groundwork_pods(alike, brute->c->timetable.parameters.pod_size);
        for (uint32_t k = 0; k < pods && earlier == 0; k++)
            add_taker(brute, (int32_t)(alike / pods + (k < alike % pods)), -1, row);
    }
}

static bool brute_force(const struct policy_case *c, const struct fixed *fixed)
{
    struct brute brute = {.c = c};
    const struct timetable *t = &c->timetable;
    for (size_t p = 0; p < t->places.count; p++)
        for (int b = 0; b < t->calendar.blocks; b++)
            brute.left[p][b] = t->places.at[p].capacity;
    for (int k = 0; k < c->school.years_at_once; k++)
        if (t->parameters.policy == TIMETABLE_PODS)
            add_pods(&brute, fixed, k);
        else
            for (uint32_t seat = 0; seat < c->school.seats; seat++) {
                const uint16_t *row = fixed_row(fixed, k, seat);
                int32_t home = t->enrolment.count ? t->enrolment.home_site[seat] : -1;
                add_taker(&brute, 1, home >= 0 ? home : first_pin_site(c, row), row);
            }
    int32_t none[PLACE_ROTATIONS_MAX] = {0};
    bool found = try_block(&brute, 0, 0, brute.taker[0].home, none);
    assert_true(brute.steps < 50000000);
    return found;
}

struct tally {
    int feasible, none, undecided;
};

/* Required blocks of up to three rotations that fit into the year; some years leave blocks free. */
static void random_required(uint64_t *seed, int blocks, uint32_t rotations, int32_t *required)
{
    int left = blocks;
    for (uint32_t r = 0; r < rotations; r++) {
        required[r] = (int32_t)unit_below(seed, (uint32_t)(left < 2 ? left : 2) + 1);
        left -= required[r];
    }
}

static void random_case(struct policy_case *c, uint64_t *seed, enum timetable_policy policy, bool fixed)
{
    int32_t capacity[PLACES_OF_CASE], required[3];
    int blocks = 2 + (int)unit_below(seed, 2), cohorts = 1 + (int)unit_below(seed, 2);
    uint32_t sites = 1 + unit_below(seed, 2), rotations = 1 + unit_below(seed, 3);
    uint32_t most = cohorts == 1 ? 4 : 2, seats = 1 + unit_below(seed, policy == TIMETABLE_PODS && !fixed ? 3 * most : most);
    for (uint32_t k = 0; k < sites * rotations; k++)
        capacity[k] = (int32_t)unit_below(seed, policy == TIMETABLE_PODS ? 9 : 4);
    random_required(seed, blocks, rotations, required);
    case_init(c, policy, blocks, sites, rotations, capacity, required, seats, cohorts);
    c->timetable.parameters.pod_blocks = unit_below(seed, 5); /* neither of these two says whether a plan exists */
    c->timetable.parameters.pod_by = (int)unit_below(seed, 3);
    if (!fixed)
        return;
    case_enrol(c);
    for (uint32_t seat = 0; seat < seats; seat++) {
        if (unit_below(seed, 3) == 0)
            c->timetable.enrolment.unavailable[seat] = (uint64_t)1 << unit_below(seed, (uint32_t)blocks);
        if (policy == TIMETABLE_LONGITUDINAL && unit_below(seed, 3) == 0)
            c->timetable.enrolment.home_site[seat] = (int32_t)unit_below(seed, sites);
    }
    for (uint32_t seat = 0; seat < seats && c->timetable.places.count; seat++) {
        int block = (int)unit_below(seed, (uint32_t)blocks);
        if (unit_below(seed, 4) == 0 && !(c->timetable.enrolment.unavailable[seat] >> block & 1))
            case_pin(c, seat, block, (uint16_t)unit_below(seed, (uint32_t)c->timetable.places.count));
    }
}

/* Rotations that a message names as tight ("E111 a and c need ...") are over their places together. */
static void assert_violated(const struct policy_case *c, const char *said)
{
    const struct places *places = &c->timetable.places;
    const char *text = strstr(said, "E111 "), *end = text ? strstr(text, " need") : NULL;
    if (!end || strstr(said, "home site") || strstr(said, "leave open") || strstr(said, "other rotation") ||
        strstr(said, "in every block"))
        return;
    int64_t demand = 0, room = 0, n = (int64_t)c->school.seats * c->school.years_at_once, named = 0;
    for (const char *at = text + 5; at < end; at++)
        if ((at[1] == ' ' || at[1] == ',') && at[-1] == ' ' && *at >= 'a' && *at < (char)('a' + places->rotations)) {
            uint32_t r = (uint32_t)(*at - 'a');
            named++;
            demand += n * places->required[r];
            for (size_t p = 0; p < places->count; p++)
                room += places->at[p].rotation == r ? places->at[p].capacity * (int64_t)c->timetable.calendar.blocks : 0;
        }
    if (strstr(said, "pods of") == NULL && named > 0)
        assert_true(demand > room);
}

static void compare(enum timetable_policy policy, bool fixed, int trials, uint64_t seed, struct tally *tally)
{
    static struct policy_case c;
    for (int trial = 0; trial < trials; trial++) {
        random_case(&c, &seed, policy, fixed);
        enum kith_status status = case_check(&c);
        bool found = brute_force(&c, &c.timetable.groundwork->fixed);
        char *said = unit_said(&c.report);
        if ((status == KITH_OK) != found)
            fail_msg("trial %d of policy %d: status %d, but brute force says %d; %s", trial, policy, status, found, said);
        tally->feasible += found;
        tally->none += !found;
        tally->undecided += strstr(said, "E113") != NULL;
        assert_true(found || strstr(said, "E11") != NULL);
        assert_violated(&c, said);
        free(said);
        for (uint64_t key = 0; key < 3 && found; key++)
            case_plan(&c, key, (size_t)c.school.years_at_once);
        if (found && c.school.years_at_once > 1)
            case_plan(&c, 9, 1);
        case_clear(&c);
    }
}

static void students_alike(void **state)
{
    (void)state;
    const enum timetable_policy policies[] = {TIMETABLE_ROTATE, TIMETABLE_STREAMS, TIMETABLE_LONGITUDINAL};
    for (int k = 0; k < 3; k++) {
        struct tally tally = {0};
        compare(policies[k], false, 3000, 10 + (uint64_t)k, &tally);
        assert_true(tally.feasible > 300 && tally.none > 300 && tally.undecided == 0);
    }
}

static void students_away_and_pinned(void **state)
{
    (void)state;
    const enum timetable_policy policies[] = {TIMETABLE_ROTATE, TIMETABLE_STREAMS, TIMETABLE_LONGITUDINAL};
    for (int k = 0; k < 3; k++) {
        struct tally tally = {0};
        compare(policies[k], true, 1500, 20 + (uint64_t)k, &tally);
        assert_true(tally.feasible > 100 && tally.none > 100 && tally.undecided == 0);
    }
}

static void pods_whole(void **state)
{
    (void)state;
    struct tally tally = {0};
    compare(TIMETABLE_PODS, false, 2000, 30, &tally);
    assert_true(tally.feasible > 200 && tally.none > 200 && tally.undecided == 0);
}

static void pods_away_and_pinned(void **state)
{
    (void)state;
    struct tally tally = {0};
    compare(TIMETABLE_PODS, true, 1500, 31, &tally);
    assert_true(tally.feasible > 100 && tally.none > 100 && tally.undecided == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(students_alike),
        cmocka_unit_test(students_away_and_pinned),
        cmocka_unit_test(pods_whole),
        cmocka_unit_test(pods_away_and_pinned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
