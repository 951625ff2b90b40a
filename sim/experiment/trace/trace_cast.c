/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The students who appear in an episode beside the one it is about, in the order in which they appear. They are few: found by looking through. */
#include <stdlib.h>

#include "experiment/trace/trace.h"

struct trace_member *trace_cast_find(struct trace_cast *cast, uint32_t id)
{
    for (size_t k = 0; k < cast->count; k++)
        if (cast->at[k].id == id)
            return &cast->at[k];
    if (cast->count == cast->capacity) {
        size_t capacity = 2 * cast->capacity + 32;
        struct trace_member *grown = realloc(cast->at, capacity * sizeof *grown);
        if (!grown) {
            cast->failed = true;
            return NULL;
        }
        cast->at = grown;
        cast->capacity = capacity;
    }
    cast->at[cast->count] = (struct trace_member){.id = id};
    return &cast->at[cast->count++];
}

const char *trace_letter(struct trace_cast *cast, uint32_t id, char buffer[8])
{
    const struct trace_member *member = trace_cast_find(cast, id);
    int first = 7;
    buffer[first] = '\0';
    for (size_t left = member ? (size_t)(member - cast->at) + 1 : 0; left > 0 && first > 0; left = (left - 1) / 26)
        buffer[--first] = (char)('A' + (left - 1) % 26);
    return buffer + first;
}
