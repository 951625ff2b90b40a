/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is listed of two results files rather than counted: parameters that differ, and what one of them lacks. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/files/diff.h"
#include "experiment/files/resolved.h"

bool diff_add_line(char ***list, size_t *count, const char *format, ...)
{
    char line[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    char **grown = realloc(*list, (*count + 1) * sizeof *grown);
    if (!grown)
        return false;
    *list = grown;
    grown[*count] = strdup(line);
    return grown[(*count)++] != NULL;
}

/* "only in A: pods, streams", up to a few names. */
static void name_missing(const struct coordinate *of, const size_t *map, const char *file, char *text, size_t size)
{
    enum { NAMES = 8 };
    char buffer[COORDINATE_TEXT];
    size_t missing = 0;
    for (size_t k = 0; k < of->length; k++) {
        if (map[k] != SIZE_MAX)
            continue;
        size_t used = strlen(text);
        if (missing < NAMES)
            snprintf(text + used, size - used, "%s%s", missing ? ", " : file, coordinate_text(of, k, buffer));
        missing++;
    }
    size_t used = strlen(text);
    if (missing > NAMES)
        snprintf(text + used, size - used, " and %zu more", missing - NAMES);
}

enum kith_status diff_axis(struct diff *diff, const struct archive_dataset *a, const struct archive_dataset *b)
{
    struct coordinate of_a = {0}, of_b = {0};
    char text[600] = "";
    enum kith_status status = coordinate_read(&of_a, diff->a, a);
    if (status == KITH_OK)
        status = coordinate_read(&of_b, diff->b, b);
    size_t *to_b = status == KITH_OK ? diff_map(&of_a, &of_b) : NULL, *to_a = status == KITH_OK ? diff_map(&of_b, &of_a) : NULL;
    if (to_a && to_b) {
        name_missing(&of_a, to_b, "only in A: ", text, sizeof text);
        name_missing(&of_b, to_a, text[0] ? "; only in B: " : "only in B: ", text, sizeof text);
        for (size_t k = 0; k < of_a.length && !text[0]; k++)
            if (to_b[k] != k)
                snprintf(text, sizeof text, "the same in another order");
        if (text[0] && !diff_add_line(&diff->out->note, &diff->out->notes, "%s: %s", a->path, text))
            status = KITH_FAILED;
    } else if (status == KITH_OK) {
        status = KITH_FAILED;
    }
    free(to_a);
    free(to_b);
    coordinate_clear(&of_a);
    coordinate_clear(&of_b);
    return status;
}

struct list {
    char ***line;
    size_t *count;
    bool good;
};

static void add_parameter(void *context, const char *path, const char *a, const char *b)
{
    struct list *list = context;
    list->good = diff_add_line(list->line, list->count, "%s: %s in A, %s in B", path, a ? a : "not said", b ? b : "not said") &&
                 list->good;
}

enum kith_status diff_parameters(struct diff *diff)
{
    struct resolved a, b = {0};
    struct list list = {&diff->out->parameter, &diff->out->parameters, true};
    enum kith_status status = resolved_read(&a, diff->a);
    if (status == KITH_OK)
        status = resolved_read(&b, diff->b);
    if (status == KITH_OK)
        resolved_compare(&a, &b, add_parameter, &list);
    resolved_clear(&a);
    resolved_clear(&b);
    return list.good ? status : KITH_FAILED;
}
