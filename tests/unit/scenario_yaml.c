/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is refused before any parameter is looked at: files that are no text, no YAML, or more YAML than a scenario needs. */
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include "unit/scenario_table.h"

#include "scenario/yaml.h"

static void refuses_path(const char *path, enum kith_status expected, const char *lines)
{
    struct scenario scenario;
    struct kith_report report;
    kith_report_init(&report);
    enum kith_status status = scenario_load(&scenario, &test_schema, path, NULL, 0, &report);
    char *said = report_text(&report);
    assert_string_equal(said, lines);
    assert_int_equal(status, expected);
    free(said);
    kith_report_clear(&report);
    scenario_clear(&scenario);
}

static void refuses_bytes(const char *bytes, size_t length, const char *lines)
{
    write_bytes(bytes, length);
    refuses_path("a.yaml", KITH_INVALID, lines);
}

static void files_that_are_none(void **state)
{
    (void)state;
    refuses_path("missing.yaml", KITH_INVALID, "missing.yaml: error: no such file\n");
    refuses_path("missing/a.yaml", KITH_INVALID, "missing/a.yaml: error: no such file\n");
    refuses_path(".", KITH_INVALID, ".: error: this is a directory, not a file\n");
    write_bytes("", 0);
    refuses_path("a.yaml/b.yaml", KITH_INVALID, "a.yaml/b.yaml: error: Not a directory\n");
    if (geteuid() != 0) { /* root may read everything */
        assert_int_equal(chmod("a.yaml", 0), 0);
        refuses_path("a.yaml", KITH_FAILED, "a.yaml: error: Permission denied\n");
        assert_int_equal(chmod("a.yaml", S_IRUSR | S_IWUSR), 0);
    }
}

static void empty_files(void **state)
{
    (void)state;
#define EMPTY "error: the file is empty; a scenario begins with the line schema: 1\n"
    refuses("", "a.yaml: " EMPTY);
    refuses("# schema: 1\n\n", "a.yaml: " EMPTY);
    refuses("---\n", "a.yaml:2:1: " EMPTY);
    refuses("schema\n", "a.yaml:1:1: error: a scenario is made of keys and values; it begins with the line schema: 1\n");
    refuses("- schema: 1\n", "a.yaml:1:1: error: a scenario is made of keys and values; it begins with the line schema: 1\n");
}

static void bytes_that_are_no_text(void **state)
{
    (void)state;
    static const char nul[] = "schema: 1\ntitle: a\0b\n";
    refuses_bytes(nul, sizeof nul - 1, "a.yaml:2:9: error: the file contains a NUL byte, so it is not a text file\n");
#define NOT_UTF8(byte) "error: the file is not UTF-8 (byte 0x" byte "); save it with the encoding UTF-8\n"
    refuses("schema: 1\ntitle: caf\xE9 au lait\n", "a.yaml:2:11: " NOT_UTF8("E9"));
    refuses("# \xC3\xA9\xE2\x82\xAC \xC0\x80\n", "a.yaml:1:6: " NOT_UTF8("C0")); /* too long a form */
    refuses("title: \xED\xA0\x80\n", "a.yaml:1:8: " NOT_UTF8("ED"));             /* half a pair */
    refuses("title: \xF5\x80\x80\x80\n", "a.yaml:1:8: " NOT_UTF8("F5"));         /* beyond Unicode */
    refuses("title: \xE2\x82", "a.yaml:1:8: " NOT_UTF8("E2"));                   /* cut off */
    refuses_bytes("\xFF\xFEs\0c\0", 6, "a.yaml:1:1: " NOT_UTF8("FF"));           /* UTF-16 */
    refuses("schema: 1\r\ntitle: a\x1B[31m\r\n",
            "a.yaml:2:9: error: the file contains the control character U+001B; delete it\n");
    struct scenario scenario;
    accepts(&scenario, "\xEF\xBB\xBFschema: 1\r\ntitle: caf\xC3\xA9\r\n"); /* a byte order mark and Windows' line ends */
    assert_string_equal(scenario.title, "caf\xC3\xA9");
    scenario_clear(&scenario);
}

static void size_has_a_bound(void **state)
{
    (void)state;
    enum { LIMIT = 1024 * 1024 };
    static char text[LIMIT + 2];
    memset(text, '#', LIMIT + 1);
    memcpy(text, "schema: 1\n", 10);
    text[LIMIT] = '\0';
    struct scenario scenario;
    accepts(&scenario, text);
    scenario_clear(&scenario);
    text[LIMIT] = '#';
    refuses(text, "a.yaml: error: the file is larger than 1 MiB; large data belongs in a CSV file that the scenario names\n");
}

/* libyaml's own loader takes seconds to hours and up to gigabytes for the files refused here. */
static void refuses_quickly(const char *lines)
{
    enum { SECONDS = 30, MEMORY_GROWTH = 64 * 1024 };
    struct rusage before, after;
    struct timespec start, end;
    getrusage(RUSAGE_SELF, &before);
    clock_gettime(CLOCK_MONOTONIC, &start);
    refuses_path("a.yaml", KITH_INVALID, lines);
    clock_gettime(CLOCK_MONOTONIC, &end);
    getrusage(RUSAGE_SELF, &after);
    assert_true(end.tv_sec - start.tv_sec < SECONDS);
    assert_true(after.ru_maxrss - before.ru_maxrss < MEMORY_GROWTH); /* kB */
}

static void huge_file_is_not_read(void **state)
{
    (void)state;
    write_bytes("schema: 1\n", 10);
    assert_int_equal(truncate("a.yaml", 100 * 1000 * 1000), 0);
    refuses_quickly("a.yaml: error: the file is larger than 1 MiB; large data belongs in a CSV file that the scenario names\n");
}

static void deep_nesting(void **state)
{
    (void)state;
    enum { DEPTH = 100000 };
    static char text[2 * DEPTH + 1];
    memset(text, '[', DEPTH);
    write_bytes(text, DEPTH);
    refuses_quickly("a.yaml:1:17: error: lists and mappings are nested too deep\n");
    for (size_t i = 0; i < DEPTH; i++)
        memcpy(text + 2 * i, "- ", 2);
    write_bytes(text, 2 * DEPTH);
    refuses_quickly("a.yaml:1:33: error: lists and mappings are nested too deep\n");
    for (size_t i = 0; i < DEPTH; i++)
        memcpy(text + 2 * i, "[\n", 2);
    write_bytes(text, 2 * DEPTH);
    refuses_quickly("a.yaml:17:1: error: lists and mappings are nested too deep\n");
}

static void many_values(void **state)
{
    (void)state;
    enum { ITEMS = 200000 };
    static char text[16 * ITEMS];
    size_t length = (size_t)sprintf(text, "schema: 1\ntitle: [");
    for (size_t i = 0; i < ITEMS; i++)
        length += (size_t)sprintf(text + length, "a,");
    write_bytes(text, length);
    refuses_quickly(
        "a.yaml:2:20003: error: the file has more than 10000 values; large data belongs in a CSV file that the scenario names\n");
    length = 0;
    for (size_t i = 0; i < ITEMS / 4; i++)
        length += (size_t)sprintf(text + length, "very_long_key_%zu: 1\n", i);
    write_bytes(text, length < 1024 * 1024 ? length : 1024 * 1024);
    refuses_quickly("a.yaml:10000:21: error: the file has more than 10000 values; large data belongs in a CSV file that the "
                    "scenario names\n");
}

static void yaml_that_hides(void **state)
{
    (void)state;
    refuses("schema: 1\nprogramme: &p {outreach: true}\ndistress: *p\narms:\n  a:\n    programme: *p\n",
            "a.yaml:2:12: error: anchors (&) are refused; write the value where it is used\n"
            "a.yaml:3:11: error: aliases (*) are refused; write the value where it is used\n"
            "a.yaml:6:16: error: aliases (*) are refused; write the value where it is used\n");
    refuses("schema: 1\ndistress:\n  <<: *base\n",
            "a.yaml:3:7: error: aliases (*) are refused; write the value where it is used\n"
            "a.yaml:3:3: error: section distress has no key <<; allowed: onset, frailty_effect, influence\n");
    refuses("schema: 1\n*a : 1\n", "a.yaml:2:1: error: aliases (*) are refused; write the key itself\n");
    refuses("schema: 1\ndistress: !!map\n  onset: !!float 0.5\n  influence: ! none\n",
            "a.yaml:2:11: error: tags (!) are refused; the parameter decides what type the value has\n"
            "a.yaml:3:10: error: tags (!) are refused; the parameter decides what type the value has\n"
            "a.yaml:4:14: error: tags (!) are refused; the parameter decides what type the value has\n");
    refuses("%YAML 1.1\n---\nschema: 1\n", "a.yaml:1:1: error: directives (%) are refused; delete the line\n");
    refuses("%TAG ! tag:a,2000:\n---\nschema: 1\n", "a.yaml:1:1: error: directives (%) are refused; delete the line\n");
    refuses("schema: 1\n---\nschema: 1\n",
            "a.yaml:2:1: error: a scenario is one document; delete this line and what follows, or make it a file\n");
    refuses("schema: 1\n? [a]\n: 1\n", "a.yaml:2:3: error: a key must be a name, not a list or a mapping\n");
    refuses("schema: 1\n{a: b}: 1\n", "a.yaml:2:1: error: a key must be a name, not a list or a mapping\n");
    refuses("schema: 1\ntitle: \"a\\0b\"\n", "a.yaml:2:8: error: text must not contain NUL\n");
    struct scenario scenario;
    accepts(&scenario, "---\nschema: 1\n...\n");
    scenario_clear(&scenario);
}

static void tabs_as_indentation(void **state)
{
    (void)state;
#define TAB "error: this line is indented by a tab; YAML allows only spaces\n"
    refuses("schema: 1\ndistress:\n\tonset: 0.1\n", "a.yaml:3:1: " TAB);
    refuses("schema: 1\ndistress:\n  onset: 0.1\n\tinfluence: none\n", "a.yaml:4:1: " TAB);
    refuses("schema: 1\ndistress:\n  \tonset: 0.1\n", "a.yaml:3:3: " TAB);
    struct scenario scenario;
    accepts(&scenario, "schema:\t1\t# tabs elsewhere\ndistress: {onset:\t0.1,\n\tinfluence: none}\n");
    scenario_clear(&scenario);
}

static void syntax(void **state)
{
    (void)state;
    refuses("schema: 1\ndistress: {onset: 0.1\n",
            "a.yaml:3:1: error: this is not YAML: did not find expected ',' or '}', while parsing a flow mapping\n");
    refuses("schema: 1\ntitle: a: b\n", "a.yaml:2:9: error: this is not YAML: mapping values are not allowed in this context\n");
    refuses("schema: 1\ntitle: \"open\n",
            "a.yaml:3:1: error: this is not YAML: found unexpected end of stream, while scanning a quoted scalar\n");
    refuses("schema: 1\n  title: a\n", "a.yaml:2:8: error: this is not YAML: mapping values are not allowed in this context\n");
}

static void keys_given_twice(void **state)
{
    (void)state;
    refuses("schema: 1\ndistress:\n  onset: 0.1\n  influence: none\n  onset: 0.2\ndistress: {}\n",
            "a.yaml:5:3: error: onset is given twice, in line 3 and in line 5; delete one of the two\n"
            "a.yaml:6:1: error: distress is given twice, in line 2 and in line 6; delete one of the two\n");
    refuses("schema: 1\narms:\n  formal: {}\n  informal:\n  formal: {from_week: 2}\nschema: 1\n",
            "a.yaml:5:3: error: formal is given twice, in line 3 and in line 5; delete one of the two\n"
            "a.yaml:6:1: error: schema is given twice, in line 1 and in line 6; delete one of the two\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_that_are_none),
        cmocka_unit_test(empty_files),
        cmocka_unit_test(bytes_that_are_no_text),
        cmocka_unit_test(size_has_a_bound),
        cmocka_unit_test(huge_file_is_not_read),
        cmocka_unit_test(deep_nesting),
        cmocka_unit_test(many_values),
        cmocka_unit_test(yaml_that_hides),
        cmocka_unit_test(tabs_as_indentation),
        cmocka_unit_test(syntax),
        cmocka_unit_test(keys_given_twice),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
