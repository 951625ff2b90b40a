/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parameters of a results file, from its attribute scenario_resolved: one path=value for each. */
#ifndef EXPERIMENT_FILES_RESOLVED_H
#define EXPERIMENT_FILES_RESOLVED_H

#include "experiment/files/results.h"

struct resolved_value {
    char *path;  /* "distress.onset", "arms.formal.programme.supporters" */
    char *value; /* as written */
};

struct resolved {
    struct resolved_value *at;
    size_t count;
};

/* KITH_INVALID with a message where the file has none. Clear it in any case. */
enum kith_status resolved_read(struct resolved *resolved, const struct results *results);
void resolved_clear(struct resolved *resolved);

/*
 * Calls differs for each setting that has another value in b, or is in one alone (that value is NULL then); those of a first.
 * How many replicates were asked for is passed over: ranges of one run differ in it.
 */
void resolved_compare(const struct resolved *a, const struct resolved *b,
                      void (*differs)(void *context, const char *path, const char *a, const char *b), void *context);

/*
 * The same in one line, of the settings that count: "programme.supporters is 8, not 6; ..." and how many more. "" if there is none, NULL
 * without memory. free() it.
 */
char *resolved_difference_text(const struct resolved *a, const struct resolved *b, bool (*counts)(const char *path));

#endif
