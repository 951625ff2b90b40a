/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sentences of one week of an episode, in the order of the model's week: where the person was; onset and what added to it;
 * who was met, for how long, and how much of the usual time was missed; a line for each who noticed, was asked or came as a
 * supporter, with why and what followed; what is left of the relief; professional care; recovery, worsening, easing. Written for
 * people who take part in courses, not for modellers: no names of parameters, no states of the program.
 */
#include "experiment/trace.h"

#include <stdlib.h>

static const char *const relation_words[TRACE_RELATIONS] = {"a friend", "an acquaintance", "met through the timetable only"};

const char *trace_letter(struct trace_cast *cast, uint32_t id, char buffer[8])
{
    size_t at = 0;
    while (at < cast->count && cast->id[at] != id)
        at++;
    if (at == cast->capacity) {
        uint32_t *grown = realloc(cast->id, (2 * at + 32) * sizeof *grown);
        if (!grown) {
            cast->failed = true;
            return "?";
        }
        cast->id = grown;
        cast->capacity = 2 * at + 32;
    }
    if (at == cast->count)
        cast->id[cast->count++] = id;
    int first = 7;
    buffer[first] = '\0';
    for (size_t left = at + 1; left > 0 && first > 0; left = (left - 1) / 26)
        buffer[--first] = (char)('A' + (left - 1) % 26);
    return buffer + first;
}

static void tell_where(FILE *text, const struct trace_week *week)
{
    fprintf(text, "\nWeek %d (", week->week);
    if (week->person.season == CALENDAR_BREAK)
        fprintf(text, "break");
    else if (week->person.place == PLACE_CAMPUS)
        fprintf(text, "on campus");
    else if (week->person.place >= 0)
        fprintf(text, "on placement at site %d%s", week->person.place + 1, week->person.alone ? ", alone there" : "");
    else
        fprintf(text, "without a place");
    fprintf(text, "%s)\n", week->person.season == CALENDAR_EXAM ? ", exams" : "");
}

static bool matters(double factor)
{
    return factor <= 0.995 || factor >= 1.005;
}

static void tell_friends(FILE *text, const struct trace_week *week, const struct distress_parameters *p)
{
    fprintf(text, "  In simulated distress themselves were %d of %d friends and %d of %d acquaintances",
            week->distress.friends_distressed, week->distress.friends, week->distress.others_distressed, week->distress.others);
    if (p->influence == INFLUENCE_NONE)
        fprintf(text, "; in this scenario that has no bearing.\n");
    else if (matters(week->distress.by_friends))
        fprintf(text, "; how friends were made it %.2g times as likely.\n", week->distress.by_friends);
    else
        fprintf(text, "; that made no difference.\n");
}

static void tell_onset(FILE *text, const struct trace_week *week, const struct distress_parameters *p)
{
    static const char *const words[STRESSORS] = {
        "exams",
        "being on placement",
        "being alone at the site",
        "the first months of a new phase of the course",
        "an incident that struck the student",
        "an incident that struck the whole group or team",
        "an incident that struck everyone at the site",
    };
    fprintf(text, "  The simulated distress began.");
    const char *before = " What changed the risk: ";
    for (int k = 0; k < STRESSORS; k++)
        if (week->distress.present[k] && matters(week->distress.factor[k])) {
            fprintf(text, "%s%s (%.2g times as likely)", before, words[k], week->distress.factor[k]);
            before = ", ";
        }
    fprintf(text, before[0] == ',' ? ".\n" : " Nothing in that week changed the usual risk.\n");
    tell_friends(text, week, p);
}

static void tell_level(FILE *text, const struct trace_week *week)
{
    if (week->distress.before == LEVEL_DISTRESSED && week->distress.after == LEVEL_SEVERE)
        fprintf(text, "  The simulated distress became severe.\n");
    if (week->distress.before == LEVEL_SEVERE && week->distress.after == LEVEL_DISTRESSED)
        fprintf(text, "  The simulated distress eased; it is no longer severe.\n");
    if (week->distress.struck & STRUCK_EMERGENCY)
        fprintf(text, "  There was an emergency, in which no one is bound to keep a confidence.\n");
}

static const char *several(int count, const char *one, const char *many)
{
    return count == 1 ? one : many;
}

static void tell_meetings(FILE *text, const struct trace_week *week, struct trace_cast *cast)
{
    static const char *const one[] = {"friend", "acquaintance", "other student"};
    static const char *const many[] = {"friends", "acquaintances", "other students"};
    const char *before = "  Met ";
    char letter[8];
    for (int r = 0; r < TRACE_RELATIONS; r++) {
        int people = week->met.people[r];
        if (people == 0)
            continue;
        fprintf(text, "%s%d %s (%.1f hours)", before, people, several(people, one[r], many[r]), week->met.hours[r]);
        before = ", ";
    }
    if (before[0] != ',') {
        fprintf(text, "  Met nobody from the course, so nobody could see it.\n");
        return;
    }
    if (week->met.missed >= 0.05)
        fprintf(text, ", and missed about %.1f hours of the usual time with them", week->met.missed);
    fprintf(text, ". Longest: ");
    for (int k = 0; k < week->met.longest_count; k++) {
        const struct trace_other *other = &week->met.longest[k];
        fprintf(text, "%s%s (%s, %.1f h)", k ? ", " : "", trace_letter(cast, other->id, letter), relation_words[other->relation],
                other->hours);
    }
    fprintf(text, ".\n");
}

/* "A (a friend, year 3, 3.2 h together)". */
static void tell_giver(FILE *text, const struct trace_week *week, const struct trace_other *other, struct trace_cast *cast)
{
    char letter[8];
    bool met = other->hours > 0;
    fprintf(text, "%s (%s", trace_letter(cast, other->id, letter),
            other->relation == TRACE_MATE && !met ? "not met that week" : relation_words[other->relation]);
    if (other->year != week->person.year)
        fprintf(text, ", in year %d", other->year);
    if (met)
        fprintf(text, ", %.1f h together", other->hours);
    fprintf(text, ")");
}

/* How a contact on duty began. */
static void tell_duty(FILE *text, const struct trace_contact *contact, const char *letter)
{
    if (contact->request.starter == STARTED_BY_RECEIVER)
        fprintf(text, " The student dropped in to talk with %s, a trained supporter on duty.", letter);
    else if (contact->weighed)
        fprintf(text, " As a trained supporter on duty, %s then approached the student all the same.", letter);
    else
        fprintf(text, " As a trained supporter on duty%s, %s got in touch.",
                contact->assigned ? " to whom the student is assigned" : "", letter);
}

static void tell_answer(FILE *text, const struct trace_contact *contact)
{
    char chance[24];
    bool accepted = contact->request.stage & REQUEST_ACCEPTED;
    if (contact->answered) {
        fprintf(text, "\n    The student %s (the chance of accepting was %s).", accepted ? "accepted" : "did not accept",
                trace_chance(support_accept_logit(contact->accept), chance));
        trace_tell_accept(text, contact->accept);
    } else if (contact->request.formal && contact->request.starter == STARTED_BY_GIVER) {
        fprintf(text, " The student %s.", accepted ? "accepted" : "did not accept");
    }
}

static void tell_help(FILE *text, const struct trace_contact *contact, const struct help_parameters *p, const char *letter)
{
    static const char *const formats[] = {"They talked in person", "They talked on the phone", "They wrote messages"};
    const struct request *r = &contact->request;
    if (!(r->stage & REQUEST_ACCEPTED))
        return;
    if (!(r->stage & REQUEST_HELD)) {
        fprintf(text, "\n    Nothing came of it: that week %s had no more time for it.", letter);
        return;
    }
    fprintf(text, "\n    %s. ", formats[r->format]);
    if (!r->poor)
        fprintf(text, "It went well and gave some relief.");
    else
        fprintf(text, "It went badly (dwelling on it together, say) and %s.",
                p->poor_relief < 0 ? "left the student feeling worse" : "gave little relief");
    if (r->referred)
        fprintf(text, " %s suggested professional help.", letter);
    if (r->breached)
        fprintf(text, " Later %s told somebody else what was said in confidence.", letter);
}

static void tell_contact(FILE *text, const struct trace_week *week, const struct trace_contact *contact,
                         const struct help_parameters *p, struct trace_cast *cast)
{
    char buffer[8], chance[24];
    const char *letter = trace_letter(cast, contact->giver.id, buffer);
    bool asked = contact->request.starter == STARTED_BY_RECEIVER;
    fprintf(text, "  - ");
    if (contact->weighed && asked)
        fprintf(text, "The student asked ");
    tell_giver(text, week, &contact->giver, cast);
    if (contact->weighed) {
        const char *did = asked ? (contact->offered_as_friend ? ", who agreed" : ", who declined")
                                : (contact->offered_as_friend ? " noticed and offered support" : " noticed and did not offer support");
        fprintf(text, "%s (the chance of %s was %s).", did, asked ? "agreeing" : "offering",
                trace_chance(support_offer_logit(contact->offer), chance));
        trace_tell_offer(text, contact->offer);
    } else {
        fprintf(text, ":");
    }
    if (contact->request.formal)
        tell_duty(text, contact, letter);
    tell_answer(text, contact);
    tell_help(text, contact, p, letter);
    fprintf(text, "\n");
}

static void tell_care(FILE *text, const struct trace_week *week)
{
    bool referred = false;
    for (size_t k = 0; k < week->contacts; k++)
        referred = referred || week->contact[k].request.referred;
    int before = week->help.care_before, now = week->help.care;
    bool ended = before == CARE_RECEIVING && (now != CARE_RECEIVING || week->help.care_renewed);
    bool joined = now != CARE_NONE && (before == CARE_NONE || ended);
    if (ended)
        fprintf(text, "  The course of professional care ended.\n");
    if (joined)
        fprintf(text, "  The student sought professional care%s and %s.\n", referred ? ", as was suggested," : "",
                now == CARE_RECEIVING ? "began it at once" : "joined the waiting list");
    else if (before == CARE_WAITING && now == CARE_RECEIVING)
        fprintf(text, "  A place became free: professional care began.\n");
    else if (referred && before == CARE_NONE)
        fprintf(text, "  The student did not follow the suggestion of professional help.\n");
    else if (now == CARE_WAITING)
        fprintf(text, "  Still on the waiting list for professional care.\n");
    else if (now == CARE_RECEIVING)
        fprintf(text, "  In professional care.\n");
}

static void tell_recovery(FILE *text, const struct trace_week *week)
{
    fprintf(text, "  The simulated distress ended.");
    if (matters(week->distress.by_help))
        fprintf(text, " Relief and care, as they were still felt, made that %.2g times as likely.", week->distress.by_help);
    fprintf(text, "\n");
}

void trace_tell(FILE *text, const struct trace_week *week, const struct week_parameters *p, struct trace_cast *cast, bool begins)
{
    tell_where(text, week);
    if (week->distress.after == LEVEL_WELL) {
        tell_recovery(text, week);
        return;
    }
    if (begins)
        tell_onset(text, week, &p->distress);
    tell_level(text, week);
    tell_meetings(text, week, cast);
    for (size_t k = 0; k < week->contacts; k++)
        tell_contact(text, week, &week->contact[k], &p->help, cast);
    if (week->contacts == 0)
        fprintf(text, "  Nobody noticed, and the student asked nobody.\n");
    if (week->help.relief >= 0.05 || week->help.relief <= -0.05)
        fprintf(text, "  Relief felt by now: %.1f, where a good talk in person gives 1.\n", week->help.relief);
    tell_care(text, week);
}
