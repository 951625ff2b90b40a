/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario made ready to run: checked across sections, with its files read. Shared by all replicates, never changed. */
#ifndef EXPERIMENT_PLAN_H
#define EXPERIMENT_PLAN_H

#include "experiment/schema.h"

/* What goes in a week of an arm. */
struct plan_rules {
    const struct plan_source *source;
    const struct schema_parameters *parameters;
    const struct timetable *timetable;
};

/* A scenario file, and what its arms go by before they begin. */
struct plan_source {
    const struct scenario *scenario;
    const struct schema_parameters *base;
    struct timetable timetable;
};

struct plan_arm {
    const char *name;
    const char *own_name; /* in its file */
    const struct plan_source *source;
    int32_t from_week;
    const struct schema_parameters *parameters;
    struct timetable timetable;
    size_t rules_before, rules; /* before from_week and from it on: which of the plan's */
};

struct plan {
    const struct scenario *scenario;
    const struct schema_parameters *base; /* of the first source: what all share is alike in all */
    struct plan_source *sources;          /* one, but of a joined scenario */
    size_t source_count;
    struct plan_arm *arms;
    size_t arm_count;
    struct plan_rules *rules; /* distinct ones */
    size_t rule_count;
    bool apart; /* arms share no simulated past, to check that sharing changes nothing */
    struct graph graph;
    int32_t first_week, weeks; /* of the run: first_week .. weeks - 1 */
    int sites;                 /* most of any arm */
    bool imported;             /* real people's graph or roster: no records of single students */
    int64_t first_replicate, last_replicate;
    char stamp[33]; /* of what its numbers depend on (stamp.h); "" while unknown */
};

/* arms limits the run to these names (in the scenario's order); NULL for all. Every mistake goes to the report. */
enum kith_status plan_init(struct plan *plan, const struct scenario *scenario, const char *const *arms, size_t arm_count,
                           struct kith_report *report);
void plan_clear(struct plan *plan);

#endif
