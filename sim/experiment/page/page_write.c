/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a results file to a page: page.html says what stands where, {{slot}} is filled by a section. */
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "base/atomic_file.h"
#include "experiment/page/asset.h"
#include "experiment/page/page.h"

/* 'sha256-...' of a script or style element's text, as a content-security policy names it. */
static enum kith_status write_hash(const struct page *page, enum asset asset)
{
    unsigned char hash[EVP_MAX_MD_SIZE], text[2 * EVP_MAX_MD_SIZE];
    unsigned int length;
    const char *element = asset_text(asset);
    if (!EVP_Digest(element, strlen(element), hash, &length, EVP_sha256(), NULL))
        return KITH_FAILED;
    EVP_EncodeBlock(text, hash, (int)length);
    fprintf(page->stream, "'sha256-%s'", (const char *)text);
    return KITH_OK;
}

static enum kith_status write_script_hashes(const struct page *page)
{
    enum kith_status status = write_hash(page, ASSET_VEGA);
    fputc(' ', page->stream);
    return status == KITH_OK ? write_hash(page, ASSET_SCRIPT) : status;
}

static enum kith_status write_style_hashes(const struct page *page)
{
    return write_hash(page, ASSET_STYLE);
}

static enum kith_status write_style(const struct page *page)
{
    fputs(asset_text(ASSET_STYLE), page->stream);
    return KITH_OK;
}

static enum kith_status write_script(const struct page *page)
{
    fputs(asset_text(ASSET_SCRIPT), page->stream);
    return KITH_OK;
}

static enum kith_status write_vega(const struct page *page)
{
    fputs(asset_text(ASSET_VEGA), page->stream);
    return KITH_OK;
}

static enum kith_status write_version(const struct page *page)
{
    page_print(page->stream, "%s", kith_version());
    return KITH_OK;
}

static enum kith_status write_title(const struct page *page)
{
    page_print(page->stream, "%s", page->study->title && page->study->title[0] ? page->study->title : "A kith scenario");
    return KITH_OK;
}

static enum kith_status write_question(const struct page *page)
{
    page_print(page->stream, "%s", page->study->question ? page->study->question : "");
    return KITH_OK;
}

static enum kith_status write_file(const struct page *page)
{
    const char *slash = strrchr(page->path, '/');
    page_print(page->stream, "%s", slash ? slash + 1 : page->path);
    return KITH_OK;
}

static const struct {
    const char *name;
    enum kith_status (*write)(const struct page *page);
} slots[] = {
    {"script_hashes", write_script_hashes},
    {"style_hashes", write_style_hashes},
    {"style", write_style},
    {"script", write_script},
    {"vega", write_vega},
    {"version", write_version},
    {"title", write_title},
    {"question", write_question},
    {"file", write_file},
    {"setting", section_setting},
    {"support_line", section_support_line},
    {"answer", section_answer},
    {"outcomes", section_outcomes},
    {"dots", section_dots},
    {"funnel", section_funnel},
    {"changes", section_changes},
    {"weeks", section_weeks},
    {"where", section_where},
    {"timetable", section_timetable},
    {"friends", section_friends},
    {"log", section_log},
    {"assumptions", section_assumptions},
    {"influence", section_influence},
    {"evidence", section_evidence},
    {"provenance", section_provenance},
    {"odd", section_odd},
    {"scenario", section_scenario},
};

static enum kith_status write_slot(const struct page *page, const char *name, size_t length)
{
    for (size_t k = 0; k < sizeof slots / sizeof slots[0]; k++)
        if (strlen(slots[k].name) == length && memcmp(slots[k].name, name, length) == 0)
            return slots[k].write(page);
    return KITH_FAILED;
}

static enum kith_status write_page(const struct page *page)
{
    const char *at = asset_text(ASSET_HTML);
    for (const char *slot; (slot = strstr(at, "{{"));) {
        const char *end = strstr(slot, "}}");
        fwrite(at, 1, (size_t)(slot - at), page->stream);
        enum kith_status status = write_slot(page, slot + 2, (size_t)(end - slot) - 2);
        if (status != KITH_OK)
            return status;
        at = end + 2;
    }
    fputs(at, page->stream);
    return KITH_OK;
}

static enum kith_status compare_all(struct page *page)
{
    const struct kith_study *study = page->study;
    page->difference = calloc(study->outcomes * study->arms + 1, sizeof *page->difference);
    enum kith_status status = page->difference ? KITH_OK : KITH_FAILED;
    for (size_t k = 0; k < study->outcomes && status == KITH_OK; k++)
        status = kith_study_compare(study, k, page->reference, &page->difference[k * study->arms]);
    return status;
}

/* Of what is read, nothing may be replaced. */
static enum kith_status allowed(const struct page *page, const struct kith_page_options *options)
{
    char **reads = calloc(page->rival_count + 2, sizeof *reads);
    const struct atomic_guard guard = {.reads = reads, .option = "-o", .overwrite = options->overwrite};
    if (!reads)
        return KITH_FAILED;
    reads[0] = page->study->path;
    for (size_t k = 0; k < page->rival_count; k++)
        reads[1 + k] = page->rivals[k]->path;
    enum kith_status status = atomic_file_allowed(options->output, &guard, page->report);
    free(reads);
    return status;
}

static enum kith_status write_output(struct page *page, const struct kith_page_options *options)
{
    struct atomic_file file;
    enum kith_status status = allowed(page, options);
    if (status == KITH_OK)
        status = compare_all(page);
    if (status == KITH_OK)
        status = atomic_file_open(&file, options->output, page->report);
    if (status != KITH_OK)
        return status;
    page->stream = file.stream;
    return atomic_file_close(&file, write_page(page), page->report);
}

enum kith_status kith_page_write(const struct kith_study *study, const struct kith_page_options *options,
                                 struct kith_report *report)
{
    struct archive_file *file = NULL;
    struct archive_catalog catalog = {0};
    struct page page = {.program = options->program ? options->program : "kith",
                        .path = study->path,
                        .report = report,
                        .study = study,
                        .rivals = options->rivals,
                        .rival_count = options->rival_count,
                        .catalog = &catalog};
    enum kith_status status = archive_read_open(&file, study->path, report);
    if (status == KITH_OK && options->reference)
        status = kith_study_find_arm(study, options->reference, &page.reference, report);
    if (status == KITH_OK)
        status = archive_catalog_read(&catalog, file);
    page.file = file;
    if (status == KITH_OK)
        status = write_output(&page, options);
    free(page.difference);
    archive_catalog_clear(&catalog);
    archive_read_close(file);
    return status;
}
