/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kith compare and kith power share: the results files named, or those that runs of the scenarios named make. */
#include <stdlib.h>

#include "cli/compare.h"
#include "cli/compare_run.h"

/* Options that say how to run mean nothing where there is nothing to run. */
static int refuse_run_options(const struct compare_run *wish)
{
    const struct cli_options *o = wish->shared;
    bool given = o->output || o->last || o->threads || o->over_students || o->overwrite || o->sets.count || o->arms.count ||
                 o->capacity.text || wish->precision->count || wish->hypotheses || wish->assumption_replicates;
    return given ? cli_usage(wish->command, "%s is taken as it is: only %s go with results files", o->paths.at[0], wish->of_files)
                 : 0;
}

static int find_files(const struct compare_run *wish, struct compare_files *made, struct cli_list *paths,
                      struct kith_report *report)
{
    const struct cli_list *named = &wish->shared->paths;
    bool runs = cli_compare_is_scenario(named->at[0]);
    int code = runs ? cli_compare_run(wish, made, report) : refuse_run_options(wish);
    for (size_t k = 0; k < (runs ? made->count : named->count) && code == 0; k++)
        code = cli_list_add(paths, runs ? made->at[k] : named->at[k]);
    return code;
}

int cli_compare_answer(const struct compare_run *wish, compare_show *show, const void *arguments)
{
    struct kith_report report;
    struct compare_files made = {.count = 0};
    struct cli_list paths = {0};
    struct kith_study **study = NULL;
    kith_report_init(&report);
    int code = find_files(wish, &made, &paths, &report);
    if (code == 0) {
        study = calloc(paths.count + 1, sizeof *study);
        code = study ? cli_compare_studies(study, &paths, &report) : KITH_FAILED;
    }
    if (code == 0)
        code = (int)show((const struct kith_study *const *)study, paths.count, arguments, &report);
    for (size_t k = 0; study && k < paths.count; k++)
        kith_study_close(study[k]);
    free(study);
    cli_compare_files_clear(&made);
    cli_list_clear(&paths);
    return cli_end((enum kith_status)code, &report);
}
