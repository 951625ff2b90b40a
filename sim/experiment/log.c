/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading the interaction log from the group "events" of a results file. All numbers are checked against what they may be, as
 * the counting in log_summary.c goes by them.
 */
#include "experiment/log.h"

#include <stdlib.h>
#include <string.h>

#include "archive/archive.h"
#include "timetable/date.h"

enum { WEEKS_MAX = INT16_MAX, YEARS_MAX = 64, MINUTES_MAX = 1 << 20 };

static const char *const column_names[LOG_COLUMNS] = {
    "events/arm_index", "events/replicate_number", "events/week_number",   "events/receiver", "events/giver", "events/formal",
    "events/referred",  "events/minutes",          "events/receiver_year", "events/place",    "events/poor",  "events/relieved",
    "events/relation",  "events/started_by",       "events/format",        "events/topic"};

/* What is being opened. */
struct opening {
    struct kith_log *log;
    struct archive_file *file;
    const char *path;
    struct kith_report *report;
};

static enum kith_status damaged(const struct opening *o, const char *name)
{
    return kith_report_add(o->report, KITH_ERROR, o->path, 0, 0,
                           "%s holds what it cannot hold: the file is damaged; run the scenario again", name);
}

static enum kith_status read_words(const struct opening *o, size_t category)
{
    struct log_words *words = &o->log->words[category];
    const char *name = column_names[LOG_RELATION + category];
    words->text = archive_read_attribute(o->file, name, "flag_meanings");
    if (!words->text)
        return damaged(o, name);
    char *rest = words->text;
    for (char *word; words->count < LOG_WORDS_MAX && (word = strtok_r(rest, " ", &rest));) {
        words->word[words->count++] = word;
    }
    return KITH_OK;
}

static enum kith_status read_start(const struct opening *o)
{
    static const char before[] = "days since ";
    char *unit = archive_read_attribute(o->file, "time", "units");
    bool well = unit && strncmp(unit, before, sizeof before - 1) == 0 &&
                date_read(unit + sizeof before - 1, DATE_ISO, &o->log->first_day);
    free(unit);
    return well ? KITH_OK : damaged(o, "time");
}

/* The highest number that a column may hold. */
static int32_t most(const struct kith_log *log, int column)
{
    switch (column) {
    case LOG_ARM:
        return (int32_t)log->arms - 1;
    case LOG_WEEK:
        return WEEKS_MAX;
    case LOG_FORMAL:
    case LOG_REFERRED:
    case LOG_POOR:
    case LOG_RELIEVED:
        return 1;
    case LOG_PLACE:
        return (int32_t)log->sites;
    case LOG_MINUTES:
        return MINUTES_MAX;
    case LOG_RECEIVER_YEAR:
        return YEARS_MAX;
    default:
        return column < LOG_RELATION ? INT32_MAX : (int32_t)log->words[column - LOG_RELATION].count - 1;
    }
}

static enum kith_status read_columns(const struct opening *o)
{
    struct kith_log *log = o->log;
    for (int c = 0; c < LOG_COLUMNS; c++) {
        size_t rows;
        enum kith_status status = archive_read_whole(o->file, column_names[c], &log->column[c], &rows);
        if (status == KITH_OK && c >= LOG_RELATION)
            status = read_words(o, (size_t)(c - LOG_RELATION));
        if (status != KITH_OK)
            return status;
        if (c > 0 && rows != log->rows)
            return damaged(o, column_names[c]);
        log->rows = rows;
        int32_t highest = most(log, c);
        for (size_t k = 0; k < rows; k++)
            if (log->column[c][k] < (c == LOG_PLACE ? -1 : 0) || log->column[c][k] > highest)
                return damaged(o, column_names[c]);
    }
    return KITH_OK;
}

static enum kith_status read_all(const struct opening *o)
{
    struct kith_log *log = o->log;
    if (!archive_read_has(o->file, "events"))
        return kith_report_add(o->report, KITH_ERROR, o->path, 0, 0,
                               "holds no interaction log; run the scenario again with --set observe.events=true to have it "
                               "recorded (of simulated students only: it is refused for imported graphs and rosters)");
    log->title = archive_read_attribute(o->file, NULL, "title");
    if (!log->title)
        return damaged(o, "title");
    log->support_line = archive_read_attribute(o->file, NULL, "support_line");
    enum kith_status status = archive_read_labels(o->file, "arm", &log->arm, &log->arms);
    if (status == KITH_OK && archive_read_has(o->file, "site"))
        status = archive_read_labels(o->file, "site", &log->site, &log->sites);
    if (status == KITH_OK)
        status = archive_read_whole(o->file, "replicate", &log->replicate, &log->replicates);
    if (status == KITH_OK && (log->arms == 0 || log->replicates == 0))
        status = damaged(o, "arm or replicate");
    if (status == KITH_OK)
        status = read_start(o);
    return status == KITH_OK ? read_columns(o) : status;
}

enum kith_status kith_log_open(struct kith_log **log, const char *path, struct kith_report *report)
{
    struct opening o = {.path = path, .report = report};
    *log = NULL;
    enum kith_status status = archive_read_open(&o.file, path, report);
    if (status != KITH_OK)
        return status;
    o.log = calloc(1, sizeof *o.log);
    status = o.log ? read_all(&o) : KITH_FAILED;
    archive_read_close(o.file);
    if (status == KITH_OK)
        *log = o.log;
    else
        kith_log_close(o.log);
    return status;
}

void kith_log_close(struct kith_log *log)
{
    if (!log)
        return;
    free(log->title);
    free(log->support_line);
    archive_read_labels_free(log->arm, log->arms);
    archive_read_labels_free(log->site, log->sites);
    free(log->replicate);
    for (int c = 0; c < LOG_COLUMNS; c++)
        free(log->column[c]);
    for (int c = 0; c < LOG_CATEGORIES; c++)
        free(log->words[c].text);
    free(log);
}

const char *kith_log_arm(const struct kith_log *log, size_t index)
{
    return index < log->arms ? log->arm[index] : NULL;
}

int64_t kith_log_replicate(const struct kith_log *log, size_t index)
{
    return index < log->replicates ? log->replicate[index] : 0;
}

const char *kith_log_title(const struct kith_log *log)
{
    return log->title;
}

const char *kith_log_support_line(const struct kith_log *log)
{
    return log->support_line;
}
