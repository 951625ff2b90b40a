/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening, checking and describing scenarios. */
#ifndef KITH_SCENARIO_H
#define KITH_SCENARIO_H

#include <stdint.h>
#include <stdio.h>

#include "kith/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct kith_scenario;

/*
 * Opens a scenario file and applies sets ("path=value", in order). Every mistake is in the report; KITH_INVALID then, and
 * *scenario is NULL. Close with kith_scenario_close.
 */
enum kith_status kith_scenario_open(struct kith_scenario **scenario, const char *path, const char *const *sets, size_t set_count,
                                    struct kith_report *report);
void kith_scenario_close(struct kith_scenario *scenario);

/*
 * The arms of several scenarios as one scenario, to be run on the same students with the same luck. An arm is named by its file ("a", of a file
 * without arms) or by file and arm ("a/formal"), and keeps its file's base before it begins. What arms cannot differ in must be alike in
 * all files, but run.replicates: the largest counts. The scenarios are closed in any case.
 */
enum kith_status kith_scenario_join(struct kith_scenario **joined, struct kith_scenario *const *scenarios, size_t count,
                                    struct kith_report *report);

/* What a run would do. */
struct kith_outline {
    const char *title, *question;
    size_t arms;
    int64_t students; /* present at a time */
    int64_t replicates;
    int64_t weeks;       /* simulated by one arm of one replicate, burn-in included */
    int64_t recorded;    /* of these, recorded */
    int64_t common;      /* of these, weeks in which all arms are still one: they are simulated once */
    double seconds;      /* expected on one thread */
    double bytes_memory; /* expected per thread */
    double bytes_file;   /* expected, logs not counted */
};

/* Checks everything that a run would need (files, capacities) and outlines it. */
enum kith_status kith_scenario_check(const struct kith_scenario *scenario, struct kith_outline *outline,
                                     struct kith_report *report);

/* Name of an arm, counted from 0; NULL past the last. */
const char *kith_scenario_arm(const struct kith_scenario *scenario, size_t index);

enum kith_describe_format { KITH_DESCRIBE_TEXT, KITH_DESCRIBE_CSV, KITH_DESCRIBE_MARKDOWN, KITH_DESCRIBE_YAML };

/* Writes every parameter: path, type, unit, range, default, source, meaning and, with a scenario (may be NULL), its value. YAML is a scenario file. */
enum kith_status kith_describe(FILE *stream, const struct kith_scenario *scenario, enum kith_describe_format format);

#ifdef __cplusplus
}
#endif
#endif
