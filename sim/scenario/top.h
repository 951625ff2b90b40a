/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCENARIO_TOP_H
#define SCENARIO_TOP_H

#include "scenario/read.h"

enum { TOP_SCHEMA = 1 }; /* what a scenario file says in its key "schema" */

/*
 * The file's top level: schema, title, question and the base's sections; *arms becomes the node of the arms, NULL if there
 * is none. A file with a newer schema is refused with that one sentence, since nothing else in it can be judged.
 */
enum kith_status top_read(const struct reader *reader, const struct yaml_node *root, const struct yaml_node **arms);

#endif
