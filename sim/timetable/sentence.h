/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about kinds of rotation, numbers and blocks, put together piece by piece. */
#ifndef TIMETABLE_SENTENCE_H
#define TIMETABLE_SENTENCE_H

#include <stddef.h>

#include "timetable/policy/kind.h"

enum { SENTENCE_MAX = 2048, SENTENCE_NUMBER = 32 };

/* In the making; what does not fit is cut off. */
struct sentence {
    char at[SENTENCE_MAX];
    size_t length;
};

void sentence_add(struct sentence *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* "1,080" */
const char *sentence_number(int64_t number, char text[SENTENCE_NUMBER]);
void sentence_add_number(struct sentence *text, int64_t number);

/* True where places have no rotations. */
bool sentence_unnamed(const struct places *places);

/* "medicine"; labels that are numbers: "rotation 2"; the kind of free blocks: "any other rotation". */
void sentence_add_kind(struct sentence *text, const struct places *places, const struct kinds *kinds, int kind);

/* "medicine", "medicine and surgery", "ethics, medicine and surgery". Returns how many. */
int sentence_add_kinds(struct sentence *text, const struct places *places, const struct kinds *kinds, const bool *named);

/* "2 blocks", "2 blocks each", "2 and 1 blocks", for as many kinds as sentence_add_kinds returned. */
void sentence_add_blocks(struct sentence *text, const struct kinds *kinds, const bool *named, int count);

#endif
