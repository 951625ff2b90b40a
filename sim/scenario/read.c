/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "scenario/arms.h"
#include "scenario/read.h"
#include "scenario/source.h"

enum kith_status read_worse(enum kith_status a, enum kith_status b)
{
    if (a == KITH_FAILED || b == KITH_FAILED)
        return KITH_FAILED;
    return a == KITH_OK ? b : a;
}

enum kith_status read_refuse(const struct reader *reader, const struct yaml_node *node, const char *format, ...)
{
    char text[READ_HINT * 2];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return kith_report_add(reader->report, KITH_ERROR, reader->scenario->path, node->key ? node->key_line : node->line,
                           node->key ? node->key_column : node->column, "%s", text);
}

enum kith_status read_failed(const struct reader *reader)
{
    kith_report_add(reader->report, KITH_ERROR, reader->scenario->path, 0, 0, "out of memory");
    return KITH_FAILED;
}

const struct parameter_section *read_find_section(const struct scenario_schema *schema, const char *name, size_t length)
{
    for (size_t i = 0; i < schema->count; i++)
        if (strlen(schema->sections[i].name) == length && strncmp(schema->sections[i].name, name, length) == 0)
            return &schema->sections[i];
    return NULL;
}

const struct parameter *read_find_row(const struct parameter_section *section, const char *name)
{
    for (size_t i = 0; i < section->count; i++)
        if (strcmp(section->rows[i].name, name) == 0)
            return &section->rows[i];
    return NULL;
}

static enum kith_status remember(const struct reader *reader, const struct read_setting *setting)
{
    struct scenario_tree *tree = reader->scenario->tree;
    if (tree->count == tree->capacity) {
        size_t capacity = tree->capacity ? 2 * tree->capacity : 64;
        struct read_setting *grown = realloc(tree->settings, capacity * sizeof *grown);
        if (!grown)
            return read_failed(reader);
        tree->settings = grown;
        tree->capacity = capacity;
    }
    tree->settings[tree->count++] = *setting;
    return KITH_OK;
}

static enum kith_status read_from_week(struct scenario_arm *arm, const struct yaml_node *node, const char *text,
                                       struct value_place place)
{
    int64_t week = arm->from_week;
    enum kith_status status =
        node ? value_read_node(&arms_from_week, node, place, &week) : value_read_text(&arms_from_week, text, place, &week);
    arm->from_week = (int)week;
    return status;
}

enum kith_status read_value(const struct reader *reader, struct read_setting setting, const struct yaml_node *node,
                            const char *text)
{
    struct scenario *scenario = reader->scenario;
    struct scenario_arm *arm = setting.arm == READ_BASE ? NULL : &scenario->arms[setting.arm];
    const struct parameter_section *section = setting.section;
    char name[READ_HINT];
    snprintf(name, sizeof name, "%s%s%s%s%s%s", arm ? "arms." : "", arm ? arm->name : "", arm ? "." : "",
             section ? section->name : "", section ? "." : "", setting.row->name);
    setting.line = node ? node->line : 0;
    setting.column = node ? node->column : 0;
    struct value_place place = {.report = reader->report,
                                .file = setting.set ? setting.set : scenario->path,
                                .line = setting.line,
                                .column = setting.column,
                                .name = name};
    enum kith_status status = KITH_OK;
    if (section) {
        char *target = (char *)(arm ? arm->parameters : scenario->base) + section->offset + setting.row->offset;
        status = node ? value_read_node(setting.row, node, place, target) : value_read_text(setting.row, text, place, target);
    } else if (arm) {
        status = read_from_week(arm, node, text, place);
    }
    return status == KITH_OK ? remember(reader, &setting) : status;
}

/* Names in the section, or the section in which the key would be legal. */
static enum kith_status refuse_key(const struct reader *reader, const struct parameter_section *section,
                                   const struct yaml_node *node)
{
    const struct scenario_schema *schema = reader->scenario->schema;
    const char *names[READ_NAMES_MAX] = {NULL};
    char hint[READ_HINT], shown[READ_SHOWN];
    source_shown(node->key, shown, sizeof shown);
    for (size_t i = 0; i < schema->count; i++)
        if (read_find_row(&schema->sections[i], node->key))
            return read_refuse(reader, node, "section %s has no key %s; it belongs in section %s", section->name, shown,
                               schema->sections[i].name);
    for (size_t i = 0; i < section->count && i < READ_NAMES_MAX - 1; i++)
        names[i] = section->rows[i].name;
    return read_refuse(reader, node, "section %s has no key %s%s", section->name, shown,
                       suggest_text(node->key, names, hint, sizeof hint));
}

enum kith_status read_section(const struct reader *reader, int arm, const struct parameter_section *section,
                              const struct yaml_node *node)
{
    enum kith_status status = KITH_OK;
    if (node->kind == YAML_NULL) /* all of its keys are commented out */
        return KITH_OK;
    if (node->kind == YAML_REFUSED)
        return KITH_INVALID;
    if (node->kind != YAML_MAP)
        return read_refuse(reader, node, "section %s must hold keys with values, each on an indented line of its own",
                           section->name);
    for (const struct yaml_node *child = node->first; child; child = child->next) {
        const struct parameter *row = read_find_row(section, child->key);
        struct read_setting setting = {.arm = arm, .section = section, .row = row};
        status = read_worse(status, row ? read_value(reader, setting, child, NULL) : refuse_key(reader, section, child));
    }
    return status;
}
