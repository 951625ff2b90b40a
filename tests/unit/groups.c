/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups and circles: even cuts, runs of one key, and meetings that both sides see alike. */
#include "unit/hand_world.h"

#include "world/contact.h"

enum { SEATS = 200 };

/* Groups lie in the layer as runs that their rows agree on; returns how many among positions first .. first + count − 1. */
static uint32_t assert_runs(const struct groups *g, uint32_t first, uint32_t count)
{
    uint32_t runs = 0;
    for (uint32_t at = first; at < first + count; runs++) {
        uint32_t size = g->seat[g->order[at]].size;
        assert_in_range(size, 1, first + count - at);
        for (uint32_t k = at; k < at + size; k++) {
            assert_int_equal(g->seat[g->order[k]].position, k);
            assert_int_equal(g->seat[g->order[k]].first, at);
            assert_int_equal(g->seat[g->order[k]].size, size);
        }
        at += size;
    }
    return runs;
}

static void cuts_are_even(void **state)
{
    (void)state;
    struct groups g;
    struct group_ticket tickets[2 * SEATS];
    assert_int_equal(group_init(&g, SEATS), KITH_OK);
    for (uint32_t n = 1; n <= 120; n++)
        for (uint32_t largest = 1; largest <= 16; largest++) {
            uint64_t seed = n * 100 + largest;
            for (uint32_t k = 0; k < n; k++)
                tickets[k] = (struct group_ticket){unit_below(&seed, 1000), 500 + k, 199 - k};
            group_cut(&g, tickets, n, 7, largest);
            assert_int_equal(assert_runs(&g, 7, n), (n + largest - 1) / largest); /* as few groups as can be */
            for (uint32_t k = 7; k < 7 + n; k++) {
                uint32_t size = g.seat[g.order[k]].size, groups = (n + largest - 1) / largest;
                assert_in_range(size, n / groups, (n + groups - 1) / groups);
                assert_true(size <= largest);
            }
        }
    group_clear(&g);
}

/* By key, then by id: the row has no say. */
static void order_is_by_hash_then_id(void **state)
{
    (void)state;
    struct groups g;
    struct group_ticket tickets[10] = {{5, 30, 0}, {5, 10, 1}, {2, 40, 2}, {9, 0, 3}, {5, 20, 4}};
    const uint32_t expected[] = {2, 1, 4, 0, 3};
    assert_int_equal(group_init(&g, 5), KITH_OK);
    group_cut(&g, tickets, 5, 0, 2);
    assert_memory_equal(g.order, expected, sizeof expected);
    const uint32_t sizes[] = {1, 2, 2}, firsts[] = {0, 1, 3}; /* floor(g n / G): 0, 1, 3, 5 */
    for (uint32_t group = 0; group < 3; group++)
        for (uint32_t k = firsts[group]; k < firsts[group] + sizes[group]; k++) {
            assert_int_equal(g.seat[g.order[k]].first, firsts[group]);
            assert_int_equal(g.seat[g.order[k]].size, sizes[group]);
        }
    group_clear(&g);
}

static void layout_keeps_keys_together(void **state)
{
    (void)state;
    struct groups g;
    struct group_ticket tickets[2 * SEATS];
    uint64_t seed = 9;
    uint32_t key_of[SEATS], count_of[12] = {0};
    assert_int_equal(group_init(&g, SEATS), KITH_OK);
    for (uint32_t row = 0; row < SEATS; row++) {
        key_of[row] = unit_below(&seed, 12);
        count_of[key_of[row]]++;
        tickets[row] = (struct group_ticket){(uint64_t)key_of[row] << 32 | (uint32_t)unit_random(&seed), row, row};
    }
    group_layout(&g, tickets, SEATS, 0);
    assert_int_equal(assert_runs(&g, 0, SEATS), 12);
    for (uint32_t row = 0; row < SEATS; row++) {
        assert_int_equal(g.seat[row].size, count_of[key_of[row]]);
        for (uint32_t k = g.seat[row].first; k < g.seat[row].first + g.seat[row].size; k++)
            assert_int_equal(key_of[g.order[k]], key_of[row]);
    }
    group_clear(&g);
}

static const struct contact *listed(const struct contact *list, size_t count, uint32_t row)
{
    const struct contact *found = NULL;
    for (size_t k = 0; k < count; k++)
        if (list[k].row == row) {
            assert_null(found); /* once only */
            found = &list[k];
        }
    return found;
}

/* Tutorials of 4 to 16 and circles of 1 to 60, some tied, some gone, some half away. */
static void make_school(struct world *world, int64_t reach, int64_t all_meet)
{
    const uint32_t small[] = {4, 16, 7, 13, 8, 12, 5, 1, 2, 9, 15, 16, 12, 12, 11, 10, 14, 3, 16, 14},
                   wide[] = {60, 1, 2, 3, 9, 12, 13, 6, 14, 50, 30};
    uint64_t seed = 10;
    hand_world(world, SEATS);
    world->reach = reach;
    world->all_meet = all_meet;
    hand_groups(world, GROUP_SMALL, small, 20, 0.7f);
    hand_groups(world, GROUP_WIDE, wide, 11, 0.3f);
    for (uint32_t row = 0; row < SEATS; row++) {
        uint32_t kind = unit_below(&seed, 10);
        world->students.person.enrolled[row] = kind != 0;
        world->students.encounters.presence[row] = kind == 0 ? 0 : kind == 1 ? 0.6f : 1;
        if (row && kind == 2)
            hand_tie(world, row - 1, row, 30);
    }
}

static size_t strangers_of(const struct world *world, uint32_t row, struct contact *list)
{
    uint32_t met[CONTACT_STRANGERS_MAX];
    size_t all = contact_met_at_all(world, row, met), count = 0;
    assert_true(all <= CONTACT_STRANGERS_MAX);
    for (size_t k = 0; k < all; k++)
        count += contact_stranger(world, row, met, k, &list[count]);
    return count;
}

static void assert_symmetric(const struct world *world)
{
    struct contact own[CONTACT_STRANGERS_MAX + 1], theirs[CONTACT_STRANGERS_MAX + 1];
    for (uint32_t row = 0; row < SEATS; row++) {
        size_t count = world->students.person.enrolled[row] ? strangers_of(world, row, own) : 0;
        for (size_t k = 0; k < count; k++) {
            size_t others = strangers_of(world, own[k].row, theirs);
            const struct contact *back = listed(theirs, others, row);
            assert_non_null(back);
            assert_int_equal(back->hours, own[k].hours);
            assert_true(own[k].hours > 0 && own[k].row != row && world->students.person.enrolled[own[k].row]);
            assert_int_equal(tie_find(&world->ties, row, hand_id(own[k].row)), TIE_NONE);
            listed(own, count, own[k].row);
        }
    }
}

/* The list is everyone with hours in some layer: nobody is missed. */
static void assert_everyone_is_listed(const struct world *world)
{
    struct contact list[CONTACT_STRANGERS_MAX + 1];
    for (uint32_t row = 0; row < SEATS; row++) {
        size_t count = strangers_of(world, row, list), expected = 0;
        for (uint32_t other = 0; other < SEATS; other++) {
            int32_t hours =
                contact_layer_hours(world, GROUP_SMALL, row, other) + contact_layer_hours(world, GROUP_WIDE, row, other);
            if (other == row || hours <= 0 || tie_find(&world->ties, row, hand_id(other)) != TIE_NONE)
                continue;
            expected++;
            assert_non_null(listed(list, count, other));
        }
        assert_int_equal(count, expected);
    }
}

static void both_sides_meet_alike(void **state)
{
    (void)state;
    for (int64_t reach = 1; reach <= CONTACT_REACH_MAX; reach++)
        for (int64_t all_meet = 2; all_meet <= CONTACT_ALL_MEET_MAX; all_meet += 7) {
            struct world world;
            make_school(&world, reach, all_meet);
            assert_symmetric(&world);
            assert_everyone_is_listed(&world);
            world_clear(&world);
        }
}

/* On a circle of 20, reach 3: three on each side, round the end; in a group of 12 all; hours are of the less present. */
static void neighbours_by_hand(void **state)
{
    (void)state;
    struct world world;
    struct contact list[CONTACT_STRANGERS_MAX + 1];
    hand_world(&world, 32);
    hand_groups(&world, GROUP_WIDE, (const uint32_t[]){20, 12}, 2, 0.5f);
    world.students.encounters.presence[2] = 0.25f;
    const uint32_t expected[] = {1, 2, 3, 17, 18, 19};
    assert_int_equal(strangers_of(&world, 0, list), 6);
    for (int k = 0; k < 6; k++) {
        const struct contact *contact = listed(list, 6, expected[k]);
        assert_non_null(contact);
        assert_int_equal(contact->hours, expected[k] == 2 ? 128 : 512);
    }
    assert_int_equal(strangers_of(&world, 25, list), 11);
    hand_tie(&world, 0, 18, 5); /* a tie is no stranger, and meets all the same */
    assert_int_equal(strangers_of(&world, 0, list), 5);
    assert_int_equal(contact_layer_hours(&world, GROUP_WIDE, 18, 0), 512);
    assert_int_equal(contact_layer_hours(&world, GROUP_WIDE, 0, 4), 0);
    assert_int_equal(contact_layer_hours(&world, GROUP_WIDE, 0, 25), 0);
    assert_int_equal(contact_layer_hours(&world, GROUP_SMALL, 0, 1), 0); /* in no group */
    group_leave(&world.groups[GROUP_WIDE], 19);
    assert_int_equal(contact_layer_hours(&world, GROUP_WIDE, 0, 19), 0);
    assert_int_equal(contact_layer_hours(&world, GROUP_WIDE, 19, 0), 0);
    world.groups[GROUP_WIDE].seat[0].pair_hours = 0; /* a break */
    assert_int_equal(strangers_of(&world, 0, list), 0);
    world_clear(&world);
}

/* Someone stays away or leaves: whoever meets whom else stays as it was. */
static void an_absence_moves_nobody_else(void **state)
{
    (void)state;
    struct world before, after;
    make_school(&before, 3, 12);
    make_school(&after, 3, 12);
    const uint32_t gone = 20; /* on the circle of 60 and in a tutorial of 7 */
    assert_true(before.students.person.enrolled[gone]);
    after.students.person.enrolled[gone] = 0;
    after.students.encounters.presence[gone] = 0;
    struct contact old[CONTACT_STRANGERS_MAX + 1], new[CONTACT_STRANGERS_MAX + 1];
    size_t lost = 0;
    for (uint32_t row = 0; row < SEATS; row++) {
        size_t olds = strangers_of(&before, row, old), news = strangers_of(&after, row, new);
        for (size_t k = 0; k < olds && row != gone; k++) {
            const struct contact *still = listed(new, news, old[k].row);
            lost += old[k].row == gone;
            assert_true((still == NULL) == (old[k].row == gone));
            if (still)
                assert_int_equal(still->hours, old[k].hours);
        }
        assert_true(news <= olds);
    }
    assert_true(lost >= 6);
    world_clear(&before);
    world_clear(&after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts_are_even),
        cmocka_unit_test(order_is_by_hash_then_id),
        cmocka_unit_test(layout_keeps_keys_together),
        cmocka_unit_test(both_sides_meet_alike),
        cmocka_unit_test(neighbours_by_hand),
        cmocka_unit_test(an_absence_moves_nobody_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
