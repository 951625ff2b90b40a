/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of the page: what was compared, and where real students find help. */
#include <stdlib.h>
#include <string.h>

#include "experiment/page/page.h"

enum kith_status section_setting(const struct page *page)
{
    const struct kith_study *s = page->study;
    fputs("Compared: ", page->stream);
    for (size_t a = 0; a < s->arms; a++)
        page_print(page->stream, "%s<strong>%s</strong>%s",
                   a == 0            ? ""
                   : a + 1 < s->arms ? ", "
                                     : " and ",
                   s->arm[a], a == page->reference && s->arms > 1 ? " (the reference)" : "");
    page_print(page->stream, ", in %zu simulated school%s each, over %.1f years.", s->replicates, s->replicates == 1 ? "" : "s",
               (double)s->weeks / 52);
    return KITH_OK;
}

/* Scenarios may name the line to call; what does not is asked to. */
enum kith_status section_support_line(const struct page *page)
{
    char *line = archive_read_attribute(page->file, NULL, "support_line");
    if (line && line[0])
        page_print(page->stream, "<p><strong>%s</strong></p>\n", line);
    else
        fputs("<p><strong>If reading this touches you,</strong> talk to someone you trust, your own doctor, or your local "
              "helpline; in an "
              "emergency call the emergency number.</p>\n",
              page->stream);
    free(line);
    return KITH_OK;
}
