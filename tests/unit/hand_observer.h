/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An observer of a world made by hand, and outcomes by name. */
#ifndef UNIT_HAND_OBSERVER_H
#define UNIT_HAND_OBSERVER_H

#include "unit/hand_world.h"

#include "experiment/outcome/outcome.h"

static const struct observe_parameters hand_no_logs;

static inline void hand_observer(struct observer *observer, const struct world *world, int32_t weeks, int sites)
{
    const struct observe_plan plan = {
        .weeks = weeks, .years = 2, .sites = sites, .rows = world->rows, .parameters = &hand_no_logs, .replicate = 1};
    assert_int_equal(observe_init(observer, &plan), KITH_OK);
}

static inline double hand_outcome(const struct observer *observer, const char *name)
{
    for (size_t k = 0; k < outcome_count; k++)
        if (strcmp(outcome_table[k].name, name) == 0)
            return outcome_table[k].value(observer);
    fail_msg("no outcome %s", name);
    return NAN;
}

#define assert_outcome(observer, name, expected) assert_near(hand_outcome(observer, name), expected, 1e-12)
#define assert_missing(observer, name) assert_true(isnan(hand_outcome(observer, name)))

#endif
