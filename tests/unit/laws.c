/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pure laws of the processes beside their closed forms and limits. */
#include "unit/hand_world.h"

static void constant_recovery_is_shape_one(void **state)
{
    (void)state;
    for (int week = 0; week < 300; week += 7)
        assert_near(distress_recovery_hazard(1, 16.7, week), 1 / 16.7, 1e-12);
}

/* The weeks' hazards add up to the Weibull's integrated hazard, whatever the shape. */
static void recovery_telescopes(void **state)
{
    (void)state;
    const double shapes[] = {0.1, 0.42, 0.55, 1, 1.7, 3}, scale = 16.7;
    for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++) {
        double sum = 0, last = INFINITY;
        for (int week = 0; week < 104; week++) {
            double hazard = distress_recovery_hazard(shapes[k], scale, week);
            assert_true(hazard > 0 && (shapes[k] >= 1 || hazard < last));
            last = hazard;
            sum += hazard;
        }
        assert_near(sum / pow(104 / scale, shapes[k]), 1, 1e-12);
    }
    assert_near(exp(-distress_recovery_hazard(0.42, 28, 0)), exp(-pow(1 / 28.0, 0.42)), 1e-12);
}

static void noticing_has_limits(void **state)
{
    (void)state;
    const struct noticing_parameters p = {.noticing = 0.03, .missed_weight = 2, .literacy_effect = 0.5};
    assert_true(noticing_probability(&p, 0, 1, 0, 0) == 0);
    assert_true(noticing_probability(&p, 5, 0, 0, 0) == 0); /* nothing to see */
    assert_near(noticing_probability(&p, 1e6, 1, 0, 0), 1, 1e-12);
    assert_near(noticing_probability(&p, 1e-7, 1, 0, 0) / 3e-9, 1, 1e-6); /* a rate when rare */
    assert_near(noticing_probability(&p, 10, 2, 3, 0), 1 - exp(-0.03 * (20 + 6)), 1e-12);
    assert_near(noticing_probability(&p, 0, 1, 7, 0), noticing_probability(&p, 14, 1, 0, 0), 1e-12); /* an hour missed is two */
    double missed_by_one = 1 - noticing_probability(&p, 4, 1, 0, 1), missed_by_other = 1 - noticing_probability(&p, 4, 1, 0, -1);
    assert_near(log(missed_by_one) / log(missed_by_other), exp(1), 1e-9); /* two SD of literacy at 0.5 */
    double twice = 1 - noticing_probability(&p, 8, 1, 0, 1);
    assert_near(twice, missed_by_one * missed_by_one, 1e-12); /* eight hours are four and four */
}

static void a_service_that_is_there_has_a_place(void **state)
{
    (void)state;
    assert_true(services_places(0, 1000) == 0);
    assert_true(services_places(8, 60) == 1); /* 0.48, which rounds to none */
    assert_true(services_places(0.001, 3) == 1);
    assert_true(services_places(8, 187) == 1 && services_places(8, 188) == 2); /* nearest, halves up */
    assert_true(services_places(1000, 77) == 77);
}

/* A proxy: it goes by i's presence alone, also where j is as absent as i, so that i's full presence would have added nothing. */
static void hours_missed_go_by_one_presence(void **state)
{
    (void)state;
    struct world world;
    struct schema_parameters *parameters = hand_defaults();
    const struct noticing_parameters *p = &parameters->model.noticing;
    hand_world(&world, 2);
    world.students.distress.level[0] = LEVEL_DISTRESSED;
    world.students.encounters.presence[0] = 0.75f;
    for (int absent = 0; absent < 2; absent++) {
        world.students.encounters.presence[1] = absent ? 0.75f : 1;
        assert_near(noticing_chance(&world, p, 0, 1, 6), noticing_probability(p, 6, p->visibility_distressed, 2, 0), 1e-12);
    }
    world_clear(&world);
    free(parameters);
}

/* Share of the gatherings that free hours allow for which are not called, as encounters.c says: nobody calls more than 4 a week. */
static double gatherings_lost(const struct encounters_parameters *p, double free_hours, double sociability_sd)
{
    enum { GRID = 400, MOST = 4, PARTICIPANTS = 3 };
    double allowed = 0, called = 0;
    for (int a = 0; a < GRID; a++)
        for (int b = 0; b < GRID; b++) {
            double z = -4 + 8 * (a + 0.5) / GRID, sociability = exp(sociability_sd * z - sociability_sd * sociability_sd / 2);
            double mean = free_hours * sociability * p->gathering_share / (PARTICIPANTS * p->gathering_hours);
            allowed += exp(-z * z / 2) * mean;
            called += exp(-z * z / 2) * random_poisson(mean, (b + 0.5) / GRID, MOST);
        }
    return 1 - called / allowed;
}

static void gatherings_take_less_than_their_share(void **state)
{
    (void)state;
    struct schema_parameters *parameters = hand_defaults();
    const struct encounters_parameters *p = &parameters->model.encounters;
    double sd = parameters->model.population.sociability_sd;
    assert_near(gatherings_lost(p, p->free_hours_campus, sd), 0.12, 0.005);
    assert_near(gatherings_lost(p, 2 * p->free_hours_campus, 0), 0.27, 0.01);
    assert_near(gatherings_lost(p, p->free_hours_placement, sd), 0.02, 0.005);
    free(parameters);
}

static void ties_fade_by_half_lives(void **state)
{
    (void)state;
    const struct ties_parameters p = {.half_life = 20.3, .half_life_gain = 1.73};
    assert_near(pow(ties_kept(&p, 0), 20.3), 0.5, 1e-12);
    assert_near(pow(ties_kept(&p, 90), 20.3 * (1 + 1.73 / 2)), 0.5, 1e-12); /* strength 1/2 */
    assert_near(pow(ties_kept(&p, 1e12), 20.3 * 2.73), 0.5, 1e-9);          /* bounded */
    const struct ties_parameters same = {.half_life = 8, .half_life_gain = 0};
    assert_near(ties_kept(&same, 0), ties_kept(&same, 500), 1e-15);
    for (double hours = 1; hours < 2000; hours *= 1.5)
        assert_true(ties_kept(&p, hours) > ties_kept(&p, hours / 1.5) && ties_kept(&p, hours) < 1);
    /* As exact as exp2, over all half-lives. */
    for (double half_life = 1; half_life < 1000; half_life *= 1.01) {
        const struct ties_parameters any = {.half_life = half_life, .half_life_gain = 0};
        assert_near(ties_kept(&any, 7), exp2(-1 / half_life), 3e-16);
    }
}

static void strength_is_half_at_ninety_hours(void **state)
{
    (void)state;
    assert_true(tie_strength(0) == 0);
    assert_near(tie_strength(fixed_from(90)), 0.5, 1e-15);
    assert_near(tie_strength(fixed_from(30)), 0.25, 1e-15);
    assert_near(tie_strength(fixed_from(270)), 0.75, 1e-15);
    assert_true(tie_strength(INT32_MAX) < 1);
}

static void trust_grows_with_good_encounters(void **state)
{
    (void)state;
    assert_true(tie_trust(0, 0) == 0);
    assert_near(tie_trust(0.3, 0), 0.3, 1e-15);
    assert_near(tie_trust(0.3, 3), 0.8, 1e-15);
    assert_near(tie_trust(0, 1), 0.25, 1e-15);
    for (unsigned good = 0; good < 255; good++)
        assert_true(tie_trust(0.3, good + 1) > tie_trust(0.3, good) && tie_trust(0.3, good) < 1.3);
}

static void alike_meet_more(void **state)
{
    (void)state;
    struct world world;
    hand_world(&world, 2);
    const struct population_parameters p = {.homophily = 2 * log(3)}, none = {0};
    population_set_homophily(&world, &p);
    assert_near(world.homophily[0], 3, 1e-12); /* both attributes equal */
    assert_near(world.homophily[1], 1, 1e-12);
    assert_near(world.homophily[2], 1, 1e-12);
    assert_near(world.homophily[3], 1.0 / 3, 1e-12);
    population_set_homophily(&world, &none);
    for (int differ = 0; differ < 4; differ++)
        assert_true(world.homophily[differ] == 1);
    world_clear(&world);
}

/* Training moves traits by its change: what it did has faded by half after a half-life. Encounters add for good; six SD are the end. */
static void training_fades(void **state)
{
    (void)state;
    struct world world;
    const struct traits_parameters p = {
        .empathy_gain = 0.5, .self_efficacy_gain = 0.25, .stigma_change = -0.1, .training_half_life = 10, .train_literacy = 0.8};
    hand_world(&world, 2);
    struct students *s = &world.students;
    s->traits.literacy[0] = 1;
    s->traits.training_inbox[0] = 2;
    s->help.given_week[0] = 3;
    traits_step(&world, &p);
    s->help.given_week[0] = 0;
    assert_near((double)s->traits.literacy[0], 2.6, 1e-6);
    assert_near((double)s->traits.empathy[0], 1.5, 1e-6);
    assert_near((double)s->traits.self_efficacy[0], 0.75, 1e-6);
    assert_near((double)s->traits.stigma_public[0], -0.3, 1e-6);
    for (int week = 0; week < 10; week++)
        traits_step(&world, &p);
    assert_near((double)s->traits.training[0], 1, 1e-5);
    assert_near((double)s->traits.literacy[0], 1.8, 1e-5);
    assert_near((double)s->traits.empathy[0], 1.5, 1e-6);
    s->help.given_week[0] = 200;
    traits_step(&world, &p);
    assert_true(s->traits.empathy[0] == 6 && s->traits.stigma_public[0] == -6);
    assert_true(s->traits.literacy[1] == 0 && s->traits.empathy[1] == 0);
    world_clear(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(constant_recovery_is_shape_one),
        cmocka_unit_test(recovery_telescopes),
        cmocka_unit_test(noticing_has_limits),
        cmocka_unit_test(a_service_that_is_there_has_a_place),
        cmocka_unit_test(hours_missed_go_by_one_presence),
        cmocka_unit_test(gatherings_take_less_than_their_share),
        cmocka_unit_test(ties_fade_by_half_lives),
        cmocka_unit_test(strength_is_half_at_ninety_hours),
        cmocka_unit_test(trust_grows_with_good_encounters),
        cmocka_unit_test(alike_meet_more),
        cmocka_unit_test(training_fades),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
