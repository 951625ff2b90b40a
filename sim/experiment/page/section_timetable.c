/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is where when: years of the course and sites by weeks, as high as students are there, as dark as they are without a friend at hand. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/few.h"
#include "experiment/page/chart.h"

enum { COLUMNS_MAX = 260 };

/* One kind of row: years of the course, or sites. */
struct heat {
    const struct page *page;
    struct chart *chart;
    double *students, *isolated; /* [arms][replicates][weeks][rows] */
    size_t rows;
    int first;            /* row of the chart */
    size_t span;          /* weeks a column */
    double *mean, *alone; /* room for a value per row */
    double *most;         /* per row */
    enum kith_shown *shown;
};

/* Mean over schools and the column's weeks. alone: share of those there; NaN where nobody is, or in holidays. */
static void take_column(struct heat *h, size_t arm, size_t week)
{
    const struct kith_study *s = h->page->study;
    size_t end = week + h->span < s->weeks ? week + h->span : s->weeks;
    for (size_t row = 0; row < h->rows; row++) {
        double students = 0, isolated = 0, count = 0;
        for (size_t r = 0; r < s->replicates; r++)
            for (size_t w = week; w < end; w++) {
                size_t at = ((arm * s->replicates + r) * s->weeks + w) * h->rows + row;
                if (isnan(h->students[at]) || isnan(h->isolated[at]))
                    continue;
                students += h->students[at];
                isolated += h->isolated[at];
                count++;
            }
        h->mean[row] = count > 0 ? students / count : 0;
        h->alone[row] = students > 0 ? isolated / students : (double)NAN;
    }
}

static void find_most(struct heat *h)
{
    const struct kith_study *s = h->page->study;
    for (size_t a = 0; a < s->arms; a++)
        for (size_t w = 0; w < s->weeks; w += h->span) {
            take_column(h, a, w);
            for (size_t row = 0; row < h->rows; row++)
                h->most[row] = h->mean[row] > h->most[row] ? h->mean[row] : h->most[row];
        }
}

/* Rows of one kind share a scale of heights, so that sites can be compared. */
static void add_cells(struct heat *h)
{
    const struct kith_study *s = h->page->study;
    json_t *cells = chart_rows(h->chart, "cell");
    double most = 0;
    find_most(h);
    for (size_t row = 0; row < h->rows; row++)
        most = h->most[row] > most ? h->most[row] : most;
    for (size_t a = 0; a < s->arms; a++)
        for (size_t w = 0; w < s->weeks; w += h->span) {
            take_column(h, a, w);
            few_find(h->mean, h->rows, h->shown);
            for (size_t row = 0; row < h->rows; row++) {
                bool shown = h->shown[row] == KITH_SHOWN;
                if (!(h->mean[row] > 0))
                    continue;
                chart_add(h->chart, cells,
                          json_pack("{s:i,s:i,s:i,s:o,s:o,s:o}", "arm", (int)a, "row", h->first + (int)row, "week", (int)w,
                                    "students", shown ? chart_number(h->mean[row]) : json_null(), "share",
                                    shown ? chart_number(h->alone[row]) : json_null(), "full",
                                    chart_number(shown ? fmax(h->mean[row] / most, 0.12) : 0.12)));
            }
        }
}

static enum kith_status add_rows(struct heat *h, const char *kind, const char *const *label)
{
    char name[2][64];
    snprintf(name[0], sizeof name[0], "students_by_%s", kind);
    snprintf(name[1], sizeof name[1], "isolated_by_%s", kind);
    for (size_t row = 0; row < h->rows; row++) {
        char text[KITH_NUMBER];
        snprintf(text, sizeof text, "year %zu of the course", row + 1);
        chart_add(h->chart, chart_rows(h->chart, "row"), json_pack("{s:s}", "name", label ? label[row] : text));
    }
    enum kith_status status = kith_study_weekly(h->page->study, name[0], &h->students, h->page->report);
    if (status == KITH_OK)
        status = kith_study_weekly(h->page->study, name[1], &h->isolated, h->page->report);
    h->mean = calloc(h->rows + 1, sizeof *h->mean);
    h->alone = calloc(h->rows + 1, sizeof *h->alone);
    h->most = calloc(h->rows + 1, sizeof *h->most);
    h->shown = calloc(h->rows + 1, sizeof *h->shown);
    if (status == KITH_OK && !(h->mean && h->alone && h->most && h->shown))
        status = KITH_FAILED;
    if (status == KITH_OK)
        add_cells(h);
    free(h->students);
    free(h->isolated);
    free(h->mean);
    free(h->alone);
    free(h->most);
    free(h->shown);
    return status;
}

enum kith_status section_timetable(const struct page *page)
{
    static const struct chart_words words = {"chart-timetable", "Who is where when, and who has no friend at hand.",
                                             "A row for each year of the course and for each site; a bar is as high as students "
                                             "are there, and the darker the larger the share of them with "
                                             "no friend in the same place that week. Lightest grey: nobody is without, or it is "
                                             "holidays. Dark grey and flat: fewer than 5 students, or withheld "
                                             "because of such a row. Means over simulated schools."};
    const struct kith_study *s = page->study;
    struct chart chart;
    size_t span = 1 + (s->weeks - 1) / COLUMNS_MAX;
    const struct chart_control arm = {.signal = "arm", .label = "Arm:", .choice = (const char *const *)s->arm, .count = s->arms};
    chart_init(&chart, ASSET_CHART_TIMETABLE);
    chart_signal(&chart, "span", json_integer((json_int_t)span));
    for (size_t a = 0; a < s->arms; a++)
        chart_add(&chart, chart_rows(&chart, "name"), json_pack("{s:s}", "name", s->arm[a]));
    struct heat years = {.page = page, .chart = &chart, .rows = s->years, .span = span};
    struct heat sites = {.page = page, .chart = &chart, .rows = s->sites, .first = (int)s->years, .span = span};
    enum kith_status status = add_rows(&years, "year", NULL);
    if (status == KITH_OK)
        status = add_rows(&sites, "site", (const char *const *)s->site);
    if (status == KITH_OK)
        status = chart_write(&chart, page, &words, &arm, 1);
    chart_clear(&chart);
    return status;
}
