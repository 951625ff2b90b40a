/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world/request.h"

#include <stdlib.h>
#include <string.h>

void request_clear(struct requests *requests)
{
    free(requests->at);
    *requests = (struct requests){0};
}

enum kith_status request_append(struct requests *requests, const struct request *more, size_t count)
{
    if (requests->count + count > requests->capacity) {
        size_t capacity = 2 * (requests->count + count) + 64;
        struct request *grown = realloc(requests->at, capacity * sizeof *grown);
        if (!grown)
            return KITH_FAILED;
        requests->at = grown;
        requests->capacity = capacity;
    }
    if (count)
        memcpy(requests->at + requests->count, more, count * sizeof *more);
    requests->count += count;
    return KITH_OK;
}
