/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenario/source.h"

size_t source_decode(const char *text, size_t length, unsigned long *character)
{
    static const unsigned long smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *byte = (const unsigned char *)text;
    if (length == 0)
        return 0;
    size_t bytes = byte[0] < 0x80 ? 1 : byte[0] >> 5 == 6 ? 2 : byte[0] >> 4 == 14 ? 3 : byte[0] >> 3 == 30 ? 4 : 0;
    if (bytes == 0 || bytes > length)
        return 0;
    unsigned long value = bytes == 1 ? byte[0] : byte[0] & (0x7Fu >> bytes);
    for (size_t i = 1; i < bytes; i++) {
        if (byte[i] >> 6 != 2)
            return 0;
        value = value << 6 | (byte[i] & 0x3Fu);
    }
    if (value < smallest[bytes] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 0;
    *character = value;
    return bytes;
}

/* The printable set of YAML 1.1. A byte order mark is legal at the start only; the caller knows where that is. */
static bool is_clean(unsigned long c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0x7E) || c == 0x85 ||
           (c >= 0xA0 && c <= 0xFFFD && c != 0xFEFF) || c >= 0x10000;
}

size_t source_dirty(const char *text, size_t length)
{
    size_t at = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < length) {
        unsigned long character = 0;
        size_t bytes = source_decode(text + at, length - at, &character);
        if (bytes == 0 || !is_clean(character))
            return at;
        at += bytes;
    }
    return length;
}

const char *source_shown(const char *text, char *buffer, size_t size)
{
    static const char cut[] = "...";
    size_t length = strlen(text), at = 0, used = 0;
    while (at < length) {
        unsigned long character = 0;
        size_t bytes = source_decode(text + at, length - at, &character);
        bool clean = bytes > 0 && is_clean(character) && character >= 0x20 && character != 0x85;
        size_t shown = clean ? bytes : 1;
        if (used + shown + sizeof cut > size) {
            memcpy(buffer + used, cut, sizeof cut);
            return buffer;
        }
        memcpy(buffer + used, clean ? text + at : "?", shown);
        used += shown;
        at += bytes ? bytes : 1;
    }
    buffer[used] = '\0';
    return buffer;
}

static enum kith_status refuse_byte(const char *path, const char *text, size_t length, size_t at, struct kith_report *report)
{
    static const char hdf5[] = "\x89HDF\r\n\x1a\n"; /* how HDF5 files begin */
    int line = 1, column = 1;
    if (length >= sizeof hdf5 - 1 && memcmp(text, hdf5, sizeof hdf5 - 1) == 0)
        return kith_report_add(report, KITH_ERROR, path, 0, 0,
                               "is a results file; the scenario (.yaml) that it was run from is wanted here");
    for (size_t i = 0; i < at; i++) {
        bool ends = text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n');
        bool starts_character = ((unsigned char)text[i] & 0xC0) != 0x80;
        line += ends;
        column = ends ? 1 : column + starts_character;
    }
    unsigned long character = 0;
    unsigned byte = (unsigned char)text[at];
    if (byte == 0)
        return kith_report_add(report, KITH_ERROR, path, line, column, "the file contains a NUL byte, so it is not a text file");
    if (source_decode(text + at, length - at, &character) > 0)
        return kith_report_add(report, KITH_ERROR, path, line, column,
                               "the file contains the control character U+%04lX; delete it", character);
    return kith_report_add(report, KITH_ERROR, path, line, column,
                           "the file is not UTF-8 (byte 0x%02X); save it with the encoding UTF-8", byte);
}

/* What is missing is the user's mistake; what the system refuses is not. */
static enum kith_status refuse_file(const char *path, int error, struct kith_report *report)
{
    bool invalid = error == ENOENT || error == ENOTDIR || error == EISDIR;
    const char *why = error == ENOENT ? "no such file" : error == EISDIR ? "this is a directory, not a file" : strerror(error);
    kith_report_add(report, KITH_ERROR, path, 0, 0, "%s", why);
    return invalid ? KITH_INVALID : KITH_FAILED;
}

enum kith_status source_read(const char *path, char **text, size_t *length, struct kith_report *report)
{
    enum kith_status status = KITH_OK;
    FILE *file = NULL;
    char *bytes = malloc(SOURCE_BYTES_MAX + 1);
    if (!bytes) {
        status = refuse_file(path, ENOMEM, report);
        goto cleanup;
    }
    file = fopen(path, "rb");
    if (!file) {
        status = refuse_file(path, errno, report);
        goto cleanup;
    }
    /* One byte more than is allowed tells that a file is too large without reading the rest of it. */
    size_t count = fread(bytes, 1, SOURCE_BYTES_MAX + 1, file);
    if (ferror(file)) {
        status = refuse_file(path, errno, report);
        goto cleanup;
    }
    if (count > SOURCE_BYTES_MAX) {
        status = kith_report_add(report, KITH_ERROR, path, 0, 0,
                                 "the file is larger than 1 MiB; large data belongs in a CSV file that the scenario names");
        goto cleanup;
    }
    bytes[count] = '\0';
    size_t dirty = source_dirty(bytes, count);
    if (dirty < count) {
        status = refuse_byte(path, bytes, count, dirty, report);
        goto cleanup;
    }
    char *fitting = realloc(bytes, count + 1);
    *text = fitting ? fitting : bytes;
    *length = count;
    bytes = NULL;
cleanup:
    if (file)
        fclose(file);
    free(bytes);
    return status;
}
