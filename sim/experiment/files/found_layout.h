/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout of a results file as found in it, so that files can be written like it. */
#ifndef EXPERIMENT_FILES_FOUND_LAYOUT_H
#define EXPERIMENT_FILES_FOUND_LAYOUT_H

#include "experiment/files/results.h"

struct found_layout {
    struct archive_layout archive;          /* the axis replicate is the file's own until it is changed */
    const struct archive_dataset **dataset; /* per variable, in the file */
    struct archive_axis *replicate;
    void **owned; /* memory behind the descriptions */
    size_t owned_count, owned_capacity;
};

/*
 * Takes axes, variables and attributes from the file, which must stay open. A group that is neither a log nor the comparison
 * holds what was computed from all replicates of that file alone: it is left out with a warning. Clear it in any case.
 */
enum kith_status found_layout_init(struct found_layout *layout, const struct results *results);
void found_layout_clear(struct found_layout *layout);

/* Replaces the axis replicate; numbers (from malloc) become the layout's. False without memory. */
bool found_layout_replicates(struct found_layout *layout, int64_t *numbers, size_t count);

/* Sets a root attribute, or adds it. False without memory. */
bool found_layout_attribute(struct found_layout *layout, const char *name, const char *text);

#endif
