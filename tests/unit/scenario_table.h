/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the tests of sim/scenario: a small schema with every type of parameter, and files written into a folder of their own. */
#ifndef UNIT_SCENARIO_TABLE_H
#define UNIT_SCENARIO_TABLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "scenario/scenario.h"

static const char *const influence_names[] = {"none", "per_contact", "healthy_friends", NULL};
static const char *const phase_names[] = {"campus", "placement", "break", NULL};

#define SCHOOL_PARAMETERS(P)                                                                                                     \
    P(WHOLE, intake, "student", 1, 10000, "300", "test", "students a year")                                                      \
    P(WHOLE, seed, "1", 0, 9223372036854775807.0, "1", "test", "seed")                                                           \
    P(TEXT, start, "1", 0, 0, "2024-09-23", "test", "first day")                                                                 \
    P(CHOICES, phases, phase_names, 1, 4, "campus, placement", "test", "order of phases")

#define DISTRESS_PARAMETERS(P)                                                                                                   \
    P(REAL, onset, "1/week", 0, 1, "0.0075", "test", "onset")                                                                    \
    P(REAL, frailty_effect, "1", -1e3, 1e3, "1.71", "test", "log rate")                                                          \
    P(CHOICE, influence, influence_names, 0, 0, "per_contact", "test", "how distress passes on")

#define PROGRAMME_PARAMETERS(P)                                                                                                  \
    P(WHOLE, supporters, "student", 0, 500, "0", "test", "supporters")                                                           \
    P(FLAG, outreach, "1", 0, 1, "false", "test", "supporters approach")                                                         \
    P(WHOLES, blocks, "week", 1, 52, "", "test", "weeks of each block")                                                          \
    P(CHOICES, places, phase_names, 0, 0, "", "test", "where")                                                                   \
    P(TEXT, roster, "1", 0, 0, "", "test", "file")

PARAMETER_STRUCT(school, SCHOOL_PARAMETERS);
PARAMETER_STRUCT(distress, DISTRESS_PARAMETERS);
PARAMETER_STRUCT(programme, PROGRAMME_PARAMETERS);
#define PARAMETER_OWNER school_parameters
PARAMETER_TABLE(school, SCHOOL_PARAMETERS);
#undef PARAMETER_OWNER
#define PARAMETER_OWNER distress_parameters
PARAMETER_TABLE(distress, DISTRESS_PARAMETERS);
#undef PARAMETER_OWNER
#define PARAMETER_OWNER programme_parameters
PARAMETER_TABLE(programme, PROGRAMME_PARAMETERS);
#undef PARAMETER_OWNER

struct parameters {
    struct school_parameters school;
    struct distress_parameters distress;
    struct programme_parameters programme;
};

static const struct parameter_section test_sections[] = {
    {"school", school_table, sizeof school_table / sizeof *school_table, offsetof(struct parameters, school), true},
    {"distress", distress_table, sizeof distress_table / sizeof *distress_table, offsetof(struct parameters, distress), false},
    {"programme", programme_table, sizeof programme_table / sizeof *programme_table, offsetof(struct parameters, programme),
     false},
};
static const struct scenario_schema test_schema = {test_sections, 3, sizeof(struct parameters)};

/* A group's set-up: a folder of its own, so that messages can be compared whole, with the name of the file. */
static inline int enter_folder(void **state)
{
    static char folder[] = "/tmp/kith-scenario-XXXXXX";
    *state = folder;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static inline int leave_folder(void **state)
{
    remove("a.yaml");
    return chdir("/") == 0 && rmdir(*state) == 0 ? 0 : -1;
}

static inline void write_bytes(const char *bytes, size_t length)
{
    FILE *file = fopen("a.yaml", "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static inline enum kith_status load(struct scenario *scenario, const char *text, const char *const *sets, size_t count,
                                    struct kith_report *report)
{
    write_bytes(text, strlen(text));
    kith_report_init(report);
    return scenario_load(scenario, &test_schema, "a.yaml", sets, count, report);
}

/* The report as a program would print it, a line each. free() it. */
static inline char *report_text(const struct kith_report *report)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    for (size_t i = 0; i < report->count; i++) {
        const struct kith_message *m = &report->messages[i];
        fprintf(out, "%s", m->file ? m->file : "");
        if (m->line)
            fprintf(out, ":%d:%d", m->line, m->column);
        fprintf(out, ": %s: %s\n", m->severity == KITH_ERROR ? "error" : "warning", m->text);
    }
    assert_int_equal(fclose(out), 0);
    return text;
}

/* The file and sets are refused with exactly these lines. */
static inline void refuses_sets(const char *text, const char *const *sets, size_t count, const char *lines)
{
    struct scenario scenario;
    struct kith_report report;
    enum kith_status status = load(&scenario, text, sets, count, &report);
    char *said = report_text(&report);
    assert_string_equal(said, lines);
    assert_int_equal(status, KITH_INVALID);
    assert_null(scenario.arms);
    free(said);
    kith_report_clear(&report);
    scenario_clear(&scenario);
}

static inline void refuses(const char *text, const char *lines)
{
    refuses_sets(text, NULL, 0, lines);
}

/* The file and sets are read without a word. */
static inline void accepts_sets(struct scenario *scenario, const char *text, const char *const *sets, size_t count)
{
    struct kith_report report;
    enum kith_status status = load(scenario, text, sets, count, &report);
    char *said = report_text(&report);
    assert_string_equal(said, "");
    assert_int_equal(status, KITH_OK);
    free(said);
    kith_report_clear(&report);
}

static inline void accepts(struct scenario *scenario, const char *text)
{
    accepts_sets(scenario, text, NULL, 0);
}

#endif
