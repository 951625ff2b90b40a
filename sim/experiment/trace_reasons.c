/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reasons in words. A decision is taken with probability 1 / (1 + exp(−sum of terms)); the terms are those of support.c, programme.c and help.c. A term above 0
 * speaks for, one below 0 against. How much: strongly from 1, clearly from 0.4, slightly from 0.1 (on the scale of the sum, where 1
 * turns a chance of 50 in 100 into 73); smaller ones are left out. Order: from the largest in size to the smallest, equal ones as in the law. What was
 * told of the same student before, and has not changed, is not told again.
 */
#include "experiment/trace.h"

#include <math.h>
#include <stdlib.h>

static const double STRONGLY = 1, CLEARLY = 0.4, SLIGHTLY = 0.1;

/* What a term means when it speaks for and when it speaks against. */
struct reason {
    const char *for_it, *against;
};

static const struct reason offer_reasons[OFFER_TERMS] = {
    [OFFER_BASE] = {"it is easy to raise", "it is hard to raise at all"},
    [OFFER_TIE] = {"how close the two are", "how close the two are"},
    [OFFER_NORM] = {"feels that students look after each other here", "does not feel that students look after each other here"},
    [OFFER_EMPATHY] = {"feels with others easily", "does not feel with others easily"},
    [OFFER_SELF_EFFICACY] = {"trusts their own ability to help", "doubts their own ability to help"},
    [OFFER_LITERACY] = {"knows a good deal about mental health", "knows little about mental health"},
    [OFFER_CLARITY] = {"is clear about what a fellow student can and cannot do",
                       "is unsure what a fellow student can and cannot do"},
    [OFFER_UNSURE] = {"", "knowing little and being unsure of one's part make each other worse"},
    [OFFER_STIGMA] = {"does not think less of people who struggle", "thinks less of people who struggle"},
    [OFFER_CONFIDENTIALITY] = {"is not worried about keeping confidences", "is worried about keeping confidences"},
    [OFFER_SEVERE] = {"", "it looked like more than a fellow student can help with"},
    [OFFER_OWN_DISTRESS] = {"is in simulated distress too", "is in simulated distress too"},
    [OFFER_BURDEN] = {"", "is already carrying what others told them"},
    [OFFER_CROWDING] = {"", "trained supporters are there for that"},
    [OFFER_ASKED] = {"was asked directly", "was asked directly"},
};

static const struct reason accept_reasons[ACCEPT_TERMS] = {
    [ACCEPT_BASE] = {"it is easy to accept help", "it is hard to accept help at all"},
    [ACCEPT_STIGMA] = {"does not expect to be thought less of", "expects to be thought less of"},
    [ACCEPT_CAREER] = {"does not fear for their career", "fears for their career"},
    [ACCEPT_TRUST] = {"trusts the one who offers", "trusts the one who offers"},
    [ACCEPT_BROKEN] = {"", "the one who offers broke a confidence before"},
};

static const struct reason against_reasons[SEEKING_TERMS] = {
    [BARRIER_CAREER] = {"", "fears for their career"},
    [BARRIER_NOT_HELPFUL] = {"", "doubts that it would help"},
    [BARRIER_CONFIDENTIALITY] = {"", "is afraid that it would not stay between the two"},
    [BARRIER_STIGMA] = {"", "expects to be thought less of"},
    [BARRIER_TIME] = {"", "has hardly any time for it"},
    [SEEKING_AVOIDED] = {"", "is or will be placed there"},
};

static const struct reason approach_reasons[APPROACH_TERMS] = {
    [APPROACH_BASE] = {"it is easy to accept help from a programme", "it is hard to accept help from a programme"},
    [APPROACH_STIGMA] = {"does not expect to be thought less of", "expects to be thought less of"},
    [APPROACH_CAREER] = {"does not fear for their career", "fears for their career"},
    [APPROACH_PROGRAMME] = {"trusts the programme", "does not trust the programme"},
    [APPROACH_TRUST] = {"trusts the supporter", "trusts the supporter"},
    [APPROACH_BROKEN] = {"", "the supporter broke a confidence before"},
};

static const struct reason hand_on_reasons[HAND_ON_TERMS] = {
    [HAND_ON_BASE] = {"it is easy to suggest", "it is not suggested lightly"},
    [HAND_ON_LITERACY] = {"knows a good deal about mental health", "knows little about mental health"},
    [HAND_ON_CLARITY] = {"is clear about what a fellow student can and cannot do",
                         "is unsure what a fellow student can and cannot do"},
    [HAND_ON_SEVERE] = {"the simulated distress was severe", "the simulated distress was severe"},
    [HAND_ON_FORMAL] = {"it belongs to a supporter's role", "it belongs to a supporter's role"},
    [HAND_ON_BOUNDARY] = {"it was beyond a supporter's role", "it was beyond a supporter's role"},
    [HAND_ON_ADVICE] = {"asked for advice on call", "asked for advice on call"},
    [HAND_ON_EMERGENCY] = {"it was an emergency", ""},
    [HAND_ON_CONFIDENTIALITY] = {"is not worried about keeping confidences", "is worried about keeping confidences"},
};

static const struct {
    const struct reason *words;
    int terms;
} decisions[DECISIONS] = {
    [DECIDES_OFFER] = {offer_reasons, OFFER_TERMS},
    [DECIDES_ACCEPT] = {accept_reasons, ACCEPT_TERMS},
    [DECIDES_APPROACH] = {approach_reasons, APPROACH_TERMS},
    [DECIDES_HAND_ON] = {hand_on_reasons, HAND_ON_TERMS},
    [DECIDES_AGAINST] = {against_reasons, SEEKING_TERMS},
};

const char *trace_chance(double logit, char buffer[24])
{
    return trace_percent(1 / (1 + exp(-logit)), buffer);
}

const char *trace_percent(double probability, char buffer[24])
{
    double percent = 100 * probability;
    if (percent < 0.5)
        snprintf(buffer, 24, "under 1 in 100");
    else if (percent >= 99.5)
        snprintf(buffer, 24, "over 99 in 100");
    else
        snprintf(buffer, 24, "%.0f in 100", percent);
    return buffer;
}

static int weight_of(double term)
{
    double size = fabs(term);
    int weight = size >= STRONGLY ? 3 : size >= CLEARLY ? 2 : size >= SLIGHTLY ? 1 : 0;
    return term < 0 ? -weight : weight;
}

/* The terms that count, from the largest in size to the smallest. */
static struct trace_reasons sort_reasons(const double *terms, int count)
{
    struct trace_reasons reasons = {0};
    for (int k = 0; k < count; k++) {
        int weight = weight_of(terms[k]), at = reasons.count;
        if (weight == 0)
            continue;
        for (; at > 0 && fabs(terms[reasons.at[at - 1].term]) < fabs(terms[k]); at--)
            reasons.at[at] = reasons.at[at - 1];
        reasons.at[at].term = k;
        reasons.at[at].weight = weight;
        reasons.count++;
    }
    return reasons;
}

static bool same_reasons(const struct trace_reasons *a, const struct trace_reasons *b)
{
    bool same = a->count == b->count;
    for (int k = 0; k < a->count && same; k++)
        same = a->at[k].term == b->at[k].term && a->at[k].weight == b->at[k].weight;
    return same;
}

void trace_tell_reasons(FILE *text, enum trace_decision decision, const double *terms, struct trace_reasons *last, int32_t week)
{
    static const char *const much[] = {"", "slightly", "clearly", "strongly"};
    const struct reason *words = decisions[decision].words;
    struct trace_reasons reasons = sort_reasons(terms, decisions[decision].terms);
    if (reasons.count == 0)
        return;
    if (same_reasons(&reasons, last)) {
        fprintf(text, last->week == week ? " What counted: as above." : " What counted: as in week %d.", last->week);
        return;
    }
    reasons.week = week;
    *last = reasons;
    fprintf(text, " What counted, from most to least: ");
    for (int k = 0; k < reasons.count; k++) {
        int weight = reasons.at[k].weight;
        const struct reason *reason = &words[reasons.at[k].term];
        fprintf(text, "%s%s (%s %s)", k ? "; " : "", weight > 0 ? reason->for_it : reason->against, much[abs(weight)],
                weight > 0 ? "for" : "against");
    }
    fprintf(text, ".");
}
