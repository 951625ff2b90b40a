/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/date.h"

#include <stdio.h>
#include <string.h>

const char *const date_format_names[] = {"yyyy-mm-dd", "dd/mm/yyyy", "mm/dd/yyyy", "dd.mm.yyyy", NULL};

enum { YEAR_FIRST = 1900, YEAR_LAST = 2199, THURSDAY = 3 }; /* 1970-01-01 was a Thursday */

static bool is_leap(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int64_t year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

/* Days from 1970-01-01 to the year's first day. */
static int64_t days_before(int64_t year)
{
    int64_t past = year - 1;
    return 365 * (year - 1970) + (past / 4 - past / 100 + past / 400) - (1969 / 4 - 1969 / 100 + 1969 / 400);
}

/* The digits at text as a number; -1 if there are not just digits. */
static int digits(const char *text, int count)
{
    int number = 0;
    for (int k = 0; k < count; k++) {
        if (text[k] < '0' || text[k] > '9')
            return -1;
        number = 10 * number + (text[k] - '0');
    }
    return number;
}

bool date_read(const char *text, enum date_format format, int64_t *day)
{
    static const struct {
        char separator;
        int year, month, day; /* where each begins */
    } layouts[] = {{'-', 0, 5, 8}, {'/', 6, 3, 0}, {'/', 6, 0, 3}, {'.', 6, 3, 0}};
    int first = format == DATE_ISO ? 4 : 2, second = format == DATE_ISO ? 7 : 5;
    if (strlen(text) != 10 || text[first] != layouts[format].separator || text[second] != layouts[format].separator)
        return false;
    int y = digits(text + layouts[format].year, 4), m = digits(text + layouts[format].month, 2), d = digits(text + layouts[format].day, 2);
    if (y < YEAR_FIRST || y > YEAR_LAST || m < 1 || m > 12 || d < 1 || d > month_days(y, m))
        return false;
    *day = days_before(y) + d - 1;
    for (int month = 1; month < m; month++)
        *day += month_days(y, month);
    return true;
}

char *date_text(int64_t day, char *buffer, size_t size)
{
    int64_t year = 1970 + day / 366;
    while (days_before(year + 1) <= day)
        year++;
    while (days_before(year) > day)
        year--;
    int64_t left = day - days_before(year);
    int month = 1;
    while (left >= month_days(year, month))
        left -= month_days(year, month++);
    snprintf(buffer, size, "%04d-%02d-%02d", (int)year, month, (int)left + 1);
    return buffer;
}

int date_weekday(int64_t day)
{
    return (int)(((day + THURSDAY) % 7 + 7) % 7);
}
