/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interaction log as read from a results file: what log.c fills and log_summary.c counts. */
#ifndef EXPERIMENT_LOG_H
#define EXPERIMENT_LOG_H

#include "kith/kith.h"

enum log_column {
    LOG_ARM,
    LOG_REPLICATE,
    LOG_WEEK,
    LOG_RECEIVER,
    LOG_GIVER,
    LOG_FORMAL,
    LOG_REFERRED,
    LOG_MINUTES,
    LOG_RECEIVER_YEAR,
    LOG_PLACE, /* 0 campus, then sites from 1; -1 away */
    LOG_POOR,
    LOG_RELIEVED,
    LOG_RELATION, /* from here on: categories, with words for their numbers */
    LOG_STARTED_BY,
    LOG_FORMAT,
    LOG_TOPIC,
    LOG_COLUMNS
};

enum { LOG_CATEGORIES = LOG_COLUMNS - LOG_RELATION, LOG_WORDS_MAX = 32 };

/* The words of one category, in the order of its numbers. */
struct log_words {
    char *text; /* what the words point into */
    const char *word[LOG_WORDS_MAX];
    size_t count;
};

struct kith_log {
    char *title, *support_line;
    char **arm;
    size_t arms;
    int32_t *replicate;
    size_t replicates;
    char **site; /* names */
    size_t sites;
    int64_t first_day; /* of week 0, since 1970-01-01 */
    size_t rows;
    int32_t *column[LOG_COLUMNS];
    struct log_words words[LOG_CATEGORIES];
};

#endif
