/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where arrays are read at random, most of the wait for memory is the wait for page tables: with pages of 2 MB they stay in
 * the processor. A wish only; where it is not known or not granted, nothing changes but time.
 */
#ifndef BASE_HUGE_PAGES_H
#define BASE_HUGE_PAGES_H

#include <stddef.h>

/* Asks for huge pages for memory that was just allocated and not yet written to. Returns at; nothing is asked for small arrays or NULL. */
void *huge_pages(void *at, size_t bytes);

/* malloc, free and the copying of kept bytes for large arrays, for which realloc would move small pages; else realloc. */
void *huge_pages_resize(void *at, size_t kept, size_t bytes);

#endif
