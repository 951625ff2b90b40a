/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of scenario_load, and what the user gave where. Mistakes are reported and reading goes on; only memory stops it. */
#ifndef SCENARIO_READ_H
#define SCENARIO_READ_H

#include "scenario/scenario.h"
#include "scenario/value.h"

enum {
    READ_BASE = -1,       /* in place of the index of an arm */
    READ_NAMES_MAX = 256, /* names to choose a suggestion from */
    READ_SHOWN = 60,
    READ_HINT = 512
};

/* One value that the user gave. section is NULL for an arm's from_week. */
struct read_setting {
    int arm;
    const struct parameter_section *section;
    const struct parameter *row;
    const char *set; /* "--set path=value"; NULL: in the file */
    int line, column;
};

struct scenario_tree {
    struct read_setting *settings; /* in the order in which they took effect */
    size_t count, capacity;
    char **labels; /* of the sets, one each */
    size_t label_count;
};

struct reader {
    struct scenario *scenario;
    struct kith_report *report;
};

/* The graver of two: failed, invalid, ok. */
enum kith_status read_worse(enum kith_status a, enum kith_status b);

/* Adds an error in the file at the node's key; at the node itself if it has none. */
enum kith_status read_refuse(const struct reader *reader, const struct yaml_node *node, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Out of memory. */
enum kith_status read_failed(const struct reader *reader);

const struct parameter_section *read_find_section(const struct scenario_schema *schema, const char *name, size_t length);
const struct parameter *read_find_row(const struct parameter_section *section, const char *name);

/* Reads one value of the base or an arm, from node, or from text if node is NULL, and remembers where it was given. */
enum kith_status read_value(const struct reader *reader, struct read_setting setting, const struct yaml_node *node,
                            const char *text);

/* The keys of one section. */
enum kith_status read_section(const struct reader *reader, int arm, const struct parameter_section *section,
                              const struct yaml_node *node);

#endif
