/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The survey at a year's end (its last week), as Ottawa's (EVIDENCE row 15): a student responds if u < survey_response, draw respond
 * (STUDENT, this week) word 0. Respondents name the barriers that they hold (x > 0, seeking_barriers.c) towards Faculty services and, where
 * someone serves, towards supporters. Those in distress say whether they told a friend in this episode: asked one, or had an informal encounter
 * with one (a tie at friend_at at the end of that week; before week 0 nobody looked). Comfortable seeking help is who would follow a referral to counselling with P >= 1/2. Respondents do not differ from others.
 */
#include "observe/observe.h"

static void name_barriers(struct observer *observer, const struct world *world, uint32_t row, enum student_channel channel)
{
    double held[BARRIERS];
    seeking_barriers(world, observer->plan.seeking, row, channel, held);
    for (int b = 0; b < BARRIERS; b++)
        observer->sums.survey_named[channel][b] += held[b] > 0;
}

static void respond(struct observer *observer, const struct world *world, uint32_t row, bool programme)
{
    const struct students *s = &world->students;
    struct observe_sums *sums = &observer->sums;
    sums->survey++;
    sums->survey_supporter += programme;
    name_barriers(observer, world, row, CHANNEL_FACULTY);
    if (programme)
        name_barriers(observer, world, row, CHANNEL_SUPPORTER);
    sums->survey_comfortable += seeking_accept(world, observer->plan.seeking, row, CHANNEL_COUNSELLING) >= 0;
    if (s->distress.level[row] == LEVEL_WELL)
        return;
    sums->survey_distressed++;
    sums->survey_told += observer->person[row].told;
}

static void follow_told(struct observer *observer, const struct world *world)
{
    for (uint32_t row = 0; row < world->rows; row++)
        observer->person[row].told = observer->person[row].told && world->students.distress.level[row] != LEVEL_WELL;
    for (size_t k = 0; k < world->requests.count; k++) {
        const struct request *request = &world->requests.at[k];
        bool told = request->stage & REQUEST_HELD || request->starter == STARTED_BY_RECEIVER;
        if (told && observe_relation_of(world, request) == RELATION_FRIEND)
            observer->person[request->receiver].told = 1;
    }
}

void observe_survey(struct observer *observer, const struct world *world)
{
    const struct students *s = &world->students;
    bool programme = false;
    follow_told(observer, world);
    if (!observer->plan.seeking || calendar_week_of_year(world->week) != CALENDAR_WEEKS - 1)
        return;
    for (uint32_t row = 0; row < world->rows && !programme; row++)
        programme = s->person.enrolled[row] && s->programme.role[row] != ROLE_NONE;
    for (uint32_t row = 0; row < world->rows; row++) {
        if (!s->person.enrolled[row])
            continue;
        struct random_draw draw = random_draw(world->key, RANDOM_respond, 0, world->week, s->person.id[row], 0);
        if (random_uniform(draw.word[0]) < observer->plan.parameters->survey_response)
            respond(observer, world, row, programme);
    }
}
