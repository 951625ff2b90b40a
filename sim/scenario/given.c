/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a value came from: what later checks (across parameters, or of the files named) need to point at the user's text. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenario/arms.h"

static bool names(const struct read_setting *setting, const char *parameter)
{
    const char *section = setting->section ? setting->section->name : NULL;
    size_t length = section ? strlen(section) : 0;
    if (!section)
        return strcmp(setting->row->name, parameter) == 0;
    return strncmp(parameter, section, length) == 0 && parameter[length] == '.' &&
           strcmp(parameter + length + 1, setting->row->name) == 0;
}

/* What took effect last: in the arm, or else in the base. */
static const struct read_setting *find(const struct scenario *scenario, const char *arm, const char *parameter)
{
    if (scenario->file_count)
        scenario = &scenario->files[0];
    int index = arm ? arms_find(scenario, arm, strlen(arm)) : READ_BASE;
    const struct read_setting *in_base = NULL, *in_arm = NULL;
    for (size_t i = 0; i < scenario->tree->count; i++) {
        const struct read_setting *setting = &scenario->tree->settings[i];
        if (!names(setting, parameter))
            continue;
        if (setting->arm == READ_BASE)
            in_base = setting;
        else if (setting->arm == index)
            in_arm = setting;
    }
    return in_arm ? in_arm : in_base;
}

bool scenario_given(const struct scenario *scenario, const char *arm, const char *parameter)
{
    return find(scenario, arm, parameter) != NULL;
}

const char *scenario_place(const struct scenario *scenario, const char *parameter, char *buffer, size_t size)
{
    const struct read_setting *setting = find(scenario, NULL, parameter);
    if (setting && setting->set)
        snprintf(buffer, size, "%s", setting->set);
    else if (setting)
        snprintf(buffer, size, "%s:%d", scenario->path, setting->line);
    else
        snprintf(buffer, size, "%s, by default", scenario->path);
    return buffer;
}

enum kith_status scenario_error(const struct scenario *scenario, const char *arm, const char *parameter,
                                struct kith_report *report, const char *format, ...)
{
    const struct read_setting *setting = find(scenario, arm, parameter);
    const char *file = setting && setting->set ? setting->set : scenario->path;
    int line = setting ? setting->line : 0, column = setting ? setting->column : 0;
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = length < 0 ? NULL : malloc((size_t)length + 1);
    if (text)
        vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    enum kith_status status = kith_report_add(report, KITH_ERROR, file, line, column, "%s", text ? text : format);
    free(text);
    return status;
}
