/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that the archive wrote is found again by looking, and read whole or in part. */
#include "archive_sample.h"

#include <hdf5.h>

struct opened {
    struct place *place;
    struct archive_file *file;
    struct archive_catalog catalog;
};

static int open_sample(void **state)
{
    char digest[33];
    struct opened *opened = calloc(1, sizeof *opened);
    if (!opened || place_create(state) != 0)
        return -1;
    opened->place = *state;
    write_parts(opened->place);
    assert_int_equal(merge(opened->place, digest), KITH_OK);
    assert_int_equal(archive_read_open(&opened->file, opened->place->file, &opened->place->report), KITH_OK);
    assert_int_equal(archive_catalog_read(&opened->catalog, opened->file), KITH_OK);
    *state = opened;
    return 0;
}

static int close_sample(void **state)
{
    struct opened *opened = *state;
    archive_catalog_clear(&opened->catalog);
    archive_read_close(opened->file);
    *state = opened->place;
    free(opened);
    return place_free(state);
}

static const struct archive_dataset *find(const struct opened *opened, const char *path)
{
    const struct archive_dataset *dataset = archive_catalog_find(&opened->catalog, path);
    assert_non_null(dataset);
    return dataset;
}

static void variables_are_listed_in_their_order(void **state)
{
    const struct opened *opened = *state;
    static const char *const paths[] = {"arm",
                                        "replicate",
                                        "week",
                                        "year_of_course",
                                        "site",
                                        "time",
                                        "cases",
                                        "prevalence",
                                        "present",
                                        "onsets",
                                        "seed_used",
                                        "students",
                                        "paired/arm",
                                        "paired/week",
                                        "paired/time",
                                        "paired/difference",
                                        "support/arm",
                                        "support/replicate",
                                        "support/event",
                                        "support/row_size",
                                        "support/arm_index",
                                        "support/kind",
                                        "support/hours",
                                        "census/arm",
                                        "census/replicate",
                                        "census/site",
                                        "census/row",
                                        "census/row_size",
                                        "census/replicate_number",
                                        "census/site_index"};
    assert_int_equal(opened->catalog.count, sizeof paths / sizeof paths[0]);
    for (size_t k = 0; k < opened->catalog.count; k++)
        assert_string_equal(opened->catalog.at[k].path, paths[k]);
    assert_null(archive_catalog_find(&opened->catalog, "difference"));
}

static void variables_are_described(void **state)
{
    const struct opened *opened = *state;
    const struct archive_dataset *prevalence = find(opened, "prevalence");
    static const char *const axes[] = {"arm", "replicate", "week", "year_of_course"};
    static const size_t lengths[] = {SAMPLE_ARMS, SAMPLE_REPLICATES, SAMPLE_WEEKS, SAMPLE_YEARS};
    assert_int_equal(prevalence->rank, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(prevalence->axes[i], axes[i]);
        assert_int_equal(prevalence->lengths[i], lengths[i]);
        assert_int_equal(archive_dataset_axis(prevalence, axes[i]), i);
    }
    assert_int_equal(archive_dataset_axis(prevalence, "site"), ARCHIVE_AXES_MAX);
    assert_int_equal(prevalence->size, SAMPLE_ARMS * SAMPLE_REPLICATES * SAMPLE_WEEKS * SAMPLE_YEARS);
    assert_int_equal(prevalence->type, ARCHIVE_FLOAT64);
    assert_string_equal(prevalence->formula, "cases / students");
    assert_false(prevalence->is_axis);
    const struct archive_dataset *hours = find(opened, "support/hours"), *kind = find(opened, "support/kind");
    assert_string_equal(hours->name, "hours");
    assert_int_equal(hours->group_length, strlen("support"));
    assert_string_equal(hours->axes[0], "event");
    assert_int_equal(hours->lengths[0], 6);
    assert_string_equal(hours->unit, "hour");
    assert_null(hours->flag_meanings);
    assert_string_equal(kind->flag_meanings, "talk tutor counsellor");
    assert_int_equal(kind->type, ARCHIVE_UINT8);
    assert_int_equal(find(opened, "onsets")->type, ARCHIVE_INT64);
    assert_true(find(opened, "site")->is_text && find(opened, "site")->is_axis);
    assert_true(find(opened, "support/event")->is_axis);
    assert_int_equal(find(opened, "students")->rank, 0);
    assert_int_equal(find(opened, "students")->size, 1);
}

static void values_are_read_whole_and_in_part(void **state)
{
    const struct opened *opened = *state;
    double prevalence[SAMPLE_ARMS][SAMPLE_REPLICATES][SAMPLE_WEEKS][SAMPLE_YEARS], part[SAMPLE_WEEKS][SAMPLE_YEARS], students;
    const struct archive_dataset *dataset = find(opened, "prevalence");
    assert_int_equal(archive_read_values(opened->file, dataset, NULL, NULL, ARCHIVE_FLOAT64, prevalence), KITH_OK);
    for (size_t r = 0; r < SAMPLE_REPLICATES; r++) {
        struct sample sample;
        sample_fill(&sample, (int)r);
        for (size_t a = 0; a < SAMPLE_ARMS; a++) {
            assert_memory_equal(prevalence[a][r][1], sample.prevalence[a][1], sizeof part - sizeof part[0]);
            assert_int_equal(archive_read_values(opened->file, dataset, (const size_t[]){a, r, 1, 0},
                                                 (const size_t[]){1, 1, SAMPLE_WEEKS - 1, SAMPLE_YEARS}, ARCHIVE_FLOAT64, part),
                             KITH_OK);
            assert_memory_equal(part, sample.prevalence[a][1], sizeof part - sizeof part[0]);
        }
    }
    assert_true(isnan(prevalence[1][2][0][1]));
    assert_int_equal(archive_read_values(opened->file, find(opened, "students"), NULL, NULL, ARCHIVE_FLOAT64, &students),
                     KITH_OK);
    assert_true(students == 300);
}

static void columns_are_read_in_slices_and_types(void **state)
{
    const struct opened *opened = *state;
    float hours[2];
    int64_t onsets[SAMPLE_ARMS][SAMPLE_REPLICATES];
    uint8_t none;
    assert_int_equal(archive_read_values(opened->file, find(opened, "support/hours"), (const size_t[]){4}, (const size_t[]){2},
                                         ARCHIVE_FLOAT32, hours),
                     KITH_OK);
    assert_true(hours[0] == 2.125F && hours[1] == 2.25F);
    assert_int_equal(archive_read_values(opened->file, find(opened, "onsets"), NULL, NULL, ARCHIVE_INT64, onsets), KITH_OK);
    assert_true(onsets[1][2] == INT64_C(5000000002));
    assert_int_equal(archive_read_values(opened->file, find(opened, "census/site_index"), NULL, NULL, ARCHIVE_UINT8, &none),
                     KITH_OK);
}

static void what_is_not_there_is_refused(void **state)
{
    const struct opened *opened = *state;
    double value;
    assert_int_equal(archive_read_values(opened->file, find(opened, "onsets"), (const size_t[]){1, 3}, (const size_t[]){1, 1},
                                         ARCHIVE_FLOAT64, &value),
                     KITH_INVALID);
    assert_int_equal(archive_read_values(opened->file, find(opened, "arm"), NULL, NULL, ARCHIVE_FLOAT64, &value), KITH_INVALID);
    assert_int_equal(opened->place->report.errors, 2);
}

/* A dataset that the archive would not have written: without scales, or of a type that no reader expects. */
static void strange_datasets_are_refused(void **state)
{
    struct opened *opened = *state;
    static const char *const names[] = {"bare", "halves"};
    for (size_t k = 0; k < 2; k++) {
        archive_catalog_clear(&opened->catalog);
        archive_read_close(opened->file);
        const hsize_t length = 3;
        hid_t file = H5Fopen(opened->place->file, H5F_ACC_RDWR, H5P_DEFAULT), space = H5Screate_simple(1, &length, NULL);
        hid_t dataset =
            H5Dcreate2(file, names[k], k ? H5T_STD_I16LE : H5T_STD_I32LE, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
        assert_true(dataset >= 0);
        H5Dclose(dataset);
        H5Sclose(space);
        H5Fclose(file);
        assert_int_equal(archive_read_open(&opened->file, opened->place->file, &opened->place->report), KITH_OK);
        assert_int_equal(archive_catalog_read(&opened->catalog, opened->file), KITH_INVALID);
        assert_int_equal(opened->place->report.errors, k + 1);
        assert_non_null(strstr(opened->place->report.messages[k].text, "bare"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(variables_are_listed_in_their_order, open_sample, close_sample),
        cmocka_unit_test_setup_teardown(variables_are_described, open_sample, close_sample),
        cmocka_unit_test_setup_teardown(values_are_read_whole_and_in_part, open_sample, close_sample),
        cmocka_unit_test_setup_teardown(columns_are_read_in_slices_and_types, open_sample, close_sample),
        cmocka_unit_test_setup_teardown(what_is_not_there_is_refused, open_sample, close_sample),
        cmocka_unit_test_setup_teardown(strange_datasets_are_refused, open_sample, close_sample),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
