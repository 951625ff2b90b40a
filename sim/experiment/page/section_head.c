/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of the page: what was compared, and where real students find help. */
#include <stdlib.h>
#include <string.h>

#include "experiment/page/page.h"
#include "experiment/schema.h"

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

/* What run.support_line says in a scenario that does not set it. */
static const char *unset_line(void)
{
    for (size_t k = 0; k < schema.sections[0].count; k++)
        if (strcmp(schema.sections[0].rows[k].name, "support_line") == 0)
            return schema.sections[0].rows[k].default_text;
    return "";
}

/* The school's own line, plainly; without one, or with the sentence that asks the school to name it, what holds everywhere. */
enum kith_status section_support_line(const struct page *page)
{
    char *line = archive_read_attribute(page->file, NULL, "support_line");
    if (line && line[0] && strcmp(line, unset_line()) != 0)
        page_print(page->stream, "<p>%s</p>\n", line);
    else
        fputs("<p>If reading this touches you, talk to someone you trust, your own doctor, or your local "
              "helpline; in an "
              "emergency call the emergency number.</p>\n",
              page->stream);
    free(line);
    return KITH_OK;
}
