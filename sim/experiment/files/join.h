/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finished replicates → results file, for a run and for files that are merged afterwards alike. */
#ifndef EXPERIMENT_JOIN_H
#define EXPERIMENT_JOIN_H

#include "archive/archive.h"
#include "kith/run.h"

/*
 * Computes the comparison from the outcomes of all the layout's replicates, which must be in the directory parts, and merges
 * them into output. cells ([arms][outcomes]) say how each outcome is compared (kind, matters) and receive the comparison;
 * digest that of the results. given: per variable of the layout, what else is given whole; NULL: nothing.
 */
enum kith_status join_parts(const struct archive_layout *layout, const char *parts, const char *output,
                            const struct archive_data *given, struct kith_comparison *cells, char digest[33],
                            struct kith_report *report);

/* Lengths of the axes arm and outcome: the size of cells. */
void join_size(const struct archive_layout *layout, size_t *arms, size_t *outcomes);

/* The variable of an outcome, by its place on the axis outcome; NULL if there is none. */
const struct archive_variable *join_outcome(const struct archive_layout *layout, size_t index);

/* The first count replicates' values of one outcome: [arm][count]. */
enum kith_status join_read_outcome(const struct archive_layout *layout, const char *parts, size_t outcome, size_t count,
                                   double *values, struct kith_report *report);

#endif
