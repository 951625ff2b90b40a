/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The comparison of all arms with the first, as the result shows it and as the results file holds it. */
#ifndef EXPERIMENT_COMPARISON_H
#define EXPERIMENT_COMPARISON_H

#include "experiment/layout.h"
#include "kith/kith.h"

/* Compares one outcome: values is [arm][replicate]. KITH_FAILED without memory. */
enum kith_status comparison_make(struct kith_result *result, const struct plan *plan, size_t outcome, const double *values);

/* Memory of the group "comparison". */
struct comparison_data {
    double *numbers;
    uint8_t *flags;
};

/* Points the entries of the group's variables at the result's numbers. Clear it in any case, after they are written. */
enum kith_status comparison_pack(struct comparison_data *data, const struct kith_result *result, const struct layout *layout,
                                 struct archive_data *whole);
void comparison_clear(struct comparison_data *data);

#endif
