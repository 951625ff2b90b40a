/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where and for whom: groups of students, and sites. Small numbers are not shown. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "experiment/page/page.h"

static void write_group(const struct page *page, const struct kith_group *group)
{
    page_print(page->stream, "<tr><th scope=\"row\">%s</th>", group->label);
    for (size_t a = 0; a < page->study->arms; a++) {
        char number[KITH_NUMBER];
        if (group->shown[a] != KITH_SHOWN)
            page_print(page->stream, "<td class=\"none\">%s</td>", kith_shown_words(group->shown[a]));
        else if (isnan(group->value[a]))
            fputs("<td class=\"none\">-</td>", page->stream);
        else
            page_print(page->stream, "<td>%s%s%s%s</td>", kith_number_text(group->value[a], number), group->site[a] ? " (" : "",
                       group->site[a] ? group->site[a] : "", group->site[a] ? ")" : "");
    }
    fputs("</tr>\n", page->stream);
}

/* Sums over schools and weeks at a site of an arm. */
struct site_sums {
    double students, distressed, isolated;
    double weeks; /* schools × weeks in which anybody was there */
};

static void add_up(const struct page *page, const double *const *split, struct site_sums *sums)
{
    const struct kith_study *s = page->study;
    for (size_t a = 0; a < s->arms; a++)
        for (size_t k = 0; k < s->replicates * s->weeks; k++)
            for (size_t site = 0; site < s->sites; site++) {
                size_t at = (a * s->replicates * s->weeks + k) * s->sites + site;
                struct site_sums *sum = &sums[a * s->sites + site];
                if (!(split[0][at] > 0) || isnan(split[1][at]) || isnan(split[2][at]))
                    continue;
                sum->weeks++;
                sum->students += split[0][at];
                sum->distressed += split[1][at];
                sum->isolated += split[2][at];
            }
}

static void write_groups(const struct page *page, const struct kith_groups *groups)
{
    fputs("<div class=\"table\" role=\"region\" aria-label=\"Groups of students\" tabindex=\"0\">\n<table>\n<caption>Weeks "
          "in simulated "
          "distress a year of a group's students, mean over simulated schools.</caption>\n<thead><tr><th "
          "scope=\"col\">Group</th>",
          page->stream);
    for (size_t a = 0; a < page->study->arms; a++)
        page_print(page->stream, "<th scope=\"col\">%s</th>", page->study->arm[a]);
    fputs("</tr></thead>\n<tbody>\n", page->stream);
    for (size_t k = 0; k < groups->count; k++)
        write_group(page, &groups->at[k]);
    fputs("</tbody>\n</table>\n</div>\n", page->stream);
}

enum { SITE_HEADS = 3 };
static const char *const site_heads[SITE_HEADS] = {"students", "in distress", "no friend"};

static void write_site(const struct page *page, size_t site, const struct site_sums *sums, enum kith_shown shown)
{
    const struct kith_study *s = page->study;
    page_print(page->stream, "<tr><th scope=\"row\">%s</th>", s->site[site]);
    for (size_t a = 0; a < s->arms; a++) {
        const struct site_sums *sum = &sums[a * s->sites + site];
        char cell[SITE_HEADS][KITH_NUMBER] = {"0", "-", "-"};
        if (shown != KITH_SHOWN)
            snprintf(cell[0], KITH_NUMBER, "%s", kith_shown_words(shown));
        for (int k = 0; k < SITE_HEADS && shown == KITH_SHOWN && sum->weeks > 0; k++)
            snprintf(cell[k], KITH_NUMBER, k ? "%.0f%%" : "%.0f",
                     k == 0 ? sum->students / sum->weeks : 100 * (k == 1 ? sum->distressed : sum->isolated) / sum->students);
        for (int k = 0; k < SITE_HEADS; k++)
            page_print(page->stream, "<td%s data-head=\"%s: %s\">%s</td>",
                       shown != KITH_SHOWN || cell[k][0] == '-' ? " class=\"none\"" : "", s->arm[a], site_heads[k], cell[k]);
    }
    fputs("</tr>\n", page->stream);
}

static void write_sites(const struct page *page, const struct site_sums *sums, const enum kith_shown *shown)
{
    const struct kith_study *s = page->study;
    fputs(
        "<h3>Sites</h3>\n<div class=\"table\" role=\"region\" aria-label=\"Sites\" tabindex=\"0\">\n<table "
        "class=\"cards\" id=\"sites\">\n<caption>Students there at a "
        "time, and of these the share in simulated distress and with no friend at hand; placement weeks, mean over simulated "
        "schools. "
        "Sites differ in who is sent there; this is no ranking.</caption>\n<thead><tr><th scope=\"col\" rowspan=\"2\">Site</th>",
        page->stream);
    for (size_t a = 0; a < s->arms; a++)
        page_print(page->stream, "<th scope=\"colgroup\" colspan=\"3\">%s</th>", s->arm[a]);
    fputs("</tr>\n<tr>", page->stream);
    for (size_t k = 0; k < s->arms * SITE_HEADS; k++)
        page_print(page->stream, "<th scope=\"col\">%s</th>", site_heads[k % SITE_HEADS]);
    fputs("</tr></thead>\n<tbody>\n", page->stream);
    for (size_t site = 0; site < s->sites; site++)
        write_site(page, site, sums, shown[site]);
    fputs("</tbody>\n</table>\n</div>\n", page->stream);
}

static enum kith_status write_both(const struct page *page, const struct site_sums *sums)
{
    struct kith_groups groups;
    enum kith_status status = kith_study_groups(page->study, &groups, page->report);
    if (status == KITH_OK) {
        write_groups(page, &groups);
        if (page->study->sites)
            write_sites(page, sums, groups.site);
    }
    kith_groups_clear(&groups);
    return status;
}

enum kith_status section_where(const struct page *page)
{
    static const char *const names[] = {"students_by_site", "distressed_by_site", "isolated_by_site"};
    double *split[3] = {NULL, NULL, NULL};
    struct site_sums *sums = calloc(page->study->arms * page->study->sites + 1, sizeof *sums);
    enum kith_status status = sums ? KITH_OK : KITH_FAILED;
    for (int k = 0; k < 3 && status == KITH_OK; k++)
        status = kith_study_weekly(page->study, names[k], &split[k], page->report);
    if (status == KITH_OK) {
        add_up(page, (const double *const *)split, sums);
        status = write_both(page, sums);
    }
    for (int k = 0; k < 3; k++)
        free(split[k]);
    free(sums);
    return status;
}
