/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Friends only: ties with as many banked hours as ties.friend_at says, which the file bears as an attribute. */
#include "experiment/page/circle_ties.h"

#include <stdlib.h>

enum { COLUMN_ARM, COLUMN_REPLICATE, COLUMN_WEEK, COLUMN_A, COLUMN_B, COLUMNS };

static int compare_ties(const void *left, const void *right)
{
    const struct circle_tie *a = left, *b = right;
    const int32_t keys[2][4] = {{a->arm, a->a, a->b, a->first}, {b->arm, b->a, b->b, b->first}};
    for (int k = 0; k < 4; k++)
        if (keys[0][k] != keys[1][k])
            return keys[0][k] < keys[1][k] ? -1 : 1;
    return 0;
}

static enum kith_status friend_at(const struct page *page, double *hours)
{
    char *text = archive_read_attribute(page->file, NULL, "friend_at_hours"), *end = NULL;
    *hours = text ? strtod(text, &end) : 0;
    bool good = text && end != text;
    free(text);
    return good ? KITH_OK
                : kith_report_add(page->report, KITH_ERROR, page->path, 0, 0,
                                  "does not say who counts as a friend: the file is of an older kith; run the scenario again");
}

/* A tie in each week in which it is recorded becomes one with a first and a last week. */
static void join(struct circle *circle)
{
    size_t kept = 0;
    if (circle->ties)
        qsort(circle->tie, circle->ties, sizeof *circle->tie, compare_ties);
    for (size_t k = 0; k < circle->ties; k++) {
        struct circle_tie *tie = &circle->tie[k], *before = kept ? &circle->tie[kept - 1] : NULL;
        if (before && before->arm == tie->arm && before->a == tie->a && before->b == tie->b && before->last + 1 >= tie->first)
            before->last = tie->first;
        else
            circle->tie[kept++] = *tie;
    }
    circle->ties = kept;
}

static void take_rows(struct circle *circle, const struct page *page, int32_t *const *column, const double *hours, size_t rows,
                      double enough)
{
    for (size_t k = 0; k < rows; k++) {
        int32_t arm = column[COLUMN_ARM][k];
        size_t a = circle_place(circle, column[COLUMN_A][k]), b = circle_place(circle, column[COLUMN_B][k]),
               step = circle_step(circle, column[COLUMN_WEEK][k]);
        if (column[COLUMN_REPLICATE][k] != circle->replicate || hours[k] < enough || a == SIZE_MAX || b == SIZE_MAX ||
            step == SIZE_MAX || arm < 0 || (size_t)arm >= page->study->arms)
            continue;
        circle->tie[circle->ties++] = (struct circle_tie){arm, (int32_t)a, (int32_t)b, (int32_t)step, (int32_t)step};
    }
    join(circle);
}

enum kith_status circle_read_ties(struct circle *circle, const struct page *page)
{
    static const char *const names[COLUMNS] = {"arm_index", "replicate_number", "week_number", "student_a", "student_b"};
    int32_t *column[COLUMNS] = {NULL};
    double *hours = NULL, enough;
    size_t rows = 0;
    enum kith_status status = friend_at(page, &enough);
    for (int c = 0; c < COLUMNS && status == KITH_OK; c++)
        status = page_column(page, "ties", names[c], &column[c], &rows);
    if (status == KITH_OK)
        status = page_values(page, "ties/banked_hours", &hours);
    if (status == KITH_OK && !(hours && (circle->tie = malloc((rows + 1) * sizeof *circle->tie))))
        status = KITH_FAILED;
    if (status == KITH_OK)
        take_rows(circle, page, column, hours, rows, enough);
    for (int c = 0; c < COLUMNS; c++)
        free(column[c]);
    free(hours);
    return status;
}
