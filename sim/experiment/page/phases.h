/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Students by the phase of their year of the course: years on campus and years on placement have their holidays apart. */
#ifndef EXPERIMENT_PAGE_PHASES_H
#define EXPERIMENT_PAGE_PHASES_H

#include "experiment/page/page.h"
#include "timetable/calendar.h"

/*
 * The share of students in years of this phase who have no friend at hand, over [arms][replicates][weeks]; NaN in the phase's holidays, and
 * with fewer than 5 such students. NULL where no year of the course is of this phase. free() *share.
 */
enum kith_status phases_alone(const struct page *page, enum calendar_phase phase, double **share);

#endif
