/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 7b, help: givers take up the requests they have time for, and what comes of each encounter. The method is in help.c. */
#ifndef PROCESS_HELP_H
#define PROCESS_HELP_H

#include "world/world.h"

#define HELP_PARAMETERS(P)                                                                                                       \
    P(WHOLE, per_week, "encounters", 0, 50, "3", "assumed", "informal encounters that one giver can hold in a week")             \
    P(REAL, in_person, "1", 0, 100, "8", "EVIDENCE row 1: mostly in person", "weight of meeting in person, in one place")        \
    P(REAL, in_person_apart, "1", 0, 100, "1", "assumed", "the same when apart")                                                 \
    P(REAL, call, "1", 0, 100, "1", "assumed", "weight of a call")                                                               \
    P(REAL, message, "1", 0, 100, "2", "EVIDENCE row 1: some by message", "weight of messages")                                  \
    P(REAL, call_relief, "1", 0, 2, "0.8", "assumed", "relief of a call, in person = 1")                                         \
    P(REAL, message_relief, "1", 0, 2, "0.5", "assumed", "relief of messages, in person = 1")                                    \
    P(REAL, relief, "1", 0, 10, "1", "the unit; its effect is distress.relief_effect", "relief of an encounter in person")       \
    P(REAL, relief_half_life, "week", 0.1, 520, "4", "assumed", "half-life of relief")                                           \
    P(REAL, poor_base, "logit", -20, 20, "-2", "assumed; EVIDENCE row 19: harm is possible",                                     \
      "an encounter being of poor quality (dwelling on it together), empathy and literacy at their mean")                        \
    P(REAL, poor_skill, "logit/SD", 0, 5, "0.3", "assumed", "− × (empathy + literacy)")                                          \
    P(REAL, poor_relief, "1", -5, 1, "-0.5", "assumed; EVIDENCE row 19", "relief of a poor encounter, in person = 1")            \
    P(REAL, hours, "hour", 0, 20, "0.75", "assumed", "time together of an encounter; banked by a tie")                           \
    P(REAL, tie_chance, "1", 0, 1, "0.3", "assumed", "chance that an encounter ties two who were not")                           \
    P(REAL, comfort, "1", 0, 1, "0", "assumed; MODEL step 6: sometimes",                                                         \
      "relief of its giver, in simulated distress or not, after an encounter that was not poor; relief in person = 1",           \
      PLAUSIBLE(0, 1))                                                                                                           \
    P(REAL, burden, "1", 0, 10, "0.3", "assumed", "burden of an encounter to its giver")                                         \
    P(REAL, burden_severe, "1", 0, 10, "2", "assumed", "× this if the receiver is severe")                                       \
    P(REAL, burden_half_life, "week", 0.1, 520, "4", "assumed", "half-life of burden")                                           \
    P(REAL, hand_on_base, "logit", -20, 20, "-4.2", "assumed; calibrated to T14",                                                \
      "handing on after an encounter, all traits at their mean")                                                                 \
    P(REAL, hand_on_severe, "logit", -10, 10, "2", "assumed; EVIDENCE row 6", "+ if severe")                                     \
    P(REAL, hand_on_emergency, "logit", 0, 20, "5", "EVIDENCE row 6: can override confidentiality", "+ in an emergency")         \
    P(REAL, hand_on_literacy, "logit/SD", 0, 5, "0.3", "assumed; EVIDENCE row 12", "× literacy")                                 \
    P(REAL, hand_on_clarity, "logit/SD", 0, 5, "0.4", "assumed; EVIDENCE row 6", "× boundary clarity")                           \
    P(REAL, hand_on_confidentiality, "logit/SD", 0, 5, "0.4", "assumed; EVIDENCE row 6", "− × worry about confidences")          \
    P(REAL, hand_on_formal, "logit", -10, 10, "1", "assumed; EVIDENCE row 14: refer at-risk students",                           \
      "+ by a supporter on duty")                                                                                                \
    P(REAL, hand_on_boundary, "logit", -10, 20, "0", "assumed; EVIDENCE row 13: refer beyond the role's boundary",               \
      "+ by a supporter on duty if severe: beyond the role")                                                                     \
    P(REAL, advice, "1", 0, 1, "0", "assumed; EVIDENCE rows 9, 13: advice on call",                                              \
      "share of formal encounters with the distressed in which the supporter asks for advice on call", PLAUSIBLE(0, 1))          \
    P(REAL, hand_on_advice, "logit", -10, 10, "1", "assumed; EVIDENCE row 13", "+ with advice on call")                          \
    P(REAL, advice_burden, "1", 0, 2, "0.7", "assumed; EVIDENCE rows 9, 13", "burden of an encounter with advice, without = 1")  \
    P(REAL, meeting_burden, "1", 0, 2, "0.8", "assumed; A22: a monthly meeting",                                                 \
      "× the burden of those at a supporters' meeting (programme.meeting_hours)")                                                \
    P(REAL, refer_faculty, "1", 0, 100, "1", "assumed", "weight of Faculty services when handing on")                            \
    P(REAL, refer_counselling, "1", 0, 100, "2", "assumed", "weight of university counselling")                                  \
    P(REAL, refer_gp, "1", 0, 100, "1", "assumed", "weight of a GP")                                                             \
    P(REAL, refer_avoid, "logit", 0, 20, "2", "assumed; MODEL step 8",                                                           \
      "− on the log-weight of a service at a site where either of the two is or will be placed this year")                       \
    P(REAL, outside_relief, "1", -5, 10, "0", "assumed; recovery was fitted with it included",                                   \
      "relief of a talk outside the course, in person on the course = 1", PLAUSIBLE(0, 1))                                       \
    P(REAL, breach, "1", 0, 1, "0.01", "assumed", "chance that an encounter ends in a broken confidence")                        \
    P(WHOLE, minutes_in_person, "minute", 0, 600, "45", "assumed; only recorded", "informal encounter in person", UNVARIED)      \
    P(WHOLE, minutes_call, "minute", 0, 600, "30", "assumed; only recorded", "informal call", UNVARIED)                          \
    P(WHOLE, minutes_message, "minute", 0, 600, "15", "assumed; only recorded", "informal exchange of messages", UNVARIED)       \
    P(REAL, topic_studies, "1", 0, 1000, "1", "assumed; no evidence of shares; only recorded",                                   \
      "weight of studies and exams as topic", UNVARIED)                                                                          \
    P(REAL, topic_placement, "1", 0, 1000, "1", "assumed; no evidence of shares; only recorded", "weight of placements",         \
      UNVARIED)                                                                                                                  \
    P(REAL, topic_career, "1", 0, 1000, "1", "assumed; no evidence of shares; only recorded", "weight of career", UNVARIED)      \
    P(REAL, topic_relationships, "1", 0, 1000, "1", "assumed; no evidence of shares; only recorded",                             \
      "weight of family and other relationships", UNVARIED)                                                                      \
    P(REAL, topic_health, "1", 0, 1000, "1", "assumed; no evidence of shares; only recorded", "weight of bodily health",         \
      UNVARIED)                                                                                                                  \
    P(REAL, topic_mood, "1", 0, 1000, "1", "assumed; no evidence of shares; only recorded", "weight of mood, stress and sleep",  \
      UNVARIED)                                                                                                                  \
    P(REAL, topic_finances, "1", 0, 1000, "1", "assumed; no evidence of shares; only recorded", "weight of finances", UNVARIED)  \
    P(REAL, topic_other, "1", 0, 1000, "1", "assumed; no evidence of shares; only recorded",                                     \
      "weight of any other topic; certain if all weights are 0", UNVARIED)

PARAMETER_STRUCT(help, HELP_PARAMETERS);

/* True if the giver of this encounter asked for advice on call. */
bool help_is_advised(const struct world *world, const struct help_parameters *parameters, const struct request *request);

/* The terms of the logit of handing a distressed receiver on after an encounter. */
enum help_hand_on {
    HAND_ON_BASE,
    HAND_ON_LITERACY,
    HAND_ON_CLARITY,
    HAND_ON_SEVERE,
    HAND_ON_FORMAL,
    HAND_ON_BOUNDARY,
    HAND_ON_ADVICE,
    HAND_ON_EMERGENCY,
    HAND_ON_CONFIDENTIALITY,
    HAND_ON_TERMS
};
void help_hand_on_terms(const struct world *world, const struct help_parameters *parameters, const struct request *request,
                        double terms[HAND_ON_TERMS]);
double help_hand_on_logit(const double terms[HAND_ON_TERMS]);

void help_step(struct world *world, const struct help_parameters *parameters);

#endif
