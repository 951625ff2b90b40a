/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The interaction log of one arm of one simulated school, counted: informal and formal encounters side by side, in the tables of
 * log_tables.c.
 *
 * A cell of 1 to 4 different students is hidden. If it is the only one in its column, it would follow from the column's total,
 * so the next smallest goes with it. A total of fewer than 5 students is hidden too; then so is every cell that makes it up.
 * Referrals of 1 to 4 different students are hidden in the same way, where the rest of their row is not.
 * Supporters are in the order of their numbers, never of what they did.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/few.h"
#include "base/order.h"
#include "experiment/log/log_tables.h"

/* Which student is counted where: the same student twice in one cell is one. */
struct seen {
    uint32_t row;
    int32_t side, student;
};

static int compare_seen(const void *left, const void *right)
{
    const struct seen *a = left, *b = right;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    if (a->side != b->side)
        return a->side < b->side ? -1 : 1;
    return (a->student > b->student) - (a->student < b->student);
}

static void add(struct kith_log_cell *cell, const struct kith_log *log, size_t record)
{
    cell->encounters++;
    cell->minutes += log->column[LOG_MINUTES][record];
    cell->referred += log->column[LOG_REFERRED][record];
}

static void hide(struct kith_log_cell *cell, int64_t how)
{
    *cell = (struct kith_log_cell){how, how, how, how};
}

static void hide_few(struct kith_log_row *row, size_t rows, int side)
{
    size_t hidden = 0, next = rows;
    for (size_t k = 0; k < rows; k++) {
        struct kith_log_cell *cell = &row[k].cell[side];
        if (cell->students == 0)
            continue;
        if (cell->students < FEW_BELOW) {
            hide(cell, KITH_LOG_FEW);
            hidden++;
        } else if (next == rows || cell->encounters < row[next].cell[side].encounters) {
            next = k;
        }
    }
    if (hidden == 1 && next < rows)
        hide(&row[next].cell[side], KITH_LOG_WITHHELD);
}

/* The same for referrals, by the students referred. Rows hidden already are hidden here too. */
static void hide_few_referred(struct kith_log_row *row, size_t rows, int side, const int64_t *students)
{
    size_t hidden = 0, next = rows;
    for (size_t k = 0; k < rows; k++) {
        int64_t *referred = &row[k].cell[side].referred;
        if (*referred > 0 && students[k * KITH_LOG_SIDES + (size_t)side] < FEW_BELOW)
            *referred = KITH_LOG_FEW;
        hidden += *referred < 0;
        if (*referred > 0 && (next == rows || *referred < row[next].cell[side].referred))
            next = k;
    }
    if (hidden == 1 && next < rows)
        row[next].cell[side].referred = KITH_LOG_WITHHELD;
}

enum { TOTAL = KITH_LOG_TABLES }; /* in place of a table: one row */

/* How many different students each row has on each side, [rows][sides], by all records or by referrals; seen has room for all records. */
static int64_t *count_students(const struct log_selection *s, size_t table, size_t rows, bool referrals, struct seen *seen)
{
    int64_t *students = calloc(rows * KITH_LOG_SIDES + 1, sizeof *students);
    size_t count = 0;
    for (size_t k = 0; k < s->count; k++) {
        size_t row = table == TOTAL ? 0 : log_table_row(s, table, s->at[k]);
        if (row < rows && (!referrals || s->log->column[LOG_REFERRED][s->at[k]]))
            seen[count++] =
                (struct seen){(uint32_t)row, s->log->column[LOG_FORMAL][s->at[k]], s->log->column[LOG_RECEIVER][s->at[k]]};
    }
    qsort(seen, count, sizeof *seen, compare_seen);
    for (size_t k = 0; students && k < count; k++)
        if (k == 0 || compare_seen(&seen[k - 1], &seen[k]) != 0)
            students[seen[k].row * KITH_LOG_SIDES + (size_t)seen[k].side]++;
    return students;
}

/* Counts the rows of a table, or the total, and hides what is few. */
static bool count_rows(const struct log_selection *s, size_t table, struct kith_log_row *row, size_t rows, struct seen *seen)
{
    int64_t *students = count_students(s, table, rows, false, seen), *referred = count_students(s, table, rows, true, seen);
    bool well = students && referred;
    for (size_t k = 0; k < s->count && well; k++) {
        size_t at = table == TOTAL ? 0 : log_table_row(s, table, s->at[k]);
        if (at < rows)
            add(&row[at].cell[s->log->column[LOG_FORMAL][s->at[k]]], s->log, s->at[k]);
    }
    for (size_t k = 0; k < rows * KITH_LOG_SIDES && well; k++)
        row[k / KITH_LOG_SIDES].cell[k % KITH_LOG_SIDES].students = students[k];
    for (int side = 0; side < KITH_LOG_SIDES && well; side++) {
        hide_few(row, rows, side);
        hide_few_referred(row, rows, side, referred);
    }
    free(students);
    free(referred);
    return well;
}

static bool count_table(const struct log_selection *s, size_t table, struct seen *seen, struct kith_log_table *out)
{
    *out =
        (struct kith_log_table){.name = log_table_name(table), .title = log_table_title(table), .rows = log_table_rows(s, table)};
    out->row = calloc(out->rows + 1, sizeof *out->row);
    for (size_t k = 0; k < out->rows && out->row; k++)
        log_table_label(s, table, k, out->row[k].label, sizeof out->row[k].label);
    return out->row && count_rows(s, table, out->row, out->rows, seen);
}

static bool count_total(const struct log_selection *s, struct seen *seen, struct kith_log_summary *summary)
{
    struct kith_log_row all = {0};
    bool well = count_rows(s, TOTAL, &all, 1, seen);
    memcpy(summary->total, all.cell, sizeof all.cell);
    summary->supporters = all.cell[KITH_LOG_FORMAL].students == KITH_LOG_FEW ? KITH_LOG_FEW : (int64_t)s->supporters;
    return well;
}

/* The records of an arm and replicate, and its supporters. */
static bool select_records(struct log_selection *s, size_t arm, int64_t replicate)
{
    const struct kith_log *log = s->log;
    s->at = malloc((log->rows + 1) * sizeof *s->at);
    s->supporter = malloc((log->rows + 1) * sizeof *s->supporter);
    if (!s->at || !s->supporter)
        return false;
    size_t givers = 0;
    for (size_t k = 0; k < log->rows; k++) {
        if ((size_t)log->column[LOG_ARM][k] != arm || log->column[LOG_REPLICATE][k] != replicate)
            continue;
        s->at[s->count++] = k;
        if (log->column[LOG_FORMAL][k])
            s->supporter[givers++] = log->column[LOG_GIVER][k];
    }
    qsort(s->supporter, givers, sizeof *s->supporter, order_int32);
    for (size_t k = 0; k < givers; k++)
        if (k == 0 || s->supporter[k] != s->supporter[s->supporters - 1])
            s->supporter[s->supporters++] = s->supporter[k];
    return true;
}

static double mean_formal(const struct kith_log *log, size_t arm)
{
    double formal = 0;
    for (size_t k = 0; k < log->rows; k++)
        formal += (size_t)log->column[LOG_ARM][k] == arm && log->column[LOG_FORMAL][k];
    return log->replicates > 1 ? formal / (double)log->replicates : (double)NAN;
}

enum kith_status kith_log_summarise(const struct kith_log *log, size_t arm, int64_t replicate, struct kith_log_summary *summary)
{
    struct log_selection s = {.log = log};
    *summary = (struct kith_log_summary){.mean_formal = mean_formal(log, arm)};
    struct seen *seen = malloc((log->rows + 1) * sizeof *seen);
    bool well = seen && select_records(&s, arm, replicate);
    well = well && count_total(&s, seen, summary);
    for (size_t table = 0; well && table < KITH_LOG_TABLES; table++)
        well = count_table(&s, table, seen, &summary->table[table]);
    free(seen);
    free(s.at);
    free(s.supporter);
    return well ? KITH_OK : KITH_FAILED;
}

void kith_log_summary_free(struct kith_log_summary *summary)
{
    for (size_t table = 0; table < KITH_LOG_TABLES; table++)
        free(summary->table[table].row);
    *summary = (struct kith_log_summary){0};
}
