/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Friendship and placement measured on worlds of a few students, against counts by hand. */
#include "unit/hand_observer.h"

enum { CENSUS = 39, SETTLED_YEAR = 1 };

static void settle(struct world *world)
{
    for (uint32_t row = 0; row < world->rows; row++)
        world->students.calendar.year_of_course[row] = SETTLED_YEAR;
    world->week = CENSUS;
}

/*
 * Six students in two tutorials, 0 1 2 and 3 4 5. Best friends (50 h): 0-1, 0-2, 1-2, 2-3; named besides (12 h): 4-5; 0-5 met for 5 h.
 */
static void make_six(struct world *world)
{
    hand_world(world, 6);
    settle(world);
    hand_tie(world, 0, 1, 100);
    hand_tie(world, 0, 2, 80);
    hand_tie(world, 1, 2, 60);
    hand_tie(world, 2, 3, 70);
    hand_tie(world, 4, 5, 30);
    hand_tie(world, 0, 5, 5);
    hand_groups(world, GROUP_SMALL, (const uint32_t[]){3, 3}, 2, 1);
}

static void set_hours(struct world *world, uint32_t a, uint32_t b, double hours)
{
    world->ties.banked[tie_find(&world->ties, a, hand_id(b))] = fixed_from(hours);
    world->ties.banked[tie_find(&world->ties, b, hand_id(a))] = fixed_from(hours);
}

static void friendship_by_hand(void **state)
{
    (void)state;
    struct world world;
    struct observer observer;
    make_six(&world);
    hand_observer(&observer, &world, 104, 1);
    observe_structure(&observer, &world);
    assert_outcome(&observer, "best_friends", 8 / 6.0);   /* 2 2 3 1 0 0 */
    assert_outcome(&observer, "transitivity", 6 / 10.0);  /* from 0: 2 of 3; 1: 2 of 3; 2: 2 of 2; 3: 0 of 2 */
    assert_outcome(&observer, "nobody", 2 / 6.0);         /* 4 and 5 */
    assert_outcome(&observer, "named_friends", 10 / 6.0); /* 2 2 3 1 1 1 */
    assert_outcome(&observer, "named_variation", sqrt(20 / 6.0 - 100 / 36.0) / (10 / 6.0));
    assert_outcome(&observer, "tutor_odds", (8 / 4.0) / (2 / 16.0)); /* mates 12, of whom 8 named; others 18, 2 */
    assert_missing(&observer, "survival");
    /* A year later 2 and 3 have parted, 1 and 2 are less close, 4 and 5 closer: 0 keeps 2 of 2, 1 keeps 1 of 2, 2 keeps 1 of 3, 3 none of 1. */
    tie_remove(&world.ties, 2, hand_id(3));
    tie_remove(&world.ties, 3, hand_id(2));
    set_hours(&world, 1, 2, 49.5);
    set_hours(&world, 4, 5, 50);
    world.week += 52;
    observe_structure(&observer, &world);
    assert_outcome(&observer, "survival", 4 / 8.0);
    assert_outcome(&observer, "nobody", 3 / 12.0); /* then 4 and 5, now 3 */
    observe_clear(&observer);
    world_clear(&world);
}

/* A hub names its six strongest, of equal ones the lower id; who is named by nobody else still names the hub. */
static void six_best_are_named(void **state)
{
    (void)state;
    struct world world;
    struct observer observer;
    const double hours[] = {60, 75, 70, 70, 55, 90, 65, 80, 70}; /* of seats 1 to 9 */
    const uint32_t expected[] = {6, 8, 2, 3, 4, 9};
    hand_world(&world, 10);
    settle(&world);
    for (uint32_t k = 0; k < 9; k++)
        hand_tie(&world, 0, k + 1, hours[k]);
    hand_observer(&observer, &world, 104, 1);
    observe_structure(&observer, &world);
    for (int k = 0; k < OBSERVE_BEST; k++)
        assert_int_equal(observer.best[k], hand_id(expected[k]));
    assert_outcome(&observer, "best_friends", (6 + 9) / 10.0);
    assert_outcome(&observer, "transitivity", 0);
    assert_outcome(&observer, "nobody", 0);
    assert_outcome(&observer, "named_friends", 18 / 10.0);
    observe_clear(&observer);
    world_clear(&world);
}

/* Only the enrolled in their last campus year, and only in week 39. */
static void others_are_not_asked(void **state)
{
    (void)state;
    struct world world;
    struct observer observer;
    make_six(&world);
    hand_observer(&observer, &world, 104, 1);
    world.week = CENSUS - 1;
    observe_structure(&observer, &world);
    assert_missing(&observer, "best_friends");
    world.week = CENSUS;
    world.students.calendar.year_of_course[1] = 0;
    world.students.person.enrolled[4] = 0;
    observe_structure(&observer, &world);
    assert_outcome(&observer, "best_friends", 6 / 4.0); /* 0 2 3 5 */
    assert_outcome(&observer, "nobody", 1 / 4.0);
    observe_clear(&observer);
    world_clear(&world);
}

/* From supporter 1, by ties of 50 h: 0 and 2 at one step, 3 at two; the ties of 4 and 5 are too weak. A paused supporter reaches nobody. */
static void reach_by_hand(void **state)
{
    (void)state;
    struct world world;
    struct observer observer;
    make_six(&world);
    hand_observer(&observer, &world, 104, 1);
    world.students.programme.role[1] = ROLE_ON_DUTY;
    world.students.programme.role[5] = ROLE_PAUSED;
    observe_structure(&observer, &world);
    assert_missing(&observer, "reach_one"); /* no week of a supporter was seen */
    observer.sums.supporter_weeks = 1;
    assert_outcome(&observer, "reach_one", 3 / 6.0);
    assert_outcome(&observer, "reach_two", 4 / 6.0);
    observe_clear(&observer);
    world_clear(&world);
}

static void set_tie(struct world *world, uint32_t a, uint32_t b, int16_t since, double cumulative)
{
    hand_tie(world, a, b, 20);
    uint32_t slots[] = {tie_find(&world->ties, a, hand_id(b)), tie_find(&world->ties, b, hand_id(a))};
    for (int e = 0; e < 2; e++) {
        world->ties.since_week[slots[e]] = since;
        world->ties.cumulative[slots[e]] = fixed_from(cumulative);
    }
}

/* Placement began in week 10: what counts are hours with those first met since then. */
static void enough_time_by_hand(void **state)
{
    (void)state;
    struct world world;
    struct observer observer;
    hand_world(&world, 5);
    settle(&world);
    for (uint32_t row = 0; row < 5; row++) {
        world.students.calendar.phase[row] = CALENDAR_PLACEMENT;
        world.students.calendar.phase_week[row] = 10;
    }
    set_tie(&world, 0, 1, 9, 500); /* friends from campus */
    set_tie(&world, 0, 2, 10, 50);
    set_tie(&world, 2, 3, 20, 89.5);
    set_tie(&world, 3, 4, 30, 200);
    hand_observer(&observer, &world, 104, 1);
    observe_structure(&observer, &world);
    assert_outcome(&observer, "enough_50", 4 / 5.0); /* all but 1 */
    assert_outcome(&observer, "enough_90", 2 / 5.0);
    assert_outcome(&observer, "enough_200", 2 / 5.0);
    observe_clear(&observer);
    world_clear(&world);
}

/* Places everyone in groups of these sizes, a place each, in the order given, and looks at these weeks. */
static void place(struct observer *observer, struct world *world, int32_t from, int32_t to, const uint32_t *order,
                  const uint32_t *sizes, size_t teams)
{
    for (uint32_t row = 0, team = 0, left = sizes[0]; row < world->rows; row++, left--) {
        while (left == 0 && team + 1 < teams)
            left = sizes[++team];
        world->tickets[row] = (struct group_ticket){(uint64_t)team << 32, hand_id(order[row]), order[row]};
        world->students.calendar.place[row] = 0;
        world->students.calendar.phase[row] = CALENDAR_PLACEMENT;
        world->groups[GROUP_SMALL].place[order[row]] = (uint16_t)team;
    }
    group_layout(&world->groups[GROUP_SMALL], world->tickets, world->rows, 0);
    for (world->week = from; world->week <= to; world->week++)
        observe_week(observer, world);
}

/*
 * Places with 0 1 2 | 3 4 | 5, then 0 1 3 | 4 5 | 2, then the same again. Of mates kept: 1/2 1/2 0 0 0 alone 0; then all, and 0 of the one
 * alone. By chance: 5 of 6 have mates, 8/6 of them on average: 5/6 · 8/6 / 5.
 */
static void continuity_by_hand(void **state)
{
    (void)state;
    struct world world;
    struct observer observer;
    const struct calendar_parameters calendar = {0};
    const uint32_t first[] = {0, 1, 2, 3, 4, 5}, then[] = {0, 1, 3, 4, 5, 2}, sizes[] = {3, 2, 1};
    const double chance = 5 / 6.0 * (8 / 6.0) / 5;
    hand_world(&world, 6);
    calendar_init(&world.calendar, &calendar, 6);
    hand_observer(&observer, &world, 52, 1);
    place(&observer, &world, 0, 5, first, sizes, 3);
    assert_missing(&observer, "peer_continuity"); /* the first block has none before it */
    assert_missing(&observer, "peer_continuity_adjusted");
    place(&observer, &world, 6, 10, then, sizes, 3);
    assert_missing(&observer, "peer_continuity"); /* in mid-block nothing is counted */
    place(&observer, &world, 11, 11, then, sizes, 3);
    assert_outcome(&observer, "peer_continuity", 1 / 6.0);
    assert_outcome(&observer, "peer_continuity_adjusted", (1 / 6.0 - chance) / (1 - chance));
    place(&observer, &world, 12, 17, then, sizes, 3);
    assert_outcome(&observer, "peer_continuity", (1 + 5) / 12.0);
    assert_outcome(&observer, "peer_continuity_adjusted", (6 / 12.0 - chance) / (1 - chance));
    observe_clear(&observer);
    world_clear(&world);
}

/* Peers are those of at least half of a block: who sit together in two weeks of six are none, in three they are. */
static void peers_of_half_a_block(void **state)
{
    (void)state;
    struct world world;
    struct observer observer;
    const struct calendar_parameters calendar = {0};
    const uint32_t order[] = {0, 1, 2, 3, 4, 5}, other[] = {0, 2, 4, 1, 3, 5}, pairs[] = {2, 2, 2}, all[] = {6};
    hand_world(&world, 6);
    calendar_init(&world.calendar, &calendar, 6);
    hand_observer(&observer, &world, 52, 1);
    place(&observer, &world, 0, 1, order, all, 1);
    place(&observer, &world, 2, 5, order, pairs, 3); /* 01 23 45 */
    place(&observer, &world, 6, 8, order, pairs, 3);
    place(&observer, &world, 9, 11, other, pairs, 3); /* 02 41 35 as well: two peers each, one of them kept */
    assert_outcome(&observer, "peer_continuity", 1 / 2.0);
    observe_clear(&observer);
    world_clear(&world);
}

/* A break inside a block begins no new block. */
static void a_break_is_no_new_block(void **state)
{
    (void)state;
    struct world world;
    struct observer observer;
    const struct calendar_parameters calendar = {.placement_breaks = {1, {3}}};
    const uint32_t order[] = {0, 1, 2, 3, 4, 5};
    hand_world(&world, 6);
    calendar_init(&world.calendar, &calendar, 6);
    hand_observer(&observer, &world, 52, 1);
    place(&observer, &world, 0, 11, order, (const uint32_t[]){3, 3}, 2);
    assert_missing(&observer, "peer_continuity");
    place(&observer, &world, 12, 12, order, (const uint32_t[]){3, 3}, 2);
    assert_outcome(&observer, "peer_continuity", 1);
    observe_clear(&observer);
    world_clear(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(friendship_by_hand),    cmocka_unit_test(six_best_are_named),
        cmocka_unit_test(others_are_not_asked),  cmocka_unit_test(reach_by_hand),
        cmocka_unit_test(enough_time_by_hand),   cmocka_unit_test(continuity_by_hand),
        cmocka_unit_test(peers_of_half_a_block), cmocka_unit_test(a_break_is_no_new_block),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
