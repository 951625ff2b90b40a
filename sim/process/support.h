/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 6, informal support: who offers, who accepts, who asks first. The method is in support.c. */
#ifndef PROCESS_SUPPORT_H
#define PROCESS_SUPPORT_H

#include "world/world.h"

#define SUPPORT_PARAMETERS(P)                                                                                                      \
    P(REAL, offer_base, "logit", -20, 20, "-2.5", "assumed", "offering to someone without a tie, all traits at their mean")        \
    P(REAL, offer_tie, "logit", 0, 20, "4", "assumed; EVIDENCE rows 1, 4", "× strength of the tie")                                \
    P(REAL, offer_norm, "logit/SD", 0, 5, "0.4", "assumed; EVIDENCE row 11", "× collegial norm (needs no tie)")                    \
    P(REAL, offer_empathy, "logit/SD", 0, 5, "0.3", "assumed; EVIDENCE row 16", "× empathy")                                      \
    P(REAL, offer_self_efficacy, "logit/SD", 0, 5, "0.3", "assumed; EVIDENCE row 16", "× self-efficacy")                          \
    P(REAL, offer_literacy, "logit/SD", 0, 5, "0.3", "assumed; EVIDENCE row 5: lack of expertise", "× literacy")                   \
    P(REAL, offer_clarity, "logit/SD", 0, 5, "0.3", "assumed; EVIDENCE row 5: unclear role", "× boundary clarity")                 \
    P(REAL, offer_unsure, "logit/SD²", 0, 5, "0.3", "assumed; EVIDENCE row 5: the barriers interact",                            \
      "− × (lack of literacy) · (lack of clarity), each max(0, −trait)")                                                          \
    P(REAL, offer_stigma, "logit/SD", 0, 5, "0.3", "assumed; EVIDENCE row 5", "− × public stigma")                                 \
    P(REAL, offer_confidentiality, "logit/SD", 0, 5, "0.2", "assumed; EVIDENCE rows 5, 6", "− × worry about confidences")          \
    P(REAL, offer_severe, "logit", 0, 10, "0.5", "assumed; EVIDENCE row 6: beyond expertise", "− if the other is severe")          \
    P(REAL, offer_own_distress, "logit", -5, 5, "-0.3", "assumed; either sign", "+ if the giver is in distress too")              \
    P(REAL, offer_burden, "logit", 0, 10, "0.3", "assumed; EVIDENCE row 9", "− × the giver's burden")                              \
    P(REAL, accept_base, "logit", -20, 20, "-0.5", "assumed", "accepting an offer from someone without a tie")                     \
    P(REAL, accept_trust, "logit", 0, 20, "3", "assumed; EVIDENCE row 1", "× trust = strength + good/(good + 3)")                  \
    P(REAL, accept_stigma, "logit/SD", 0, 5, "0.5", "assumed; EVIDENCE row 5", "− × anticipated stigma")                           \
    P(REAL, accept_career, "logit/SD", 0, 5, "0.2", "assumed; EVIDENCE row 15", "− × career fear")                                 \
    P(REAL, accept_broken, "logit", 0, 20, "2", "assumed", "− × confidences that this giver broke")                               \
    P(REAL, asked, "logit", -10, 20, "2", "assumed", "+ on the logit of offering when asked")                                     \
    P(REAL, crowding, "student/hour", 0, 100, "0", "assumed; EVIDENCE row 19: unknown",                                          \
      "− × supporters' duty hours per student on the logit of offering: friends do less where a programme exists", PLAUSIBLE(0, 20))

PARAMETER_STRUCT(support, SUPPORT_PARAMETERS);

/* Logit of offering to a distressed person at this strength of tie, well and without burden oneself, without a programme. */
double support_willingness(const struct support_parameters *parameters, const struct students *students, uint32_t giver,
                           double strength);

void support_step(struct world *world, const struct support_parameters *parameters);

/* After seeking: those who turned to a friend ask one. */
void support_ask(struct world *world, const struct support_parameters *parameters);

/* The terms of the logit of offering, in the order of the law, and those of accepting. ASKED counts only for one who was asked first. */
enum support_offer {
    OFFER_BASE,
    OFFER_TIE,
    OFFER_NORM,
    OFFER_EMPATHY,
    OFFER_SELF_EFFICACY,
    OFFER_LITERACY,
    OFFER_CLARITY,
    OFFER_UNSURE,
    OFFER_STIGMA,
    OFFER_CONFIDENTIALITY,
    OFFER_SEVERE,
    OFFER_OWN_DISTRESS,
    OFFER_BURDEN,
    OFFER_CROWDING,
    OFFER_ASKED,
    OFFER_TERMS
};
enum support_accept { ACCEPT_BASE, ACCEPT_STIGMA, ACCEPT_CAREER, ACCEPT_TRUST, ACCEPT_BROKEN, ACCEPT_TERMS };

/* Whether row j offers support to row i; tie: i's half, TIE_NONE for none; asked: i asked first. Valid until help is given. */
void support_offer_terms(const struct world *world, const struct support_parameters *parameters, uint32_t i, uint32_t j,
                         uint32_t tie, bool asked, double terms[OFFER_TERMS]);
double support_offer_logit(const double terms[OFFER_TERMS]);

/* Whether row i accepts an offer over this tie. */
void support_accept_terms(const struct world *world, const struct support_parameters *parameters, uint32_t i, uint32_t tie,
                          double terms[ACCEPT_TERMS]);
double support_accept_logit(const double terms[ACCEPT_TERMS]);

#endif
