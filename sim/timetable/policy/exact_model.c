/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/policy/exact_model.h"

#include <stdlib.h>

int exact_column_m(const struct exact_problem *p, size_t t, int site)
{
    return 1 + (int)(t * (size_t)p->sites) + site;
}

int exact_column_x(const struct exact_problem *p, size_t t, size_t cell, int block)
{
    return 1 + (int)(p->types * (size_t)p->sites + (t * p->cells + cell) * (size_t)p->blocks) + block;
}

int exact_column_y(const struct exact_problem *p, size_t cell, int block)
{
    return exact_column_x(p, p->types, cell, block);
}

static void add_entry(struct exact_model *model, int row, int column, double value)
{
    if (model->entries + 1 >= model->capacity) {
        int capacity = model->capacity ? 2 * model->capacity : 4096;
        int *rows = realloc(model->row, (size_t)capacity * sizeof *rows);
        model->row = rows ? rows : model->row;
        int *columns = realloc(model->column, (size_t)capacity * sizeof *columns);
        model->column = columns ? columns : model->column;
        double *values = realloc(model->value, (size_t)capacity * sizeof *values);
        model->value = values ? values : model->value;
        if (!rows || !columns || !values) {
            model->failed = true;
            return;
        }
        model->capacity = capacity;
    }
    int k = ++model->entries; /* GLPK counts from 1 */
    model->row[k] = row;
    model->column[k] = column;
    model->value[k] = value;
}

static int add_row(struct exact_model *model, int bounds, double low, double high)
{
    int row = glp_add_rows(model->lp, 1);
    glp_set_row_bnds(model->lp, row, bounds, low, high);
    return row;
}

bool exact_may_live(const struct exact_type *type, int site)
{
    return type->home < 0 || type->home == site;
}

static void add_columns(const struct exact_model *model)
{
    const struct exact_problem *p = model->problem;
    glp_add_cols(model->lp, exact_column_y(p, p->cells, 0) - 1);
    for (size_t t = 0; t < p->types; t++) {
        const struct exact_type *type = &p->type[t];
        for (int s = 0; s < p->sites; s++) {
            bool may = exact_may_live(type, s) && type->count > 0;
            glp_set_col_bnds(model->lp, exact_column_m(p, t, s), may ? GLP_DB : GLP_FX, 0, may ? type->count : 0);
            glp_set_col_kind(model->lp, exact_column_m(p, t, s), GLP_IV);
        }
        for (size_t c = 0; c < p->cells; c++)
            for (int b = 0; b < p->blocks; b++) {
                bool may = (type->open >> b & 1) && exact_may_live(type, p->cell[c].site) && type->count > 0;
                glp_set_col_bnds(model->lp, exact_column_x(p, t, c, b), may ? GLP_DB : GLP_FX, 0, may ? type->count : 0);
                glp_set_col_kind(model->lp, exact_column_x(p, t, c, b), GLP_IV);
            }
    }
    for (size_t c = 0; c < p->cells; c++)
        for (int b = 0; b < p->blocks; b++) {
            glp_set_col_bnds(model->lp, exact_column_y(p, c, b), GLP_LO, 0, 0);
            glp_set_obj_coef(model->lp, exact_column_y(p, c, b), 1);
        }
}

static void add_type(struct exact_model *model, size_t t)
{
    const struct exact_problem *p = model->problem;
    const struct exact_type *type = &p->type[t];
    int all = add_row(model, GLP_FX, type->count, type->count);
    for (int s = 0; s < p->sites; s++) {
        add_entry(model, all, exact_column_m(p, t, s), 1);
        for (int b = 0; b < p->blocks; b++) {
            if (!(type->open >> b & 1))
                continue;
            int row = add_row(model, GLP_FX, 0, 0);
            add_entry(model, row, exact_column_m(p, t, s), -1);
            for (size_t c = 0; c < p->cells; c++)
                if (p->cell[c].site == s)
                    add_entry(model, row, exact_column_x(p, t, c, b), 1);
        }
        for (int k = 0; k < p->kinds; k++)
            for (int upper = 0; upper < (type->low[k] == type->high[k] ? 1 : 2); upper++) {
                int bounds = type->low[k] == type->high[k] ? GLP_FX : upper ? GLP_UP : GLP_LO;
                int row = add_row(model, bounds, 0, 0);
                add_entry(model, row, exact_column_m(p, t, s), -(upper ? type->high[k] : type->low[k]));
                for (size_t c = 0; c < p->cells; c++)
                    for (int b = 0; b < p->blocks && p->cell[c].site == s && p->cell[c].kind == k; b++)
                        add_entry(model, row, exact_column_x(p, t, c, b), 1);
            }
    }
}

static void add_rooms(struct exact_model *model)
{
    const struct exact_problem *p = model->problem;
    for (size_t c = 0; c < p->cells; c++)
        for (int b = 0; b < p->blocks; b++) {
            int row = add_row(model, GLP_UP, 0, p->room[c * (size_t)p->blocks + (size_t)b]);
            for (size_t t = 0; t < p->types; t++)
                add_entry(model, row, exact_column_x(p, t, c, b), p->type[t].weight);
            add_entry(model, row, exact_column_y(p, c, b), -1);
        }
}

/*
 * Of pods of at least s students a place takes at most floor(room / s): true of whole numbers only, so it shows in fractions already where pods
 * do not fit. With y more students floor((room + y) / s) <= floor(room / s) + y, so that the sum of y stays a lower bound.
 */
static void add_whole_pods(struct exact_model *model)
{
    const struct exact_problem *p = model->problem;
    int32_t largest = 1;
    for (size_t t = 0; t < p->types; t++)
        largest = p->type[t].weight > largest ? p->type[t].weight : largest;
    for (size_t c = 0; c < p->cells; c++)
        for (int b = 0; b < p->blocks; b++)
            for (int32_t size = 2; size <= largest; size++) {
                int row = add_row(model, GLP_UP, 0, p->room[c * (size_t)p->blocks + (size_t)b] / size);
                for (size_t t = 0; t < p->types; t++)
                    if (p->type[t].weight >= size)
                        add_entry(model, row, exact_column_x(p, t, c, b), 1);
                add_entry(model, row, exact_column_y(p, c, b), -1);
            }
}

void exact_model_build(struct exact_model *model)
{
    glp_set_obj_dir(model->lp, GLP_MIN);
    add_columns(model);
    for (size_t t = 0; t < model->problem->types; t++)
        add_type(model, t);
    add_rooms(model);
    add_whole_pods(model);
    if (!model->failed)
        glp_load_matrix(model->lp, model->entries, model->row, model->column, model->value);
}

void exact_model_clear(struct exact_model *model)
{
    glp_delete_prob(model->lp);
    free(model->row);
    free(model->column);
    free(model->value);
}
