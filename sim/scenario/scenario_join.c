/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenario/scenario.h"

const struct scenario *scenario_arm_file(const struct scenario *scenario, size_t arm)
{
    return scenario->file_count ? &scenario->files[scenario->arms[arm].file] : scenario;
}

const char *scenario_arm_name(const struct scenario *scenario, size_t arm)
{
    return scenario_arm_file(scenario, arm)->arms[scenario->file_count ? scenario->arms[arm].index : arm].name;
}

/* "schools/a.yaml" → "a"; a file without arms has one called base, which the name of the file says better. */
static char *name_arm(const struct scenario *file, size_t arm)
{
    char *copy = strdup(file->path), *name = NULL;
    if (!copy)
        return NULL;
    const char *stem = basename(copy), *dot = strrchr(stem, '.');
    int length = dot && dot != stem ? (int)(dot - stem) : (int)strlen(stem);
    bool alone = file->arm_count == 1 && strcmp(file->arms[0].name, "base") == 0;
    size_t size = (size_t)length + strlen(file->arms[arm].name) + 2;
    name = malloc(size);
    if (name && alone)
        snprintf(name, size, "%.*s", length, stem);
    else if (name)
        snprintf(name, size, "%.*s/%s", length, stem, file->arms[arm].name);
    free(copy);
    return name;
}

static bool is_taken(const struct scenario *joined, const char *name)
{
    for (size_t a = 0; a < joined->arm_count; a++)
        if (strcmp(joined->arms[a].name, name) == 0)
            return true;
    return false;
}

/* Files of one name in two folders: the second is called a-2. */
static char *make_unique(const struct scenario *joined, char *name)
{
    for (int k = 2; name && is_taken(joined, name); k++) {
        size_t length = strcspn(name, "/"), size = strlen(name) + 16;
        char *other = malloc(size);
        if (other)
            snprintf(other, size, "%.*s-%d%s", (int)length, name, k, name + length);
        if (!other || !is_taken(joined, other)) {
            free(name);
            return other;
        }
        free(other);
    }
    return name;
}

static enum kith_status add_arm(struct scenario *joined, size_t file, size_t index)
{
    const struct scenario_arm *own = &joined->files[file].arms[index];
    struct scenario_arm *arm = &joined->arms[joined->arm_count];
    *arm = (struct scenario_arm){.name = make_unique(joined, name_arm(&joined->files[file], index)),
                                 .from_week = own->from_week,
                                 .parameters = malloc(joined->schema->size),
                                 .file = file,
                                 .index = index};
    joined->arm_count++;
    if (arm->parameters)
        memcpy(arm->parameters, own->parameters, joined->schema->size);
    return arm->name && arm->parameters ? KITH_OK : KITH_FAILED;
}

/* What the first file says for all: title, text, base. */
static enum kith_status take_first(struct scenario *joined)
{
    const struct scenario *first = &joined->files[0];
    joined->path = strdup(first->path);
    joined->text = strdup(first->text);
    joined->title = strdup(first->title);
    joined->question = strdup(first->question);
    joined->base = malloc(joined->schema->size);
    joined->arms = calloc(SCENARIO_ARMS_MAX, sizeof *joined->arms);
    if (!joined->path || !joined->text || !joined->title || !joined->question || !joined->base || !joined->arms)
        return KITH_FAILED;
    memcpy(joined->base, first->base, joined->schema->size);
    return KITH_OK;
}

enum kith_status scenario_join(struct scenario *joined, struct scenario *scenarios, size_t count, struct kith_report *report)
{
    *joined = (struct scenario){.schema = scenarios[0].schema, .files = malloc(count * sizeof *joined->files)};
    enum kith_status status = joined->files ? KITH_OK : KITH_FAILED;
    for (size_t f = 0; f < count && joined->files; f++) {
        joined->files[joined->file_count++] = scenarios[f];
        scenarios[f] = (struct scenario){0};
    }
    if (status == KITH_OK)
        status = take_first(joined);
    for (size_t f = 0; f < joined->file_count && status == KITH_OK; f++)
        for (size_t a = 0; a < joined->files[f].arm_count && status == KITH_OK; a++)
            status = joined->arm_count < SCENARIO_ARMS_MAX
                         ? add_arm(joined, f, a)
                         : kith_report_add(report, KITH_ERROR, joined->files[f].path, 0, 0,
                                           "the files have more than %d arms together; name fewer files", SCENARIO_ARMS_MAX);
    if (status != KITH_OK)
        scenario_clear(joined);
    return status;
}
