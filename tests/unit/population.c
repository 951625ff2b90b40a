/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who enters: distributions at entry, and that a person is a function of the id alone. */
#include "unit/hand_world.h"

#include "world/population.h"

enum { STUDENTS = 50000 };

static const struct population_parameters population = {.sociability_sd = 0.5,
                                                        .attribute_share = 0.3,
                                                        .entry_distressed = 0.135,
                                                        .entry_frailty = 0.6,
                                                        .entry_severe = 0.1,
                                                        .entry_episode_weeks = 16};

static void enter(struct world *world, uint32_t intake, int entry_year, uint32_t base_row, uint32_t cohorts)
{
    struct school_parameters school = {.schools = 1, .intake = intake, .course = {cohorts, {0}}};
    assert_int_equal(world_init(world, random_key(9, 4), &school, 52 * entry_year), KITH_OK);
    population_enter(world, &population, entry_year, base_row);
}

/* Mean and variance of a column that should be a standard normal. */
static void assert_standard_normal(const float *column)
{
    double sum = 0, squares = 0;
    for (uint32_t row = 0; row < STUDENTS; row++) {
        sum += (double)column[row];
        squares += (double)column[row] * (double)column[row];
    }
    assert_near(sum / STUDENTS, 0, 4.9 / sqrt(STUDENTS));
    assert_near(squares / STUDENTS, 1, 4.9 * sqrt(2.0 / STUDENTS));
}

static void assert_uncorrelated(const float *a, const float *b)
{
    double sum = 0;
    for (uint32_t row = 0; row < STUDENTS; row++)
        sum += (double)a[row] * (double)b[row];
    assert_near(sum / STUDENTS, 0, 4.9 / sqrt(STUDENTS));
}

static void traits_are_standard_and_apart(void **state)
{
    (void)state;
    struct world world;
    enter(&world, STUDENTS, 0, 0, 1);
    const struct students *s = &world.students;
    const float *columns[] = {s->person.frailty,          s->traits.literacy,
                              s->traits.boundary_clarity, s->traits.empathy,
                              s->traits.self_efficacy,    s->traits.collegial_norm,
                              s->traits.stigma_public,    s->traits.stigma_anticipated,
                              s->traits.career_fear,      s->traits.confidentiality_worry};
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
        assert_standard_normal(columns[c]);
        for (size_t d = 0; d < c; d++)
            assert_uncorrelated(columns[c], columns[d]);
    }
    assert_null(world_verify(&world));
    world_clear(&world);
}

static void shares_at_entry(void **state)
{
    (void)state;
    struct world world;
    int attribute[4] = {0}, level[3] = {0};
    double sociability = 0, squares = 0, willingness = 0, frailty = 0;
    enter(&world, STUDENTS, 0, 0, 1);
    const struct students *s = &world.students;
    for (uint32_t row = 0; row < STUDENTS; row++) {
        double social = (double)s->person.sociability[row];
        attribute[s->person.attributes[row]]++;
        level[s->distress.level[row]]++;
        sociability += social;
        squares += log(social) * log(social);
        willingness += (double)s->person.willingness[row];
        frailty += s->distress.level[row] == LEVEL_WELL ? 0 : (double)s->person.frailty[row];
    }
    unit_chi_square(attribute, (const double[]){0.49 * STUDENTS, 0.21 * STUDENTS, 0.21 * STUDENTS, 0.09 * STUDENTS}, 4);
    assert_frequency(STUDENTS - level[LEVEL_WELL], STUDENTS, 0.135);
    assert_frequency(level[LEVEL_SEVERE], STUDENTS - level[LEVEL_WELL], 0.1);
    assert_near(sociability / STUDENTS, 1, 4.9 * sqrt(expm1(0.25) / STUDENTS));
    assert_near(squares / STUDENTS, 0.25 + 0.125 * 0.125, 0.01); /* log-normal: mean −sd²/2, variance sd² */
    assert_near(willingness / STUDENTS, 0.5, 4.9 / sqrt(12.0 * STUDENTS));
    /* The mean of a standard normal above its point c is φ(c)/P(above); frailty's is 0.6 of it. */
    double c = gsl_cdf_ugaussian_Qinv(0.135), above = exp(-c * c / 2) / sqrt(2 * acos(-1)) / 0.135;
    assert_near(frailty / (STUDENTS - level[LEVEL_WELL]), 0.6 * above, 0.06);
    world_clear(&world);
}

/* Episodes running at entry are of whole weeks' age, geometric: P(age > k) = exp(−k / 16). */
static void episodes_have_an_age(void **state)
{
    (void)state;
    struct world world;
    int distressed = 0, older[3] = {0}, severe = 0, older_severe = 0;
    enter(&world, STUDENTS, -2, 0, 1);
    for (uint32_t row = 0; row < STUDENTS; row++) {
        int16_t since = world.students.distress.since_week[row];
        assert_true((since == WEEK_NEVER) == (world.students.distress.level[row] == LEVEL_WELL));
        if (since == WEEK_NEVER)
            continue;
        int age = -104 - since;
        assert_true(age >= 1);
        distressed++;
        severe += world.students.distress.level[row] == LEVEL_SEVERE;
        older_severe += world.students.distress.level[row] == LEVEL_SEVERE && age > 16;
        for (int k = 0; k < 3; k++)
            older[k] += age > 16 * (k + 1);
    }
    for (int k = 0; k < 3; k++)
        assert_frequency(older[k], distressed, exp(-(k + 1)));
    assert_frequency(older_severe, severe, exp(-1)); /* how severe says nothing of how long */
    world_clear(&world);
}

/* The same people in whichever rows, however many, with whomever else; another year brings others. */
static void a_person_is_an_id(void **state)
{
    (void)state;
    struct world small, large;
    enter(&small, 50, 3, 0, 1);
    enter(&large, 80, 3, 160, 4);
    population_enter(&large, &population, 2, 80);
    for (uint32_t seat = 0; seat < 50; seat++) {
        for (size_t c = 0; c < student_column_count; c++)
            assert_true(column_value(&small.students, &student_columns[c], seat) ==
                        column_value(&large.students, &student_columns[c], 160 + seat));
        assert_int_equal(world_row(&large, world_cohort_id(3) + seat), 160 + seat);
        assert_true(large.students.person.frailty[80 + seat] != large.students.person.frailty[160 + seat]);
    }
    assert_int_equal(world_entry_year(small.students.person.id[7]), 3);
    assert_int_equal(world_row(&small, world_cohort_id(2)), ROW_NONE);
    world_clear(&small);
    world_clear(&large);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(traits_are_standard_and_apart),
        cmocka_unit_test(shares_at_entry),
        cmocka_unit_test(episodes_have_an_age),
        cmocka_unit_test(a_person_is_an_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
