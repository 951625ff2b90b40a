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

/* Reads from least to most digits, and goes on behind them; -1 if there are fewer or more. */
static int digits(const char **text, int least, int most)
{
    int number = 0, count = 0;
    for (; **text >= '0' && **text <= '9' && count <= most; (*text)++, count++)
        number = 10 * number + (**text - '0');
    return count < least || count > most ? -1 : number;
}

struct parts {
    int year, month, day;
};

/* The text has the shape of a date, which may still be impossible. */
static bool split(const char *text, enum date_format format, struct parts *parts)
{
    static const struct {
        char separator, order[4];
    } layouts[] = {{'-', "ymd"}, {'/', "dmy"}, {'/', "mdy"}, {'.', "dmy"}};
    for (int k = 0; k < 3; k++) {
        char what = layouts[format].order[k];
        int *part = what == 'y' ? &parts->year : what == 'm' ? &parts->month : &parts->day;
        if (k && *text++ != layouts[format].separator)
            return false;
        *part = what == 'y' ? digits(&text, 4, 4) : digits(&text, format == DATE_ISO ? 2 : 1, 2);
        if (*part < 0)
            return false;
    }
    return *text == '\0';
}

bool date_read(const char *text, enum date_format format, int64_t *day)
{
    struct parts p;
    if (!split(text, format, &p) || p.year < YEAR_FIRST || p.year > YEAR_LAST || p.month < 1 || p.month > 12 || p.day < 1 ||
        p.day > month_days(p.year, p.month))
        return false;
    *day = days_before(p.year) + p.day - 1;
    for (int month = 1; month < p.month; month++)
        *day += month_days(p.year, month);
    return true;
}

const char *date_refusal(const char *text, enum date_format format, char *buffer, size_t size)
{
    struct parts p;
    int64_t day;
    size_t used = 0;
    if (split(text, format, &p)) {
        if (p.year < YEAR_FIRST || p.year > YEAR_LAST)
            snprintf(buffer, size, "; allowed are the years from %d to %d", YEAR_FIRST, YEAR_LAST);
        else if (p.month < 1 || p.month > 12)
            snprintf(buffer, size, "; as %s there is no month %d", date_format_names[format], p.month);
        else
            snprintf(buffer, size, "; month %d of %d has %d days", p.month, p.year, month_days(p.year, p.month));
        return buffer;
    }
    used += (size_t)snprintf(buffer, size, ", allowed is a date as %s", date_format_names[format]);
    for (int other = 0, found = 0; date_format_names[other] && used < size; other++)
        if (date_read(text, (enum date_format)other, &day))
            used += (size_t)snprintf(buffer + used, size - used, "%s%s", found++ ? " or " : "; timetable.date_format could be ",
                                     date_format_names[other]);
    return buffer;
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
