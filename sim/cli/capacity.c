/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static const char open[] = "timetable.capacity={";

/* Adds "SITE": N before the closing brace. */
static int append(struct cli_capacity *capacity, const char *site, size_t length, const char *places)
{
    size_t used = capacity->text ? strlen(capacity->text) - 1 : 0;
    size_t size = used + sizeof open + length + strlen(places) + sizeof ", \"\": }";
    char *grown = realloc(capacity->text, size);
    if (!grown)
        return KITH_FAILED;
    snprintf(grown + used, size - used, "%s\"%.*s\": %s}", used ? ", " : open, (int)length, site, places);
    capacity->text = grown;
    return 0;
}

/* "--without North --capacity South=4". */
static int append_typed(struct cli_capacity *capacity, const char *option, const char *text)
{
    size_t used = capacity->typed ? strlen(capacity->typed) : 0, size = used + strlen(option) + strlen(text) + sizeof "  ";
    char *grown = realloc(capacity->typed, size);
    if (!grown)
        return KITH_FAILED;
    snprintf(grown + used, size - used, "%s%s %s", used ? " " : "", option, text);
    capacity->typed = grown;
    return 0;
}

int cli_capacity_add(struct cli_capacity *capacity, const char *command, const char *text, bool without)
{
    const char *equals = without ? NULL : strrchr(text, '='), *places = equals ? equals + 1 : "0";
    size_t length = equals ? (size_t)(equals - text) : strlen(text);
    if (!without && (!equals || !*places || strspn(places, "0123456789") != strlen(places)))
        return cli_usage(command, "--capacity is \"%s\", allowed is SITE=N with a whole number of students", text);
    if (length == 0)
        return cli_usage(command, "%s names no site", without ? "--without" : "--capacity");
    if (memchr(text, ',', length) || memchr(text, '"', length))
        return cli_usage(
            command,
            "a site with a comma or a quote in its name (%s) can only be written in the scenario, under timetable: capacity:",
            text);
    int code = append(capacity, text, length, places);
    return code ? code : append_typed(capacity, without ? "--without" : "--capacity", text);
}

void cli_capacity_retell(const struct cli_capacity *capacity, struct kith_report *report)
{
    static const char set[] = "--set ", path[] = "timetable.capacity ";
    for (size_t k = 0; k < report->count && capacity->text; k++) {
        struct kith_message *m = &report->messages[k];
        if (!m->file || strncmp(m->file, set, sizeof set - 1) != 0 || strcmp(m->file + sizeof set - 1, capacity->text) != 0)
            continue;
        char *typed = strdup(capacity->typed);
        if (!typed)
            return;
        free(m->file);
        m->file = typed;
        if (strncmp(m->text, path, sizeof path - 1) == 0)
            memmove(m->text, m->text + sizeof path - 1, strlen(m->text + sizeof path - 1) + 1);
    }
}

void cli_capacity_clear(struct cli_capacity *capacity)
{
    free(capacity->text);
    free(capacity->typed);
    *capacity = (struct cli_capacity){0};
}
