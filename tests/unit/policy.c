/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each policy promises beyond what holds of every plan (policy_case.h, policy_brute.c). */
#include "unit/policy_case.h"

/* Two sites, three rotations, one of which nobody has to do; four blocks. */
static const int32_t two_sites[] = {20, 20, 20, 20, 20, 20}, one_free[] = {1, 2, 0};

static void a_plan_is_a_function_of_its_key(void **state)
{
    (void)state;
    static struct policy_case c;
    static uint16_t place[4 * 60];
    static uint32_t team[4 * 60];
    for (int policy = TIMETABLE_ROTATE; policy <= TIMETABLE_LONGITUDINAL; policy++) {
        case_init(&c, (enum timetable_policy)policy, 4, 2, 3, two_sites, one_free, 20, 3);
        assert_int_equal(case_check(&c), KITH_OK);
        case_plan(&c, 1, 3);
        memcpy(place, c.plan.place, sizeof place);
        memcpy(team, c.plan.team, sizeof team);
        case_plan(&c, 2, 3);
        assert_int_not_equal(memcmp(place, c.plan.place, sizeof place), 0);
        case_plan(&c, 1, 2);
        case_plan(&c, 1, 3);
        assert_memory_equal(place, c.plan.place, sizeof place);
        assert_memory_equal(team, c.plan.team, sizeof team);
        case_clear(&c);
    }
}

static int rotation_of(const struct policy_case *c, int block, size_t seat)
{
    return c->timetable.places.at[case_place(c, block, seat)].rotation;
}

/* Over many keys each student is as often in each rotation in each block as the year has blocks of it, and at sites by capacity. */
static void rotate_is_fair(void **state)
{
    (void)state;
    static struct policy_case c;
    enum { KEYS = 3000 };
    static int rotation[4][3], site[2], together;
    const int32_t capacity[] = {9, 9, 9, 3, 3, 3};
    case_init(&c, TIMETABLE_ROTATE, 4, 2, 3, capacity, one_free, 12, 1);
    assert_int_equal(case_check(&c), KITH_OK);
    for (uint64_t key = 0; key < KEYS; key++) {
        case_plan(&c, key, 1);
        for (int b = 0; b < 4; b++)
            rotation[b][rotation_of(&c, b, 5)]++;
        site[c.timetable.places.at[case_place(&c, 0, 5)].site]++;
        together += rotation_of(&c, 0, 5) == rotation_of(&c, 0, 6) && rotation_of(&c, 1, 5) == rotation_of(&c, 1, 6);
    }
    for (int b = 0; b < 4; b++) {
        assert_frequency(rotation[b][0], KEYS, 0.25);
        assert_frequency(rotation[b][1], KEYS, 0.5);
        assert_frequency(rotation[b][2], KEYS, 0.25);
    }
    assert_true(site[0] > KEYS / 2 && site[1] > KEYS / 10);
    assert_true(together > KEYS / 50 && together < KEYS / 3);
    case_clear(&c);
}

static uint32_t order_of(const struct policy_case *c, size_t seat)
{
    uint32_t order = 0;
    for (int b = 0; b < c->timetable.calendar.blocks; b++)
        order = 8 * order + (uint32_t)rotation_of(c, b, seat);
    return order;
}

/* As many orders as the year has blocks, and every cohort split over them evenly to within one; the site is drawn anew. */
static void streams_share_orders_evenly(void **state)
{
    (void)state;
    static struct policy_case c;
    const int32_t capacity[] = {6, 11, 6, 6, 11, 6};
    case_init(&c, TIMETABLE_STREAMS, 4, 2, 3, capacity, one_free, 14, 3); /* 42 students, 4 streams; room for 42 in each block */
    assert_int_equal(case_check(&c), KITH_OK);
    for (uint64_t key = 0; key < 50; key++) {
        uint32_t orders[4];
        int count = 0, members[3][4] = {0}, apart = 0;
        case_plan(&c, key, 3);
        for (size_t seat = 0; seat < 42; seat++) {
            int k = 0;
            while (k < count && orders[k] != order_of(&c, seat))
                k++;
            assert_in_range(k, 0, 3);
            orders[k] = order_of(&c, seat);
            count += k == count;
            members[seat / 14][k]++;
            for (size_t other = 0; other < seat; other++)
                apart += order_of(&c, other) == order_of(&c, seat) && case_place(&c, 0, other) != case_place(&c, 0, seat);
        }
        for (int cohort = 0; cohort < 3; cohort++)
            for (int k = 0; k < 4; k++)
                assert_in_range(members[cohort][k], 3, 4);
        assert_true(apart > 0);
    }
    case_clear(&c);
}

static bool same_pod(const struct policy_case *c, int block, size_t a, size_t b)
{
    return case_team(c, block, a) == case_team(c, block, b);
}

static int pairs_kept(const struct policy_case *c, int block, int other)
{
    int kept = 0;
    for (size_t a = 0; a < c->plan.seats; a++)
        for (size_t b = 0; b < a; b++)
            kept += same_pod(c, block, a, b) && same_pod(c, other, a, b);
    return kept;
}

/* Nineteen in pods of three: five pods of three and two of two. */
static void pods_stay_until_they_are_formed_anew(void **state)
{
    (void)state;
    static struct policy_case c;
    for (int64_t pod_blocks = 0; pod_blocks <= 4; pod_blocks++) {
        case_init(&c, TIMETABLE_PODS, 4, 2, 3, two_sites, one_free, 19, 1);
        c.timetable.parameters.pod_blocks = pod_blocks;
        assert_int_equal(case_check(&c), KITH_OK);
        int same = 0;
        for (uint64_t key = 0; key < 20; key++) {
            case_plan(&c, key, 1);
            for (int b = 1; b < 4; b++) {
                int kept = pairs_kept(&c, b - 1, b), all = pairs_kept(&c, b, b);
                assert_int_equal(all, 5 * 3 + 2);
                assert_true(kept == all || (pod_blocks > 0 && b % pod_blocks == 0));
                same += kept == all;
            }
        }
        assert_true(pod_blocks != 1 || same < 40);
        case_clear(&c);
    }
}

/* A pod lives through the years unless pod_blocks says otherwise. */
static void pods_outlive_a_year(void **state)
{
    (void)state;
    static struct policy_case c;
    for (int64_t pod_blocks = 0; pod_blocks <= 4; pod_blocks += 4) {
        static uint32_t team[19];
        case_init(&c, TIMETABLE_PODS, 4, 2, 3, two_sites, one_free, 19, 1);
        c.timetable.parameters.pod_blocks = pod_blocks;
        assert_int_equal(case_check(&c), KITH_OK);
        case_plan(&c, 1, 1);
        memcpy(team, c.plan.team, sizeof team);
        c.cohort[0].placement_year = 1;
        case_plan(&c, 1, 1);
        bool same = true;
        for (size_t a = 0; a < 19; a++)
            for (size_t b = 0; b < a; b++)
                same &= (team[a] == team[b]) == same_pod(&c, 0, a, b);
        assert_int_equal(same, pod_blocks == 0);
        case_clear(&c);
    }
}

static void pods_by_group(void **state)
{
    (void)state;
    static struct policy_case c;
    uint32_t groups[18];
    for (uint32_t seat = 0; seat < 18; seat++)
        groups[seat] = seat % 3;
    for (int tight = 0; tight < 2; tight++) {
        const int32_t wide[] = {40}, narrow[] = {18}, none[] = {0};
        case_init(&c, TIMETABLE_PODS, 4, 1, 1, tight ? narrow : wide, none, 18, 1);
        c.timetable.parameters.pod_by = POD_BY_CAMPUS_GROUP;
        c.timetable.parameters.pod_size = 9;
        c.cohort[0].campus_group = groups;
        assert_int_equal(case_check(&c), KITH_OK);
        case_plan(&c, 1, 1);
        int mixed = 0, teams = 0;
        for (size_t a = 0; a < 18; a++)
            for (size_t b = 0; b < a; b++) {
                mixed += same_pod(&c, 0, a, b) && groups[a] != groups[b];
                teams += same_pod(&c, 0, a, b);
            }
        assert_int_equal(mixed > 0, tight); /* room for two pods of nine only, or for three of six and one more */
        assert_int_equal(teams, tight ? 2 * 36 : 3 * 15);
        case_clear(&c);
    }
}

static void pods_by_site(void **state)
{
    (void)state;
    static struct policy_case c;
    const int32_t wide[] = {40, 40}, none[] = {0};
    case_init(&c, TIMETABLE_PODS, 2, 2, 1, wide, none, 12, 1);
    case_enrol(&c);
    c.timetable.parameters.pod_by = POD_BY_SITE;
    for (int seat = 0; seat < 12; seat++)
        c.timetable.enrolment.home_site[seat] = seat % 2;
    assert_int_equal(case_check(&c), KITH_OK);
    case_plan(&c, 4, 1);
    for (size_t a = 0; a < 12; a++)
        for (size_t b = 0; b < a; b++)
            assert_true(!same_pod(&c, 1, a, b) || a % 2 == b % 2);
    case_clear(&c);
}

/* Three circles of three friends each, and weak ties between the circles. */
static void pods_of_friends(void **state)
{
    (void)state;
    static struct policy_case c;
    struct timetable_tie ties[64];
    size_t count = 0;
    for (uint32_t a = 0; a < 9; a++)
        for (uint32_t b = a + 1; b < 9; b++)
            ties[count++] = (struct timetable_tie){a, b, a % 3 == b % 3 ? 100 * 1024 : 10 * 1024};
    case_init(&c, TIMETABLE_PODS, 4, 2, 3, two_sites, one_free, 9, 1);
    c.timetable.parameters.pod_by = POD_BY_FRIENDS;
    c.cohort[0].ties = ties;
    c.cohort[0].tie_count = count;
    assert_int_equal(case_check(&c), KITH_OK);
    for (uint64_t key = 0; key < 10; key++) {
        case_plan(&c, key, 1);
        for (size_t a = 0; a < 9; a++)
            for (size_t b = 0; b < a; b++)
                assert_int_equal(same_pod(&c, 2, a, b), a % 3 == b % 3);
    }
    c.timetable.parameters.pod_blocks = 1;
    for (uint64_t key = 0; key < 10; key++)
        case_plan(&c, key, 1);
    case_clear(&c);
}

/* Homes that are given are kept, the others share what is left. */
static void longitudinal_keeps_homes(void **state)
{
    (void)state;
    static struct policy_case c;
    const int32_t capacity[] = {4, 4, 4, 2, 2, 2}, each[] = {1, 1, 1};
    case_init(&c, TIMETABLE_LONGITUDINAL, 3, 2, 3, capacity, each, 18, 1); /* site A takes 12 students a year, B 6 */
    case_enrol(&c);
    for (int seat = 0; seat < 5; seat++)
        c.timetable.enrolment.home_site[seat] = 1;
    assert_int_equal(case_check(&c), KITH_OK);
    for (uint64_t key = 0; key < 20; key++) {
        case_plan(&c, key, 1);
        int at_b = 0;
        for (size_t seat = 0; seat < 18; seat++)
            at_b += c.timetable.places.at[case_place(&c, 0, seat)].site == 1;
        assert_int_equal(at_b, 6);
    }
    case_clear(&c);
}

/* In a closed school the second placement year has other pins than the first, and is planned with them. */
static void pins_follow_the_placement_year(void **state)
{
    (void)state;
    static struct policy_case c;
    const int32_t capacity[] = {1, 3}, none[] = {0};
    case_init(&c, TIMETABLE_ROTATE, 2, 2, 1, capacity, none, 4, 1);
    c.school.years = 2;
    case_pin(&c, 0, 0, 0);
    struct stint later = {.seat = 1, .first_day = 7 * 52, .last_day = 7 * 52 + 13, .place = 0, .days = ROSTER_WORKDAYS};
    roster_add(&c.timetable.pins, &later);
    c.timetable.pins.years = 2;
    assert_int_equal(case_check(&c), KITH_OK);
    for (int year = 0; year < 4; year++) {
        c.cohort[0].placement_year = year;
        case_plan(&c, (uint64_t)year, 1);
        assert_int_equal(case_place(&c, 0, (size_t)year % 2), 0);
        assert_true(year % 2 == 0 || case_place(&c, 1, 1) == 0);
    }
    case_clear(&c);
}

/* 540 students, seven blocks, six rotations and no place to spare in each. */
static void a_full_school_fits_exactly(void **state)
{
    (void)state;
    static struct policy_case c;
    const int32_t capacity[] = {70, 70, 70, 70, 70, 70, 70, 8, 8, 8, 8, 8, 8, 8}, required[] = {1, 1, 1, 1, 1, 1, 0};
    for (int policy = TIMETABLE_ROTATE; policy <= TIMETABLE_LONGITUDINAL; policy++) {
        case_init(&c, (enum timetable_policy)policy, 7, 2, 7, capacity, required, 182, 3); /* 546 = 7 x 78 */
        c.timetable.parameters.pod_size = 2;
        assert_int_equal(case_check(&c), KITH_OK);
        case_plan(&c, 1, 3);
        case_plan(&c, 2, 3);
        case_clear(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_is_a_function_of_its_key),
        cmocka_unit_test(rotate_is_fair),
        cmocka_unit_test(streams_share_orders_evenly),
        cmocka_unit_test(pods_stay_until_they_are_formed_anew),
        cmocka_unit_test(pods_outlive_a_year),
        cmocka_unit_test(pods_by_group),
        cmocka_unit_test(pods_by_site),
        cmocka_unit_test(pods_of_friends),
        cmocka_unit_test(longitudinal_keeps_homes),
        cmocka_unit_test(pins_follow_the_placement_year),
        cmocka_unit_test(a_full_school_fits_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
