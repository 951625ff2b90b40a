/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCENARIO_SOURCE_H
#define SCENARIO_SOURCE_H

#include <stddef.h>

#include "kith/status.h"

enum { SOURCE_BYTES_MAX = 1024 * 1024 };

/* Reads a whole text file, at most SOURCE_BYTES_MAX bytes of clean UTF-8, closed by a 0. free() *text. */
enum kith_status source_read(const char *path, char **text, size_t *length, struct kith_report *report);

/*
 * The offset of the first byte that YAML does not allow as text (NUL, control characters, anything that is not UTF-8), or
 * length if there is none.
 */
size_t source_dirty(const char *text, size_t length);

/* Decodes one character of UTF-8; returns its bytes, 0 if it is none. */
size_t source_decode(const char *text, size_t length, unsigned long *character);

/* Copies text as it may be shown in a message: one line, no control characters, cut to size with "...". Returns buffer. */
const char *source_shown(const char *text, char *buffer, size_t size);

#endif
