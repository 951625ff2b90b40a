/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns: growing, clearing, moving and verifying rows of every type. */
#include "unit/unit.h"

#include <stdbool.h>

#include "base/column.h"

struct owner {
    uint8_t *level;
    int16_t *week;
    int32_t *hours;
    uint32_t *id;
    float *trait;
};

static const struct column columns[] = {
    {"level", COLUMN_U8, "1", 0, 2, "", offsetof(struct owner, level)},
    {"week", COLUMN_I16, "week", -300, 300, "", offsetof(struct owner, week)},
    {"hours", COLUMN_I32, "h", -5, 2147483647.0, "", offsetof(struct owner, hours)},
    {"id", COLUMN_U32, "1", 0, 4294967295.0, "", offsetof(struct owner, id)},
    {"trait", COLUMN_F32, "SD", -6, 6, "", offsetof(struct owner, trait)},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

/* Lets the sanitizer's allocator refuse as the system's does. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

static void write_row(struct owner *owner, size_t row, int value)
{
    owner->level[row] = (uint8_t)(value % 3);
    owner->week[row] = (int16_t)-value;
    owner->hours[row] = value * 100000;
    owner->id[row] = UINT32_MAX - (uint32_t)value;
    owner->trait[row] = (float)value / 64;
}

static void assert_row(const struct owner *owner, size_t row, int value)
{
    const double expected[] = {value % 3, -value, value * 100000.0, 4294967295.0 - value, value / 64.0};
    for (int c = 0; c < COLUMNS; c++)
        assert_near(column_value(owner, &columns[c], row), expected[c], 0);
}

static void assert_zero_row(const struct owner *owner, size_t row)
{
    for (int c = 0; c < COLUMNS; c++)
        assert_near(column_value(owner, &columns[c], row), 0, 0);
}

static struct owner *filled(size_t rows)
{
    struct owner *owner = calloc(1, sizeof *owner);
    assert_non_null(owner);
    assert_int_equal(column_resize(owner, columns, COLUMNS, 0, rows), KITH_OK);
    for (size_t row = 0; row < rows; row++) {
        assert_zero_row(owner, row);
        write_row(owner, row, (int)row + 1);
    }
    return owner;
}

static void drop(struct owner *owner)
{
    column_free(owner, columns, COLUMNS);
    assert_null(owner->level);
    assert_null(owner->trait);
    column_free(owner, columns, COLUMNS); /* again is nothing */
    free(owner);
}

static void growing_keeps_rows_and_clears_new_ones(void **state)
{
    (void)state;
    struct owner *owner = filled(4);
    assert_int_equal(column_resize(owner, columns, COLUMNS, 3, 1000), KITH_OK);
    for (size_t row = 0; row < 3; row++)
        assert_row(owner, row, (int)row + 1);
    for (size_t row = 3; row < 1000; row++) /* row 3 was not kept */
        assert_zero_row(owner, row);
    assert_int_equal(column_resize(owner, columns, COLUMNS, 2, 2), KITH_OK);
    assert_row(owner, 1, 2);
    assert_int_equal(column_resize(owner, columns, COLUMNS, 0, 0), KITH_OK);
    drop(owner);
}

static void without_memory_columns_stay(void **state)
{
    (void)state;
    struct owner *owner = filled(4);
    assert_int_equal(column_resize(owner, columns, COLUMNS, 4, SIZE_MAX / 16), KITH_FAILED);
    for (size_t row = 0; row < 4; row++)
        assert_row(owner, row, (int)row + 1);
    drop(owner);
}

static void rows_are_cleared(void **state)
{
    (void)state;
    struct owner *owner = filled(6);
    column_zero(owner, columns, COLUMNS, 2, 2);
    const int expected[] = {1, 2, 0, 0, 5, 6};
    for (size_t row = 0; row < 6; row++)
        if (expected[row])
            assert_row(owner, row, expected[row]);
        else
            assert_zero_row(owner, row);
    drop(owner);
}

/* Verifying rows finds just this column at this row. */
static void assert_found(struct owner *owner, int column, size_t at)
{
    size_t row = 99;
    const struct column *bad = column_verify(owner, columns, COLUMNS, 6, &row);
    assert_ptr_equal(bad, &columns[column]);
    assert_int_equal(row, at);
    assert_null(column_verify(owner, columns, COLUMNS, at, &row)); /* the rows before it are legal */
    write_row(owner, at, (int)at + 1);
    assert_null(column_verify(owner, columns, COLUMNS, 6, &row));
}

static void illegal_values_are_found(void **state)
{
    (void)state;
    struct owner *owner = filled(6);
    owner->level[3] = 3;
    assert_found(owner, 0, 3);
    owner->week[5] = 301;
    assert_found(owner, 1, 5);
    owner->hours[0] = -6;
    assert_found(owner, 2, 0);
    owner->trait[1] = 6.001f;
    assert_found(owner, 4, 1);
    owner->trait[2] = NAN;
    assert_found(owner, 4, 2);
    owner->trait[4] = -INFINITY;
    assert_found(owner, 4, 4);
    owner->trait[0] = 6; /* limits are legal */
    owner->week[0] = -300;
    size_t row;
    assert_null(column_verify(owner, columns, COLUMNS, 6, &row));
    drop(owner);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(growing_keeps_rows_and_clears_new_ones),
        cmocka_unit_test(without_memory_columns_stay),
        cmocka_unit_test(rows_are_cleared),
        cmocka_unit_test(illegal_values_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
