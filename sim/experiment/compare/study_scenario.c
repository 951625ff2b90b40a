/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a study's scenario said, from the text as resolved that the file holds: how arms differ, which hypothesis of influence it is of, and
 * what comparing goes by (section compare). The text is read as a tree only, so that scenarios of other revisions, with parameters that this one
 * does not know, can be read.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/compare/study.h"
#include "process/distress.h"
#include "scenario/number.h"
#include "scenario/yaml.h"

const char *kith_influence(size_t index)
{
    for (size_t k = 0; k < index; k++)
        if (!distress_influence_names[k])
            return NULL;
    return distress_influence_names[index];
}

static const char DEFAULT_PRIMARY[] = "weeks_in_distress";

static const struct yaml_node *child_of(const struct yaml_node *node, const char *key)
{
    for (const struct yaml_node *child = node ? node->first : NULL; child; child = child->next)
        if (strcmp(child->key, key) == 0)
            return child;
    return NULL;
}

/* A section's parameter in an arm, else in the base. section may be NULL: the key is the arm's own. */
static const struct yaml_node *value_in(const struct yaml_node *root, const char *arm, const char *section, const char *key)
{
    const struct yaml_node *own = child_of(child_of(root, "arms"), arm);
    if (!section)
        return child_of(own, key);
    const struct yaml_node *value = child_of(child_of(own, section), key);
    return value ? value : child_of(child_of(root, section), key);
}

/* As a scenario says it: 5, [1, 2], {North: 20}. */
static void write_value(FILE *out, const struct yaml_node *node)
{
    bool map = node && node->kind == YAML_MAP;
    if (!node || (node->kind != YAML_LIST && !map)) {
        fputs(node && node->text ? node->text : "", out);
        return;
    }
    fputc(map ? '{' : '[', out);
    for (const struct yaml_node *child = node->first; child; child = child->next) {
        fprintf(out, "%s%s%s", child == node->first ? "" : ", ", map ? child->key : "", map ? ": " : "");
        write_value(out, child);
    }
    fputc(map ? '}' : ']', out);
}

static char *value_text(const struct yaml_node *node)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    write_value(out, node);
    if (fclose(out) == 0)
        return text;
    free(text);
    return NULL;
}

static bool is_known(const struct kith_study *study, const char *path)
{
    for (size_t k = 0; k < study->changes; k++)
        if (strcmp(study->change[k].path, path) == 0)
            return true;
    return false;
}

static bool differs(const struct kith_study *study, char **text)
{
    for (size_t a = 1; a < study->arms; a++)
        if (strcmp(text[a], text[0]) != 0)
            return true;
    return false;
}

/* Adds the parameter if arms differ in it. False without memory. */
static bool add_change(struct kith_study *study, const struct yaml_node *root, const char *section, const char *key)
{
    char path[256];
    snprintf(path, sizeof path, "%s%s%s", section ? section : "", section ? "." : "", key);
    if (is_known(study, path))
        return true;
    struct kith_study_change *grown = realloc(study->change, (study->changes + 1) * sizeof *grown);
    if (!grown)
        return false;
    study->change = grown;
    struct kith_study_change *change = &grown[study->changes++];
    *change = (struct kith_study_change){strdup(path), calloc(study->arms, sizeof *change->text)};
    bool good = change->path && change->text;
    for (size_t a = 0; good && a < study->arms; a++) {
        change->text[a] = value_text(value_in(root, study->arm[a], section, key));
        good = change->text[a] != NULL;
    }
    if (good && !differs(study, change->text)) {
        study->changes--;
        for (size_t a = 0; a < study->arms; a++)
            free(change->text[a]);
        free(change->text);
        free(change->path);
    }
    return good;
}

static bool add_changes(struct kith_study *study, const struct yaml_node *root)
{
    bool good = true;
    for (size_t a = 0; a < study->arms; a++) {
        const struct yaml_node *arm = child_of(child_of(root, "arms"), study->arm[a]);
        for (const struct yaml_node *section = arm ? arm->first : NULL; section; section = section->next) {
            if (section->kind != YAML_MAP)
                good = good && add_change(study, root, NULL, section->key);
            for (const struct yaml_node *row = section->first; row && section->kind == YAML_MAP; row = row->next)
                good = good && add_change(study, root, section->key, row->key);
        }
    }
    return good;
}

static bool find_influence(struct kith_study *study, const struct yaml_node *root)
{
    const struct yaml_node *first = value_in(root, study->arm[0], "distress", "influence");
    for (size_t a = 1; a < study->arms; a++) {
        const struct yaml_node *other = value_in(root, study->arm[a], "distress", "influence");
        if (!first || !other || !first->text || !other->text || strcmp(first->text, other->text) != 0)
            return true;
    }
    study->influence = first && first->text ? strdup(first->text) : NULL;
    return !first || !first->text || study->influence;
}

/* A map of outcomes to numbers; names and values that are none count for nothing: the run has checked them. */
static void take_numbers(struct kith_study *study, const struct yaml_node *map, bool precision)
{
    for (const struct yaml_node *pair = map ? map->first : NULL; pair; pair = pair->next) {
        double number;
        size_t k = kith_study_outcome_index(study, pair->key);
        if (k == study->outcomes || !pair->text || number_read_real(pair->text, &number) != NULL)
            continue;
        *(precision ? &study->outcome[k].precision : &study->outcome[k].matters) = number;
    }
}

/* As kith describe says them, where a file does not. */
static int64_t count_in(const struct yaml_node *section, const char *name, int64_t otherwise)
{
    const struct yaml_node *node = child_of(section, name);
    double number;
    return node && node->text && number_read_real(node->text, &number) == NULL && number >= 1 ? (int64_t)number : otherwise;
}

static void take_settings(struct kith_study *study, const struct yaml_node *root)
{
    const struct yaml_node *section = child_of(root, "compare"), *primary = child_of(section, "primary");
    size_t k = kith_study_outcome_index(study, primary && primary->text ? primary->text : DEFAULT_PRIMARY);
    study->primary = k < study->outcomes ? k : 0;
    take_numbers(study, child_of(section, "matters"), false);
    take_numbers(study, child_of(section, "precision"), true);
    study->start = count_in(section, "start", 30);
    study->step = count_in(section, "step", 10);
}

enum kith_status study_read_scenario(struct kith_study *study)
{
    struct yaml_tree tree = {0};
    struct kith_report ignored; /* a scenario that cannot be read leaves the numbers as they are */
    kith_report_init(&ignored);
    enum kith_status status = yaml_tree_read(&tree, study->path, study->resolved, strlen(study->resolved), &ignored);
    const struct yaml_node *root = tree.count ? tree.nodes : NULL;
    bool good = status != KITH_FAILED && add_changes(study, root) && find_influence(study, root);
    take_settings(study, root);
    yaml_tree_clear(&tree);
    kith_report_clear(&ignored);
    return good ? KITH_OK : KITH_FAILED;
}
