/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of running share. */
#ifndef EXPERIMENT_RUN_PRIVATE_H
#define EXPERIMENT_RUN_PRIVATE_H

#include "experiment/files/layout.h"
#include "experiment/run/sweep.h"
#include "kith/kith.h"

struct run {
    const struct kith_run_options *options;
    struct kith_report *report;
    struct plan plan;
    struct layout layout;
    char *resolved;                   /* the scenario that the file records */
    char *stamp;                      /* text of plan.stamp */
    char *parts;                      /* directory of the part files */
    int64_t done, done_before, total; /* simulated weeks */
    int64_t found;                    /* replicates that were there */
    double began, shown;
    bool stop;
    struct sweep sweep; /* of assumptions; count 0: none was asked for */
    size_t reference;   /* arm */
    bool precise;       /* every half-width of compare.precision is reached */
    enum kith_status status;
};

double run_now(void);

/* Plan, range of replicates and reference arm, as the options say. */
enum kith_status run_plan(struct run *run, const struct scenario *scenario);

/* Runs the replicates that are not there yet, in batches where the run is to be precise, and says in plan.last_replicate how far that was. */
void run_replicates(struct run *run);

/* Finds what is to be swept, so that progress knows of it from the beginning, before any replicate is run. */
enum kith_status run_plan_sweep(struct run *run);

/* Sweeps the assumed parameters with the first of the replicates that were run. */
void run_sweep(struct run *run);

/* A week was simulated; false: stop. */
bool run_watch(void *context, const struct world *world, size_t arm);
void run_fail(struct run *run, enum kith_status status);
void run_say(struct run *run, struct kith_report *said); /* what a thread has to say; clears it */
void run_show_progress(struct run *run);

/* Memory of the group "assumptions". */
struct sweep_data {
    double *numbers;
    uint8_t *acts;
};

/* Points a sweep's variables, from group on, at its differences and intervals. KITH_FAILED without memory; run_clear_sweep in any case. */
enum kith_status run_pack_sweep(struct sweep_data *data, const struct run *run, struct archive_data *group);
void run_clear_sweep(struct sweep_data *data);

#endif
