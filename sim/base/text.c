/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include <stdint.h>
#include <string.h>

/* Bytes of the character that begins here, 0 if it is none. */
static size_t character(const unsigned char *at, size_t left)
{
    if (at[0] < 0x80)
        return 1;
    size_t bytes = at[0] >= 0xC2 && at[0] <= 0xDF ? 2 : (at[0] & 0xF0) == 0xE0 ? 3 : at[0] >= 0xF0 && at[0] <= 0xF4 ? 4 : 0;
    if (bytes == 0 || bytes > left)
        return 0;
    for (size_t k = 1; k < bytes; k++)
        if ((at[k] & 0xC0) != 0x80)
            return 0;
    bool overlong = (at[0] == 0xE0 && at[1] < 0xA0) || (at[0] == 0xF0 && at[1] < 0x90);
    bool surrogate = at[0] == 0xED && at[1] >= 0xA0;
    bool beyond = at[0] == 0xF4 && at[1] >= 0x90;
    return overlong || surrogate || beyond ? 0 : bytes;
}

bool text_is_utf8(const char *text, size_t length)
{
    const unsigned char *at = (const unsigned char *)text;
    while (length) {
        size_t bytes = character(at, length);
        if (bytes == 0)
            return false;
        at += bytes;
        length -= bytes;
    }
    return true;
}

struct text_shown text_show(const char *text)
{
    static const char cut[] = "...";
    struct text_shown shown;
    size_t left = strlen(text), used = 0;
    while (left) {
        size_t bytes = character((const unsigned char *)text, left);
        bool clean = bytes > 1 || (bytes == 1 && (unsigned char)*text >= 0x20 && *text != 0x7F);
        size_t takes = clean ? bytes : 1, step = bytes ? bytes : 1;
        if (used + takes + (left > step ? sizeof cut : 1) > sizeof shown.at) {
            memcpy(shown.at + used, cut, sizeof cut);
            return shown;
        }
        memcpy(shown.at + used, clean ? text : "?", takes);
        used += takes;
        text += step;
        left -= step;
    }
    shown.at[used] = '\0';
    return shown;
}
