/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <float.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "scenario/allowed.h"
#include "scenario/number.h"

static void append(char *buffer, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));

static void append(char *buffer, size_t size, const char *format, ...)
{
    size_t used = strlen(buffer);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(buffer + used, size - used, format, arguments);
    va_end(arguments);
}

static void append_range(const struct parameter *row, char *buffer, size_t size)
{
    char low[NUMBER_TEXT_MAX], high[NUMBER_TEXT_MAX];
    bool real = row->type == PARAMETER_REAL;
    const char *min = real ? number_text(row->min, low) : number_bound(row->min, low);
    const char *max = real ? number_text(row->max, high) : number_bound(row->max, high);
    if (row->min >= -DBL_MAX && row->max <= DBL_MAX)
        append(buffer, size, " from %s to %s", min, max);
    else if (row->min >= -DBL_MAX)
        append(buffer, size, " from %s up", min);
    else if (row->max <= DBL_MAX)
        append(buffer, size, " up to %s", max);
    if (row->unit && row->unit[0] && strcmp(row->unit, "1") != 0)
        append(buffer, size, " (%s)", row->unit);
}

static void append_choices(const struct parameter *row, char *buffer, size_t size)
{
    for (size_t i = 0; row->choices[i]; i++)
        append(buffer, size, "%s%s", i ? ", " : "", row->choices[i]);
}

const char *allowed_text(const struct parameter *row, char *buffer, size_t size)
{
    buffer[0] = '\0';
    switch (row->type) {
    case PARAMETER_REAL:
        append(buffer, size, "a number");
        append_range(row, buffer, size);
        break;
    case PARAMETER_WHOLE:
        append(buffer, size, "a whole number");
        append_range(row, buffer, size);
        break;
    case PARAMETER_FLAG:
        append(buffer, size, "true or false");
        break;
    case PARAMETER_TEXT:
        append(buffer, size, "text of at most %d bytes", PARAMETER_TEXT_MAX - 1);
        break;
    case PARAMETER_CHOICE:
        append(buffer, size, "one of ");
        append_choices(row, buffer, size);
        break;
    case PARAMETER_WHOLES:
        append(buffer, size, "a list of at most %d whole numbers", PARAMETER_LIST_MAX);
        append_range(row, buffer, size);
        break;
    case PARAMETER_MAP:
        append(buffer, size, "at most %d names with a value each, as in {first: 1, second: 2}", PARAMETER_MAP_MAX);
        break;
    case PARAMETER_CHOICES:
        if (row->max > 0)
            append(buffer, size, "a list of %.0f to %.0f of ", row->min, row->max);
        else
            append(buffer, size, "a list of ");
        append_choices(row, buffer, size);
        break;
    }
    return buffer;
}
