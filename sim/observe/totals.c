/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weekly counts: over all students, by year of course and by site. Every count is of enrolled students or of events among them. */
#include "observe/observe.h"

#include <math.h>

#include "base/fixed.h"

/* How far a distressed student came in this week's funnel (bits of observe_person.reached). */
enum { SEEN = 1, OFFERED = 2, ACCEPTED = 4, SUPPORTED = 8, RELIEVED = 16 };
enum { UNMET_WEEKS = 4 };

struct week {
    struct observer *observer;
    const struct world *world;
    int32_t count[WEEKLY_COUNT];
};

static void count_encounter(struct week *week, const struct request *request)
{
    bool formal = request->formal;
    week->count[formal ? WEEKLY_ENCOUNTERS_FORMAL : WEEKLY_ENCOUNTERS_INFORMAL]++;
    if (request->starter == STARTED_BY_RECEIVER)
        week->count[formal ? WEEKLY_STARTED_BY_RECEIVER_FORMAL : WEEKLY_STARTED_BY_RECEIVER_INFORMAL]++;
    week->count[WEEKLY_IN_PERSON + request->format]++;
}

/* Each distressed student is counted once at each stage, informal and formal apart, however many gave. */
static void count_requests(struct week *week)
{
    static const struct {
        unsigned stage;
        enum observe_weekly informal;
    } stages[] = {{OFFERED, WEEKLY_OFFERED_INFORMAL},
                  {ACCEPTED, WEEKLY_ACCEPTED_INFORMAL},
                  {SUPPORTED, WEEKLY_SUPPORTED_INFORMAL},
                  {RELIEVED, WEEKLY_RELIEVED_INFORMAL}};
    const struct world *world = week->world;
    for (int formal = 0; formal < 2; formal++) {
        for (size_t k = 0; k < world->requests.count; k++)
            week->observer->person[world->requests.at[k].receiver].reached = 0;
        for (size_t k = 0; k < world->requests.count; k++) {
            const struct request *request = &world->requests.at[k];
            uint8_t *reached = &week->observer->person[request->receiver].reached;
            if (request->formal == formal && request->stage & REQUEST_HELD)
                count_encounter(week, request);
            if (world->students.distress.level[request->receiver] == LEVEL_WELL)
                continue;
            unsigned now = SEEN;
            if (request->formal == formal) {
                now |= request->stage & REQUEST_OFFERED ? OFFERED : 0;
                now |= request->stage & REQUEST_ACCEPTED ? ACCEPTED : 0;
                now |= request->stage & REQUEST_HELD ? SUPPORTED : 0;
                now |= request->stage & REQUEST_HELD && !request->poor ? RELIEVED : 0;
            }
            unsigned fresh = now & ~(unsigned)*reached;
            *reached = (uint8_t)(*reached | now);
            week->count[WEEKLY_NOTICED] += formal == 0 && fresh & SEEN;
            for (size_t stage = 0; stage < sizeof stages / sizeof stages[0]; stage++)
                week->count[(int)stages[stage].informal + formal] += (fresh & stages[stage].stage) != 0;
        }
    }
}

/* A student's ties, counted. */
struct circle {
    int32_t ties, named, friends;
    bool together; /* some friend is in the same place */
    bool reached;  /* some friend is a supporter on duty */
};

static struct circle count_circle(const struct world *world, uint32_t row)
{
    struct circle circle = {0};
    const struct ties *ties = &world->ties;
    circle.ties = ties->row[row].count;
    for (uint32_t slot = ties->row[row].offset, end = slot + ties->row[row].count; slot < end; slot++) {
        if (ties->banked[slot] < world->named_at)
            continue;
        circle.named++;
        if (ties->banked[slot] < world->friend_at)
            continue;
        circle.friends++;
        uint32_t peer = world_row(world, ties->peer[slot]);
        circle.together = circle.together || world_together(world, row, peer);
        circle.reached = circle.reached || world->students.programme.role[peer] == ROLE_ON_DUTY;
    }
    return circle;
}

static void count_split(int32_t *counts, size_t stride, const int32_t values[SPLIT_COUNT])
{
    for (size_t split = 0; split < SPLIT_COUNT; split++)
        counts[split * stride] += values[split];
}

static void count_help(struct week *week, uint32_t row, bool distressed)
{
    const struct students *s = &week->world->students;
    int32_t since = s->help.supported_week[row];
    week->count[WEEKLY_UNMET] += distressed && (since == WEEK_NEVER || week->world->week - since >= UNMET_WEEKS);
    week->count[WEEKLY_WAITING] += s->services.care[row] == CARE_WAITING;
    week->count[WEEKLY_IN_CARE] += s->services.care[row] == CARE_RECEIVING;
    week->count[WEEKLY_SUPPORTERS_ON_DUTY] += s->programme.role[row] == ROLE_ON_DUTY;
    week->count[WEEKLY_SUPPORTERS_PAUSED] += s->programme.role[row] == ROLE_PAUSED;
    week->count[WEEKLY_ASSIGNED] += s->programme.assigned[row] != ID_NONE;
}

static void count_student(struct week *week, uint32_t row)
{
    const struct world *world = week->world;
    const struct students *s = &world->students;
    const struct observe_plan *plan = &week->observer->plan;
    struct circle circle = count_circle(world, row);
    bool distressed = s->distress.level[row] != LEVEL_WELL, teaching = s->calendar.place[row] != PLACE_AWAY;
    bool isolated = teaching && !circle.together, on_duty = s->programme.role[row] == ROLE_ON_DUTY;
    week->count[WEEKLY_STUDENTS]++;
    week->count[WEEKLY_DISTRESSED] += distressed;
    week->count[WEEKLY_SEVERE] += s->distress.level[row] == LEVEL_SEVERE;
    week->count[WEEKLY_TIES] += circle.ties;
    week->count[WEEKLY_NAMED_TIES] += circle.named;
    week->count[WEEKLY_FRIEND_TIES] += circle.friends;
    week->count[WEEKLY_FRIENDLESS] += circle.friends == 0;
    week->count[WEEKLY_TEACHING] += teaching;
    week->count[WEEKLY_ISOLATED] += isolated;
    week->count[WEEKLY_TEACHING_DISTRESSED] += teaching && distressed;
    week->count[WEEKLY_COVERED] += teaching && distressed && circle.together;
    count_help(week, row, distressed);
    size_t w = (size_t)world->week, years = (size_t)plan->years, sites = (size_t)plan->sites, weeks = (size_t)plan->weeks;
    const int32_t values[SPLIT_COUNT] = {[SPLIT_STUDENTS] = 1,         [SPLIT_DISTRESSED] = distressed,
                                         [SPLIT_ISOLATED] = isolated,  [SPLIT_FRIEND_TIES] = circle.friends,
                                         [SPLIT_SUPPORTERS] = on_duty, [SPLIT_REACHED] = on_duty || circle.reached};
    count_split(week->observer->by_year + w * years + s->calendar.year_of_course[row], weeks * years, values);
    if (s->calendar.place[row] >= 0)
        count_split(week->observer->by_site + w * sites + (size_t)s->calendar.place[row], weeks * sites, values);
    struct observe_person *person = &week->observer->person[row];
    person->teaching += teaching;
    person->isolated += isolated;
    person->run = isolated ? person->run + 1 : teaching ? 0 : person->run;
    person->longest = person->run > person->longest ? person->run : person->longest;
}

/* Time that teaching and the programme take. At most INT32_MAX: 40 h a week of 800,000 students. */
static void count_minutes(struct week *week)
{
    const struct world *world = week->world;
    double enrolled = 0;
    for (uint32_t row = 0; row < world->rows; row++)
        enrolled += world->students.person.enrolled[row];
    const double minutes[] = {60.0 / FIXED_ONE * (double)world->events.taught_hours,
                              60.0 / FIXED_ONE * (double)world->events.training_hours,
                              60 * world->duty_hours * enrolled + 60.0 / FIXED_ONE * (double)world->events.meeting_hours};
    for (int k = 0; k < 3; k++)
        week->count[WEEKLY_TAUGHT_MINUTES + k] = (int32_t)fmin(floor(minutes[k] + 0.5), INT32_MAX);
}

void observe_totals(struct observer *observer, const struct world *world)
{
    const struct world_week_events *events = &world->events;
    struct week week = {.observer = observer, .world = world};
    week.count[WEEKLY_ONSETS] = events->onsets;
    week.count[WEEKLY_RECOVERIES] = events->recoveries;
    week.count[WEEKLY_WORSENINGS] = events->worsenings;
    week.count[WEEKLY_INCIDENTS] = events->incidents;
    week.count[WEEKLY_EMERGENCIES] = events->emergencies;
    week.count[WEEKLY_REFERRED] = events->referred;
    week.count[WEEKLY_CARE_BEGUN] = events->care_begun;
    week.count[WEEKLY_TIE_BIRTHS] = events->tie_births;
    week.count[WEEKLY_TIE_DEATHS] = events->tie_deaths;
    week.count[WEEKLY_SUPPORTERS_STOPPED] = events->stopped;
    week.count[WEEKLY_ADVISED] = events->advised;
    week.count[WEEKLY_ASSIGNMENT_COST] = events->assignment_cost;
    count_requests(&week);
    count_minutes(&week);
    for (uint32_t row = 0; row < world->rows; row++)
        if (world->students.person.enrolled[row])
            count_student(&week, row);
    for (int v = 0; v < WEEKLY_COUNT; v++)
        observer->weekly[(size_t)v * (size_t)observer->plan.weeks + (size_t)world->week] = week.count[v];
}
