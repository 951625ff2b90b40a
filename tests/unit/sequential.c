/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs that go on until they are precise: as many replicates as the rule asks, whatever the threads, stopped or not. */
#include <stdlib.h>
#include <unistd.h>

#include "unit/unit.h"

#include "archive/archive.h"
#include "kith/kith.h"

static const char small[] = "schema: 1\n"
                            "run: {replicates: 90, years: 1, burn_in_years: 1}\n"
                            "school: {intake: 16, turnover: closed, course: [campus, placement]}\n"
                            "timetable: {site_capacity: [10, 8, 6]}\n"
                            "arms:\n"
                            "  informal: {}\n"
                            "  formal: {distress: {onset: 0.004}}\n"
                            "  worse: {distress: {onset: 0.02}}\n";

static char file[] = "/tmp/kith-sequential-XXXXXX";
static char results[sizeof file + 8];

static int set_up(void **state)
{
    (void)state;
    int descriptor = mkstemp(file);
    snprintf(results, sizeof results, "%s.h5", file);
    return descriptor >= 0 && write(descriptor, small, sizeof small - 1) > 0 ? close(descriptor) : -1;
}

static int tear_down(void **state)
{
    (void)state;
    remove(results);
    return remove(file);
}

struct stop {
    int64_t after;
};

static bool stops(void *context)
{
    struct stop *stop = context;
    return stop && --stop->after < 0;
}

struct ran {
    enum kith_status status;
    int64_t replicates, found;
    bool precise;
    char digest[33];
    char said[512];
};

static struct ran run(const char *outcome, double half_width, struct kith_run_options options)
{
    struct kith_report report;
    struct kith_scenario *scenario = NULL;
    struct kith_result *result = NULL;
    char precision[128];
    const char *sets[] = {precision};
    struct ran ran = {.status = KITH_FAILED};
    kith_report_init(&report);
    options.output = results;
    options.overwrite = true;
    options.cancelled = stops;
    options.until_precise = outcome != NULL;
    snprintf(precision, sizeof precision, "compare.precision={%s: %.17g}", outcome ? outcome : "weeks_in_distress", half_width);
    assert_int_equal(kith_scenario_open(&scenario, file, sets, outcome != NULL, &report), KITH_OK);
    ran.status = kith_run(scenario, &options, &result, &report);
    if (result) {
        ran.replicates = result->replicates;
        ran.found = result->found;
        ran.precise = result->precise;
        memcpy(ran.digest, result->digest, sizeof ran.digest);
    }
    if (report.count)
        snprintf(ran.said, sizeof ran.said, "%s", report.messages[0].text);
    kith_result_free(result);
    kith_scenario_close(scenario);
    kith_report_clear(&report);
    return ran;
}

enum { ARMS = 3, MOST = 90, START = 30, STEP = 10 };

/* The outcome of all replicates, [arm][replicate]. */
static void read_values(const char *outcome, double *values)
{
    struct kith_report report;
    struct archive_file *archive = NULL;
    struct archive_catalog catalog = {0};
    kith_report_init(&report);
    assert_int_equal(archive_read_open(&archive, results, &report), KITH_OK);
    assert_int_equal(archive_catalog_read(&catalog, archive), KITH_OK);
    const struct archive_dataset *dataset = archive_catalog_find(&catalog, outcome);
    assert_non_null(dataset);
    assert_int_equal(dataset->size, ARMS * MOST);
    assert_int_equal(archive_read_values(archive, dataset, NULL, NULL, ARCHIVE_FLOAT64, values), KITH_OK);
    archive_catalog_clear(&catalog);
    archive_read_close(archive);
    kith_report_clear(&report);
}

/* By the rule, from the values of a run of all replicates: how many a sequential run takes. */
static int64_t expected(const double *values, double half_width, bool *precise)
{
    const struct kith_precision precision = {half_width, START, STEP};
    for (size_t count = START; count <= MOST; count += STEP) {
        double some[ARMS * MOST];
        for (size_t a = 0; a < ARMS; a++)
            memcpy(some + a * count, values + a * MOST, count * sizeof *some);
        *precise = kith_stopping(some, ARMS, count, 0, &precision).enough;
        if (*precise)
            return (int64_t)count;
    }
    return MOST;
}

static void test_as_many_as_the_rule_asks(void **state)
{
    (void)state;
    static const char outcome[] = "weeks_in_distress";
    static double values[ARMS * MOST];
    struct ran all = run(NULL, 0, (struct kith_run_options){.threads = 2});
    assert_int_equal(all.replicates, MOST);
    assert_false(all.precise);
    read_values(outcome, values);
    const struct kith_precision any = {1e9, START, STEP};
    double widest = kith_stopping(values, ARMS, MOST, 0, &any).half_width;
    const double targets[] = {1e9, 1.5 * widest, 1.3 * widest, 1.15 * widest, 0.1 * widest};
    int64_t least = MOST, most = 0;
    for (size_t k = 0; k < sizeof targets / sizeof targets[0]; k++) {
        bool precise;
        int64_t count = expected(values, targets[k], &precise);
        struct ran one = run(outcome, targets[k], (struct kith_run_options){.threads = 1});
        struct ran three = run(outcome, targets[k], (struct kith_run_options){.threads = 3});
        assert_int_equal(one.replicates, count);
        assert_int_equal(one.precise, precise);
        assert_int_equal(three.replicates, count);
        assert_string_equal(one.digest, three.digest);
        least = count < least ? count : least;
        most = count > most ? count : most;
        if (k == 2) { /* stopped in the second batch, and gone on with */
            struct stop stop = {.after = 35 * 208};
            struct kith_run_options stopped = {.threads = 2, .context = &stop};
            assert_int_equal(run(outcome, targets[k], stopped).status, KITH_CANCELLED);
            struct ran again = run(outcome, targets[k], (struct kith_run_options){.threads = 2});
            assert_true(again.found > 0);
            assert_string_equal(again.digest, one.digest);
        }
    }
    assert_true(least < MOST);
    assert_int_equal(most, MOST);
}

static void test_a_range_is_the_limit(void **state)
{
    (void)state;
    struct ran ran = run("weeks_in_distress", 1e-9, (struct kith_run_options){.first = 3, .last = 9});
    assert_int_equal(ran.status, KITH_OK);
    assert_int_equal(ran.replicates, 7);
    assert_false(ran.precise);
}

static void test_mistakes(void **state)
{
    (void)state;
    const char *one[] = {"formal"};
    struct ran ran = run("weeks_in_distress", 1, (struct kith_run_options){.reference = "formall"});
    assert_int_equal(ran.status, KITH_INVALID);
    assert_non_null(strstr(ran.said, "no arm is called \"formall\"; did you mean formal?"));
    ran = run("weeks_in_distress", 1, (struct kith_run_options){.arms = one, .arm_count = 1});
    assert_int_equal(ran.status, KITH_INVALID);
    assert_non_null(strstr(ran.said, "there is one arm, formal"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_as_many_as_the_rule_asks), cmocka_unit_test(test_a_range_is_the_limit),
                                       cmocka_unit_test(test_mistakes)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
