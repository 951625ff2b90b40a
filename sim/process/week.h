/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All parameters of the model, and one week of it. */
#ifndef PROCESS_WEEK_H
#define PROCESS_WEEK_H

#include "process/course.h"
#include "process/distress.h"
#include "process/education.h"
#include "process/encounters.h"
#include "process/help.h"
#include "process/noticing.h"
#include "process/programme.h"
#include "process/seeking.h"
#include "process/services.h"
#include "process/support.h"
#include "process/ties.h"
#include "process/traits.h"
#include "timetable/timetable.h"
#include "world/graph.h"
#include "world/population.h"

struct week_parameters {
    struct school_parameters school;
    struct calendar_parameters calendar;
    struct timetable_parameters timetable;
    struct population_parameters population;
    struct graph_parameters graph;
    struct encounters_parameters encounters;
    struct ties_parameters ties;
    struct distress_parameters distress;
    struct noticing_parameters noticing;
    struct support_parameters support;
    struct programme_parameters programme;
    struct seeking_parameters seeking;
    struct help_parameters help;
    struct services_parameters services;
    struct education_parameters education;
    struct traits_parameters traits;
};

enum week_stage {
    WEEK_COURSE,
    WEEK_ENCOUNTERS,
    WEEK_TIES,
    WEEK_DISTRESS,
    WEEK_NOTICING,
    WEEK_SUPPORT,
    WEEK_PROGRAMME,
    WEEK_SEEKING,
    WEEK_HELP,
    WEEK_SERVICES,
    WEEK_EDUCATION,
    WEEK_TRAITS,
    WEEK_STAGES
};
extern const char *const week_stage_names[];

/* Wall-clock seconds spent in each step so far. */
struct week_clock {
    double seconds[WEEK_STAGES];
};

/* Looks on after each step: what a step decided by can be seen before the next one changes it. */
struct week_watch {
    void (*after)(void *context, const struct world *world, enum week_stage stage);
    void *context;
};

/* world->week is the week to simulate. Observers look afterwards; the caller then moves on to the next week. clock and watch may be NULL. */
void week_step(struct world *world, const struct week_parameters *parameters, struct week_clock *clock,
               const struct week_watch *watch);

#endif
