/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One episode of simulated distress in sentences. */
#ifndef KITH_TRACE_H
#define KITH_TRACE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "kith/scenario.h"

#ifdef __cplusplus
extern "C" {
#endif

struct kith_trace_options {
    const char *arm;                  /* NULL: the first */
    int64_t replicate;                /* whose luck; 0 is 1 */
    int64_t episode;                  /* counted from 1 in the order of onset; 0: list the first 20, a line each */
    bool (*cancelled)(void *context); /* asked every simulated week; true stops. May be NULL */
    void *context;
};

/*
 * Writes one episode of simulated distress of one simulated student, week by week in sentences. Simulated people only: KITH_INVALID for
 * imported graphs, rosters and students files. Nothing is written unless KITH_OK.
 */
enum kith_status kith_trace(FILE *stream, const struct kith_scenario *scenario, const struct kith_trace_options *options,
                            struct kith_report *report);

#ifdef __cplusplus
}
#endif
#endif
