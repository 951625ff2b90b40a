/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/agree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "experiment/schema.h"

enum { VALUE_SHOWN = 200, PLACE_SHOWN = 512 };

/* The value as a scenario says it; a file by where it is, because equal names in two folders are two files. Freed by the caller. */
static char *value_of(const struct scenario *scenario, const struct parameter_section *section, const struct parameter *row)
{
    char text[PARAMETER_LIST_MAX * PARAMETER_PAIR_MAX];
    const void *values = (const char *)scenario->base + section->offset;
    const struct parameter_text *file = &((const struct schema_parameters *)scenario->base)->model.graph.file;
    if (strcmp(section->name, "graph") == 0 && strcmp(row->name, "file") == 0 && file->at[0])
        return scenario_file(scenario, file->at);
    return strdup(scenario_value_text(row, values, text, sizeof text));
}

/* True for two names of one file. */
static bool is_one_file(const char *one, const char *two)
{
    struct stat a, b;
    return stat(one, &a) == 0 && stat(two, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static enum kith_status check_row(const struct scenario *first, const struct scenario *other,
                                  const struct parameter_section *section, const struct parameter *row,
                                  struct kith_report *report)
{
    char path[128], place[PLACE_SHOWN];
    char *one = value_of(first, section, row), *two = value_of(other, section, row);
    enum kith_status status = one && two ? KITH_OK : KITH_FAILED;
    snprintf(path, sizeof path, "%s.%s", section->name, row->name);
    if (status == KITH_OK && strcmp(one, two) != 0 && !(row->type == PARAMETER_TEXT && is_one_file(one, two)))
        status = scenario_error(other, NULL, path, report,
                                "%s is %.*s, but %.*s in the other file (%s): arms are compared on the same students with the "
                                "same luck, so this must be alike in all files",
                                path, VALUE_SHOWN, two, VALUE_SHOWN, one, scenario_place(first, path, place, sizeof place));
    free(one);
    free(two);
    return status;
}

enum kith_status agree_check(struct scenario *scenarios, size_t count, struct kith_report *report)
{
    enum kith_status status = KITH_OK;
    int64_t most = 0;
    for (size_t f = 0; f < count; f++) {
        struct schema_parameters *p = scenarios[f].base;
        most = p->run.replicates > most ? p->run.replicates : most;
    }
    for (size_t f = 0; f < count; f++)
        ((struct schema_parameters *)scenarios[f].base)->run.replicates = most;
    for (size_t f = 1; f < count; f++)
        for (size_t s = 0; s < schema.count; s++)
            for (size_t k = 0; k < schema.sections[s].count && schema.sections[s].structural && status != KITH_FAILED; k++) {
                enum kith_status found =
                    check_row(&scenarios[0], &scenarios[f], &schema.sections[s], &schema.sections[s].rows[k], report);
                status = found == KITH_OK ? status : found;
            }
    return status;
}
