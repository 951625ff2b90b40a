/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that came from a file: whether it is UTF-8, and how a message shows it. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

bool text_is_utf8(const char *text, size_t length);

/* As a message shows it: one line, without control characters, cut with "..." between characters. By value, so that one sentence can show several. */
struct text_shown {
    char at[64];
};
struct text_shown text_show(const char *text);

#endif
