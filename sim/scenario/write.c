/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenario/number.h"
#include "scenario/scenario.h"
#include "scenario/source.h"
#include "scenario/top.h"

/* Counts on when the buffer is full, so that a first pass without a buffer tells how large it must be. */
struct text {
    char *at;
    size_t size, length;
};

static void put(struct text *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void put(struct text *out, const char *format, ...)
{
    bool room = out->length < out->size;
    va_list arguments;
    va_start(arguments, format);
    int wrote = vsnprintf(room ? out->at + out->length : NULL, room ? out->size - out->length : 0, format, arguments);
    va_end(arguments);
    out->length += wrote > 0 ? (size_t)wrote : 0;
}

/* In double quotes, the one style of YAML that can hold every text. */
static void put_quoted(struct text *out, const char *text)
{
    size_t length = strlen(text), at = 0;
    put(out, "\"");
    while (at < length) {
        unsigned long c = 0;
        size_t bytes = source_decode(text + at, length - at, &c);
        if (c == '"' || c == '\\')
            put(out, "\\%c", (char)c);
        else if (c == '\n')
            put(out, "\\n");
        else if (bytes == 0 || c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF ||
                 (c & 0xFFFE) == 0xFFFE)
            put(out, "\\U%08lX", c);
        else
            put(out, "%.*s", (int)bytes, text + at);
        at += bytes ? bytes : 1;
    }
    put(out, "\"");
}

static void put_list(struct text *out, const struct parameter *row, const struct parameter_list *list)
{
    put(out, "[");
    for (int64_t i = 0; i < list->count; i++) {
        put(out, "%s", i ? ", " : "");
        if (row->choices)
            put(out, "%s", row->choices[list->at[i]]);
        else
            put(out, "%" PRId64, list->at[i]);
    }
    put(out, "]");
}

static void put_map(struct text *out, const struct parameter_map *map)
{
    put(out, "{");
    for (int64_t i = 0; i < map->count; i++) {
        put(out, "%s", i ? ", " : "");
        put_quoted(out, map->at[i].key);
        put(out, ": ");
        put_quoted(out, map->at[i].value);
    }
    put(out, "}");
}

static void put_value(struct text *out, const struct parameter *row, const void *section)
{
    const void *value = (const char *)section + row->offset;
    char number[NUMBER_TEXT_MAX];
    switch (row->type) {
    case PARAMETER_REAL:
        put(out, "%s", number_text(*(const double *)value, number));
        break;
    case PARAMETER_WHOLE:
        put(out, "%" PRId64, *(const int64_t *)value);
        break;
    case PARAMETER_FLAG:
        put(out, "%s", *(const bool *)value ? "true" : "false");
        break;
    case PARAMETER_CHOICE:
        put(out, "%s", row->choices[*(const int *)value]);
        break;
    case PARAMETER_TEXT:
        put_quoted(out, ((const struct parameter_text *)value)->at);
        break;
    case PARAMETER_WHOLES:
    case PARAMETER_CHOICES:
        put_list(out, row, value);
        break;
    case PARAMETER_MAP:
        put_map(out, value);
        break;
    }
}

const char *scenario_value_text(const struct parameter *row, const void *section, char *buffer, size_t size)
{
    struct text out = {.at = buffer, .size = size};
    put_value(&out, row, section);
    return buffer;
}

static bool same_list(const struct parameter_list *a, const struct parameter_list *b)
{
    return a->count == b->count && memcmp(a->at, b->at, (size_t)a->count * sizeof *a->at) == 0;
}

static bool same_map(const struct parameter_map *a, const struct parameter_map *b)
{
    return a->count == b->count && memcmp(a->at, b->at, (size_t)a->count * sizeof *a->at) == 0;
}

static bool same_value(const struct parameter *row, const void *a_section, const void *b_section)
{
    const void *a = (const char *)a_section + row->offset, *b = (const char *)b_section + row->offset;
    switch (row->type) {
    case PARAMETER_REAL:
        return *(const double *)a == *(const double *)b;
    case PARAMETER_WHOLE:
        return *(const int64_t *)a == *(const int64_t *)b;
    case PARAMETER_FLAG:
        return *(const bool *)a == *(const bool *)b;
    case PARAMETER_CHOICE:
        return *(const int *)a == *(const int *)b;
    case PARAMETER_TEXT:
        return strcmp(((const struct parameter_text *)a)->at, ((const struct parameter_text *)b)->at) == 0;
    case PARAMETER_MAP:
        return same_map(a, b);
    default:
        return same_list(a, b);
    }
}

/* One section; with a base, only what differs from it. */
static void put_section(struct text *out, const struct parameter_section *section, const void *parameters, const void *base,
                        const char *indent)
{
    const char *own = (const char *)parameters + section->offset;
    bool opened = false;
    for (size_t i = 0; i < section->count; i++) {
        const struct parameter *row = &section->rows[i];
        if (base && same_value(row, own, (const char *)base + section->offset))
            continue;
        if (!opened)
            put(out, "%s%s:\n", indent, section->name);
        opened = true;
        put(out, "%s  %s: ", indent, row->name);
        put_value(out, row, own);
        put(out, "\n");
    }
}

static void put_scenario(struct text *out, const struct scenario *scenario)
{
    const struct scenario_schema *schema = scenario->schema;
    put(out, "schema: %d\ntitle: ", TOP_SCHEMA);
    put_quoted(out, scenario->title);
    put(out, "\nquestion: ");
    put_quoted(out, scenario->question);
    put(out, "\n");
    for (size_t s = 0; s < schema->count; s++)
        put_section(out, &schema->sections[s], scenario->base, NULL, "");
    put(out, "arms:\n");
    for (size_t i = 0; i < scenario->arm_count; i++) {
        put(out, "  %s:\n    from_week: %d\n", scenario->arms[i].name, scenario->arms[i].from_week);
        for (size_t s = 0; s < schema->count; s++)
            put_section(out, &schema->sections[s], scenario->arms[i].parameters, scenario->base, "    ");
    }
}

char *scenario_resolved(const struct scenario *scenario)
{
    struct text out = {0};
    put_scenario(&out, scenario);
    out = (struct text){.size = out.length + 1, .at = malloc(out.length + 1)};
    if (out.at)
        put_scenario(&out, scenario);
    return out.at;
}
