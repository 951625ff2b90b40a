/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 2, encounters: who meets whom this week, for how many hours. The method is in encounters.c. */
#ifndef PROCESS_ENCOUNTERS_H
#define PROCESS_ENCOUNTERS_H

#include "world/world.h"

#define ENCOUNTERS_PARAMETERS(P)                                                                                                   \
    P(REAL, tutorial_hours, "hour/week", 0, 60, "6", "assumed; friendship prototype", "hours in the tutorial group")                 \
    P(REAL, tutorial_social_share, "1", 0, 1, "0.35", "assumed; friendship prototype", "social share of those hours")               \
    P(REAL, class_hours, "hour/week", 0, 60, "10", "assumed", "hours in class with the whole year")                               \
    P(REAL, class_social_share, "1", 0, 1, "0.21", "assumed; friendship prototype: 0.35 h a pair, 6 neighbours",                    \
      "social share of those hours")                                                                                              \
    P(REAL, team_hours, "hour/week", 0, 80, "40", "EVIDENCE, placement: about 40 h/week (R)", "hours with the ward team")          \
    P(REAL, team_social_share, "1", 0, 1, "0.15", "assumed; friendship prototype", "social share of those hours")                   \
    P(REAL, site_hours, "hour/week", 0, 60, "4", "assumed", "hours with other students at the site")                              \
    P(REAL, site_social_share, "1", 0, 1, "0.25", "assumed", "social share of those hours")                                       \
    P(WHOLE, reach, "students", 1, 8, "3", "assumed; friendship prototype", "neighbours met on each side of the circle")             \
    P(WHOLE, all_meet, "students", 2, 16, "12", "assumed", "largest group in which all meet; in a larger one only neighbours")     \
    P(REAL, free_hours_campus, "hour/week", 0, 100, "30", "calibrated to T9-T13 after the friendship prototype",                   \
      "free hours for people on the course")                                                                                       \
    P(REAL, free_hours_placement, "hour/week", 0, 100, "14", "assumed, after the friendship prototype", "the same on placement")   \
    P(REAL, break_share, "1", 0, 2, "0.4", "assumed; friendship prototype", "free hours in breaks, as a share of those on campus")   \
    P(REAL, outside_weight, "hour", 0.01, 1000, "25", "calibrated to T9-T13 after the friendship prototype",                      \
      "banked hours that people outside the course weigh")                                                                        \
    P(REAL, remote_share, "1", 0, 1, "0.61", "assumed; friendship prototype", "share of shared hours kept by two who are apart")     \
    P(REAL, gathering_share, "1", 0, 1, "0.85", "calibrated to T9-T13 after the friendship prototype",                             \
      "share of free hours set apart for gatherings, from which their number follows; fewer are spent in them, because absence counts "     \
      "twice and nobody calls more than 4 a week")                                                                                \
    P(REAL, gathering_hours, "hour", 0.1, 40, "3.5", "calibrated to T9-T12 after the friendship prototype",                       \
      "length of a gathering of three")                                                                                           \
    P(REAL, closure, "1", 0, 1, "0.21", "calibrated to T10 after the friendship prototype",                                       \
      "chance that a gathering ties the third pair")                                                                              \
    P(REAL, absence_distressed, "1", 0, 0.95, "0.15", "assumed", "share of time with others that the distressed miss")            \
    P(REAL, absence_severe, "1", 0, 0.95, "0.4", "assumed", "the same for the severe")

PARAMETER_STRUCT(encounters, ENCOUNTERS_PARAMETERS);

void encounters_step(struct world *world, const struct encounters_parameters *parameters);

#endif
