/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes in comes out, in order and under its name; equal results are equal bytes. KITH_ARCHIVE_SAMPLE=path keeps a file. */
#include "archive_sample.h"

#include <hdf5.h>

static void read_all(const char *path, const char *name, hid_t type, void *values)
{
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    assert_true(file >= 0);
    hid_t dataset = H5Dopen2(file, name, H5P_DEFAULT);
    assert_true(dataset >= 0);
    assert_true(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0);
    H5Dclose(dataset);
    H5Fclose(file);
}

static char *contents(const char *path, long *size)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    *size = ftell(file);
    rewind(file);
    char *bytes = malloc((size_t)*size);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, (size_t)*size, file), *size);
    fclose(file);
    return bytes;
}

static void keep_for_readers(const char *path)
{
    const char *wanted = getenv("KITH_ARCHIVE_SAMPLE");
    if (!wanted)
        return;
    long size;
    char *bytes = contents(path, &size);
    FILE *copy = fopen(wanted, "wb");
    assert_non_null(copy);
    assert_int_equal(fwrite(bytes, 1, (size_t)size, copy), size);
    fclose(copy);
    free(bytes);
}

static void dense_values_are_in_their_places(void **state)
{
    struct place *place = *state;
    char digest[33];
    write_parts(place);
    assert_int_equal(merge(place, digest), KITH_OK);
    assert_int_equal(place->report.count, 0);
    assert_false(is_there(place->parts));
    int32_t cases[SAMPLE_ARMS][SAMPLE_REPLICATES][SAMPLE_WEEKS];
    double prevalence[SAMPLE_ARMS][SAMPLE_REPLICATES][SAMPLE_WEEKS][SAMPLE_YEARS];
    int64_t onsets[SAMPLE_ARMS][SAMPLE_REPLICATES], seeds[SAMPLE_REPLICATES];
    read_all(place->file, "cases", H5T_NATIVE_INT32, cases);
    read_all(place->file, "prevalence", H5T_NATIVE_DOUBLE, prevalence);
    read_all(place->file, "onsets", H5T_NATIVE_INT64, onsets);
    read_all(place->file, "seed_used", H5T_NATIVE_INT64, seeds);
    for (int r = 0; r < SAMPLE_REPLICATES; r++) {
        struct sample sample;
        sample_fill(&sample, r);
        assert_int_equal(seeds[r], sample.seed_used[0]);
        for (int arm = 0; arm < SAMPLE_ARMS; arm++) {
            assert_memory_equal(cases[arm][r], sample.cases[arm], sizeof sample.cases[arm]);
            assert_int_equal(onsets[arm][r], sample.onsets[arm]);
            assert_true(isnan(prevalence[arm][r][0][0]));
            assert_memory_equal(prevalence[arm][r][1], sample.prevalence[arm][1], sizeof prevalence[arm][r][1]);
        }
    }
    double difference[SAMPLE_ARMS][SAMPLE_WEEKS];
    int32_t students;
    read_all(place->file, "paired/difference", H5T_NATIVE_DOUBLE, difference);
    read_all(place->file, "students", H5T_NATIVE_INT32, &students);
    assert_true(difference[1][4] == 1.4);
    assert_int_equal(students, 300);
    keep_for_readers(place->file);
}

static void logs_are_joined_in_replicate_order(void **state)
{
    struct place *place = *state;
    char digest[33];
    write_parts(place);
    assert_int_equal(merge(place, digest), KITH_OK);
    float hours[6];
    int64_t sizes[SAMPLE_REPLICATES], empty[SAMPLE_REPLICATES];
    const float expected[] = {0, 1, 1.125F, 2, 2.125F, 2.25F};
    read_all(place->file, "support/hours", H5T_NATIVE_FLOAT, hours);
    read_all(place->file, "support/row_size", H5T_NATIVE_INT64, sizes);
    read_all(place->file, "census/row_size", H5T_NATIVE_INT64, empty);
    assert_memory_equal(hours, expected, sizeof expected);
    for (int r = 0; r < SAMPLE_REPLICATES; r++) {
        assert_int_equal(sizes[r], r + 1);
        assert_int_equal(empty[r], 0);
    }
}

static void equal_results_are_equal_bytes(void **state)
{
    struct place *place = *state;
    char first[33], second[33];
    long first_size, second_size;
    write_parts(place);
    assert_int_equal(merge(place, first), KITH_OK);
    char *first_bytes = contents(place->file, &first_size);
    open_parts(place);
    for (int index = 0; index < SAMPLE_REPLICATES; index++)
        write_part(place, index);
    assert_int_equal(merge(place, second), KITH_OK);
    char *second_bytes = contents(place->file, &second_size);
    assert_string_equal(first, second);
    assert_int_equal(strlen(first), 32);
    assert_int_equal(first_size, second_size);
    assert_memory_equal(first_bytes, second_bytes, (size_t)first_size);
    free(first_bytes);
    free(second_bytes);
}

static void one_other_value_is_another_digest(void **state)
{
    struct place *place = *state;
    char first[33], second[33];
    write_parts(place);
    assert_int_equal(merge(place, first), KITH_OK);
    write_parts(place);
    struct sample sample;
    sample_fill(&sample, 1);
    sample.event_kind[1] = 2;
    assert_int_equal(archive_part_write(place->parts, &sample_layout, 1, sample.data, &place->report), KITH_OK);
    assert_int_equal(merge(place, second), KITH_OK);
    assert_string_not_equal(first, second);
}

static void parts_can_be_asked_for_and_read(void **state)
{
    struct place *place = *state;
    double prevalence[SAMPLE_ARMS][SAMPLE_WEEKS][SAMPLE_YEARS];
    struct sample sample;
    open_parts(place);
    assert_false(archive_part_exists(place->parts, 7));
    write_part(place, 2);
    assert_true(archive_part_exists(place->parts, 7));
    assert_false(archive_part_exists(place->parts, 2));
    sample_fill(&sample, 2);
    assert_int_equal(archive_part_length(&sample_layout, &sample_variables[1]), SAMPLE_ARMS * SAMPLE_WEEKS * SAMPLE_YEARS);
    assert_int_equal(archive_part_read(place->parts, &sample_layout, 7, &sample_variables[1], prevalence, &place->report),
                     KITH_OK);
    assert_memory_equal(prevalence, sample.prevalence, sizeof prevalence);
}

static void stamp_of_another_run_is_refused(void **state)
{
    struct place *place = *state;
    char *other;
    write_parts(place);
    open_parts(place);
    assert_true(archive_part_exists(place->parts, 7));
    assert_int_equal(archive_parts_open(place->parts, "abcd", "new", &other, &place->report), KITH_INVALID);
    assert_string_equal(other, "scenario text\nsecond line\n");
    assert_int_equal(place->report.errors, 1);
    assert_true(archive_part_exists(place->parts, 7));
    free(other);
}

static void parts_without_stamp_are_remains_of_a_finished_run(void **state)
{
    struct place *place = *state;
    char stamp[128];
    write_parts(place);
    snprintf(stamp, sizeof stamp, "%s/stamp", place->parts);
    assert_int_equal(unlink(stamp), 0);
    open_parts(place);
    assert_false(archive_part_exists(place->parts, 7));
}

static void one_replicate_one_arm_no_log_columns(void **state)
{
    struct place *place = *state;
    char digest[33];
    const char *const arms[] = {"only"};
    const struct archive_axis axes[] = {{.name = "arm", .length = 1, .labels = arms},
                                        {.name = "replicate", .length = 1},
                                        {.name = "week", .unit = "week", .length = 1},
                                        {.name = "event", .log = true}};
    const struct archive_variable variables[] = {{.name = "cases", .type = ARCHIVE_INT32, .axes = {"arm", "replicate", "week"}}};
    const struct archive_layout layout = {.axes = axes, .axis_count = 4, .variables = variables, .variable_count = 1};
    const int32_t cases[] = {12};
    const struct archive_data data[] = {{.values = cases}};
    int32_t found;
    open_parts(place);
    assert_int_equal(archive_part_write(place->parts, &layout, 0, data, &place->report), KITH_OK);
    assert_int_equal(archive_merge(place->parts, &layout, data, place->file, digest, &place->report), KITH_OK);
    read_all(place->file, "cases", H5T_NATIVE_INT32, &found);
    assert_int_equal(found, 12);
}

static void layout_without_any_variable(void **state)
{
    struct place *place = *state;
    char digest[33];
    const struct archive_axis axes[] = {{.name = "replicate", .length = 1}};
    const struct archive_layout layout = {.axes = axes, .axis_count = 1};
    open_parts(place);
    assert_int_equal(archive_part_write(place->parts, &layout, 0, NULL, &place->report), KITH_OK);
    assert_int_equal(archive_merge(place->parts, &layout, NULL, place->file, digest, &place->report), KITH_OK);
    assert_true(is_there(place->file));
}

/* More than a slice, more than a chunk, and an attribute longer than an object header takes. */
static void large_logs_planes_and_attributes(void **state)
{
    enum { ROWS = 200000, WEEKS = 300000, ATTRIBUTE = 200000 };
    struct place *place = *state;
    char digest[33];
    const struct archive_axis axes[] = {
        {.name = "replicate", .length = 2}, {.name = "week", .length = WEEKS}, {.name = "event", .log = true}};
    const struct archive_variable variables[] = {{.name = "level", .type = ARCHIVE_FLOAT64, .axes = {"week", "replicate"}},
                                                 {.name = "id", .group = "log", .type = ARCHIVE_INT64, .axes = {"event"}}};
    char *text = malloc(ATTRIBUTE + 1);
    double *level = malloc(2 * WEEKS * sizeof *level);
    int64_t *id = malloc(2 * ROWS * sizeof *id);
    assert_true(text && level && id);
    memset(text, 'x', ATTRIBUTE);
    text[ATTRIBUTE] = 0;
    const struct archive_attribute attributes[] = {{.name = "scenario", .text = text}};
    const struct archive_layout layout = {.axes = axes,
                                          .axis_count = 3,
                                          .variables = variables,
                                          .variable_count = 2,
                                          .attributes = attributes,
                                          .attribute_count = 1};
    open_parts(place);
    for (int r = 0; r < 2; r++) {
        for (int i = 0; i < WEEKS; i++)
            level[i] = i + r / 2.0;
        for (int i = 0; i < ROWS; i++)
            id[i] = i + r * ROWS;
        const struct archive_data data[] = {{.values = level}, {.values = id, .rows = ROWS}};
        assert_int_equal(archive_part_write(place->parts, &layout, r, data, &place->report), KITH_OK);
    }
    assert_int_equal(archive_merge(place->parts, &layout, NULL, place->file, digest, &place->report), KITH_OK);
    read_all(place->file, "level", H5T_NATIVE_DOUBLE, level);
    read_all(place->file, "log/id", H5T_NATIVE_INT64, id);
    for (int i = 0; i < 2 * WEEKS; i++)
        assert_true(level[i] == i / 2 + (i % 2) / 2.0);
    for (int i = 0; i < 2 * ROWS; i++)
        assert_int_equal(id[i], i);
    free(text);
    free(level);
    free(id);
}

static void layouts_that_readers_would_misread_are_refused(void **state)
{
    struct place *place = *state;
    const struct archive_axis axes[] = {
        {.name = "replicate", .length = 1}, {.name = "event", .log = true}, {.name = "site", .length = 0}};
    const struct archive_variable variables[] = {
        {.name = "time", .type = ARCHIVE_FLOAT64, .axes = {"replicate"}, .unit = "hours"},
        {.name = "odd", .type = ARCHIVE_FLOAT64, .axes = {"replicate", "nowhere"}},
        {.name = "rootless", .type = ARCHIVE_FLOAT64, .axes = {"event"}},
        {.name = "site", .type = ARCHIVE_INT32, .axes = {"replicate"}, .flag_meanings = "no yes"}};
    const struct archive_layout layout = {.axes = axes, .axis_count = 3, .variables = variables, .variable_count = 4};
    const struct archive_data data[4] = {{0}};
    open_parts(place);
    assert_int_equal(archive_part_write(place->parts, &layout, 0, data, &place->report), KITH_INVALID);
    assert_int_equal(place->report.errors, 6);
}

static void columns_of_one_log_must_be_equally_long(void **state)
{
    struct place *place = *state;
    char digest[33];
    struct sample sample;
    write_parts(place);
    sample_fill(&sample, 1);
    sample.data[8].rows = 1;
    assert_int_equal(archive_part_write(place->parts, &sample_layout, 1, sample.data, &place->report), KITH_INVALID);
    assert_int_equal(place->report.errors, 1);
    assert_int_equal(merge(place, digest), KITH_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(dense_values_are_in_their_places, place_create, place_free),
        cmocka_unit_test_setup_teardown(logs_are_joined_in_replicate_order, place_create, place_free),
        cmocka_unit_test_setup_teardown(equal_results_are_equal_bytes, place_create, place_free),
        cmocka_unit_test_setup_teardown(one_other_value_is_another_digest, place_create, place_free),
        cmocka_unit_test_setup_teardown(parts_can_be_asked_for_and_read, place_create, place_free),
        cmocka_unit_test_setup_teardown(stamp_of_another_run_is_refused, place_create, place_free),
        cmocka_unit_test_setup_teardown(parts_without_stamp_are_remains_of_a_finished_run, place_create, place_free),
        cmocka_unit_test_setup_teardown(one_replicate_one_arm_no_log_columns, place_create, place_free),
        cmocka_unit_test_setup_teardown(layout_without_any_variable, place_create, place_free),
        cmocka_unit_test_setup_teardown(large_logs_planes_and_attributes, place_create, place_free),
        cmocka_unit_test_setup_teardown(layouts_that_readers_would_misread_are_refused, place_create, place_free),
        cmocka_unit_test_setup_teardown(columns_of_one_log_must_be_equally_long, place_create, place_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
