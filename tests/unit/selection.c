/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is selected, on worlds of a few students, against trying everything and counting by hand. */
#include "unit/hand_world.h"

#include "base/betweenness.h"
#include "process/programme_private.h"
#include "world/ahead.h"

enum { MOST = 14, FAR = 100 };

/* A friend of everyone who is one: 60 h; at every other pair's chance in a hundred. */
static void tie_at_random(struct world *world, uint64_t *seed, uint32_t percent)
{
    for (uint32_t a = 0; a < world->rows; a++)
        for (uint32_t b = 0; b < a; b++)
            if (unit_below(seed, 100) < percent)
                hand_tie(world, a, b, unit_below(seed, 5) ? 60 : 20); /* one in five is no friend */
}

static bool are_friends(const struct world *world, uint32_t a, uint32_t b)
{
    uint32_t slot = tie_find(&world->ties, a, hand_id(b));
    return slot != TIE_NONE && world->ties.banked[slot] >= world->friend_at;
}

static struct programme_parameters all_may(int selection, int64_t supporters)
{
    struct schema_parameters *defaults = hand_defaults();
    struct programme_parameters p = defaults->model.programme;
    free(defaults);
    p.selection = selection;
    p.supporters = supporters;
    p.volunteer_share = 1;
    p.first_year = 1;
    return p;
}

/* Selects from a world without supporters; returns how many serve now. */
static uint32_t choose(struct world *world, const struct programme_parameters *p)
{
    struct programme_step step = {world, p, NULL, 0, false};
    uint32_t serving = 0;
    assert_true(programme_select(&step, (uint32_t)p->supporters));
    for (uint32_t row = 0; row < world->rows; row++)
        serving += world->students.programme.role[row] == ROLE_ON_DUTY;
    return serving;
}

static void dismiss(struct world *world)
{
    for (uint32_t row = 0; row < world->rows; row++)
        world->students.programme.role[row] = ROLE_NONE;
}

static void walk_all(const struct world *world, int steps[MOST][MOST], double paths[MOST][MOST])
{
    int n = (int)world->rows;
    for (int a = 0; a < n; a++)
        for (int b = 0; b < n; b++) {
            steps[a][b] = a == b ? 0 : are_friends(world, (uint32_t)a, (uint32_t)b) ? 1 : FAR;
            paths[a][b] = a == b;
        }
    for (int via = 0; via < n; via++)
        for (int a = 0; a < n; a++)
            for (int b = 0; b < n; b++)
                if (steps[a][via] + steps[via][b] < steps[a][b])
                    steps[a][b] = steps[a][via] + steps[via][b];
    for (int length = 1; length < n; length++)
        for (int a = 0; a < n; a++)
            for (int b = 0; b < n; b++)
                for (int via = 0; via < n && steps[a][b] == length; via++)
                    paths[a][b] += steps[via][b] == 1 && steps[a][via] == length - 1 ? paths[a][via] : 0;
}

/* igraph's betweenness against all shortest paths counted; and the order by it. */
static void betweenness_by_counting_paths(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (int trial = 0; trial < 60; trial++) {
        struct world world;
        struct programme_parameters p = all_may(SELECTION_BETWEENNESS, 3);
        struct programme_step step = {&world, &p, NULL, 0, false};
        struct programme_graph graph;
        int steps[MOST][MOST];
        double paths[MOST][MOST], score[MOST], expected[MOST] = {0};
        hand_world(&world, MOST);
        tie_at_random(&world, &seed, 10 + unit_below(&seed, 40));
        walk_all(&world, steps, paths);
        for (int v = 0; v < MOST; v++)
            for (int a = 0; a < MOST; a++)
                for (int b = 0; b < a; b++)
                    if (a != v && b != v && steps[a][b] < FAR && steps[a][v] + steps[v][b] == steps[a][b])
                        expected[v] += paths[a][v] * paths[v][b] / paths[a][b];
        assert_true(programme_graph_init(&graph, &step, true));
        assert_int_equal(betweenness_measure(graph.vertices, graph.ends, graph.edges, score), KITH_OK);
        for (int v = 0; v < MOST; v++)
            assert_near(score[v], expected[v], 1e-9);
        programme_graph_clear(&graph);
        assert_int_equal(choose(&world, &p), 3);
        for (uint32_t in = 0; in < MOST; in++)
            for (uint32_t out = 0; world.students.programme.role[in] && out < MOST; out++)
                assert_true(world.students.programme.role[out] || expected[out] <= expected[in] + 1.0 / 1024);
        world_clear(&world);
    }
}

/* The graph as it is; the same by a survey that everyone answers without mistake; nothing if nobody does. */
static void known_friendships(void **state)
{
    (void)state;
    uint64_t seed = 2;
    struct world world;
    struct programme_graph graph;
    struct programme_parameters p = all_may(SELECTION_DEGREE, 3);
    struct programme_step step = {&world, &p, NULL, 0, false};
    hand_world(&world, MOST);
    tie_at_random(&world, &seed, 40);
    world_drop_ties(&world, 5);
    world.students.person.enrolled[5] = 0;
    p.survey_response = 1;
    p.survey_error = 0;
    for (p.graph = PROGRAMME_ORACLE; p.graph <= PROGRAMME_SURVEY; p.graph++) {
        assert_true(programme_graph_init(&graph, &step, true));
        assert_int_equal(graph.vertices, MOST - 1);
        assert_int_equal(graph.vertex[5], ROW_NONE);
        for (uint32_t v = 0; v < graph.vertices; v++) {
            uint32_t at = graph.offset[v];
            for (uint32_t u = 0; u < graph.vertices; u++) {
                bool listed = at < graph.offset[v + 1] && graph.peer[at] == u;
                assert_int_equal(listed, are_friends(&world, graph.row[v], graph.row[u]));
                at += listed;
            }
            assert_int_equal(at, graph.offset[v + 1]);
        }
        programme_graph_clear(&graph);
    }
    p.graph = PROGRAMME_SURVEY;
    p.survey_response = 0;
    assert_true(programme_graph_init(&graph, &step, true));
    assert_int_equal(graph.edges, 0);
    programme_graph_clear(&graph);
    world_clear(&world);
}

/* A pair of friends stays known if either of them answers and makes no mistake, or names the other by mistake for the other. */
static void survey_errs_as_stated(void **state)
{
    (void)state;
    enum { STUDENTS = 400, WEEKS = 200 };
    struct world world;
    struct programme_graph graph;
    struct programme_parameters p = all_may(SELECTION_DEGREE, 3);
    struct programme_step step = {&world, &p, NULL, 0, false};
    hand_world(&world, STUDENTS);
    for (uint32_t a = 0; a < STUDENTS; a += 2)
        hand_tie(&world, a, a + 1, 60);
    p.graph = PROGRAMME_SURVEY;
    p.survey_response = 0.6;
    p.survey_error = 0.25;
    int kept = 0, named = 0;
    for (world.week = 0; world.week < WEEKS; world.week++) {
        assert_true(programme_graph_init(&graph, &step, true));
        for (uint32_t e = 0; e < graph.edges; e++)
            kept += graph.ends[2 * e] / 2 == graph.ends[2 * e + 1] / 2;
        named += (int)graph.edges;
        programme_graph_clear(&graph);
    }
    double right = 0.6 * (0.75 + 0.25 / STUDENTS);
    assert_frequency(kept, STUDENTS / 2 * WEEKS, 1 - (1 - right) * (1 - right));
    /* wrong names fall together once in a while only */
    assert_near((double)(named - kept) / (STUDENTS * WEEKS), 0.6 * 0.25, 0.005);
    world_clear(&world);
}

static void most_friends(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (int trial = 0; trial < 40; trial++) {
        struct world world;
        struct programme_parameters p = all_may(SELECTION_DEGREE, 4);
        hand_world(&world, MOST);
        tie_at_random(&world, &seed, 30);
        assert_int_equal(choose(&world, &p), 4);
        for (uint32_t in = 0; in < MOST; in++)
            for (uint32_t out = 0; world.students.programme.role[in] && out < MOST; out++)
                assert_true(world.students.programme.role[out] || world_friends(&world, out) <= world_friends(&world, in));
        world_clear(&world);
    }
}

/* On a star the hub is named unless the hub is asked first; of two supporters it is always one. */
static void a_friend_of_a_random_student(void **state)
{
    (void)state;
    enum { LEAVES = 5, WEEKS = 20000 };
    struct world world;
    hand_world(&world, LEAVES + 2); /* the last has no friend */
    for (uint32_t leaf = 1; leaf <= LEAVES; leaf++)
        hand_tie(&world, 0, leaf, 60);
    struct programme_parameters p = all_may(SELECTION_NOMINATED, 1);
    int hub = 0, first_leaf = 0;
    for (world.week = 0; world.week < WEEKS; world.week++) {
        assert_int_equal(choose(&world, &p), 1);
        hub += world.students.programme.role[0];
        first_leaf += world.students.programme.role[1];
        dismiss(&world);
    }
    assert_frequency(hub, WEEKS, LEAVES / (LEAVES + 1.0));
    assert_frequency(first_leaf, WEEKS, 1.0 / (LEAVES + 1) / LEAVES);
    p.supporters = MOST;
    assert_int_equal(choose(&world, &p), LEAVES + 1); /* whom nobody names does not serve */
    assert_int_equal(world.students.programme.role[LEAVES + 1], ROLE_NONE);
    world_clear(&world);
}

/* Five tutorials: no two supporters of one while another has none, whoever serves already. */
static void spread_over_groups_and_sites(void **state)
{
    (void)state;
    const uint32_t sizes[] = {2, 6, 3, 1, 2}, group[MOST] = {0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 4, 4};
    const uint32_t expected[] = {0, 2, 1, 1, 1}; /* of the five new ones, as 0 serves; the sixth is anyone's */
    struct world world;
    hand_world(&world, MOST);
    hand_groups(&world, GROUP_SMALL, sizes, 5, 1);
    for (int by_site = 0; by_site < 2; by_site++)
        for (world.week = 0; world.week < 30; world.week++) {
            struct programme_parameters p = all_may(by_site ? SELECTION_ONE_PER_SITE : SELECTION_ONE_PER_GROUP, 4);
            const uint32_t serving = 0;
            struct programme_step step = {&world, &p, &serving, 1, false};
            uint32_t count[5] = {0};
            for (uint32_t row = 0; row < MOST; row++) { /* the third site is campus */
                world.students.calendar.phase[row] = group[row] == 2 ? CALENDAR_CAMPUS : CALENDAR_PLACEMENT;
                world.students.calendar.site[row] = group[row] == 2 ? -1 : (int16_t)group[row];
            }
            world.students.programme.role[0] = ROLE_PAUSED;
            assert_true(programme_select(&step, 4));
            for (uint32_t row = 1; row < MOST; row++)
                count[group[row]] += world.students.programme.role[row] == ROLE_ON_DUTY;
            for (int g = 0; g < 5; g++)
                assert_int_equal(count[g], g == 1 ? expected[g] - 1 : expected[g]);
            dismiss(&world);
        }
    world_clear(&world);
}

/* Three sites and campus; everyone stays where they are. */
static void place_at_random(struct world *world, uint64_t *seed)
{
    for (uint32_t row = 0; row < world->rows; row++) {
        int16_t site = (int16_t)((int)unit_below(seed, 4) - 1);
        world->students.calendar.phase[row] = site < 0 ? CALENDAR_CAMPUS : CALENDAR_PLACEMENT;
        world->students.calendar.site[row] = site;
        world->students.calendar.place[row] = site < 0 ? PLACE_CAMPUS : site;
    }
}

/* Weeks covered by a set (bits): 52 − week for each who is in it, or has a friend at the same place in it. */
static int value_of(const struct world *world, unsigned set)
{
    int value = 0;
    for (uint32_t i = 0; i < world->rows; i++) {
        bool covered = set >> i & 1;
        for (uint32_t j = 0; j < world->rows; j++)
            covered |= (set >> j & 1) && are_friends(world, i, j) &&
                       world->students.calendar.site[i] == world->students.calendar.site[j];
        value += covered ? 52 - world->week : 0;
    }
    return value;
}

static unsigned serving_set(const struct world *world)
{
    unsigned set = 0;
    for (uint32_t row = 0; row < world->rows; row++)
        set |= (unsigned)(world->students.programme.role[row] == ROLE_ON_DUTY) << row;
    return set;
}

static int sites_of(const struct world *world, unsigned set)
{
    unsigned sites = 0;
    for (uint32_t row = 0; row < world->rows; row++)
        sites |= (set >> row & 1) << (world->students.calendar.site[row] + 1);
    return __builtin_popcount(sites);
}

/* One is the best one of all; each next adds as much as any could; three are within 1 − 1/e of the best three; with floor all sites are served. */
static void coverage_by_trying_all(void **state)
{
    (void)state;
    uint64_t seed = 5;
    for (int trial = 0; trial < 40; trial++) {
        struct world world;
        hand_world(&world, MOST);
        world.week = (int32_t)unit_below(&seed, 52);
        place_at_random(&world, &seed);
        tie_at_random(&world, &seed, 30);
        unsigned before = 0;
        struct programme_parameters p = all_may(SELECTION_COVERAGE, 1);
        for (p.supporters = 1; p.supporters <= 3; p.supporters++) {
            assert_int_equal(choose(&world, &p), p.supporters);
            unsigned now = serving_set(&world);
            assert_int_equal(now & before, before);
            for (uint32_t other = 0; other < MOST; other++)
                assert_true(value_of(&world, now) >= value_of(&world, before | 1u << other));
            before = now;
            dismiss(&world);
        }
        int best = 0;
        for (unsigned set = 0; set < 1u << MOST; set++)
            if (__builtin_popcount(set) == 3 && value_of(&world, set) > best)
                best = value_of(&world, set);
        assert_true(value_of(&world, before) >= (1 - exp(-1)) * best);
        p.selection = SELECTION_COVERAGE_FLOOR;
        for (p.supporters = 1; p.supporters <= 5; p.supporters++) {
            choose(&world, &p);
            int all = sites_of(&world, (1u << MOST) - 1);
            assert_int_equal(sites_of(&world, serving_set(&world)), p.supporters < all ? p.supporters : all);
            dismiss(&world);
        }
        world_clear(&world);
    }
}

/* The weeks to come as the plan has them: two blocks of two weeks, then breaks; 0 and 1 are at one site in the first, 1 and 2 in the second. */
static void weeks_ahead_follow_the_plan(void **state)
{
    (void)state;
    struct world world;
    struct ahead ahead;
    hand_world(&world, 4);
    uint16_t place[8] = {0, 0, 1, PLACE_NOWHERE, 1, 2, 2, PLACE_NOWHERE};
    uint32_t team[8] = {0};
    struct place places[3] = {{.site = 4}, {.site = 5}, {.site = 4}};
    struct timetable timetable = {.places = {.sites = 6, .at = places, .count = 3}};
    for (int week = 0; week < CALENDAR_WEEKS; week++) {
        world.calendar.season[CALENDAR_PLACEMENT][week] = week < 4 ? CALENDAR_TEACHING : CALENDAR_BREAK;
        world.calendar.block[week] = (int8_t)(week < 4 ? week / 2 : -1);
    }
    timetable.calendar = world.calendar;
    world.timetable = &timetable;
    world.school.course.at[0] = CALENDAR_PLACEMENT;
    for (uint32_t row = 0; row < 4; row++) {
        world.students.calendar.phase[row] = CALENDAR_PLACEMENT;
        world.students.calendar.site[row] = 1; /* as it was; holds while nothing is planned */
    }
    world.week = 1;
    assert_int_equal(ahead_init(&ahead, &world), KITH_OK);
    assert_int_equal(ahead.weeks, 51);
    assert_int_equal(ahead_together(&ahead, 0, 3), 3);
    ahead_clear(&ahead);
    world.plan = (struct timetable_plan){.first_week = 0, .blocks = 2, .seats = 4, .place = place, .team = team};
    assert_int_equal(ahead_init(&ahead, &world), KITH_OK);
    const int together[4][4] = {{3, 1, 0, 0}, {1, 3, 2, 0}, {0, 2, 3, 0}, {0, 0, 0, 0}}; /* places 0 and 2 are one site */
    for (uint32_t a = 0; a < 4; a++)
        for (uint32_t b = 0; b < 4; b++)
            assert_int_equal(ahead_together(&ahead, a, b), together[a][b]);
    ahead_clear(&ahead);
    world.plan = (struct timetable_plan){.first_week = TIMETABLE_UNPLANNED};
    world_clear(&world);
}

/* Each rule keeps out those whom it speaks of, and is off by default. */
static void eligibility_by_rule(void **state)
{
    (void)state;
    struct world world;
    hand_world(&world, MOST);
    struct students *s = &world.students;
    world.week = 10;
    world.calendar.season[CALENDAR_PLACEMENT][14] = CALENDAR_EXAM;
    s->calendar.phase[0] = CALENDAR_PLACEMENT;
    s->calendar.place[1] = PLACE_AWAY;
    hand_tie(&world, 2, 3, 12);
    s->person.frailty[4] = 1.5f;
    s->help.supported_week[5] = 4;
    s->distress.level[6] = LEVEL_SEVERE;
    s->programme.role[7] = ROLE_PAUSED; /* serves: is not selected again */
    s->person.enrolled[8] = 0;
    const unsigned all = (1u << MOST) - 1, never = 1u << 7 | 1u << 8;
    struct programme_parameters defaults = all_may(SELECTION_RANDOM, MOST), p = defaults;
#define CHECK(change, kept)                                                                                                      \
    do {                                                                                                                         \
        p = defaults;                                                                                                            \
        change;                                                                                                                  \
        choose(&world, &p);                                                                                                      \
        assert_int_equal(serving_set(&world), (kept) & ~never);                                                                  \
        dismiss(&world);                                                                                                         \
        s->programme.role[7] = ROLE_PAUSED;                                                                                      \
    } while (0)
    CHECK((void)p, all & ~(1u << 6));
    CHECK(p.well = false, all);
    defaults.well = false;
    CHECK(p.exam_free_weeks = 4, all);
    CHECK(p.exam_free_weeks = 5, all & ~1u);
    CHECK(p.exam_free_weeks = 52, all & ~1u); /* the next year's are not looked at */
    CHECK(p.present = true, all & ~2u);
    CHECK(p.accessible_ties = 1, 1u << 2 | 1u << 3);
    CHECK(p.frailty_limit = 1.4, all & ~(1u << 4));
    CHECK(p.unsupported_weeks = 6, all);
    CHECK(p.unsupported_weeks = 7, all & ~(1u << 5));
    CHECK(p.safe_share = 0, 0u);
    CHECK(p.first_year = 2, 0u);
    CHECK(p.volunteer_share = 0, 0u);
    CHECK(p.selection = SELECTION_NONE, 0u);
#undef CHECK
    world_clear(&world);
}

/* Pausing is for burden and distress; whoever pauses has no capacity, and nobody is reached. */
static void the_paused_reach_nobody(void **state)
{
    (void)state;
    for (int paused = 0; paused < 3; paused++) {
        struct world world;
        struct programme_parameters p = all_may(SELECTION_RANDOM, 1);
        hand_world(&world, 4);
        struct students *s = &world.students;
        s->programme.role[0] = ROLE_ON_DUTY;
        s->distress.level[0] = paused == 1 ? LEVEL_DISTRESSED : LEVEL_WELL;
        s->help.burden[0] = paused == 2 ? 4 : 0;
        s->distress.level[1] = s->distress.level[2] = LEVEL_SEVERE;
        s->seeking.sought[1] = CHANNEL_SUPPORTER;
        p.outreach = p.outreach_isolated = 10;
        p.accept_base = 20;
        programme_step(&world, &p);
        programme_drop_in(&world, &p);
        assert_int_equal(s->programme.assigned[1], hand_id(0));
        assert_int_equal(s->programme.role[0], paused ? ROLE_PAUSED : ROLE_ON_DUTY);
        assert_int_equal(s->programme.capacity[0], paused ? 0 : 3);
        assert_int_equal(world.requests.count > 0, !paused);
        world_clear(&world);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(betweenness_by_counting_paths), cmocka_unit_test(known_friendships),
        cmocka_unit_test(survey_errs_as_stated),         cmocka_unit_test(most_friends),
        cmocka_unit_test(a_friend_of_a_random_student),  cmocka_unit_test(spread_over_groups_and_sites),
        cmocka_unit_test(coverage_by_trying_all),        cmocka_unit_test(weeks_ahead_follow_the_plan),
        cmocka_unit_test(eligibility_by_rule),           cmocka_unit_test(the_paused_reach_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
