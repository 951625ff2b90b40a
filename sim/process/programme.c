/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Step 7: programme. With supporters = 0 nothing here changes anything.
 *
 * Selection: when a year begins, and in any week without a single supporter, the vacancies (supporters − those serving) are
 * filled from the eligible volunteers: enrolled, no role, willingness ≥ 1 − volunteer_share, year of course ≥ first_year
 * (counted from 1), well. Order: random by draw select (STUDENT, this week) word 0; degree by ties with banked hours ≥
 * friend_at, most first, then word 1; then id. Those selected are on duty and receive the dose of training (training_inbox;
 * its effects are in traits.c).
 *
 * Assignment (caseload): at weeks 0 and 26 of the year, and with any selection, all enrolled students are assigned anew, each
 * to at most one supporter and caseload to each, at least total cost (assignment.h): cost = 2^20 · k + (draw assign
 * (supporter → student, this week) word 0 >> 12), k = 4, less 2 if they are tied, less 1 if they are in one place (not both
 * away), less 1 if in one year of course. Nobody is assigned to themselves.
 *
 * Duty: a supporter is paused while distressed (pause_distressed) or burden > pause_burden, else on duty; capacity = floor(60
 * duty_hours / encounter_minutes), 0 when paused or in a break. world.duty_hours = duty hours of those with capacity /
 * enrolled students, for next week's crowding.
 *
 * Drop-in: a distressed i who is not on duty drops in if u < L(drop_in_base + drop_in_severe [severe] − drop_in_stigma
 * anticipated stigma − drop_in_career career fear), draw ask (STUDENT) word 2; the supporter by race over those with
 * capacity, draw formal (i → j) word 0, weight = weight_any + weight_assigned [assigned] + weight_tie s + weight_place [same
 * place, not away].
 * Outreach, j with capacity:
 *   met       j noticed i (step 5) and did not offer as a friend (step 6): approaches; the request becomes the formal one;
 *   assigned  i distressed is assigned to j, who did not notice: approaches if u < 1 − exp(−outreach · (outreach_severe if
 *             severe)), draw formal (j → i) word 1;
 *   isolated  i well, without a tie at friend_at, assigned to j: the same with outreach_isolated, word 3.
 * An approach is accepted if u < L(accept_base + accept_trust trust − accept_stigma anticipated stigma − accept_career career
 * fear − accept_broken broken), draw formal (j → i) word 2, trust as in support.c.
 *
 * Writes role, capacity, assigned, training_inbox; formal requests; noticed_week when a supporter first sees the episode.
 */
#include "process/programme.h"

#include <math.h>
#include <stdlib.h>

#include "base/assignment.h"

#define PARAMETER_OWNER programme_parameters
PARAMETER_TABLE(programme, PROGRAMME_PARAMETERS);

const char *const programme_selection_names[] = {"random", "degree", NULL};
const char *const programme_assignment_names[] = {"none", "caseload", NULL};

enum { TERM_WEEKS = 26 };

struct step {
    struct world *world;
    const struct programme_parameters *p;
    const uint32_t *supporter; /* rows */
    uint32_t supporters;
};

/* A candidate in the order of a policy: higher first, then draw, then id. */
struct candidate {
    uint32_t row, id, order;
    int32_t score;
};

static int compare_candidates(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

static bool eligible(const struct step *step, uint32_t row)
{
    const struct students *s = &step->world->students;
    return s->person.enrolled[row] && s->programme.role[row] == ROLE_NONE && s->distress.level[row] == LEVEL_WELL &&
           (double)s->person.willingness[row] >= 1 - step->p->volunteer_share &&
           s->calendar.year_of_course[row] + 1 >= step->p->first_year;
}

/* Fills up to wanted vacancies; false without memory. */
static bool select_supporters(const struct step *step, uint32_t wanted)
{
    struct world *world = step->world;
    struct students *s = &world->students;
    struct candidate *candidates = malloc(((size_t)world->rows + 1) * sizeof *candidates);
    uint32_t count = 0;
    if (!candidates)
        return false;
    for (uint32_t row = 0; row < world->rows; row++) {
        if (!eligible(step, row))
            continue;
        struct random_draw draw = random_draw(world->key, RANDOM_select, 0, world->week, s->person.id[row], 0);
        bool degree = step->p->selection == SELECTION_DEGREE;
        candidates[count++] =
            (struct candidate){row, s->person.id[row], draw.word[degree], degree ? world_friends(world, row) : 0};
    }
    qsort(candidates, count, sizeof *candidates, compare_candidates);
    for (uint32_t k = 0; k < count && k < wanted; k++) {
        s->programme.role[candidates[k].row] = ROLE_ON_DUTY;
        s->traits.training_inbox[candidates[k].row] += (float)step->p->training;
    }
    free(candidates);
    return true;
}

static uint32_t list_supporters(const struct world *world, uint32_t *rows)
{
    uint32_t count = 0;
    for (uint32_t row = 0; row < world->rows; row++)
        if (world->students.person.enrolled[row] && world->students.programme.role[row] != ROLE_NONE)
            rows[count++] = row;
    return count;
}

static int32_t assignment_cost(const struct step *step, uint32_t student, uint32_t supporter)
{
    const struct world *world = step->world;
    const struct students *s = &world->students;
    if (student == supporter)
        return -1;
    int32_t kind = 4;
    kind -= tie_find(&world->ties, student, s->person.id[supporter]) != TIE_NONE ? 2 : 0;
    kind -= world_together(world, student, supporter);
    kind -= s->calendar.year_of_course[student] == s->calendar.year_of_course[supporter];
    uint32_t word =
        random_draw(world->key, RANDOM_assign, 0, world->week, s->person.id[supporter], s->person.id[student]).word[0];
    return kind << 20 | (int32_t)(word >> 12);
}

/* Students in id order, so that the solver sees the same problem whatever the rows. */
static int compare_rows_by_id(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;
    return (a->id > b->id) - (a->id < b->id);
}

static bool assign_caseload(const struct step *step)
{
    struct world *world = step->world;
    struct students *s = &world->students;
    size_t n = 0, m = step->supporters;
    struct candidate *student = malloc(((size_t)world->rows + 1) * sizeof *student);
    int32_t *cost = malloc(((size_t)world->rows * m + 1) * sizeof *cost),
            *giver = malloc(((size_t)world->rows + 1) * sizeof *giver);
    bool good = student && cost && giver;
    for (uint32_t row = 0; good && row < world->rows; row++) {
        s->programme.assigned[row] = ID_NONE;
        if (s->person.enrolled[row])
            student[n++] = (struct candidate){.row = row, .id = s->person.id[row]};
    }
    if (good)
        qsort(student, n, sizeof *student, compare_rows_by_id);
    for (size_t k = 0; good && k < n; k++)
        for (size_t g = 0; g < m; g++)
            cost[k * m + g] = assignment_cost(step, student[k].row, step->supporter[g]);
    int64_t total;
    good = good && assignment_solve(n, m, (int)step->p->caseload, cost, giver, &total) == KITH_OK;
    for (size_t k = 0; good && k < n; k++)
        if (giver[k] >= 0)
            s->programme.assigned[student[k].row] = s->person.id[step->supporter[giver[k]]];
    free(student);
    free(cost);
    free(giver);
    return good;
}

static void set_duty(const struct step *step)
{
    struct world *world = step->world;
    struct students *s = &world->students;
    double capacity = floor(60 * step->p->duty_hours / step->p->encounter_minutes), hours = 0;
    uint32_t enrolled = 0;
    for (uint32_t row = 0; row < world->rows; row++) {
        enrolled += s->person.enrolled[row];
        s->programme.capacity[row] = 0;
    }
    for (uint32_t k = 0; k < step->supporters; k++) {
        uint32_t row = step->supporter[k];
        bool paused = (step->p->pause_distressed && s->distress.level[row] != LEVEL_WELL) ||
                      (double)s->help.burden[row] > step->p->pause_burden;
        s->programme.role[row] = paused ? ROLE_PAUSED : ROLE_ON_DUTY;
        if (paused || s->calendar.season[row] == CALENDAR_BREAK || capacity < 1)
            continue;
        s->programme.capacity[row] = (uint8_t)fmin(capacity, UINT8_MAX);
        hours += step->p->duty_hours;
    }
    world->duty_hours = enrolled ? hours / enrolled : 0;
}

static void see(struct world *world, uint32_t receiver)
{
    if (world->students.distress.level[receiver] != LEVEL_WELL && world->students.noticing.noticed_week[receiver] == WEEK_NEVER)
        world->students.noticing.noticed_week[receiver] = (int16_t)world->week;
}

static void approach(const struct step *step, struct request *request)
{
    const struct world *world = step->world;
    const struct programme_parameters *p = step->p;
    const struct students *s = &world->students;
    uint32_t i = request->receiver, j = request->giver;
    request->formal = 1;
    request->stage |= REQUEST_OFFERED;
    double logit = p->accept_base - p->accept_stigma * (double)s->traits.stigma_anticipated[i] -
                   p->accept_career * (double)s->traits.career_fear[i];
    if (request->tie != TIE_NONE) {
        unsigned good = world->ties.good[request->tie];
        logit += p->accept_trust * tie_trust(tie_strength(world->ties.banked[request->tie]), good) -
                 p->accept_broken * world->ties.broken[request->tie];
    }
    if (random_logit(logit, random_draw(world->key, RANDOM_formal, 0, world->week, s->person.id[j], s->person.id[i]).word[2]))
        request->stage |= REQUEST_ACCEPTED;
}

/* Supporters who noticed someone and did not offer as a friend approach on duty. */
static void outreach_met(const struct step *step)
{
    struct world *world = step->world;
    for (size_t k = 0; k < world->requests.count; k++) {
        struct request *request = &world->requests.at[k];
        if (request->starter == STARTED_BY_GIVER && !(request->stage & REQUEST_OFFERED) &&
            world->students.programme.capacity[request->giver] > 0)
            approach(step, request);
    }
}

/* True if j noticed i this week (step 5). Requests of one receiver stand together at the front, in row order. */
static bool noticed_by(const struct world *world, size_t first_asked, uint32_t i, uint32_t j)
{
    size_t low = 0, high = first_asked;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (world->requests.at[middle].receiver < i)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < first_asked && world->requests.at[low].receiver == i; low++)
        if (world->requests.at[low].giver == j)
            return true;
    return false;
}

struct reach {
    struct step step;
    size_t first_asked;
};

static void outreach_assigned(const struct reach *reach, uint32_t i, struct block_list *list, struct block *block)
{
    struct world *world = reach->step.world;
    const struct programme_parameters *p = reach->step.p;
    const struct students *s = &world->students;
    uint32_t id = s->programme.assigned[i];
    uint32_t j = id == ID_NONE ? ROW_NONE : world_row(world, id);
    if (j == ROW_NONE || s->programme.capacity[j] == 0)
        return;
    struct random_draw draw = random_draw(world->key, RANDOM_formal, 0, world->week, id, s->person.id[i]);
    enum student_level level = (enum student_level)s->distress.level[i];
    if (level == LEVEL_WELL) {
        if (!random_rate(p->outreach_isolated, draw.word[3]) || world_friends(world, i) > 0)
            return;
    } else if (!random_rate(p->outreach * (level == LEVEL_SEVERE ? p->outreach_severe : 1), draw.word[1]) ||
               noticed_by(world, reach->first_asked, i, j)) {
        return;
    }
    struct request request = {.receiver = i, .giver = j, .tie = tie_find(&world->ties, i, id), .stage = REQUEST_NOTICED};
    approach(&reach->step, &request);
    see(world, i);
    block_list_add(list, block, &request);
}

/* The supporter whom i chooses to drop in on; ROW_NONE if nobody is on duty. */
static uint32_t choose_supporter(const struct step *step, uint32_t i)
{
    const struct world *world = step->world;
    const struct programme_parameters *p = step->p;
    const struct students *s = &world->students;
    uint32_t best = ROW_NONE;
    double soonest = INFINITY;
    for (uint32_t k = 0; k < step->supporters; k++) {
        uint32_t j = step->supporter[k], id = s->person.id[j];
        if (s->programme.capacity[j] == 0 || j == i)
            continue;
        uint32_t tie = tie_find(&world->ties, i, id);
        double weight = p->weight_any + (s->programme.assigned[i] == id ? p->weight_assigned : 0);
        weight += tie == TIE_NONE ? 0 : p->weight_tie * tie_strength(world->ties.banked[tie]);
        weight += world_together(world, i, j) ? p->weight_place : 0;
        uint32_t word = random_draw(world->key, RANDOM_formal, 0, world->week, s->person.id[i], id).word[0];
        double time = weight > 0 ? -log(random_uniform(word)) / weight : INFINITY;
        if (time < soonest) {
            soonest = time;
            best = j;
        }
    }
    return best;
}

static void drop_in(const struct step *step, uint32_t i, struct block_list *list, struct block *block)
{
    struct world *world = step->world;
    const struct programme_parameters *p = step->p;
    const struct students *s = &world->students;
    if (s->distress.level[i] == LEVEL_WELL)
        return;
    double logit = p->drop_in_base - p->drop_in_stigma * (double)s->traits.stigma_anticipated[i] -
                   p->drop_in_career * (double)s->traits.career_fear[i];
    logit += s->distress.level[i] == LEVEL_SEVERE ? p->drop_in_severe : 0;
    if (!random_logit(logit, random_draw(world->key, RANDOM_ask, 0, world->week, s->person.id[i], 0).word[2]))
        return;
    uint32_t j = choose_supporter(step, i);
    if (j == ROW_NONE)
        return;
    struct request request = {.receiver = i,
                              .giver = j,
                              .tie = tie_find(&world->ties, i, s->person.id[j]),
                              .stage = REQUEST_NOTICED | REQUEST_OFFERED | REQUEST_ACCEPTED,
                              .formal = 1,
                              .starter = STARTED_BY_RECEIVER};
    see(world, i);
    block_list_add(list, block, &request);
}

static void reach_row(void *context, uint32_t i, struct block_list *list, struct block *block)
{
    const struct reach *reach = context;
    if (!reach->step.world->students.person.enrolled[i])
        return;
    outreach_assigned(reach, i, list, block);
    if (reach->step.world->students.programme.role[i] != ROLE_ON_DUTY)
        drop_in(&reach->step, i, list, block);
}

/* Selection and assignment at their times; false without memory. */
static bool organise(struct step *step, uint32_t *rows)
{
    struct world *world = step->world;
    int week = calendar_week_of_year(world->week);
    step->supporters = list_supporters(world, rows);
    bool choose = week == 0 || step->supporters == 0;
    uint32_t wanted = (uint32_t)step->p->supporters;
    if (choose && step->supporters < wanted && !select_supporters(step, wanted - step->supporters))
        return false;
    step->supporters = list_supporters(world, rows);
    bool due = (choose && step->supporters > 0) || week % TERM_WEEKS == 0;
    return !due || step->p->assignment != ASSIGNMENT_CASELOAD || assign_caseload(step);
}

void programme_step(struct world *world, const struct programme_parameters *p)
{
    if (p->supporters == 0)
        return;
    uint32_t *rows = malloc(((size_t)world->rows + 1) * sizeof *rows);
    struct reach reach = {.step = {.world = world, .p = p, .supporter = rows}};
    if (!rows || !organise(&reach.step, rows)) {
        world->failed = true;
        free(rows);
        return;
    }
    set_duty(&reach.step);
    while (reach.first_asked < world->requests.count && world->requests.at[reach.first_asked].starter == STARTED_BY_GIVER)
        reach.first_asked++;
    outreach_met(&reach.step);
    world_run_requests(world, 2, reach_row, &reach);
    free(rows);
}
