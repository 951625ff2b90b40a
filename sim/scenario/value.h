/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SCENARIO_VALUE_H
#define SCENARIO_VALUE_H

#include "base/parameter.h"
#include "kith/status.h"
#include "scenario/yaml.h"

/* Where a value stands, and what messages call it. */
struct value_place {
    struct kith_report *report;
    const char *file;
    int line, column;
    const char *name; /* "distress.onset" */
};

/* Both read into the row's member at target, which is left alone unless the value is legal. Mistakes go to the report. */
enum kith_status value_read_node(const struct parameter *row, const struct yaml_node *node, struct value_place place,
                                 void *target);
enum kith_status value_read_text(const struct parameter *row, const char *text, struct value_place place, void *target);

/* The same for a single value that is neither null nor a list; plain: it stood without quotes. */
enum kith_status value_read_scalar(const struct parameter *row, const char *text, bool plain, struct value_place place,
                                   void *target);

/* "X is text, allowed is ...", then why: a reason, a hint that begins with ";", or "". */
enum kith_status value_refuse(const struct parameter *row, struct value_place place, const char *text, const char *why);
enum kith_status value_refuse_kind(const struct parameter *row, struct value_place place, enum yaml_kind kind);

#endif
