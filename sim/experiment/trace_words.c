/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sentences of one week of an episode, in the order of the model's week: where the person was; onset and what added to it;
 * who was met, for how long, and how much of the usual time was missed; who noticed, was asked or came as a supporter
 * (trace_contact.c); what is left of the relief; professional care; recovery, worsening, easing. Written for
 * people who take part in courses, not for modellers: no names of parameters, no states of the program.
 */
#include "experiment/trace.h"

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
    char letter[8], chance[24];
    for (int r = 0; r < TRACE_RELATIONS; r++) {
        int people = week->met.people[r];
        if (people == 0)
            continue;
        fprintf(text, "%s%d %s (%.1f hours; %s%s)", before, people, several(people, one[r], many[r]), week->met.hours[r],
                before[0] == ',' ? "" : "chance that any of them noticed: ", trace_percent(1 - week->met.unseen[r], chance));
        before = ", ";
    }
    if (before[0] != ',') {
        fprintf(text, "  Met nobody from the course, so nobody could see it.\n");
        return;
    }
    if (week->met.missed >= 0.05)
        fprintf(text, ", and missed about %.1f hours of the usual time with them", week->met.missed);
    fprintf(text, ". Longest, with the chance that each noticed: ");
    for (int k = 0; k < week->met.longest_count; k++) {
        const struct trace_other *other = &week->met.longest[k];
        fprintf(text, "%s%s (%s, %.1f h, %s)", k ? ", " : "", trace_letter(cast, other->id, letter),
                trace_relation_words[other->relation], other->hours, trace_percent(other->noticing, chance));
    }
    fprintf(text, ".\n");
}

const char *const trace_channel_words[CHANNELS] = {
    "nobody", "a friend", "a trained supporter", "the Faculty's services and staff", "university counselling", "a family doctor", "family or others outside the course"};

/* Where the student turned, and what made it hard all the same. */
static void tell_sought(FILE *text, const struct trace_week *week, struct trace_cast *cast)
{
    if (week->help.sought == CHANNEL_NOBODY)
        return;
    fprintf(text, "  The student decided to turn to %s.", trace_channel_words[week->help.sought]);
    trace_tell_reasons(text, DECIDES_AGAINST, week->help.against, &cast->against, week->week);
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
    if (week->help.followed != CHANNEL_NOBODY && before == CARE_NONE)
        fprintf(text, "  The student followed the suggestion to go to %s.\n", trace_channel_words[week->help.followed]);
    if (week->help.stayed_away) {
        fprintf(text, "  The student was given a place in professional care, but did not come.\n");
        return;
    }
    if (ended)
        fprintf(text, "  The course of professional care ended.\n");
    if (joined)
        fprintf(text, "  The student sought professional care%s and %s.\n",
                week->help.followed != CHANNEL_NOBODY ? ", as was suggested," : "",
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
    tell_sought(text, week, cast);
    for (size_t k = 0; k < week->contacts; k++)
        trace_tell_contact(text, week, &week->contact[k], &p->help, cast);
    trace_tell_assigned(text, week, cast);
    if (week->contacts == 0)
        fprintf(text, week->help.sought ? "  Nobody on the course noticed.\n" : "  Nobody noticed, and the student asked nobody.\n");
    if (week->help.relief >= 0.05 || week->help.relief <= -0.05)
        fprintf(text, "  Relief felt by now: %.1f, where a good talk in person gives 1.\n", week->help.relief);
    tell_care(text, week);
}
