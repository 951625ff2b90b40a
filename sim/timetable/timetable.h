/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is where in which placement block. A policy fills, for one block, the site and team of every seat of every cohort on
 * placement; capacities hold over all cohorts together. Seats of leavers stay in the timetable (ghosts), so that one leaver
 * moves nobody else.
 *
 *   rotate  Each student alone to a random place each block. Places are the sites' capacities laid end to end; the students
 *           in the order of hash(id, block) take places spread evenly over them: of C places and n students the k-th takes
 *           floor(k C / n). No place is taken twice, so no capacity is exceeded, and sites fill alike. Students of a cohort
 *           at a site are cut, in the order of a second hash, into ward teams of at most
 *           team_size, equal to within one.
 *   pods    Groups of at most pod_size, equal to within one, cut from the cohort in the order of hash(id, first week of the
 *           cohort's first placement year), stay together through all blocks; a pod is the ward team. A site has
 *           floor(capacity / pod_size) pod places; pods, in the order of hash(id of the pod's first member, block), take them
 *           as students do above.
 *   roster  A CSV (see roster.h) says it.
 */
#ifndef TIMETABLE_TIMETABLE_H
#define TIMETABLE_TIMETABLE_H

#include "base/random.h"
#include "kith/status.h"
#include "timetable/calendar.h"

enum timetable_policy { TIMETABLE_ROTATE, TIMETABLE_PODS, TIMETABLE_ROSTER };
extern const char *const timetable_policy_names[];

#define TIMETABLE_PARAMETERS(P)                                                                                                    \
    P(CHOICE, policy, timetable_policy_names, 0, 0, "rotate", "EVIDENCE row 3: dispersal",                                         \
      "rotate: each student alone; pods: small groups move together; roster: a CSV")                                              \
    P(WHOLE, block_weeks, "week", 1, 52, "6", "EVIDENCE, placement: blocks of 4, 6, 8 or 12 weeks (R)",                           \
      "length of a placement block; the year's last block may be shorter")                                                        \
    P(WHOLES, site_capacity, "students", 1, 1000000, "140,120,110,60,50,42,40,8,4",                                                \
      "EVIDENCE, placement: skewed unit sizes 61, 52, 48, 26, 22, 18, 17, 3, 2 (F), scaled to 540 students",                      \
      "students that each site can take at once, over all years")                                                                 \
    P(WHOLE, tutorial_size, "students", 2, 16, "8", "EVIDENCE, placement: tutorial groups 8-10 (R)", "largest tutorial group on campus")  \
    P(WHOLE, team_size, "students", 1, 16, "4", "EVIDENCE, placement: ward teams 1-6 (R)", "largest ward team")                    \
    P(WHOLE, pod_size, "students", 1, 16, "4", "assumed", "students in a pod (policy pods)")                                       \
    P(TEXT, roster, "1", 0, 0, "", "local", "roster CSV with columns student,block,site[,team] (policy roster); the README says how it is read")

PARAMETER_STRUCT(timetable, TIMETABLE_PARAMETERS);

struct timetable_cohort {
    uint32_t first_id; /* seat s has id first_id + s */
    uint32_t seats;
    int32_t placement_week;  /* first week of this cohort's first placement year */
    int placement_year;      /* 0 for the cohort's first placement year */
    int16_t *site;           /* out: per seat */
    uint32_t *team;          /* out: per seat; equal numbers at one site are one team; numbers are unique over cohorts */
};

struct timetable_roster;

struct timetable {
    struct timetable_parameters parameters;
    struct calendar calendar;
    int sites;
    struct timetable_roster *roster; /* NULL unless the policy is roster */
};

/* Copies parameters. file is the roster's path, NULL without one; seats is the intake; years cohorts are on placement at a time. */
enum kith_status timetable_init(struct timetable *timetable, const struct timetable_parameters *parameters,
                                const struct calendar_parameters *calendar, const char *file, uint32_t seats, int years,
                                struct kith_report *report);
void timetable_clear(struct timetable *timetable);

/* Places a policy can fill at once; pods count whole pods. */
int64_t timetable_places(const struct timetable_parameters *parameters);

/* Fills site and team of each cohort for the block that starts in week. KITH_FAILED without memory. */
enum kith_status timetable_assign(const struct timetable *timetable, struct random_key key, int32_t week,
                                  struct timetable_cohort *cohorts, size_t count);

#endif
