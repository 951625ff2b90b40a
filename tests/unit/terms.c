/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terms of decisions, and the factors of onset and recovery, beside the laws that they explain; and the words made of them. */
#include "unit/hand_world.h"

#include "experiment/trace.h"

static double between(uint64_t *seed, double low, double high)
{
    return low + (high - low) * (double)(unit_random(seed) >> 11) * 0x1p-53;
}

/* Two students, tied, i (row 0) in distress; everything about them at random. */
static void draw_pair(struct world *world, struct support_parameters *p, uint64_t *seed)
{
    struct students *s = &world->students;
    float *traits[] = {s->traits.literacy,      s->traits.boundary_clarity,      s->traits.empathy,
                       s->traits.self_efficacy, s->traits.collegial_norm,        s->traits.stigma_public,
                       s->traits.career_fear,   s->traits.confidentiality_worry, s->traits.stigma_anticipated,
                       s->help.burden};
    for (size_t k = 0; k < sizeof traits / sizeof traits[0]; k++)
        for (uint32_t row = 0; row < 2; row++)
            traits[k][row] = (float)between(seed, traits[k] == s->help.burden ? 0 : -2, 2);
    s->distress.level[0] = (uint8_t)(1 + unit_below(seed, 2));
    s->distress.level[1] = (uint8_t)unit_below(seed, 3);
    world->crowd_hours = world->duty_hours = between(seed, 0, 0.5);
    world->ties.banked[world->ties.row[0].offset] = fixed_from(between(seed, 0, 200));
    world->ties.good[world->ties.row[0].offset] = (uint8_t)unit_below(seed, 5);
    world->ties.broken[world->ties.row[0].offset] = (uint8_t)unit_below(seed, 3);
    p->crowding = between(seed, 0, 3);
    p->offer_own_distress = between(seed, -1, 1);
}

/* The law as its file's head says it. */
static double offer_in_prose(const struct world *world, const struct support_parameters *p, double strength)
{
    const struct students *s = &world->students;
    double lack = fmax(0, -(double)s->traits.literacy[1]) * fmax(0, -(double)s->traits.boundary_clarity[1]);
    return p->offer_base + p->offer_tie * strength + p->offer_norm * (double)s->traits.collegial_norm[1] +
           p->offer_empathy * (double)s->traits.empathy[1] + p->offer_self_efficacy * (double)s->traits.self_efficacy[1] +
           p->offer_literacy * (double)s->traits.literacy[1] + p->offer_clarity * (double)s->traits.boundary_clarity[1] -
           p->offer_unsure * lack - p->offer_stigma * (double)s->traits.stigma_public[1] -
           p->offer_confidentiality * (double)s->traits.confidentiality_worry[1] -
           p->offer_severe * (s->distress.level[0] == LEVEL_SEVERE) +
           p->offer_own_distress * (s->distress.level[1] != LEVEL_WELL) - p->offer_burden * (double)s->help.burden[1] -
           p->crowding * world->duty_hours;
}

static double sum(const double *terms, int count)
{
    double total = 0;
    for (int k = 0; k < count; k++)
        total += terms[k];
    return total;
}

static void terms_add_up_to_the_law(void **state)
{
    (void)state;
    struct schema_parameters *parameters = hand_defaults();
    struct support_parameters *p = &parameters->model.support;
    struct world world;
    hand_world(&world, 2);
    hand_tie(&world, 0, 1, 30);
    uint64_t seed = 4;
    for (int trial = 0; trial < 1000; trial++) {
        double offer[OFFER_TERMS], accept[ACCEPT_TERMS];
        draw_pair(&world, p, &seed);
        uint32_t tie = trial % 3 ? world.ties.row[0].offset : TIE_NONE;
        double strength = tie == TIE_NONE ? 0 : tie_strength(world.ties.banked[tie]);
        bool asked = trial % 2;
        support_offer_terms(&world, p, 0, 1, tie, asked, offer);
        assert_near(support_offer_logit(offer), sum(offer, OFFER_TERMS), 1e-12);
        assert_near(support_offer_logit(offer), offer_in_prose(&world, p, strength) + (asked ? p->asked : 0), 1e-12);
        support_accept_terms(&world, p, 0, tie, accept);
        assert_near(support_accept_logit(accept), sum(accept, ACCEPT_TERMS), 1e-12);
        double trust = tie == TIE_NONE ? 0 : p->accept_trust * tie_trust(strength, world.ties.good[tie]);
        double broken = tie == TIE_NONE ? 0 : p->accept_broken * world.ties.broken[tie];
        assert_near(support_accept_logit(accept),
                    p->accept_base + trust - broken - p->accept_stigma * (double)world.students.traits.stigma_anticipated[0] -
                        p->accept_career * (double)world.students.traits.career_fear[0],
                    1e-12);
    }
    world_clear(&world);
    free(parameters);
}

/* What the terms say is as often what the step does. */
static void chances_are_those_of_the_step(void **state)
{
    (void)state;
    enum { WEEKS = 20000 };
    struct schema_parameters *parameters = hand_defaults();
    struct support_parameters *p = &parameters->model.support;
    struct world world;
    hand_world(&world, 2);
    hand_tie(&world, 0, 1, 30);
    uint64_t seed = 9;
    for (int pair = 0; pair < 5; pair++) {
        double offer[OFFER_TERMS], accept[ACCEPT_TERMS];
        int offered = 0, accepted = 0;
        draw_pair(&world, p, &seed);
        uint32_t tie = world.ties.row[0].offset;
        support_offer_terms(&world, p, 0, 1, tie, false, offer);
        support_accept_terms(&world, p, 0, tie, accept);
        for (world.week = 0; world.week < WEEKS; world.week++) {
            const struct request noticed = {.receiver = 0, .giver = 1, .tie = tie, .stage = REQUEST_NOTICED};
            world.requests.count = 0;
            assert_int_equal(request_append(&world.requests, &noticed, 1), KITH_OK);
            support_step(&world, p);
            offered += (world.requests.at[0].stage & REQUEST_OFFERED) != 0;
            accepted += (world.requests.at[0].stage & REQUEST_ACCEPTED) != 0;
        }
        double chance = 1 / (1 + exp(-support_offer_logit(offer)));
        assert_frequency(offered, WEEKS, chance);
        assert_frequency(accepted, WEEKS, chance / (1 + exp(-support_accept_logit(accept))));
    }
    world_clear(&world);
    free(parameters);
}

/* A supporter (row 1, on duty, with hours) and a distressed student (row 0); the rest at random. */
static void draw_duty(struct world *world, struct schema_parameters *parameters, uint64_t *seed)
{
    struct students *s = &world->students;
    struct programme_parameters *p = &parameters->model.programme;
    draw_pair(world, &parameters->model.support, seed);
    s->distress.level[1] = LEVEL_WELL;
    s->help.burden[1] = 0;
    s->programme.role[1] = ROLE_ON_DUTY;
    s->person.trust_entry[0] = (float)between(seed, -1, 1);
    s->traits.trust[0] = (float)between(seed, -1, 1);
    s->traits.taught[TAUGHT_REACHING][1] = (float)between(seed, -1, 1);
    p->outreach = between(seed, 0.1, 0.5);
    p->accept_programme_trust = between(seed, 0, 1);
    p->refill = REFILL_NEVER;
    p->supporters = 1;
    world->programme_week = 0;
}

/* Noticing, outreach, accepting an approach, handing on: the chances that are told are the frequencies with which the steps do it. */
static void chances_on_duty_are_those_of_the_steps(void **state)
{
    (void)state;
    enum { WEEKS = 20000 };
    struct schema_parameters *parameters = hand_defaults();
    const struct week_parameters *p = &parameters->model;
    struct world world;
    hand_world(&world, 2);
    hand_tie(&world, 0, 1, 30);
    uint32_t tie = world.ties.row[0].offset;
    world.frozen = true; /* talks bank no hours */
    uint64_t seed = 12;
    for (int pair = 0; pair < 5; pair++) {
        double approach[APPROACH_TERMS], hand_on[HAND_ON_TERMS];
        int noticed = 0, reached = 0, accepted = 0, handed = 0;
        draw_duty(&world, parameters, &seed);
        world.ties.met[tie] = fixed_from(between(&seed, 1, 20));
        parameters->model.help.advice = pair % 2;
        uint8_t good = world.ties.good[tie], broken = world.ties.broken[tie];
        double notice = noticing_chance(&world, &p->noticing, 0, 1, fixed_to(world.ties.met[tie]));
        double reach = -expm1(-programme_outreach_rate(&world, &p->programme, 0, 1));
        programme_approach_terms(&world, &p->programme, 0, tie, approach);
        for (world.week = 1; world.week < WEEKS; world.week++) {
            world.requests.count = 0;
            noticing_step(&world, &p->noticing);
            noticed += world.requests.count > 0;
            world.requests.count = 0;
            world.students.programme.assigned[0] = hand_id(1);
            world.students.help.burden[1] = 0;
            programme_step(&world, &p->programme);
            reached += world.requests.count > 0;
            accepted += world.requests.count > 0 && (world.requests.at[0].stage & REQUEST_ACCEPTED);
            const struct request talk = {.receiver = 0, .giver = 1, .tie = TIE_NONE, .formal = 1, .stage = REQUEST_ACCEPTED};
            world.requests.count = 0;
            assert_int_equal(request_append(&world.requests, &talk, 1), KITH_OK);
            world.students.programme.capacity[1] = 1;
            help_hand_on_terms(&world, &p->help, &talk, hand_on);
            help_step(&world, &p->help);
            world.ties.good[tie] = good;
            world.ties.broken[tie] = broken;
            handed += world.requests.at[0].referred != 0;
        }
        assert_frequency(noticed, WEEKS - 1, notice);
        assert_frequency(reached, WEEKS - 1, reach);
        assert_frequency(accepted, WEEKS - 1, reach / (1 + exp(-programme_approach_logit(approach))));
        assert_frequency(handed, WEEKS - 1, 1 / (1 + exp(-help_hand_on_logit(hand_on))));
    }
    world_clear(&world);
    free(parameters);
}

static void factors_of_onset_and_recovery(void **state)
{
    (void)state;
    struct schema_parameters *parameters = hand_defaults();
    struct distress_parameters *p = &parameters->model.distress;
    struct world world;
    double factor[STRESSORS];
    bool present[STRESSORS];
    hand_world(&world, 4);
    distress_stressors(&world, p, 0, 0, factor, present);
    for (int k = 0; k < STRESSORS; k++)
        assert_true(!present[k] && factor[k] == 1);
    world.students.calendar.season[0] = CALENDAR_EXAM;
    world.students.calendar.phase_week[0] = 0;
    distress_stressors(&world, p, 0, STRUCK_PERSON | STRUCK_SITE | STRUCK_EMERGENCY, factor, present);
    assert_true(factor[STRESSOR_EXAM] == p->stress_exam && factor[STRESSOR_TRANSITION] == p->stress_transition);
    assert_true(factor[STRESSOR_PERSON] == p->incident_effect && factor[STRESSOR_SITE] == p->incident_effect);
    assert_true(!present[STRESSOR_TEAM] && factor[STRESSOR_TEAM] == 1 && !present[STRESSOR_PLACEMENT]);
    hand_tie(&world, 0, 1, 90);
    hand_tie(&world, 0, 2, 30);
    hand_tie(&world, 0, 3, 60);
    world.students.distress.level[1] = LEVEL_SEVERE;
    world.students.distress.level[2] = LEVEL_DISTRESSED;
    assert_near(distress_friends_factor(&world, p, 0), 1 + p->influence_ratio * (0.5 + 0.25), 1e-12);
    p->influence_weight = WEIGHT_COUNT;
    assert_near(distress_friends_factor(&world, p, 0), 1 + p->influence_ratio, 1e-12);
    p->influence = INFLUENCE_HEALTHY_FRIENDS;
    assert_near(distress_friends_factor(&world, p, 0), exp2(-1 / p->healthy_onset_friends), 1e-12);
    p->influence = INFLUENCE_NONE;
    assert_true(distress_friends_factor(&world, p, 0) == 1);
    assert_true(distress_help_factor(&world, p, 0) == 1);
    world.students.help.relief[0] = 2;
    world.students.services.care[0] = CARE_RECEIVING;
    assert_near(distress_help_factor(&world, p, 0), exp(2 * p->relief_effect) * p->care_effect, 1e-12);
    world_clear(&world);
    free(parameters);
}

static void letters_go_on_after_z(void **state)
{
    (void)state;
    struct trace_cast cast = {0};
    char letter[8];
    for (uint32_t k = 0; k < 703; k++)
        trace_letter(&cast, 1000 - k, letter);
    assert_string_equal(trace_letter(&cast, 1000, letter), "A");
    assert_string_equal(trace_letter(&cast, 975, letter), "Z");
    assert_string_equal(trace_letter(&cast, 974, letter), "AA");
    assert_string_equal(trace_letter(&cast, 299, letter), "ZZ");
    assert_string_equal(trace_letter(&cast, 298, letter), "AAA");
    assert_true(!cast.failed && cast.count == 703);
    free(cast.at);
}

static void assert_reasons(const double *terms, struct trace_reasons *last, int week, const char *expected)
{
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    trace_tell_reasons(stream, DECIDES_ACCEPT, terms, last, week);
    assert_int_equal(fclose(stream), 0);
    assert_string_equal(text, expected);
    free(text);
}

static void reasons_stand_in_order_of_size(void **state)
{
    (void)state;
    const double terms[ACCEPT_TERMS] = {-0.5, 0.05, 0.1, 1.2, -2};
    const double calm[ACCEPT_TERMS] = {0};
    struct trace_reasons last = {0};
    assert_reasons(calm, &last, 2, "");
    assert_reasons(terms, &last, 3,
                   " What counted, from most to least: the one who offers broke a confidence before (strongly against); "
                   "trusts the one who offers (strongly for); it is hard to accept help at all (clearly against); "
                   "does not fear for their career (slightly for).");
    assert_reasons(terms, &last, 3, " What counted: as above.");
    assert_reasons(terms, &last, 5, " What counted: as in week 3.");
    char chance[24];
    assert_string_equal(trace_chance(0, chance), "50 in 100");
    assert_string_equal(trace_chance(-9, chance), "under 1 in 100");
    assert_string_equal(trace_chance(9, chance), "over 99 in 100");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_add_up_to_the_law),
        cmocka_unit_test(chances_are_those_of_the_step),
        cmocka_unit_test(chances_on_duty_are_those_of_the_steps),
        cmocka_unit_test(factors_of_onset_and_recovery),
        cmocka_unit_test(letters_go_on_after_z),
        cmocka_unit_test(reasons_stand_in_order_of_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
