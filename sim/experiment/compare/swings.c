/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sweep over assumptions that a results file holds, for one arm. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/compare/study.h"
#include "experiment/schema.h"

enum { ENDS = 2 };

/* Where this kith's table has a value from; "" for a parameter that it does not know. */
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
    return "";
}

/* All of a variable as numbers; NULL if it is not there or has another size. */
static double *read_all(const struct kith_study *study, const char *name, size_t size)
{
    const struct archive_dataset *dataset = archive_catalog_find(&study->inside->catalog, name);
    double *values = dataset && dataset->size == size ? malloc((size + 1) * sizeof *values) : NULL;
    if (values && archive_read_values(study->inside->file, dataset, NULL, NULL, ARCHIVE_FLOAT64, values) != KITH_OK) {
        free(values);
        values = NULL;
    }
    return values;
}

static enum kith_status fill(const struct kith_study *study, size_t arm, struct kith_swings *swings, size_t count)
{
    size_t cells = count * study->arms * ENDS;
    double *value = read_all(study, "assumptions/value", count * ENDS), *acts = read_all(study, "assumptions/acts", count);
    double *difference = read_all(study, "assumptions/difference", cells), *low = read_all(study, "assumptions/low", cells),
           *high = read_all(study, "assumptions/high", cells), *stands = read_all(study, "assumptions/as_it_stands", study->arms);
    double *from = read_all(study, "assumptions/as_it_stands_low", study->arms), /* NULL: of an earlier revision */
        *to = read_all(study, "assumptions/as_it_stands_high", study->arms);
    bool good = value && acts && difference && low && high && stands;
    for (size_t k = 0; k < count && good; k++) {
        size_t at = (k * study->arms + arm) * ENDS;
        if (!(acts[k] > 0)) {
            swings->inert[swings->inert_count++] = swings->label[k];
            continue;
        }
        swings->at[swings->count++] = (struct kith_swing){swings->label[k],
                                                          source_of(swings->label[k]),
                                                          value[k * ENDS],
                                                          value[k * ENDS + 1],
                                                          difference[at],
                                                          difference[at + 1],
                                                          low[at],
                                                          high[at],
                                                          low[at + 1],
                                                          high[at + 1],
                                                          stands[arm],
                                                          from ? from[arm] : (double)NAN,
                                                          to ? to[arm] : (double)NAN};
    }
    free(value);
    free(acts);
    free(difference);
    free(low);
    free(high);
    free(stands);
    free(from);
    free(to);
    return good ? KITH_OK : KITH_FAILED;
}

enum kith_status kith_study_swings(const struct kith_study *study, size_t arm, struct kith_swings *swings,
                                   struct kith_report *report)
{
    struct archive_file *file = study->inside->file;
    *swings = (struct kith_swings){.count = 0};
    if (!archive_read_has(file, "assumptions"))
        return KITH_OK;
    char *replicates = archive_read_attribute(file, NULL, "assumptions_replicates");
    swings->outcome = archive_read_attribute(file, NULL, "assumptions_outcome");
    swings->reference = archive_read_attribute(file, NULL, "assumptions_reference");
    swings->rule = archive_read_attribute(file, "assumptions/value", "formula");
    swings->replicates = replicates ? strtoll(replicates, NULL, 10) : 0;
    free(replicates);
    size_t count = 0;
    enum kith_status status = archive_read_labels(file, "assumptions/assumption", &swings->label, &count);
    swings->labels = status == KITH_OK ? count : 0;
    swings->at = calloc(count + 1, sizeof *swings->at);
    swings->inert = calloc(count + 1, sizeof *swings->inert);
    if (status == KITH_OK)
        status =
            swings->at && swings->inert && swings->outcome && swings->reference ? fill(study, arm, swings, count) : KITH_FAILED;
    kith_swing_sort(swings->at, swings->count);
    return study_said(study, status, report);
}

void kith_swings_clear(struct kith_swings *swings)
{
    archive_read_labels_free(swings->label, swings->labels);
    free(swings->outcome);
    free(swings->reference);
    free(swings->rule);
    free(swings->at);
    free(swings->inert);
    *swings = (struct kith_swings){.count = 0};
}
