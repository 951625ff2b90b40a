/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which assumptions would overturn the answer: the sweep that the file holds, one assumed parameter at a time at either end of its range. */
#include <string.h>

#include "experiment/page/chart.h"
#include "experiment/page/finding.h"

enum { SHOWN_MAX = 25 }; /* bars, as the caption says; all are told in sentences */

static json_t *swing_of(const struct kith_swing *s, int row)
{
    return json_pack(
        "{s:i,s:o,s:b,s:o,s:o,s:o,s:o,s:o,s:o}", "row", row, "label",
        json_sprintf("%s from %g to %g%s", s->path, s->low_value, s->high_value, kith_swing_flips(s) ? ": the sign turns" : ""),
        "flips", kith_swing_flips(s), "at_low", chart_number(s->at_low), "at_low_from", chart_number(s->at_low_from), "at_low_to",
        chart_number(s->at_low_to), "at_high", chart_number(s->at_high), "at_high_from", chart_number(s->at_high_from),
        "at_high_to", chart_number(s->at_high_to));
}

/* The outcome that the sweep is of. */
static const struct kith_study_outcome *outcome_of(const struct page *page, const struct kith_swings *swings)
{
    for (size_t k = 0; k < page->study->outcomes && swings->outcome; k++)
        if (strcmp(page->study->outcome[k].name, swings->outcome) == 0)
            return &page->study->outcome[k];
    return &page->study->outcome[page->study->primary];
}

static enum kith_status write_figure(const struct page *page, const struct kith_swings *swings, size_t arm)
{
    const struct kith_study_outcome *primary = outcome_of(page, swings);
    const char *unit = kith_difference_unit(primary->unit, false);
    size_t shown = swings->count < SHOWN_MAX ? swings->count : SHOWN_MAX;
    char id[64], title[256], caption[KITH_SENTENCE];
    struct chart chart;
    size_t flips = 0;
    for (size_t k = 0; k < swings->count; k++)
        flips += kith_swing_flips(&swings->at[k]);
    snprintf(
        caption, sizeof caption,
        "%zu assumptions moved it, the most influential first%s; %zu of them turn its sign beyond luck, and %zu changed nothing. "
        "Each bar goes from the difference with the parameter at the low end of its plausible range (circle) to that at the high "
        "end (square), others as in the scenario; thin lines are 95%% intervals, the dashed line is the difference as the "
        "scenario stands. Within the grey band it is too small to matter.%s%s%s",
        swings->count, shown < swings->count ? " (the first 25 are drawn)" : "", flips, swings->inert_count,
        swings->rule ? " The plausible range is " : "", swings->rule ? swings->rule : "", swings->rule ? "." : "");
    snprintf(id, sizeof id, "chart-assumptions-%zu", arm);
    snprintf(title, sizeof title, "What each assumption does to the difference of %s from %s: %s.", page->study->arm[arm],
             swings->reference, primary->label);
    const struct chart_words words = {id, title, caption};
    chart_init(&chart, ASSET_CHART_SWINGS);
    chart_signal(&chart, "matters", chart_number(primary->matters));
    chart_signal(&chart, "base", chart_number(swings->at[0].base));
    chart_signal(&chart, "unit", json_sprintf("%s%s", unit[0] ? ", " : "", unit));
    for (size_t k = 0; k < shown; k++)
        chart_add(&chart, chart_rows(&chart, "swing"), swing_of(&swings->at[k], (int)k));
    enum kith_status status = chart_write(&chart, page, &words, NULL, 0);
    chart_clear(&chart);
    return status;
}

static void write_sentences(const struct page *page, const struct kith_swings *swings, size_t arm)
{
    const struct kith_study_outcome *primary = outcome_of(page, swings);
    char text[KITH_SENTENCE];
    page_print(page->stream, "<details><summary>The same in sentences (%s; %lld simulated schools at each end)</summary><ul>\n",
               page->study->arm[arm], (long long)swings->replicates);
    for (size_t k = 0; k < swings->count; k++)
        page_print(page->stream, "<li>%s</li>\n", kith_swing_sentence(&swings->at[k], primary->unit, text));
    fputs("</ul></details>\n", page->stream);
}

static enum kith_status write_arm(const struct page *page, size_t arm)
{
    struct kith_swings swings = {0};
    enum kith_status status = kith_study_swings(page->study, arm, &swings, page->report);
    bool other = status == KITH_OK && swings.reference && strcmp(swings.reference, page->study->arm[arm]) != 0;
    if (other && swings.count > 0)
        status = write_figure(page, &swings, arm);
    if (other && swings.count > 0 && status == KITH_OK)
        write_sentences(page, &swings, arm);
    kith_swings_clear(&swings);
    return status;
}

enum kith_status section_assumptions(const struct page *page)
{
    enum kith_status status = KITH_OK;
    if (!archive_read_has(page->file, "assumptions")) {
        page_print(
            page->stream,
            "<p class=\"absent\">Not run: what happens to the difference when an assumed parameter is at either end of its "
            "plausible range. To see which assumptions would overturn the answer: <code>kith compare %s "
            "--assumptions</code></p>\n",
            page->study->scenario_file[0] ? page->study->scenario_file : "SCENARIO.yaml");
        return KITH_OK;
    }
    for (size_t arm = 0; arm < page->study->arms && status == KITH_OK; arm++)
        status = write_arm(page, arm);
    return status;
}
