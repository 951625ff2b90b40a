/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenario/arms.h"
#include "scenario/scenario.h"
#include "scenario/set.h"
#include "scenario/source.h"
#include "scenario/top.h"

enum kith_status scenario_defaults(const struct scenario_schema *schema, void *parameters, struct kith_report *report)
{
    enum kith_status status = KITH_OK;
    for (size_t s = 0; s < schema->count; s++) {
        const struct parameter_section *section = &schema->sections[s];
        for (size_t i = 0; i < section->count; i++) {
            const struct parameter *row = &section->rows[i];
            char name[READ_HINT];
            snprintf(name, sizeof name, "the default of %s.%s", section->name, row->name);
            struct value_place place = {.report = report, .name = name};
            char *target = (char *)parameters + section->offset + row->offset;
            status = read_worse(status, value_read_text(row, row->default_text, place, target));
        }
    }
    return status;
}

static enum kith_status prepare(const struct reader *reader, const char *path)
{
    struct scenario *scenario = reader->scenario;
    scenario->path = strdup(path ? path : "");
    scenario->title = strdup("");
    scenario->question = strdup("");
    scenario->base = calloc(1, scenario->schema->size);
    scenario->tree = calloc(1, sizeof *scenario->tree);
    if (!scenario->path || !scenario->title || !scenario->question || !scenario->base || !scenario->tree)
        return read_failed(reader);
    return scenario_defaults(scenario->schema, scenario->base, reader->report);
}

/* What stands for the file where there is none: sets alone. */
static enum kith_status empty_text(struct scenario *scenario, size_t *length)
{
    static const char text[] = "schema: 1\n";
    scenario->text = strdup(text);
    *length = sizeof text - 1;
    return scenario->text ? KITH_OK : KITH_FAILED;
}

/* Everything that can be wrong is looked at, whatever was wrong before; only without memory nothing makes sense. */
static enum kith_status read_tree(const struct reader *reader, const struct yaml_tree *yaml, const char *const *sets,
                                  size_t set_count)
{
    const struct yaml_node *arms = NULL;
    struct set_target *targets = calloc(set_count ? set_count : 1, sizeof *targets);
    enum kith_status status = targets ? top_read(reader, yaml->nodes, &arms) : read_failed(reader);
    if (status != KITH_FAILED)
        status = read_worse(status, arms_create(reader, arms));
    if (status != KITH_FAILED)
        status = read_worse(status, set_resolve(reader, sets, set_count, targets));
    if (status == KITH_FAILED)
        goto cleanup;
    status = read_worse(status, set_apply(reader, targets, set_count, false));
    status = read_worse(status, arms_fill(reader, arms));
    status = read_worse(status, set_apply(reader, targets, set_count, true));
    set_warn_shadowed(reader);
cleanup:
    set_clear(targets, set_count);
    return status;
}

enum kith_status scenario_load(struct scenario *scenario, const struct scenario_schema *schema, const char *path,
                               const char *const *sets, size_t set_count, struct kith_report *report)
{
    struct reader reader = {.scenario = scenario, .report = report};
    struct yaml_tree yaml = {0};
    size_t length = 0;
    *scenario = (struct scenario){.schema = schema};
    enum kith_status status = prepare(&reader, path);
    if (status != KITH_OK)
        goto cleanup;
    status = path ? source_read(path, &scenario->text, &length, report) : empty_text(scenario, &length);
    if (status != KITH_OK)
        goto cleanup;
    status = yaml_tree_read(&yaml, scenario->path, scenario->text, length, report);
    if (status == KITH_FAILED || yaml.count == 0)
        goto cleanup;
    status = read_worse(status, read_tree(&reader, &yaml, sets, set_count));
cleanup:
    yaml_tree_clear(&yaml);
    if (status != KITH_OK)
        scenario_clear(scenario);
    return status;
}

void scenario_clear(struct scenario *scenario)
{
    struct scenario_tree *tree = scenario->tree;
    for (size_t i = 0; i < scenario->arm_count; i++) {
        free(scenario->arms[i].name);
        free(scenario->arms[i].parameters);
    }
    for (size_t i = 0; tree && i < tree->label_count; i++)
        free(tree->labels[i]);
    if (tree) {
        free(tree->labels);
        free(tree->settings);
    }
    free(tree);
    for (size_t f = 0; f < scenario->file_count; f++)
        scenario_clear(&scenario->files[f]);
    free(scenario->files);
    free(scenario->arms);
    free(scenario->base);
    free(scenario->question);
    free(scenario->title);
    free(scenario->text);
    free(scenario->path);
    *scenario = (struct scenario){0};
}

char *scenario_file(const struct scenario *scenario, const char *name)
{
    const char *slash = strrchr(scenario->path, '/');
    size_t folder = slash && *name != '/' ? (size_t)(slash - scenario->path) + 1 : 0;
    char *file = malloc(folder + strlen(name) + 1);
    if (file) {
        memcpy(file, scenario->path, folder);
        strcpy(file + folder, name);
    }
    return file;
}
