/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Charts: a specification for Vega is a file of its own (charts/NAME.json), which says everything but the numbers; a section fills
 * in its data and signals. What is written stands in the page as it is, for analysts to take.
 */
#ifndef EXPERIMENT_PAGE_CHART_H
#define EXPERIMENT_PAGE_CHART_H

#include <jansson.h>

#include "experiment/page/asset.h"
#include "experiment/page/page.h"

struct chart {
    json_t *spec;
    bool failed; /* memory */
};

/* Clear it in any case. */
void chart_init(struct chart *chart, enum asset asset);
void chart_clear(struct chart *chart);

/* The rows of a data set of the specification; owned by the chart. */
json_t *chart_rows(struct chart *chart, const char *data);

/* Adds a row (taken); NULL is a failure. */
void chart_add(struct chart *chart, json_t *rows, json_t *row);

/* Gives a signal of the specification its value (taken). */
void chart_signal(struct chart *chart, const char *signal, json_t *value);

/* A number of a chart, rounded to what can be seen; null if it is missing. */
json_t *chart_number(double value);

/* A signal of the chart that the reader moves. */
struct chart_control {
    const char *signal, *label, *said; /* said: the signal that tells in words what is shown; NULL: none */
    const char *const *choice;         /* radio buttons; NULL: a slider */
    size_t count;                      /* of choices, or of positions */
    size_t first;                      /* that is set when the page opens */
};

/* A figure: what it shows in words (title, then caption), controls, the place to draw, the specification. */
struct chart_words {
    const char *id, *title, *caption;
};

/* Writes the figure. KITH_FAILED if the chart failed. */
enum kith_status chart_write(struct chart *chart, const struct page *page, const struct chart_words *words,
                             const struct chart_control *control, size_t controls);

#endif
