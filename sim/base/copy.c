/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/copy.h"

#include <stdlib.h>
#include <string.h>

void *copy_items(const void *from, size_t count, size_t size, bool *good)
{
    if (!from)
        return NULL;
    void *copy = malloc(count ? count * size : 1);
    *good = *good && copy;
    if (copy)
        memcpy(copy, from, count * size);
    return copy;
}
