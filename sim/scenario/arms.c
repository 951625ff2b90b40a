/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "scenario/arms.h"
#include "scenario/source.h"

enum { NAME_MAX_BYTES = 40 };

const struct parameter arms_from_week = {.name = "from_week", .type = PARAMETER_WHOLE, .unit = "week", .min = 0, .max = INT_MAX};

/* A file without arms compares nothing; its one arm is the base itself. */
static const char *const only_arm = "base";

static bool is_name(const char *text)
{
    size_t length = strlen(text);
    return length > 0 && length <= NAME_MAX_BYTES &&
           strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") == length;
}

static enum kith_status add_arm(const struct reader *reader, const char *name)
{
    struct scenario *scenario = reader->scenario;
    struct scenario_arm *arm = &scenario->arms[scenario->arm_count];
    *arm = (struct scenario_arm){.name = strdup(name), .parameters = calloc(1, scenario->schema->size)};
    scenario->arm_count++;
    return arm->name && arm->parameters ? KITH_OK : read_failed(reader);
}

enum kith_status arms_create(const struct reader *reader, const struct yaml_node *node)
{
    struct scenario *scenario = reader->scenario;
    enum kith_status status = KITH_OK;
    scenario->arms = calloc(SCENARIO_ARMS_MAX, sizeof *scenario->arms);
    if (!scenario->arms)
        return read_failed(reader);
    if (node && node->kind == YAML_REFUSED)
        status = KITH_INVALID;
    else if (node && node->kind != YAML_MAP && node->kind != YAML_NULL)
        status =
            read_refuse(reader, node, "arms must hold the names of the arms, each with a colon on an indented line of its own");
    const struct yaml_node *child = node ? node->first : NULL;
    if (status != KITH_OK || !child)
        return read_worse(status, add_arm(reader, only_arm));
    for (; child && status != KITH_FAILED; child = child->next) {
        char shown[READ_SHOWN];
        if (scenario->arm_count == SCENARIO_ARMS_MAX)
            return read_refuse(reader, child, "there are more than %d arms; delete some, or split the file", SCENARIO_ARMS_MAX);
        if (!is_name(child->key))
            status =
                read_worse(status, read_refuse(reader, child,
                                               "the name of the arm \"%s\" must be 1 to %d letters a-z or A-Z, digits, _ or -",
                                               source_shown(child->key, shown, sizeof shown), NAME_MAX_BYTES));
        status = read_worse(status, add_arm(reader, child->key));
    }
    return status;
}

static enum kith_status refuse_key(const struct reader *reader, const struct yaml_node *node)
{
    const struct scenario_schema *schema = reader->scenario->schema;
    const char *names[READ_NAMES_MAX] = {"from_week"};
    char hint[READ_HINT], shown[READ_SHOWN];
    source_shown(node->key, shown, sizeof shown);
    size_t count = 1;
    for (size_t i = 0; i < schema->count && count < READ_NAMES_MAX - 1; i++) {
        if (read_find_row(&schema->sections[i], node->key))
            return read_refuse(reader, node, "%s belongs in section %s of the arm; write it there, on an indented line", shown,
                               schema->sections[i].name);
        if (!schema->sections[i].structural)
            names[count++] = schema->sections[i].name;
    }
    return read_refuse(reader, node, "an arm has no section %s%s", shown, suggest_text(node->key, names, hint, sizeof hint));
}

static enum kith_status read_key(const struct reader *reader, int arm, const struct yaml_node *node)
{
    const struct parameter_section *section = read_find_section(reader->scenario->schema, node->key, strlen(node->key));
    if (strcmp(node->key, arms_from_week.name) == 0)
        return read_value(reader, (struct read_setting){.arm = arm, .row = &arms_from_week}, node, NULL);
    if (!section)
        return refuse_key(reader, node);
    if (section->structural)
        return read_refuse(reader, node, "section %s is structural: it cannot differ between arms; write it outside of them",
                           section->name);
    return read_section(reader, arm, section, node);
}

static enum kith_status read_arm(const struct reader *reader, int arm, const struct yaml_node *node)
{
    enum kith_status status = KITH_OK;
    if (node->kind == YAML_REFUSED)
        return KITH_INVALID;
    if (node->kind != YAML_MAP && node->kind != YAML_NULL)
        return read_refuse(reader, node, "the arm %s must hold from_week and sections, or nothing",
                           reader->scenario->arms[arm].name);
    for (const struct yaml_node *child = node->first; child; child = child->next)
        status = read_worse(status, read_key(reader, arm, child));
    return status;
}

enum kith_status arms_fill(const struct reader *reader, const struct yaml_node *node)
{
    struct scenario *scenario = reader->scenario;
    const struct yaml_node *child = node && node->kind == YAML_MAP ? node->first : NULL;
    enum kith_status status = KITH_OK;
    for (size_t i = 0; i < scenario->arm_count; i++) {
        memcpy(scenario->arms[i].parameters, scenario->base, scenario->schema->size);
        if (!child)
            continue;
        status = read_worse(status, read_arm(reader, (int)i, child));
        child = child->next;
    }
    return status;
}

int arms_find(const struct scenario *scenario, const char *name, size_t length)
{
    for (size_t i = 0; i < scenario->arm_count; i++)
        if (strlen(scenario->arms[i].name) == length && strncmp(scenario->arms[i].name, name, length) == 0)
            return (int)i;
    return READ_BASE;
}
