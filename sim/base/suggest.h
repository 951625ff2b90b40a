/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_SUGGEST_H
#define BASE_SUGGEST_H

#include <stddef.h>

/*
 * The name nearest to word by Damerau-Levenshtein distance (insertions, deletions, changes, swaps of neighbours; case and - or
 * _ count for nothing), else the only one that begins with word (of 3
 * letters or more), or NULL if none is near enough to be meant. names is NULL-terminated.
 */
const char *suggest_nearest(const char *word, const char *const *names);

/* Writes what to add to "unknown X": "; did you mean A?", or the names if they are few, or nothing. Returns buffer. */
const char *suggest_text(const char *word, const char *const *names, char *buffer, size_t size);

#endif
