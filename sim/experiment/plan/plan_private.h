/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of making a plan: what is checked across sections, and what is read from files. */
#ifndef EXPERIMENT_PLAN_PRIVATE_H
#define EXPERIMENT_PLAN_PRIVATE_H

#include "experiment/plan/plan.h"

/* Where a check speaks: the arm (NULL for the base) and its parameters. */
struct plan_check {
    const struct scenario *scenario;
    const char *arm;
    const struct schema_parameters *p;
    struct kith_report *report;
};

/* Years of the course on placement. */
int plan_placement_years(const struct school_parameters *school);

/* What all arms share: burn-in, schools, calendar, first friendships, records. */
void plan_check_run(const struct plan_check *check, const struct plan *plan);

/* What an arm may say otherwise than its base. */
void plan_check_arm(const struct plan_check *check, const struct schema_parameters *base);

/* Of a base, or of an arm that says otherwise. */
void plan_check_education(const struct plan_check *check);
void plan_check_service_sites(const struct plan_check *check, const struct timetable *timetable);

/* Reads and plans the timetable of an arm or a base. */
enum kith_status plan_open_timetable(struct timetable *timetable, const struct plan_check *check);

/* Reads or makes the first friendships, if there are any. */
enum kith_status plan_open_graph(struct plan *plan, struct kith_report *report);

#endif
