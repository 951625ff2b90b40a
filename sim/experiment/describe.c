/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every parameter, from the tables themselves. */
#include <stdlib.h>
#include <string.h>

#include "experiment/citation.h"
#include "experiment/open.h"
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

static void write_csv(FILE *stream, const char *section, const struct parameter *row, const char *source, const char *value)
{
    char path[128], number[2][NUMBER_TEXT_MAX] = {"", ""};
    snprintf(path, sizeof path, "%s.%s", section, row->name);
    if (!row->choices && row->type != PARAMETER_TEXT && row->type != PARAMETER_FLAG && row->type != PARAMETER_MAP) {
        bound_text(row, row->min, number[0]);
        bound_text(row, row->max, number[1]);
    }
    const char *fields[] = {
        path, type_names[row->type], row->unit ? row->unit : "", number[0], number[1], row->default_text, source, row->meaning,
        value};
    for (size_t k = 0; k < sizeof fields / sizeof fields[0]; k++)
        write_csv_field(stream, fields[k], k + 1 == sizeof fields / sizeof fields[0]);
}

static void write_row(FILE *stream, enum kith_describe_format format, const char *section, const struct parameter *row,
                      const char *value)
{
    char range[512], source[512];
    citation_text(row->source, source, sizeof source);
    write_range(row, format == KITH_DESCRIBE_MARKDOWN ? ", " : " | ", range, sizeof range); /* a bar would end a cell */
    const char *unit = row->unit && strcmp(row->unit, "1") != 0 ? row->unit : "";
    switch (format) {
    case KITH_DESCRIBE_CSV:
        write_csv(stream, section, row, source, value);
        break;
    case KITH_DESCRIBE_MARKDOWN:
        fprintf(stream, "| %s.%s | %s | %s | %s | %s | %s |\n", section, row->name, row->meaning, value, unit, range, source);
        break;
    case KITH_DESCRIBE_YAML:
        fprintf(stream, "  # %s\n  # %s%s%s%s%s; source: %s\n  %s: %s\n", row->meaning, type_names[row->type],
                unit[0] ? ", " : "", unit, range[0] ? ", " : "", range, source, row->name, value);
        break;
    case KITH_DESCRIBE_TEXT:
        fprintf(stream, "%s.%s = %s%s%s\n    %s\n    %s%s%s; default %s; source: %s\n", section, row->name, value,
                unit[0] ? " " : "", unit, row->meaning, type_names[row->type], range[0] ? ", " : "", range,
                row->default_text[0] ? row->default_text : "(empty)", source);
        break;
    }
}

static void write_head(FILE *stream, enum kith_describe_format format)
{
    if (format == KITH_DESCRIBE_CSV)
        fputs("path,type,unit,min,max,default,source,meaning,value\n", stream);
    if (format == KITH_DESCRIBE_MARKDOWN)
        fputs("| parameter | meaning | value | unit | allowed | source |\n|---|---|---|---|---|---|\n", stream);
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
            write_row(stream, format, section->name, &section->rows[r],
                      scenario_value_text(&section->rows[r], values, value, VALUE_BYTES));
    }
    free(defaults);
    free(value);
    kith_report_clear(&report);
    return ferror(stream) ? KITH_FAILED : status;
}
