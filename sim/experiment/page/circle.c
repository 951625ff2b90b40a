/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/page/circle.h"

#include <limits.h>
#include <stdlib.h>

#include "base/graph_layout.h"
#include "base/order.h"
#include "experiment/page/circle_ties.h"
#include "world/world.h"

enum { COLUMN_ARM, COLUMN_REPLICATE, COLUMN_WEEK, COLUMN_STUDENT, COLUMN_YEAR, COLUMN_PLACE, COLUMN_LEVEL, COLUMN_ROLE, COLUMNS };

static int compare_seats(const void *left, const void *right)
{
    const struct circle_seat *a = left, *b = right;
    const int32_t keys[2][4] = {{a->cohort, a->week, a->arm, a->student}, {b->cohort, b->week, b->arm, b->student}};
    for (int k = 0; k < 4; k++)
        if (keys[0][k] != keys[1][k])
            return keys[0][k] < keys[1][k] ? -1 : 1;
    return 0;
}

static size_t find(const int32_t *sorted, size_t count, int32_t number)
{
    const int32_t *found = count ? bsearch(&number, sorted, count, sizeof number, order_int32) : NULL;
    return found ? (size_t)(found - sorted) : SIZE_MAX;
}

size_t circle_step(const struct circle *circle, int32_t week)
{
    return find(circle->week, circle->weeks, week);
}

size_t circle_place(const struct circle *circle, int32_t id)
{
    return find(circle->student, circle->students, id);
}

/* All seats of the first replicate that has any, sorted. */
static enum kith_status read_seats(struct circle *circle, const struct page *page)
{
    static const char *const names[COLUMNS] = {
        "arm_index", "replicate_number", "week_number", "student", "study_year", "place", "level", "role"};
    int32_t *column[COLUMNS] = {NULL};
    size_t rows = 0;
    enum kith_status status = KITH_OK;
    bool roles = archive_catalog_find(page->catalog, "roster/role") != NULL; /* not in files of an older kith */
    for (int c = 0; c < (roles ? COLUMNS : COLUMN_ROLE) && status == KITH_OK; c++)
        status = page_column(page, "roster", names[c], &column[c], &rows);
    if (status == KITH_OK && !(circle->seat = malloc((rows + 1) * sizeof *circle->seat)))
        status = KITH_FAILED;
    circle->replicate = status == KITH_OK && rows ? column[COLUMN_REPLICATE][0] : 0;
    for (size_t k = 0; k < rows && status == KITH_OK; k++) {
        int32_t id = column[COLUMN_STUDENT][k], level = column[COLUMN_LEVEL][k], arm = column[COLUMN_ARM][k];
        if (column[COLUMN_REPLICATE][k] != circle->replicate || arm < 0 || (size_t)arm >= page->study->arms || level < 0 ||
            level > 2)
            continue;
        circle->seat[circle->seats++] = (struct circle_seat){.cohort = id >> WORLD_SEAT_BITS,
                                                             .week = column[COLUMN_WEEK][k],
                                                             .arm = arm,
                                                             .student = id,
                                                             .year = column[COLUMN_YEAR][k],
                                                             .place = column[COLUMN_PLACE][k],
                                                             .level = level,
                                                             .role = roles ? column[COLUMN_ROLE][k] : 0};
    }
    if (circle->seats)
        qsort(circle->seat, circle->seats, sizeof *circle->seat, compare_seats);
    for (int c = 0; c < COLUMNS; c++)
        free(column[c]);
    return status;
}

/* How much a cohort, whose seats are from first to last, has to show: weeks, and more if it is seen on campus and on placement. */
static int worth(const struct circle_seat *first, const struct circle_seat *last)
{
    int weeks = 0, campus = 0, placement = 0;
    for (const struct circle_seat *seat = first; seat < last; seat++) {
        weeks += seat == first || seat->week != seat[-1].week;
        campus |= seat->place == 0;
        placement |= seat->place > 0;
    }
    return weeks + (campus && placement ? INT_MAX / 2 : 0);
}

/* Keeps the seats of one cohort. */
static void choose_cohort(struct circle *circle)
{
    size_t best = 0, best_end = 0;
    int most = -1;
    for (size_t first = 0, end; first < circle->seats; first = end) {
        for (end = first; end < circle->seats && circle->seat[end].cohort == circle->seat[first].cohort;)
            end++;
        int own = worth(&circle->seat[first], &circle->seat[end]);
        if (own > most) {
            most = own;
            best = first;
            best_end = end;
        }
    }
    for (size_t k = best; k < best_end; k++)
        circle->seat[k - best] = circle->seat[k];
    circle->seats = best_end - best;
}

static size_t keep_unique(int32_t *numbers, size_t count)
{
    size_t kept = 0;
    if (count)
        qsort(numbers, count, sizeof *numbers, order_int32);
    for (size_t k = 0; k < count; k++)
        if (k == 0 || numbers[k] != numbers[k - 1])
            numbers[kept++] = numbers[k];
    return kept;
}

/* The circle's students and weeks; seats of students who are too many are dropped. */
static enum kith_status take_students(struct circle *circle)
{
    circle->student = malloc((circle->seats + 1) * sizeof *circle->student);
    circle->week = malloc((circle->seats + 1) * sizeof *circle->week);
    if (!circle->student || !circle->week)
        return KITH_FAILED;
    for (size_t k = 0; k < circle->seats; k++) {
        circle->student[k] = circle->seat[k].student;
        circle->week[k] = circle->seat[k].week;
    }
    circle->students = keep_unique(circle->student, circle->seats);
    circle->weeks = keep_unique(circle->week, circle->seats);
    if (circle->students > CIRCLE_STUDENTS_MAX) {
        circle->left_out = circle->students - CIRCLE_STUDENTS_MAX;
        circle->students = CIRCLE_STUDENTS_MAX;
    }
    size_t kept = 0;
    for (size_t k = 0; k < circle->seats; k++)
        if (circle_place(circle, circle->seat[k].student) != SIZE_MAX)
            circle->seat[kept++] = circle->seat[k];
    circle->seats = kept;
    return KITH_OK;
}

/* Friends are near each other, the nearer the longer they are friends, in whichever arm. */
static enum kith_status lay_out(struct circle *circle)
{
    uint32_t *ends = malloc((2 * circle->ties + 1) * sizeof *ends);
    double *weight = malloc((circle->ties + 1) * sizeof *weight);
    circle->x = malloc((circle->students + 1) * sizeof *circle->x);
    circle->y = malloc((circle->students + 1) * sizeof *circle->y);
    enum kith_status status = ends && weight && circle->x && circle->y ? KITH_OK : KITH_FAILED;
    for (size_t k = 0; k < circle->ties && status == KITH_OK; k++) {
        const struct circle_tie *tie = &circle->tie[k];
        ends[2 * k] = (uint32_t)tie->a;
        ends[2 * k + 1] = (uint32_t)tie->b;
        weight[k] = (double)(tie->last - tie->first + 1) / (double)circle->weeks;
    }
    if (status == KITH_OK)
        status = graph_layout((uint32_t)circle->students, ends, weight, circle->ties, circle->x, circle->y);
    free(ends);
    free(weight);
    return status;
}

enum kith_status circle_read(struct circle *circle, const struct page *page)
{
    *circle = (struct circle){0};
    enum kith_status status = read_seats(circle, page);
    if (status == KITH_OK) {
        choose_cohort(circle);
        status = take_students(circle);
    }
    if (status == KITH_OK)
        status = circle_read_ties(circle, page);
    return status == KITH_OK ? lay_out(circle) : status;
}

void circle_clear(struct circle *circle)
{
    free(circle->student);
    free(circle->week);
    free(circle->seat);
    free(circle->tie);
    free(circle->x);
    free(circle->y);
    *circle = (struct circle){0};
}
