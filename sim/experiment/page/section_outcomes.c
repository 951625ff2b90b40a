/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of outcomes: those that arms are compared by, and those that are held against the evidence. */
#include <math.h>
#include <string.h>

#include "experiment/outcome/outcome.h"
#include "experiment/page/finding.h"

static void write_label(const struct page *page, const struct kith_study_outcome *outcome)
{
    const char *unit = finding_unit(outcome);
    page_print(page->stream, "<th scope=\"row\">%s%s%s%s</th>", outcome->label, unit[0] ? " [" : "", unit, unit[0] ? "]" : "");
}

static void write_level(const struct page *page, const struct kith_study_outcome *outcome, double value)
{
    char text[KITH_NUMBER];
    page_print(page->stream, isnan(value) ? "<td class=\"none\">%s</td>" : "<td>%s</td>",
               kith_level_text(value, outcome->share, text));
}

static void write_difference(const struct page *page, size_t outcome, size_t arm)
{
    const struct kith_difference *d = page_difference(page, outcome, arm);
    const struct kith_study_outcome *o = &page->study->outcome[outcome];
    char text[KITH_NUMBER];
    if (page->study->arms > 2)
        page_print(page->stream, "<td class=\"words\">%s</td>", page->study->arm[arm]);
    if (d->finding == KITH_NOT_COMPARABLE) {
        fputs("<td class=\"none\">-</td><td class=\"none\">-</td><td class=\"none\">-</td>", page->stream);
    } else {
        page_print(page->stream, "<td class=\"nowrap\">%s%s</td>", kith_signed_text(d->difference, d, o->share, text),
                   o->share ? " points" : "");
        page_print(page->stream, isnan(d->low) ? "<td class=\"none\">%s</td>" : "<td class=\"nowrap\">%s</td>",
                   kith_interval_text(d, o->share, text));
        page_print(page->stream, "<td class=\"nowrap\">%lld of %lld</td>", (long long)d->lower_in, (long long)d->pairs);
    }
    page_print(page->stream, isnan(o->matters) ? "<td class=\"none\">%s</td>" : "<td class=\"nowrap\">%s</td>",
               kith_margin_text(o->matters, o->share, text));
    fputs("<td class=\"words nowrap\">", page->stream);
    finding_write(page, d->finding);
    fputs("</td></tr>\n", page->stream);
}

/* False for outcomes that only one arm has (of supporters, say). */
static bool is_compared(const struct page *page, size_t outcome)
{
    for (size_t a = 0; a < page->study->arms; a++)
        if (a != page->reference && page_difference(page, outcome, a)->finding != KITH_NOT_COMPARABLE)
            return true;
    return false;
}

static void write_means(const struct page *page, size_t outcome)
{
    write_label(page, &page->study->outcome[outcome]);
    for (size_t a = 0; a < page->study->arms; a++)
        write_level(page, &page->study->outcome[outcome], page_difference(page, outcome, a)->mean);
}

/* A row per arm that is compared; label and means stand in the first. */
static void write_rows(const struct page *page, size_t outcome)
{
    const struct kith_study *study = page->study;
    size_t written = 0;
    for (size_t a = 0; a < study->arms; a++) {
        if (a == page->reference)
            continue;
        page_print(page->stream, "<tr class=\"%s\">", outcome == study->primary ? "primary" : "other");
        if (written++ == 0) {
            write_means(page, outcome);
        } else {
            page_print(page->stream, "<td colspan=\"%zu\"></td>", 1 + study->arms);
        }
        write_difference(page, outcome, a);
    }
}

static void write_arm_heads(const struct page *page)
{
    fputs("<thead><tr><th scope=\"col\">Outcome</th>", page->stream);
    for (size_t a = 0; a < page->study->arms; a++)
        page_print(page->stream, "<th scope=\"col\">%s</th>", page->study->arm[a]);
}

/* What can be said of some arms only. */
static void write_others(const struct page *page)
{
    const struct kith_study *study = page->study;
    bool begun = false;
    for (size_t k = 0; k < study->outcomes; k++) {
        if (study->outcome[k].checked || is_compared(page, k) || !finding_tells(page, k))
            continue;
        if (!begun) {
            fputs("<div class=\"table\" role=\"region\" aria-label=\"Outcomes of some arms only\" "
                  "tabindex=\"0\">\n<table>\n<caption>In some arms "
                  "only (an arm without supporters has none to measure), so there is no difference to speak of.</caption>\n",
                  page->stream);
            write_arm_heads(page);
            fputs("</tr></thead>\n<tbody>\n", page->stream);
        }
        begun = true;
        fputs("<tr>", page->stream);
        write_means(page, k);
        fputs("</tr>\n", page->stream);
    }
    if (begun)
        fputs("</tbody>\n</table>\n</div>\n", page->stream);
}

static void write_compared(const struct page *page)
{
    const struct kith_study *study = page->study;
    fputs("<div class=\"table\" role=\"region\" aria-label=\"Verdict table\" tabindex=\"0\">\n<table id=\"verdicts\">\n",
          page->stream);
    page_print(
        page->stream,
        "<caption>Means over simulated schools; differences from <strong>%s</strong>. The first question of the scenario is in "
        "bold. With so many rows, some intervals miss 0 by luck alone. Points are percentage points.</caption>\n",
        study->arm[page->reference]);
    write_arm_heads(page);
    if (study->arms > 2)
        fputs("<th scope=\"col\" class=\"words\">Arm compared</th>", page->stream);
    fputs("<th scope=\"col\">Difference</th><th scope=\"col\">95% interval</th><th scope=\"col\">Lower in</th>"
          "<th scope=\"col\">Smallest that matters</th><th scope=\"col\" class=\"words\">Verdict</th></tr></thead>\n<tbody>\n",
          page->stream);
    write_rows(page, study->primary);
    for (size_t k = 0; k < study->outcomes; k++)
        if (k != study->primary && !study->outcome[k].checked && finding_tells(page, k) && is_compared(page, k))
            write_rows(page, k);
    fputs("</tbody>\n</table>\n</div>\n", page->stream);
}

enum kith_status section_outcomes(const struct page *page)
{
    if (page->study->arms > 1)
        write_compared(page);
    write_others(page);
    fputs("<p>Outcomes that are 0 or missing in every arm are in the file only. A friend at hand is a close friend "
          "who shares a day of the week in one place. The worst site is a maximum: with fewer students at each site it is higher "
          "by "
          "luck, too.</p>\n",
          page->stream);
    return KITH_OK;
}

/* What the evidence asks of an outcome of this name, if this kith knows it: "T1: 0.22 to 0.32". */
static const char *target_of(const char *name)
{
    const struct outcome *outcome = outcome_find(name);
    return outcome ? outcome->target : NULL;
}

enum kith_status section_evidence(const struct page *page)
{
    char text[KITH_NUMBER];
    const struct kith_study *study = page->study;
    page_print(
        page->stream,
        "<p>Where the model is known to be off, a row says so. Of arm <strong>%s</strong>; targets are explained in kith's "
        "README.</p>\n<div class=\"table\" role=\"region\" aria-label=\"The model against the evidence\" "
        "tabindex=\"0\">\n<table>\n<thead><tr><th scope=\"col\">Outcome</th><th scope=\"col\">Model</th><th scope=\"col\" "
        "class=\"words\">Target</th><th scope=\"col\" class=\"words\">Met?</th></tr></thead>\n<tbody>\n",
        study->arm[page->reference]);
    for (size_t k = 0; k < study->outcomes; k++) {
        const char *target = study->outcome[k].checked ? target_of(study->outcome[k].name) : NULL;
        const struct kith_difference *level = page_difference(page, k, page->reference);
        if (!target)
            continue;
        fputs("<tr>", page->stream);
        write_label(page, &study->outcome[k]);
        write_level(page, &study->outcome[k], level->mean);
        page_print(page->stream, "<td class=\"words\">%s</td><td class=\"words\">%s</td></tr>\n",
                   kith_target_text(target, study->outcome[k].share, text), kith_target_words(target, level));
    }
    fputs("</tbody>\n</table>\n</div>\n", page->stream);
    return KITH_OK;
}
