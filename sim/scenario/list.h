/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCENARIO_LIST_H
#define SCENARIO_LIST_H

#include "scenario/value.h"

/* Rows of type WHOLES and CHOICES: from a YAML sequence, and from text with commas ("[a, b]" too; nothing is the empty list). */
enum kith_status list_read_node(const struct parameter *row, const struct yaml_node *node, struct value_place place,
                                struct parameter_list *target);
enum kith_status list_read_text(const struct parameter *row, const char *text, struct value_place place,
                                struct parameter_list *target);

#endif
