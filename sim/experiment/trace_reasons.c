/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reasons in words. A decision is taken with probability 1 / (1 + exp(−sum of terms)); the terms are support.c's. A term above 0
 * speaks for, one below 0 against. How much: strongly from 1, clearly from 0.4, slightly from 0.1 (on the scale of the sum, where 1
 * turns a chance of 50 in 100 into 73); smaller ones are left out. Order: from the largest in size to the smallest, equal ones as in the law.
 */
#include "experiment/trace.h"

#include <math.h>

static const double STRONGLY = 1, CLEARLY = 0.4, SLIGHTLY = 0.1;

/* What a term means when it speaks for and when it speaks against. */
struct reason {
    const char *for_it, *against;
};

static const struct reason offer_reasons[OFFER_TERMS] = {
    [OFFER_BASE] = {"it is easy to raise", "it takes something to raise it at all"},
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
    [ACCEPT_BASE] = {"it is easy to accept help", "it takes something to accept help at all"},
    [ACCEPT_STIGMA] = {"does not expect to be thought less of", "expects to be thought less of"},
    [ACCEPT_CAREER] = {"does not fear for their career", "fears for their career"},
    [ACCEPT_TRUST] = {"trusts the one who offers", "trusts the one who offers"},
    [ACCEPT_BROKEN] = {"", "the one who offers broke a confidence before"},
};

const char *trace_chance(double logit, char buffer[24])
{
    double percent = 100 / (1 + exp(-logit));
    if (percent < 0.5)
        snprintf(buffer, 24, "under 1 in 100");
    else if (percent >= 99.5)
        snprintf(buffer, 24, "over 99 in 100");
    else
        snprintf(buffer, 24, "%.0f in 100", percent);
    return buffer;
}

static int largest_left(const double *terms, int count, const bool *told)
{
    int largest = -1;
    for (int k = 0; k < count; k++)
        if (!told[k] && fabs(terms[k]) >= SLIGHTLY && (largest < 0 || fabs(terms[k]) > fabs(terms[largest])))
            largest = k;
    return largest;
}

static void tell(FILE *text, const double *terms, const struct reason *reasons, int count)
{
    bool told[OFFER_TERMS] = {false};
    const char *before = " What counted, from most to least: ";
    for (int k; (k = largest_left(terms, count, told)) >= 0; before = "; ") {
        double size = fabs(terms[k]);
        const char *much = size >= STRONGLY ? "strongly" : size >= CLEARLY ? "clearly" : "slightly";
        fprintf(text, "%s%s (%s %s)", before, terms[k] > 0 ? reasons[k].for_it : reasons[k].against, much,
                terms[k] > 0 ? "for" : "against");
        told[k] = true;
    }
    if (before[0] == ';')
        fprintf(text, ".");
}

void trace_tell_offer(FILE *text, const double terms[OFFER_TERMS])
{
    tell(text, terms, offer_reasons, OFFER_TERMS);
}

void trace_tell_accept(FILE *text, const double terms[ACCEPT_TERMS])
{
    tell(text, terms, accept_reasons, ACCEPT_TERMS);
}
