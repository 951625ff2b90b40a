/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A week of distress on worlds made by hand: frequencies over many students against the closed forms, T7 and T8 among them. */
#include "unit/hand_world.h"

enum { STUDENTS = 48000 };
static const double ONSET = 0.1;

static struct distress_parameters plain(enum distress_influence influence)
{
    return (struct distress_parameters){.onset = ONSET,
                                        .recovery_shape = 1,
                                        .recovery_weeks = 10,
                                        .influence = (int)influence,
                                        .influence_weight = WEIGHT_COUNT,
                                        .influence_ratio = 1,
                                        .healthy_onset_friends = 5,
                                        .healthy_recovery_friends = 10,
                                        .stress_exam = 1.5,
                                        .stress_placement = 2,
                                        .stress_alone = 3,
                                        .stress_transition = 0.5,
                                        .transition_weeks = 6,
                                        .incident_effect = 4};
}

static void set_level(struct world *world, uint32_t row, enum student_level level, int since)
{
    world->students.distress.level[row] = (uint8_t)level;
    world->students.distress.since_week[row] = level == LEVEL_WELL ? WEEK_NEVER : (int16_t)since;
}

/* Cliques of this many, everyone tied with everyone for so many hours. */
static void make_cliques(struct world *world, uint32_t size, double hours)
{
    hand_world(world, STUDENTS);
    for (uint32_t first = 0; first < STUDENTS; first += size)
        for (uint32_t a = 0; a < size; a++)
            for (uint32_t b = 0; b < a; b++)
                hand_tie(world, first + a, first + b, hours);
}

/* The weekly rate at which the last of each clique became distressed; the first `ill` of each are so already. */
static double onset_rate(uint32_t size, uint32_t ill, double hours, const struct distress_parameters *p)
{
    struct world world;
    int onsets = 0;
    make_cliques(&world, size, hours);
    for (uint32_t row = 0; row < STUDENTS; row++)
        if (row % size < ill)
            set_level(&world, row, LEVEL_DISTRESSED + row / size % 2, -9); /* the severe count as well */
    distress_step(&world, p);
    for (uint32_t row = size - 1; row < STUDENTS; row += size)
        onsets += world.students.distress.level[row] == LEVEL_DISTRESSED;
    world_clear(&world);
    return -log(1 - (double)onsets / (STUDENTS / size));
}

/* Within 4.9 standard errors of a rate estimated from n students. */
#define assert_rate(rate, expected, n) assert_near(rate, expected, 4.9 * sqrt(expm1(expected) / (n)))

static void first_distressed_friend_doubles_onset(void **state)
{
    (void)state;
    const struct distress_parameters p = plain(INFLUENCE_PER_CONTACT);
    double alone = onset_rate(1, 0, 0, &p), one = onset_rate(2, 1, 60, &p), two = onset_rate(3, 2, 60, &p);
    assert_rate(alone, ONSET, STUDENTS);
    assert_rate(one, 2 * ONSET, STUDENTS / 2);
    assert_rate(two, 3 * ONSET, STUDENTS / 3);
    assert_rate(onset_rate(2, 0, 60, &p), ONSET, STUDENTS / 2); /* a well friend does nothing */
    assert_rate(onset_rate(2, 1, 49, &p), ONSET, STUDENTS / 2); /* nor one below friend_at */
    assert_true(one / alone > 1.6 && one / alone < 2.4);        /* T8 */
}

static void influence_may_weigh_strength(void **state)
{
    (void)state;
    struct distress_parameters p = plain(INFLUENCE_PER_CONTACT);
    p.influence_weight = WEIGHT_STRENGTH;
    assert_rate(onset_rate(2, 1, 270, &p), 1.75 * ONSET, STUDENTS / 2);
    assert_rate(onset_rate(2, 1, 10, &p), 1.1 * ONSET, STUDENTS / 2);
    p.influence_ratio = 0.4;
    assert_rate(onset_rate(3, 2, 90, &p), 1.4 * ONSET, STUDENTS / 3);
    p = plain(INFLUENCE_NONE);
    assert_rate(onset_rate(3, 2, 90, &p), ONSET, STUDENTS / 3);
}

static void five_well_friends_halve_onset(void **state)
{
    (void)state;
    const struct distress_parameters p = plain(INFLUENCE_HEALTHY_FRIENDS);
    double none = onset_rate(1, 0, 0, &p), five = onset_rate(6, 0, 60, &p), eleven = onset_rate(12, 0, 60, &p);
    assert_rate(none, ONSET, STUDENTS);
    assert_rate(five, ONSET / 2, STUDENTS / 6);
    assert_rate(eleven, ONSET / 2, STUDENTS / 12);                           /* more do not help more */
    assert_rate(onset_rate(3, 0, 60, &p), ONSET * exp2(-0.4), STUDENTS / 3); /* two */
    assert_rate(onset_rate(6, 5, 60, &p), ONSET, STUDENTS / 6);              /* the distressed do not protect, nor harm */
    assert_true(five / none > 0.4 && five / none < 0.7);                     /* T7 */
}

/* Who stays distressed after so many weeks: exp(−(T / scale)^shape), worsening and onset being off. */
static void episodes_end_by_the_weibull(void **state)
{
    (void)state;
    struct world world;
    struct distress_parameters p = plain(INFLUENCE_NONE);
    p.onset = 0;
    p.recovery_shape = 0.42;
    p.recovery_weeks = 28;
    hand_world(&world, STUDENTS);
    for (uint32_t row = 0; row < STUDENTS; row++)
        set_level(&world, row, LEVEL_DISTRESSED, -1); /* began last week: week 0 is the first in which it may end */
    for (world.week = 0; world.week < 52; world.week++) {
        distress_step(&world, &p);
        int left = 0;
        for (uint32_t row = 0; row < STUDENTS; row++)
            left += world.students.distress.level[row] == LEVEL_DISTRESSED;
        if (world.week % 13 == 0 || world.week == 51)
            assert_frequency(left, STUDENTS, exp(-pow((world.week + 1) / 28.0, 0.42)));
    }
    world_clear(&world);
}

/* What a week makes of distressed students who differ in one thing. */
static void assert_recovery(uint32_t clique, float relief, enum student_care care, double recovery, double worsening)
{
    struct world world;
    struct distress_parameters p = plain(INFLUENCE_HEALTHY_FRIENDS);
    p.worsening = 0.03;
    p.relief_effect = -log(2); /* harmful, as it may be */
    p.care_effect = 3;
    make_cliques(&world, clique, 60);
    for (uint32_t row = clique - 1; row < STUDENTS; row += clique) {
        set_level(&world, row, LEVEL_DISTRESSED, -5);
        world.students.help.relief[row] = relief;
        world.students.services.care[row] = (uint8_t)care;
    }
    distress_step(&world, &p);
    int count[3] = {0};
    for (uint32_t row = clique - 1; row < STUDENTS; row += clique)
        count[world.students.distress.level[row]]++;
    double changed = 1 - exp(-recovery - worsening), n = STUDENTS / clique;
    assert_frequency(count[LEVEL_WELL], n, changed * recovery / (recovery + worsening));
    assert_frequency(count[LEVEL_SEVERE], n, changed * worsening / (recovery + worsening));
    world_clear(&world);
}

static void recovery_competes_with_worsening(void **state)
{
    (void)state;
    assert_recovery(1, 0, CARE_NONE, 0.1, 0.03);
    assert_recovery(1, 0, CARE_WAITING, 0.1, 0.03);
    assert_recovery(1, 0, CARE_RECEIVING, 0.3, 0.03);
    assert_recovery(1, 1, CARE_NONE, 0.05, 0.03);
    assert_recovery(6, 0, CARE_NONE, 0.1 * sqrt(2), 0.03);
    assert_recovery(12, 0, CARE_NONE, 0.2, 0.03);
}

enum setting { PLAIN, EXAM, SITE, SITE_ALONE, NEW_PHASE, STRUCK };

static void set_row(struct world *world, uint32_t row, enum setting setting)
{
    struct students *s = &world->students;
    s->calendar.season[row] = setting == EXAM ? CALENDAR_EXAM : CALENDAR_TEACHING;
    s->calendar.place[row] = setting == SITE || setting == SITE_ALONE ? 0 : PLACE_CAMPUS;
    s->calendar.phase_week[row] = (int16_t)(world->week - (setting == NEW_PHASE ? 5 : 6));
    world->groups[GROUP_WIDE].seat[row].size = setting == SITE_ALONE ? 1 : 4;
}

static void stressors_multiply_onset(void **state)
{
    (void)state;
    const double factor[] = {1, 1.5, 2, 6, 0.5, 4};
    for (int setting = PLAIN; setting <= STRUCK; setting++) {
        struct world world;
        struct distress_parameters p = plain(INFLUENCE_NONE);
        p.incident_person = setting == STRUCK ? 1 : 0;
        int onsets = 0, struck = 0, struck_onsets = 0;
        hand_world(&world, STUDENTS);
        for (uint32_t row = 0; row < STUDENTS; row++)
            set_row(&world, row, (enum setting)setting);
        distress_step(&world, &p);
        for (uint32_t row = 0; row < STUDENTS; row++) {
            bool onset = world.students.distress.level[row] == LEVEL_DISTRESSED, hit = world.students.distress.struck[row] != 0;
            onsets += onset;
            struck += hit;
            struck_onsets += onset && hit;
            assert_true(world.students.distress.since_week[row] == (onset ? world.week : WEEK_NEVER));
        }
        assert_frequency(struck, STUDENTS, setting == STRUCK ? 1 - exp(-1) : 0);
        assert_frequency(setting == STRUCK ? struck_onsets : onsets, setting == STRUCK ? struck : STUDENTS,
                         1 - exp(-ONSET * factor[setting]));
        assert_int_equal(world.events.onsets, onsets);
        assert_int_equal(world.events.incidents, struck);
        world_clear(&world);
    }
}

/* Nothing can happen at rates of zero, and those who left are left alone. */
static void zero_rates_change_nothing(void **state)
{
    (void)state;
    struct world world;
    struct distress_parameters p = plain(INFLUENCE_PER_CONTACT);
    p.onset = 0;
    p.recovery_weeks = 1e300;
    make_cliques(&world, 4, 60);
    for (uint32_t row = 0; row < STUDENTS; row++)
        set_level(&world, row, row % 3, -3);
    world.students.person.enrolled[1] = 0;
    for (world.week = 0; world.week < 5; world.week++) {
        distress_step(&world, &p);
        for (uint32_t row = 0; row < STUDENTS; row++)
            assert_int_equal(world.students.distress.level[row], row % 3);
    }
    p.onset = 1e9;
    p.recovery_weeks = 1e-9;
    world.students.distress.level[1] = LEVEL_WELL;
    distress_step(&world, &p);
    assert_int_equal(world.students.distress.level[1], LEVEL_WELL);
    assert_int_equal(world.students.distress.level[0], LEVEL_DISTRESSED);
    world_clear(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_distressed_friend_doubles_onset),
        cmocka_unit_test(influence_may_weigh_strength),
        cmocka_unit_test(five_well_friends_halve_onset),
        cmocka_unit_test(episodes_end_by_the_weibull),
        cmocka_unit_test(recovery_competes_with_worsening),
        cmocka_unit_test(stressors_multiply_onset),
        cmocka_unit_test(zero_rates_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
