/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCENARIO_NUMBER_H
#define SCENARIO_NUMBER_H

#include <stddef.h>
#include <stdint.h>

enum { NUMBER_TEXT_MAX = 32 };

/* Both read the whole text, in any locale. They return NULL, or why not, as the end of a sentence ("" if there is nothing to
 * add). */
const char *number_read_real(const char *text, double *value);
const char *number_read_whole(const char *text, int64_t *value);

/* The shortest text that number_read_real reads back as the same double. Returns buffer (NUMBER_TEXT_MAX bytes). */
const char *number_text(double value, char *buffer);

/* A bound of a whole number: exact to 2^53, and the ends of int64_t for what is beyond them. Returns buffer. */
const char *number_bound(double value, char *buffer);

#endif
