/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates of the Gregorian calendar as days since 1970-01-01, in the formats that planners declare. */
#ifndef TIMETABLE_DATE_H
#define TIMETABLE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum date_format { DATE_ISO, DATE_DMY_SLASH, DATE_MDY_SLASH, DATE_DMY_DOT };
extern const char *const date_format_names[]; /* "yyyy-mm-dd", "dd/mm/yyyy", "mm/dd/yyyy", "dd.mm.yyyy" */

/* The whole text, or false: years 1900 to 2199, no impossible day; day and month of one digit unless ISO. Nothing is guessed. */
bool date_read(const char *text, enum date_format format, int64_t *day);

/* Why date_read refused a text: the end of a sentence that begins `start is "TEXT"`. Returns buffer. */
const char *date_refusal(const char *text, enum date_format format, char *buffer, size_t size);

/* ISO, into buffer of at least 11 bytes. Returns buffer. */
char *date_text(int64_t day, char *buffer, size_t size);

/* 0 Monday ... 6 Sunday. */
int date_weekday(int64_t day);

#endif
