/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why arms differ: the way of support of each, and what the scenario set differently. */
#include <stdlib.h>

#include "experiment/page/page.h"

static void write_arm_heads(const struct page *page, const char *first)
{
    page_print(page->stream, "<thead><tr><th scope=\"col\">%s</th>", first);
    for (size_t a = 0; a < page->study->arms; a++)
        page_print(page->stream, "<th scope=\"col\">%s</th>", page->study->arm[a]);
    fputs("</tr></thead>\n<tbody>\n", page->stream);
}

static void write_funnel(const struct page *page, const double *value)
{
    fputs("<div class=\"table\" role=\"region\" aria-label=\"The way of support\" tabindex=\"0\">\n<table>\n<caption>Per 1,000 "
          "student weeks "
          "in simulated distress; the first row per 1,000 student weeks. Means over simulated schools.</caption>\n",
          page->stream);
    write_arm_heads(page, "Stage");
    for (int stage = 0; stage < KITH_FUNNEL_STAGES; stage++) {
        page_print(page->stream, "<tr><th scope=\"row\">%s</th>", kith_funnel_words((enum kith_funnel_stage)stage));
        for (size_t a = 0; a < page->study->arms; a++)
            page_cell(page, value[a * KITH_FUNNEL_STAGES + (size_t)stage]);
        fputs("</tr>\n", page->stream);
    }
    fputs("</tbody>\n</table>\n</div>\n", page->stream);
}

enum kith_status section_funnel(const struct page *page)
{
    double *value = calloc(page->study->arms * KITH_FUNNEL_STAGES, sizeof *value);
    enum kith_status status = value ? kith_study_funnel(page->study, value, page->report) : KITH_FAILED;
    if (status == KITH_OK)
        write_funnel(page, value);
    free(value);
    return status;
}

enum kith_status section_changes(const struct page *page)
{
    const struct kith_study *study = page->study;
    if (study->changes == 0) {
        page_print(page->stream, "<p>The arms do not differ in any parameter.</p>\n");
        return KITH_OK;
    }
    fputs("<div class=\"table\" role=\"region\" aria-label=\"Parameters that differ\" tabindex=\"0\">\n<table>\n", page->stream);
    write_arm_heads(page, "Parameter");
    for (size_t k = 0; k < study->changes; k++) {
        page_print(page->stream, "<tr><th scope=\"row\"><code>%s</code></th>", study->change[k].path);
        for (size_t a = 0; a < study->arms; a++)
            page_print(page->stream, "<td>%s</td>", study->change[k].text[a]);
        fputs("</tr>\n", page->stream);
    }
    fputs("</tbody>\n</table>\n</div>\n", page->stream);
    return KITH_OK;
}
