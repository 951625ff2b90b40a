/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world/population.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#define PARAMETER_OWNER population_parameters
PARAMETER_TABLE(population, POPULATION_PARAMETERS);

void population_set_homophily(struct world *world, const struct population_parameters *p)
{
    for (unsigned differ = 0; differ < 4; differ++) {
        double equal = (2.0 - (double)((differ & 1u) + (differ >> 1 & 1u))) / 2;
        world->homophily[differ] = exp(p->homophily * (equal - 0.5));
    }
}

static void enter_person(struct world *world, const struct population_parameters *p, uint32_t row, uint32_t id)
{
    struct students *s = &world->students;
    struct random_draw draw = random_draw(world->key, RANDOM_entry_person, 0, 0, id, 0);
    double z[2];
    random_normals(draw.word[0], draw.word[1], z);
    s->person.id[row] = id;
    s->person.enrolled[row] = 1;
    s->person.frailty[row] = (float)z[0];
    s->person.sociability[row] = (float)exp(p->sociability_sd * z[1] - 0.5 * p->sociability_sd * p->sociability_sd);
    double low = ((double)(draw.word[2] & 0xffff) + 0.5) / 65536.0, high = ((double)(draw.word[2] >> 16) + 0.5) / 65536.0;
    s->person.attributes[row] = (uint8_t)((low < p->attribute_share) + 2 * (high < p->attribute_share));
    s->person.willingness[row] = (float)random_uniform(draw.word[3]);
    draw = random_draw(world->key, RANDOM_entry_trust, 0, 0, id, 0);
    random_normals(draw.word[0], draw.word[1], z);
    s->person.trust_entry[row] = (float)z[0];
}

/* Attributes that a students CSV gives stand in place of those drawn. */
static uint8_t given_attributes(const struct world *world, uint32_t seat, uint8_t drawn)
{
    const struct enrolment *enrolment = world->timetable ? &world->timetable->enrolment : NULL;
    bool given =
        enrolment && seat < enrolment->count && enrolment->attributes && enrolment->attributes[seat] != ENROLMENT_NO_ATTRIBUTES;
    return given ? enrolment->attributes[seat] : drawn;
}

static void enter_traits(struct world *world, uint32_t row, uint32_t id)
{
    struct students *s = &world->students;
    struct random_draw a = random_draw(world->key, RANDOM_entry_traits_a, 0, 0, id, 0);
    struct random_draw b = random_draw(world->key, RANDOM_entry_traits_b, 0, 0, id, 0);
    double z[2];
    random_normals(a.word[0], a.word[1], z);
    s->traits.literacy[row] = (float)z[0];
    s->traits.boundary_clarity[row] = (float)z[1];
    random_normals(a.word[2], a.word[3], z);
    s->traits.empathy[row] = (float)z[0];
    s->traits.self_efficacy[row] = (float)z[1];
    random_normals(b.word[0], b.word[1], z);
    s->traits.collegial_norm[row] = (float)z[0];
    s->traits.stigma_public[row] = (float)z[1];
    random_normals(b.word[2], b.word[3], z);
    s->traits.stigma_anticipated[row] = (float)z[0];
    s->traits.career_fear[row] = (float)z[1];
}

static void enter_state(struct world *world, const struct population_parameters *p, uint32_t row, uint32_t id, double threshold)
{
    struct students *s = &world->students;
    struct random_draw draw = random_draw(world->key, RANDOM_entry_state, 0, 0, id, 0);
    double z[2];
    random_normals(draw.word[0], draw.word[1], z);
    s->traits.confidentiality_worry[row] = (float)z[1];
    double liability = p->entry_frailty * (double)s->person.frailty[row] + sqrt(1 - p->entry_frailty * p->entry_frailty) * z[0];
    bool distressed = liability > threshold;
    bool severe = distressed && random_uniform(draw.word[3]) < p->entry_severe;
    double age = floor(-p->entry_episode_weeks * log(random_uniform(draw.word[2])));
    s->distress.level[row] = severe ? LEVEL_SEVERE : distressed ? LEVEL_DISTRESSED : LEVEL_WELL;
    s->distress.since_week[row] = distressed ? (int16_t)(world->week - 1 - (int32_t)age) : (int16_t)WEEK_NEVER;
    s->noticing.noticed_week[row] = WEEK_NEVER;
    s->help.supported_week[row] = WEEK_NEVER;
    s->services.care_week[row] = WEEK_NEVER;
    s->help.duty_week[row] = s->programme.serving_week[row] = s->programme.boundary_week[row] = WEEK_NEVER;
    s->programme.succeeds[row] = ID_NONE;
    s->programme.assigned[row] = ID_NONE;
    s->calendar.site[row] = -1;
    s->calendar.phase_week[row] = (int16_t)world->week;
}

void population_enter(struct world *world, const struct population_parameters *p, int entry_year, uint32_t base_row)
{
    uint32_t first_id = world_cohort_id(entry_year);
    world->base_row[entry_year + WORLD_YEAR_ZERO] = base_row;
    column_zero(&world->students, student_columns, student_column_count, base_row, world->intake);
    double threshold = gsl_cdf_ugaussian_Qinv(p->entry_distressed);
    for (uint32_t seat = 0; seat < world->intake; seat++) {
        enter_person(world, p, base_row + seat, first_id + seat);
        uint8_t *attributes = &world->students.person.attributes[base_row + seat];
        *attributes = given_attributes(world, seat, *attributes);
        enter_traits(world, base_row + seat, first_id + seat);
        enter_state(world, p, base_row + seat, first_id + seat, threshold);
        for (int layer = 0; layer < world->layers; layer++)
            group_leave(&world->groups[layer], base_row + seat);
    }
}
