/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parameter tables. A process lists its parameters once, as an X-macro; the list makes the struct that the process
 * reads and the table that decides what a scenario file may say (key, type, unit, range, default, source).
 *
 *     #define DISTRESS_PARAMETERS(P) \
 *         P(REAL, onset, "1/week", 0, 1, "0.0075", "calibrated to T1, T5", "onset rate of simulated distress") \
 *         P(CHOICE, influence, influence_names, 0, 0, "per_contact", "EVIDENCE", "how distress passes on")
 *     PARAMETER_STRUCT(distress, DISTRESS_PARAMETERS);            in the header: struct distress_parameters
 *     PARAMETER_TABLE(distress, DISTRESS_PARAMETERS);             in the source: distress_table[], distress_table_count
 *
 * A row is P(type, name, unit, min, max, default, source, meaning); all defaults are texts and are read by the same code as
 * a scenario file, so a default cannot be illegal unnoticed. In CHOICE and CHOICES rows the unit slot holds the
 * NULL-terminated array of legal names. min and max bound the value, each item of WHOLES, and the number of items of CHOICES.
 * A number whose source begins with "assumed" has a plausible range by a rule (experiment/plausible.h). After the meaning a row may state
 * another, PLAUSIBLE(low, high), as a row with evidence may, or that no range applies: UNVARIED.
 */
#ifndef BASE_PARAMETER_H
#define BASE_PARAMETER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PARAMETER_TEXT_MAX = 256, /* bytes with the closing 0 */
    PARAMETER_LIST_MAX = 128, /* items */
    PARAMETER_MAP_MAX = 64,   /* pairs */
    PARAMETER_PAIR_MAX = 80   /* bytes of a key or value, with the closing 0 */
};

enum parameter_type {
    PARAMETER_REAL,    /* double */
    PARAMETER_WHOLE,   /* int64_t */
    PARAMETER_FLAG,    /* bool: true or false */
    PARAMETER_CHOICE,  /* int: index of one of the choices */
    PARAMETER_TEXT,    /* struct parameter_text: a file name, a date */
    PARAMETER_WHOLES,  /* struct parameter_list of whole numbers >= 0; min, max bound each item */
    PARAMETER_CHOICES, /* struct parameter_list of indices of the choices */
    PARAMETER_MAP      /* struct parameter_map: names with a text each; who reads them says which are legal */
};

struct parameter_text {
    char at[PARAMETER_TEXT_MAX];
};

struct parameter_list {
    int64_t count;
    int64_t at[PARAMETER_LIST_MAX];
};

struct parameter_pair {
    char key[PARAMETER_PAIR_MAX], value[PARAMETER_PAIR_MAX];
};

struct parameter_map {
    int64_t count;
    struct parameter_pair at[PARAMETER_MAP_MAX];
};

struct parameter {
    const char *name; /* key within its section */
    enum parameter_type type;
    const char *unit;           /* UDUNITS text, "1" if it has none; NULL for choices */
    const char *const *choices; /* NULL-terminated; NULL unless a CHOICE or CHOICES */
    double min, max;            /* inclusive */
    const char *default_text;   /* as in YAML; lists are separated by commas, "" is the empty list or text */
    const char *source;         /* a row of the evidence, or "assumed" */
    const char *meaning;
    size_t offset;       /* in the section's struct */
    double plausible[2]; /* ends of a stated range; both 0: none is stated */
    bool unvaried;       /* only recorded, or a school's own choice: no assumption about how support works */
};

#define PLAUSIBLE(low, high) .plausible = {(low), (high)}
#define UNVARIED .unvaried = true

/* One section of a scenario file: a table and where its struct sits in the struct of all parameters. */
struct parameter_section {
    const char *name;
    const struct parameter *rows;
    size_t count;
    size_t offset;
    bool structural; /* fixed for the run: an arm may not override it */
};

#define PARAMETER_MEMBER_REAL(name) double name;
#define PARAMETER_MEMBER_WHOLE(name) int64_t name;
#define PARAMETER_MEMBER_FLAG(name) bool name;
#define PARAMETER_MEMBER_CHOICE(name) int name;
#define PARAMETER_MEMBER_TEXT(name) struct parameter_text name;
#define PARAMETER_MEMBER_WHOLES(name) struct parameter_list name;
#define PARAMETER_MEMBER_CHOICES(name) struct parameter_list name;
#define PARAMETER_MEMBER_MAP(name) struct parameter_map name;
#define PARAMETER_MEMBER(type, name, ...) PARAMETER_MEMBER_##type(name)

#define PARAMETER_UNIT_REAL(unit) (unit), NULL
#define PARAMETER_UNIT_WHOLE(unit) (unit), NULL
#define PARAMETER_UNIT_FLAG(unit) (unit), NULL
#define PARAMETER_UNIT_TEXT(unit) (unit), NULL
#define PARAMETER_UNIT_WHOLES(unit) (unit), NULL
#define PARAMETER_UNIT_MAP(unit) (unit), NULL
#define PARAMETER_UNIT_CHOICE(choices) NULL, (choices)
#define PARAMETER_UNIT_CHOICES(choices) NULL, (choices)
#define PARAMETER_ROW(type, name, unit, min, max, def, source, ...)                                                              \
    {#name,    PARAMETER_##type, PARAMETER_UNIT_##type(unit),                            (min),                 (max), (def),    \
     (source), .offset = offsetof(struct PARAMETER_OWNER, name), .meaning = __VA_ARGS__},

#define PARAMETER_STRUCT(section, LIST)                                                                                          \
    struct section##_parameters {                                                                                                \
        LIST(PARAMETER_MEMBER)                                                                                                   \
    };                                                                                                                           \
    extern const struct parameter section##_table[];                                                                             \
    extern const size_t section##_table_count

/* The source that uses this defines PARAMETER_OWNER as the struct's name (distress_parameters) first. */
#define PARAMETER_TABLE(section, LIST)                                                                                           \
    const struct parameter section##_table[] = {LIST(PARAMETER_ROW)};                                                            \
    const size_t section##_table_count = sizeof section##_table / sizeof section##_table[0]

#endif
