/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is followed of each student from week to week: weeks in distress, episodes and their first notice, support, duty. An
 * account is closed when the student leaves. Isolation and the yearly structure are counted beside it (totals.c,
 * structure.c).
 */
#include "observe/observe.h"

#include <stdlib.h>

static void keep_account(struct observer *observer, const struct observe_person *person)
{
    if (observer->accounts == observer->account_capacity) {
        size_t capacity = observer->account_capacity ? 2 * observer->account_capacity : 1024;
        struct observe_account *grown = realloc(observer->account, capacity * sizeof *grown);
        if (!grown) {
            observer->failed = true;
            return;
        }
        observer->account = grown;
        observer->account_capacity = capacity;
    }
    observer->account[observer->accounts++] =
        (struct observe_account){person->id, person->weeks, person->distressed, person->served};
}

static void close_person(struct observer *observer, struct observe_person *person)
{
    struct observe_sums *sums = &observer->sums;
    if (person->id != ID_NONE && person->weeks > 0) {
        keep_account(observer, person);
        bool ever = person->distressed > 0;
        sums->students_closed++;
        sums->ever_distressed += ever;
        sums->supported += ever && person->supported;
        sums->supported_informal += ever && person->supported & SUPPORT_INFORMAL;
        sums->supported_formal += ever && person->supported & SUPPORT_FORMAL;
        sums->supported_both += ever && person->supported == (SUPPORT_INFORMAL | SUPPORT_FORMAL);
        sums->episodes += person->episodes;
        sums->noticed_episodes += person->noticed_episodes;
        sums->notice_weeks += person->notice_weeks;
        sums->persons_teaching += person->teaching > 0;
        sums->longest_run += person->longest;
    }
    *person = (struct observe_person){.id = ID_NONE, .since_week = WEEK_NEVER, .pattern = MEETING_ABSENT};
}

/* Time at risk of an episode's end by its age (Kaplan and Meier 1958): recorded for T6. */
static void follow_episode(struct observer *observer, const struct world *world, uint32_t row, struct observe_person *person)
{
    const struct students *s = &world->students;
    int16_t since = s->distress.since_week[row];
    if (person->since_week != WEEK_NEVER) {
        int32_t age = world->week - 1 - person->since_week;
        if (age >= 0 && age < OBSERVE_EPISODE_WEEKS) {
            observer->sums.at_risk[age]++;
            observer->sums.resolved[age] += since != person->since_week;
        }
    }
    if (since != WEEK_NEVER && since != person->since_week) {
        person->episodes += since == world->week; /* not those that ran at entry or before the recording */
        person->noticed = 0;
    }
    if (since != WEEK_NEVER && s->noticing.noticed_week[row] != WEEK_NEVER && !person->noticed) {
        person->noticed = 1;
        person->noticed_episodes += person->episodes > 0;
        person->notice_weeks += person->episodes > 0 ? s->noticing.noticed_week[row] - since : 0;
    }
    person->since_week = since;
}

static void follow(struct observer *observer, const struct world *world, uint32_t row)
{
    const struct students *s = &world->students;
    struct observe_person *person = &observer->person[row];
    if (person->id != s->person.id[row] || !s->person.enrolled[row])
        close_person(observer, person);
    if (!s->person.enrolled[row])
        return;
    person->id = s->person.id[row];
    bool distressed = s->distress.level[row] != LEVEL_WELL, serves = s->programme.role[row] != ROLE_NONE;
    person->weeks++;
    person->distressed += distressed;
    person->year_distressed += distressed;
    person->supported |= s->help.supported_how[row];
    person->served |= serves;
    follow_episode(observer, world, row, person);
    observer->sums.trust_weeks++;
    observer->sums.trust += (double)s->traits.trust[row];
    observer->sums.supporter_weeks += serves;
    observer->sums.burden += serves ? (double)s->help.burden[row] : 0;
    int phase = s->calendar.phase[row];
    observer->sums.phase_students[phase]++;
    observer->sums.phase_cases[phase] += distressed;
    if (s->calendar.place[row] >= 0) {
        observer->sums.site_weeks[s->calendar.place[row]]++;
        observer->sums.site_cases[s->calendar.place[row]] += distressed;
    }
}

static void count_duty(struct observer *observer, const struct world *world)
{
    for (size_t k = 0; k < world->requests.count; k++) {
        const struct request *request = &world->requests.at[k];
        if (request->formal && request->stage & REQUEST_HELD)
            observer->sums.supporter_encounters++;
    }
}

void observe_persons(struct observer *observer, const struct world *world)
{
    for (uint32_t row = 0; row < world->rows; row++)
        follow(observer, world, row);
    count_duty(observer, world);
}

void observe_end(struct observer *observer, const struct world *world)
{
    for (uint32_t row = 0; row < world->rows; row++)
        close_person(observer, &observer->person[row]);
}
