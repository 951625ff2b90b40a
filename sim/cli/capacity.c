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
    return append(capacity, text, length, places);
}

void cli_capacity_clear(struct cli_capacity *capacity)
{
    free(capacity->text);
    capacity->text = NULL;
}
