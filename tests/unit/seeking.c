/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Barriers as they are held and named, the race of channels beside its closed form, referrals, places, attendance. */
#include "unit/hand_world.h"

static const enum student_channel all[] = {CHANNEL_FRIEND,      CHANNEL_SUPPORTER, CHANNEL_FACULTY,
                                           CHANNEL_COUNSELLING, CHANNEL_GP,        CHANNEL_OUTSIDE};
enum { ALL = sizeof all / sizeof *all };

static void draw_traits(struct world *world)
{
    uint64_t seed = 5;
    for (uint32_t row = 0; row < world->rows; row++) {
        double u = ((double)(unit_random(&seed) >> 12) + 0.5) / 0x1p52, v = ((double)(unit_random(&seed) >> 12) + 0.5) / 0x1p52;
        world->students.traits.career_fear[row] = (float)gsl_cdf_ugaussian_Pinv(u);
        world->students.traits.stigma_anticipated[row] = (float)gsl_cdf_ugaussian_Pinv(v);
    }
}

/* At entry as many hold a barrier as its parameter says, however much of it is the student's; none at 0. */
static void shares_are_those_of_the_parameters(void **state)
{
    (void)state;
    enum { STUDENTS = 20000 };
    struct schema_parameters *parameters = hand_defaults();
    struct seeking_parameters *p = &parameters->model.seeking;
    struct world world;
    hand_world(&world, STUDENTS);
    draw_traits(&world);
    p->career_friend = 0;
    for (int k = 0; k < 3; k++) {
        int faculty[BARRIERS] = {0}, supporter[BARRIERS] = {0}, friend = 0;
        p->lasting = 0.5 * k;
        for (uint32_t row = 0; row < STUDENTS; row++) {
            double held[BARRIERS];
            seeking_barriers(&world, p, row, CHANNEL_FACULTY, held);
            for (int b = 0; b < BARRIERS; b++)
                faculty[b] += held[b] > 0;
            seeking_barriers(&world, p, row, CHANNEL_SUPPORTER, held);
            for (int b = 0; b < BARRIERS; b++)
                supporter[b] += held[b] > 0;
            seeking_barriers(&world, p, row, CHANNEL_FRIEND, held);
            friend += held[BARRIER_CAREER] > 0;
        }
        assert_frequency(faculty[BARRIER_CAREER], STUDENTS, p->career_faculty);
        assert_frequency(faculty[BARRIER_NOT_HELPFUL], STUDENTS, p->not_helpful_faculty);
        assert_frequency(faculty[BARRIER_CONFIDENTIALITY], STUDENTS, p->confidentiality_faculty);
        assert_frequency(faculty[BARRIER_STIGMA], STUDENTS, p->stigma_faculty);
        assert_frequency(faculty[BARRIER_TIME], STUDENTS, p->time_faculty);
        assert_frequency(supporter[BARRIER_CAREER], STUDENTS, p->career_supporter);
        assert_frequency(supporter[BARRIER_NOT_HELPFUL], STUDENTS, p->not_helpful_supporter);
        assert_int_equal(friend, 0);
    }
    world_clear(&world);
    free(parameters);
}

/* Each thing that moves a barrier moves that one, by what the prose says, and no other. */
static void what_moves_barriers(void **state)
{
    (void)state;
    struct schema_parameters *parameters = hand_defaults();
    struct seeking_parameters *p = &parameters->model.seeking;
    struct world world;
    hand_world(&world, 1);
    struct students *s = &world.students;
    p->trust = 0.4;
    p->placement_time = 0.6;
    p->taught_helps = 0.7;
    for (int c = 0; c < ALL; c++) {
        double before[BARRIERS], after[BARRIERS], moved[BARRIERS] = {0};
        s->calendar.phase[0] = CALENDAR_CAMPUS;
        s->traits.career_fear[0] = s->traits.wariness[0] = s->traits.trust[0] = s->traits.taught[TAUGHT_LITERACY][0] = 0;
        world.mean_trust = 0;
        seeking_barriers(&world, p, 0, all[c], before);
        s->calendar.phase[0] = CALENDAR_PLACEMENT;
        s->traits.career_fear[0] = 1;
        s->traits.wariness[0] = 2;
        s->traits.trust[0] = 1;
        s->traits.taught[TAUGHT_LITERACY][0] = 3;
        world.mean_trust = 0.5;
        seeking_barriers(&world, p, 0, all[c], after);
        bool supporter = all[c] == CHANNEL_SUPPORTER, peer = supporter || all[c] == CHANNEL_FRIEND;
        bool campus = all[c] == CHANNEL_FACULTY || all[c] == CHANNEL_COUNSELLING, service = campus || all[c] == CHANNEL_GP;
        moved[BARRIER_CAREER] = sqrt(p->lasting);
        moved[BARRIER_NOT_HELPFUL] = supporter ? -0.6 : service ? -2.1 : 0;
        moved[BARRIER_CONFIDENTIALITY] = (peer ? 2 : 0) - (supporter ? 0.6 : 0);
        moved[BARRIER_TIME] = campus ? 0.6 : 0;
        for (int b = 0; b < BARRIERS; b++)
            assert_near(after[b] - before[b], moved[b], 1e-9);
    }
    assert_near(seeking_held(0.5, 0.3, 0, 0, 0), 0, 1e-12);
    assert_near(seeking_held(0.25, 0.36, 1, 1, 0.1), gsl_cdf_ugaussian_Pinv(0.25) + 0.6 + 0.8 + 0.1, 1e-12);
    world_clear(&world);
    free(parameters);
}

/* What speaks against a channel is never below 0, grows with each weight, and in an emergency leaves two things out. */
static void against_is_a_sum_of_barriers(void **state)
{
    (void)state;
    struct schema_parameters *parameters = hand_defaults();
    struct seeking_parameters *p = &parameters->model.seeking;
    struct world world;
    hand_world(&world, 50);
    draw_traits(&world);
    const double weight[BARRIERS] = {p->career_weight, p->not_helpful_weight, p->confidentiality_weight, p->stigma_weight,
                                     p->time_weight};
    for (uint32_t row = 0; row < world.rows; row++)
        for (int c = 0; c < ALL; c++) {
            double held[BARRIERS], terms[SEEKING_TERMS], sum = 0;
            world.students.distress.struck[row] = 0;
            world.students.seeking.own_sites[row] = 1u << CHANNEL_GP;
            seeking_barriers(&world, p, row, all[c], held);
            seeking_against(&world, p, row, all[c], terms);
            for (int b = 0; b < BARRIERS; b++) {
                assert_near(terms[b], weight[b] * (held[b] > 0 ? held[b] : 0), 1e-12);
                sum += terms[b];
            }
            double avoided = all[c] == CHANNEL_GP ? p->avoid : 0;
            assert_near(terms[SEEKING_AVOIDED], avoided, 0);
            assert_near(seeking_sum_against(&world, p, row, all[c]), sum + avoided, 1e-12);
            assert_near(seeking_accept(&world, p, row, all[c]), p->accept_base - sum - avoided, 1e-12);
            world.students.distress.struck[row] = STRUCK_EMERGENCY;
            assert_near(seeking_accept(&world, p, row, all[c]),
                        p->accept_base + p->accept_emergency - sum + terms[BARRIER_CONFIDENTIALITY], 1e-12);
        }
    world_clear(&world);
    free(parameters);
}

/* One distressed student with a tie, a supporter with capacity, and rates that are not small. */
static struct schema_parameters *busy(struct world *world)
{
    struct schema_parameters *parameters = hand_defaults();
    struct seeking_parameters *p = &parameters->model.seeking;
    hand_world(world, 2);
    hand_tie(world, 0, 1, 30);
    world->students.distress.level[0] = LEVEL_SEVERE;
    world->students.traits.career_fear[0] = 1.5f;
    world->students.traits.literacy[0] = -0.5f;
    world->students.programme.capacity[1] = 3;
    world->students.programme.role[1] = ROLE_ON_DUTY;
    p->friend_base = 0.5;
    p->supporter_base = -0.5;
    p->faculty_base = p->counselling_base = -1;
    p->gp_base = p->outside_base = 0.5;
    return parameters;
}

static void count_choices(struct world *world, const struct seeking_parameters *p, int weeks, int counts[CHANNELS])
{
    for (int c = 0; c < CHANNELS; c++)
        counts[c] = 0;
    for (world->week = 0; world->week < weeks; world->week++) {
        seeking_step(world, p);
        counts[world->students.seeking.sought[0]]++;
        assert_int_equal(world->students.seeking.sought[1], CHANNEL_NOBODY); /* well */
    }
    world->week = 0;
}

/* Channels are chosen in proportion to their weights, nobody at 1; those that are no candidates never. */
static void the_race_is_by_weight(void **state)
{
    (void)state;
    enum { WEEKS = 40000 };
    struct world world;
    struct schema_parameters *parameters = busy(&world);
    const struct seeking_parameters *p = &parameters->model.seeking;
    struct students *s = &world.students;
    for (int variant = 0; variant < 4; variant++) {
        bool closed[CHANNELS] = {false};
        closed[CHANNEL_FRIEND] = variant == 1;
        s->support.answered[0] = variant == 1;
        closed[CHANNEL_SUPPORTER] = variant == 2;
        s->programme.capacity[1] = variant == 2 ? 0 : 3;
        for (int c = PROFESSIONAL_FIRST; c <= PROFESSIONAL_LAST; c++)
            closed[c] = variant == 3;
        s->services.care[0] = variant == 3 ? CARE_WAITING : CARE_NONE;
        double weight[CHANNELS] = {1}, sum = 1;
        int counts[CHANNELS];
        for (int c = 0; c < ALL; c++) {
            if (!closed[all[c]])
                weight[all[c]] = exp(seeking_attraction(&world, p, 0, all[c]) - seeking_sum_against(&world, p, 0, all[c]));
            sum += weight[all[c]];
        }
        count_choices(&world, p, WEEKS, counts);
        for (int c = 0; c < CHANNELS; c++)
            weight[c] *= WEEKS / sum;
        unit_chi_square(counts, weight, CHANNELS);
    }
    world_clear(&world);
    free(parameters);
}

/* Week by week: a barrier raised towards one channel sends nobody there, and away from it only those who had turned to it. */
static void a_barrier_raised_moves_only_those_it_bars(void **state)
{
    (void)state;
    struct world world;
    struct schema_parameters *parameters = busy(&world);
    struct seeking_parameters *p = &parameters->model.seeking;
    int fewer = 0, elsewhere = 0;
    for (world.week = 0; world.week < 3000; world.week++) {
        double share = p->not_helpful_gp;
        seeking_step(&world, p);
        int before = world.students.seeking.sought[0];
        p->not_helpful_gp = 0.95;
        seeking_step(&world, p);
        int after = world.students.seeking.sought[0];
        p->not_helpful_gp = share;
        assert_true(after == before || before == CHANNEL_GP);
        fewer += before == CHANNEL_GP && after != before;
        elsewhere += before == CHANNEL_GP && after != before && after != CHANNEL_NOBODY;
    }
    assert_true(fewer > 100 && elsewhere > 0 && elsewhere < fewer);
    world_clear(&world);
    free(parameters);
}

/* Referrals are followed with the law's probability; of several the first that is followed. */
static void referrals_are_followed_by_law(void **state)
{
    (void)state;
    enum { WEEKS = 20000 };
    struct world world;
    struct schema_parameters *parameters = busy(&world);
    const struct seeking_parameters *p = &parameters->model.seeking;
    double chance[CHANNELS], expected[CHANNELS] = {0}, left = WEEKS;
    int counts[CHANNELS] = {0};
    for (int c = PROFESSIONAL_FIRST; c <= PROFESSIONAL_LAST; c++) {
        chance[c] = 1 / (1 + exp(-seeking_accept(&world, p, 0, (enum student_channel)c)));
        if (c == CHANNEL_COUNSELLING)
            continue;
        expected[c] = left * chance[c];
        left -= expected[c];
    }
    expected[CHANNEL_NOBODY] = left;
    for (world.week = 0; world.week < WEEKS; world.week++) {
        world.students.services.referral_inbox[0] = 1u << CHANNEL_FACULTY | 1u << CHANNEL_GP;
        seeking_follow(&world, p);
        counts[world.students.seeking.follows[0]]++;
    }
    unit_chi_square(counts, expected, CHANNELS);
    world_clear(&world);
    free(parameters);
}

/* Everyone wants care: no service ever has more than its places, none are left free while someone who comes waits, the severe go first. */
static void places_are_never_exceeded(void **state)
{
    (void)state;
    enum { STUDENTS = 400 };
    struct schema_parameters *parameters = hand_defaults();
    struct services_parameters *p = &parameters->model.services;
    struct world world;
    hand_world(&world, STUDENTS);
    struct students *s = &world.students;
    const int most[CHANNELS] = {[CHANNEL_FACULTY] = 1, [CHANNEL_COUNSELLING] = 5, [CHANNEL_GP] = 2};
    p->faculty_places = 1; /* of 400 students: 0.4, and so one */
    p->counselling_places = 12.5;
    p->gp_places = 5;
    p->course_weeks = 3;
    p->attendance = 0.6;
    int offered = 0, came = 0;
    for (world.week = 0; world.week < 300; world.week++) {
        world.events = (struct world_week_events){0};
        for (uint32_t row = 0; row < STUDENTS; row++) {
            uint64_t luck = row * 1000003u + (uint64_t)world.week;
            s->distress.level[row] = (uint8_t)(unit_random(&luck) % 3);
            s->seeking.sought[row] = (uint8_t)(CHANNEL_FACULTY + unit_random(&luck) % 3);
        }
        services_step(&world, p);
        int in_care[CHANNELS] = {0}, waiting[CHANNELS] = {0}, severe[CHANNELS] = {0}, begun_distressed[CHANNELS] = {0};
        for (uint32_t row = 0; row < STUDENTS; row++) {
            uint8_t c = s->services.care_channel[row];
            in_care[c] += s->services.care[row] == CARE_RECEIVING;
            waiting[c] += s->services.care[row] == CARE_WAITING;
            severe[c] += s->services.care[row] == CARE_WAITING && s->distress.level[row] == LEVEL_SEVERE;
            begun_distressed[c] += s->services.care[row] == CARE_RECEIVING && s->services.care_week[row] == world.week &&
                                   s->distress.level[row] == LEVEL_DISTRESSED;
            assert_true((s->services.care[row] == CARE_NONE) == (c == CHANNEL_NOBODY));
        }
        for (int c = PROFESSIONAL_FIRST; c <= PROFESSIONAL_LAST; c++) {
            assert_true(in_care[c] <= most[c]);
            assert_true(in_care[c] == most[c] || waiting[c] == 0);
            assert_true(begun_distressed[c] == 0 || severe[c] == 0);
            offered += world.events.care_begun_at[c] + world.events.not_attended[c];
            came += world.events.care_begun_at[c];
        }
    }
    assert_true(offered > 1000);
    assert_frequency(came, offered, p->attendance);
    world_clear(&world);
    free(parameters);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_are_those_of_the_parameters),
        cmocka_unit_test(what_moves_barriers),
        cmocka_unit_test(against_is_a_sum_of_barriers),
        cmocka_unit_test(the_race_is_by_weight),
        cmocka_unit_test(a_barrier_raised_moves_only_those_it_bars),
        cmocka_unit_test(referrals_are_followed_by_law),
        cmocka_unit_test(places_are_never_exceeded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
