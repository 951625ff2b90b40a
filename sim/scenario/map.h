/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCENARIO_MAP_H
#define SCENARIO_MAP_H

#include "scenario/value.h"

/*
 * Rows of type MAP: from a YAML mapping, and from text with commas ("a: 1, b: 2", "{a: 1}" too; nothing is the empty map). A name stands
 * once. Pairs are kept in the bytewise order of their names.
 */
enum kith_status map_read_node(const struct parameter *row, const struct yaml_node *node, struct value_place place,
                               struct parameter_map *target);
enum kith_status map_read_text(const struct parameter *row, const char *text, struct value_place place,
                               struct parameter_map *target);

#endif
