/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/exact.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include <glpk.h>

#include "base/igraph_lock.h"

/* The programme as GLPK wants it: columns are m, then x, then y, from 1; entries are collected as triples. */
struct model {
    const struct exact_problem *problem;
    glp_prob *lp;
    int *row, *column;
    double *value;
    int entries, capacity;
    bool failed;
};

static int column_m(const struct exact_problem *p, size_t t, int site)
{
    return 1 + (int)(t * (size_t)p->sites) + site;
}

static int column_x(const struct exact_problem *p, size_t t, size_t cell, int block)
{
    return 1 + (int)(p->types * (size_t)p->sites + (t * p->cells + cell) * (size_t)p->blocks) + block;
}

static int column_y(const struct exact_problem *p, size_t cell, int block)
{
    return column_x(p, p->types, cell, block);
}

static void add_entry(struct model *model, int row, int column, double value)
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

static int add_row(struct model *model, int bounds, double low, double high)
{
    int row = glp_add_rows(model->lp, 1);
    glp_set_row_bnds(model->lp, row, bounds, low, high);
    return row;
}

static bool may_live(const struct exact_type *type, int site)
{
    return type->home < 0 || type->home == site;
}

static void add_columns(const struct model *model)
{
    const struct exact_problem *p = model->problem;
    glp_add_cols(model->lp, column_y(p, p->cells, 0) - 1);
    for (size_t t = 0; t < p->types; t++) {
        const struct exact_type *type = &p->type[t];
        for (int s = 0; s < p->sites; s++) {
            bool may = may_live(type, s) && type->count > 0;
            glp_set_col_bnds(model->lp, column_m(p, t, s), may ? GLP_DB : GLP_FX, 0, may ? type->count : 0);
            glp_set_col_kind(model->lp, column_m(p, t, s), GLP_IV);
        }
        for (size_t c = 0; c < p->cells; c++)
            for (int b = 0; b < p->blocks; b++) {
                bool may = (type->open >> b & 1) && may_live(type, p->cell[c].site) && type->count > 0;
                glp_set_col_bnds(model->lp, column_x(p, t, c, b), may ? GLP_DB : GLP_FX, 0, may ? type->count : 0);
                glp_set_col_kind(model->lp, column_x(p, t, c, b), GLP_IV);
            }
    }
    for (size_t c = 0; c < p->cells; c++)
        for (int b = 0; b < p->blocks; b++) {
            glp_set_col_bnds(model->lp, column_y(p, c, b), GLP_LO, 0, 0);
            glp_set_obj_coef(model->lp, column_y(p, c, b), 1);
        }
}

static void add_type(struct model *model, size_t t)
{
    const struct exact_problem *p = model->problem;
    const struct exact_type *type = &p->type[t];
    int all = add_row(model, GLP_FX, type->count, type->count);
    for (int s = 0; s < p->sites; s++) {
        add_entry(model, all, column_m(p, t, s), 1);
        for (int b = 0; b < p->blocks; b++) {
            if (!(type->open >> b & 1))
                continue;
            int row = add_row(model, GLP_FX, 0, 0);
            add_entry(model, row, column_m(p, t, s), -1);
            for (size_t c = 0; c < p->cells; c++)
                if (p->cell[c].site == s)
                    add_entry(model, row, column_x(p, t, c, b), 1);
        }
        for (int k = 0; k < p->kinds; k++)
            for (int upper = 0; upper < (type->low[k] == type->high[k] ? 1 : 2); upper++) {
                int bounds = type->low[k] == type->high[k] ? GLP_FX : upper ? GLP_UP : GLP_LO;
                int row = add_row(model, bounds, 0, 0);
                add_entry(model, row, column_m(p, t, s), -(upper ? type->high[k] : type->low[k]));
                for (size_t c = 0; c < p->cells; c++)
                    for (int b = 0; b < p->blocks && p->cell[c].site == s && p->cell[c].kind == k; b++)
                        add_entry(model, row, column_x(p, t, c, b), 1);
            }
    }
}

static void add_rooms(struct model *model)
{
    const struct exact_problem *p = model->problem;
    for (size_t c = 0; c < p->cells; c++)
        for (int b = 0; b < p->blocks; b++) {
            int row = add_row(model, GLP_UP, 0, p->room[c * (size_t)p->blocks + (size_t)b]);
            for (size_t t = 0; t < p->types; t++)
                add_entry(model, row, column_x(p, t, c, b), p->type[t].weight);
            add_entry(model, row, column_y(p, c, b), -1);
        }
}

/*
 * Of pods of at least s students a place takes at most floor(room / s): true of whole numbers only, so it shows in fractions already where pods
 * do not fit. With y more students floor((room + y) / s) <= floor(room / s) + y, so that the sum of y stays a lower bound.
 */
static void add_whole_pods(struct model *model)
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
                        add_entry(model, row, column_x(p, t, c, b), 1);
                add_entry(model, row, column_y(p, c, b), -1);
            }
}

struct search {
    int nodes;
};

static void count_node(glp_tree *tree, void *info)
{
    struct search *search = info;
    if (glp_ios_reason(tree) == GLP_ISELECT && ++search->nodes > EXACT_NODES_MAX)
        glp_ios_terminate(tree);
}

/* Nobody over capacity, in whole numbers. */
static enum exact_result search_whole(const struct model *model)
{
    const struct exact_problem *p = model->problem;
    for (size_t c = 0; c < p->cells; c++)
        for (int b = 0; b < p->blocks; b++) {
            glp_set_col_bnds(model->lp, column_y(p, c, b), GLP_FX, 0, 0);
            glp_set_obj_coef(model->lp, column_y(p, c, b), 0);
        }
    struct search search = {0};
    glp_iocp how;
    glp_init_iocp(&how);
    how.presolve = GLP_ON;
    how.fp_heur = GLP_ON;
    how.msg_lev = GLP_MSG_OFF;
    how.cb_func = count_node;
    how.cb_info = &search;
    int result = glp_intopt(model->lp, &how);
    int status = glp_mip_status(model->lp);
    if (result == GLP_ENOPFS || (result == 0 && status == GLP_NOFEAS))
        return EXACT_INFEASIBLE;
    return status == GLP_OPT || status == GLP_FEAS ? EXACT_FEASIBLE : EXACT_UNDECIDED;
}

/* GLPK's numbers, rounded, satisfy every constraint in integers. */
static bool holds(const struct exact_problem *p, const int32_t *m, const int32_t *x)
{
    size_t blocks = (size_t)p->blocks;
    for (size_t c = 0; c < p->cells; c++)
        for (size_t b = 0; b < blocks; b++) {
            int64_t there = 0;
            for (size_t t = 0; t < p->types; t++)
                there += (int64_t)p->type[t].weight * x[(t * p->cells + c) * blocks + b];
            if (there > p->room[c * blocks + b])
                return false;
        }
    for (size_t t = 0; t < p->types; t++) {
        int64_t units = 0;
        for (int s = 0; s < p->sites; s++) {
            int64_t here = m[t * (size_t)p->sites + (size_t)s], of_kind[64] = {0}, in_block[64] = {0};
            units += here;
            for (size_t c = 0; c < p->cells; c++)
                for (size_t b = 0; b < blocks && p->cell[c].site == s; b++) {
                    int32_t n = x[(t * p->cells + c) * blocks + b];
                    if (n < 0 || (n > 0 && !(p->type[t].open >> b & 1)))
                        return false;
                    of_kind[p->cell[c].kind] += n;
                    in_block[b] += n;
                }
            for (size_t b = 0; b < blocks; b++)
                if ((p->type[t].open >> b & 1) && in_block[b] != here)
                    return false;
            for (int k = 0; k < p->kinds; k++)
                if (of_kind[k] < p->type[t].low[k] * here || of_kind[k] > p->type[t].high[k] * here)
                    return false;
            if (here < 0 || (here > 0 && !may_live(&p->type[t], s)))
                return false;
        }
        if (units != p->type[t].count)
            return false;
    }
    return true;
}

static bool read_off(const struct model *model, bool whole, int32_t *m, int32_t *x)
{
    const struct exact_problem *p = model->problem;
    int ms = (int)p->types * p->sites, end = column_y(p, 0, 0);
    for (int column = 1; column < end; column++) {
        double value = whole ? glp_mip_col_val(model->lp, column) : glp_get_col_prim(model->lp, column);
        int32_t rounded = (int32_t)lround(value);
        *(column <= ms ? &m[column - 1] : &x[column - 1 - ms]) = rounded;
    }
    return holds(p, m, x);
}

static enum exact_result decide(const struct model *model, int32_t *m, int32_t *x, int64_t *over)
{
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.it_lim = EXACT_STEPS_MAX;
    if (glp_simplex(model->lp, &how) != 0)
        return EXACT_UNDECIDED;
    if (glp_get_status(model->lp) == GLP_NOFEAS) { /* whatever the room */
        *over = -1;
        return EXACT_INFEASIBLE;
    }
    if (glp_get_status(model->lp) != GLP_OPT)
        return EXACT_UNDECIDED;
    double least = glp_get_obj_val(model->lp);
    *over = least > 1e-6 ? (int64_t)ceil(least - 1e-6) : 0;
    if (*over > 0)
        return EXACT_INFEASIBLE;
    if (read_off(model, false, m, x)) /* fractions were whole all the same, as they often are */
        return EXACT_FEASIBLE;
    enum exact_result result = search_whole(model);
    if (result == EXACT_FEASIBLE && !read_off(model, true, m, x))
        return EXACT_UNDECIDED;
    return result;
}

enum exact_result exact_solve(const struct exact_problem *problem, int32_t *m, int32_t *x, int64_t *over)
{
    *over = 0;
    if (((double)problem->types * (double)problem->cells + (double)problem->cells) * problem->blocks > EXACT_COLUMNS_MAX)
        return EXACT_UNDECIDED;
    igraph_lock_enter();
    int terminal = glp_term_out(GLP_OFF);
    struct model model = {.problem = problem, .lp = glp_create_prob()};
    glp_set_obj_dir(model.lp, GLP_MIN);
    add_columns(&model);
    for (size_t t = 0; t < problem->types; t++)
        add_type(&model, t);
    add_rooms(&model);
    add_whole_pods(&model);
    enum exact_result result = EXACT_FAILED;
    if (!model.failed) {
        glp_load_matrix(model.lp, model.entries, model.row, model.column, model.value);
        result = decide(&model, m, x, over);
    }
    glp_delete_prob(model.lp);
    glp_term_out(terminal);
    igraph_lock_leave();
    free(model.row);
    free(model.column);
    free(model.value);
    return result;
}
