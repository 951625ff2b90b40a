/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is where in which block of placement. A policy plans a placement year: the place (a rotation at a site) and the team of every
 * seat of every cohort on placement in every block. Capacities hold over all cohorts together, every seat does each required
 * rotation for the required number of blocks, and pinned lines, unavailable blocks and home sites are kept. Seats of leavers stay in
 * the timetable (ghosts), so that one leaver moves nobody else.
 *
 *   rotate        each student alone to a random feasible place each block    policy/policy_rotate.c
 *   streams       students share a rotation order; the site is drawn anew     policy/policy_streams.c
 *   pods          groups of at most pod_size move together; a pod is a team   policy/policy_pods.c
 *   longitudinal  one home site for the year, all rotations there             policy/policy_longitudinal.c
 *   roster        a CSV says it                                               roster.h
 *
 * A rotation with required blocks is done in exactly that many; free blocks are spent in rotations that nobody has to do. If all rotations
 * are required and blocks are left over, a free block may be spent in any of them, and required numbers are minima (so E109 then says only
 * "missing", never "too often"). A student who is unavailable in a block is nowhere (PLACE_NOWHERE) and has team 0; what is required must fit into the other blocks.
 *
 * Hub days are laid over any policy: every hub_every_weeks weeks of placement all who are mixed meet on hub_day on campus.
 */
#ifndef TIMETABLE_TIMETABLE_H
#define TIMETABLE_TIMETABLE_H

#include "base/random.h"
#include "kith/status.h"
#include "timetable/calendar.h"
#include "timetable/date.h"
#include "timetable/enrolment.h"
#include "timetable/place.h"
#include "timetable/roster.h"

enum timetable_policy { TIMETABLE_ROTATE, TIMETABLE_STREAMS, TIMETABLE_PODS, TIMETABLE_LONGITUDINAL, TIMETABLE_ROSTER };
enum timetable_pod_by { POD_BY_RANDOM, POD_BY_CAMPUS_GROUP, POD_BY_FRIENDS, POD_BY_SITE };
enum timetable_roster_shape { ROSTER_LONG, ROSTER_WIDE };
enum timetable_hub_mixing { HUB_COHORT, HUB_CAMPUS_GROUP, HUB_ALL };
extern const char *const timetable_policy_names[];
extern const char *const timetable_pod_by_names[];
extern const char *const timetable_roster_shape_names[];
extern const char *const timetable_hub_mixing_names[];
extern const char *const timetable_weekday_names[]; /* Mo ... Su */

#define TIMETABLE_PARAMETERS(P)                                                                                                    \
    P(CHOICE, policy, timetable_policy_names, 0, 0, "rotate", "EVIDENCE row 3: dispersal",                                         \
      "rotate: each student alone; streams: shared rotation order, site redrawn; pods: small groups move together; longitudinal: one home site a year; roster: a CSV") \
    P(WHOLE, block_weeks, "week", 1, 52, "6", "EVIDENCE, placement: blocks of 4, 6, 8 or 12 weeks (R)",                           \
      "length of a placement block; the year's last block may be shorter")                                                        \
    P(WHOLES, blocks, "week", 1, 52, "", "local", "lengths of a placement year's blocks, in order, in place of block_weeks; they must fill the weeks of placement exactly") \
    P(WHOLES, site_capacity, "students", 1, 1000000, "140,120,110,60,50,42,40,8,4",                                                \
      "EVIDENCE, placement: skewed unit sizes 61, 52, 48, 26, 22, 18, 17, 3, 2 (F), scaled to 540 students",                      \
      "students that each site can take at once, over all years (unless places is given)")                                        \
    P(WHOLE, rotations, "1", 0, 64, "0", "assumed", "rotations that every student does for one block a placement year, offered at every site (unless places is given); 0: none") \
    P(TEXT, places, "1", 0, 0, "", "local", "CSV of places: site, rotation, capacity, and optionally min, weekly_hours, social_share, remote, facilitated") \
    P(MAP, required, "block", 0, 0, "", "local", "blocks a placement year that every student does in each rotation, as {medicine: 2, surgery: 1}; with places given") \
    P(MAP, capacity, "students", 0, 0, "", "local", "what if: other capacities of sites, as {North: 20, South: 0}; a site's rotations shrink or grow in proportion") \
    P(WHOLES, facilitated_sites, "1", 1, 1024, "", "local", "numbers of sites, in order, where working as peers is discussed (unless places says so)") \
    P(TEXT, students, "1", 0, 0, "", "local", "CSV of a year of entry's students: student_id, and optionally group, home_site, unavailable, attributes") \
    P(TEXT, pinned, "1", 0, 0, "", "local", "roster CSV of single lines that a policy must keep: bonded places, commuting")        \
    P(WHOLE, tutorial_size, "students", 2, 16, "8", "EVIDENCE, placement: tutorial groups 8-10 (R)", "largest tutorial group on campus")  \
    P(WHOLE, team_size, "students", 1, 16, "4", "EVIDENCE, placement: ward teams 1-6 (R)", "largest ward team")                    \
    P(WHOLE, pod_size, "students", 1, 16, "4", "assumed", "students in a pod (policy pods)")                                       \
    P(CHOICE, pod_by, timetable_pod_by_names, 0, 0, "random", "assumed",                                                          \
      "who make a pod: random; campus_group: members of a tutorial group; friends: the strongest ties at the time; site: the same home site") \
    P(WHOLE, pod_blocks, "block", 0, 520, "0", "assumed", "blocks after which pods are formed anew; 0: never; as many as a year has: yearly") \
    P(WHOLE, hub_every_weeks, "week", 0, 52, "0", "assumed", "a hub day on campus every so many weeks of placement; 0: none")      \
    P(CHOICE, hub_day, timetable_weekday_names, 0, 0, "We", "assumed", "day of the week of hub days")                             \
    P(CHOICE, hub_mixing, timetable_hub_mixing_names, 0, 0, "cohort", "assumed", "whom a hub day brings together: the cohort, old campus groups, or all on placement") \
    P(TEXT, roster, "1", 0, 0, "", "local", "roster CSV (policy roster); the README says how it is read")                          \
    P(CHOICE, roster_shape, timetable_roster_shape_names, 0, 0, "long", "local", "long: a line per student and stint; wide: a line per student, a column per block") \
    P(MAP, columns, "1", 0, 0, "", "local", "the roster's own names of columns, as {student_id: Number, site: \"Site(s)\"}")        \
    P(TEXT, codes, "1", 0, 0, "", "local", "CSV code,site,rotation of what a wide roster's cells stand for; else they are site/rotation") \
    P(CHOICE, date_format, date_format_names, 0, 0, "yyyy-mm-dd", "local", "how the roster writes dates")

PARAMETER_STRUCT(timetable, TIMETABLE_PARAMETERS);

/* A tie between two seats of a cohort, for pods of friends. */
struct timetable_tie {
    uint32_t a, b;
    int32_t banked; /* 1/1024 h */
};

/* A cohort on placement in the year that is planned. */
struct timetable_cohort {
    uint32_t first_id; /* seat s has id first_id + s */
    uint32_t seats;
    int entry_year;
    int32_t placement_week; /* first week of this cohort's first placement year */
    int placement_year;     /* 0 for the cohort's first placement year */
    const uint32_t *campus_group;     /* per seat: its last tutorial group; NULL: unknown */
    const struct timetable_tie *ties; /* friendships in the cohort when the year begins, each once; NULL: unknown */
    size_t tie_count;
};

enum { TIMETABLE_COHORTS_MAX = CALENDAR_YEARS_MAX * CALENDAR_SCHOOLS_MAX };

/* A placement year as planned, over the cohorts given, one after another. */
struct timetable_plan {
    int32_t first_week; /* of the year; TIMETABLE_UNPLANNED */
    int blocks;
    size_t seats;
    uint16_t *place; /* blocks x seats */
    uint32_t *team;  /* blocks x seats; equal numbers at one place in one block are one team; no number is used for two teams in one block */
};
#define TIMETABLE_UNPLANNED INT32_MIN

struct groundwork;

struct timetable {
    struct timetable_parameters parameters;
    struct calendar calendar;
    struct places places;
    struct enrolment enrolment;
    struct roster roster; /* of policy roster, else empty */
    struct roster pins;   /* of a policy, one cohort's; may be empty */
    int64_t start_day;    /* date of week 0 */
    struct groundwork *groundwork; /* of a policy: why every year can be planned (groundwork.h) */
};

/* Paths of the files that the parameters name, found from the scenario's folder; NULL where none is named. */
struct timetable_files {
    const char *places, *students, *pinned, *roster, *codes;
};

/* The school that a timetable serves. */
struct timetable_school {
    uint32_t seats;    /* of a cohort */
    int years;         /* of the course on placement */
    int years_at_once; /* cohorts on placement at the same time */
    int64_t start_day; /* date of week 0 */
    /* Only timetable_roster asks for these: */
    int schools;       /* of this make-up; 0 is one */
    int opens;         /* entry year of the first cohort that there is */
    uint32_t (*cohort_id)(int entry_year); /* id of seat 0 */
};

/*
 * Copies parameters, reads the files and checks that every year can be planned: E110 a pod that fits nowhere, E111 demand over capacity (the
 * tight rotations, and by how many), E112 blocks that do not tile the year, E113 undecided within the limit. KITH_INVALID with all mistakes in the report.
 */
enum kith_status timetable_init(struct timetable *timetable, const struct timetable_parameters *parameters,
                                const struct calendar_parameters *calendar, const struct timetable_files *files,
                                const struct timetable_school *school, struct kith_report *report);
void timetable_clear(struct timetable *timetable);

/*
 * The part of timetable_init after the files: checks that the policy can plan every year of this school, and keeps what planning needs. For
 * timetables that were put together by hand.
 */
enum kith_status timetable_check(struct timetable *timetable, const struct timetable_school *school,
                                 const struct timetable_files *files, struct kith_report *report);

/* Plans the placement year that begins in first_week (policies other than roster) into *plan, whose memory is reused. A function of its
 * arguments only. Cohorts are of the school that was checked, or fewer of them: KITH_FAILED for more than it has, and without memory. */
enum kith_status timetable_plan_year(const struct timetable *timetable, struct random_key key, int32_t first_week,
                                     const struct timetable_cohort *cohorts, size_t count, struct timetable_plan *plan);

/* Makes *copy, which is overwritten, the same plan with memory of its own. timetable_plan_clear in any case. */
enum kith_status timetable_plan_copy(struct timetable_plan *copy, const struct timetable_plan *plan);
void timetable_plan_clear(struct timetable_plan *plan);

/*
 * All placement years of cohorts entry_year .. entry_year + cohorts - 1 as a roster: planned by the policy with the company that the simulation
 * has, or a copy of the roster file's own. KITH_INVALID for pods of friends, which only a simulation knows. Placement years follow each other.
 */
enum kith_status timetable_roster(const struct timetable *timetable, struct random_key key, const struct timetable_school *school,
                                  int course_years_before_placement, int entry_year, int cohorts, struct roster *roster);

/* Copies a roster so that cohorts entry_year .. each have this many placement years: as the model, it starts again with what is there. */
enum kith_status roster_unroll(const struct roster *roster, int entry_year, int cohorts, int years, struct roster *unrolled);

#endif
