/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 7, programme: selected, trained supporters on duty. The method is in programme.c. */
#ifndef PROCESS_PROGRAMME_H
#define PROCESS_PROGRAMME_H

#include "world/world.h"

enum programme_selection { SELECTION_RANDOM, SELECTION_DEGREE };
enum programme_assignment { ASSIGNMENT_NONE, ASSIGNMENT_CASELOAD };
extern const char *const programme_selection_names[];
extern const char *const programme_assignment_names[];

#define PROGRAMME_PARAMETERS(P)                                                                                                    \
    P(WHOLE, supporters, "students", 0, 2000, "0", "EVIDENCE row 14: 35 at Ottawa; 0 is no programme", "supporters wanted")        \
    P(CHOICE, selection, programme_selection_names, 0, 0, "random", "EVIDENCE row 13",                                            \
      "who of the eligible volunteers: random (needs a list), degree (most friends; needs the true graph)")                       \
    P(CHOICE, assignment, programme_assignment_names, 0, 0, "caseload", "assumed",                                                \
      "whose students: none, or caseload (min-cost under the limit, by year, place and tie)")                                     \
    P(REAL, volunteer_share, "1", 0, 1, "0.3", "assumed", "share of students who would volunteer")                                \
    P(WHOLE, first_year, "year of course", 1, 10, "2", "EVIDENCE row 13: experience", "first year in which one may serve")         \
    P(REAL, training, "dose", 0, 10, "1", "A22: 5 h of training", "dose of training on selection; effects in traits.train_*")      \
    P(WHOLE, caseload, "students", 1, 1000, "25", "assumed", "most students assigned to one supporter")                           \
    P(REAL, duty_hours, "hour/week", 0, 40, "2", "assumed; EVIDENCE row 14: weekly hours", "hours on duty of a supporter")         \
    P(REAL, encounter_minutes, "minute", 5, 240, "40", "assumed", "duty time of an encounter")                                     \
    P(REAL, pause_burden, "1", 0, 100, "3", "assumed; EVIDENCE row 13: role boundaries", "burden above which a supporter pauses")  \
    P(FLAG, pause_distressed, "1", 0, 1, "true", "EVIDENCE row 13: role boundaries", "supporters in distress pause")              \
    P(REAL, drop_in_base, "logit", -20, 20, "-6", "assumed; T16", "dropping in in a week, distressed, mean traits")                \
    P(REAL, drop_in_severe, "logit", -10, 10, "0.7", "assumed", "+ if severe")                                                     \
    P(REAL, drop_in_stigma, "logit/SD", 0, 5, "0.5", "assumed; EVIDENCE row 9: disclosure", "− × anticipated stigma")              \
    P(REAL, drop_in_career, "logit/SD", 0, 5, "0.1", "EVIDENCE row 15: 2.5% fear for career", "− × career fear")                   \
    P(REAL, weight_assigned, "1", 0, 1000, "10", "assumed", "weight of one's assigned supporter when dropping in")                 \
    P(REAL, weight_tie, "1", 0, 1000, "10", "assumed", "weight × strength of the tie with a supporter")                            \
    P(REAL, weight_place, "1", 0, 1000, "2", "assumed", "weight of a supporter in the same place")                                 \
    P(REAL, weight_any, "1", 0, 1000, "0.2", "assumed", "weight of any supporter")                                                 \
    P(REAL, outreach, "1/week", 0, 10, "0.02", "assumed; T16", "rate at which a supporter sees an assigned student's signs")        \
    P(REAL, outreach_severe, "1", 0, 10, "2", "assumed", "× this if severe")                                                       \
    P(REAL, outreach_isolated, "1/week", 0, 10, "0.005", "EVIDENCE row 13: reaching isolated students",                           \
      "rate of approaching an assigned student without friends")                                                                  \
    P(REAL, accept_base, "logit", -20, 20, "-1", "assumed; EVIDENCE row 9: authority, disclosure", "accepting outreach")           \
    P(REAL, accept_trust, "logit", 0, 20, "2", "assumed", "× (strength + good/(good + 3)) of the tie with the supporter")          \
    P(REAL, accept_stigma, "logit/SD", 0, 5, "0.4", "assumed", "− × anticipated stigma")                                           \
    P(REAL, accept_career, "logit/SD", 0, 5, "0.1", "EVIDENCE row 15", "− × career fear")                                          \
    P(REAL, accept_broken, "logit", 0, 20, "2", "assumed", "− × confidences that the supporter broke")

PARAMETER_STRUCT(programme, PROGRAMME_PARAMETERS);

void programme_step(struct world *world, const struct programme_parameters *parameters);

#endif
