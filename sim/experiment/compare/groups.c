/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where and for whom: weeks in simulated distress a year at the worst and the best site, by year of course, of students with and without a
 * friend at hand, and of supporters. A group's rate is 52 distressed / students over all weeks in which somebody is in it, mean over
 * simulated schools; groups of fewer than 5 students at a time are hidden in every arm (base/few.h). The worst site is the one whose mean over schools is largest: less prone to luck than
 * the outcome worst_site, which looks for the worst anew in each school. A site is a number of the scenario: sites differ by capacity and by what
 * is assumed of them, and where they do not, the worst one is still a maximum and so a little high by luck.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/few.h"
#include "kith/compare.h"

/* Sums over weeks of a split: [arms][replicates][width]. */
struct split {
    double *students, *distressed, *weeks; /* weeks in which somebody was there */
    size_t width;
};

static bool group_make(const struct kith_study *study, struct kith_groups *groups, enum kith_group_kind kind, const char *label)
{
    struct kith_group *grown = realloc(groups->at, (groups->count + 1) * sizeof *grown);
    if (!grown)
        return false;
    groups->at = grown;
    struct kith_group *g = &grown[groups->count++];
    *g = (struct kith_group){.kind = kind,
                             .site = calloc(study->arms, sizeof *g->site),
                             .students = calloc(study->arms, sizeof *g->students),
                             .value = calloc(study->arms, sizeof *g->value),
                             .shown = calloc(study->arms, sizeof *g->shown)};
    snprintf(g->label, sizeof g->label, "%s", label);
    return g->site && g->students && g->value && g->shown;
}

void kith_groups_clear(struct kith_groups *groups)
{
    for (size_t k = 0; k < groups->count; k++) {
        free(groups->at[k].site);
        free(groups->at[k].students);
        free(groups->at[k].value);
        free(groups->at[k].shown);
    }
    free(groups->at);
    free(groups->site);
    *groups = (struct kith_groups){0};
}

static void split_clear(struct split *split)
{
    free(split->students);
    free(split->distressed);
    free(split->weeks);
}

/* Cells that are missing (suppressed, where people are real) count for nothing. */
static void sum_split(const struct kith_study *study, struct split *split, const double *students, const double *distressed)
{
    size_t cells = study->arms * study->replicates * study->weeks;
    for (size_t k = 0; k < cells; k++)
        for (size_t i = 0; i < split->width; i++) {
            double here = students[k * split->width + i];
            size_t to = k / study->weeks * split->width + i;
            if (!(here > 0))
                continue;
            split->students[to] += here;
            split->distressed[to] += distressed[k * split->width + i];
            split->weeks[to]++;
        }
}

static bool split_make(const struct kith_study *study, struct split *split, size_t width)
{
    size_t sums = study->arms * study->replicates * width + 1;
    *split = (struct split){calloc(sums, sizeof(double)), calloc(sums, sizeof(double)), calloc(sums, sizeof(double)), width};
    return split->students && split->distressed && split->weeks;
}

static enum kith_status split_read(const struct kith_study *study, struct split *split, const char *of, size_t width,
                                   struct kith_report *report)
{
    char name[2][64];
    double *students = NULL, *distressed = NULL;
    snprintf(name[0], sizeof name[0], "students_by_%s", of);
    snprintf(name[1], sizeof name[1], "distressed_by_%s", of);
    enum kith_status status = split_make(study, split, width) ? KITH_OK : KITH_FAILED;
    if (status == KITH_OK)
        status = kith_study_weekly(study, name[0], &students, report);
    if (status == KITH_OK)
        status = kith_study_weekly(study, name[1], &distressed, report);
    if (status == KITH_OK)
        sum_split(study, split, students, distressed);
    free(students);
    free(distressed);
    return status;
}

/* One arm's rate and students at a time of one part of a split. */
static void measure(const struct kith_study *study, const struct split *split, size_t arm, size_t part, struct kith_group *group)
{
    double sum = 0, students = 0, count = 0;
    for (size_t r = 0; r < study->replicates; r++) {
        size_t at = (arm * study->replicates + r) * split->width + part;
        if (!(split->weeks[at] > 0))
            continue;
        sum += 52 * split->distressed[at] / split->students[at];
        students += split->students[at] / split->weeks[at];
        count++;
    }
    group->students[arm] = count > 0 ? students / count : 0;
    group->value[arm] = count > 0 ? sum / count : (double)NAN;
}

/* Rows whose students add up: of one that may not be shown in one arm, nothing is. */
static bool hide_few(const struct kith_study *study, struct kith_group *row, size_t rows)
{
    double *least = calloc(rows + 1, sizeof *least);
    enum kith_shown *shown = calloc(rows + 1, sizeof *shown);
    bool good = least && shown;
    for (size_t k = 0; k < rows && good; k++)
        for (size_t a = 0; a < study->arms; a++)
            if (row[k].students[a] > 0 && !(least[k] > 0 && least[k] < row[k].students[a]))
                least[k] = row[k].students[a];
    if (good)
        few_find(least, rows, shown);
    for (size_t k = 0; k < rows && good; k++)
        for (size_t a = 0; a < study->arms; a++) {
            row[k].shown[a] = shown[k];
            row[k].value[a] = shown[k] == KITH_SHOWN ? row[k].value[a] : (double)NAN;
        }
    free(least);
    free(shown);
    return good;
}

/* A row for each part of a split, called by its number. */
static bool add_parts(const struct kith_study *study, const struct split *split, struct kith_groups *groups,
                      enum kith_group_kind kind, const char *called)
{
    size_t first = groups->count;
    for (size_t part = 0; part < split->width; part++) {
        char label[64];
        snprintf(label, sizeof label, "%s %zu", called, part + 1);
        if (!group_make(study, groups, kind, label))
            return false;
        for (size_t a = 0; a < study->arms; a++)
            measure(study, split, a, part, &groups->at[groups->count - 1]);
    }
    return split->width == 0 || hide_few(study, groups->at + first, split->width);
}

/* The site with the highest (sign 1) or lowest (-1) rate in each arm, of those that are shown. */
static bool add_site(const struct kith_study *study, const struct kith_groups *sites, struct kith_groups *groups,
                     enum kith_group_kind kind, double sign)
{
    if (!group_make(study, groups, kind,
                    kind == KITH_GROUP_WORST_SITE ? "at the worst site on average" : "at the best site on average"))
        return false;
    struct kith_group *kept = &groups->at[groups->count - 1];
    for (size_t a = 0; a < study->arms; a++) {
        kept->value[a] = NAN;
        for (size_t s = 0; s < sites->count; s++) {
            const struct kith_group *site = &sites->at[s];
            if (isnan(site->value[a]) || !(isnan(kept->value[a]) || sign * site->value[a] > sign * kept->value[a]))
                continue;
            kept->value[a] = site->value[a];
            kept->students[a] = site->students[a];
            kept->site[a] = study->site[s];
        }
    }
    return true;
}

static bool add_sites(const struct kith_study *study, const struct split *split, struct kith_groups *groups)
{
    struct kith_groups sites = {0};
    groups->site = calloc(split->width + 1, sizeof *groups->site);
    bool good = groups->site && add_parts(study, split, &sites, KITH_GROUP_WORST_SITE, "site");
    for (size_t s = 0; s < sites.count && good; s++)
        groups->site[s] = sites.at[s].shown[0];
    good = good && add_site(study, &sites, groups, KITH_GROUP_WORST_SITE, 1) &&
           add_site(study, &sites, groups, KITH_GROUP_BEST_SITE, -1);
    kith_groups_clear(&sites);
    return good;
}

static bool add_one(const struct kith_study *study, struct kith_groups *groups, enum kith_group_kind kind, const char *label,
                    const double *students, const double *distressed)
{
    struct split split;
    bool good = split_make(study, &split, 1) && group_make(study, groups, kind, label);
    if (good)
        sum_split(study, &split, students, distressed);
    for (size_t a = 0; good && a < study->arms; a++)
        measure(study, &split, a, 0, &groups->at[groups->count - 1]);
    split_clear(&split);
    return good;
}

/* Students in class or on placement without a friend at hand, and with one: both follow from the weekly counts. */
static enum kith_status add_company(const struct kith_study *study, struct kith_groups *groups, struct kith_report *report)
{
    enum { TAUGHT, ALONE, DISTRESSED, COVERED, COUNTS };
    static const char *const names[COUNTS] = {"teaching", "isolated", "teaching_distressed", "covered"};
    double *count[COUNTS] = {NULL};
    enum kith_status status = KITH_OK;
    for (size_t k = 0; k < COUNTS && status == KITH_OK; k++)
        status = kith_study_weekly(study, names[k], &count[k], report);
    for (size_t k = 0; k < study->arms * study->replicates * study->weeks && status == KITH_OK; k++) {
        count[TAUGHT][k] -= count[ALONE][k];
        count[DISTRESSED][k] -= count[COVERED][k];
    }
    if (status == KITH_OK && !(add_one(study, groups, KITH_GROUP_ISOLATED, "students with no friend at hand that week",
                                       count[ALONE], count[DISTRESSED]) &&
                               add_one(study, groups, KITH_GROUP_TOGETHER, "students with a friend at hand that week",
                                       count[TAUGHT], count[COVERED]) &&
                               hide_few(study, groups->at + groups->count - 2, 2)))
        status = KITH_FAILED;
    for (size_t k = 0; k < COUNTS; k++)
        free(count[k]);
    return status;
}

static double mean_of(const double *values, size_t count)
{
    double sum = 0, known = 0;
    for (size_t k = 0; k < count; k++)
        if (!isnan(values[k])) {
            sum += values[k];
            known++;
        }
    return known > 0 ? sum / known : (double)NAN;
}

static const struct kith_study_outcome *outcome_called(const struct kith_study *study, const char *name)
{
    size_t k = kith_study_outcome_index(study, name);
    return k < study->outcomes ? &study->outcome[k] : NULL;
}

/* Those who served, all the weeks that they were there. */
static bool add_supporters(const struct kith_study *study, struct kith_groups *groups)
{
    const struct kith_study_outcome *weeks = outcome_called(study, "supporter_weeks"),
                                    *serving = outcome_called(study, "supporters_serving");
    if (!weeks || !serving)
        return true;
    if (!group_make(study, groups, KITH_GROUP_SUPPORTERS, "supporters themselves"))
        return false;
    struct kith_group *group = &groups->at[groups->count - 1];
    for (size_t a = 0; a < study->arms; a++) {
        double there = mean_of(serving->value + a * study->replicates, study->replicates);
        group->students[a] = isnan(there) ? 0 : there;
        few_find(&there, 1, &group->shown[a]);
        group->value[a] = there >= FEW_BELOW ? mean_of(weeks->value + a * study->replicates, study->replicates) : (double)NAN;
    }
    return true;
}

enum kith_status kith_study_groups(const struct kith_study *study, struct kith_groups *groups, struct kith_report *report)
{
    struct split site = {0}, year = {0};
    *groups = (struct kith_groups){0};
    enum kith_status status = split_read(study, &site, "site", study->sites, report);
    if (status == KITH_OK && !add_sites(study, &site, groups))
        status = KITH_FAILED;
    if (status == KITH_OK)
        status = split_read(study, &year, "year", study->years, report);
    if (status == KITH_OK && !add_parts(study, &year, groups, KITH_GROUP_YEAR, "students in year"))
        status = KITH_FAILED;
    if (status == KITH_OK)
        status = add_company(study, groups, report);
    if (status == KITH_OK && !add_supporters(study, groups))
        status = KITH_FAILED;
    split_clear(&site);
    split_clear(&year);
    return status;
}
