/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Joining results files of ranges of replicates: each replicate is written out as the part file that the run had, and the parts
 * are joined as a run joins them. So the merged file is that of one run of all replicates, bit for bit but for what tells of
 * the run itself (date, command line).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "base/atomic_file.h"
#include "experiment/files/join.h"
#include "experiment/files/layout.h"
#include "experiment/files/merge.h"
#include "experiment/run/keep.h"
#include "kith/kith.h"

/* --- Each replicate to a part file again. --- */

/* First row of a replicate in a log, and how many. */
static enum kith_status find_rows(const struct results *results, const struct archive_dataset *column, size_t place,
                                  size_t *first, size_t *rows)
{
    char name[96];
    int32_t *sizes;
    size_t length;
    snprintf(name, sizeof name, "%.*s/row_size", (int)column->group_length, column->path);
    enum kith_status status = archive_read_whole(results->file, name, &sizes, &length);
    *first = *rows = 0;
    for (size_t r = 0; status == KITH_OK && r <= place && r < length; r++) {
        *first += *rows;
        *rows = (size_t)sizes[r];
    }
    free(sizes);
    return status;
}

static enum kith_status read_data(const struct part *part, size_t variable, size_t place, struct archive_data *data)
{
    const struct archive_dataset *dataset = part->layout.dataset[variable];
    size_t start[ARCHIVE_AXES_MAX] = {0}, count[ARCHIVE_AXES_MAX], length = 1;
    enum kith_status status = KITH_OK;
    for (size_t k = 0; k < dataset->rank; k++) {
        bool one = strcmp(dataset->axes[k], "replicate") == 0;
        start[k] = one ? place : 0;
        count[k] = one ? 1 : dataset->lengths[k];
        length *= count[k];
    }
    if (results_is_log(&part->results, dataset)) {
        status = find_rows(&part->results, dataset, place, &start[0], &count[0]);
        data->rows = length = count[0];
    }
    void *values = malloc(length * archive_type_size(dataset->type) + 1);
    if (status == KITH_OK && !values)
        status = KITH_FAILED;
    if (status == KITH_OK)
        status = archive_read_values(part->results.file, dataset, start, count, dataset->type, values);
    data->values = values;
    return status;
}

static enum kith_status write_replicate(const struct merging *m, const struct owned_replicate *replicate)
{
    const struct archive_layout *layout = &m->layout->archive;
    struct archive_data *data = calloc(layout->variable_count + 1, sizeof *data);
    enum kith_status status = data ? KITH_OK : KITH_FAILED;
    for (size_t v = 0; v < layout->variable_count && status == KITH_OK; v++)
        if (!layout_is_comparison(&layout->variables[v]))
            status = read_data(&m->part[replicate->part], v, replicate->place, &data[v]);
    if (status == KITH_OK)
        status = archive_part_write(m->directory, layout, replicate->number, data, m->report);
    for (size_t v = 0; data && v < layout->variable_count; v++)
        free((void *)(uintptr_t)data[v].values);
    free(data);
    return status;
}

/* The stamp names the files and their results, so that the parts of another merge are not taken for this one's. */
static enum kith_status open_directory(struct merging *m)
{
    char digest[33], *other = NULL, *text = NULL;
    size_t size = 0, length = strlen(m->options->output) + sizeof ".parts";
    FILE *stream = open_memstream(&text, &size);
    m->directory = malloc(length);
    if (!stream || !m->directory) {
        if (stream)
            fclose(stream);
        free(text);
        return KITH_FAILED;
    }
    snprintf(m->directory, length, "%s.parts", m->options->output);
    fprintf(stream, "kith merge\n");
    for (size_t p = 0; p < m->options->part_count; p++) {
        char *results = archive_read_attribute(m->part[p].results.file, NULL, "results_digest");
        fprintf(stream, "%s\n", results ? results : "");
        free(results);
    }
    fclose(stream);
    XXH128_hash_t hash = XXH3_128bits(text, size);
    snprintf(digest, sizeof digest, "%016llx%016llx", (unsigned long long)hash.high64, (unsigned long long)hash.low64);
    enum kith_status status = archive_parts_open(m->directory, digest, text, &other, m->report);
    free(other);
    free(text);
    return status;
}

/* --- The whole. --- */

static enum kith_status open_parts(struct merging *m)
{
    struct keep keep = {0};
    enum kith_status status = KITH_OK;
    for (size_t p = 0; p < m->options->part_count && status == KITH_OK; p++) {
        status = keep_add(&keep, m->options->parts[p]);
        if (status == KITH_OK)
            status = results_open(&m->part[p].results, m->options->parts[p], m->report);
        if (status == KITH_OK)
            status = found_layout_init(&m->part[p].layout, &m->part[p].results);
        if (status == KITH_OK && p > 0)
            status = merge_check_part(m, &m->part[p]);
    }
    struct atomic_guard guard = {.reads = keep.file, .option = "-o", .overwrite = m->options->overwrite};
    if (status == KITH_OK)
        status = atomic_file_allowed(m->options->output, &guard, m->report);
    keep_clear(&keep);
    return status;
}

/* A part may be merged itself. free() it. */
static char *first_command(const struct merging *m)
{
    char *first = archive_read_attribute(m->part[0].results.file, NULL, "first_part_command_line");
    return first ? first : archive_read_attribute(m->part[0].results.file, NULL, "command_line");
}

static enum kith_status describe(struct merging *m)
{
    char *text = NULL, date[LAYOUT_DATE];
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    if (!stream)
        return KITH_FAILED;
    for (size_t p = 0; p < m->options->part_count; p++) {
        char *results = archive_read_attribute(m->part[p].results.file, NULL, "results_digest");
        fprintf(stream, "%s%s (results %s)", p ? ", " : "", m->part[p].results.path, results ? results : "");
        free(results);
    }
    fclose(stream);
    layout_date(date);
    char *first = first_command(m);
    bool good = found_layout_attribute(m->layout, "date", date) && found_layout_attribute(m->layout, "merged_from", text) &&
                found_layout_attribute(m->layout, "first_part_command_line", first ? first : "") &&
                found_layout_attribute(m->layout, "command_line", m->options->command_line ? m->options->command_line : "");
    free(first);
    free(text);
    return good ? KITH_OK : KITH_FAILED;
}

/* How outcomes are compared, as the first part says. */
static enum kith_status take_kinds(const struct merging *m, struct kith_comparison *comparison, size_t arms, size_t outcomes)
{
    const struct archive_catalog *catalog = &m->part[0].results.catalog;
    const struct archive_dataset *kind = archive_catalog_find(catalog, LAYOUT_COMPARISON "/kind");
    const struct archive_dataset *matters = archive_catalog_find(catalog, LAYOUT_COMPARISON "/matters");
    double *kinds = kind && kind->size == outcomes ? results_values(&m->part[0].results, kind) : NULL;
    double *margins = matters && matters->size == outcomes ? results_values(&m->part[0].results, matters) : NULL;
    for (size_t k = 0; kinds && margins && k < arms * outcomes; k++) {
        comparison[k].kind = kinds[k % outcomes] < KITH_KINDS ? (enum kith_kind)kinds[k % outcomes] : KITH_KIND_MEAN;
        comparison[k].matters = margins[k % outcomes];
    }
    bool well = kinds && margins;
    free(kinds);
    free(margins);
    return well ? KITH_OK
                : kith_report_add(m->report, KITH_ERROR, m->part[0].results.path, 0, 0,
                                  "does not say how its outcomes are compared: it is of an older kith; run the scenario again");
}

static enum kith_status join(struct merging *m, char digest[33])
{
    size_t arms, outcomes;
    join_size(&m->layout->archive, &arms, &outcomes);
    struct kith_comparison *comparison = calloc(arms * outcomes + 1, sizeof *comparison);
    enum kith_status status = comparison ? take_kinds(m, comparison, arms, outcomes) : KITH_FAILED;
    if (status == KITH_OK)
        status = join_parts(&m->layout->archive, m->directory, m->options->output, NULL, comparison, digest, m->report);
    free(comparison);
    return status;
}

enum kith_status kith_merge(const struct kith_merge_options *options, struct kith_merged *merged, struct kith_report *report)
{
    struct owned_replicate *all = NULL;
    size_t count = 0;
    struct merging m = {.options = options, .report = report, .part = calloc(options->part_count + 1, sizeof *m.part)};
    enum kith_status status = m.part ? open_parts(&m) : KITH_FAILED;
    m.layout = m.part ? &m.part[0].layout : NULL;
    if (status == KITH_OK)
        status = merge_gather(&m, &all, &count);
    if (status == KITH_OK)
        status = describe(&m);
    if (status == KITH_OK)
        status = open_directory(&m);
    for (size_t k = 0; k < count && status == KITH_OK; k++)
        status = write_replicate(&m, &all[k]);
    if (status == KITH_OK)
        status = join(&m, merged->digest);
    if (status == KITH_OK) {
        merged->replicates = (int64_t)count;
        merged->first = all[0].number;
        merged->last = all[count - 1].number;
    }
    for (size_t p = 0; m.part && p < options->part_count; p++) {
        found_layout_clear(&m.part[p].layout);
        results_close(&m.part[p].results);
    }
    free(all);
    free(m.part);
    free(m.directory);
    return status;
}
