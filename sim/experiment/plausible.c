/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/plausible.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char plausible_words[] =
    "half to twice its value (log-odds: 1 less to 1 more; a value of 0: to the default), or what kith's tables state";

bool plausible_assumed(const struct parameter *row)
{
    return strncmp(row->source, "assumed", strlen("assumed")) == 0;
}

/* Who the students are and when, and what is recorded and judged. */
static bool is_setting(const char *section)
{
    static const char *const settings[] = {"run", "school", "calendar", "graph", "timetable", "observe", "compare"};
    for (size_t k = 0; k < sizeof settings / sizeof settings[0]; k++)
        if (strcmp(settings[k], section) == 0)
            return true;
    return false;
}

static bool is_stated(const struct parameter *row)
{
    return row->plausible[0] < row->plausible[1];
}

bool plausible_varied(const struct parameter_section *section, const struct parameter *row)
{
    bool number = row->type == PARAMETER_REAL || row->type == PARAMETER_WHOLE;
    return number && !row->unvaried && !is_setting(section->name) && (plausible_assumed(row) || is_stated(row));
}

double plausible_value(const struct parameter *row, const void *values)
{
    const char *at = (const char *)values + row->offset;
    return row->type == PARAMETER_WHOLE ? (double)*(const int64_t *)at : *(const double *)at;
}

static void find_ends(const struct parameter *row, double value, double ends[2])
{
    double other = value == 0 ? strtod(row->default_text, NULL) : 2 * value;
    if (is_stated(row)) {
        ends[0] = fmin(row->plausible[0], value);
        ends[1] = fmax(row->plausible[1], value);
    } else if (strcmp(row->unit, "logit") == 0) {
        ends[0] = value - 1;
        ends[1] = value + 1;
    } else {
        ends[0] = fmin(value / 2, other);
        ends[1] = fmax(value / 2, other);
    }
}

bool plausible_range(const struct parameter *row, double value, double ends[2])
{
    find_ends(row, value, ends);
    for (int end = 0; end < 2; end++) {
        if (row->type == PARAMETER_WHOLE)
            ends[end] = round(ends[end]);
        ends[end] = fmin(fmax(ends[end], row->min), row->max);
    }
    return ends[0] < ends[1];
}
