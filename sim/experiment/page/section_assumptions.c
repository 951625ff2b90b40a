/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which assumptions would overturn the answer; what was not run is said, with the command. */
#include <string.h>

#include "experiment/page/chart.h"
#include "experiment/page/finding.h"

static const char *scenario_name(const struct page *page)
{
    return page->study->scenario_file && page->study->scenario_file[0] ? page->study->scenario_file : "SCENARIO.yaml";
}

enum kith_status section_assumptions(const struct page *page)
{
    page_print(page->stream,
               "<p class=\"absent\">Not run: how the difference moves when each assumed parameter goes from one end of its range "
               "to the other. "
               "To see which assumptions would overturn the answer: <code>kith compare %s --assumptions</code></p>\n",
               scenario_name(page));
    return KITH_OK;
}

/* How distress passes on, in words. */
static const char *hypothesis_words(const char *name)
{
    if (strcmp(name, "per_contact") == 0)
        return "each friend in distress raises the chance of an onset";
    if (strcmp(name, "healthy_friends") == 0)
        return "friends who are well protect, and speed recovery";
    return "distress does not pass between friends";
}

enum kith_status section_influence(const struct page *page)
{
    const char *own = page->study->influence;
    fputs("<p>Whether simulated distress passes between friends is disputed; three rival hypotheses can be chosen, and a verdict "
          "that holds "
          "under one alone is worth little.</p>\n<div class=\"table\" role=\"region\" aria-label=\"Influence hypotheses\" "
          "tabindex=\"0\">\n<table>\n<thead><tr><th scope=\"col\">Hypothesis</th><th scope=\"col\" "
          "class=\"words\">Verdict</th></tr></thead>\n<tbody>\n",
          page->stream);
    for (int k = 0; k < KITH_INFLUENCES; k++) {
        const char *name = kith_influences[k];
        page_print(page->stream, "<tr><th scope=\"row\"><code>%s</code>: %s</th><td class=\"words\">", name,
                   hypothesis_words(name));
        if (own && strcmp(own, name) == 0)
            fputs("this run: see the answer above", page->stream);
        else
            page_print(page->stream, "not run; <code>kith compare %s --set distress.influence=%s</code>", scenario_name(page),
                       name);
        fputs("</td></tr>\n", page->stream);
    }
    fputs("</tbody>\n</table>\n</div>\n", page->stream);
    return KITH_OK;
}
