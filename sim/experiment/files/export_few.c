/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which values of an export stay blank, because they are of fewer than five students (base/few.h): splits by the students of a row,
 * counts by channel by themselves, as they are of students, and outcomes of supporters by how many serve.
 */
#include <stdlib.h>
#include <string.h>

#include "base/few.h"
#include "experiment/files/export.h"
#include "experiment/files/layout.h"

bool export_same_axes(const struct archive_dataset *a, const struct archive_dataset *b)
{
    bool same = a->rank == b->rank;
    for (size_t k = 0; same && k < a->rank; k++)
        same = strcmp(a->axes[k], b->axes[k]) == 0 && a->lengths[k] == b->lengths[k];
    return same;
}

/* The variable over these axes that counts the students of a row; NULL: it needs none. */
static const struct archive_dataset *find_students(const struct results *results, const struct archive_dataset *variable)
{
    static const char *const names[] = {"students", "students_by_site", "students_by_year"};
    const struct archive_dataset *serving = archive_catalog_find(&results->catalog, OUTCOME_SERVING);
    if (archive_dataset_axis(variable, "channel") < ARCHIVE_AXES_MAX)
        return variable;
    if (serving && export_same_axes(serving, variable))
        return outcome_is_of_supporters(variable->name) ? serving : NULL;
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
        const struct archive_dataset *students = archive_catalog_find(&results->catalog, names[k]);
        if (students && export_same_axes(students, variable))
            return students;
    }
    return NULL;
}

enum kith_status export_find_shown(struct export_hiding *hiding, const struct results *results,
                                   const struct archive_dataset *variable)
{
    const struct archive_dataset *students = find_students(results, variable);
    if (students == hiding->students)
        return KITH_OK;
    free(hiding->shown);
    *hiding = (struct export_hiding){.students = students};
    if (!students)
        return KITH_OK;
    size_t size = students->size, rows = students->rank > 3 ? students->lengths[3] : 1;
    double *counts = results_values(results, students);
    hiding->shown = malloc((size + 1) * sizeof *hiding->shown);
    enum kith_status status = counts && hiding->shown ? KITH_OK : KITH_FAILED;
    for (size_t k = 0; status == KITH_OK && k < size; k += rows)
        few_find(counts + k, rows, hiding->shown + k);
    free(counts);
    return status;
}

/* A difference would tell of the first arm too, so an arm's row goes with the first arm's. */
static void hide_compared(const double *mean, const struct coordinate *outcome, size_t arms, enum kith_shown *shown)
{
    size_t outcomes = outcome->length, serving = 0;
    while (serving < outcomes && strcmp(outcome->labels[serving], OUTCOME_SERVING) != 0)
        serving++;
    for (size_t row = 0; row < arms * outcomes; row++) {
        enum kith_shown own = KITH_SHOWN, first = KITH_SHOWN;
        if (serving < outcomes && outcome_is_of_supporters(outcome->labels[row % outcomes])) {
            few_find(&mean[row / outcomes * outcomes + serving], 1, &own);
            few_find(&mean[serving], 1, &first);
        }
        shown[row] = own == KITH_SHOWN ? first : own;
    }
}

enum kith_status export_find_compared(enum kith_shown **shown, const struct results *results,
                                      const struct archive_dataset *variable)
{
    const struct archive_dataset *mean = archive_catalog_find(&results->catalog, LAYOUT_COMPARISON "/mean");
    struct coordinate outcome = {0};
    *shown = NULL;
    if (!mean || !results_same_group(mean, variable) || !export_same_axes(mean, variable))
        return KITH_OK;
    const struct archive_dataset *axis = results_axis(results, mean, 1);
    enum kith_status status = axis ? coordinate_read(&outcome, results, axis) : KITH_FAILED;
    double *means = status == KITH_OK ? results_values(results, mean) : NULL;
    *shown = malloc((mean->size + 1) * sizeof **shown);
    if (!means || !*shown || !outcome.labels || outcome.length != mean->lengths[1])
        status = KITH_FAILED;
    if (status == KITH_OK)
        hide_compared(means, &outcome, mean->lengths[0], *shown);
    free(means);
    coordinate_clear(&outcome);
    return status;
}
