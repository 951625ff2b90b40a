/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The comparison of all arms with the first, as the result shows it and as the results file holds it. */
#ifndef EXPERIMENT_COMPARISON_H
#define EXPERIMENT_COMPARISON_H

#include "experiment/files/layout.h"
#include "kith/kith.h"

/* The cells of all arms and outcomes; their kind and matters say how each outcome is compared. */
struct comparison {
    size_t arms, outcomes;
    struct kith_comparison *cell; /* [arms][outcomes] */
};

/* Compares one outcome: values is [arm][count]. KITH_FAILED without memory. */
enum kith_status comparison_make(const struct comparison *comparison, size_t outcome, const double *values, size_t count);

/* Memory of the group "comparison". */
struct comparison_data {
    double *numbers;
    uint8_t *flags;
    const char **units;
};

/* Points the entries of the group's variables, those that the layout has, at the numbers. Clear it in any case, after they are written. */
enum kith_status comparison_pack(struct comparison_data *data, const struct comparison *comparison,
                                 const struct archive_layout *layout, struct archive_data *whole);
void comparison_clear(struct comparison_data *data);

#endif
