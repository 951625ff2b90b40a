/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verdict on the primary outcome, in sentences. */
#include "experiment/page/finding.h"
#include "scenario/scenario.h"

static void write_sentence(const struct page *page, const char *class, const char *sentence)
{
    page_print(page->stream, "<p class=\"%s\">", class);
    page_sentence(page->stream, sentence);
    fputs("</p>\n", page->stream);
}

static void write_arm(const struct page *page, size_t arm)
{
    const struct kith_study *study = page->study;
    const struct kith_study_outcome *primary = &study->outcome[study->primary];
    const struct kith_difference *d = page_difference(page, study->primary, arm);
    char text[KITH_SENTENCE];
    page_print(page->stream, "<div class=\"verdict\">\n<p><strong>%s</strong> against %s: <strong>", study->arm[arm],
               study->arm[page->reference]);
    finding_write(page, d->finding);
    fputs("</strong></p>\n", page->stream);
    write_sentence(page, "first", kith_verdict_sentence(primary, study->arm[arm], study->arm[page->reference], d, text));
    const struct kith_rows rows = {study, NULL, study->outcomes, study->primary, page->difference, page->reference};
    char beyond[KITH_BEYOND];
    kith_beyond_sentence(&rows, arm, beyond);
    if (beyond[0])
        write_sentence(page, "first", beyond);
    write_sentence(page, "more", kith_cohort_sentence(primary, d, text));
    fputs("</div>\n", page->stream);
}

enum kith_status section_answer(const struct page *page)
{
    const struct kith_study *study = page->study;
    const struct kith_study_outcome *primary = &study->outcome[study->primary];
    bool may_be[SCENARIO_ARMS_MAX];
    char text[KITH_SENTENCE];
    if (study->arms < 2) {
        page_absent(page, "This file holds one arm, so there is nothing to compare it with: add a second arm to the scenario.");
        return KITH_OK;
    }
    for (size_t a = 0; a < study->arms; a++)
        if (a != page->reference)
            write_arm(page, a);
    if (study->arms > 2 && study->arms <= SCENARIO_ARMS_MAX) {
        kith_best(primary->value, study->arms, study->replicates, primary->better, may_be);
        write_sentence(page, "more", kith_best_sentence(study, primary, may_be, text));
    }
    return KITH_OK;
}
