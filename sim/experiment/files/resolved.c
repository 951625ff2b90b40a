/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What scenario/write.c writes, read back by its indentation: two spaces a level, a value on the line of its key. */
#include "experiment/files/resolved.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS_MAX = 8, INDENT = 2 };

/* of: which of several files, "" of one. */
static bool add(struct resolved *resolved, const char *of, const char *const *key, const int *length, size_t level,
                const char *value, size_t bytes)
{
    struct resolved_value *grown = realloc(resolved->at, (resolved->count + 1) * sizeof *grown);
    if (!grown)
        return false;
    resolved->at = grown;
    size_t size = strlen(of) + 1;
    for (size_t k = 0; k <= level; k++)
        size += (size_t)length[k] + 1;
    struct resolved_value *setting = &grown[resolved->count++];
    *setting = (struct resolved_value){.path = malloc(size), .value = strndup(value, bytes)};
    if (!setting->path || !setting->value)
        return false;
    char *end = stpcpy(setting->path, of);
    for (size_t k = 0; k <= level; k++)
        end += sprintf(end, "%s%.*s", k ? "." : "", length[k], key[k]);
    return true;
}

static bool read_lines(struct resolved *resolved, const char *of, const char *text)
{
    const char *key[LEVELS_MAX] = {0};
    int length[LEVELS_MAX] = {0};
    for (const char *line = text, *next; *line; line = next) {
        size_t bytes = strcspn(line, "\n"), indent = strspn(line, " "), level = indent / INDENT;
        next = line + bytes + (line[bytes] == '\n');
        const char *colon = memchr(line, ':', bytes);
        if (!colon || line[indent] == '#' || level >= LEVELS_MAX)
            continue;
        key[level] = line + indent;
        length[level] = (int)(colon - key[level]);
        const char *value = colon + 1 + strspn(colon + 1, " ");
        if (value < line + bytes && !add(resolved, of, key, length, level, value, (size_t)(line + bytes - value)))
            return false;
    }
    return true;
}

enum kith_status resolved_read(struct resolved *resolved, const struct results *results)
{
    *resolved = (struct resolved){0};
    char *text = archive_read_attribute(results->file, NULL, "scenario_resolved");
    if (!text)
        return kith_report_add(results->report, KITH_ERROR, results->path, 0, 0,
                               "does not say which scenario was run: the file is damaged; run the scenario again");
    bool well = read_lines(resolved, "", text);
    free(text);
    for (size_t file = 1; well; file++) { /* of a run that joined several scenarios */
        char name[64], of[64];
        snprintf(name, sizeof name, "scenario_resolved_%zu", file);
        snprintf(of, sizeof of, "scenario %zu ", file);
        text = archive_read_attribute(results->file, NULL, name);
        if (!text)
            return KITH_OK;
        well = read_lines(resolved, of, text);
        free(text);
    }
    return KITH_FAILED;
}

void resolved_clear(struct resolved *resolved)
{
    for (size_t k = 0; k < resolved->count; k++) {
        free(resolved->at[k].path);
        free(resolved->at[k].value);
    }
    free(resolved->at);
    *resolved = (struct resolved){0};
}

static const char *find(const struct resolved *resolved, const char *path)
{
    for (size_t k = 0; k < resolved->count; k++)
        if (strcmp(resolved->at[k].path, path) == 0)
            return resolved->at[k].value;
    return NULL;
}

void resolved_compare(const struct resolved *a, const struct resolved *b,
                      void (*differs)(void *context, const char *path, const char *a, const char *b), void *context)
{
    for (size_t k = 0; k < a->count; k++) {
        const char *other = find(b, a->at[k].path);
        if (strcmp(a->at[k].path, "run.replicates") != 0 && (!other || strcmp(other, a->at[k].value) != 0))
            differs(context, a->at[k].path, a->at[k].value, other);
    }
    for (size_t k = 0; k < b->count; k++)
        if (!find(a, b->at[k].path))
            differs(context, b->at[k].path, NULL, b->at[k].value);
}

enum { NAMED = 6 };

struct sentence {
    FILE *out;
    bool (*counts)(const char *path);
    size_t said;
};

static void say(void *context, const char *path, const char *a, const char *b)
{
    struct sentence *sentence = context;
    if (!sentence->counts(path))
        return;
    if (sentence->said < NAMED)
        fprintf(sentence->out, "%s%s is %s, not %s", sentence->said ? "; " : "", path, b ? b : "not said", a ? a : "left unsaid");
    sentence->said++;
}

char *resolved_difference_text(const struct resolved *a, const struct resolved *b, bool (*counts)(const char *path))
{
    char *text = NULL;
    size_t size = 0;
    struct sentence sentence = {.out = open_memstream(&text, &size), .counts = counts};
    if (!sentence.out)
        return NULL;
    resolved_compare(a, b, say, &sentence);
    if (sentence.said > NAMED)
        fprintf(sentence.out, "; and %zu more", sentence.said - NAMED);
    if (fclose(sentence.out) == 0)
        return text;
    free(text);
    return NULL;
}
