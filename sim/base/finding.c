/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/finding.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SENTENCE_MAX = 2048 };

void finding_init(struct findings *findings, struct kith_report *report)
{
    *findings = (struct findings){.report = report, .errors = report->errors, .first = report->count};
}

static bool is_code(const char *kind)
{
    return (kind[0] == 'E' || kind[0] == 'W') && kind[1] >= '0' && kind[1] <= '9';
}

static size_t find(const struct findings *findings, const char *kind)
{
    size_t k = 0;
    while (k < findings->kinds && strcmp(findings->kind[k].name, kind) != 0)
        k++;
    return k;
}

bool finding_full(const struct findings *findings, const char *kind)
{
    size_t k = find(findings, kind);
    return k < findings->kinds && findings->kind[k].count >= FINDING_SHOWN;
}

void finding_add(struct findings *findings, enum kith_severity severity, const char *kind, const char *file, int line,
                 const char *format, ...)
{
    size_t k = find(findings, kind);
    char sentence[SENTENCE_MAX];
    if (k == findings->kinds && k < FINDING_KINDS_MAX)
        findings->kind[findings->kinds++].name = kind;
    if (k < FINDING_KINDS_MAX) { /* else it is shown without being counted */
        findings->kind[k].file = file;
        findings->kind[k].severity = severity;
        if (findings->kind[k].count++ >= FINDING_SHOWN)
            return;
    }
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    kith_report_add(findings->report, severity, file, line, 0, "%s%s%s", is_code(kind) ? kind : "", is_code(kind) ? " " : "",
                    sentence);
}

/* Moves errors before warnings; else messages keep their order. Without memory they stay as they are. */
static void errors_first(struct kith_report *report, size_t first)
{
    size_t count = report->count - first, at = 0;
    struct kith_message *sorted = malloc((count + 1) * sizeof *sorted);
    for (int severity = KITH_ERROR; sorted && severity <= KITH_WARNING; severity++)
        for (size_t k = first; k < report->count; k++)
            if ((int)report->messages[k].severity == severity)
                sorted[at++] = report->messages[k];
    if (sorted && count)
        memcpy(report->messages + first, sorted, count * sizeof *sorted);
    free(sorted);
}

enum kith_status finding_end(struct findings *findings)
{
    for (size_t k = 0; k < findings->kinds; k++) {
        size_t more = findings->kind[k].count > FINDING_SHOWN ? findings->kind[k].count - FINDING_SHOWN : 0;
        const char *name = findings->kind[k].name;
        if (more && is_code(name))
            kith_report_add(findings->report, findings->kind[k].severity, findings->kind[k].file, 0, 0,
                            "%s and %zu more of this kind", name, more);
        else if (more)
            kith_report_add(findings->report, findings->kind[k].severity, findings->kind[k].file, 0, 0, "and %zu more %s", more,
                            name);
    }
    findings->kinds = 0;
    errors_first(findings->report, findings->first);
    return findings->report->errors > findings->errors ? KITH_INVALID : KITH_OK;
}
