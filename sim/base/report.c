/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kith/status.h"

void kith_report_init(struct kith_report *report)
{
    *report = (struct kith_report){0};
}

void kith_report_clear(struct kith_report *report)
{
    for (size_t i = 0; i < report->count; i++) {
        free(report->messages[i].file);
        free(report->messages[i].text);
    }
    free(report->messages);
    kith_report_init(report);
}

static char *formatted(const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = length < 0 ? NULL : malloc((size_t)length + 1);
    if (text)
        vsnprintf(text, (size_t)length + 1, format, arguments);
    return text;
}

enum kith_status kith_report_add(struct kith_report *report, enum kith_severity severity, const char *file, int line, int column,
                                 const char *format, ...)
{
    enum kith_status status = severity == KITH_ERROR ? KITH_INVALID : KITH_OK;
    report->errors += severity == KITH_ERROR;
    if (report->count == report->capacity) {
        size_t capacity = report->capacity ? 2 * report->capacity : 16;
        struct kith_message *grown = realloc(report->messages, capacity * sizeof *grown);
        if (!grown)
            return status;
        report->messages = grown;
        report->capacity = capacity;
    }
    va_list arguments;
    va_start(arguments, format);
    char *text = formatted(format, arguments);
    va_end(arguments);
    if (!text)
        return status;
    report->messages[report->count++] = (struct kith_message){
        .severity = severity, .file = file ? strdup(file) : NULL, .line = line, .column = column, .text = text};
    return status;
}
