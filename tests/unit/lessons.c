/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When sessions are held, what they move, how it fades, and the hours that are counted. */
#include "unit/hand_observer.h"

static const struct parameter_list every_year;

/* A year's shares add up to 1, whatever the calendar leaves of it, and fall into teaching weeks from the first. */
static void shares_add_up_to_a_year(void **state)
{
    (void)state;
    uint8_t seasons[CALENDAR_WEEKS];
    for (int week = 0; week < CALENDAR_WEEKS; week++)
        seasons[week] = (uint8_t)(week % 5 == 0 ? CALENDAR_BREAK : week % 7 == 0 ? CALENDAR_EXAM : CALENDAR_TEACHING);
    const int64_t spreads[] = {1, 2, 10, 51, 52};
    for (size_t k = 0; k < sizeof spreads / sizeof *spreads; k++) {
        double sum = 0;
        int held = 0;
        for (int week = 0; week < CALENDAR_WEEKS; week++) {
            double share = education_share(seasons, week, spreads[k]);
            assert_true(share == 0 || seasons[week] == CALENDAR_TEACHING);
            assert_true(share > 0 || seasons[week] != CALENDAR_TEACHING || held >= spreads[k]);
            held += share > 0;
            sum += share;
        }
        assert_near(sum, 1, 1e-12);
    }
    for (int week = 0; week < CALENDAR_WEEKS; week++)
        seasons[week] = CALENDAR_EXAM;
    assert_true(education_share(seasons, 3, 52) == 0); /* no teaching week at all */
}

static void no_hours_move_nothing(void **state)
{
    (void)state;
    struct schema_parameters *p = hand_defaults();
    struct lesson lesson = education_lesson(&p->model.education, (double[SESSIONS]){0});
    assert_true(lesson.hours == 0);
    for (int k = 0; k < TAUGHT_TRAITS; k++)
        assert_true(lesson.moves[k] == 0);
    free(p);
}

/* By default an hour of any type moves as much as an hour of supporters' training: harms and outreach aside, equal hours are equal. */
static void an_hour_is_an_hour(void **state)
{
    (void)state;
    struct schema_parameters *p = hand_defaults();
    const struct traits_parameters *t = &p->model.traits;
    double per_hour = (t->train_literacy + t->train_clarity + t->train_self_efficacy) / p->model.education.training_hours;
    double stigma = t->train_stigma / p->model.education.training_hours;
    for (int k = 0; k < SESSIONS; k++) {
        double hours[SESSIONS] = {0}, sum = 0;
        hours[k] = 1;
        struct lesson lesson = education_lesson(&p->model.education, hours);
        for (int trait = 0; trait < TAUGHT_TRAITS; trait++)
            sum += trait == TAUGHT_STIGMA_PUBLIC || trait == TAUGHT_CAREER_FEAR || trait == TAUGHT_REACHING ? 0 : fabs(lesson.moves[trait]);
        sum += k == SESSION_DISCLOSURE ? stigma - lesson.moves[TAUGHT_STIGMA_PUBLIC] : 0;
        assert_near(sum, per_hour, 1e-12);
        if (k != SESSION_SYMPTOMS && k != SESSION_DISCLOSURE)
            assert_near(lesson.moves[TAUGHT_STIGMA_PUBLIC], stigma, 1e-12);
    }
    free(p);
}

static void framing_and_emphasis_can_harm(void **state)
{
    (void)state;
    struct education_parameters p = {.framing_stigma = 0.2, .disease_framing = 0.5, .teaching_stigma = 0.01,
                                     .emphasis_career_fear = 0.3, .obligations_emphasis = 0.25};
    struct lesson lesson =
        education_lesson(&p, (double[SESSIONS]){[SESSION_SYMPTOMS] = 2, [SESSION_OBLIGATIONS] = 4, [SESSION_MEETING] = 1});
    assert_near(lesson.moves[TAUGHT_STIGMA_PUBLIC], 0.01 * 7 + 2 * 0.5 * 0.2, 1e-12);
    assert_near(lesson.moves[TAUGHT_CAREER_FEAR], 4 * 0.25 * 0.3, 1e-12);
    assert_near(lesson.hours, 7, 1e-12);
    p.disease_framing = p.obligations_emphasis = 0;
    lesson = education_lesson(&p, (double[SESSIONS]){[SESSION_SYMPTOMS] = 2, [SESSION_OBLIGATIONS] = 4});
    assert_near(lesson.moves[TAUGHT_STIGMA_PUBLIC], 0.06, 1e-12);
    assert_true(lesson.moves[TAUGHT_CAREER_FEAR] == 0);
}

/* Three students in year 1: present, present for half of the time, and a supporter. Sessions in the first week only. */
static void those_present_learn(void **state)
{
    (void)state;
    struct world world;
    hand_world(&world, 4);
    const struct education_parameters p = {.symptoms_hours = 2, .symptoms_literacy = 0.25, .symptoms_years = {1, {1}},
                                           .scripts_hours = 8, .scripts_clarity = 1, .scripts_years = {1, {2}},
                                           .supporter_meeting_hours = 3, .meeting_clarity = 0.1, .training_hours = 5,
                                           .spread_weeks = 1};
    const struct traits_parameters fading = {.education_half_life = 10, .training_half_life = 1};
    struct students *s = &world.students;
    s->encounters.presence[1] = 0.5f;
    s->programme.role[2] = ROLE_PAUSED;
    s->traits.training_inbox[2] = 0.5f;
    s->person.enrolled[3] = 0;
    s->traits.literacy[0] = 1;
    education_step(&world, &p);
    traits_step(&world, &fading);
    assert_near((double)s->traits.literacy[0], 1.5, 1e-6);
    assert_near((double)s->traits.literacy[1], 0.25, 1e-6);
    assert_near((double)s->traits.literacy[2], 0.5, 1e-6);
    assert_near((double)s->traits.boundary_clarity[2], 0.3, 1e-6);
    assert_true(s->traits.boundary_clarity[0] == 0 && s->traits.literacy[3] == 0);
    assert_int_equal(world.events.taught_hours, fixed_from(2 + 1 + 5));
    assert_int_equal(world.events.training_hours, fixed_from(2.5));
    for (world.week = 1; world.week <= 10; world.week++) {
        education_step(&world, &p);
        assert_int_equal(world.events.taught_hours + world.events.training_hours, 0);
        traits_step(&world, &fading);
    }
    assert_near((double)s->traits.literacy[0], 1.25, 1e-6); /* half of it after a half-life */
    for (; world.week < 500; world.week++)                  /* no year 2 of a cohort of year of course 0 */
        traits_step(&world, &fading);
    assert_near((double)s->traits.literacy[0], 1, 1e-5); /* and what was there before is there after */
    assert_near((double)s->traits.taught[TAUGHT_LITERACY][0], 0, 1e-9);
    world_clear(&world);
}

/* Types add up; neither a trait nor what was taught leaves six SD. */
static void sessions_add_up_within_bounds(void **state)
{
    (void)state;
    struct world world;
    hand_world(&world, 1);
    const struct education_parameters p = {.symptoms_hours = 1, .symptoms_literacy = 0.5, .emergencies_hours = 2,
                                           .emergencies_literacy = 0.25, .collegiality_hours = 100, .collegiality_norm = -1,
                                           .symptoms_years = every_year, .spread_weeks = 1};
    const struct traits_parameters slow = {.education_half_life = 5200, .training_half_life = 1};
    world.students.traits.collegial_norm[0] = -1;
    education_step(&world, &p);
    traits_step(&world, &slow);
    assert_near((double)world.students.traits.literacy[0], 1, 1e-6);
    assert_true(world.students.traits.collegial_norm[0] == -6);
    assert_true(world.students.traits.taught[TAUGHT_NORM][0] == -6);
    assert_null(world_verify(&world));
    world_clear(&world);
}

static void receiving_is_a_disclosure(void **state)
{
    (void)state;
    struct world world;
    hand_world(&world, 2);
    const struct request held = {.receiver = 1, .giver = 0, .stage = REQUEST_ACCEPTED | REQUEST_HELD}, missed = {.receiver = 0};
    assert_int_equal(request_append(&world.requests, &held, 1), KITH_OK);
    assert_int_equal(request_append(&world.requests, &held, 1), KITH_OK);
    assert_int_equal(request_append(&world.requests, &missed, 1), KITH_OK);
    const struct traits_parameters p = {.stigma_received = -0.25, .education_half_life = 1, .training_half_life = 1};
    traits_step(&world, &p);
    assert_true(world.students.traits.stigma_anticipated[1] == -0.5f && world.students.traits.stigma_anticipated[0] == 0);
    world_clear(&world);
}

/* Hours in the results are those that were held. */
static void hours_are_counted(void **state)
{
    (void)state;
    struct world world;
    struct observer observer;
    hand_world(&world, 4);
    hand_observer(&observer, &world, 2, 1);
    world.events.taught_hours = fixed_from(6);
    world.events.training_hours = fixed_from(0.5);
    world.duty_hours = 0.75; /* of four: 3 h */
    observe_week(&observer, &world);
    world.week = 1;
    world.events = (struct world_week_events){0};
    world.duty_hours = 0;
    observe_week(&observer, &world);
    assert_outcome(&observer, "education_hours", 52 * 6 / 8.0);
    assert_outcome(&observer, "training_hours", 52 * 0.5 / 8.0);
    assert_outcome(&observer, "duty_hours", 52 * 3 / 8.0);
    assert_outcome(&observer, "arranged_hours", 52 * 9.5 / 8.0);
    observe_clear(&observer);
    world_clear(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_add_up_to_a_year),      cmocka_unit_test(no_hours_move_nothing),
        cmocka_unit_test(an_hour_is_an_hour),           cmocka_unit_test(framing_and_emphasis_can_harm),
        cmocka_unit_test(those_present_learn),          cmocka_unit_test(sessions_add_up_within_bounds),
        cmocka_unit_test(receiving_is_a_disclosure),    cmocka_unit_test(hours_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
