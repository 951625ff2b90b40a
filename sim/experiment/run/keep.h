/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are read, so that nothing is written over them. */
#ifndef EXPERIMENT_KEEP_H
#define EXPERIMENT_KEEP_H

#include "scenario/scenario.h"

struct keep {
    char **file; /* a NULL ends them */
    size_t count;
};

/* Adds a copy of a name. KITH_FAILED without memory. */
enum kith_status keep_add(struct keep *keep, const char *file);

/* Adds the scenario's file and every file that it names, in the base or in any arm. */
enum kith_status keep_scenario(struct keep *keep, const struct scenario *scenario);
void keep_clear(struct keep *keep);

#endif
