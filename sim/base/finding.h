/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mistakes by kind: a file of 5,000 lines may be wrong in one way 5,000 times. The first 20 of a kind go to the report, the
 * others are counted. A kind is a code ("E102": it begins each message) or a plural ("rows of another length": it ends the count).
 */
#ifndef BASE_FINDING_H
#define BASE_FINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "kith/status.h"

enum { FINDING_SHOWN = 20, FINDING_KINDS_MAX = 24 };

struct findings {
    struct kith_report *report;
    size_t errors, first; /* in the report at the start: errors, messages */
    size_t kinds;
    struct {
        const char *name, *file; /* of the last message; file may be NULL */
        enum kith_severity severity;
        size_t count;
    } kind[FINDING_KINDS_MAX];
};

void finding_init(struct findings *findings, struct kith_report *report);

/* True if more of this kind would only be counted, so that costly wording can be spared. */
bool finding_full(const struct findings *findings, const char *kind);

/* kind and file are kept until finding_end. */
void finding_add(struct findings *findings, enum kith_severity severity, const char *kind, const char *file, int line,
                 const char *format, ...) __attribute__((format(printf, 6, 7)));

/* Says how many were not shown, and puts errors before warnings. KITH_INVALID if there was an error since finding_init. */
enum kith_status finding_end(struct findings *findings);

#endif
