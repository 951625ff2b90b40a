/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether results files are parts of one run, and which replicates they hold. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/files/merge.h"
#include "experiment/files/resolved.h"

/* --- Whether the parts belong together. --- */

/* How results are compared is not what was simulated: the first part's settings count. */
static bool is_simulated(const char *path)
{
    return strncmp(path, "compare.", strlen("compare.")) != 0;
}

static enum kith_status check_text(const struct merging *m, const struct results *results, const char *attribute,
                                   enum kith_severity severity, const char *sentence)
{
    char *ours = archive_read_attribute(m->part[0].results.file, NULL, attribute);
    char *theirs = archive_read_attribute(results->file, NULL, attribute);
    enum kith_status status = KITH_OK;
    if (strcmp(ours ? ours : "", theirs ? theirs : "") != 0)
        status = kith_report_add(m->report, severity, results->path, 0, 0, "%s (%s here: %s; in %s: %s)", sentence, attribute,
                                 theirs ? theirs : "none", m->part[0].results.path, ours ? ours : "none");
    free(ours);
    free(theirs);
    return status;
}

static enum kith_status check_settings(const struct merging *m, const struct results *results)
{
    struct resolved ours = {0}, theirs = {0};
    enum kith_status status = resolved_read(&ours, &m->part[0].results);
    if (status == KITH_OK)
        status = resolved_read(&theirs, results);
    char *text = status == KITH_OK ? resolved_difference_text(&ours, &theirs, is_simulated) : NULL;
    if (status == KITH_OK && !text)
        status = KITH_FAILED;
    if (status == KITH_OK && text[0])
        status = kith_report_add(m->report, KITH_ERROR, results->path, 0, 0,
                                 "is of another scenario than %s: %s; only replicates of one scenario can be merged",
                                 m->part[0].results.path, text);
    free(text);
    resolved_clear(&ours);
    resolved_clear(&theirs);
    return status;
}

static bool same_axis(const struct archive_axis *a, const struct archive_axis *b)
{
    if (strcmp(a->name, b->name) != 0 || a->log != b->log || !a->labels != !b->labels)
        return false;
    if (strcmp(a->name, "replicate") == 0 || a->log)
        return true;
    bool same = a->length == b->length;
    for (size_t k = 0; same && k < a->length; k++)
        same = a->labels ? strcmp(a->labels[k], b->labels[k]) == 0 : a->numbers[k] == b->numbers[k];
    return same;
}

static bool same_variable(const struct archive_dataset *a, const struct archive_dataset *b)
{
    bool same = strcmp(a->path, b->path) == 0 && a->type == b->type && a->rank == b->rank;
    for (size_t k = 0; same && k < a->rank; k++)
        same = strcmp(a->axes[k], b->axes[k]) == 0;
    return same;
}

static enum kith_status check_layout(const struct merging *m, const struct part *part)
{
    const struct found_layout *ours = &m->part[0].layout, *theirs = &part->layout;
    const char *differs = NULL;
    bool same = ours->archive.axis_count == theirs->archive.axis_count;
    for (size_t k = 0; same && k < ours->archive.axis_count; k++)
        if (!same_axis(&ours->archive.axes[k], &theirs->archive.axes[k]) && !differs)
            differs = ours->archive.axes[k].name;
    same = same && ours->archive.variable_count == theirs->archive.variable_count;
    for (size_t k = 0; same && k < ours->archive.variable_count; k++)
        if (!same_variable(ours->dataset[k], theirs->dataset[k]) && !differs)
            differs = ours->dataset[k]->path;
    if (same && !differs)
        return KITH_OK;
    return kith_report_add(m->report, KITH_ERROR, part->results.path, 0, 0,
                           "holds something else than %s%s%s: other arms (--arm), or another version of kith; run one of the two "
                           "again",
                           m->part[0].results.path, differs ? ", first in " : "", differs ? differs : "");
}

enum kith_status merge_check_part(const struct merging *m, const struct part *part)
{
    enum kith_status status = check_settings(m, &part->results);
    if (status == KITH_OK)
        status = check_text(m, &part->results, "inputs", KITH_ERROR, "was run with another content of an imported file");
    if (status == KITH_OK)
        status = check_layout(m, part);
    if (status == KITH_OK)
        check_text(m, &part->results, "revision", KITH_WARNING,
                   "was run by another revision of kith; replicates of two revisions may differ by more than luck");
    return status;
}

/* --- Which replicates. --- */

static int compare_replicates(const void *left, const void *right)
{
    const struct owned_replicate *a = left, *b = right;
    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return (a->part > b->part) - (a->part < b->part);
}

/* Replicates that two parts both hold, of which all[at - 1] and all[at] are the first. */
static enum kith_status say_overlap(const struct merging *m, const struct owned_replicate *all, size_t count, size_t at)
{
    int64_t first = all[at].number, last = first;
    for (size_t k = at; k < count; k++)
        if (all[k].number == all[k - 1].number && all[k].part == all[at].part && all[k - 1].part == all[at - 1].part)
            last = all[k].number;
    char range[64];
    if (first == last)
        snprintf(range, sizeof range, "replicate %" PRId64, first);
    else
        snprintf(range, sizeof range, "replicates %" PRId64 "-%" PRId64, first, last);
    return kith_report_add(m->report, KITH_ERROR, m->part[all[at].part].results.path, 0, 0,
                           "holds %s, and so does %s; each may come once (kith run -r FIRST-LAST)", range,
                           m->part[all[at - 1].part].results.path);
}

static enum kith_status check_replicates(const struct merging *m, const struct owned_replicate *all, size_t count)
{
    for (size_t k = 1; k < count; k++)
        if (all[k].number == all[k - 1].number)
            return say_overlap(m, all, count, k);
    for (size_t k = 1; k < count; k++)
        if (all[k].number > all[k - 1].number + 1)
            kith_report_add(m->report, KITH_WARNING, NULL, 0, 0, "no file holds replicates %" PRId64 "-%" PRId64,
                            all[k - 1].number + 1, all[k].number - 1);
    return KITH_OK;
}

/* All replicates in order; the layout's axis becomes theirs. */
enum kith_status merge_gather(struct merging *m, struct owned_replicate **all, size_t *count)
{
    *count = 0;
    for (size_t p = 0; p < m->options->part_count; p++)
        *count += m->part[p].layout.replicate->length;
    struct owned_replicate *list = *all = malloc((*count + 1) * sizeof *list);
    int64_t *numbers = malloc((*count + 1) * sizeof *numbers);
    if (!list || !numbers) {
        free(numbers);
        return KITH_FAILED;
    }
    for (size_t p = 0, k = 0; p < m->options->part_count; p++)
        for (size_t r = 0; r < m->part[p].layout.replicate->length; r++)
            list[k++] = (struct owned_replicate){m->part[p].layout.replicate->numbers[r], p, r};
    qsort(list, *count, sizeof *list, compare_replicates);
    for (size_t k = 0; k < *count; k++)
        numbers[k] = list[k].number;
    if (!found_layout_replicates(m->layout, numbers, *count))
        return KITH_FAILED;
    return check_replicates(m, list, *count);
}
