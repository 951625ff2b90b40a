/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef EXPERIMENT_RESULT_H
#define EXPERIMENT_RESULT_H

#include "experiment/files/layout.h"
#include "kith/kith.h"

/* A result for these arms and outcomes with all comparisons 0; NULL without memory. Free with kith_result_free. */
struct kith_result *result_create(const struct plan *plan, size_t outcomes);

#endif
