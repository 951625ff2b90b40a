/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sections of the page share: what they are drawn from, and how they write. */
#ifndef EXPERIMENT_PAGE_PAGE_H
#define EXPERIMENT_PAGE_PAGE_H

#include <stdio.h>

#include "archive/archive.h"
#include "kith/kith.h"

struct page {
    FILE *stream;
    const char *program; /* in commands */
    const char *path; /* of the results file */
    const struct kith_study *study;
    const struct kith_study *const *rivals; /* the same arms under other hypotheses of influence */
    size_t rival_count;
    const struct archive_file *file;
    const struct archive_catalog *catalog;
    size_t reference;                   /* arm */
    struct kith_difference *difference; /* [outcomes][arms] */
    struct kith_report *report;
};

/* Markup as printf's; texts (%s) are escaped. Understands %s, and d, zu, lld, f, e and g with flags and precision. */
void page_print(FILE *stream, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A sentence that stands where a figure would. */
void page_absent(const struct page *page, const char *sentence);

/* A sentence of the library, which begins small and ends without a stop, as one. */
void page_sentence(FILE *stream, const char *sentence);

/* A number as kith_number_text says it, in a cell; "-" if it is missing. */
void page_cell(const struct page *page, double value);

/* All values of a variable as doubles; NULL where the file has none of this name. free() *values. */
enum kith_status page_values(const struct page *page, const char *name, double **values);

/* All values of a log's column ("ties", "week_number"); KITH_INVALID where there is none, or it has another length than *count (unless 0). */
enum kith_status page_column(const struct page *page, const char *log, const char *name, int32_t **values, size_t *count);

/* The difference of an arm in an outcome. */
static inline const struct kith_difference *page_difference(const struct page *page, size_t outcome, size_t arm)
{
    return &page->difference[outcome * page->study->arms + arm];
}

/* Sections: each writes its own part, or a sentence that says what to switch on. */
enum kith_status section_setting(const struct page *page);
enum kith_status section_answer(const struct page *page);
enum kith_status section_outcomes(const struct page *page);
enum kith_status section_evidence(const struct page *page);
enum kith_status section_dots(const struct page *page);
enum kith_status section_funnel(const struct page *page);
enum kith_status section_changes(const struct page *page);
enum kith_status section_weeks(const struct page *page);
enum kith_status section_where(const struct page *page);
enum kith_status section_timetable(const struct page *page);
enum kith_status section_friends(const struct page *page);
enum kith_status section_log(const struct page *page);
enum kith_status section_assumptions(const struct page *page);
enum kith_status section_influence(const struct page *page);
enum kith_status section_provenance(const struct page *page);
enum kith_status section_odd(const struct page *page);
enum kith_status section_scenario(const struct page *page);
enum kith_status section_support_line(const struct page *page);

#endif
