/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sentences of one contact: who noticed, was asked or came on duty; whether support was offered, with the chance and the
 * reasons; whether the student accepted, likewise; how they met, how it went, and what followed. The lines of one contact begin with
 * a dash, so that contacts can be counted.
 */
#include "experiment/trace.h"

const char *const trace_relation_words[TRACE_RELATIONS] = {"a friend", "an acquaintance", "met through the timetable only"};

/* "A (a friend, in year 3, 3.2 h together)". */
static void tell_giver(FILE *text, const struct trace_week *week, const struct trace_other *other, struct trace_cast *cast)
{
    char letter[8];
    bool met = other->hours > 0;
    fprintf(text, "%s (%s", trace_letter(cast, other->id, letter),
            other->relation == TRACE_MATE && !met ? "not met that week" : trace_relation_words[other->relation]);
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

static void tell_answer(FILE *text, const struct trace_week *week, const struct trace_contact *contact, struct trace_cast *cast)
{
    char chance[24];
    bool accepted = contact->request.stage & REQUEST_ACCEPTED;
    if (contact->answered) {
        fprintf(text, "\n    The student %s (the chance of accepting was %s).", accepted ? "accepted" : "did not accept",
                trace_chance(support_accept_logit(contact->accept), chance));
        trace_tell_accept(text, contact->accept, &cast->accept, week->week);
    } else if (contact->request.formal && contact->request.starter == STARTED_BY_GIVER) {
        fprintf(text, " The student %s.", accepted ? "accepted" : "did not accept");
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

static void tell_help(FILE *text, const struct trace_week *week, const struct trace_contact *contact,
                      const struct help_parameters *p, const char *letter)
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
    if (r->referred)
        fprintf(text, " %s suggested professional help: %s.", letter, trace_channel_words[r->referred]);
    if (r->breached)
        fprintf(text, " Later %s told somebody else what was said in confidence.", letter);
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
        trace_tell_offer(text, contact->offer, &giver->offer, week->week);
}

void trace_tell_contact(FILE *text, const struct trace_week *week, const struct trace_contact *contact,
                        const struct help_parameters *p, struct trace_cast *cast)
{
    char buffer[8];
    const char *letter = trace_letter(cast, contact->giver.id, buffer);
    bool asked = contact->weighed && contact->request.starter == STARTED_BY_RECEIVER;
    fprintf(text, "  - %s", asked ? "The student asked " : "");
    tell_giver(text, week, &contact->giver, cast);
    if (contact->weighed)
        tell_offer(text, week, contact, cast);
    else
        fprintf(text, ":");
    if (contact->request.formal)
        tell_duty(text, contact, letter);
    tell_answer(text, week, contact, cast);
    tell_help(text, week, contact, p, letter);
    fprintf(text, "\n");
}
