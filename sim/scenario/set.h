/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --set path=value: sets of the base come before the arms, sets addressed at an arm after them. */
#ifndef SCENARIO_SET_H
#define SCENARIO_SET_H

#include "scenario/read.h"

/* Where a set goes, and its value; row is NULL if that is nowhere (already reported). */
struct set_target {
    struct read_setting setting;
    char *value;
};

/* Finds out where each set goes; targets has count elements, all zero. */
enum kith_status set_resolve(const struct reader *reader, const char *const *sets, size_t count, struct set_target *targets);
void set_clear(struct set_target *targets, size_t count);

/* Applies the sets of the base, or those of the arms. */
enum kith_status set_apply(const struct reader *reader, const struct set_target *targets, size_t count, bool arms);

/* Warns of each arm in the file that hides a set of the base. */
void set_warn_shadowed(const struct reader *reader);

#endif
