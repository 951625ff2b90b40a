/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates: every format is read whole or not at all, and a refusal says what to do. */
#include "unit/unit.h"

#include <stdbool.h>

#include "timetable/date.h"

static void known_days(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum date_format format;
        int64_t day;
        int weekday;
    } cases[] = {{"1970-01-01", DATE_ISO, 0, 3},           {"1969-12-31", DATE_ISO, -1, 2},
                 {"2000-02-29", DATE_ISO, 11016, 1},       {"2025-09-01", DATE_ISO, 20332, 0},
                 {"1900-01-01", DATE_ISO, -25567, 0},      {"2199-12-31", DATE_ISO, 84005, 1},
                 {"01/09/2025", DATE_DMY_SLASH, 20332, 0}, {"1/9/2025", DATE_DMY_SLASH, 20332, 0},
                 {"09/01/2025", DATE_MDY_SLASH, 20332, 0}, {"01.09.2025", DATE_DMY_DOT, 20332, 0}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        int64_t day = 99;
        assert_true(date_read(cases[k].text, cases[k].format, &day));
        assert_int_equal(day, cases[k].day);
        assert_int_equal(date_weekday(day), cases[k].weekday);
    }
}

static void every_day_comes_back(void **state)
{
    (void)state;
    char text[16];
    for (int64_t day = -25567; day <= 84005; day++) {
        int64_t again = 0;
        assert_true(date_read(date_text(day, text, sizeof text), DATE_ISO, &again));
        assert_int_equal(again, day);
    }
}

static void the_rest_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum date_format format;
        const char *why;
    } cases[] = {
        {"", DATE_ISO, ", allowed is a date as yyyy-mm-dd"},
        {"soon", DATE_ISO, ", allowed is a date as yyyy-mm-dd"},
        {"2025-9-01", DATE_ISO, ", allowed is a date as yyyy-mm-dd"},
        {"2025-09-011", DATE_ISO, ", allowed is a date as yyyy-mm-dd"},
        {"2025-09-01 ", DATE_ISO, ", allowed is a date as yyyy-mm-dd"},
        {"99999999999999999999-01-01", DATE_ISO, ", allowed is a date as yyyy-mm-dd"},
        {"03/04/2025", DATE_ISO, ", allowed is a date as yyyy-mm-dd; timetable.date_format could be dd/mm/yyyy or mm/dd/yyyy"},
        {"13/04/2025", DATE_ISO, ", allowed is a date as yyyy-mm-dd; timetable.date_format could be dd/mm/yyyy"},
        {"13.04.2025", DATE_ISO, ", allowed is a date as yyyy-mm-dd; timetable.date_format could be dd.mm.yyyy"},
        {"2025-04-03", DATE_DMY_SLASH, ", allowed is a date as dd/mm/yyyy; timetable.date_format could be yyyy-mm-dd"},
        {"13/04/25", DATE_DMY_SLASH, ", allowed is a date as dd/mm/yyyy"},
        {"04/13/2025", DATE_DMY_SLASH, "; as dd/mm/yyyy there is no month 13"},
        {"2025-02-31", DATE_ISO, "; month 2 of 2025 has 28 days"},
        {"2024-02-30", DATE_ISO, "; month 2 of 2024 has 29 days"},
        {"1900-02-29", DATE_ISO, "; month 2 of 1900 has 28 days"},
        {"2025-04-00", DATE_ISO, "; month 4 of 2025 has 30 days"},
        {"1899-12-31", DATE_ISO, "; allowed are the years from 1900 to 2199"},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        char why[256];
        int64_t day = 7;
        assert_false(date_read(cases[k].text, cases[k].format, &day));
        assert_int_equal(day, 7);
        assert_string_equal(date_refusal(cases[k].text, cases[k].format, why, sizeof why), cases[k].why);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days),
        cmocka_unit_test(every_day_comes_back),
        cmocka_unit_test(the_rest_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
