/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Step 7: programme. With supporters = 0 nothing here changes anything; if supporters were wanted last week, nobody serves or is
 * assigned from this week on. In this order:
 * Lasting (programme_lasting.c): who stops, who takes over, when vacancies (supporters + extra − those serving) are filled; by default
 * when a year begins, and after it while nobody could be found.
 * Selection (programme_selection.c): of the eligible volunteers by the policy.
 * Assignment (programme_assignment.c): at weeks 0 and 26 of the year, and with any selection.
 * Duty (programme_duty.c): pauses, capacity, meetings.
 *
 * Drop-in, after seeking: programme_drop_in.c.
 * Outreach, j with capacity:
 *   met       j noticed i (step 5) and did not offer as a friend (step 6): approaches; the request becomes the formal one;
 *   assigned  i distressed is assigned to j, who did not notice: approaches if u < 1 − exp(−outreach · (outreach_severe if
 *             severe) · exp(reaching_j)), draw formal (j → i) word 1, reaching_j what j was taught of reaching out (education.c);
 *   isolated  i well, without a tie at friend_at, assigned to j: the same with outreach_isolated, word 3.
 * An approach is accepted if u < L(accept_base + accept_trust trust − accept_stigma anticipated stigma − accept_career career
 * fear − accept_broken broken + accept_programme_trust T), draw formal (j → i) word 2, trust as in support.c, T = trust + trust_entry_i + trust_i
 * the trust in the programme (trust: parameter; the rest: population.h, traits_trust.c).
 *
 * Writes formal requests; noticed_week when a supporter first sees the episode.
 */
#include "process/programme_private.h"

#include <math.h>
#include <stdlib.h>

#define PARAMETER_OWNER programme_parameters
PARAMETER_TABLE(programme, PROGRAMME_PARAMETERS);

const char *const programme_graph_names[] = {"oracle", "survey", NULL};

double programme_trust(const struct world *world, const struct programme_parameters *p, uint32_t row)
{
    const struct students *s = &world->students;
    return p->trust + (double)s->person.trust_entry[row] + (double)s->traits.trust[row];
}

double programme_outreach_rate(const struct world *world, const struct programme_parameters *p, uint32_t i, uint32_t j)
{
    enum student_level level = (enum student_level)world->students.distress.level[i];
    double rate = level == LEVEL_WELL ? p->outreach_isolated : p->outreach * (level == LEVEL_SEVERE ? p->outreach_severe : 1);
    return rate * exp((double)world->students.traits.taught[TAUGHT_REACHING][j]);
}

void programme_approach_terms(const struct world *world, const struct programme_parameters *p, uint32_t i, uint32_t tie,
                              double t[APPROACH_TERMS])
{
    const struct students *s = &world->students;
    bool tied = tie != TIE_NONE;
    t[APPROACH_BASE] = p->accept_base;
    t[APPROACH_STIGMA] = -(p->accept_stigma * (double)s->traits.stigma_anticipated[i]);
    t[APPROACH_CAREER] = -(p->accept_career * (double)s->traits.career_fear[i]);
    t[APPROACH_PROGRAMME] = p->accept_programme_trust * programme_trust(world, p, i);
    t[APPROACH_TRUST] = tied ? p->accept_trust * tie_trust(tie_strength(world->ties.banked[tie]), world->ties.good[tie]) : 0;
    t[APPROACH_BROKEN] = tied ? -(p->accept_broken * world->ties.broken[tie]) : 0;
}

/* Added up in one fixed order: another one would move the last bits, and with them the results. */
double programme_approach_logit(const double t[APPROACH_TERMS])
{
    double logit = t[APPROACH_BASE] + t[APPROACH_STIGMA] + t[APPROACH_CAREER] + t[APPROACH_PROGRAMME];
    return logit + (t[APPROACH_TRUST] + t[APPROACH_BROKEN]);
}

void programme_see(struct world *world, uint32_t receiver)
{
    if (world->students.distress.level[receiver] != LEVEL_WELL && world->students.noticing.noticed_week[receiver] == WEEK_NEVER)
        world->students.noticing.noticed_week[receiver] = (int16_t)world->week;
}

static void approach(const struct programme_step *step, struct request *request)
{
    const struct world *world = step->world;
    const struct programme_parameters *p = step->p;
    const struct students *s = &world->students;
    uint32_t i = request->receiver, j = request->giver;
    request->formal = 1;
    request->minutes = (uint16_t)(p->encounter_minutes + 0.5);
    request->stage |= REQUEST_OFFERED;
    double terms[APPROACH_TERMS];
    programme_approach_terms(world, p, i, request->tie, terms);
    if (random_logit(programme_approach_logit(terms),
                     random_draw(world->key, RANDOM_formal, 0, world->week, s->person.id[j], s->person.id[i]).word[2]))
        request->stage |= REQUEST_ACCEPTED;
}

/* Supporters who noticed someone and did not offer as a friend approach on duty. */
static void outreach_met(const struct programme_step *step)
{
    struct world *world = step->world;
    for (size_t k = 0; k < world->requests.count; k++) {
        struct request *request = &world->requests.at[k];
        if (!(request->stage & REQUEST_OFFERED) && world->students.programme.capacity[request->giver] > 0)
            approach(step, request);
    }
}

/* True if j noticed i this week (step 5). Requests of one receiver stand together, in row order. */
static bool noticed_by(const struct world *world, size_t noticed, uint32_t i, uint32_t j)
{
    size_t low = 0, high = noticed;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (world->requests.at[middle].receiver < i)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < noticed && world->requests.at[low].receiver == i; low++)
        if (world->requests.at[low].giver == j)
            return true;
    return false;
}

struct reach {
    struct programme_step step;
    size_t noticed; /* requests by those who noticed */
};

static void outreach_assigned(const struct reach *reach, uint32_t i, struct block_list *list, struct block *block)
{
    struct world *world = reach->step.world;
    const struct students *s = &world->students;
    uint32_t id = s->programme.assigned[i];
    uint32_t j = id == ID_NONE ? ROW_NONE : world_row(world, id);
    if (j == ROW_NONE || s->programme.capacity[j] == 0)
        return;
    struct random_draw draw = random_draw(world->key, RANDOM_formal, 0, world->week, id, s->person.id[i]);
    bool well = s->distress.level[i] == LEVEL_WELL;
    if (!random_rate(programme_outreach_rate(world, reach->step.p, i, j), draw.word[well ? 3 : 1]) ||
        (well ? world_friends(world, i) > 0 : noticed_by(world, reach->noticed, i, j)))
        return;
    struct request request = {.receiver = i, .giver = j, .tie = tie_find(&world->ties, i, id), .stage = REQUEST_NOTICED};
    approach(&reach->step, &request);
    programme_see(world, i);
    block_list_add(list, block, &request);
}

static void reach_row(void *context, uint32_t i, struct block_list *list, struct block *block)
{
    const struct reach *reach = context;
    if (reach->step.world->students.person.enrolled[i])
        outreach_assigned(reach, i, list, block);
}

/* Who serves, and whose students, at their times; false without memory. */
static bool organise(struct programme_step *step, uint32_t *rows)
{
    struct world *world = step->world;
    if (!programme_hand_over(step, rows))
        return false;
    uint32_t before = step->supporters, vacancies = programme_vacancies(step);
    if (vacancies > 0 && !programme_select(step, vacancies))
        return false;
    step->supporters = programme_list(world, rows);
    if (step->supporters > before)
        world->programme_week = world->week;
    bool due = step->supporters > before || calendar_week_of_year(world->week) % CALENDAR_TERM_WEEKS == 0;
    return (!due || programme_assign(step)) && programme_recruit(step);
}

void programme_step(struct world *world, const struct programme_parameters *p)
{
    world->mean_trust = p->trust;
    if (p->supporters == 0) {
        if (world->programme_runs)
            programme_end(world);
        return;
    }
    world->programme_runs = true;
    uint32_t *rows = malloc(((size_t)world->rows + 1) * sizeof *rows);
    struct reach reach = {.step = {.world = world, .p = p, .supporter = rows}};
    if (!rows || !organise(&reach.step, rows)) {
        world->failed = true;
        free(rows);
        return;
    }
    programme_set_duty(&reach.step);
    reach.noticed = world->requests.count;
    outreach_met(&reach.step);
    world_run_requests(world, 1, reach_row, &reach);
    free(rows);
}
