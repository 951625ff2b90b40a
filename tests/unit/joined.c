/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Arms of several files: the same students and luck as in a run of each file, or a sentence about what differs. */
#include <stdlib.h>
#include <unistd.h>

#include "unit/unit.h"

#include "archive/archive.h"
#include "kith/kith.h"

#define COMMON                                                                                                                     \
    "schema: 1\n"                                                                                                                  \
    "run: {years: 2, burn_in_years: 2, replicates: 3}\n"                                                                           \
    "school: {intake: 20, course: [campus, placement]}\n"

/* Other from the first week on; other before its arms begin, which are the others' later; and a file without arms. */
static const char *const texts[][2] = {
    {"one.yaml", COMMON "timetable: {site_capacity: [12, 10, 8]}\narms:\n  formal: {programme: {supporters: 4, outreach: 0.2}}\n  plain: {}\n"},
    {"two.yaml", COMMON "timetable: {site_capacity: [12, 10, 8]}\ndistress: {onset: 0.012}\narms:\n  formal: {from_week: 30, distress: {onset: "
                        "0.0075}, programme: {supporters: 4, outreach: 0.2}}\n  plain: {}\n"},
    {"three.yaml", COMMON "timetable: {site_capacity: [12, 10, 8], policy: streams}\n"},
    {"other.yaml", "schema: 1\nrun: {years: 2, burn_in_years: 2}\n\nschool: {intake: 21, course: [campus, placement]}\n"},
};
enum { FILES = 3, ARMS = 5, REPLICATES = 3 };

static int set_up(void **state)
{
    (void)state;
    static char folder[] = "/tmp/kith-joined-XXXXXX";
    if (!mkdtemp(folder) || chdir(folder) != 0)
        return -1;
    for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
        FILE *file = fopen(texts[k][0], "w");
        if (!file || fputs(texts[k][1], file) < 0 || fclose(file) != 0)
            return -1;
    }
    return 0;
}

static enum kith_status join(struct kith_scenario **joined, const char *const *paths, size_t count, struct kith_report *report)
{
    struct kith_scenario *scenarios[8];
    for (size_t k = 0; k < count; k++)
        assert_int_equal(kith_scenario_open(&scenarios[k], paths[k], NULL, 0, report), KITH_OK);
    return kith_scenario_join(joined, scenarios, count, report);
}

/* Runs and closes a scenario; an outcome, [arm][replicate], and the digest. */
static void run(struct kith_scenario *scenario, struct kith_run_options options, double *values, char digest[33])
{
    struct kith_report report;
    struct kith_result *result = NULL;
    struct archive_file *archive = NULL;
    struct archive_catalog catalog = {0};
    kith_report_init(&report);
    options.output = "results.h5";
    options.overwrite = true;
    assert_int_equal(kith_run(scenario, &options, &result, &report), KITH_OK);
    memcpy(digest, result->digest, 33);
    assert_int_equal(archive_read_open(&archive, options.output, &report), KITH_OK);
    assert_int_equal(archive_catalog_read(&catalog, archive), KITH_OK);
    assert_int_equal(archive_read_values(archive, archive_catalog_find(&catalog, "weeks_in_distress"), NULL, NULL, ARCHIVE_FLOAT64, values),
                     KITH_OK);
    archive_catalog_clear(&catalog);
    archive_read_close(archive);
    kith_result_free(result);
    kith_scenario_close(scenario);
    kith_report_clear(&report);
}

static void test_arms_are_those_of_each_file(void **state)
{
    (void)state;
    static const char *const paths[] = {"one.yaml", "two.yaml", "three.yaml"};
    static const char *const names[] = {"one/formal", "one/plain", "two/formal", "two/plain", "three"};
    struct kith_report report;
    struct kith_scenario *scenario;
    double together[ARMS * REPLICATES], alone[ARMS * REPLICATES];
    char digest[33], apart[33], threads[33], ignored[33];
    size_t arm = 0;
    kith_report_init(&report);
    for (size_t way = 0; way < 3; way++) {
        struct kith_run_options options = {.threads = way ? 3 : 1, .apart = way == 2};
        assert_int_equal(join(&scenario, paths, FILES, &report), KITH_OK);
        for (size_t a = 0; a < ARMS; a++)
            assert_string_equal(kith_scenario_arm(scenario, a), names[a]);
        assert_null(kith_scenario_arm(scenario, ARMS));
        run(scenario, options, together, way == 0 ? digest : way == 1 ? threads : apart);
    }
    assert_string_equal(digest, apart);
    assert_string_equal(digest, threads);
    for (size_t f = 0; f < FILES; f++) {
        assert_int_equal(kith_scenario_open(&scenario, paths[f], NULL, 0, &report), KITH_OK);
        size_t arms = f < 2 ? 2 : 1;
        run(scenario, (struct kith_run_options){.threads = 1}, alone, ignored);
        assert_memory_equal(alone, together + arm * REPLICATES, arms * REPLICATES * sizeof *alone);
        arm += arms;
    }
    assert_true(memcmp(together, together + 2 * REPLICATES, REPLICATES * sizeof *together) != 0); /* else the bases were one */
    assert_int_equal(report.count, 0);
    kith_report_clear(&report);
}

static void test_the_file_holds_every_text(void **state)
{
    (void)state;
    struct kith_report report;
    struct archive_file *archive = NULL;
    kith_report_init(&report);
    assert_int_equal(archive_read_open(&archive, "results.h5", &report), KITH_OK);
    char *none = archive_read_attribute(archive, NULL, "scenario_text_1");
    assert_null(none); /* three.yaml was run last, alone */
    archive_read_close(archive);
    static const char *const paths[] = {"two.yaml", "three.yaml"};
    struct kith_scenario *scenario;
    double values[ARMS * REPLICATES];
    char digest[33];
    assert_int_equal(join(&scenario, paths, 2, &report), KITH_OK);
    run(scenario, (struct kith_run_options){.threads = 1}, values, digest);
    assert_int_equal(archive_read_open(&archive, "results.h5", &report), KITH_OK);
    for (size_t f = 0; f < 2; f++) {
        char name[32];
        snprintf(name, sizeof name, "scenario_text_%zu", f + 1);
        char *text = archive_read_attribute(archive, NULL, name);
        assert_string_equal(text, texts[f + 1][1]);
        free(text);
    }
    archive_read_close(archive);
    kith_report_clear(&report);
}

static void test_disagreements(void **state)
{
    (void)state;
    static const char *const paths[] = {"one.yaml", "other.yaml"};
    struct kith_report report;
    struct kith_scenario *scenario;
    kith_report_init(&report);
    assert_int_equal(join(&scenario, paths, 2, &report), KITH_INVALID);
    assert_null(scenario);
    assert_int_equal(report.count, 1);
    assert_string_equal(report.messages[0].file, "other.yaml");
    assert_int_equal(report.messages[0].line, 4);
    assert_non_null(strstr(report.messages[0].text, "school.intake is 21, but 20 in the other file (one.yaml:3)"));
    kith_report_clear(&report);
}

static void test_names_are_unique(void **state)
{
    (void)state;
    static const char *const paths[] = {"three.yaml", "three.yaml", "one.yaml", "one.yaml"};
    static const char *const names[] = {"three", "three-2", "one/formal", "one/plain", "one-2/formal", "one-2/plain"};
    struct kith_report report;
    struct kith_scenario *scenario;
    kith_report_init(&report);
    assert_int_equal(join(&scenario, paths, 4, &report), KITH_OK);
    for (size_t a = 0; a < sizeof names / sizeof names[0]; a++)
        assert_string_equal(kith_scenario_arm(scenario, a), names[a]);
    kith_scenario_close(scenario);
    kith_report_clear(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_arms_are_those_of_each_file), cmocka_unit_test(test_the_file_holds_every_text),
                                       cmocka_unit_test(test_disagreements), cmocka_unit_test(test_names_are_unique)};
    return cmocka_run_group_tests(tests, set_up, NULL);
}
