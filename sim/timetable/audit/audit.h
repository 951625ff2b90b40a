/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a timetable does to students' contact with each other. No simulation: pure functions of a roster, its places and the calendar.
 *
 * Peers of a student in a block share site and rotation for at least half of its working days (meeting.h); students of all cohorts in the
 * roster are peers, those of the audited cohorts are counted.
 *
 *   peer continuity   mean over students and blocks b >= 2 of (peers in both b and b - 1) / (peers in b); 0 if alone in b; students without a
 *                     place in b - 1 or b are left out (MODEL, outcomes)
 *   by chance         the same, expected if in each block the students who are there were dealt anew over the places taken: exact, not drawn. With N_b
 *                     students in block b, a share t_b of them with peers, m_b peers on average and S students in both blocks it is
 *                     t_b · (S − 1)/(N_b − 1) · m_{b−1}/(N_{b−1} − 1). Chance-adjusted: (observed − chance) / (1 − chance)
 *   hours             a pair's social hours in the ward team, as encounters share them out (process/encounters.c): weekly hours · social share / (number met) a week,
 *                     a fifth of it a day on which both are there; before work_share. Teams do not mix cohorts. Teams of more than all_meet are
 *                     circles in the order of seats, in which each meets `reach` on either side
 *   usual-peer share  hours with the one met most / all hours; effective peers: (Σ h)² / Σ h²; both missing for those with no hours
 *   breadth           different peers over all blocks
 *   alone             a block without any peer; alone at the site: without anyone there for at least half of the block
 *   site changes      consecutive blocks whose main sites differ
 *   friends together  of a student's campus friends with a place in the block, the share at the same site for at least half of it; and the share of
 *                     students' blocks in which at least one is
 */
#ifndef TIMETABLE_AUDIT_H
#define TIMETABLE_AUDIT_H

#include "timetable/roster.h"

enum { AUDIT_TIERS = 3, AUDIT_ALONE_ROWS = 4 };
extern const double audit_tiers[AUDIT_TIERS]; /* hours: 50, 90, 200 */

/* Of the scenario's encounters section; for places that leave them open. */
struct audit_hours {
    double team_hours, team_social_share; /* hours a week; of these */
    int64_t reach, all_meet;
};

/* Friends at the end of campus, each pair once: seats of the first audited cohort. */
struct audit_friend {
    uint32_t a, b;
};

struct audit_input {
    const struct roster *roster;
    const struct places *places;
    const struct calendar *calendar; /* of a placement year; NULL: blocks are found in the roster */
    int first_cohort, cohorts;       /* audited; the roster's others are their company */
    struct audit_hours hours;
    const struct audit_friend *friend;
    size_t friends;
};

/* Of one student. */
struct audit_student {
    int32_t blocks;            /* with a place */
    int32_t compared;          /* of these, with a place in the block before */
    double continuity, chance; /* sums over blocks compared */
    int32_t alone, alone_at_site, longest_alone;
    int32_t site_changes, breadth;
    double hours, top_hours, square_hours; /* Σ h, max h, Σ h² over other students */
    int32_t friends;                       /* named for this student */
    int32_t friend_blocks;                 /* blocks with a place in which some friend has one */
    double friends_together;               /* sum over these of the share of friends at the same site */
    int32_t with_friend;                   /* of these, with at least one */
};

/* Of one site, in blocks in which audited students are placed. */
struct audit_site {
    int64_t capacity;                /* students at once; 0: unknown */
    double used, offered;            /* student-days */
    int32_t peak;                    /* most students on one day */
    int32_t students;                /* audited ones ever there */
    int32_t based;                   /* of these, with a block in which it is their main site */
    int32_t blocks, compared, alone; /* of audited students whose main site it is */
    int32_t alone_students;          /* different ones in `alone` */
    double continuity;               /* sum over those compared */
};

struct audit {
    struct audit_student *student; /* of the audited cohorts, one after another */
    size_t students;
    struct audit_site *site;
    uint32_t sites;
    int blocks; /* in which anyone audited is placed */
};

enum kith_status audit_run(struct audit *audit, const struct audit_input *input);
void audit_clear(struct audit *audit);

/* A group's totals; NaN: missing. */
struct audit_total {
    int32_t students; /* with any place */
    int64_t student_blocks;
    double continuity, chance, adjusted; /* shares */
    double usual_peer, effective_peers, breadth;
    double tier[AUDIT_TIERS];                                   /* shares of students with some peer of so many hours */
    double alone, alone_at_site;                                /* shares of student-blocks */
    int32_t longest_alone;                                      /* blocks */
    int32_t alone_blocks[AUDIT_ALONE_ROWS];                     /* students alone for 0, 1, 2, 3 or more blocks */
    int32_t tier_students[AUDIT_TIERS], alone_at_site_students; /* behind the shares */
    double site_changes;                                        /* a student */
    double friends_together, with_friend;                       /* shares */
};

/* Over students whose group is `wanted`; all if group is NULL. group has an entry for each student of the audit. */
void audit_total(const struct audit *audit, const uint32_t *group, uint32_t wanted, struct audit_total *total);

/* Hours of pairs, into audit->student (audit_hours.c). */
struct meeting_grid;
enum kith_status audit_add_hours(struct audit *audit, const struct audit_input *input, const struct meeting_grid *grid);

/*
 * Which counts must not be shown so that no row of 1 to 4 people can be read off, or worked out from the total: hidden[k] is 1 for a row that is too small,
 * 2 for one that is hidden so that the others cannot be subtracted. Rows of none may be shown.
 */
enum { AUDIT_SHOWN, AUDIT_SMALL, AUDIT_WITHHELD, AUDIT_LEAST = 5 };
void audit_suppress(const int32_t *counts, size_t rows, uint8_t *hidden);

/* True for a count of 1 to 4 people. */
bool audit_is_few(int64_t count);

/*
 * Which of a group's derived numbers must not be shown either, since a count of 1 to 4 students could be worked out from them:
 *   tiers      shares of students are counts: none whose distance from 0, from all, or from another that is shown, is so small
 *   alone      not if so few are ever alone, nor if, with the rows of alone_blocks that are shown, it leaves one value only for one that is hidden
 *   longest    says that somebody is alone for so many blocks: not of so few
 */
struct audit_hidden {
    bool tier[AUDIT_TIERS], alone, alone_at_site, longest_alone;
};
struct audit_hidden audit_hide(const struct audit_total *total);

#endif
