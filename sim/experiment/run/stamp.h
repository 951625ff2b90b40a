/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef EXPERIMENT_STAMP_H
#define EXPERIMENT_STAMP_H

#include "experiment/plan/plan.h"

/*
 * The stamp of the part files: everything that their numbers depend on. Another number of replicates is the same run, longer
 * or shorter. Imported files are in it
 * with a hash of what they held. digest receives 32 hexadecimal digits and
 * a 0. NULL without memory; free() it.
 */
char *stamp_text(const struct plan *plan, char digest[33]);

/* A line for each imported file with a hash of what it held: the results file records it. "" without any; NULL without memory; free() it. */
char *stamp_inputs(const struct plan *plan);

/* Says the first line in which the parts' scenario differs from ours. */
void stamp_say_difference(const char *ours, const char *theirs, const char *parts, struct kith_report *report);

#endif
