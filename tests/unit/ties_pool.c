/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pool of ties against a naive model of sets, and the world's entering and dropping of ties. */
#include "unit/hand_world.h"

enum { ROWS = 30, PEERS = 200 };

/* What a row should hold: per peer, 0 or the banked value. */
static int32_t model[ROWS][PEERS];

static void assert_row(const struct ties *ties, uint32_t row)
{
    uint32_t slot = ties->row[row].offset, count = 0;
    for (uint32_t peer = 0; peer < PEERS; peer++) {
        uint32_t found = tie_find(ties, row, peer);
        if (model[row][peer] == 0) {
            assert_int_equal(found, TIE_NONE);
            continue;
        }
        assert_int_equal(found, slot + count++); /* so the row is sorted, with nothing between */
        assert_int_equal(ties->peer[found], peer);
        assert_int_equal(ties->banked[found], model[row][peer]);
        assert_int_equal(ties->good[found], model[row][peer] % 251);
        assert_int_equal(ties->since_week[found], 0);
    }
    assert_int_equal(ties->row[row].count, count);
}

static void operate(struct ties *ties, uint64_t *seed)
{
    uint32_t row = unit_below(seed, ROWS), peer = unit_below(seed, PEERS), kind = unit_below(seed, 1000);
    if (kind < 5) {
        tie_empty(ties, row);
        memset(model[row], 0, sizeof model[row]);
    } else if (kind < 400) {
        tie_remove(ties, row, peer);
        model[row][peer] = 0;
    } else if (model[row][peer] == 0) {
        uint32_t slot = tie_insert(ties, row, peer);
        assert_int_not_equal(slot, TIE_NONE);
        assert_int_equal(ties->banked[slot] + ties->good[slot] + ties->met[slot] + ties->cumulative[slot], 0); /* a new tie is blank */
        model[row][peer] = 1 + (int32_t)unit_below(seed, 1 << 30);
        ties->banked[slot] = model[row][peer];
        ties->good[slot] = (uint8_t)(model[row][peer] % 251);
    }
}

/* Packed now and then: nobody can tell by the rows, and none but their own slots are in use. */
static void packing_changes_no_row(void **state)
{
    (void)state;
    struct ties ties;
    uint64_t seed = 8;
    memset(model, 0, sizeof model);
    assert_int_equal(tie_init(&ties, ROWS), KITH_OK);
    assert_int_equal(tie_repack(&ties, false), KITH_OK);
    for (int operation = 0; operation < 10000; operation++) {
        operate(&ties, &seed);
        if (operation % 500)
            continue;
        assert_int_equal(tie_repack(&ties, false), KITH_OK);
        uint32_t next = 0;
        for (uint32_t row = 0; row < ROWS; row++) {
            assert_row(&ties, row);
            assert_int_equal(ties.row[row].offset, next);
            next += ties.row[row].capacity;
        }
        assert_int_equal(ties.used, next);
        assert_int_equal(ties.moved, 0);
    }
    tie_clear(&ties);
}

static void rows_agree_with_sets(void **state)
{
    (void)state;
    struct ties ties;
    uint64_t seed = 7;
    assert_int_equal(tie_init(&ties, ROWS), KITH_OK);
    for (int operation = 0; operation < 10000; operation++) {
        operate(&ties, &seed);
        if (operation % 100 == 0 || operation == 9999)
            for (uint32_t row = 0; row < ROWS; row++)
                assert_row(&ties, row);
    }
    tie_clear(&ties);
}

/* Rows grow one after the other to 64 ties: each takes over what the one before outgrew. */
static void outgrown_slots_are_used_again(void **state)
{
    (void)state;
    struct ties ties;
    assert_int_equal(tie_init(&ties, 100), KITH_OK);
    uint32_t used[2];
    for (uint32_t row = 0; row < 2; row++) {
        for (uint32_t peer = 0; peer < 64; peer++)
            assert_int_not_equal(tie_insert(&ties, row, peer), TIE_NONE);
        used[row] = ties.used;
    }
    assert_int_equal(used[0], 8 + 16 + 24 + 32 + 40 + 48 + 56 + 64);
    assert_int_equal(used[1] - used[0], 64);
    for (uint32_t round = 0; round < 50; round++) { /* a row that is emptied keeps its room */
        tie_empty(&ties, 1);
        for (uint32_t peer = 64; peer > 0; peer--)
            assert_int_not_equal(tie_insert(&ties, 1, 7 * peer), TIE_NONE);
    }
    assert_int_equal(ties.used, used[1]);
    tie_clear(&ties);
}

/* Every column of the table, so that a new one cannot be forgotten. */
static void moving_takes_every_column(void **state)
{
    (void)state;
    struct ties ties;
    assert_int_equal(tie_init(&ties, 1), KITH_OK);
    for (size_t c = 0; c < tie_column_count; c++) {
        void *data = *(void **)((char *)&ties + tie_columns[c].offset);
        memset((char *)data + 3 * column_size(tie_columns[c].type), 0x11 * (int)(c + 1) & 0x7f, column_size(tie_columns[c].type));
    }
    tie_move(&ties, 3, 5);
    for (size_t c = 0; c < tie_column_count; c++) {
        assert_true(column_value(&ties, &tie_columns[c], 3) > 0);
        assert_true(column_value(&ties, &tie_columns[c], 5) == column_value(&ties, &tie_columns[c], 3));
        assert_true(column_value(&ties, &tie_columns[c], 4) == 0);
    }
    tie_clear(&ties);
}

static void a_row_has_an_end(void **state)
{
    (void)state;
    struct ties ties;
    assert_int_equal(tie_init(&ties, 2), KITH_OK);
    for (uint32_t peer = 0; peer < TIE_ROW_MAX; peer++)
        assert_int_not_equal(tie_insert(&ties, 0, peer), TIE_NONE);
    assert_int_equal(tie_insert(&ties, 0, TIE_ROW_MAX), TIE_NONE);
    assert_int_equal(ties.row[0].count, TIE_ROW_MAX);
    assert_int_not_equal(tie_find(&ties, 0, TIE_ROW_MAX - 1), TIE_NONE);
    assert_int_not_equal(tie_insert(&ties, 1, 0), TIE_NONE); /* others go on */
    tie_remove(&ties, 0, 17);
    assert_int_not_equal(tie_insert(&ties, 0, TIE_ROW_MAX), TIE_NONE);
    tie_clear(&ties);
}

/* Every pair of a ring of six and one hub, then the hub leaves. */
static void dropping_clears_both_sides(void **state)
{
    (void)state;
    struct world world;
    hand_world(&world, 7);
    for (uint32_t k = 0; k < 6; k++) {
        hand_tie(&world, k, (k + 1) % 6, 20);
        hand_tie(&world, 6, k, 60);
    }
    assert_null(world_verify(&world));
    assert_int_equal(world_max_ties(&world), 6);
    assert_int_equal(world_friends(&world, 6), 6);
    assert_int_equal(world_friends(&world, 0), 1);
    world_drop_ties(&world, 6);
    assert_null(world_verify(&world));
    assert_int_equal(world.ties.row[6].count, 0);
    for (uint32_t k = 0; k < 6; k++) {
        assert_int_equal(world.ties.row[k].count, 2);
        assert_int_equal(tie_find(&world.ties, k, hand_id(6)), TIE_NONE);
    }
    world_clear(&world);
}

static uint8_t origin_of(const struct world *world, uint32_t a, uint32_t b)
{
    uint32_t slot = tie_find(&world->ties, a, hand_id(b));
    assert_int_not_equal(slot, TIE_NONE);
    assert_int_equal(world->ties.banked[slot], fixed_from(17.5));
    assert_int_equal(world->ties.cumulative[slot], 0);
    assert_int_equal(world->ties.since_week[slot], 33);
    return world->ties.origin[slot];
}

/* Each pair once, by its first origin in the order of precedence; not where a tie is, nor to someone who left. */
static void births_are_entered_once(void **state)
{
    (void)state;
    struct world world;
    hand_world(&world, 6);
    world.week = 33;
    world.students.person.enrolled[5] = 0;
    hand_tie(&world, 2, 3, 200);
    world_add_birth(&world, hand_id(1), hand_id(0), TIE_SUPPORT);
    world_add_birth(&world, hand_id(0), hand_id(1), TIE_CLOSURE);
    world_add_birth(&world, hand_id(3), hand_id(2), TIE_SMALL_GROUP);
    world_add_birth(&world, hand_id(4), hand_id(5), TIE_SMALL_GROUP);
    world_add_birth(&world, hand_id(0), hand_id(4), TIE_CLOSURE);
    world_add_birth(&world, hand_id(4), hand_id(0), TIE_CIRCLE);
    world_add_birth(&world, hand_id(4), hand_id(0), TIE_SMALL_GROUP);
    world_add_birth(&world, hand_id(1), world_cohort_id(1) + 2, TIE_CIRCLE); /* a cohort that is not there */
    world_enter_births(&world, fixed_from(17.5));
    assert_int_equal(world.events.tie_births, 2);
    assert_int_equal(world.births.count, 0);
    assert_int_equal(origin_of(&world, 0, 1), TIE_CLOSURE);
    assert_int_equal(origin_of(&world, 1, 0), TIE_CLOSURE);
    assert_int_equal(origin_of(&world, 4, 0), TIE_SMALL_GROUP);
    assert_int_equal(world.ties.banked[tie_find(&world.ties, 2, hand_id(3))], fixed_from(200));
    assert_int_equal(world.ties.row[1].count, 1);
    assert_int_equal(world.ties.row[5].count, 0);
    assert_null(world_verify(&world));
    world_enter_births(&world, fixed_from(17.5)); /* none are left over */
    assert_int_equal(world.events.tie_births, 2);
    world_clear(&world);
}

static void assert_broken(struct world *world, const char *name)
{
    const char *said = world_verify(world);
    assert_non_null(said);
    assert_string_equal(said, name);
}

static void a_broken_half_is_found(void **state)
{
    (void)state;
    struct world world;
    hand_world(&world, 4);
    hand_tie(&world, 1, 3, 20);
    hand_tie(&world, 1, 2, 20);
    struct ties *ties = &world.ties;
    uint32_t slot = tie_find(ties, 3, hand_id(1));
    assert_null(world_verify(&world));
    ties->banked[slot]++;
    assert_broken(&world, "banked");
    ties->banked[slot]--;
    ties->cumulative[slot]++;
    assert_broken(&world, "cumulative");
    ties->cumulative[slot]--;
    ties->met[slot]++;
    assert_broken(&world, "met");
    ties->met[slot]--;
    ties->origin[slot]++;
    assert_broken(&world, "origin");
    ties->origin[slot]--;
    ties->good[slot] = 3; /* what is directed may differ */
    assert_null(world_verify(&world));
    ties->peer[slot] = hand_id(0);
    assert_broken(&world, "peer");
    ties->peer[slot] = hand_id(1);
    tie_remove(ties, 3, hand_id(1));
    assert_broken(&world, "peer");
    tie_remove(ties, 1, hand_id(3));
    assert_null(world_verify(&world));
    world.students.help.burden[2] = NAN;
    assert_broken(&world, "burden");
    world_clear(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_agree_with_sets),       cmocka_unit_test(packing_changes_no_row),
              cmocka_unit_test(outgrown_slots_are_used_again),
        cmocka_unit_test(moving_takes_every_column),  cmocka_unit_test(a_row_has_an_end),
        cmocka_unit_test(dropping_clears_both_sides),
        cmocka_unit_test(births_are_entered_once),    cmocka_unit_test(a_broken_half_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
