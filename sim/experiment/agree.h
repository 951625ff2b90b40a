/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef EXPERIMENT_AGREE_H
#define EXPERIMENT_AGREE_H

#include "scenario/scenario.h"

/*
 * Scenarios whose arms are to be compared must have the same students and the same luck: what arms of one scenario cannot differ in (and the
 * seed) must be alike. Every difference goes to the report, with both places. run.replicates may differ: the largest counts, and is
 * written into all.
 */
enum kith_status agree_check(struct scenario *scenarios, size_t count, struct kith_report *report);

#endif
