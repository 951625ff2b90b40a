/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Assignment against trying everything: the most that can be given, and among those the least cost. */
#include "unit/unit.h"

#include <stdbool.h>
#include <time.h>

#include "base/assignment.h"

enum { MOST_TAKERS = 6, MOST_GIVERS = 3 };

struct problem {
    size_t n, m;
    int limit;
    int32_t cost[MOST_TAKERS * MOST_GIVERS];
};

struct best {
    int given;
    int64_t total;
    int ways; /* assignments that reach it */
    int32_t giver[MOST_TAKERS];
};

/* Counts one assignment: code in base m + 1, digit 0 for no giver. */
static void try_code(const struct problem *p, unsigned code, struct best *best)
{
    int load[MOST_GIVERS] = {0}, given = 0;
    int32_t giver[MOST_TAKERS];
    int64_t total = 0;
    for (size_t t = 0; t < p->n; t++, code /= (unsigned)p->m + 1) {
        int g = (int)(code % ((unsigned)p->m + 1)) - 1;
        giver[t] = g;
        if (g < 0)
            continue;
        int32_t cost = p->cost[t * p->m + (size_t)g];
        if (cost < 0 || ++load[g] > p->limit)
            return;
        given++;
        total += cost;
    }
    if (given < best->given || (given == best->given && total > best->total))
        return;
    best->ways = given == best->given && total == best->total ? best->ways + 1 : 1;
    best->given = given;
    best->total = total;
    memcpy(best->giver, giver, sizeof giver);
}

static struct best try_all(const struct problem *p)
{
    struct best best = {.given = -1};
    unsigned codes = 1;
    for (size_t t = 0; t < p->n; t++)
        codes *= (unsigned)p->m + 1;
    for (unsigned code = 0; code < codes; code++)
        try_code(p, code, &best);
    return best;
}

static void assert_best(const struct problem *p)
{
    int32_t giver[MOST_TAKERS];
    int64_t total = -1, sum = 0;
    int given = 0, load[MOST_GIVERS] = {0};
    assert_int_equal(assignment_solve(p->n, p->m, p->limit, p->cost, giver, &total), KITH_OK);
    for (size_t t = 0; t < p->n; t++) {
        assert_in_range(giver[t] + 1, 0, p->m);
        if (giver[t] < 0)
            continue;
        int32_t cost = p->cost[t * p->m + (size_t)giver[t]];
        assert_true(cost >= 0);
        assert_true(++load[giver[t]] <= p->limit);
        sum += cost;
        given++;
    }
    struct best best = try_all(p);
    assert_int_equal(given, best.given);
    assert_int_equal(total, best.total);
    assert_int_equal(sum, total);
    for (size_t t = 0; best.ways == 1 && t < p->n; t++)
        assert_int_equal(giver[t], best.giver[t]);
}

/* Costs from a few values (many equal optima) or from all (one optimum); some pairs forbidden. */
static void small_problems_are_solved_exactly(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (int trial = 0; trial < 1500; trial++) {
        struct problem p = {
            unit_below(&seed, MOST_TAKERS + 1), unit_below(&seed, MOST_GIVERS + 1), (int)unit_below(&seed, 4), {0}};
        uint32_t values = trial % 2 ? 4 : ASSIGNMENT_COST_MAX, forbidden = unit_below(&seed, 4);
        for (size_t k = 0; k < p.n * p.m; k++)
            p.cost[k] = unit_below(&seed, 4) < forbidden ? -1 : (int32_t)unit_below(&seed, values);
        assert_best(&p);
    }
}

static void nothing_to_give(void **state)
{
    (void)state;
    int32_t giver[2] = {7, 7};
    int64_t total = 7;
    const int32_t cost[] = {1, 2, 3, 4}, none[] = {-1, -1, -1, -1};
    assert_int_equal(assignment_solve(2, 2, 0, cost, giver, &total), KITH_OK);
    assert_int_equal(giver[0], -1);
    assert_int_equal(total, 0);
    giver[0] = giver[1] = 7;
    assert_int_equal(assignment_solve(2, 2, 2, none, giver, &total), KITH_OK);
    assert_int_equal(giver[0], -1);
    assert_int_equal(giver[1], -1);
    assert_int_equal(assignment_solve(0, 2, 2, NULL, giver, &total), KITH_OK);
    assert_int_equal(total, 0);
}

/*
 * To give the last taker anything, every other one must move from a free giver to a dear one: as many as can be are given, whatever that costs.
 */
static void one_more_is_worth_any_cost(void **state)
{
    (void)state;
    enum { N = 40 };
    static int32_t cost[N * N], giver[N];
    int64_t total;
    for (int t = 0; t < N; t++)
        for (int g = 0; g < N; g++)
            cost[t * N + g] = -1;
    for (int t = 0; t + 1 < N; t++) {
        cost[t * N + t] = 0;
        cost[t * N + t + 1] = ASSIGNMENT_COST_MAX - 1;
    }
    cost[(N - 1) * N] = ASSIGNMENT_COST_MAX - 1;
    assert_int_equal(assignment_solve(N, N, 1, cost, giver, &total), KITH_OK);
    for (int t = 0; t + 1 < N; t++)
        assert_int_equal(giver[t], t + 1);
    assert_int_equal(giver[N - 1], 0);
    assert_int_equal(total, (int64_t)N * (ASSIGNMENT_COST_MAX - 1));
}

/* The order of takers and givers, by which the solver searches, changes nothing where costs are all different. */
static void order_changes_nothing(void **state)
{
    (void)state;
    enum { N = 60, M = 7, LIMIT = 6 };
    static int32_t cost[N * M], turned[N * M], giver[N], turned_giver[N];
    uint64_t seed = 4;
    int64_t total, turned_total;
    for (size_t k = 0; k < N * M; k++)
        cost[k] = (int32_t)(unit_below(&seed, 4) << 20 | unit_below(&seed, 1 << 20));
    for (int t = 0; t < N; t++)
        for (int g = 0; g < M; g++)
            turned[(N - 1 - t) * M + M - 1 - g] = cost[t * M + g];
    assert_int_equal(assignment_solve(N, M, LIMIT, cost, giver, &total), KITH_OK);
    assert_int_equal(assignment_solve(N, M, LIMIT, turned, turned_giver, &turned_total), KITH_OK);
    assert_int_equal(total, turned_total);
    int given = 0, load[M] = {0};
    for (int t = 0; t < N; t++) {
        assert_int_equal(giver[t], turned_giver[N - 1 - t] < 0 ? -1 : M - 1 - turned_giver[N - 1 - t]);
        given += giver[t] >= 0;
        if (giver[t] >= 0)
            assert_true(++load[giver[t]] <= LIMIT);
    }
    assert_int_equal(given, M * LIMIT);
}

/*
 * All want the same givers: the optimum is far from each taker's cheapest. Of costs a · b, most for the one and least for the other go
 * together, which is the only optimum (rearrangement inequality).
 */
static void cheapest_for_all_is_not_enough(void **state)
{
    (void)state;
    enum { N = 60, M = 20, LIMIT = 3 };
    static int32_t cost[N * M], giver[N];
    int64_t total, least = 0;
    for (int t = 0; t < N; t++) {
        for (int g = 0; g < M; g++)
            cost[t * M + g] = (t + 1) * (g + 1);
        least += (t + 1) * (M - t / LIMIT);
    }
    assert_int_equal(assignment_solve(N, M, LIMIT, cost, giver, &total), KITH_OK);
    for (int t = 0; t < N; t++)
        assert_int_equal(giver[t], M - 1 - t / LIMIT);
    assert_int_equal(total, least);
}

/* As a programme sets it: 900 students, 35 supporters. The time is told, not tested. */
static void a_school_is_solved(void **state)
{
    (void)state;
    enum { N = 900, M = 35 };
    int32_t *cost = malloc(N * M * sizeof *cost), giver[N];
    uint64_t seed = 5;
    int64_t total, least = 0;
    assert_non_null(cost);
    for (size_t t = 0; t < N; t++) {
        int32_t lowest = INT32_MAX;
        for (size_t g = 0; g < M; g++) {
            int32_t c = cost[t * M + g] = (int32_t)(unit_below(&seed, 5) << 20 | unit_below(&seed, 1 << 20));
            lowest = c < lowest ? c : lowest;
        }
        least += lowest;
    }
    clock_t begin = clock();
    assert_int_equal(assignment_solve(N, M, 26, cost, giver, &total), KITH_OK);
    print_message("900 x 35: %.3f s\n", (double)(clock() - begin) / CLOCKS_PER_SEC);
    int load[M] = {0};
    for (int t = 0; t < N; t++) {
        assert_in_range(giver[t], 0, M - 1);
        assert_true(++load[giver[t]] <= 26);
    }
    assert_true(total >= least);
    free(cost);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_problems_are_solved_exactly), cmocka_unit_test(nothing_to_give),
        cmocka_unit_test(one_more_is_worth_any_cost),        cmocka_unit_test(order_changes_nothing),
        cmocka_unit_test(cheapest_for_all_is_not_enough),    cmocka_unit_test(a_school_is_solved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
