/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/suggest.h"
#include "scenario/allowed.h"
#include "scenario/list.h"
#include "scenario/map.h"
#include "scenario/number.h"
#include "scenario/source.h"
#include "scenario/value.h"

enum { SHOWN = 60, HINT = 128 };

enum kith_status value_refuse(const struct parameter *row, struct value_place place, const char *text, const char *why)
{
    char shown[SHOWN], allowed[ALLOWED_TEXT_MAX];
    bool bare = *text && text[strcspn(text, " \t\r\n,")] == '\0';
    source_shown(text, shown, sizeof shown);
    return kith_report_add(place.report, KITH_ERROR, place.file, place.line, place.column, "%s is %s%s%s, allowed is %s%s%s",
                           place.name, bare ? "" : "\"", shown, bare ? "" : "\"", allowed_text(row, allowed, sizeof allowed),
                           *why ? (*why == ';' ? "" : ": ") : "", why);
}

enum kith_status value_refuse_kind(const struct parameter *row, struct value_place place, enum yaml_kind kind)
{
    char allowed[ALLOWED_TEXT_MAX];
    allowed_text(row, allowed, sizeof allowed);
    if (kind == YAML_NULL)
        return kith_report_add(place.report, KITH_ERROR, place.file, place.line, place.column,
                               "%s has no value, allowed is %s; leave it out to keep the default", place.name, allowed);
    return kith_report_add(place.report, KITH_ERROR, place.file, place.line, place.column, "%s is %s, allowed is %s", place.name,
                           kind == YAML_LIST ? "a list" : "a mapping", allowed);
}

static enum kith_status read_real(const struct parameter *row, const char *text, struct value_place place, double *target)
{
    double value = 0;
    const char *why = number_read_real(text, &value);
    if (why || value < row->min || value > row->max)
        return value_refuse(row, place, text, why ? why : "");
    *target = value;
    return KITH_OK;
}

static enum kith_status read_whole(const struct parameter *row, const char *text, struct value_place place, int64_t *target)
{
    int64_t value = 0;
    const char *why = number_read_whole(text, &value);
    if (why || (double)value < row->min || (double)value > row->max)
        return value_refuse(row, place, text, why ? why : "");
    *target = value;
    return KITH_OK;
}

static enum kith_status read_flag(const struct parameter *row, const char *text, struct value_place place, bool *target)
{
    bool yes = strcmp(text, "true") == 0;
    if (!yes && strcmp(text, "false") != 0)
        return value_refuse(row, place, text, "");
    *target = yes;
    return KITH_OK;
}

static enum kith_status read_choice(const struct parameter *row, const char *text, struct value_place place, int *target)
{
    char hint[HINT];
    for (int i = 0; row->choices[i]; i++) {
        if (strcmp(text, row->choices[i]) == 0) {
            *target = i;
            return KITH_OK;
        }
    }
    const char *nearest = suggest_nearest(text, row->choices);
    snprintf(hint, sizeof hint, "; did you mean %s?", nearest ? nearest : "");
    return value_refuse(row, place, text, nearest ? hint : "");
}

static enum kith_status read_characters(const struct parameter *row, const char *text, struct value_place place,
                                        struct parameter_text *target)
{
    size_t length = strlen(text);
    if (length >= PARAMETER_TEXT_MAX)
        return value_refuse(row, place, text, "it is longer");
    *target = (struct parameter_text){0};
    memcpy(target->at, text, length);
    return KITH_OK;
}

/* Rows that hold several values are taken apart by their own readers. */
static bool is_list(const struct parameter *row)
{
    return row->type == PARAMETER_WHOLES || row->type == PARAMETER_CHOICES;
}

enum kith_status value_read_scalar(const struct parameter *row, const char *text, bool plain, struct value_place place,
                                   void *target)
{
    bool unquoted = row->type == PARAMETER_REAL || row->type == PARAMETER_WHOLE || row->type == PARAMETER_FLAG;
    if (unquoted && !plain)
        return value_refuse(row, place, text, "in quotes it is text; write it without");
    switch (row->type) {
    case PARAMETER_REAL:
        return read_real(row, text, place, target);
    case PARAMETER_WHOLE:
        return read_whole(row, text, place, target);
    case PARAMETER_FLAG:
        return read_flag(row, text, place, target);
    case PARAMETER_CHOICE:
        return read_choice(row, text, place, target);
    case PARAMETER_TEXT:
        return read_characters(row, text, place, target);
    default: /* lists and maps are taken apart before */
        return value_refuse(row, place, text, "");
    }
}

enum kith_status value_read_node(const struct parameter *row, const struct yaml_node *node, struct value_place place,
                                 void *target)
{
    if (node->kind == YAML_REFUSED)
        return KITH_INVALID;
    if (is_list(row) && node->kind == YAML_LIST)
        return list_read_node(row, node, place, target);
    if (row->type == PARAMETER_MAP && node->kind == YAML_MAP)
        return map_read_node(row, node, place, target);
    if (node->kind != YAML_TEXT)
        return value_refuse_kind(row, place, node->kind);
    if (is_list(row))
        return value_refuse(row, place, node->text, "write a list in brackets, as in [first, second]");
    if (row->type == PARAMETER_MAP)
        return value_refuse(row, place, node->text, "write names with values in braces, as in {first: 1, second: 2}");
    return value_read_scalar(row, node->text, node->plain, place, target);
}

enum kith_status value_read_text(const struct parameter *row, const char *text, struct value_place place, void *target)
{
    if (is_list(row))
        return list_read_text(row, text, place, target);
    if (row->type == PARAMETER_MAP)
        return map_read_text(row, text, place, target);
    if (!*text && row->type != PARAMETER_TEXT)
        return value_refuse_kind(row, place, YAML_NULL);
    return value_read_scalar(row, text, true, place, target);
}
