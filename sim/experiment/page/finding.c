/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/page/finding.h"

#include <math.h>
#include <string.h>

void finding_write(const struct page *page, enum kith_finding finding)
{
    static const char *const signs[KITH_FINDINGS] = {"not", "same", "close", "lower", "higher", "more"};
    page_print(page->stream, "<span class=\"finding %s\">%s</span>", signs[finding], kith_finding_words(finding));
}

const char *finding_unit(const struct kith_study_outcome *outcome)
{
    return strcmp(outcome->unit, "1") == 0 ? "" : outcome->unit;
}

bool finding_tells(const struct page *page, size_t outcome)
{
    for (size_t a = 0; a < page->study->arms; a++)
        if (fabs(page_difference(page, outcome, a)->mean) > 0)
            return true;
    return false;
}
