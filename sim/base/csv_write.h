/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of CSV files that we write. */
#ifndef BASE_CSV_WRITE_H
#define BASE_CSV_WRITE_H

#include <stdio.h>

/* Quoted as RFC 4180 says, where a comma, semicolon, quote or end of line asks for it. */
void csv_write_text(FILE *stream, const char *text);

/* The shortest decimal number that reads back as the same double; nothing for one that is missing (NaN). */
void csv_write_number(FILE *stream, double number);

#endif
