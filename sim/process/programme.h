/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 7, programme: selected, trained supporters on duty. The method is in programme.c. */
#ifndef PROCESS_PROGRAMME_H
#define PROCESS_PROGRAMME_H

#include "world/world.h"

enum programme_selection {
    SELECTION_NONE,
    SELECTION_RANDOM,
    SELECTION_ONE_PER_GROUP,
    SELECTION_ONE_PER_SITE,
    SELECTION_DEGREE,
    SELECTION_BETWEENNESS,
    SELECTION_NOMINATED,
    SELECTION_COVERAGE,
    SELECTION_COVERAGE_FLOOR
};
enum programme_assignment {
    ASSIGNMENT_NONE,
    ASSIGNMENT_CASELOAD,
    ASSIGNMENT_RANDOM,
    ASSIGNMENT_GROUP,
    ASSIGNMENT_SITE,
    ASSIGNMENT_NEAREST,
    ASSIGNMENT_ISOLATES
};
enum programme_refill { REFILL_YEARLY, REFILL_TERM, REFILL_WEEKLY, REFILL_NEVER };
enum programme_graph_source { PROGRAMME_ORACLE, PROGRAMME_SURVEY };
extern const char *const programme_selection_names[];
extern const char *const programme_assignment_names[];
extern const char *const programme_graph_names[];
extern const char *const programme_refill_names[];

#define PROGRAMME_PARAMETERS(P)                                                                                                  \
    P(WHOLE, supporters, "students", 0, 2000, "0", "EVIDENCE row 14: 35 at Ottawa; 0 is no programme", "supporters wanted")      \
    P(WHOLE, extra, "students", 0, 2000, "0", "assumed",                                                                         \
      "more supporters than that, if there are any: random with more hands is the honest rival of a cleverer selection",         \
      UNVARIED)                                                                                                                  \
    P(CHOICE, selection, programme_selection_names, 0, 0, "random", "EVIDENCE row 13",                                           \
      "who of the eligible volunteers. From a list: random. From the timetable: one_per_group (spread over tutorial groups "     \
      "and ward teams), one_per_site (campus is one). From nominations: nominated (a random friend of a random student). From "  \
      "the friendship graph, the true one (an oracle) or a survey (programme.graph): degree (most friends), betweenness, "       \
      "coverage (most students within one tie, by weeks at one place), coverage_floor (the same, every site first)")             \
    P(CHOICE, assignment, programme_assignment_names, 0, 0, "caseload", "assumed",                                               \
      "whose students, each term, at most caseload each. From a list: random. From the timetable: group (own tutorial group "    \
      "or ward team), site. From each student's word on which supporters they know: caseload (least cost by year, place and "    \
      "tie). From the friendship graph (programme.graph): nearest (fewest steps), isolates (those with fewest friends first)")   \
    P(CHOICE, graph, programme_graph_names, 0, 0, "oracle", "MODEL, programme",                                                  \
      "friendships that policies go by: oracle (the true graph, which no school knows), survey (students name friends, with "    \
      "non-response and error)")                                                                                                 \
    P(REAL, survey_response, "1", 0, 1, "0.7", "assumed", "share of students who answer the survey of friends")                  \
    P(REAL, survey_error, "1", 0, 1, "0.1", "assumed",                                                                           \
      "chance that a friend is left out, and someone of the cohort named instead")                                               \
    P(REAL, volunteer_share, "1", 0, 1, "0.3", "assumed", "share of students who would volunteer")                               \
    P(WHOLE, first_year, "year of course", 1, 10, "2", "EVIDENCE row 13: experience", "first year in which one may serve")       \
    P(WHOLE, exam_free_weeks, "week", 0, 52, "0", "EVIDENCE row 13: able to contribute; length assumed",                         \
      "weeks without exams, from selection on, that one needs to serve")                                                         \
    P(FLAG, present, "1", 0, 1, "false", "EVIDENCE row 13: accessible; rule assumed",                                            \
      "only those who are on campus or at a site in the week of selection may serve")                                            \
    P(WHOLE, accessible_ties, "1", 0, 4096, "0", "EVIDENCE row 13: accessible; number assumed",                                  \
      "ties with banked hours >= ties.named_at that one needs to serve")                                                         \
    P(FLAG, well, "1", 0, 1, "true", "EVIDENCE row 13: no vulnerability",                                                        \
      "only those without simulated distress at selection may serve")                                                            \
    P(REAL, frailty_limit, "SD", -7, 7, "7", "EVIDENCE row 13: no vulnerability; limit assumed (7: none)",                       \
      "highest frailty of one who may serve; no school measures it")                                                             \
    P(WHOLE, unsupported_weeks, "week", 0, 520, "0", "EVIDENCE row 13: no vulnerability; length assumed",                        \
      "weeks since one was last supported in simulated distress that one needs to serve")                                        \
    P(REAL, safe_share, "1", 0, 1, "1", "EVIDENCE row 13: academically safe; share assumed",                                     \
      "share of students who are academically safe: a lasting draw, as the model has no marks")                                  \
    P(REAL, training, "dose", 0, 10, "1", "A22: 5 h of training", "dose of training on selection; effects in traits.train_*")    \
    P(WHOLE, caseload, "students", 1, 1000, "25", "assumed", "most students assigned to one supporter")                          \
    P(REAL, duty_hours, "hour/week", 0, 40, "2", "assumed; EVIDENCE row 14: weekly hours", "hours on duty of a supporter")       \
    P(REAL, encounter_minutes, "minute", 5, 240, "40", "assumed", "duty time of an encounter")                                   \
    P(REAL, meeting_hours, "hour", 0, 10, "0", "A22: a monthly meeting; none by default",                                        \
      "hours of a supporters' meeting, beside those on duty; it relieves burden (help.meeting_burden); what it teaches is "      \
      "education.supporter_meeting_hours")                                                                                       \
    P(WHOLE, meeting_weeks, "week", 1, 52, "4", "A22: monthly", "weeks of the year from one supporters' meeting to the next")    \
    P(REAL, pause_burden, "1", 0, 100, "3", "assumed; EVIDENCE row 13: role boundaries",                                         \
      "burden above which a supporter pauses")                                                                                   \
    P(FLAG, pause_distressed, "1", 0, 1, "true", "EVIDENCE row 13: role boundaries", "supporters in distress pause")             \
    P(REAL, return_burden, "1", 0, 100, "100", "assumed; EVIDENCE row 13: role boundaries",                                      \
      "burden above which a paused supporter does not return yet, if below pause_burden", PLAUSIBLE(1, 100))                     \
    P(WHOLE, return_weeks, "week", 0, 52, "0", "assumed; EVIDENCE row 13: role boundaries",                                      \
      "weeks without a reason to pause before a paused supporter returns", PLAUSIBLE(0, 4))                                      \
    P(CHOICE, refill, programme_refill_names, 0, 0, "yearly", "EVIDENCE row 10; assumed",                                        \
      "when vacancies are filled: yearly (when a year begins), term (twice a year), weekly, never (the first selection is the "  \
      "last, succession aside)")                                                                                                 \
    P(FLAG, succession, "1", 0, 1, "false", "EVIDENCE rows 10, 13: succession planning",                                         \
      "the next supporters are selected and trained before the present ones graduate, and take over their students")             \
    P(WHOLE, succession_weeks, "week", 1, 51, "8", "assumed", "weeks before the year's end in which the next ones are selected") \
    P(REAL, quit_interest, "1/week", 0, 1, "0", "assumed; EVIDENCE row 10: commitment",                                          \
      "rate at which a supporter loses interest and stops", PLAUSIBLE(0, 0.01))                                                  \
    P(REAL, quit_idle, "1", 0, 100, "1", "assumed", "× this after quit_idle_weeks without a formal encounter")                   \
    P(WHOLE, quit_idle_weeks, "week", 0, 520, "8", "assumed", "weeks served without a formal encounter that tire")               \
    P(REAL, quit_burden, "1/week", 0, 1, "0", "assumed; EVIDENCE row 9: load on supporters", "rate of stopping, × burden",       \
      PLAUSIBLE(0, 0.01))                                                                                                        \
    P(REAL, quit_exam, "1/week", 0, 1, "0", "assumed; EVIDENCE row 10: study competes", "rate of stopping in exam weeks",        \
      PLAUSIBLE(0, 0.02))                                                                                                        \
    P(REAL, trust, "SD", -6, 6, "0", "assumed; EVIDENCE row 9: mistrust of the school", "mean trust in the programme at entry",  \
      PLAUSIBLE(-1, 1))                                                                                                          \
    P(REAL, accept_programme_trust, "logit/SD", 0, 5, "0", "assumed; EVIDENCE row 9",                                            \
      "accepting outreach: × trust in the programme", PLAUSIBLE(0, 0.6))                                                         \
    P(REAL, weight_assigned, "1", 0, 1000, "10", "assumed", "weight of one's assigned supporter when dropping in")               \
    P(REAL, weight_tie, "1", 0, 1000, "10", "assumed", "weight × strength of the tie with a supporter")                          \
    P(REAL, weight_place, "1", 0, 1000, "2", "assumed", "weight of a supporter in the same place")                               \
    P(REAL, weight_any, "1", 0, 1000, "0.2", "assumed", "weight of any supporter")                                               \
    P(REAL, outreach, "1/week", 0, 10, "0.02", "assumed; T16", "rate at which a supporter sees an assigned student's signs")     \
    P(REAL, outreach_severe, "1", 0, 10, "2", "assumed", "× this if severe")                                                     \
    P(REAL, outreach_isolated, "1/week", 0, 10, "0.005", "EVIDENCE row 13: reaching isolated students",                          \
      "rate of approaching an assigned student without friends")                                                                 \
    P(REAL, accept_base, "logit", -20, 20, "-1", "assumed; EVIDENCE row 9: authority, disclosure", "accepting outreach")         \
    P(REAL, accept_trust, "logit", 0, 20, "2", "assumed", "× (strength + good/(good + 3)) of the tie with the supporter")        \
    P(REAL, accept_stigma, "logit/SD", 0, 5, "0.4", "assumed", "− × anticipated stigma")                                         \
    P(REAL, accept_career, "logit/SD", 0, 5, "0.1", "EVIDENCE row 15", "− × career fear")                                        \
    P(REAL, accept_broken, "logit", 0, 20, "2", "assumed", "− × confidences that the supporter broke")

PARAMETER_STRUCT(programme, PROGRAMME_PARAMETERS);

/* What a policy must know, by how hard it is to come by. */
enum programme_information { NEEDS_NOTHING, NEEDS_LIST, NEEDS_TIMETABLE, NEEDS_NOMINATIONS, NEEDS_GRAPH };
enum programme_information programme_selection_needs(int selection);
enum programme_information programme_assignment_needs(int assignment);

/* Trust in the programme, SD of students at entry. */
double programme_trust(const struct world *world, const struct programme_parameters *parameters, uint32_t row);

/* The rate at which supporter row j approaches row i, who is assigned to j and whom j has not noticed. i well: if isolated. */
double programme_outreach_rate(const struct world *world, const struct programme_parameters *parameters, uint32_t i, uint32_t j);

/* The terms of the logit of accepting a supporter's approach over this tie (i's half, TIE_NONE for none). */
enum programme_approach {
    APPROACH_BASE,
    APPROACH_STIGMA,
    APPROACH_CAREER,
    APPROACH_PROGRAMME,
    APPROACH_TRUST,
    APPROACH_BROKEN,
    APPROACH_TERMS
};
void programme_approach_terms(const struct world *world, const struct programme_parameters *parameters, uint32_t i, uint32_t tie,
                              double terms[APPROACH_TERMS]);
double programme_approach_logit(const double terms[APPROACH_TERMS]);

/* What keeps a supporter from duty this week: the boundary of the role (bits, 0: nothing). */
enum { BOUNDARY_DISTRESS = 1, BOUNDARY_BURDEN = 2 };
unsigned programme_boundary(const struct world *world, const struct programme_parameters *parameters, uint32_t row);

void programme_step(struct world *world, const struct programme_parameters *parameters);

/* After seeking: those who turned to a supporter drop in on one. */
void programme_drop_in(struct world *world, const struct programme_parameters *parameters);

#endif
