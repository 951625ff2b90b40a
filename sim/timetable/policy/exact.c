/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/policy/exact.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/igraph_lock.h"
#include "timetable/policy/exact_model.h"

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
static enum exact_result search_whole(const struct exact_model *model)
{
    const struct exact_problem *p = model->problem;
    for (size_t c = 0; c < p->cells; c++)
        for (int b = 0; b < p->blocks; b++) {
            glp_set_col_bnds(model->lp, exact_column_y(p, c, b), GLP_FX, 0, 0);
            glp_set_obj_coef(model->lp, exact_column_y(p, c, b), 0);
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
            if (here < 0 || (here > 0 && !exact_may_live(&p->type[t], s)))
                return false;
        }
        if (units != p->type[t].count)
            return false;
    }
    return true;
}

static bool read_off(const struct exact_model *model, bool whole, int32_t *m, int32_t *x)
{
    const struct exact_problem *p = model->problem;
    int ms = (int)p->types * p->sites, end = exact_column_y(p, 0, 0);
    for (int column = 1; column < end; column++) {
        double value = whole ? glp_mip_col_val(model->lp, column) : glp_get_col_prim(model->lp, column);
        int32_t rounded = (int32_t)lround(value);
        *(column <= ms ? &m[column - 1] : &x[column - 1 - ms]) = rounded;
    }
    return holds(p, m, x);
}

static enum exact_result decide(const struct exact_model *model, int32_t *m, int32_t *x, int64_t *over)
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
    struct exact_model model = {.problem = problem, .lp = glp_create_prob()};
    exact_model_build(&model);
    enum exact_result result = EXACT_FAILED;
    if (!model.failed)
        result = decide(&model, m, x, over);
    exact_model_clear(&model);
    glp_term_out(terminal);
    igraph_lock_leave();
    return result;
}
