/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plausible range of an assumed parameter, at whose ends a sweep puts it: what its table states (PLAUSIBLE), reaching as far as the value
 * that the scenario gives; else by a rule that goes by that value: log-odds (unit logit): 1 less to 1 more; 0: between it and the default;
 * other values: half to twice. All within what the table allows.
 */
#ifndef EXPERIMENT_PLAUSIBLE_H
#define EXPERIMENT_PLAUSIBLE_H

#include "base/parameter.h"

/* The same for readers of a sweep: "its plausible range is ...". */
extern const char plausible_words[];

/* True if the parameter has no evidence. */
bool plausible_assumed(const struct parameter *row);

/* True if a sweep varies it: a number that is assumed or has a stated range, and says how support works, not what a school is or chooses. */
bool plausible_varied(const struct parameter_section *section, const struct parameter *row);

/* A number among the values of its section. */
double plausible_value(const struct parameter *row, const void *values);

/* Ends of the plausible range at a value; false if there is nothing between them. */
bool plausible_range(const struct parameter *row, double value, double ends[2]);

#endif
