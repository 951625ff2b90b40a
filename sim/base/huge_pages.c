/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _DEFAULT_SOURCE /* madvise */
#include "base/huge_pages.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__linux__)
#include <sys/mman.h>
#endif

enum { HUGE_PAGE = 2 << 20, WORTH_IT = 2 * HUGE_PAGE };

void *huge_pages(void *at, size_t bytes)
{
#if defined(MADV_HUGEPAGE)
    uintptr_t begin = ((uintptr_t)at + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
    uintptr_t end = ((uintptr_t)at + bytes) / HUGE_PAGE * HUGE_PAGE;
    if (at && bytes >= WORTH_IT && begin < end)
        (void)madvise((char *)at + (begin - (uintptr_t)at), end - begin, MADV_HUGEPAGE);
#else
    (void)bytes;
#endif
    return at;
}

void *huge_pages_resize(void *at, size_t kept, size_t bytes)
{
    if (bytes < WORTH_IT)
        return realloc(at, bytes);
    void *grown = huge_pages(malloc(bytes), bytes);
    if (!grown)
        return NULL;
    if (kept)
        memcpy(grown, at, kept);
    free(at);
    return grown;
}
