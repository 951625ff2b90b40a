/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A results file read for comparing: arms, replicates, outcomes with their meaning, and what the scenario said. What an outcome's kind and margin are is
 * asked of this kith's own table, by name, so that files of earlier revisions are judged alike; an outcome that it does not know is a mean
 * without a margin.
 */
#include "experiment/compare/study.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/outcome/outcome.h"

size_t study_reference(const struct kith_study_outcome *outcome, size_t reference)
{
    return outcome->against_first ? 0 : reference;
}

static enum kith_status refuse(const struct kith_study *study, const char *what, struct kith_report *report)
{
    return kith_report_add(report, KITH_ERROR, study->path, 0, 0,
                           "%s: the file is damaged or of an older kith; run the scenario again", what);
}

enum kith_status study_said(const struct kith_study *study, enum kith_status status, struct kith_report *report)
{
    struct kith_report *own = &study->inside->report;
    for (size_t k = 0; k < own->count; k++)
        kith_report_add(report, own->messages[k].severity, own->messages[k].file, 0, 0, "%s", own->messages[k].text);
    kith_report_clear(own);
    return status;
}

static char *text_of(const struct kith_study *study, const char *name)
{
    char *text = archive_read_attribute(study->inside->file, NULL, name);
    return text ? text : strdup("");
}

static bool read_attributes(struct kith_study *study)
{
    char *seed = text_of(study, "seed");
    study->title = text_of(study, "title");
    study->question = text_of(study, "question");
    study->digest = text_of(study, "results_digest");
    study->revision = text_of(study, "revision");
    study->scenario_file = text_of(study, "scenario_file");
    /* A merged file's own command says nothing of what was set; its first part's does. */
    char *first = archive_read_attribute(study->inside->file, NULL, "first_part_command_line");
    study->command_line = first ? first : text_of(study, "command_line");
    study->resolved = text_of(study, "scenario_resolved");
    study->support_line = text_of(study, "support_line");
    study->seed = seed ? strtoll(seed, NULL, 10) : 0;
    bool good = seed && study->title && study->question && study->digest && study->revision && study->scenario_file &&
                study->command_line && study->resolved && study->support_line;
    free(seed);
    return good;
}

static enum kith_status read_axes(struct kith_study *study, struct kith_report *report)
{
    struct archive_file *file = study->inside->file;
    enum kith_status status = archive_read_labels(file, "arm", &study->arm, &study->arms);
    if (status == KITH_OK)
        status = archive_read_whole(file, "replicate", &study->replicate, &study->replicates);
    if (status == KITH_OK)
        status = archive_read_labels(file, "site", &study->site, &study->sites);
    if (status != KITH_OK)
        return study_said(study, status, report);
    const struct archive_dataset *week = archive_catalog_find(&study->inside->catalog, "week"),
                                 *year = archive_catalog_find(&study->inside->catalog, "year_of_course");
    study->weeks = week ? week->size : 0;
    study->years = year ? year->size : 0;
    return study->arms && study->replicates ? KITH_OK : refuse(study, "it has no arms or no replicates", report);
}

static bool is_outcome(const struct kith_study *study, const struct archive_dataset *d)
{
    return d->group_length == 0 && !d->is_axis && !d->is_text && d->type == ARCHIVE_FLOAT64 && d->rank == 2 &&
           strcmp(d->axes[0], "arm") == 0 && strcmp(d->axes[1], "replicate") == 0 && d->lengths[0] == study->arms &&
           d->lengths[1] == study->replicates;
}

static char *copy(const char *text)
{
    return strdup(text ? text : "");
}

static enum kith_status read_outcome(struct kith_study *study, const struct archive_dataset *d, struct kith_report *report)
{
    const struct outcome *known = outcome_find(d->name);
    struct kith_study_outcome *o = &study->outcome[study->outcomes++];
    *o = (struct kith_study_outcome){.name = copy(d->name),
                                     .label = copy(known ? known->label : d->long_name),
                                     .unit = copy(d->unit),
                                     .formula = copy(d->formula),
                                     .kind = known ? known->kind : KITH_KIND_MEAN,
                                     .better = known ? known->better : KITH_BETTER_NEITHER,
                                     .matters = known ? known->matters : (double)NAN,
                                     .precision = NAN,
                                     .share = known && known->share,
                                     .checked = known && known->target,
                                     .against_first = known && known->against_first,
                                     .value = malloc(d->size * sizeof *o->value + 1)};
    if (!o->name || !o->label || !o->unit || !o->formula || !o->value)
        return KITH_FAILED;
    enum kith_status status = archive_read_values(study->inside->file, d, NULL, NULL, ARCHIVE_FLOAT64, o->value);
    for (size_t k = 0; k < study->replicates && o->against_first; k++)
        o->value[k] = NAN; /* files of earlier revisions hold 0 in the first arm */
    return study_said(study, status, report);
}

static enum kith_status read_outcomes(struct kith_study *study, struct kith_report *report)
{
    const struct archive_catalog *catalog = &study->inside->catalog;
    enum kith_status status = KITH_OK;
    study->outcome = calloc(catalog->count + 1, sizeof *study->outcome);
    if (!study->outcome)
        return KITH_FAILED;
    for (size_t k = 0; k < catalog->count && status == KITH_OK; k++)
        if (is_outcome(study, &catalog->at[k]))
            status = read_outcome(study, &catalog->at[k], report);
    if (status == KITH_OK && study->outcomes == 0)
        return refuse(study, "it has no outcomes", report);
    const struct archive_dataset *split = archive_catalog_find(catalog, "students_by_site");
    study->imported = split && split->type == ARCHIVE_FLOAT64;
    return status;
}

static enum kith_status read_all(struct kith_study *study, const char *path, struct kith_report *report)
{
    kith_report_init(&study->inside->report);
    study->path = copy(path);
    if (!study->path)
        return KITH_FAILED;
    enum kith_status status = archive_read_open(&study->inside->file, path, &study->inside->report);
    if (status == KITH_OK)
        status = archive_catalog_read(&study->inside->catalog, study->inside->file);
    if (status != KITH_OK)
        return study_said(study, status, report);
    if (!read_attributes(study))
        return KITH_FAILED;
    status = read_axes(study, report);
    if (status == KITH_OK)
        status = read_outcomes(study, report);
    if (status == KITH_OK)
        study_hide_few(study);
    return status == KITH_OK ? study_read_scenario(study) : status;
}

enum kith_status kith_study_open(struct kith_study **opened, const char *path, struct kith_report *report)
{
    struct kith_study *study = calloc(1, sizeof *study);
    *opened = NULL;
    if (!study || !(study->inside = calloc(1, sizeof *study->inside))) {
        free(study);
        return KITH_FAILED;
    }
    enum kith_status status = read_all(study, path, report);
    if (status == KITH_OK)
        *opened = study;
    else
        kith_study_close(study);
    return status;
}

static void free_outcomes(struct kith_study *study)
{
    for (size_t k = 0; k < study->outcomes; k++) {
        struct kith_study_outcome *o = &study->outcome[k];
        free(o->name);
        free(o->label);
        free(o->unit);
        free(o->formula);
        free(o->value);
    }
    free(study->outcome);
}

static void free_changes(struct kith_study *study)
{
    for (size_t k = 0; k < study->changes; k++) {
        for (size_t a = 0; a < study->arms && study->change[k].text; a++)
            free(study->change[k].text[a]);
        free(study->change[k].text);
        free(study->change[k].path);
    }
    free(study->change);
}

void kith_study_close(struct kith_study *study)
{
    if (!study)
        return;
    free_outcomes(study);
    free_changes(study);
    archive_read_labels_free(study->arm, study->arms);
    archive_read_labels_free(study->site, study->sites);
    archive_catalog_clear(&study->inside->catalog);
    archive_read_close(study->inside->file);
    kith_report_clear(&study->inside->report);
    char *texts[] = {study->path,          study->title,    study->question,  study->digest,       study->revision,
                     study->scenario_file, study->resolved, study->influence, study->command_line, study->support_line};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
        free(texts[k]);
    free(study->replicate);
    free(study->inside);
    free(study);
}

/* The axes that its name says, as long as those of the file, so that what is read can be gone through. */
static bool is_weekly(const struct kith_study *study, const struct archive_dataset *d, const char *name)
{
    const struct {
        const char *end, *axis;
        size_t length;
    } splits[] = {{"_by_site", "site", study->sites}, {"_by_year", "year_of_course", study->years}};
    const char *const axes[] = {"arm", "replicate", "week"};
    const size_t lengths[] = {study->arms, study->replicates, study->weeks};
    size_t rank = 3;
    bool well = !d->is_axis && !d->is_text && d->rank >= 3;
    for (size_t k = 0; well && k < 3; k++)
        well = strcmp(d->axes[k], axes[k]) == 0 && d->lengths[k] == lengths[k];
    for (size_t k = 0; well && k < sizeof splits / sizeof *splits; k++)
        if (strstr(name, splits[k].end)) {
            rank = 4;
            well = d->rank == 4 && strcmp(d->axes[3], splits[k].axis) == 0 && d->lengths[3] == splits[k].length;
        }
    return well && d->rank == rank;
}

enum kith_status kith_study_weekly(const struct kith_study *study, const char *name, double **values, struct kith_report *report)
{
    const struct archive_dataset *d = archive_catalog_find(&study->inside->catalog, name);
    *values = NULL;
    if (!d || !is_weekly(study, d, name))
        return kith_report_add(report, KITH_ERROR, study->path, 0, 0, "holds no weekly count called %s", name);
    *values = malloc(d->size * sizeof **values + 1);
    if (!*values)
        return KITH_FAILED;
    enum kith_status status = archive_read_values(study->inside->file, d, NULL, NULL, ARCHIVE_FLOAT64, *values);
    if (status != KITH_OK) {
        free(*values);
        *values = NULL;
    }
    return study_said(study, status, report);
}

enum kith_status kith_study_compare(const struct kith_study *study, size_t outcome, size_t reference,
                                    struct kith_difference *difference)
{
    const struct kith_study_outcome *o = &study->outcome[outcome];
    return kith_differences(o->value, study->arms, study->replicates, study_reference(o, reference), o->kind, o->matters,
                            difference);
}
