/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCENARIO_ARMS_H
#define SCENARIO_ARMS_H

#include "scenario/read.h"

extern const struct parameter arms_from_week;

/* Makes the arms, without values yet; node may be NULL. */
enum kith_status arms_create(const struct reader *reader, const struct yaml_node *node);

/* Gives each arm the base's values, then its own. */
enum kith_status arms_fill(const struct reader *reader, const struct yaml_node *node);

/* The index of an arm, or READ_BASE. */
int arms_find(const struct scenario *scenario, const char *name, size_t length);

#endif
