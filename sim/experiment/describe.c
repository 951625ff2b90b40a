/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every parameter, from the tables themselves. */
#include <stdlib.h>
#include <string.h>

#include "experiment/citation.h"
#include "experiment/open.h"
#include "experiment/plausible.h"
#include "scenario/number.h"

/* The longest value as text: a full map, its characters escaped. */
enum { VALUE_BYTES = PARAMETER_MAP_MAX * PARAMETER_PAIR_MAX * 2 * 10 };

static const char *const type_names[] = {"number", "whole number",          "true or false",   "choice",
                                         "text",   "list of whole numbers", "list of choices", "names with values"};

static const void *section_of(const void *parameters, const struct parameter_section *section)
{
    return (const char *)parameters + section->offset;
}

static const char *bound_text(const struct parameter *row, double bound, char *buffer)
{
    return row->type == PARAMETER_REAL ? number_text(bound, buffer) : number_bound(bound, buffer);
}

/* The ends of the plausible range at the value among these, if there is one. */
static void plausible_text(const struct parameter_section *section, const struct parameter *row, const void *values,
                           char ends[2][NUMBER_TEXT_MAX])
{
    double range[2];
    if (!plausible_varied(section, row) || !plausible_range(row, plausible_value(row, values), range))
        return;
    for (int end = 0; end < 2; end++)
        bound_text(row, range[end], ends[end]);
}

/* The legal values as text: a range or the choices. */
static void write_range(const struct parameter *row, const char *between, char *buffer, size_t size)
{
    size_t used = 0;
    char low[NUMBER_TEXT_MAX], high[NUMBER_TEXT_MAX];
    buffer[0] = '\0';
    if (row->choices) {
        for (size_t k = 0; row->choices[k] && used < size; k++)
            used += (size_t)snprintf(buffer + used, size - used, "%s%s", k ? between : "", row->choices[k]);
    } else if (row->type == PARAMETER_REAL || row->type == PARAMETER_WHOLE || row->type == PARAMETER_WHOLES) {
        snprintf(buffer, size, "%s to %s", bound_text(row, row->min, low), bound_text(row, row->max, high));
    }
}

static void write_csv_field(FILE *stream, const char *text, bool last)
{
    fputc('"', stream);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', stream);
        fputc(*text, stream);
    }
    fputs(last ? "\"\n" : "\",", stream);
}

/* A row of a section as text. */
struct described {
    const char *section;
    const struct parameter *row;
    const char *value, *unit;
    char range[512], source[512];
    char plausible[2][NUMBER_TEXT_MAX]; /* empty: none */
};

static void write_csv(FILE *stream, const struct described *d)
{
    const struct parameter *row = d->row;
    char path[128], number[2][NUMBER_TEXT_MAX] = {"", ""};
    snprintf(path, sizeof path, "%s.%s", d->section, row->name);
    if (!row->choices && row->type != PARAMETER_TEXT && row->type != PARAMETER_FLAG && row->type != PARAMETER_MAP) {
        bound_text(row, row->min, number[0]);
        bound_text(row, row->max, number[1]);
    }
    const char *fields[] = {path,
                            type_names[row->type],
                            row->unit ? row->unit : "",
                            number[0],
                            number[1],
                            row->default_text,
                            d->source,
                            row->meaning,
                            d->value,
                            d->plausible[0],
                            d->plausible[1]};
    for (size_t k = 0; k < sizeof fields / sizeof fields[0]; k++)
        write_csv_field(stream, fields[k], k + 1 == sizeof fields / sizeof fields[0]);
}

static void write_row(FILE *stream, enum kith_describe_format format, const struct described *d)
{
    const struct parameter *row = d->row;
    const char *plausible = d->plausible[0][0] ? ", plausible " : "", *to = d->plausible[0][0] ? " to " : "";
    switch (format) {
    case KITH_DESCRIBE_CSV:
        write_csv(stream, d);
        break;
    case KITH_DESCRIBE_MARKDOWN:
        fprintf(stream, "| %s.%s | %s | %s | %s | %s | %s%s%s | %s |\n", d->section, row->name, row->meaning, d->value, d->unit,
                d->range, d->plausible[0], to, d->plausible[1], d->source);
        break;
    case KITH_DESCRIBE_YAML:
        fprintf(stream, "  # %s\n  # %s%s%s%s%s%s%s%s%s; source: %s\n  %s: %s\n", row->meaning, type_names[row->type],
                d->unit[0] ? ", " : "", d->unit, d->range[0] ? ", " : "", d->range, plausible, d->plausible[0], to,
                d->plausible[1], d->source, row->name, d->value);
        break;
    case KITH_DESCRIBE_TEXT:
        fprintf(stream, "%s.%s = %s%s%s\n    %s\n    %s%s%s%s%s%s%s; default %s; source: %s\n", d->section, row->name, d->value,
                d->unit[0] ? " " : "", d->unit, row->meaning, type_names[row->type], d->range[0] ? ", " : "", d->range, plausible,
                d->plausible[0], to, d->plausible[1], row->default_text[0] ? row->default_text : "(empty)", d->source);
        break;
    }
}

static void describe_row(FILE *stream, enum kith_describe_format format, const struct parameter_section *section,
                         const struct parameter *row, const void *values, char value[VALUE_BYTES])
{
    struct described d = {
        .section = section->name, .row = row, .unit = row->unit && strcmp(row->unit, "1") != 0 ? row->unit : ""};
    d.value = scenario_value_text(row, values, value, VALUE_BYTES);
    citation_text(row->source, d.source, sizeof d.source);
    write_range(row, format == KITH_DESCRIBE_MARKDOWN ? ", " : " | ", d.range, sizeof d.range); /* a bar would end a cell */
    plausible_text(section, row, values, d.plausible);
    write_row(stream, format, &d);
}

static void write_head(FILE *stream, enum kith_describe_format format)
{
    if (format == KITH_DESCRIBE_CSV)
        fputs("path,type,unit,min,max,default,source,meaning,value,plausible_low,plausible_high\n", stream);
    if (format == KITH_DESCRIBE_MARKDOWN)
        fputs("| parameter | meaning | value | unit | allowed | plausible | source |\n|---|---|---|---|---|---|---|\n", stream);
    if (format == KITH_DESCRIBE_YAML)
        fputs(
            "# What can a scenario say, and what does it say by default?\n"
            "# Every parameter with its meaning, type, unit, range, source and default. Written by: kith describe --format yaml\n"
            "schema: 1\ntitle: Every parameter\nquestion: What can a scenario say, and what does it say by default?\n",
            stream);
}

/* A scenario as a complete file: every parameter's value and the arms, without comments. */
static enum kith_status write_resolved(FILE *stream, const struct kith_scenario *scenario)
{
    char *text = scenario_resolved(&scenario->scenario);
    enum kith_status status = text && fputs(text, stream) >= 0 ? KITH_OK : KITH_FAILED;
    free(text);
    return status;
}

enum kith_status kith_describe(FILE *stream, const struct kith_scenario *scenario, enum kith_describe_format format)
{
    if (scenario && format == KITH_DESCRIBE_YAML)
        return write_resolved(stream, scenario);
    void *defaults = calloc(1, schema.size);
    char *value = malloc(VALUE_BYTES);
    struct kith_report report;
    kith_report_init(&report);
    enum kith_status status = defaults && value ? scenario_defaults(&schema, defaults, &report) : KITH_FAILED;
    if (status == KITH_OK)
        write_head(stream, format);
    for (size_t k = 0; k < schema.count && status == KITH_OK; k++) {
        const struct parameter_section *section = &schema.sections[k];
        const void *values = section_of(scenario ? scenario->scenario.base : defaults, section);
        if (format == KITH_DESCRIBE_YAML)
            fprintf(stream, "\n%s:\n", section->name);
        for (size_t r = 0; r < section->count; r++)
            describe_row(stream, format, section, &section->rows[r], values, value);
    }
    free(defaults);
    free(value);
    kith_report_clear(&report);
    return ferror(stream) ? KITH_FAILED : status;
}
