/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <locale.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "scenario/number.h"

static const char *const not_finite = "numbers must be finite";
static const char *const too_big = "that is beyond what the computer can hold exactly";

/* A program that embeds the library may have set a locale with a decimal comma. */
static double read_double(const char *text)
{
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    locale_t before = plain ? uselocale(plain) : (locale_t)0;
    double value = strtod(text, NULL);
    if (plain) {
        uselocale(before);
        freelocale(plain);
    }
    return value;
}

static void write_double(double value, int digits, char *buffer)
{
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    locale_t before = plain ? uselocale(plain) : (locale_t)0;
    snprintf(buffer, NUMBER_TEXT_MAX, "%.*g", digits, value);
    if (plain) {
        uselocale(before);
        freelocale(plain);
    }
}

static bool is_not_finite(const char *text)
{
    static const char *const words[] = {"inf", "infinity", "nan"};
    text += *text == '.';
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(text, words[i]) == 0)
            return true;
    return false;
}

static const char *skip_digits(const char *text)
{
    return text + strspn(text, "0123456789");
}

/* Checks the grammar of YAML 1.2's numbers, less what is read differently by different programs. NULL, or why not. */
static const char *check(const char *text, bool *whole)
{
    text += *text == '+' || *text == '-';
    if (is_not_finite(text))
        return not_finite;
    if (text[0] == '0' && text[1] != '\0' && strchr("xXoObB", text[1]))
        return "hexadecimal, octal and binary numbers are refused";
    if (isdigit((unsigned char)text[0]) && text[strspn(text, "0123456789.eE+-_,")] == '\0') {
        if (strchr(text, '_'))
            return "digits are written without underscores";
        if (strchr(text, ','))
            return "the decimal sign is a point, and digits are not grouped";
    }
    if (text[0] == '0' && isdigit((unsigned char)text[1]))
        return "a leading zero is refused, because some programs read it as octal";
    const char *end = skip_digits(text);
    bool digits = end > text;
    *whole = *end != '.' && *end != 'e' && *end != 'E';
    if (*end == '.') {
        const char *fraction = end + 1;
        end = skip_digits(fraction);
        digits = digits || end > fraction;
    }
    if (!digits)
        return "";
    if (*end == 'e' || *end == 'E') {
        const char *exponent = end + 1;
        exponent += *exponent == '+' || *exponent == '-';
        end = skip_digits(exponent);
        if (end == exponent)
            return "digits are missing after the e of the exponent";
    }
    return *end ? "write the number alone, without a unit" : NULL;
}

const char *number_read_real(const char *text, double *value)
{
    bool whole = false;
    const char *why = check(text, &whole);
    if (why)
        return why;
    errno = 0;
    double read = read_double(text);
    if (errno == ERANGE || !isfinite(read))
        return too_big;
    *value = read + 0.0; /* minus zero becomes zero */
    return NULL;
}

const char *number_read_whole(const char *text, int64_t *value)
{
    bool whole = false;
    const char *why = check(text, &whole);
    if (why)
        return why;
    if (!whole)
        return "a whole number is written in full, without point and exponent, as in 1000000";
    errno = 0;
    long long read = strtoll(text, NULL, 10);
    if (errno == ERANGE)
        return too_big;
    *value = (int64_t)read;
    return NULL;
}

const char *number_text(double value, char *buffer)
{
    enum { DIGITS_ENOUGH = 17 };
    if (value == rint(value) && fabs(value) < 1e9) { /* 300000, not 3e+05 */
        snprintf(buffer, NUMBER_TEXT_MAX, "%.0f", value + 0.0);
        return buffer;
    }
    for (int digits = 1; digits <= DIGITS_ENOUGH; digits++) {
        write_double(value, digits, buffer);
        double read = read_double(buffer);
        if (read == value)
            break;
    }
    return buffer;
}

const char *number_bound(double value, char *buffer)
{
    if (value >= 9223372036854775807.0)
        snprintf(buffer, NUMBER_TEXT_MAX, "%" PRId64, INT64_MAX);
    else if (value <= -9223372036854775808.0)
        snprintf(buffer, NUMBER_TEXT_MAX, "%" PRId64, INT64_MIN);
    else
        snprintf(buffer, NUMBER_TEXT_MAX, "%" PRId64, (int64_t)value);
    return buffer;
}
