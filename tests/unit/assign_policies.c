/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose students, by each policy: against the least cost over everything that can be tried, with costs worked out anew. */
#include "unit/hand_world.h"

#include "process/programme_private.h"

enum { STUDENTS = 7, SUPPORTERS = 2, IMPOSSIBLE = -1 };

static const uint32_t supporter[SUPPORTERS] = {1, 4};

static bool are_friends(const struct world *world, uint32_t a, uint32_t b)
{
    uint32_t slot = tie_find(&world->ties, a, hand_id(b));
    return slot != TIE_NONE && world->ties.banked[slot] >= world->friend_at;
}

/* Steps between two by widening the set of those reached. */
static int steps_between(const struct world *world, uint32_t a, uint32_t b)
{
    unsigned reached = 1u << a;
    for (int steps = 0; steps < STUDENTS; steps++) {
        if (reached >> b & 1)
            return steps;
        unsigned next = reached;
        for (uint32_t i = 0; i < STUDENTS; i++)
            for (uint32_t j = 0; j < STUDENTS; j++)
                if ((reached >> i & 1) && are_friends(world, i, j))
                    next |= 1u << j;
        reached = next;
    }
    return 16;
}

static int kind_by_hand(const struct world *world, int policy, uint32_t i, uint32_t j)
{
    const struct students *s = &world->students;
    const struct groups *small = &world->groups[GROUP_SMALL];
    bool site = s->calendar.site[i] == s->calendar.site[j] && s->calendar.site[i] >= 0;
    int near = (s->calendar.place[i] == s->calendar.place[j]) + (s->calendar.year_of_course[i] == s->calendar.year_of_course[j]);
    int friends = 0;
    for (uint32_t k = 0; k < STUDENTS; k++)
        friends += are_friends(world, i, k);
    switch (policy) {
    case ASSIGNMENT_CASELOAD:
        return 4 - 2 * (tie_find(&world->ties, i, hand_id(j)) != TIE_NONE) - near;
    case ASSIGNMENT_RANDOM:
        return 0;
    case ASSIGNMENT_GROUP:
        return small->seat[i].first == small->seat[j].first ? 0 : IMPOSSIBLE;
    case ASSIGNMENT_SITE:
        return site ? 0 : IMPOSSIBLE;
    case ASSIGNMENT_NEAREST:
        return steps_between(world, i, j) - 1;
    case ASSIGNMENT_ISOLATES:
        return 3 * (friends < 4 ? friends : 4) + 2 - near;
    default:
        return IMPOSSIBLE;
    }
}

static int64_t cost_by_hand(const struct world *world, int policy, uint32_t i, uint32_t j)
{
    int kind = i == j ? IMPOSSIBLE : kind_by_hand(world, policy, i, j);
    if (kind == IMPOSSIBLE)
        return IMPOSSIBLE;
    return ((int64_t)kind << 20) + (random_draw(world->key, RANDOM_assign, 0, world->week, hand_id(j), hand_id(i)).word[0] >> 12);
}

struct best {
    int given;
    int64_t total;
    int giver[STUDENTS]; /* of supporter[], or SUPPORTERS for none */
};

static struct best try_all(const struct world *world, int policy, int limit)
{
    struct best best = {.given = -1};
    for (int code = 0; code < 2187; code++) { /* 3^7 */
        struct best now = {0};
        int load[SUPPORTERS + 1] = {0};
        bool good = true;
        for (int i = 0, rest = code; i < STUDENTS; i++, rest /= 3) {
            int g = now.giver[i] = rest % 3;
            load[g]++;
            int64_t cost = g < SUPPORTERS ? cost_by_hand(world, policy, (uint32_t)i, supporter[g]) : 0;
            good = good && cost >= 0;
            now.given += g < SUPPORTERS;
            now.total += cost;
        }
        good = good && load[0] <= limit && load[1] <= limit;
        if (good && (now.given > best.given || (now.given == best.given && now.total < best.total)))
            best = now;
    }
    return best;
}

static void make_world(struct world *world, uint64_t *seed)
{
    hand_world(world, STUDENTS);
    world->week = (int32_t)unit_below(seed, 52);
    for (uint32_t row = 0; row < STUDENTS; row++) {
        int16_t site = (int16_t)((int)unit_below(seed, 3) - 1); /* -1: nowhere */
        world->students.calendar.phase[row] = CALENDAR_PLACEMENT;
        world->students.calendar.site[row] = site;
        world->students.calendar.place[row] = site < 0 ? PLACE_CAMPUS : site;
        world->students.calendar.year_of_course[row] = (uint8_t)unit_below(seed, 2);
        for (uint32_t other = 0; other < row; other++)
            if (unit_below(seed, 3) == 0)
                hand_tie(world, row, other, unit_below(seed, 4) ? 60 : 20);
    }
    hand_groups(world, GROUP_SMALL, (const uint32_t[]){3, 3, 1}, 3, 1);
}

/* Every policy: the same students to the same supporters, the stated objective, no caseload exceeded. */
static void each_policy_by_trying_all(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (int trial = 0; trial < 25; trial++) {
        struct world world;
        make_world(&world, &seed);
        for (int policy = ASSIGNMENT_NONE; policy <= ASSIGNMENT_ISOLATES; policy++)
            for (int limit = 1; limit <= 4; limit++) {
                struct programme_parameters p = {.assignment = policy, .caseload = limit};
                struct programme_step step = {&world, &p, supporter, SUPPORTERS, false};
                world.students.programme.assigned[0] = hand_id(0); /* is forgotten */
                assert_true(programme_assign(&step));
                struct best best = try_all(&world, policy, limit);
                assert_int_equal(world.events.assignment_cost, best.total >> 20);
                for (int i = 0; i < STUDENTS; i++) {
                    int g = best.giver[i];
                    assert_int_equal(world.students.programme.assigned[i], g < SUPPORTERS ? hand_id(supporter[g]) : ID_NONE);
                }
            }
        world_clear(&world);
    }
}

/* Where caseloads do not suffice, those without friends are served before those with them. */
static void isolates_come_first(void **state)
{
    (void)state;
    struct world world;
    struct programme_parameters p = {.assignment = ASSIGNMENT_ISOLATES, .caseload = 1};
    struct programme_step step = {&world, &p, supporter, SUPPORTERS, false};
    hand_world(&world, STUDENTS);
    for (uint32_t a = 0; a < STUDENTS; a++)
        for (uint32_t b = 0; b < a; b++)
            if (a != 2 && b != 2 && a != 5)
                hand_tie(&world, a, b, b == 5 ? 20 : 60); /* 20 h: known, no friends */
    assert_true(programme_assign(&step));
    for (uint32_t row = 0; row < STUDENTS; row++)
        assert_int_equal(world.students.programme.assigned[row] != ID_NONE, row == 2 || row == 5);
    world_clear(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_policy_by_trying_all),
        cmocka_unit_test(isolates_come_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
