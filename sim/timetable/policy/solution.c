/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/policy/solution.h"

#include <stdlib.h>

enum kith_status solution_init(struct solution *solution, size_t types, size_t groups, int sites, size_t cells, size_t spots)
{
    *solution = (struct solution){.sites = sites,
                                  .types = types,
                                  .groups = groups,
                                  .type = calloc(types + 1, sizeof *solution->type),
                                  .quota = calloc(types * (size_t)sites + 1, sizeof *solution->quota),
                                  .group_of = calloc(types * (size_t)sites + 1, sizeof *solution->group_of),
                                  .group = calloc(groups + 1, sizeof *solution->group)};
    if (!solution->type || !solution->quota || !solution->group_of || !solution->group)
        return KITH_FAILED;
    for (size_t g = 0; g < groups; g++) {
        solution->group[g].n = calloc(cells + 1, sizeof *solution->group[g].n);
        solution->group[g].at = spots ? calloc(spots, sizeof *solution->group[g].at) : NULL;
        if (!solution->group[g].n || (spots && !solution->group[g].at))
            return KITH_FAILED;
    }
    return KITH_OK;
}

void solution_clear(struct solution *solution)
{
    for (size_t g = 0; g < solution->groups && solution->group; g++) {
        free(solution->group[g].n);
        free(solution->group[g].at);
    }
    free(solution->type);
    free(solution->quota);
    free(solution->group_of);
    free(solution->group);
    *solution = (struct solution){0};
}
