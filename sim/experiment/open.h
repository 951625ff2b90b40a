/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef EXPERIMENT_OPEN_H
#define EXPERIMENT_OPEN_H

#include "experiment/plan/plan.h"
#include "kith/kith.h"

struct kith_scenario {
    struct scenario scenario;
};

#endif
