/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/sentence.h"

#include <stdarg.h>
#include <stdio.h>

void sentence_add(struct sentence *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int more = vsnprintf(text->at + text->length, SENTENCE_MAX - text->length, format, arguments);
    va_end(arguments);
    text->length += more > 0 ? (size_t)more : 0;
    text->length = text->length < SENTENCE_MAX ? text->length : SENTENCE_MAX - 1;
}

const char *sentence_number(int64_t number, char text[SENTENCE_NUMBER])
{
    char digits[SENTENCE_NUMBER];
    int length = snprintf(digits, sizeof digits, "%lld", (long long)number), out = 0;
    for (int k = 0; k < length && out < SENTENCE_NUMBER - 2; k++) {
        if (k > 0 && (length - k) % 3 == 0 && digits[k - 1] != '-')
            text[out++] = ',';
        text[out++] = digits[k];
    }
    text[out] = '\0';
    return text;
}

void sentence_add_number(struct sentence *text, int64_t number)
{
    char digits[SENTENCE_NUMBER];
    sentence_add(text, "%s", sentence_number(number, digits));
}

bool sentence_unnamed(const struct places *places)
{
    return places->rotations == 1 && places->rotation_label[0][0] == '\0';
}

void sentence_add_kind(struct sentence *text, const struct places *places, const struct kinds *kinds, int kind)
{
    if (kind == kinds->free) {
        sentence_add(text, sentence_unnamed(places) ? "every block" : "any other rotation");
        return;
    }
    for (uint32_t r = 0; r < places->rotations; r++)
        if (kinds->of_rotation[r] == kind) {
            const char *label = places->rotation_label[r];
            sentence_add(text, "%s%s", label[0] >= '0' && label[0] <= '9' ? "rotation " : "", label);
            return;
        }
}

int sentence_add_kinds(struct sentence *text, const struct places *places, const struct kinds *kinds, const bool *named)
{
    int count = 0, said = 0;
    for (int k = 0; k < kinds->count; k++)
        count += named[k];
    for (int k = 0; k < kinds->count; k++) {
        if (!named[k])
            continue;
        sentence_add(text, "%s", said == 0 ? "" : said == count - 1 ? " and " : ", ");
        sentence_add_kind(text, places, kinds, k);
        said++;
    }
    return count;
}

void sentence_add_blocks(struct sentence *text, const struct kinds *kinds, const bool *named, int count)
{
    int32_t first = -1;
    bool equal = true;
    for (int k = 0; k < kinds->count; k++) {
        equal &= !named[k] || first < 0 || kinds->low[k] == first;
        first = named[k] && first < 0 ? kinds->low[k] : first;
    }
    int said = 0;
    for (int k = 0; k < kinds->count && !equal; k++)
        if (named[k]) {
            sentence_add(text, "%s%d", said == 0 ? "" : said == count - 1 ? " and " : ", ", (int)kinds->low[k]);
            said++;
        }
    if (!equal)
        sentence_add(text, " blocks");
    else
        sentence_add(text, "%d block%s%s", (int)first, first == 1 ? "" : "s", count > 1 ? " each" : "");
}
