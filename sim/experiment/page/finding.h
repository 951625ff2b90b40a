/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the sections that speak of outcomes name and sign them. */
#ifndef EXPERIMENT_PAGE_FINDING_H
#define EXPERIMENT_PAGE_FINDING_H

#include "experiment/page/page.h"

/* The verdict in words, with the sign that the page's style gives it. */
void finding_write(const struct page *page, enum kith_finding finding);

/* "" for plain numbers and shares. */
const char *finding_unit(const struct kith_study_outcome *outcome);

/* False for outcomes that are 0 or missing in every arm (supporters, where nobody supports): they tell nothing. */
bool finding_tells(const struct page *page, size_t outcome);

#endif
