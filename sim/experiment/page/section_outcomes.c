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

/* A cell that bears its column's name, for windows in which a row is shown as a card. */
static void write_cell(const struct page *page, const char *head, const char *text, const char *unit)
{
    bool none = strcmp(text, "-") == 0;
    page_print(page->stream, "<td class=\"%s\" data-head=\"%s\">%s%s</td>", none ? "none" : "nowrap", head, text,
               none ? "" : unit);
}

static void write_level(const struct page *page, size_t outcome, size_t arm, const char *head)
{
    char text[KITH_NUMBER];
    double mean = page_difference(page, outcome, arm)->mean;
    write_cell(page, head, kith_study_level_text(page->study, outcome, arm, mean, text), "");
}

static const char *better_words(enum kith_better better)
{
    return better == KITH_BETTER_LOWER ? "lower" : better == KITH_BETTER_HIGHER ? "higher" : "-";
}

static void write_difference(const struct page *page, size_t outcome, size_t arm)
{
    const struct kith_difference *d = page_difference(page, outcome, arm);
    const struct kith_study_outcome *o = &page->study->outcome[outcome];
    char text[KITH_NUMBER];
    bool compared = d->finding != KITH_NOT_COMPARABLE;
    write_cell(page, "Difference", compared ? kith_signed_text(d->difference, d, o->share, text) : "-",
               o->share ? " points" : "");
    write_cell(page, "95% interval", compared ? kith_interval_text(d, o->share, text) : "-", "");
    snprintf(text, sizeof text, "%lld of %lld", (long long)d->lower_in, (long long)d->pairs);
    write_cell(page, "Lower in", compared ? text : "-", "");
    write_cell(page, "Smallest that matters", kith_margin_text(o->matters, o->share, text), "");
    write_cell(page, "Better if", better_words(o->better), "");
    fputs("<td class=\"words\" data-head=\"Verdict\">", page->stream);
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
        write_level(page, outcome, a, page->study->arm[a]);
}

/* More than two arms: a row for each, the reference first, so that no number of arms widens the table. */
static void write_arm(const struct page *page, size_t outcome, size_t arm)
{
    page_print(page->stream, "<td class=\"words\" data-head=\"Arm\">%s</td>", page->study->arm[arm]);
    write_level(page, outcome, arm, "Mean");
    if (arm == page->reference)
        fputs("<td class=\"rest\" colspan=\"6\"></td></tr>\n", page->stream);
    else
        write_difference(page, outcome, arm);
}

static void write_rows(const struct page *page, size_t outcome)
{
    const struct kith_study *study = page->study;
    const char *kind = outcome == study->primary ? "primary" : "other";
    page_print(page->stream, "<tr class=\"%s\">", kind);
    if (study->arms == 2) {
        write_means(page, outcome);
        write_difference(page, outcome, 1 - page->reference);
        return;
    }
    write_label(page, &study->outcome[outcome]);
    write_arm(page, outcome, page->reference);
    for (size_t a = 0; a < study->arms; a++) {
        if (a == page->reference)
            continue;
        page_print(page->stream, "<tr class=\"%s\"><td class=\"rest\"></td>", kind);
        write_arm(page, outcome, a);
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
                  "tabindex=\"0\">\n<table class=\"cards\">\n<caption>In some arms "
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
    fputs("<div class=\"table\" role=\"region\" aria-label=\"Verdict table\" tabindex=\"0\">\n<table id=\"verdicts\" "
          "class=\"cards\">\n",
          page->stream);
    page_print(
        page->stream,
        "<caption>Means over simulated schools; differences from <strong>%s</strong>. The outcome that the scenario asks about "
        "first is in bold. With so many rows, some intervals miss 0 by luck alone. Points are percentage points.</caption>\n",
        study->arm[page->reference]);
    if (study->arms > 2)
        fputs("<thead><tr><th scope=\"col\">Outcome</th><th scope=\"col\" class=\"words\">Arm</th><th scope=\"col\">Mean</th>",
              page->stream);
    else
        write_arm_heads(page);
    fputs("<th scope=\"col\">Difference</th><th scope=\"col\">95% interval</th><th scope=\"col\">Lower in</th>"
          "<th scope=\"col\">Smallest that matters</th><th scope=\"col\">Better if</th><th scope=\"col\" "
          "class=\"words\">Verdict</th></tr></thead>\n<tbody>\n",
          page->stream);
    write_rows(page, study->primary);
    for (size_t k = 0; k < study->outcomes; k++)
        if (k != study->primary && !study->outcome[k].checked && finding_tells(page, k) && is_compared(page, k))
            write_rows(page, k);
    fputs("</tbody>\n</table>\n</div>\n", page->stream);
}

/* Words of the labels that their formulas (in the file and its export) do not need, but readers do. */
static const struct {
    const char *word, *meaning;
} glossary[] = {
    {"Named friend", "a student with whom enough hours together are banked (ties.named_at; hours fade with time); counted at the "
                     "end of the last campus year"},
    {"Close friend", "the same with more hours (ties.friend_at)"},
    {"Best friends", "the strongest of the close friends, at most six"},
    {"Friend at hand", "a close friend who shares a day of that week in one place"},
    {"Recent support", "an encounter that supported the student within the last four weeks"},
    {"Gini", "0: all students have the same; towards 1: a few have it all"},
    {"r", "the size of a change after a year of service, as a signed-rank test gives it: 0 to 1 for a rise, -1 to 0 for a fall"},
    {"SD", "standard deviation: the scale of a trait: how far students lie apart on it"},
    {"Burden", "each encounter adds to its giver's (help.burden), and half is gone after some weeks (help.burden_half_life); 0 "
               "is none, and a supporter "
               "pauses above programme.pause_burden"},
    {"Oracle", "a way to choose supporters by the true graph of friendships (programme.graph), which no school knows"},
    {"Mate, acquaintance, away",
     "in the log of encounters: the giver and the student know each other less than as close friends (acquaintance), or have no "
     "tie and were in the same place that week (mate); away is neither on campus nor at a site"},
};

static void write_glossary(const struct page *page)
{
    fputs("<details id=\"words\"><summary>What the words mean</summary>\n<dl>\n", page->stream);
    for (size_t k = 0; k < sizeof glossary / sizeof glossary[0]; k++)
        page_print(page->stream, "<dt>%s</dt><dd>%s</dd>\n", glossary[k].word, glossary[k].meaning);
    fputs("</dl></details>\n", page->stream);
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
    write_glossary(page);
    return KITH_OK;
}

/* What the evidence asks of an outcome of this name, if this kith knows it: "T1: 0.22 to 0.32". */
static const char *target_of(const char *name)
{
    const struct outcome *outcome = outcome_find(name);
    return outcome ? outcome->target : NULL;
}

/* The reference arm, or the first that measures the outcome: an arm without supporters cannot speak of them. */
static size_t measuring_arm(const struct page *page, size_t outcome)
{
    if (isnan(page_difference(page, outcome, page->reference)->mean))
        for (size_t a = 0; a < page->study->arms; a++)
            if (!isnan(page_difference(page, outcome, a)->mean))
                return a;
    return page->reference;
}

enum kith_status section_evidence(const struct page *page)
{
    char text[KITH_NUMBER];
    const struct kith_study *study = page->study;
    page_print(page->stream,
               "<p>Where the model is known to be off, a row says so. Of arm <strong>%s</strong>, or of the first that measures "
               "it, which is then named; targets are explained in kith's "
               "README.</p>\n<div class=\"table\" role=\"region\" aria-label=\"The model against the evidence\" "
               "tabindex=\"0\">\n<table>\n<thead><tr><th scope=\"col\">Outcome</th><th scope=\"col\">Model</th><th scope=\"col\" "
               "class=\"words\">Target</th><th scope=\"col\" class=\"words\">Met?</th></tr></thead>\n<tbody>\n",
               study->arm[page->reference]);
    for (size_t k = 0; k < study->outcomes; k++) {
        const char *target = study->outcome[k].checked ? target_of(study->outcome[k].name) : NULL;
        size_t arm = measuring_arm(page, k);
        const struct kith_difference *level = page_difference(page, k, arm);
        if (!target)
            continue;
        fputs("<tr>", page->stream);
        write_label(page, &study->outcome[k]);
        write_level(page, k, arm, "Model");
        page_print(page->stream, "<td class=\"words\">%s</td><td class=\"words\">%s",
                   kith_target_text(target, study->outcome[k].share, text), kith_target_words(target, level));
        if (arm != page->reference)
            page_print(page->stream, " (arm %s)", study->arm[arm]);
        fputs("</td></tr>\n", page->stream);
    }
    fputs("</tbody>\n</table>\n</div>\n", page->stream);
    return KITH_OK;
}
