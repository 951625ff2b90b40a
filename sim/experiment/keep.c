/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/keep.h"

#include <stdlib.h>
#include <string.h>

#include "experiment/schema.h"

enum kith_status keep_add(struct keep *keep, const char *file)
{
    char **grown = realloc(keep->file, (keep->count + 2) * sizeof *grown);
    if (!grown)
        return KITH_FAILED;
    keep->file = grown;
    grown[keep->count] = strdup(file);
    grown[keep->count + 1] = NULL;
    return grown[keep->count++] ? KITH_OK : KITH_FAILED;
}

static enum kith_status keep_named(struct keep *keep, const struct scenario *scenario, const struct schema_parameters *p)
{
    const struct timetable_parameters *t = &p->model.timetable;
    const char *const names[] = {t->places.at, t->students.at, t->pinned.at, t->roster.at, t->codes.at, p->model.graph.file.at};
    enum kith_status status = KITH_OK;
    for (size_t k = 0; k < sizeof names / sizeof names[0] && status == KITH_OK; k++) {
        char *file = names[k][0] ? scenario_file(scenario, names[k]) : NULL;
        if (names[k][0])
            status = file ? keep_add(keep, file) : KITH_FAILED;
        free(file);
    }
    return status;
}

enum kith_status keep_scenario(struct keep *keep, const struct scenario *scenario)
{
    enum kith_status status = KITH_OK;
    for (size_t f = 0; f < scenario->file_count && status == KITH_OK; f++)
        status = keep_scenario(keep, &scenario->files[f]);
    if (scenario->file_count)
        return status;
    status = keep_add(keep, scenario->path);
    if (status == KITH_OK)
        status = keep_named(keep, scenario, scenario->base);
    for (size_t a = 0; a < scenario->arm_count && status == KITH_OK; a++)
        status = keep_named(keep, scenario, scenario->arms[a].parameters);
    return status;
}

void keep_clear(struct keep *keep)
{
    for (size_t k = 0; k < keep->count; k++)
        free(keep->file[k]);
    free(keep->file);
    *keep = (struct keep){0};
}
