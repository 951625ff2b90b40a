/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looks at one person while a week runs. Each fact is read after the step that uses or makes it, because later steps of the same
 * week change what was decided by: distress (stressors, friends' levels, relief and care), support (who was met, who noticed,
 * terms of offering and accepting), programme (who came on duty, trace_look_duty.c), seeking (where the person turned), help (what became
 * of each, terms of handing on), services (care).
 * Friends' influence is asked of distress.c with the levels before its step.
 */
#include "experiment/trace.h"

#include <stdlib.h>

#include "base/fixed.h"
#include "world/contact.h"
#include "world/placement.h"

struct trace_other trace_other_of(const struct world *world, uint32_t row, uint32_t tie, double hours)
{
    bool friend = tie != TIE_NONE && world->ties.banked[tie] >= world->friend_at;
    return (struct trace_other){.id = world->students.person.id[row],
                                .relation = friend            ? TRACE_FRIEND
                                            : tie != TIE_NONE ? TRACE_ACQUAINTANCE
                                                              : TRACE_MATE,
                                .year = world->students.calendar.year_of_course[row] + 1,
                                .hours = hours};
}

/* Longer first, then by id. */
static void keep_longest(struct trace_week *week, struct trace_other other)
{
    for (int k = 0; k < TRACE_LONGEST; k++) {
        struct trace_other *at = &week->met.longest[k];
        bool before =
            k >= week->met.longest_count || other.hours > at->hours || (!(other.hours < at->hours) && other.id < at->id);
        if (!before)
            continue;
        struct trace_other moved = *at;
        *at = other;
        other = moved;
        if (k >= week->met.longest_count) {
            week->met.longest_count = k + 1;
            return;
        }
    }
}

static void meet(struct trace_week *week, struct trace_other other)
{
    week->met.people[other.relation]++;
    week->met.hours[other.relation] += other.hours;
    week->met.unseen[other.relation] *= 1 - other.noticing;
    keep_longest(week, other);
}

static struct trace_other met_of(const struct world *world, const struct noticing_parameters *p, uint32_t row,
                                 const struct contact *contact, uint32_t tie)
{
    struct trace_other other = trace_other_of(world, contact->row, tie, fixed_to(contact->hours));
    other.noticing = noticing_chance(world, p, row, contact->row, other.hours);
    return other;
}

/* Everyone whom the person met: those tied, and those put together by the timetable (as noticing.c goes through them). */
static void look_at_meetings(struct trace_week *week, const struct world *world, const struct noticing_parameters *p,
                             uint32_t row)
{
    const struct tie_row *r = &world->ties.row[row];
    for (int relation = 0; relation < TRACE_RELATIONS; relation++)
        week->met.unseen[relation] = 1;
    for (uint32_t slot = r->offset; slot < r->offset + r->count; slot++)
        if (world->ties.met[slot] > 0)
            meet(week, met_of(world, p, row,
                              &(struct contact){.row = world_row(world, world->ties.peer[slot]), .hours = world->ties.met[slot]},
                              slot));
    uint32_t met[CONTACT_STRANGERS_MAX];
    struct contact contact;
    size_t count = contact_met_at_all(world, row, met);
    for (size_t k = 0; k < count; k++)
        if (contact_stranger(world, row, met, k, &contact))
            meet(week, met_of(world, p, row, &contact, TIE_NONE));
    double presence = (double)world->students.encounters.presence[row], hours = 0;
    for (int relation = 0; relation < TRACE_RELATIONS; relation++)
        hours += week->met.hours[relation];
    week->met.missed = presence > 0 ? hours * (1 - presence) / presence : 0;
}

static double hours_with(const struct world *world, uint32_t row, uint32_t other, uint32_t tie)
{
    if (tie != TIE_NONE)
        return fixed_to(world->ties.met[tie]);
    int32_t hours = 0;
    for (int layer = 0; layer < world->layers; layer++)
        hours += contact_layer_hours(world, (enum group_layer)layer, row, other);
    return fixed_to(hours);
}

static struct trace_other giver_of(const struct world *world, uint32_t row, const struct request *r)
{
    return trace_other_of(world, r->giver, r->tie, hours_with(world, row, r->giver, r->tie));
}

static bool add_contact(struct trace_week *week, const struct trace_contact *contact)
{
    if (week->contacts == week->capacity) {
        size_t capacity = 2 * week->capacity + 16;
        struct trace_contact *grown = realloc(week->contact, capacity * sizeof *grown);
        if (!grown)
            return false;
        week->contact = grown;
        week->capacity = capacity;
    }
    week->contact[week->contacts++] = *contact;
    return true;
}

/* After seeking: where the person turned, and what spoke against it. */
static void look_at_seeking(struct trace_week *week, const struct world *world, const struct seeking_parameters *p, uint32_t row)
{
    week->help.sought = (enum student_channel)world->students.seeking.sought[row];
    if (week->help.sought != CHANNEL_NOBODY)
        seeking_against(world, p, row, week->help.sought, week->help.against);
    for (int k = 0; k < SEEKING_TERMS; k++)
        week->help.against[k] = -week->help.against[k];
}

/* What a friend, a mate or the one who was asked weighed, and the person. */
static void weigh(struct trace_contact *contact, const struct world *world, const struct week_parameters *p, uint32_t row)
{
    const struct request *r = &contact->request;
    bool asked = r->starter == STARTED_BY_RECEIVER;
    contact->weighed = true;
    contact->offered_as_friend = r->stage & REQUEST_OFFERED;
    contact->answered = contact->offered_as_friend && !asked;
    contact->giver.noticing = noticing_chance(world, &p->noticing, row, r->giver, contact->giver.hours);
    support_offer_terms(world, &p->support, row, r->giver, r->tie, asked, contact->offer);
    support_accept_terms(world, &p->support, row, r->tie, contact->accept);
}

/* Requests that steps add come after the others, in the same order; friends' are seen before the programme takes some of them up. */
bool trace_look_at_requests(struct trace_week *week, const struct world *world, const struct week_parameters *p, uint32_t row)
{
    size_t at = 0;
    for (size_t k = 0; k < world->requests.count; k++) {
        const struct request *r = &world->requests.at[k];
        if (r->receiver != row)
            continue;
        if (at == week->contacts) {
            struct trace_contact contact = {.giver = giver_of(world, row, r), .request = *r};
            if (!r->formal)
                weigh(&contact, world, p, row);
            if (!add_contact(week, &contact))
                return false;
        }
        week->contact[at].request = *r;
        week->contact[at++].assigned = world->students.programme.assigned[row] == world->students.person.id[r->giver];
    }
    return true;
}

/* After help: what became of each, and what the giver weighed in handing on. */
static bool look_at_help(struct trace_week *week, const struct world *world, const struct week_parameters *all, uint32_t row)
{
    const struct help_parameters *p = &all->help;
    if (!trace_look_at_requests(week, world, all, row))
        return false;
    for (size_t k = 0; k < week->contacts; k++) {
        struct trace_contact *contact = &week->contact[k];
        contact->hands_on = (contact->request.stage & REQUEST_HELD) && world->students.distress.level[row] != LEVEL_WELL;
        help_hand_on_terms(world, p, &contact->request, contact->hand_on);
    }
    week->help.relief = p->relief > 0 ? (double)world->students.help.relief[row] / p->relief : 0;
    week->help.care_before = world->students.services.care[row];
    return true;
}

static void look_at_services(struct trace_week *week, const struct world *world, uint32_t row)
{
    const struct students *s = &world->students;
    bool service = student_channel_is_professional((int)week->help.sought);
    week->help.care = s->services.care[row];
    week->help.care_renewed = week->help.care != CARE_NONE && s->services.care_week[row] == world->week;
    week->help.followed = (enum student_channel)s->seeking.follows[row];
    bool wanted = week->help.care_before == CARE_WAITING ||
                  (week->help.care_before == CARE_NONE && (service || week->help.followed != CHANNEL_NOBODY));
    week->help.stayed_away = wanted && week->help.care == CARE_NONE && s->distress.level[row] != LEVEL_WELL;
}

static void look_at_distress(struct trace_week *week, const struct world *world, const struct distress_parameters *p,
                             uint32_t row, uint8_t *before)
{
    struct world earlier = *world;
    earlier.students.distress.level = before; /* which is only read */
    const struct tie_row *r = &world->ties.row[row];
    week->distress.before = before[row];
    week->distress.after = world->students.distress.level[row];
    week->distress.struck = world->students.distress.struck[row];
    distress_stressors(world, p, row, week->distress.struck, week->distress.factor, week->distress.present);
    week->distress.by_friends = distress_friends_factor(&earlier, p, row);
    week->distress.by_help = distress_help_factor(world, p, row);
    for (uint32_t slot = r->offset; slot < r->offset + r->count; slot++) {
        bool ill = before[world_row(world, world->ties.peer[slot])] != LEVEL_WELL;
        bool friend = world->ties.banked[slot] >= world->friend_at;
        week->distress.friends += friend;
        week->distress.friends_distressed += friend && ill;
        week->distress.others += !friend;
        week->distress.others_distressed += !friend && ill;
    }
}

static void begin_week(struct trace_week *week, const struct world *world, uint32_t row)
{
    struct trace_contact *contact = week->contact;
    size_t capacity = week->capacity;
    const struct students *s = &world->students;
    *week = (struct trace_week){.week = world->week, .contact = contact, .capacity = capacity};
    week->person.graduated = row == ROW_NONE;
    week->person.enrolled = row != ROW_NONE && s->person.enrolled[row];
    if (!week->person.enrolled)
        return;
    week->person.alone = s->calendar.place[row] >= 0 && placement_is_alone(world, row);
    week->person.year = s->calendar.year_of_course[row] + 1;
    week->person.season = s->calendar.season[row];
    week->person.place = s->calendar.place[row];
}

bool trace_look(struct trace_week *week, const struct world *world, const struct week_parameters *p, uint32_t id,
                enum week_stage stage, uint8_t *before)
{
    uint32_t row = world_row(world, id);
    if (stage == WEEK_DISTRESS)
        begin_week(week, world, row);
    if (week->week != world->week || !week->person.enrolled)
        return true;
    switch (stage) {
    case WEEK_DISTRESS:
        look_at_distress(week, world, &p->distress, row, before);
        return true;
    case WEEK_SUPPORT:
        look_at_meetings(week, world, &p->noticing, row);
        return trace_look_at_requests(week, world, p, row);
    case WEEK_PROGRAMME:
        return trace_look_at_duty(week, world, p, row);
    case WEEK_SEEKING:
        look_at_seeking(week, world, &p->seeking, row);
        return trace_look_at_requests(week, world, p, row);
    case WEEK_HELP:
        return look_at_help(week, world, p, row);
    case WEEK_SERVICES:
        look_at_services(week, world, row);
        return true;
    default:
        return true;
    }
}
