/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/suggest.h"

enum {
    WORD_MAX = 96,    /* longer words are no typing mistakes of ours */
    NAMES_FEW = 12,   /* so many are still read */
    PREFIX_LEAST = 3, /* letters that may stand for a name */
    ROWS = 3          /* a swap looks back two rows */
};

static int folded(char c)
{
    return c == '-' ? '_' : tolower((unsigned char)c);
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The restricted distance ("optimal string alignment"), three rows at a time. */
static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t rows[ROWS][WORD_MAX + 1];
    for (size_t j = 0; j <= b_length; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t *row = rows[i % ROWS], *above = rows[(i - 1) % ROWS];
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t changed = above[j - 1] + (folded(a[i - 1]) != folded(b[j - 1]));
            row[j] = smaller(changed, smaller(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2]) && folded(a[i - 2]) == folded(b[j - 1]))
                row[j] = smaller(row[j], rows[(i - 2) % ROWS][j - 2] + 1);
        }
    }
    return rows[a_length % ROWS][b_length];
}

/* The only name that begins with word, or NULL. */
static const char *completed(const char *word, size_t length, const char *const *names)
{
    const char *only = NULL;
    for (; *names && length >= PREFIX_LEAST; names++) {
        size_t k = 0;
        while (k < length && (*names)[k] && folded(word[k]) == folded((*names)[k]))
            k++;
        if (k == length && only)
            return NULL;
        only = k == length ? *names : only;
    }
    return only;
}

const char *suggest_nearest(const char *word, const char *const *names)
{
    const char *nearest = NULL;
    size_t length = strlen(word);
    const char *whole = completed(word, length, names);
    if (length > WORD_MAX)
        return NULL;
    size_t best = length < 6 ? 2 : length / 3 + 1; /* a third of the letters may be wrong, one in a short word */
    for (; *names; names++) {
        size_t name_length = strlen(*names);
        if (name_length > WORD_MAX)
            continue;
        size_t d = distance(word, length, *names, name_length);
        if (d < best && d < name_length) {
            best = d;
            nearest = *names;
        }
    }
    return nearest ? nearest : whole;
}

const char *suggest_text(const char *word, const char *const *names, char *buffer, size_t size)
{
    size_t count = 0, used = 0;
    const char *nearest = suggest_nearest(word, names);
    buffer[0] = '\0';
    if (nearest) {
        snprintf(buffer, size, "; did you mean %s?", nearest);
        return buffer;
    }
    while (names[count])
        count++;
    for (size_t i = 0; count <= NAMES_FEW && i < count && used < size; i++) {
        int wrote = snprintf(buffer + used, size - used, "%s%s", i ? ", " : "; allowed: ", names[i]);
        used += wrote > 0 ? (size_t)wrote : 0;
    }
    return buffer;
}
