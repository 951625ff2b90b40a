/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists joined in block order: the same items whatever the threads and however often a block had to grow. */
#include "unit/unit.h"

#include <omp.h>

#include "base/block_list.h"

struct item {
    uint32_t row, number;
};

struct joined {
    struct item *at;
    size_t count;
};

enum { MOST = 5 };

/* Row r appends r·7 mod 6 items, never more than MOST. */
static void append(void *context, uint32_t row, struct block_list *list, struct block *block)
{
    uint32_t more = *(const uint32_t *)context;
    for (uint32_t number = 0; number < row * 7 % (MOST + 1) + more; number++) {
        struct item item = {row, number};
        block_list_add(list, block, &item);
    }
}

static enum kith_status take(void *context, const void *items, size_t count)
{
    struct joined *joined = context;
    struct item *grown = realloc(joined->at, (joined->count + count) * sizeof *grown);
    assert_non_null(grown);
    memcpy(grown + joined->count, items, count * sizeof *grown);
    joined->at = grown;
    joined->count += count;
    return KITH_OK;
}

/* Row after row, each with its items in order, and nothing else. */
static void assert_complete(const struct block_list *list, uint32_t rows, uint32_t more)
{
    struct joined joined = {NULL, 0};
    assert_int_equal(block_list_each(list, take, &joined), KITH_OK);
    size_t k = 0;
    for (uint32_t row = 0; row < rows; row++)
        for (uint32_t number = 0; number < row * 7 % (MOST + 1) + more; number++, k++) {
            assert_true(k < joined.count);
            assert_int_equal(joined.at[k].row, row);
            assert_int_equal(joined.at[k].number, number);
        }
    assert_int_equal(joined.count, k);
    free(joined.at);
}

static void items_are_in_row_order(void **state)
{
    (void)state;
    static const uint32_t sizes[] = {0, 1, 511, 512, 513, 5000};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (int threads = 1; threads <= 4; threads++) {
            struct block_list list;
            omp_set_num_threads(threads);
            assert_int_equal(block_list_init(&list, sizes[s], sizeof(struct item)), KITH_OK);
            for (uint32_t more = 0; more < 3; more++) { /* the second and third time there is room already */
                assert_int_equal(block_list_run(&list, threads > 1, MOST + more, append, &more), KITH_OK);
                assert_complete(&list, sizes[s], more);
            }
            block_list_clear(&list);
        }
}

/* A promise beyond the room that a block has: the block is given room before the row is called. */
static void a_large_promise_is_kept(void **state)
{
    (void)state;
    struct block_list list;
    uint32_t few = 1, many = 100000;
    assert_int_equal(block_list_init(&list, 3, sizeof(struct item)), KITH_OK);
    assert_int_equal(block_list_run(&list, false, MOST + few, append, &few), KITH_OK);
    assert_int_equal(block_list_run(&list, false, MOST + many, append, &many), KITH_OK);
    assert_complete(&list, 3, many);
    block_list_clear(&list);
}

static void count_call(void *context, uint32_t row, struct block_list *list, struct block *block)
{
    (void)list;
    (void)block;
    ((uint8_t *)context)[row]++;
}

/* Also where nothing is promised, each row is called, and once. */
static void each_row_is_called_once(void **state)
{
    (void)state;
    enum { ROWS = 2000 };
    static uint8_t calls[ROWS];
    struct block_list list;
    assert_int_equal(block_list_init(&list, ROWS, sizeof(struct item)), KITH_OK);
    assert_int_equal(block_list_run(&list, true, 0, count_call, calls), KITH_OK);
    assert_int_equal(block_list_run(&list, true, 100, count_call, calls), KITH_OK);
    for (int row = 0; row < ROWS; row++)
        assert_int_equal(calls[row], 2);
    block_list_clear(&list);
}

static enum kith_status refuse(void *context, const void *items, size_t count)
{
    (void)items;
    *(size_t *)context += count;
    return KITH_FAILED;
}

static void joining_stops_at_a_failure(void **state)
{
    (void)state;
    struct block_list list;
    uint32_t more = 1;
    size_t seen = 0, first_block = 0;
    assert_int_equal(block_list_init(&list, 2000, sizeof(struct item)), KITH_OK);
    assert_int_equal(block_list_run(&list, false, MOST + more, append, &more), KITH_OK);
    assert_int_equal(block_list_each(&list, refuse, &seen), KITH_FAILED);
    for (uint32_t row = 0; row < list.rows_a_block; row++)
        first_block += row * 7 % (MOST + 1) + more;
    assert_int_equal(seen, first_block);
    block_list_clear(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_are_in_row_order),
        cmocka_unit_test(a_large_promise_is_kept),
        cmocka_unit_test(each_row_is_called_once),
        cmocka_unit_test(joining_stops_at_a_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
