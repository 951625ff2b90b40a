/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interaction log of a results file (observe.events): simulated people only. */
#ifndef KITH_LOG_H
#define KITH_LOG_H

#include <stdint.h>

#include "kith/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct kith_log;

/* Opens the log in a results file. KITH_INVALID if the file is none of kith's, of a newer format, or was written without the log. */
enum kith_status kith_log_open(struct kith_log **log, const char *path, struct kith_report *report);
void kith_log_close(struct kith_log *log);

/* Name of an arm, counted from 0; number of a replicate, counted from 0. NULL, 0: past the last. */
const char *kith_log_arm(const struct kith_log *log, size_t index);
int64_t kith_log_replicate(const struct kith_log *log, size_t index);
const char *kith_log_title(const struct kith_log *log);        /* of the scenario */
const char *kith_log_support_line(const struct kith_log *log); /* where readers can turn; NULL in files without one */

enum kith_log_side { KITH_LOG_INFORMAL, KITH_LOG_FORMAL, KITH_LOG_SIDES };
enum { KITH_LOG_FEW = -1, KITH_LOG_WITHHELD = -2 }; /* of fewer than 5 students; hidden so that such a one cannot be worked out */

/* Encounters of one kind; all four numbers are KITH_LOG_FEW or KITH_LOG_WITHHELD where they are hidden; so may referred be alone. */
struct kith_log_cell {
    int64_t encounters;
    int64_t students; /* supported, each counted once */
    int64_t minutes, referred;
};

struct kith_log_row {
    char label[48];
    struct kith_log_cell cell[KITH_LOG_SIDES];
};

enum { KITH_LOG_TABLES = 9 };

struct kith_log_table {
    const char
        *name; /* "relation", "started_by", "format", "topic", "quality", "place", "year_of_course", "month", "supporter" */
    const char *title; /* in words */
    struct kith_log_row *row;
    size_t rows;
};

/* One arm of one simulated school. The rows of each table add up to the total, but for supporters: those with a formal encounter. */
struct kith_log_summary {
    struct kith_log_cell total[KITH_LOG_SIDES];
    int64_t supporters; /* with a formal encounter; KITH_LOG_FEW: the total is hidden */
    double mean_formal; /* formal encounters of this arm, mean over all simulated schools of the file; NaN if there is only one */
    struct kith_log_table table[KITH_LOG_TABLES];
};

/* replicate: its number. KITH_FAILED without memory; free in any case. */
enum kith_status kith_log_summarise(const struct kith_log *log, size_t arm, int64_t replicate, struct kith_log_summary *summary);
void kith_log_summary_free(struct kith_log_summary *summary);

#ifdef __cplusplus
}
#endif
#endif
