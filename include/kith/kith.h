/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kith: a simulator of peer support among students. Open a scenario, run it, read the comparison; the numbers are in the
 * results file. Nothing here prints or exits. Different scenarios may be used in different threads.
 */
#ifndef KITH_KITH_H
#define KITH_KITH_H

#include "kith/compare.h"
#include "kith/log.h"
#include "kith/page.h"
#include "kith/results.h"
#include "kith/run.h"
#include "kith/scenario.h"
#include "kith/status.h"
#include "kith/timetable.h"
#include "kith/trace.h"

#ifdef __cplusplus
extern "C" {
#endif

/* "0.1.0 (revision)". */
const char *kith_version(void);

/* What stands under every table of results. */
const char *kith_closing(void);

#ifdef __cplusplus
}
#endif
#endif
