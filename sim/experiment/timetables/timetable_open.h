/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef EXPERIMENT_TIMETABLE_OPEN_H
#define EXPERIMENT_TIMETABLE_OPEN_H

#include "experiment/open.h"
#include "experiment/run/keep.h"
#include "timetable/audit/audit.h"

struct kith_timetable {
    struct kith_timetable_options options; /* of what is planned */
    struct plan plan;                      /* of the scenario; none: read alone */
    bool planned;
    bool unknown; /* only a simulation could say */
    struct roster roster;
    struct roster_alone alone; /* of a roster read alone; its roster has moved to `roster` */
    int first_entry, entries;  /* years of entry that are asked for */
    int years;                 /* on placement, of a scenario */
    int years_at_once;
    const struct places *places;
    const struct calendar *calendar;   /* NULL: blocks are found in the roster */
    const struct enrolment *enrolment; /* NULL or count 0: nothing is known of the students */
    int first_cohort, cohorts;         /* that an audit counts */
    struct audit_hours hours;
    struct keep keep; /* files that it was read from */
};

/* What an audit of it counts, without friends. */
static inline struct audit_input timetable_audited(const struct kith_timetable *timetable)
{
    return (struct audit_input){.roster = &timetable->roster,
                                .places = timetable->places,
                                .calendar = timetable->calendar,
                                .first_cohort = timetable->first_cohort,
                                .cohorts = timetable->cohorts,
                                .hours = timetable->hours};
}

/* Plans what timetable->options ask for into timetable->roster, which is empty. KITH_INVALID with a message if there is no such timetable. */
enum kith_status timetable_make_roster(struct kith_timetable *timetable, struct kith_report *report);

/*
 * Puts the base's stays until the arm's from_week into timetable->roster, which has what the arm plans for `count` years of entry from `first` on. What
 * cannot be put in is a warning.
 */
enum kith_status timetable_add_before(struct kith_timetable *timetable, int first, int count, struct kith_report *report);

#endif
