/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which assumptions would overturn the answer: differences from the first arm in the primary outcome, with one assumed parameter at a time at
 * either end of its range. The file holds them in the group "assumptions": the axis parameter (paths), low_value and high_value over
 * (parameter), and base, at_low, at_low_from, at_low_to, at_high, at_high_from, at_high_to over (arm, parameter).
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/page/chart.h"
#include "experiment/page/finding.h"
#include "experiment/schema.h"

enum { LOW_VALUE, HIGH_VALUE, BASE, AT_LOW, AT_LOW_FROM, AT_LOW_TO, AT_HIGH, AT_HIGH_FROM, AT_HIGH_TO, COLUMNS };
static const char *const column_names[COLUMNS] = {"low_value", "high_value", "base",         "at_low",    "at_low_from",
                                                  "at_low_to", "at_high",    "at_high_from", "at_high_to"};

struct assumptions {
    char **parameter;
    size_t count;
    double *column[COLUMNS];
};

/* Where the model's tables have a parameter's default from. */
static const char *source_of(const char *path)
{
    for (size_t s = 0; s < schema.count; s++) {
        const struct parameter_section *section = &schema.sections[s];
        size_t length = strlen(section->name);
        if (strncmp(path, section->name, length) != 0 || path[length] != '.')
            continue;
        for (size_t k = 0; k < section->count; k++)
            if (strcmp(section->rows[k].name, path + length + 1) == 0)
                return section->rows[k].source;
    }
    return "unknown to this kith";
}

static enum kith_status read_group(const struct page *page, struct assumptions *a)
{
    enum kith_status status = archive_read_labels(page->file, "assumptions/parameter", &a->parameter, &a->count);
    for (int c = 0; c < COLUMNS && status == KITH_OK; c++) {
        char path[64];
        snprintf(path, sizeof path, "assumptions/%s", column_names[c]);
        const struct archive_dataset *dataset = archive_catalog_find(page->catalog, path);
        if (!dataset || dataset->size != a->count * (c < BASE ? 1 : page->study->arms))
            return kith_report_add(page->report, KITH_ERROR, page->path, 0, 0,
                                   "%s is not there or of another size: the file is damaged", path);
        status = page_values(page, path, &a->column[c]);
    }
    return status;
}

static void take_swings(const struct assumptions *a, size_t arm, struct kith_swing *swing)
{
    for (size_t k = 0; k < a->count; k++) {
        size_t at = arm * a->count + k;
        swing[k] = (struct kith_swing){.path = a->parameter[k],
                                       .source = source_of(a->parameter[k]),
                                       .low_value = a->column[LOW_VALUE][k],
                                       .high_value = a->column[HIGH_VALUE][k],
                                       .base = a->column[BASE][at],
                                       .at_low = a->column[AT_LOW][at],
                                       .at_low_from = a->column[AT_LOW_FROM][at],
                                       .at_low_to = a->column[AT_LOW_TO][at],
                                       .at_high = a->column[AT_HIGH][at],
                                       .at_high_from = a->column[AT_HIGH_FROM][at],
                                       .at_high_to = a->column[AT_HIGH_TO][at]};
    }
    kith_swing_sort(swing, a->count);
}

static json_t *swing_of(const struct kith_swing *s, int row)
{
    return json_pack(
        "{s:i,s:o,s:b,s:o,s:o,s:o,s:o,s:o,s:o}", "row", row, "label",
        json_sprintf("%s from %g to %g%s", s->path, s->low_value, s->high_value, kith_swing_flips(s) ? ": the sign turns" : ""),
        "flips", kith_swing_flips(s), "at_low", chart_number(s->at_low), "at_low_from", chart_number(s->at_low_from), "at_low_to",
        chart_number(s->at_low_to), "at_high", chart_number(s->at_high), "at_high_from", chart_number(s->at_high_from),
        "at_high_to", chart_number(s->at_high_to));
}

static enum kith_status write_figure(const struct page *page, const struct kith_swing *swing, size_t count, size_t arm)
{
    const struct kith_study_outcome *primary = &page->study->outcome[page->study->primary];
    const char *unit = finding_unit(primary);
    char id[64], title[256];
    struct chart chart;
    snprintf(id, sizeof id, "chart-assumptions-%zu", arm);
    snprintf(title, sizeof title, "What each assumption does to the difference of %s from %s: %s.", page->study->arm[arm],
             page->study->arm[0], primary->label);
    const struct chart_words words = {id, title,
                                      "Each bar goes from the difference with the parameter at the lowest value it may have "
                                      "(circle) to that at the highest (square), others as in the "
                                      "scenario; thin lines are 95% intervals, the dashed line is the difference as the scenario "
                                      "stands. Within the grey band it is too small to matter."};
    chart_init(&chart, ASSET_CHART_SWINGS);
    chart_signal(&chart, "matters", chart_number(primary->matters));
    chart_signal(&chart, "base", chart_number(swing[0].base));
    chart_signal(&chart, "unit", json_sprintf("%s%s", unit[0] ? ", " : "", unit));
    for (size_t k = 0; k < count; k++)
        chart_add(&chart, chart_rows(&chart, "swing"), swing_of(&swing[k], (int)k));
    enum kith_status status = chart_write(&chart, page, &words, NULL, 0);
    chart_clear(&chart);
    return status;
}

static void write_sentences(const struct page *page, const struct kith_swing *swing, size_t count)
{
    const struct kith_study_outcome *primary = &page->study->outcome[page->study->primary];
    char text[KITH_SENTENCE];
    fputs("<details><summary>The same in sentences</summary><ul>\n", page->stream);
    for (size_t k = 0; k < count; k++)
        page_print(page->stream, "<li>%s</li>\n", kith_swing_sentence(&swing[k], primary->unit, text));
    fputs("</ul></details>\n", page->stream);
}

static enum kith_status write_swings(const struct page *page, const struct assumptions *a)
{
    struct kith_swing *swing = calloc(a->count, sizeof *swing);
    enum kith_status status = swing ? KITH_OK : KITH_FAILED;
    for (size_t arm = 1; arm < page->study->arms && status == KITH_OK; arm++) {
        take_swings(a, arm, swing);
        status = write_figure(page, swing, a->count, arm);
        if (status == KITH_OK)
            write_sentences(page, swing, a->count);
    }
    free(swing);
    return status;
}

enum kith_status section_assumptions(const struct page *page)
{
    struct assumptions a = {0};
    if (!archive_read_has(page->file, "assumptions")) {
        page_print(page->stream,
                   "<p class=\"absent\">Not run: what happens to the difference when an assumed parameter is at either end of "
                   "its range. "
                   "<code>kith describe</code> lists those whose source is <em>assumed</em>; a run with another value, "
                   "<code>kith run %s --set "
                   "PATH=VALUE -o other.h5</code>, has a page of its own. How large a difference can be follows above all from "
                   "<code>distress.relief_effect</code>: what one encounter does to recovery.</p>\n",
                   page->study->scenario_file[0] ? page->study->scenario_file : "SCENARIO.yaml");
        return KITH_OK;
    }
    enum kith_status status = read_group(page, &a);
    if (status == KITH_OK && a.count > 0)
        status = write_swings(page, &a);
    archive_read_labels_free(a.parameter, a.count);
    for (int c = 0; c < COLUMNS; c++)
        free(a.column[c]);
    return status;
}
