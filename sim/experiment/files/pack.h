/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A replicate's observations as the numbers of the results file. */
#ifndef EXPERIMENT_PACK_H
#define EXPERIMENT_PACK_H

#include "experiment/files/layout.h"

/*
 * One replicate's numbers, one entry per variable, from the observers of all arms in order. Free each values. KITH_FAILED
 * without memory.
 */
enum kith_status pack_replicate(const struct layout *layout, const struct plan *plan, struct observer *observers,
                                struct archive_data *data);

#endif
