/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/csv_write.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void csv_write_text(FILE *stream, const char *text)
{
    if (!strpbrk(text, ",;\"\r\n")) {
        fputs(text, stream);
        return;
    }
    fputc('"', stream);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', stream);
        fputc(*text, stream);
    }
    fputc('"', stream);
}

void csv_write_number(FILE *stream, double number)
{
    enum { DIGITS_SURE = 15, DIGITS_ENOUGH = 17 };
    const double whole_most = 1e15;
    char text[40];
    if (isnan(number))
        return;
    if (number == floor(number) && fabs(number) < whole_most) {
        fprintf(stream, "%.0f", number);
        return;
    }
    int digits = DIGITS_SURE;
    do
        snprintf(text, sizeof text, "%.*g", digits, number);
    while (digits++ < DIGITS_ENOUGH && strtod(text, NULL) != number);
    fputs(text, stream);
}
