/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The friendship graph through the recorded weeks: simulated people only (the logs are refused for imported ones). */
#include <stdlib.h>

#include "experiment/page/chart.h"
#include "experiment/page/circle.h"

/* "Week 39: year 2 of the course, on campus". */
static json_t *step_of(const struct circle *circle, size_t step)
{
    int32_t year = 0;
    size_t campus = 0, placed = 0;
    for (size_t k = 0; k < circle->seats; k++) {
        const struct circle_seat *seat = &circle->seat[k];
        if (seat->week != circle->week[step] || seat->arm != circle->seat[0].arm)
            continue;
        year = seat->year > year ? seat->year : year;
        campus += seat->place == 0;
        placed += seat->place > 0;
    }
    const char *where = placed == 0 ? "on campus" : campus == 0 ? "on placement" : "most on placement";
    return json_pack("{s:i,s:o}", "week", circle->week[step], "says",
                     json_sprintf("Week %d: year %d of the course, %s", circle->week[step], year,
                                  campus > placed && placed ? "most on campus" : where));
}

static void add_states(struct chart *chart, const struct circle *circle)
{
    json_t *students = chart_rows(chart, "student"), *states = chart_rows(chart, "state");
    for (size_t v = 0; v < circle->students; v++)
        chart_add(
            chart, students,
            json_pack("{s:i,s:o,s:o}", "student", (int)v, "x", chart_number(circle->x[v]), "y", chart_number(circle->y[v])));
    for (size_t k = 0; k < circle->seats; k++) {
        const struct circle_seat *seat = &circle->seat[k];
        chart_add(chart, states,
                  json_pack("{s:i,s:i,s:i,s:i,s:i,s:i}", "arm", seat->arm, "step", (int)circle_step(circle, seat->week),
                            "student", (int)circle_place(circle, seat->student), "place", seat->place, "level", seat->level,
                            "role", seat->role));
    }
}

static void fill(struct chart *chart, const struct page *page, const struct circle *circle)
{
    json_t *ties = chart_rows(chart, "tie");
    for (size_t a = 0; a < page->study->arms; a++)
        chart_add(chart, chart_rows(chart, "name"), json_pack("{s:s}", "name", page->study->arm[a]));
    for (size_t step = 0; step < circle->weeks; step++)
        chart_add(chart, chart_rows(chart, "week"), step_of(circle, step));
    add_states(chart, circle);
    for (size_t k = 0; k < circle->ties; k++) {
        const struct circle_tie *tie = &circle->tie[k];
        chart_add(chart, ties,
                  json_pack("{s:i,s:i,s:i,s:i,s:i}", "arm", tie->arm, "a", tie->a, "b", tie->b, "first", tie->first, "last",
                            tie->last));
    }
}

/* The recorded week with most friendships in the first arm: those who have just entered have none to show. */
static size_t busiest_step(const struct circle *circle)
{
    size_t best = 0, most = 0;
    for (size_t step = 0; step < circle->weeks; step++) {
        size_t ties = 0;
        for (size_t k = 0; k < circle->ties; k++)
            ties += circle->tie[k].arm == 0 && circle->tie[k].first <= (int32_t)step && (int32_t)step <= circle->tie[k].last;
        best = ties > most ? step : best;
        most = ties > most ? ties : most;
    }
    return best;
}

static enum kith_status write_circle(const struct page *page, const struct circle *circle)
{
    static const struct chart_words words = {
        "chart-friends", "Students of one simulated school who entered together, and who is friends with whom.",
        "Move the slider through the recorded weeks: students stay where they are drawn, friendships come and go, and levels of "
        "simulated distress "
        "change. A ring marks a trained supporter, in arms that have any. Solid lines join friends who are in the same place "
        "that week, dotted ones friends who are apart. Nobody here is "
        "a real person."};
    const struct chart_control control[] = {
        {.signal = "arm", .label = "Arm:", .choice = (const char *const *)page->study->arm, .count = page->study->arms},
        {.signal = "step", .label = "Week", .said = "says", .count = circle->weeks, .first = busiest_step(circle)}};
    struct chart chart;
    chart_init(&chart, ASSET_CHART_FRIENDS);
    fill(&chart, page, circle);
    enum kith_status status = chart_write(&chart, page, &words, control, 2);
    chart_clear(&chart);
    if (status == KITH_OK)
        page_print(page->stream, "<p>Simulated school %d, %zu students%s", circle->replicate, circle->students,
                   circle->left_out ? " (the first; others who entered with them are left out)" : "");
    if (status == KITH_OK && !archive_catalog_find(page->catalog, "roster/role"))
        fputs(". Supporters are not marked: the file was written by an older kith, which did not record them beside ties",
              page->stream);
    if (status == KITH_OK)
        fputs(". Friends from other years of entry are not drawn. The more weeks <code>observe.tie_weeks</code> names, the finer "
              "the slider.</p>\n",
              page->stream);
    return status;
}

enum kith_status section_friends(const struct page *page)
{
    struct circle circle = {0};
    if (page->study->imported || !archive_read_has(page->file, "ties") || !archive_read_has(page->file, "roster")) {
        page_absent(
            page,
            page->study->imported
                ? "This run follows real people's timetable or friendships, of whom nothing is recorded one by one; so no graph "
                  "is drawn."
                : "Nothing was recorded of single friendships. To have them drawn, name some weeks in the scenario, for example "
                  "observe: {tie_weeks: [0, 26, 39, 78, 130]}, and run it again. (Where files name real people, this is "
                  "refused.)");
        return KITH_OK;
    }
    if (!archive_catalog_find(page->catalog, "roster/level")) {
        page_absent(page, "The file was written by an older kith that did not record levels beside ties; run the scenario again "
                          "to have the graph drawn.");
        return KITH_OK;
    }
    enum kith_status status = circle_read(&circle, page);
    if (status == KITH_OK && circle.seats == 0)
        page_absent(
            page, "None of the weeks of observe.tie_weeks lies in this run, so no graph is drawn; the first recorded week is 0.");
    else if (status == KITH_OK)
        status = write_circle(page, &circle);
    circle_clear(&circle);
    return status;
}
