/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef EXPERIMENT_PAGE_CIRCLE_TIES_H
#define EXPERIMENT_PAGE_CIRCLE_TIES_H

#include "experiment/page/circle.h"

/* Fills the ties of a circle whose students and weeks are known. */
enum kith_status circle_read_ties(struct circle *circle, const struct page *page);

#endif
