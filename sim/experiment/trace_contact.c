/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sentences of one contact: who noticed, was asked or came on duty; whether support was offered, with the chance and the
 * reasons; whether the student accepted, likewise; how they met, how it went, and what followed. The lines of one contact begin with
 * a dash, so that contacts can be counted.
 */
#include <math.h>

#include "experiment/trace.h"

const char *const trace_relation_words[TRACE_RELATIONS] = {"a friend", "an acquaintance", "met through the timetable only"};

/* "A (a friend, in year 3, 3.2 h together, chance of noticing 9 in 100)". */
static void tell_giver(FILE *text, const struct trace_week *week, const struct trace_other *other, bool noticed,
                       struct trace_cast *cast)
{
    char letter[8], chance[24];
    bool met = other->hours > 0;
    fprintf(text, "%s (%s", trace_letter(cast, other->id, letter),
            other->relation == TRACE_MATE && !met ? "not met that week" : trace_relation_words[other->relation]);
    if (other->year != week->person.year)
        fprintf(text, ", in year %d", other->year);
    if (met)
        fprintf(text, ", %.1f h together", other->hours);
    if (noticed)
        fprintf(text, ", chance of noticing %s", trace_percent(other->noticing, chance));
    fprintf(text, ")");
}

static void tell_outreach(FILE *text, const struct trace_outreach *outreach)
{
    char chance[24];
    fprintf(text, " (the chance of that was %s", trace_percent(outreach->chance, chance));
    if (outreach->by_severity > 1.005 || outreach->by_severity < 0.995)
        fprintf(text, "; that the simulated distress was severe made it %.2g times as likely", outreach->by_severity);
    if (outreach->by_training > 1.005 || outreach->by_training < 0.995)
        fprintf(text, "; training in reaching out made it %.2g times as likely", outreach->by_training);
    fprintf(text, ")");
}

/* Why a supporter pauses. */
static const char *pause_words(unsigned boundary)
{
    if (boundary == (BOUNDARY_DISTRESS | BOUNDARY_BURDEN))
        return "in simulated distress too, and carrying much of what others told";
    return boundary & BOUNDARY_DISTRESS ? "in simulated distress too"
           : boundary & BOUNDARY_BURDEN ? "carrying much of what others told"
                                        : "not back from the pause yet";
}

/* How a contact on duty began. */
static void tell_duty(FILE *text, const struct trace_contact *contact, const char *letter)
{
    if (contact->request.starter == STARTED_BY_RECEIVER)
        fprintf(text, " The student dropped in to talk with %s, a trained supporter on duty.", letter);
    else if (contact->weighed)
        fprintf(text, " As a trained supporter on duty, %s then approached the student all the same.", letter);
    else {
        fprintf(text, " As a trained supporter on duty%s, %s got in touch",
                contact->assigned ? " to whom the student is assigned" : "", letter);
        tell_outreach(text, &contact->outreach);
        fprintf(text, ".");
    }
}

static void tell_answer(FILE *text, const struct trace_week *week, const struct trace_contact *contact, struct trace_cast *cast)
{
    char chance[24];
    bool accepted = contact->request.stage & REQUEST_ACCEPTED;
    if (contact->answered) {
        fprintf(text, "\n    The student %s (the chance of accepting was %s).", accepted ? "accepted" : "did not accept",
                trace_chance(support_accept_logit(contact->accept), chance));
        trace_tell_reasons(text, DECIDES_ACCEPT, contact->accept, &cast->accept, week->week);
    } else if (contact->request.formal && contact->request.starter == STARTED_BY_GIVER) {
        fprintf(text, "\n    The student %s (the chance of accepting was %s).", accepted ? "accepted" : "did not accept",
                trace_chance(programme_approach_logit(contact->approach), chance));
        trace_tell_reasons(text, DECIDES_APPROACH, contact->approach, &cast->approach, week->week);
    }
}

/* A drop-in and an approach of one supporter in one week become one talk, and the other request is left over. */
static bool became_one_talk(const struct trace_week *week, const struct trace_contact *contact)
{
    for (size_t k = 0; k < week->contacts; k++) {
        const struct trace_contact *other = &week->contact[k];
        if (other->giver.id == contact->giver.id && other->request.formal == contact->request.formal &&
            (other->request.stage & REQUEST_HELD))
            return true;
    }
    return false;
}

static void tell_hand_on(FILE *text, const struct trace_week *week, const struct trace_contact *contact, struct trace_cast *cast,
                         const char *letter)
{
    char chance[24];
    bool referred = contact->request.referred;
    fprintf(text, " %s %s professional help%s%s (the chance of that was %s).", letter, referred ? "suggested" : "did not suggest",
            referred ? ": " : "", referred ? trace_channel_words[contact->request.referred] : "",
            trace_chance(help_hand_on_logit(contact->hand_on), chance));
    struct trace_member *giver = trace_cast_find(cast, contact->giver.id);
    if (giver)
        trace_tell_reasons(text, DECIDES_HAND_ON, contact->hand_on, &giver->hand_on, week->week);
}

static void tell_help(FILE *text, const struct trace_week *week, const struct trace_contact *contact,
                      const struct help_parameters *p, struct trace_cast *cast, const char *letter)
{
    static const char *const formats[] = {"They talked in person", "They talked on the phone", "They wrote messages"};
    const struct request *r = &contact->request;
    if (!(r->stage & REQUEST_ACCEPTED))
        return;
    if (!(r->stage & REQUEST_HELD)) {
        fprintf(text,
                became_one_talk(week, contact) ? "\n    It was one talk, told elsewhere in this week."
                                               : "\n    Nothing came of it: that week %s had no more time for it.",
                letter);
        return;
    }
    fprintf(text, "\n    %s. ", formats[r->format]);
    if (!r->poor)
        fprintf(text, "It went well and gave some relief.");
    else
        fprintf(text, "It went badly (dwelling on it together, say) and %s.",
                p->poor_relief < 0 ? "left the student feeling worse" : "gave little relief");
    if (contact->hands_on)
        tell_hand_on(text, week, contact, cast, letter);
    if (r->breached)
        fprintf(text, "\n    Later %s told somebody else what was said in confidence.", letter);
}

static void tell_offer(FILE *text, const struct trace_week *week, const struct trace_contact *contact, struct trace_cast *cast)
{
    char chance[24];
    bool asked = contact->request.starter == STARTED_BY_RECEIVER;
    const char *did = asked
                          ? (contact->offered_as_friend ? ", who agreed" : ", who declined")
                          : (contact->offered_as_friend ? " noticed and offered support" : " noticed and did not offer support");
    fprintf(text, "%s (the chance of %s was %s).", did, asked ? "agreeing" : "offering",
            trace_chance(support_offer_logit(contact->offer), chance));
    struct trace_member *giver = trace_cast_find(cast, contact->giver.id);
    if (giver)
        trace_tell_reasons(text, DECIDES_OFFER, contact->offer, &giver->offer, week->week);
    if (contact->paused && !contact->request.formal)
        fprintf(text, " A trained supporter, but pausing: %s.", pause_words(contact->boundary));
}

void trace_tell_contact(FILE *text, const struct trace_week *week, const struct trace_contact *contact,
                        const struct help_parameters *p, struct trace_cast *cast)
{
    char buffer[8];
    const char *letter = trace_letter(cast, contact->giver.id, buffer);
    bool asked = contact->weighed && contact->request.starter == STARTED_BY_RECEIVER;
    fprintf(text, "  - %s", asked ? "The student asked " : "");
    tell_giver(text, week, &contact->giver, contact->weighed && !asked, cast);
    if (contact->weighed)
        tell_offer(text, week, contact, cast);
    else
        fprintf(text, ":");
    if (contact->request.formal)
        tell_duty(text, contact, letter);
    tell_answer(text, week, contact, cast);
    tell_help(text, week, contact, p, cast, letter);
    fprintf(text, "\n");
}

static bool is_in_contact(const struct trace_week *week, uint32_t giver)
{
    for (size_t k = 0; k < week->contacts; k++)
        if (week->contact[k].giver.id == giver)
            return true;
    return false;
}

void trace_tell_assigned(FILE *text, const struct trace_week *week, struct trace_cast *cast)
{
    char letter[8];
    uint32_t id = week->duty.supporter.id;
    double chance = week->duty.available ? week->duty.outreach.chance : 0;
    if (!week->duty.assigned || is_in_contact(week, id))
        return;
    bool known = cast->duty.told && cast->duty.id == id && cast->duty.paused == week->duty.paused &&
                 cast->duty.available == week->duty.available && cast->duty.boundary == week->duty.boundary &&
                 fabs(cast->duty.chance - chance) < 0.005;
    if (known)
        return;
    cast->duty.told = true;
    cast->duty.id = id;
    cast->duty.paused = week->duty.paused;
    cast->duty.available = week->duty.available;
    cast->duty.boundary = week->duty.boundary;
    cast->duty.chance = chance;
    fprintf(text, "  %s, the trained supporter to whom the student is assigned, ", trace_letter(cast, id, letter));
    if (week->duty.paused) {
        fprintf(text, "was pausing: %s", pause_words(week->duty.boundary));
    } else if (!week->duty.available) {
        fprintf(text, "was not on duty that week");
    } else {
        fprintf(text, "noticed nothing and might have come forward all the same");
        tell_outreach(text, &week->duty.outreach);
    }
    fprintf(text, ".\n");
}
