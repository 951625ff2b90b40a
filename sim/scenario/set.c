/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "scenario/arms.h"
#include "scenario/set.h"
#include "scenario/source.h"

enum { LABEL = 200 };

static enum kith_status refuse(const struct reader *reader, const char *label, const char *what, const char *shown,
                               const char *hint)
{
    return kith_report_add(reader->report, KITH_ERROR, label, 0, 0, "%s%s%s", what, shown, hint);
}

/* A copy of text up to end without the spaces around it. */
static char *trimmed(const char *text, const char *end)
{
    while (text < end && isspace((unsigned char)*text))
        text++;
    while (text < end && isspace((unsigned char)end[-1]))
        end--;
    return strndup(text, (size_t)(end - text));
}

static void list_rows(const struct parameter_section *section, const char **names)
{
    size_t count = 0;
    for (; count < section->count && count < READ_NAMES_MAX - 1; count++)
        names[count] = section->rows[count].name;
    names[count] = NULL;
}

/* "distres.onst": the nearest key of the nearest section. */
static void suggest_in_section(const struct scenario_schema *schema, const char *prefix, const char *word, const char *key,
                               char *hint)
{
    const char *names[READ_NAMES_MAX] = {NULL};
    for (size_t i = 0; i < schema->count && i < READ_NAMES_MAX - 1; i++)
        names[i] = schema->sections[i].name;
    const char *name = suggest_nearest(word, names);
    if (!name) {
        suggest_text(word, names, hint, READ_HINT);
        return;
    }
    list_rows(read_find_section(schema, name, strlen(name)), names);
    const char *row = suggest_nearest(key, names);
    if (row)
        snprintf(hint, READ_HINT, "; did you mean %s%s.%s?", prefix, name, row);
    else
        suggest_text(key, names, hint, READ_HINT);
}

/* "onset": the section is missing. */
static void suggest_section(const struct scenario_schema *schema, const char *prefix, const char *key, char *hint)
{
    for (size_t s = 0; s < schema->count; s++) {
        const char *names[READ_NAMES_MAX];
        list_rows(&schema->sections[s], names);
        const char *row = suggest_nearest(key, names);
        bool exact = row && strcmp(row, key) == 0;
        if (row && (exact || !*hint))
            snprintf(hint, READ_HINT, "; did you mean %s%s.%s?", prefix, schema->sections[s].name, row);
        if (exact)
            return;
    }
}

/* The legal path that path may have meant, after prefix ("arms.formal."), as a hint. */
static const char *suggest_path(const struct scenario_schema *schema, const char *prefix, const char *path, char *hint)
{
    const char *dot = strchr(path, '.');
    char word[READ_SHOWN];
    hint[0] = '\0';
    snprintf(word, sizeof word, "%.*s", dot && dot - path < READ_SHOWN ? (int)(dot - path) : 0, path);
    if (dot)
        suggest_in_section(schema, prefix, word, dot + 1, hint);
    else
        suggest_section(schema, prefix, path, hint);
    return hint;
}

static enum kith_status resolve_arm(const struct reader *reader, struct set_target *target, const char *name, const char *dot)
{
    const struct scenario *scenario = reader->scenario;
    const char *names[SCENARIO_ARMS_MAX + 1] = {NULL};
    char word[READ_SHOWN], hint[READ_HINT];
    target->setting.arm = arms_find(scenario, name, (size_t)(dot - name));
    if (target->setting.arm != READ_BASE)
        return KITH_OK;
    for (size_t i = 0; i < scenario->arm_count; i++)
        names[i] = scenario->arms[i].name;
    snprintf(word, sizeof word, "%.*s", (int)(dot - name), name);
    return refuse(reader, target->setting.set, "there is no arm ", word, suggest_text(word, names, hint, sizeof hint));
}

static enum kith_status resolve_path(const struct reader *reader, struct set_target *target, const char *path)
{
    const struct scenario_schema *schema = reader->scenario->schema;
    const char *label = target->setting.set, *rest = path;
    char prefix[READ_SHOWN] = "", shown[READ_SHOWN], hint[READ_HINT];
    if (strncmp(path, "arms.", 5) == 0) {
        const char *name = path + 5, *dot = strchr(name, '.');
        if (!dot)
            return refuse(reader, label, "an arm's value is written as arms.<arm>.<section>.<key>=<value>", "", "");
        if (resolve_arm(reader, target, name, dot) != KITH_OK)
            return KITH_INVALID;
        rest = dot + 1;
        snprintf(prefix, sizeof prefix, "%.*s", (int)(rest - path), path);
        if (strcmp(rest, arms_from_week.name) == 0) {
            target->setting.row = &arms_from_week;
            return KITH_OK;
        }
    }
    const char *dot = strchr(rest, '.');
    const struct parameter_section *section = dot ? read_find_section(schema, rest, (size_t)(dot - rest)) : NULL;
    const struct parameter *row = section ? read_find_row(section, dot + 1) : NULL;
    if (!row)
        return refuse(reader, label, "there is no parameter ", source_shown(path, shown, sizeof shown),
                      suggest_path(schema, prefix, rest, hint));
    if (section->structural && target->setting.arm != READ_BASE)
        return refuse(reader, label, "section ", section->name, " is structural: it cannot differ between arms");
    target->setting.section = section;
    target->setting.row = row;
    return KITH_OK;
}

/* The label stands where a file's name would: it outlives the reading, because later errors name it too. */
static const char *add_label(const struct reader *reader, const char *text)
{
    struct scenario_tree *tree = reader->scenario->tree;
    static const char option[] = "--set ";
    char *label = malloc(LABEL);
    if (!label)
        return NULL;
    memcpy(label, option, sizeof option);
    source_shown(text, label + sizeof option - 1, LABEL - sizeof option + 1);
    tree->labels[tree->label_count++] = label;
    return label;
}

static enum kith_status resolve(const struct reader *reader, const char *text, struct set_target *target)
{
    const char *equals = strchr(text, '=');
    const char *label = add_label(reader, text);
    target->setting = (struct read_setting){.arm = READ_BASE, .set = label};
    if (!label)
        return read_failed(reader);
    if (source_dirty(text, strlen(text)) < strlen(text))
        return refuse(reader, label, "the text is not clean UTF-8", "", "");
    if (!equals)
        return refuse(reader, label, "write <section>.<key>=<value>", "", "");
    char *path = trimmed(text, equals);
    target->value = trimmed(equals + 1, equals + 1 + strlen(equals + 1));
    enum kith_status status = path && target->value ? resolve_path(reader, target, path) : read_failed(reader);
    free(path);
    return status;
}

enum kith_status set_resolve(const struct reader *reader, const char *const *sets, size_t count, struct set_target *targets)
{
    enum kith_status status = KITH_OK;
    reader->scenario->tree->labels = calloc(count ? count : 1, sizeof(char *));
    if (!reader->scenario->tree->labels)
        return read_failed(reader);
    for (size_t i = 0; i < count; i++)
        status = read_worse(status, resolve(reader, sets[i], &targets[i]));
    return status;
}

void set_clear(struct set_target *targets, size_t count)
{
    for (size_t i = 0; targets && i < count; i++)
        free(targets[i].value);
    free(targets);
}

enum kith_status set_apply(const struct reader *reader, const struct set_target *targets, size_t count, bool arms)
{
    enum kith_status status = KITH_OK;
    for (size_t i = 0; i < count; i++)
        if (targets[i].setting.row && (targets[i].setting.arm != READ_BASE) == arms)
            status = read_worse(status, read_value(reader, targets[i].setting, NULL, targets[i].value));
    return status;
}

/* The set that decides last on the same parameter in an arm (or the base), or NULL. */
static const char *last_set(const struct scenario_tree *tree, int arm, const struct read_setting *same)
{
    const char *set = NULL;
    for (size_t i = 0; i < tree->count; i++) {
        const struct read_setting *setting = &tree->settings[i];
        if (setting->set && setting->arm == arm && setting->section == same->section && setting->row == same->row)
            set = setting->set;
    }
    return set;
}

void set_warn_shadowed(const struct reader *reader)
{
    const struct scenario *scenario = reader->scenario;
    const struct scenario_tree *tree = scenario->tree;
    for (size_t i = 0; i < tree->count; i++) {
        const struct read_setting *setting = &tree->settings[i];
        if (setting->arm == READ_BASE || setting->set || last_set(tree, setting->arm, setting))
            continue;
        const char *hidden = last_set(tree, READ_BASE, setting);
        const char *arm = scenario->arms[setting->arm].name;
        if (hidden)
            kith_report_add(reader->report, KITH_WARNING, scenario->path, setting->line, setting->column,
                            "the arm %s has its own %s.%s, which %s does not change; --set arms.%s.%s.%s would", arm,
                            setting->section->name, setting->row->name, hidden, arm, setting->section->name, setting->row->name);
    }
}
