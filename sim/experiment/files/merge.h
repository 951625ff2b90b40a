/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of merging share. */
#ifndef EXPERIMENT_FILES_MERGE_H
#define EXPERIMENT_FILES_MERGE_H

#include "experiment/files/found_layout.h"
#include "kith/results.h"

struct part {
    struct results results;
    struct found_layout layout;
};

struct merging {
    const struct kith_merge_options *options;
    struct kith_report *report;
    struct part *part;
    struct found_layout *layout; /* of the merged file: the first part's with all replicates */
    char *directory;
};

/* A replicate, the part that holds it and its place there. */
struct owned_replicate {
    int64_t number;
    size_t part, place;
};

/* Whether a part belongs to the first. */
enum kith_status merge_check_part(const struct merging *m, const struct part *part);

/* All replicates in order, each once; the merged layout's axis becomes theirs. free() *all in any case. */
enum kith_status merge_gather(struct merging *m, struct owned_replicate **all, size_t *count);

#endif
