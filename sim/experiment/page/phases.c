/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/page/phases.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/few.h"
#include "scenario/yaml.h"

/* What the scenario says of one phase. */
struct phase {
    bool year[CALENDAR_YEARS_MAX]; /* of the course: is of this phase */
    bool holidays[CALENDAR_WEEKS]; /* of the year */
    bool any;
};

static const struct yaml_node *find(const struct yaml_tree *tree, const char *section, const char *key)
{
    const struct yaml_node *at = tree->count ? tree->nodes[0].first : NULL;
    while (at && strcmp(at->key ? at->key : "", section) != 0)
        at = at->next;
    at = at ? at->first : NULL;
    while (at && strcmp(at->key ? at->key : "", key) != 0)
        at = at->next;
    return at ? at->first : NULL;
}

static void read_phase(const struct page *page, enum calendar_phase phase, struct phase *said)
{
    struct yaml_tree tree = {0};
    struct kith_report unheard; /* a newer kith's scenario is understood as far as it goes */
    char breaks[64];
    size_t year = 0;
    kith_report_init(&unheard);
    *said = (struct phase){.any = false};
    snprintf(breaks, sizeof breaks, "%s_breaks", calendar_phase_names[phase]);
    yaml_tree_read(&tree, page->path, page->study->resolved, strlen(page->study->resolved), &unheard);
    for (const struct yaml_node *item = find(&tree, "school", "course"); item && year < CALENDAR_YEARS_MAX; item = item->next) {
        said->year[year] = item->text && strcmp(item->text, calendar_phase_names[phase]) == 0;
        said->any |= said->year[year++];
    }
    for (const struct yaml_node *item = find(&tree, "calendar", breaks); item; item = item->next) {
        long week = item->text ? strtol(item->text, NULL, 10) : -1;
        if (week >= 0 && week < CALENDAR_WEEKS)
            said->holidays[week] = true;
    }
    yaml_tree_clear(&tree);
    kith_report_clear(&unheard);
}

/* Of one school's week: counts are by year of the course. */
static double share_in(const struct phase *phase, const double *isolated, const double *students, size_t years)
{
    double alone = 0, all = 0;
    for (size_t y = 0; y < years && y < CALENDAR_YEARS_MAX; y++) {
        alone += phase->year[y] ? isolated[y] : 0;
        all += phase->year[y] ? students[y] : 0;
    }
    return all >= FEW_BELOW ? alone / all : (double)NAN;
}

enum kith_status phases_alone(const struct page *page, enum calendar_phase phase, double **share)
{
    const struct kith_study *s = page->study;
    struct phase said;
    double *isolated = NULL, *students = NULL;
    *share = NULL;
    read_phase(page, phase, &said);
    if (!said.any)
        return KITH_OK;
    enum kith_status status = kith_study_weekly(s, "isolated_by_year", &isolated, page->report);
    if (status == KITH_OK)
        status = kith_study_weekly(s, "students_by_year", &students, page->report);
    if (status == KITH_OK)
        *share = malloc((s->arms * s->replicates * s->weeks + 1) * sizeof **share);
    for (size_t k = 0; *share && k < s->arms * s->replicates * s->weeks; k++)
        (*share)[k] = said.holidays[k % s->weeks % CALENDAR_WEEKS]
                          ? (double)NAN
                          : share_in(&said, isolated + k * s->years, students + k * s->years, s->years);
    free(isolated);
    free(students);
    return status == KITH_OK && !*share ? KITH_FAILED : status;
}
