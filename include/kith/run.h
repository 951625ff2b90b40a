/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Running a scenario into a results file. */
#ifndef KITH_RUN_H
#define KITH_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "kith/compare.h"
#include "kith/scenario.h"

#ifdef __cplusplus
extern "C" {
#endif

struct kith_progress {
    int64_t done, total; /* simulated weeks, over arms and replicates (what arms share once); those found done count as done */
    int64_t done_before; /* of these, found done when the run began */
    double seconds;      /* since the run began */
};

struct kith_run_options {
    const char *output;  /* the results file */
    int64_t first, last; /* replicates; 0, 0: as the scenario says */
    int threads;         /* 0: as many as there are processors */
    bool over_students;  /* threads share the students of one replicate; else each takes replicates */
    bool until_precise;  /* no more replicates than compare.precision asks for, in steps of compare.step; else all */
    int64_t
        assumption_replicates; /* 0, or: sweep the assumed parameters (the file's group "assumptions"), each end in so many replicates */
    const char *reference;   /* precision and the sweep go by differences from this arm; NULL: the first, as stored ones do always */
    const char *const *arms; /* NULL: all */
    size_t arm_count;
    bool apart;               /* arms do not share the simulation of their common past: the same results by more work */
    bool overwrite;           /* an existing results file may be replaced; files that are read never */
    const char *command_line; /* recorded in the file; may be NULL */
    void (*progress)(void *context, const struct kith_progress *progress); /* a few times a second, from one thread at a time */
    bool (*cancelled)(void *context); /* asked every simulated week; true stops the run, finished replicates are kept */
    void *context;
};

/* One outcome of one arm, against the first. */
struct kith_comparison {
    struct kith_difference of;
    double matters; /* smallest difference that matters */
    enum kith_kind kind;
};

struct kith_result {
    const char *title, *question;
    const char *support_line; /* where readers can turn (run.support_line); may be empty */
    size_t arms, outcomes;
    const char *const *arm;
    const char *const *outcome; /* names */
    const char *const *label;   /* in words */
    const char *const *unit;
    const bool *share;                  /* shown in percent */
    const char *const *target;          /* NULL, or what the evidence asks */
    struct kith_comparison *comparison; /* [arms][outcomes] */
    int64_t replicates;
    int64_t found; /* of these, found finished when the run began */
    bool precise;  /* until_precise, and every half-width of compare.precision was reached */
    double seconds;
    int64_t common_weeks; /* in which all arms were one and were simulated once; 0: none */
    double saved;         /* share of the arms' weeks that did not have to be simulated because arms share them */
    char digest[33];      /* of the results */
};

/*
 * Runs a scenario into options->output. A stopped run leaves OUTPUT.parts; the same call goes on from there. *result is freed
 * with kith_result_free; NULL unless KITH_OK.
 */
enum kith_status kith_run(const struct kith_scenario *scenario, const struct kith_run_options *options,
                          struct kith_result **result, struct kith_report *report);
/* What an existing results file has of a run. */
struct kith_found {
    bool same;          /* it is of this very run: scenario, files read, seed, arms, first replicate, revision of kith */
    int64_t replicates; /* in it */
    bool enough;        /* as many as the options ask for */
};

/* Looks at options->output. Whatever cannot be read, or is another run, is not the same. */
enum kith_status kith_run_find(const struct kith_scenario *scenario, const struct kith_run_options *options,
                               struct kith_found *found);

void kith_result_free(struct kith_result *result);

#ifdef __cplusplus
}
#endif
#endif
