/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_COPY_H
#define BASE_COPY_H

#include <stdbool.h>
#include <stddef.h>

/* A copy of count items of this many bytes, to be freed; NULL for NULL. Without memory NULL too, and *good becomes false. */
void *copy_items(const void *from, size_t count, size_t size, bool *good);

#endif
