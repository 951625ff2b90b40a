/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scenario files: YAML → tree with positions → parameters of each arm, decided by the parameter tables alone.
 * Order: defaults < file < --set < arm. Every mistake in the file is reported, not just the first.
 */
#ifndef SCENARIO_SCENARIO_H
#define SCENARIO_SCENARIO_H

#include <stddef.h>

#include "base/parameter.h"
#include "kith/status.h"

enum { SCENARIO_ARMS_MAX = 64 };

/* All sections joined; size is that of the struct of all parameters. */
struct scenario_schema {
    const struct parameter_section *sections;
    size_t count;
    size_t size;
};

struct scenario_arm {
    char *name;
    int from_week;    /* first week of the arm's overrides; before it the base holds. Default 0: end of burn-in */
    void *parameters; /* the struct of all parameters, schema size; owned */
    size_t file;      /* of a joined scenario: which of its files */
    size_t index;     /* among the arms of that file */
};

struct scenario_tree;

struct scenario {
    char *path;                /* as given */
    char *text;                /* the file as given */
    char *title;               /* key "title", "" if absent */
    char *question;            /* key "question": the question that the file asks, "" if absent */
    void *base;                /* parameters before any arm; owned */
    struct scenario_arm *arms; /* at least one: a file without arms has one, called "base" */
    size_t arm_count;
    const struct scenario_schema *schema;
    struct scenario *files; /* of a joined scenario: what was joined, owned; the rest is the first's but for the arms */
    size_t file_count;
    struct scenario_tree *tree; /* what the user gave where, for scenario_error and scenario_given */
};

/* Fills *parameters (schema size) with the tables' defaults. Returns KITH_INVALID if a table has an illegal default. */
enum kith_status scenario_defaults(const struct scenario_schema *schema, void *parameters, struct kith_report *report);

/*
 * Reads path (NULL: no file, all at its default) and applies sets ("path=value" each, in order). On KITH_OK every arm's parameters are complete and each is in its
 * range. Mistakes (KITH_INVALID) are all in the report; warnings too, such as an arm that shadows a --set. Messages about a set
 * name the file "--set path=value", without a line. On failure nothing is held; scenario_clear is allowed all the same.
 */
enum kith_status scenario_load(struct scenario *scenario, const struct scenario_schema *schema, const char *path,
                               const char *const *sets, size_t set_count, struct kith_report *report);
void scenario_clear(struct scenario *scenario);

/*
 * The arms of several scenarios as one, named by file ("a") or file and arm ("a/formal"). The scenarios are taken over and zeroed, also on
 * failure. That they are of the same students is for the caller to see to. KITH_INVALID for more arms than there may be.
 */
enum kith_status scenario_join(struct scenario *joined, struct scenario *scenarios, size_t count, struct kith_report *report);

/* The file that an arm is from, with its own base, and its name there; of a scenario that is not joined: itself. */
const struct scenario *scenario_arm_file(const struct scenario *scenario, size_t arm);
const char *scenario_arm_name(const struct scenario *scenario, size_t arm);

/* Where a parameter of the base was given: "a.yaml:12", "--set path=value", or the file and that it is the default. Returns buffer. */
const char *scenario_place(const struct scenario *scenario, const char *parameter, char *buffer, size_t size);

/* Adds an error about a parameter ("school.intake") where the user wrote it: in the arm, on the command line or in the file; else
 * about the file. arm may be NULL. */
enum kith_status scenario_error(const struct scenario *scenario, const char *arm, const char *parameter,
                                struct kith_report *report, const char *format, ...) __attribute__((format(printf, 5, 6)));

/* True if the user gave this parameter a value that counts for the arm (in it, in the file or by --set); arm may be NULL for the
 * base. */
bool scenario_given(const struct scenario *scenario, const char *arm, const char *parameter);

/* The value of one parameter as YAML text, into buffer (cut to size); section is its section's struct. Returns buffer. */
const char *scenario_value_text(const struct parameter *row, const void *section, char *buffer, size_t size);

/* Every section and parameter as YAML (schema: 1, base values, then arms with what differs from the base). Reading the text again
 * gives the same scenario. NULL without memory; free() it. */
char *scenario_resolved(const struct scenario *scenario);

/* A file named in the scenario: relative names count from the scenario's own folder. NULL without memory; free() it. */
char *scenario_file(const struct scenario *scenario, const char *name);

#endif
