/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verdict under each rival hypothesis of how distress passes on; what was not run is said, with the commands. */
#include <stdlib.h>
#include <string.h>

#include "experiment/page/finding.h"

/* How distress passes on, in words. */
static const char *words_of(const char *influence)
{
    if (strcmp(influence, "per_contact") == 0)
        return "each friend in distress raises the chance of an onset";
    if (strcmp(influence, "healthy_friends") == 0)
        return "friends who are well protect, and speed recovery";
    return "distress does not pass between friends";
}

static enum kith_status write_command(const struct page *page, const char *influence)
{
    char *command = kith_study_command(page->study, page->program, influence);
    char *file = kith_study_rival_path(page->study, influence);
    char *word = file ? kith_shell_word(file) : NULL, *own = kith_shell_word(page->study->path);
    enum kith_status status = command && word && own ? KITH_OK : KITH_FAILED;
    if (status == KITH_OK)
        page_print(page->stream, "<td class=\"words\">not run: <code>%s</code>, then <code>%s report %s", command, page->program,
                   own);
    for (size_t k = 0; k < page->rival_count && status == KITH_OK; k++) {
        char *rival = kith_shell_word(page->rivals[k]->path);
        status = rival ? KITH_OK : KITH_FAILED;
        if (rival)
            page_print(page->stream, " %s", rival);
        free(rival);
    }
    if (status == KITH_OK)
        page_print(page->stream, " %s</code></td>", word);
    free(command);
    free(file);
    free(word);
    free(own);
    return status;
}

static enum kith_status write_verdicts(const struct page *page, const struct kith_study *study)
{
    const char *primary = page->study->outcome[page->study->primary].name;
    struct kith_difference *d = calloc(study->arms, sizeof *d);
    size_t outcome = kith_study_outcome_index(study, primary);
    enum kith_status status = !d                          ? KITH_FAILED
                              : outcome < study->outcomes ? kith_study_compare(study, outcome, page->reference, d)
                                                          : KITH_OK;
    fputs("<td class=\"words\">", page->stream);
    for (size_t a = 0; a < study->arms && status == KITH_OK && outcome < study->outcomes; a++) {
        char text[2 * KITH_NUMBER];
        if (a == page->reference)
            continue;
        page_print(page->stream, "%s: ", study->arm[a]);
        finding_write(page, d[a].finding);
        page_print(page->stream, ", %s<br>", kith_difference_text(&d[a], study->outcome[outcome].share, text));
    }
    fputs("</td>", page->stream);
    free(d);
    return status;
}

enum kith_status section_influence(const struct page *page)
{
    enum kith_status status = KITH_OK;
    page_print(page->stream,
               "<p>Whether simulated distress passes between friends is disputed; there are three rival hypotheses, and a "
               "verdict that holds under "
               "one alone is worth little.%s</p>\n<div class=\"table\" role=\"region\" aria-label=\"Influence hypotheses\" "
               "tabindex=\"0\">\n<table id=\"influence\">\n<caption>%s</caption>\n<thead><tr><th "
               "scope=\"col\">Hypothesis</th><th scope=\"col\" "
               "class=\"words\">Verdict</th></tr></thead>\n<tbody>\n",
               page->study->influence ? "" : " Arms differ in their hypothesis, so this file is of none of them.",
               page->study->outcome[page->study->primary].label);
    for (size_t k = 0; kith_influence(k) && status == KITH_OK; k++) {
        const struct kith_study *study = kith_study_under(page->study, page->rivals, page->rival_count, kith_influence(k));
        page_print(page->stream, "<tr><th scope=\"row\"><code>%s</code>: %s</th>", kith_influence(k),
                   words_of(kith_influence(k)));
        if (study)
            status = write_verdicts(page, study);
        else
            status = write_command(page, kith_influence(k));
        fputs("</tr>\n", page->stream);
    }
    fputs("</tbody>\n</table>\n</div>\n", page->stream);
    return status;
}
