/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Weekly curves over simulated schools, and a few schools by themselves. Of levels: median, 50% and 90% bands. Of differences: the mean with its 95% interval
 * over quarters of a year, as single weeks' luck reads like an effect that comes and goes; and the 90% band.
 */
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/compare/paired.h"
#include "experiment/page/chart.h"
#include "experiment/page/phases.h"

enum { SCHOOLS_SHOWN = 4, POINTS_MAX = 520, SMOOTH = 13 /* weeks, as in scripts/plot.py */ };

/* One variable over another, in each arm, school and week; or the difference of these from the reference arm, which share is smoothed for. */
struct curves {
    const struct page *page;
    double *share; /* [arms][replicates][weeks] */
    bool difference;
    double scale;   /* 100 for percentage points */
    double *column; /* room for two values per school */
};

static double value_at(const struct curves *c, size_t arm, size_t replicate, size_t week)
{
    const struct kith_study *s = c->page->study;
    double own = c->share[(arm * s->replicates + replicate) * s->weeks + week];
    if (c->difference)
        own -= c->share[(c->page->reference * s->replicates + replicate) * s->weeks + week];
    return c->scale * own;
}

/* In place of the middle of schools' differences: their mean, and its 95% interval. */
static void put_mean(struct curves *c, size_t arm, size_t week, double at[5])
{
    const struct kith_study *s = c->page->study;
    for (size_t r = 0; r < s->replicates; r++) {
        c->column[r] = c->share[(arm * s->replicates + r) * s->weeks + week];
        c->column[s->replicates + r] = c->share[(c->page->reference * s->replicates + r) * s->weeks + week];
    }
    struct paired paired = paired_compare(c->column, c->column + s->replicates, s->replicates);
    at[1] = c->scale * paired.low;
    at[2] = c->scale * paired.difference;
    at[3] = c->scale * paired.high;
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
        if (c->difference)
            put_mean(c, arm, week, at);
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

/* Each week's mean with the six weeks before and after; fewer at the ends. */
static bool smooth(const struct kith_study *s, double *share)
{
    double *own = malloc((s->weeks + 1) * sizeof *own);
    for (size_t school = 0; own && school < s->arms * s->replicates; school++) {
        memcpy(own, share + school * s->weeks, s->weeks * sizeof *own);
        for (size_t w = 0; w < s->weeks; w++) {
            double sum = 0, count = 0;
            for (size_t k = w < SMOOTH / 2 ? 0 : w - SMOOTH / 2; k <= w + SMOOTH / 2 && k < s->weeks; k++) {
                count += !isnan(own[k]);
                sum += isnan(own[k]) ? 0 : own[k];
            }
            share[school * s->weeks + w] = count > 0 ? sum / count : (double)NAN;
        }
    }
    bool well = own != NULL;
    free(own);
    return well;
}

#define BANDS                                                                                                                    \
    "The thick line is the median of the simulated schools; half of them lie in the dark band, 90% in the light one; thin "      \
    "lines are "                                                                                                                 \
    "single schools."

static const struct chart_words
    distress_words = {"chart-distress", "Share of students in simulated distress, week by week.", BANDS},
    gap_words = {
        "chart-distress-difference", "The same, less the reference arm, in percentage points.",
        "School by school, so that luck cancels: below 0 there is less simulated distress than "
        "in the reference arm. The thick line is the mean of the simulated schools, each smoothed over 13 weeks; the dark "
        "band its 95% interval, the light one 90% of the schools; thin lines are single schools. Where the dark "
        "band holds 0, the difference may be luck: its ups and downs are no effects that come and go."};

/* Years on campus and on placement apart: together, the share jumps whenever one of them is away on holiday. */
static const struct chart_words alone_words[CALENDAR_PHASES] = {
    [CALENDAR_CAMPUS] = {"chart-isolated-campus", "Students in campus years: share with no friend at hand.",
                         "A friend at hand is a close friend in the same place that week. Those who have just entered have none "
                         "yet, so each year begins high. Gaps are these years' holidays. " BANDS},
    [CALENDAR_PLACEMENT] = {
        "chart-isolated-placement", "Students in placement years: share with no friend at hand.",
        "The same, of those whose year of the course is spent on placement. Mind the scale: it is its own. " BANDS}};

static enum kith_status write_alone(struct curves *c)
{
    enum kith_status status = KITH_OK;
    for (int phase = 0; phase < CALENDAR_PHASES && status == KITH_OK; phase++) {
        status = phases_alone(c->page, (enum calendar_phase)phase, &c->share);
        if (status == KITH_OK && c->share)
            status = write_curves(c, &alone_words[phase]);
        free(c->share);
    }
    return status;
}

enum kith_status section_weeks(const struct page *page)
{
    struct curves c = {.page = page, .scale = 1};
    enum kith_status status;
    c.column = malloc(2 * page->study->replicates * sizeof *c.column);
    if (!c.column)
        return KITH_FAILED;
    c.share = share_of(page, "distressed", "students", &status);
    if (status == KITH_OK)
        status = write_curves(&c, &distress_words);
    if (status == KITH_OK && page->study->arms > 1 && !smooth(page->study, c.share))
        status = KITH_FAILED;
    if (status == KITH_OK && page->study->arms > 1)
        status = write_curves(&(struct curves){page, c.share, true, 100, c.column}, &gap_words);
    free(c.share);
    if (status == KITH_OK)
        status = write_alone(&c);
    free(c.column);
    return status;
}
