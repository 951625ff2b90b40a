/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "scenario/allowed.h"
#include "scenario/list.h"

enum { NAME = 256 };

/* What one item of a list may be, as a row of its own. */
static struct parameter item_row(const struct parameter *row)
{
    struct parameter item = *row;
    item.type = row->type == PARAMETER_WHOLES ? PARAMETER_WHOLE : PARAMETER_CHOICE;
    return item;
}

/* Adds one item; beyond the end it is only counted, so that the message can say how many there are. */
static enum kith_status read_item(const struct parameter *row, const char *text, bool plain, struct value_place place,
                                  struct parameter_list *list)
{
    struct parameter item = item_row(row);
    char name[NAME];
    int choice = 0;
    int64_t whole = 0;
    snprintf(name, sizeof name, "item %lld of %s", (long long)list->count + 1, place.name);
    place.name = name;
    bool of_choices = row->type == PARAMETER_CHOICES;
    enum kith_status status = value_read_scalar(&item, text, plain, place, of_choices ? (void *)&choice : (void *)&whole);
    if (list->count < PARAMETER_LIST_MAX)
        list->at[list->count] = of_choices ? choice : whole;
    list->count++;
    return status;
}

static enum kith_status check_count(const struct parameter *row, struct value_place place, int64_t count)
{
    char allowed[ALLOWED_TEXT_MAX];
    bool bounded = row->type == PARAMETER_CHOICES && row->max > 0; /* in rows of whole numbers the range is each item's */
    double least = bounded ? row->min : 0;
    double most = bounded && row->max < PARAMETER_LIST_MAX ? row->max : PARAMETER_LIST_MAX;
    if ((double)count >= least && (double)count <= most)
        return KITH_OK;
    return kith_report_add(place.report, KITH_ERROR, place.file, place.line, place.column, "%s has %lld items, allowed is %s",
                           place.name, (long long)count, allowed_text(row, allowed, sizeof allowed));
}

static enum kith_status read_sequence(const struct parameter *row, const struct yaml_node *node, struct value_place place,
                                      struct parameter_list *list)
{
    bool legal = true;
    for (const struct yaml_node *child = node->first; child; child = child->next) {
        struct value_place at = place;
        at.line = child->line;
        at.column = child->column;
        if (child->kind == YAML_TEXT) {
            legal &= read_item(row, child->text, child->plain, at, list) == KITH_OK;
            continue;
        }
        struct parameter item = item_row(row);
        char name[NAME];
        snprintf(name, sizeof name, "item %lld of %s", (long long)++list->count, place.name);
        at.name = name;
        legal = false;
        if (child->kind != YAML_REFUSED)
            value_refuse_kind(&item, at, child->kind);
    }
    return legal ? KITH_OK : KITH_INVALID;
}

/* "a, b" or "[a, b]"; nothing is the empty list. */
static enum kith_status read_commas(const struct parameter *row, const char *text, struct value_place place,
                                    struct parameter_list *list)
{
    bool legal = true;
    const char *end = text + strlen(text);
    if (text < end && *text == '[' && end[-1] == ']') {
        text++;
        end--;
    }
    if (text + strspn(text, " ") >= end)
        return KITH_OK;
    while (text <= end) {
        char item[PARAMETER_TEXT_MAX]; /* longer than every legal item, so what is cut here is refused */
        const char *comma = memchr(text, ',', (size_t)(end - text));
        const char *next = comma ? comma : end;
        const char *last = next;
        while (text < last && isspace((unsigned char)*text))
            text++;
        while (text < last && isspace((unsigned char)last[-1]))
            last--;
        snprintf(item, sizeof item, "%.*s", (int)(last - text), text);
        legal &= read_item(row, item, true, place, list) == KITH_OK;
        text = next + 1;
    }
    return legal ? KITH_OK : KITH_INVALID;
}

static enum kith_status finish(const struct parameter *row, struct value_place place, enum kith_status status,
                               const struct parameter_list *list, struct parameter_list *target)
{
    enum kith_status counted = check_count(row, place, list->count);
    if (status == KITH_OK && counted == KITH_OK)
        *target = *list;
    return status == KITH_OK ? counted : status;
}

enum kith_status list_read_node(const struct parameter *row, const struct yaml_node *node, struct value_place place,
                                struct parameter_list *target)
{
    struct parameter_list list = {0};
    return finish(row, place, read_sequence(row, node, place, &list), &list, target);
}

enum kith_status list_read_text(const struct parameter *row, const char *text, struct value_place place,
                                struct parameter_list *target)
{
    struct parameter_list list = {0};
    return finish(row, place, read_commas(row, text, place, &list), &list, target);
}
