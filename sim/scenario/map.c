/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/map.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "scenario/source.h"

enum { SHOWN = 60, NAME = 256 };

static enum kith_status refuse_pair(struct value_place place, const char *key, const char *what)
{
    char shown[SHOWN];
    return kith_report_add(place.report, KITH_ERROR, place.file, place.line, place.column, "%s: \"%s\" %s", place.name,
                           source_shown(key, shown, sizeof shown), what);
}

/* Puts a pair in its place in the order of names. */
static enum kith_status add_pair(struct parameter_map *map, const char *key, const char *value, struct value_place place)
{
    int64_t at = 0;
    if (!*key)
        return refuse_pair(place, value, "has no name before it");
    if (strlen(key) >= PARAMETER_PAIR_MAX || strlen(value) >= PARAMETER_PAIR_MAX)
        return refuse_pair(place, strlen(key) >= PARAMETER_PAIR_MAX ? key : value, "is too long, allowed are 79 bytes");
    while (at < map->count && strcmp(map->at[at].key, key) < 0)
        at++;
    if (at < map->count && strcmp(map->at[at].key, key) == 0)
        return refuse_pair(place, key, "is there twice");
    if (map->count == PARAMETER_MAP_MAX)
        return refuse_pair(place, key, "is too many, allowed are 64 names");
    memmove(&map->at[at + 1], &map->at[at], (size_t)(map->count - at) * sizeof map->at[0]);
    map->at[at] = (struct parameter_pair){{0}, {0}};
    memcpy(map->at[at].key, key, strlen(key));
    memcpy(map->at[at].value, value, strlen(value));
    map->count++;
    return KITH_OK;
}

enum kith_status map_read_node(const struct parameter *row, const struct yaml_node *node, struct value_place place,
                               struct parameter_map *target)
{
    struct parameter_map map = {0};
    enum kith_status status = KITH_OK;
    for (const struct yaml_node *child = node->first; child; child = child->next) {
        struct value_place at = place;
        char name[NAME];
        at.line = child->line;
        at.column = child->column;
        if (child->kind == YAML_TEXT) {
            enum kith_status added = add_pair(&map, child->key, child->text, at);
            status = added == KITH_OK ? status : added;
            continue;
        }
        snprintf(name, sizeof name, "\"%.60s\" of %s", child->key, place.name);
        at.name = name;
        status = KITH_INVALID;
        if (child->kind != YAML_REFUSED)
            value_refuse_kind(row, at, child->kind);
    }
    if (status == KITH_OK)
        *target = map;
    return status;
}

static void trim(const char **begin, const char **end)
{
    while (*begin < *end && isspace((unsigned char)**begin))
        (*begin)++;
    while (*begin < *end && isspace((unsigned char)(*end)[-1]))
        (*end)--;
    if (*end - *begin >= 2 && **begin == '"' && (*end)[-1] == '"') {
        (*begin)++;
        (*end)--;
    }
}

/* "name: value" between begin and end; the last colon divides, so that a name may hold one. */
static enum kith_status add_text(struct parameter_map *map, const char *begin, const char *end, struct value_place place)
{
    char key[PARAMETER_PAIR_MAX + 1],
        value[PARAMETER_PAIR_MAX + 1]; /* one longer than is legal, so that what is cut is refused */
    const char *colon = end;
    while (colon > begin && *colon != ':')
        colon--;
    if (colon == begin) {
        snprintf(key, sizeof key, "%.*s", (int)(end - begin), begin);
        return refuse_pair(place, key, "is not a name with a value, as in name: 1");
    }
    const char *key_end = colon, *value_begin = colon + 1;
    trim(&begin, &key_end);
    trim(&value_begin, &end);
    snprintf(key, sizeof key, "%.*s", (int)(key_end - begin), begin);
    snprintf(value, sizeof value, "%.*s", (int)(end - value_begin), value_begin);
    return add_pair(map, key, value, place);
}

enum kith_status map_read_text(const struct parameter *row, const char *text, struct value_place place,
                               struct parameter_map *target)
{
    (void)row;
    struct parameter_map map = {0};
    enum kith_status status = KITH_OK;
    const char *end = text + strlen(text);
    if (text < end && *text == '{' && end[-1] == '}') {
        text++;
        end--;
    }
    while (text + strspn(text, " ") < end) {
        const char *comma = memchr(text, ',', (size_t)(end - text));
        const char *next = comma ? comma : end;
        enum kith_status added = add_text(&map, text, next, place);
        status = added == KITH_OK ? status : added;
        text = next == end ? end : next + 1;
    }
    if (status == KITH_OK)
        *target = map;
    return status;
}
