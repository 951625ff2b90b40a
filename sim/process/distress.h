/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 4, distress: onset, recovery, worsening; influence between friends; incidents. The method is in distress.c. */
#ifndef PROCESS_DISTRESS_H
#define PROCESS_DISTRESS_H

#include "world/world.h"

enum distress_influence { INFLUENCE_NONE, INFLUENCE_PER_CONTACT, INFLUENCE_HEALTHY_FRIENDS };
enum distress_weight { WEIGHT_STRENGTH, WEIGHT_COUNT };
extern const char *const distress_influence_names[];
extern const char *const distress_weight_names[];

#define DISTRESS_PARAMETERS(P)                                                                                                     \
    P(REAL, onset, "1/week", 0, 1, "0.0055", "calibrated to T1, T3, T5 after the distress prototype",                              \
      "onset rate at frailty 0, no stressor")                                                                                      \
    P(REAL, frailty_effect, "1", 0, 4, "1.45", "calibrated to T5 after the distress prototype",                                    \
      "onset × exp(frailty_effect · frailty)")                                                                                     \
    P(REAL, recovery_shape, "1", 0.1, 3, "0.46", "calibrated to T6 after the distress prototype",                                 \
      "Weibull shape of the time in an episode, given frailty; 1 is a constant rate")                                             \
    P(REAL, recovery_weeks, "week", 0.1, 10000, "16.5", "calibrated to T6 after the distress prototype",                           \
      "Weibull scale at frailty 0")                                                                                                \
    P(REAL, recovery_frailty, "1", -2, 2, "0.4", "calibrated to T6 after the distress prototype",                                  \
      "scale × exp(recovery_frailty · frailty)")                                                                                   \
    P(REAL, worsening, "1/week", 0, 1, "0.01", "assumed", "rate from distressed to severe")                                       \
    P(REAL, easing, "1/week", 0, 1, "0.1", "assumed", "rate from severe back to distressed")                                      \
    P(REAL, relief_effect, "1", -2, 2, "0.15", "EVIDENCE row 19, support table: small and uncertain; range covers zero and harm",   \
      "recovery and easing × exp(relief_effect · relief)", PLAUSIBLE(-0.15, 0.6))                                                  \
    P(REAL, care_effect, "1", 0, 10, "1.5", "assumed", "recovery and easing × this while in professional care", PLAUSIBLE(1, 3))   \
    P(CHOICE, influence, distress_influence_names, 0, 0, "per_contact", "EVIDENCE, three rival hypotheses",                       \
      "how friends' distress bears on one's own")                                                                                 \
    P(CHOICE, influence_weight, distress_weight_names, 0, 0, "strength", "MODEL",                                                 \
      "what a distressed contact counts: its tie's strength, or 1 per friend at ties.friend_at")                                  \
    P(REAL, influence_ratio, "1", 0, 1, "0.1", "assumed; Hill 2010 gives 1.0 for lasting states (T8)",                            \
      "onset × (1 + ratio · Σ over distressed contacts of their weight)", PLAUSIBLE(0, 1))                                         \
    P(REAL, healthy_onset_friends, "friends", 0.5, 100, "5", "EVIDENCE: Hill, Griffiths, House 2015; T7",                         \
      "well friends at which onset is halved; more do not help more")                                                             \
    P(REAL, healthy_recovery_friends, "friends", 0.5, 100, "10", "EVIDENCE: ten against three about double recovery (R)",         \
      "well friends at which recovery is doubled; more do not help more")                                                         \
    P(REAL, stress_exam, "1", 0, 10, "1.2", "assumed", "onset × this in exam weeks", PLAUSIBLE(1, 2))                              \
    P(REAL, stress_placement, "1", 0, 10, "1", "T4: no difference found; direction contested",                                     \
      "onset × this on placement", PLAUSIBLE(0.8, 1.25))                                                                           \
    P(REAL, stress_alone, "1", 0, 10, "1.2", "assumed; EVIDENCE: isolation on placement",                                          \
      "onset × this when alone at a site", PLAUSIBLE(1, 2))                                                                        \
    P(REAL, stress_transition, "1", 0, 10, "2", "assumed; calibrated to T3, T4",                                                   \
      "onset × this in the first weeks of a phase", PLAUSIBLE(1, 4))                                                               \
    P(WHOLE, transition_weeks, "week", 0, 52, "26", "assumed; calibrated to T3, T4", "length of that time")                       \
    P(REAL, incident_person, "1/week", 0, 1, "0.002", "assumed", "rate of incidents that strike one person")                      \
    P(REAL, incident_team, "1/week", 0, 1, "0.001", "assumed", "rate of incidents that strike a tutorial group or ward team")      \
    P(REAL, incident_site, "1/week", 0, 1, "0.0005", "assumed", "rate of incidents that strike everyone at a site")                \
    P(REAL, incident_effect, "1", 0, 100, "5", "assumed", "onset × this for each incident of the week")                           \
    P(REAL, emergency, "1/week", 0, 1, "0.005", "assumed", "rate of emergencies among the severe; they override confidentiality")

PARAMETER_STRUCT(distress, DISTRESS_PARAMETERS);

void distress_step(struct world *world, const struct distress_parameters *parameters);

/* What multiplies the rate of onset in a week, in the order of the law. */
enum distress_stressor {
    STRESSOR_EXAM,
    STRESSOR_PLACEMENT,
    STRESSOR_ALONE,
    STRESSOR_TRANSITION,
    STRESSOR_PERSON,
    STRESSOR_TEAM,
    STRESSOR_SITE,
    STRESSORS
};

/* The factors of this week's stressors (1: it is not there), and whether each is there; struck: the week's incidents (bits). */
void distress_stressors(const struct world *world, const struct distress_parameters *parameters, uint32_t row, unsigned struck,
                        double factor[STRESSORS], bool present[STRESSORS]);

/* What friends' levels, as they are in world, multiply the rate of onset by. */
double distress_friends_factor(const struct world *world, const struct distress_parameters *parameters, uint32_t row);

/* What relief and care multiply the rates of recovery and easing by. */
double distress_help_factor(const struct world *world, const struct distress_parameters *parameters, uint32_t row);

/* Integrated Weibull hazard of week t of an episode: ((t + 1) / scale)^shape − (t / scale)^shape. */
double distress_recovery_hazard(double shape, double scale, double weeks);

#endif
