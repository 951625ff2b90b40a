/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "scenario/number.h"
#include "scenario/source.h"
#include "scenario/top.h"

static const struct yaml_node *find_child(const struct yaml_node *node, const char *key)
{
    for (const struct yaml_node *child = node->first; child; child = child->next)
        if (strcmp(child->key, key) == 0)
            return child;
    return NULL;
}

static enum kith_status read_schema(const struct reader *reader, const struct yaml_node *node)
{
    int64_t schema = 0;
    if (!node)
        return kith_report_add(reader->report, KITH_ERROR, reader->scenario->path, 0, 0,
                               "the key schema is missing; begin with the line schema: %d", TOP_SCHEMA);
    if (node->kind == YAML_REFUSED)
        return KITH_INVALID;
    if (node->kind != YAML_TEXT || !node->plain || number_read_whole(node->text, &schema) || schema < TOP_SCHEMA)
        return read_refuse(reader, node, "schema must be %d, without quotes", TOP_SCHEMA);
    if (schema > TOP_SCHEMA)
        return read_refuse(reader, node,
                           "the file is written for schema %" PRId64
                           ", and this version of kith reads schema %d; use a newer kith",
                           schema, TOP_SCHEMA);
    return KITH_OK;
}

static enum kith_status read_words(const struct reader *reader, const struct yaml_node *node, char **words)
{
    if (node->kind == YAML_REFUSED)
        return KITH_INVALID;
    if (node->kind == YAML_NULL)
        return read_refuse(reader, node, "%s has no value; write a sentence or delete the key", node->key);
    if (node->kind != YAML_TEXT)
        return read_refuse(reader, node, "%s must be text; put it in quotes", node->key);
    char *copy = strdup(node->text);
    if (!copy)
        return read_failed(reader);
    free(*words);
    *words = copy;
    return KITH_OK;
}

static enum kith_status refuse_key(const struct reader *reader, const struct yaml_node *node)
{
    const struct scenario_schema *schema = reader->scenario->schema;
    const char *names[READ_NAMES_MAX] = {"schema", "title", "question", "arms"};
    char hint[READ_HINT], shown[READ_SHOWN];
    source_shown(node->key, shown, sizeof shown);
    for (size_t i = 0; i < schema->count; i++)
        if (read_find_row(&schema->sections[i], node->key))
            return read_refuse(reader, node, "%s belongs in section %s; write it there, on an indented line", shown,
                               schema->sections[i].name);
    size_t own = 0;
    while (names[own])
        own++;
    for (size_t i = 0; i < schema->count && own + i < READ_NAMES_MAX - 1; i++)
        names[own + i] = schema->sections[i].name;
    return read_refuse(reader, node, "there is no section %s%s", shown, suggest_text(node->key, names, hint, sizeof hint));
}

static enum kith_status read_key(const struct reader *reader, const struct yaml_node *node, const struct yaml_node **arms)
{
    if (strcmp(node->key, "schema") == 0)
        return KITH_OK; /* read before all else */
    if (strcmp(node->key, "title") == 0)
        return read_words(reader, node, &reader->scenario->title);
    if (strcmp(node->key, "question") == 0)
        return read_words(reader, node, &reader->scenario->question);
    if (strcmp(node->key, "arms") == 0) {
        *arms = node;
        return KITH_OK;
    }
    const struct parameter_section *section = read_find_section(reader->scenario->schema, node->key, strlen(node->key));
    return section ? read_section(reader, READ_BASE, section, node) : refuse_key(reader, node);
}

enum kith_status top_read(const struct reader *reader, const struct yaml_node *root, const struct yaml_node **arms)
{
    if (root->kind == YAML_REFUSED)
        return KITH_INVALID;
    if (root->kind == YAML_NULL)
        return read_refuse(reader, root, "the file is empty; a scenario begins with the line schema: %d", TOP_SCHEMA);
    if (root->kind != YAML_MAP)
        return read_refuse(reader, root, "a scenario is made of keys and values; it begins with the line schema: %d", TOP_SCHEMA);
    const struct yaml_node *schema = find_child(root, "schema");
    enum kith_status status = read_schema(reader, schema);
    if (status != KITH_OK && schema)
        return status;
    for (const struct yaml_node *child = root->first; child; child = child->next)
        status = read_worse(status, read_key(reader, child, arms));
    return status;
}
