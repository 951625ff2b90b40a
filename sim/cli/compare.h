/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kith compare shows of a results file, and the parts that print it. */
#ifndef CLI_COMPARE_H
#define CLI_COMPARE_H

#include "cli/options.h"

struct compare_view {
    const struct kith_study *study;
    const struct kith_study *const *rivals; /* other files of the same arms, under other hypotheses */
    size_t rival_count;
    bool all;          /* rows of every table */
    size_t reference;  /* arm */
    const size_t *row; /* outcomes; the primary first unless some were named */
    size_t rows;
    const struct kith_difference *cell; /* [rows][arms] */

    /* For what stands under the table, by compare_view_read. */
    double *funnel;
    struct kith_groups groups;
    struct kith_swings *swings; /* per arm */
};

/* Reads what compare_print_text shows under the table of view->study. Clear in any case. */
enum kith_status compare_view_read(struct compare_view *view, struct kith_report *report);
void compare_view_clear(struct compare_view *view);

/* Verdict, table and notes, for a reader. KITH_FAILED without memory. */
enum kith_status compare_print_text(const struct compare_view *view);

/* The verdict on the first row, in sentences. */
void compare_print_verdict(const struct compare_view *view);

/* What stands under the table: why, under which hypotheses, how arms differ, where and for whom. */
enum kith_status compare_print_notes(const struct compare_view *view);

/* Which outcomes become rows: what a planner asks first, what arms are compared by, or that and what is held against the evidence. */
enum compare_rows { COMPARE_USUAL, COMPARE_COMPARED, COMPARE_ALL };

/* The primary outcome, then the others that tell anything; row has room for all. Returns how many. */
size_t compare_rows(const struct kith_study *study, enum compare_rows which, size_t *row);

/* Rows with their differences. Reads study, row, rows, cell and reference. */
void compare_print_table(const struct compare_view *view);

/* Columns of arms side by side: how wide, their heads (numbers where a name has no room), and what the numbers mean. */
int compare_arm_width(const struct kith_study *study);
void compare_print_heads(const struct kith_study *study);
void compare_print_legend(const struct kith_study *study);

/* What kith run prints: what is asked, the table, the model against the evidence, and how to take it. */
void cli_print_result(const struct compare_view *view, const struct kith_result *result);

/* The sweep over assumptions, if the file holds one. */
void compare_print_assumptions(const struct compare_view *view);

/* A line per outcome and arm. */
void compare_print_csv(const struct compare_view *view);

/* Opens the files, the later ones checked to be of the same arms as the first. study has room for all, and whoever asks closes them. */
int cli_compare_studies(struct kith_study **study, const struct cli_list *paths, struct kith_report *report);

/* How to run the study again under another hypothesis of influence, into another file. */
void compare_print_command(const struct kith_study *study, const char *influence);

#endif
