/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The integer programme of exact.h as GLPK holds it. Private to exact.c; inside the lock of igraph_lock.h. */
#ifndef TIMETABLE_EXACT_MODEL_H
#define TIMETABLE_EXACT_MODEL_H

#include <stdbool.h>

#include <glpk.h>

#include "timetable/policy/exact.h"

/* The programme as GLPK wants it: columns are m, then x, then y, from 1; entries are collected as triples. */
struct exact_model {
    const struct exact_problem *problem;
    glp_prob *lp;
    int *row, *column;
    double *value;
    int entries, capacity;
    bool failed;
};

int exact_column_m(const struct exact_problem *p, size_t t, int site);
int exact_column_x(const struct exact_problem *p, size_t t, size_t cell, int block);
int exact_column_y(const struct exact_problem *p, size_t cell, int block);

/* Units of the type may have this home. */
bool exact_may_live(const struct exact_type *type, int site);

/* Columns, rows and entries for model->problem into model->lp; model->failed without memory. */
void exact_model_build(struct exact_model *model);
void exact_model_clear(struct exact_model *model);

#endif
