/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Differences with their intervals, each as a multiple of its outcome's smallest difference that matters. */
#include <math.h>

#include "experiment/page/chart.h"
#include "experiment/page/finding.h"

static json_t *dot_of(const struct page *page, size_t outcome, size_t arm, int row, int place)
{
    const struct kith_study_outcome *o = &page->study->outcome[outcome];
    const struct kith_difference *d = page_difference(page, outcome, arm);
    char words[KITH_SENTENCE];
    kith_verdict_sentence(o, page->study->arm[arm], page->study->arm[page->reference], d, words);
    return json_pack("{s:i,s:i,s:s,s:o,s:o,s:o,s:o,s:o,s:b,s:s,s:s}", "row", row, "arm", place, "name", page->study->arm[arm],
                     "difference", chart_number(d->difference / o->matters), "low", chart_number(d->low / o->matters), "high",
                     chart_number(d->high / o->matters), "one_low", chart_number(d->one_low / o->matters), "one_high",
                     chart_number(d->one_high / o->matters), "sure", d->finding != KITH_NEEDS_MORE, "finding",
                     kith_finding_words(d->finding), "words", words);
}

static void add_outcome(struct chart *chart, const struct page *page, size_t outcome, int row)
{
    int place = 0;
    chart_add(chart, chart_rows(chart, "outcome"),
              json_pack("{s:i,s:s,s:b}", "row", row, "label", page->study->outcome[outcome].label, "primary",
                        outcome == page->study->primary));
    for (size_t a = 0; a < page->study->arms; a++) {
        if (a == page->reference)
            continue;
        if (page_difference(page, outcome, a)->finding != KITH_NOT_COMPARABLE)
            chart_add(chart, chart_rows(chart, "difference"), dot_of(page, outcome, a, row, place));
        place++;
    }
}

static bool is_drawn(const struct page *page, size_t outcome)
{
    const struct kith_study_outcome *o = &page->study->outcome[outcome];
    bool compared = false;
    for (size_t a = 0; a < page->study->arms; a++)
        compared |= a != page->reference && page_difference(page, outcome, a)->finding != KITH_NOT_COMPARABLE;
    return compared && !o->checked && o->matters > 0 && finding_tells(page, outcome);
}

enum kith_status section_dots(const struct page *page)
{
    static const struct chart_words words = {"chart-differences", "Differences from the reference arm.",
                                             "Each mark is a mean difference over pairs of simulated schools, its thick line the "
                                             "95% interval, its dotted line what 90% of single pairs "
                                             "show. Within the grey band a difference is too small to matter. Filled marks have "
                                             "a verdict; hollow ones need more runs."};
    const struct kith_study *study = page->study;
    struct chart chart;
    int row = 0;
    if (study->arms < 2)
        return KITH_OK;
    chart_init(&chart, ASSET_CHART_DOTS);
    for (size_t a = 0; a < study->arms; a++)
        if (a != page->reference)
            chart_add(&chart, chart_rows(&chart, "arm"), json_pack("{s:s}", "name", study->arm[a]));
    chart_signal(&chart, "arms", json_integer((json_int_t)study->arms - 1));
    if (is_drawn(page, study->primary))
        add_outcome(&chart, page, study->primary, row++);
    for (size_t k = 0; k < study->outcomes; k++)
        if (k != study->primary && is_drawn(page, k))
            add_outcome(&chart, page, k, row++);
    enum kith_status status = row ? chart_write(&chart, page, &words, NULL, 0) : KITH_OK;
    chart_clear(&chart);
    return status;
}
