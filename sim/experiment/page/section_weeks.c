/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weekly curves: median, 50% and 90% bands over simulated schools, and a few schools by themselves. */
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "experiment/page/chart.h"

enum { SCHOOLS_SHOWN = 4, POINTS_MAX = 520 };

/* One variable over another, in each arm, school and week; or the difference of these from the reference arm. */
struct curves {
    const struct page *page;
    double *share; /* [arms][replicates][weeks] */
    bool difference;
    double scale;   /* 100 for percentage points */
    double *column; /* room for a value per school */
};

static double value_at(const struct curves *c, size_t arm, size_t replicate, size_t week)
{
    const struct kith_study *s = c->page->study;
    double own = c->share[(arm * s->replicates + replicate) * s->weeks + week];
    if (c->difference)
        own -= c->share[(c->page->reference * s->replicates + replicate) * s->weeks + week];
    return c->scale * own;
}

/* NaN where fewer than half of the schools have a number. */
static json_t *band_of(struct curves *c, int panel, size_t arm, size_t week)
{
    const struct kith_study *s = c->page->study;
    size_t count = 0;
    double at[5] = {NAN, NAN, NAN, NAN, NAN};
    static const double quantiles[5] = {0.05, 0.25, 0.5, 0.75, 0.95};
    for (size_t r = 0; r < s->replicates; r++) {
        double value = value_at(c, arm, r, week);
        if (!isnan(value))
            c->column[count++] = value;
    }
    if (count > 0 && 2 * count >= s->replicates) {
        gsl_sort(c->column, 1, count);
        for (int k = 0; k < 5; k++)
            at[k] = gsl_stats_quantile_from_sorted_data(c->column, 1, count, quantiles[k]);
    }
    return json_pack("{s:i,s:i,s:o,s:o,s:o,s:o,s:o}", "panel", panel, "week", (int)week, "low", chart_number(at[0]), "lower",
                     chart_number(at[1]), "middle", chart_number(at[2]), "upper", chart_number(at[3]), "high",
                     chart_number(at[4]));
}

static void add_panel(struct curves *c, struct chart *chart, int panel, size_t arm)
{
    const struct kith_study *s = c->page->study;
    size_t step = 1 + (s->weeks - 1) / POINTS_MAX, schools = s->replicates < SCHOOLS_SHOWN ? s->replicates : SCHOOLS_SHOWN;
    json_t *bands = chart_rows(chart, "band"), *lines = chart_rows(chart, "school");
    chart_add(chart, chart_rows(chart, "panel"), json_pack("{s:i,s:s}", "panel", panel, "name", s->arm[arm]));
    for (size_t w = 0; w < s->weeks; w += step) {
        chart_add(chart, bands, band_of(c, panel, arm, w));
        for (size_t r = 0; r < schools; r++)
            chart_add(chart, lines,
                      json_pack("{s:i,s:i,s:i,s:o}", "panel", panel, "school", s->replicate[r], "week", (int)w, "value",
                                chart_number(value_at(c, arm, r, w))));
    }
}

static enum kith_status write_curves(struct curves *c, const struct chart_words *words)
{
    struct chart chart;
    int panel = 0;
    const struct kith_study *s = c->page->study;
    chart_init(&chart, ASSET_CHART_WEEKS);
    chart_signal(&chart, "difference", json_boolean(c->difference));
    chart_signal(&chart, "numbers", json_string(c->difference ? "+.2~f" : ".0%"));
    if (!c->difference)
        add_panel(c, &chart, panel++, c->page->reference);
    for (size_t a = 0; a < s->arms; a++)
        if (a != c->page->reference)
            add_panel(c, &chart, panel++, a);
    enum kith_status status = chart_write(&chart, c->page, words, NULL, 0);
    chart_clear(&chart);
    return status;
}

/* part / whole; NULL without memory or where the file lacks one, which status tells apart. */
static double *share_of(const struct page *page, const char *part, const char *whole, enum kith_status *status)
{
    const struct kith_study *s = page->study;
    size_t size = s->arms * s->replicates * s->weeks;
    double *above = NULL, *below = NULL;
    *status = kith_study_weekly(s, part, &above, page->report);
    if (*status == KITH_OK)
        *status = kith_study_weekly(s, whole, &below, page->report);
    for (size_t k = 0; k < size && *status == KITH_OK; k++)
        above[k] = below[k] > 0 ? above[k] / below[k] : (double)NAN;
    free(below);
    if (*status == KITH_OK)
        return above;
    free(above);
    return NULL;
}

#define BANDS                                                                                                                    \
    "The thick line is the median of the simulated schools; half of them lie in the dark band, 90% in the light one; thin "      \
    "lines are "                                                                                                                 \
    "single schools."

static const struct chart_words
    distress_words = {"chart-distress", "Share of students in simulated distress, week by week.", BANDS},
    gap_words = {"chart-distress-difference", "The same, less the reference arm, in percentage points.",
                 "School by school, so that luck cancels: below 0 there is less simulated distress than "
                 "in the reference arm. " BANDS},
    alone_words = {"chart-isolated", "Share of students with no friend at hand, in teaching and placement weeks.",
                   "A friend at hand is a close friend in the same place that week. Gaps are holidays. " BANDS};

enum kith_status section_weeks(const struct page *page)
{
    struct curves c = {.page = page, .scale = 1};
    enum kith_status status;
    c.column = malloc(page->study->replicates * sizeof *c.column);
    if (!c.column)
        return KITH_FAILED;
    c.share = share_of(page, "distressed", "students", &status);
    if (status == KITH_OK)
        status = write_curves(&c, &distress_words);
    if (status == KITH_OK && page->study->arms > 1)
        status = write_curves(&(struct curves){page, c.share, true, 100, c.column}, &gap_words);
    free(c.share);
    c.share = status == KITH_OK ? share_of(page, "isolated", "teaching", &status) : NULL;
    if (status == KITH_OK)
        status = write_curves(&c, &alone_words);
    free(c.share);
    free(c.column);
    return status;
}
