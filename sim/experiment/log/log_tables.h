/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What counting the interaction log (log_summary.c) and its tables (log_tables.c) share. */
#ifndef EXPERIMENT_LOG_TABLES_H
#define EXPERIMENT_LOG_TABLES_H

#include "experiment/log/log.h"

/* The rows of the log that are counted. */
struct log_selection {
    const struct kith_log *log;
    size_t *at;
    size_t count;
    int32_t *supporter; /* givers with a formal encounter, ascending */
    size_t supporters;
};

/* Of a table: its name and its title in words, its rows, where a record of the log is counted in it (SIZE_MAX: nowhere), and a row's label. */
const char *log_table_name(size_t table);
const char *log_table_title(size_t table);
size_t log_table_rows(const struct log_selection *selection, size_t table);
size_t log_table_row(const struct log_selection *selection, size_t table, size_t record);
void log_table_label(const struct log_selection *selection, size_t table, size_t row, char *label, size_t size);

#endif
