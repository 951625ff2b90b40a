/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the numbers come from: what must be known to get them again. */
#include <stdbool.h>
#include <stdlib.h>

#include "experiment/page/page.h"

static const struct {
    const char *attribute, *label;
} provenance[] = {
    {"kith_version", "kith"},
    {"revision", "Revision"},
    {"versions", "Libraries"},
    {"seed", "Seed of all luck"},
    {"scenario_file", "Scenario"},
    {"command_line", "Command"},
    {"first_part_command_line", "Command of the first part"},
    {"date", "Run finished"},
    {"status", "Status"},
    {"results_digest", "Digest of the results"},
    {"format_version", "Format of the file"},
};

enum kith_status section_provenance(const struct page *page)
{
    const struct kith_study *s = page->study;
    page_print(page->stream,
               "<p>The same scenario, seed and revision give the same numbers, on any number of threads.</p>\n<dl "
               "id=\"provenance\">\n<dt>Simulated "
               "schools</dt><dd>%zu in each of %zu arm%s</dd>\n",
               s->replicates, s->arms, s->arms == 1 ? "" : "s");
    for (size_t k = 0; k < sizeof provenance / sizeof provenance[0]; k++) {
        char *text = archive_read_attribute(page->file, NULL, provenance[k].attribute);
        if (text && text[0])
            page_print(page->stream, "<dt>%s</dt><dd>%s</dd>\n", provenance[k].label, text);
        free(text);
    }
    fputs("</dl>\n", page->stream);
    return KITH_OK;
}

/* A text of the file behind a summary; false where there is none. */
static bool write_text(const struct page *page, const char *summary, const char *attribute)
{
    char *text = archive_read_attribute(page->file, NULL, attribute);
    bool there = text != NULL;
    if (there)
        page_print(page->stream, "<details><summary>%s</summary><pre tabindex=\"0\">%s</pre></details>\n", summary, text);
    free(text);
    return there;
}

/* Arms of several scenario files may have been run together: each file is there by its number. */
static bool write_further(const struct page *page, int number)
{
    char attribute[2][32], summary[2][64];
    snprintf(attribute[0], sizeof attribute[0], "scenario_text_%d", number);
    snprintf(attribute[1], sizeof attribute[1], "scenario_resolved_%d", number);
    snprintf(summary[0], sizeof summary[0], "File %d, as given", number);
    snprintf(summary[1], sizeof summary[1], "File %d, as resolved", number);
    return write_text(page, summary[0], attribute[0]) && write_text(page, summary[1], attribute[1]);
}

enum kith_status section_scenario(const struct page *page)
{
    write_text(page, "As given", "scenario");
    write_text(page, "As resolved: every parameter with its value", "scenario_resolved");
    for (int number = 1; write_further(page, number);)
        number++;
    return KITH_OK;
}
