/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows of a table are hidden: one rule for the terminal, the page and CSV. */
#include "unit/unit.h"

#include "base/few.h"

/* "s5w." : shown, fewer than 5, withheld */
static void assert_rows(const double *students, size_t rows, const char *expected)
{
    enum kith_shown shown[8];
    char text[9] = {0};
    few_find(students, rows, shown);
    for (size_t k = 0; k < rows; k++)
        text[k] = "s5w"[shown[k]];
    assert_string_equal(text, expected);
}

static void rows_by_their_students(void **state)
{
    (void)state;
    assert_rows((const double[]){12, 7, 30}, 3, "sss");
    assert_rows((const double[]){12, 4, 7, 30}, 4, "s5ws"); /* a single one would follow from the total */
    assert_rows((const double[]){12, 4.9, 0.1, 30}, 4, "s55s");
    assert_rows((const double[]){12, 5, 0, 30}, 4, "ssss"); /* an empty row tells nobody, and 5 are enough */
    assert_rows((const double[]){0, 3, 0}, 3, "s5s");       /* there is no other */
    assert_rows((const double[]){(double)NAN, 3, 9, 8}, 4, "s5sw");
    assert_rows((const double[]){9, 9, 2}, 3, "ws5"); /* the first of equals */
}

static void words(void **state)
{
    (void)state;
    assert_string_equal(kith_shown_words(KITH_TOO_FEW), "<5");
    assert_string_equal(kith_shown_words(KITH_WITHHELD), "withheld");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(rows_by_their_students), cmocka_unit_test(words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
