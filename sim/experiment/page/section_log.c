/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interaction log, counted as kith log does: a picture of each arm, and the same numbers in tables. */
#include <stdlib.h>
#include <string.h>

#include "experiment/page/chart.h"

/* Rows of single months and supporters are for the command. */
static bool is_shown(const struct kith_log_table *table)
{
    return table->rows > 0 && strcmp(table->name, "month") != 0 && strcmp(table->name, "supporter") != 0;
}

static const char *count_words(int64_t count, char text[32])
{
    if (count < 0)
        return kith_shown_words(count == KITH_LOG_FEW ? KITH_TOO_FEW : KITH_WITHHELD);
    snprintf(text, 32, "%lld", (long long)count);
    return text;
}

static void add_bars(struct chart *chart, const struct kith_log_row *row, int arm, int place)
{
    for (int side = 0; side < KITH_LOG_SIDES; side++) {
        char text[32];
        int64_t count = row->cell[side].encounters;
        chart_add(chart, chart_rows(chart, "row"),
                  json_pack("{s:i,s:i,s:i,s:s,s:o,s:s}", "arm", arm, "row", place, "side", side, "label", row->label,
                            "encounters", count < 0 ? json_null() : json_integer(count), "said", count_words(count, text)));
    }
}

static void add_arm(struct chart *chart, const struct page *page, const struct kith_log_summary *summary, int arm)
{
    int place = 0;
    struct kith_log_row all = {.label = "all"};
    memcpy(all.cell, summary->total, sizeof all.cell);
    chart_add(chart, chart_rows(chart, "name"), json_pack("{s:s}", "name", page->study->arm[arm]));
    add_bars(chart, &all, arm, place++);
    for (size_t t = 0; t < KITH_LOG_TABLES; t++) {
        const struct kith_log_table *table = &summary->table[t];
        if (!is_shown(table))
            continue;
        chart_add(chart, chart_rows(chart, "head"),
                  json_pack("{s:i,s:i,s:o}", "arm", arm, "row", place++, "title", json_sprintf("By %s", table->title)));
        for (size_t k = 0; k < table->rows; k++)
            add_bars(chart, &table->row[k], arm, place++);
    }
}

enum { HEADS = 4 };
static const char *const heads[HEADS] = {"encounters", "students", "minutes", "referred"};
static const char *const sides[KITH_LOG_SIDES] = {[KITH_LOG_INFORMAL] = "informal", [KITH_LOG_FORMAL] = "formal"};

static void write_cells(const struct page *page, const char *label, const struct kith_log_cell *cell)
{
    page_print(page->stream, "<tr><th scope=\"row\">%s</th>", label);
    for (int side = 0; side < KITH_LOG_SIDES; side++) {
        const int64_t numbers[] = {cell[side].encounters, cell[side].students, cell[side].minutes, cell[side].referred};
        char text[32];
        for (int k = 0; k < HEADS; k++)
            page_print(page->stream, "<td data-head=\"%s: %s\">%s</td>", sides[side], heads[k], count_words(numbers[k], text));
    }
    fputs("</tr>\n", page->stream);
}

static void write_table(const struct page *page, const struct kith_log_summary *summary, size_t arm)
{
    page_print(
        page->stream,
        "<details><summary>The same numbers in a table: %s</summary>\n<div class=\"table\" role=\"region\" "
        "aria-label=\"Encounters, "
        "%s\" tabindex=\"0\"><table class=\"cards\">\n<thead><tr><th></th><th scope=\"colgroup\" colspan=\"4\">informal</th><th "
        "scope=\"colgroup\" "
        "colspan=\"4\">formal</th></tr>\n<tr><th></th>",
        page->study->arm[arm], page->study->arm[arm]);
    for (int k = 0; k < KITH_LOG_SIDES * HEADS; k++)
        page_print(page->stream, "<th scope=\"col\">%s</th>", heads[k % HEADS]);
    fputs("</tr></thead>\n<tbody>\n", page->stream);
    write_cells(page, "all", summary->total);
    for (size_t t = 0; t < KITH_LOG_TABLES; t++) {
        if (!is_shown(&summary->table[t]))
            continue;
        page_print(page->stream, "<tr><th scope=\"rowgroup\" colspan=\"9\"><strong>By %s</strong></th></tr>\n",
                   summary->table[t].title);
        for (size_t k = 0; k < summary->table[t].rows; k++)
            write_cells(page, summary->table[t].row[k].label, summary->table[t].row[k].cell);
    }
    fputs("</tbody>\n</table></div></details>\n", page->stream);
}

/* The first arm in which supporters gave help: it has both sides to show. */
static size_t first_formal(const struct kith_log_summary *summary, size_t arms)
{
    for (size_t a = 0; a < arms; a++)
        if (summary[a].total[KITH_LOG_FORMAL].encounters > 0)
            return a;
    return 0;
}

static enum kith_status write_log(const struct page *page, const struct kith_log *log, struct kith_log_summary *summary)
{
    static const struct chart_words words = {
        "chart-log", "Supportive encounters of one simulated school.",
        "Blue, the upper bar: among students, as friends or fellow students. Orange, the lower: by supporters on duty. Numbers "
        "of fewer than 5 students "
        "are not shown (<5), nor one from which they could be worked out (withheld). Topics and informal minutes are assumed."};
    const size_t arms = page->study->arms;
    struct chart chart;
    enum kith_status status = KITH_OK;
    chart_init(&chart, ASSET_CHART_LOG);
    for (size_t a = 0; a < arms && status == KITH_OK; a++) {
        status = kith_log_summarise(log, a, kith_log_replicate(log, 0), &summary[a]);
        if (status == KITH_OK)
            add_arm(&chart, page, &summary[a], (int)a);
    }
    if (status == KITH_OK)
        status = chart_write(&chart, page, &words,
                             &(struct chart_control){.signal = "arm",
                                                     .label = "Arm:",
                                                     .choice = (const char *const *)page->study->arm,
                                                     .count = arms,
                                                     .first = first_formal(summary, arms)},
                             1);
    for (size_t a = 0; a < arms && status == KITH_OK; a++)
        write_table(page, &summary[a], a);
    chart_clear(&chart);
    return status;
}

enum kith_status section_log(const struct page *page)
{
    struct kith_log *log = NULL;
    if (!archive_read_has(page->file, "events")) {
        page_absent(page, "Encounters were not recorded one by one. To have them counted here, set observe: {events: true} in "
                          "the scenario and run it again. "
                          "(Where files name real people, this is refused.)");
        return KITH_OK;
    }
    struct kith_log_summary *summary = calloc(page->study->arms, sizeof *summary);
    enum kith_status status = summary ? kith_log_open(&log, page->path, page->report) : KITH_FAILED;
    if (status == KITH_OK)
        status = write_log(page, log, summary);
    for (size_t a = 0; a < page->study->arms && summary; a++)
        kith_log_summary_free(&summary[a]);
    free(summary);
    kith_log_close(log);
    return status;
}
