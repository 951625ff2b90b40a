/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a results file holds: axes, variables and attributes of a plan, and how a replicate's observations become their numbers. */
#ifndef EXPERIMENT_LAYOUT_H
#define EXPERIMENT_LAYOUT_H

#include "archive/archive.h"
#include "experiment/outcome.h"
#include "experiment/plan.h"

/* Numbers of the comparison, in the group "comparison", each over (arm, outcome). */
enum layout_comparison {
    COMPARISON_MEAN,
    COMPARISON_DIFFERENCE,
    COMPARISON_LOW,
    COMPARISON_HIGH,
    COMPARISON_LOWER_IN,
    COMPARISON_PAIRS,
    COMPARISON_COUNT
};

struct layout {
    struct archive_layout archive;
    struct layout_source *source; /* per variable: where its numbers come from */
    size_t outcomes;              /* outcome_count and those of supporters */
    size_t first_outcome;         /* index of the first outcome variable */
    size_t first_comparison;
    void **owned; /* memory behind the descriptions */
    size_t owned_count, owned_capacity;
};

enum kith_status layout_init(struct layout *layout, const struct plan *plan, const char *resolved, const char *command_line);
void layout_clear(struct layout *layout);

/* The names of the outcomes in the order of the comparison; count is layout.outcomes. */
const struct outcome *layout_outcome(size_t index);

/*
 * One replicate's numbers, one entry per variable, from the observers of all arms in order. Free each values. KITH_FAILED without memory.
 */
enum kith_status layout_pack(const struct layout *layout, const struct plan *plan, struct observer *observers,
                             struct archive_data *data);

#endif
