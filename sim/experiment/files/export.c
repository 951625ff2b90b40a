/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A results file as a directory of CSV files. The directory is made beside its place under another name and gets its own when
 * all is in it; one that is replaced goes aside first and is removed last, and only what an export writes is ever removed.
 */
#include "experiment/files/export.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/csv_write.h"
#include "kith/kith.h"
#include "timetable/date.h"

static const char readme[] = "README.txt", first_line[] = "CSV files by kith export";

static enum kith_status cannot(struct kith_report *report, const char *path, const char *what)
{
    kith_report_add(report, KITH_ERROR, path, 0, 0, "cannot %s: %s", what, strerror(errno));
    return KITH_FAILED;
}

/* --- The directory. --- */

static bool is_csv(const char *name)
{
    size_t length = strlen(name);
    return length > 4 && strcmp(name + length - 4, ".csv") == 0;
}

/* Removes the files of an export and its directory. */
static void remove_export(const char *directory)
{
    DIR *entries = opendir(directory);
    for (struct dirent *entry = entries ? readdir(entries) : NULL; entry; entry = readdir(entries))
        if (strcmp(entry->d_name, readme) == 0 || is_csv(entry->d_name))
            unlinkat(dirfd(entries), entry->d_name, 0);
    if (entries)
        closedir(entries);
    rmdir(directory);
}

static bool has_our_readme(const char *directory)
{
    char path[EXPORT_PATH], line[sizeof first_line] = "";
    snprintf(path, sizeof path, "%s/%s", directory, readme);
    FILE *file = fopen(path, "r");
    bool ours = file && fgets(line, sizeof line, file) && strcmp(line, first_line) == 0;
    if (file)
        fclose(file);
    return ours;
}

/* Whether the directory may be written: it is not there, or empty, or holds an export and may be replaced. */
static enum kith_status check_place(const char *directory, bool overwrite, struct kith_report *report)
{
    struct stat facts;
    char other[NAME_MAX + 1] = "";
    size_t count = 0;
    if (lstat(directory, &facts) != 0)
        return KITH_OK;
    if (!S_ISDIR(facts.st_mode))
        return kith_report_add(report, KITH_ERROR, directory, 0, 0, "is there and no directory; --csv names another one");
    DIR *entries = opendir(directory);
    if (!entries)
        return cannot(report, directory, "read the directory");
    for (struct dirent *entry = readdir(entries); entry; entry = readdir(entries)) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        count++;
        if (strcmp(entry->d_name, readme) != 0 && !is_csv(entry->d_name))
            snprintf(other, sizeof other, "%s", entry->d_name);
    }
    closedir(entries);
    if (count > 0 && !overwrite)
        return kith_report_add(report, KITH_ERROR, directory, 0, 0, "exists; --overwrite replaces it, --csv names another one");
    if (count > 0 && (other[0] || !has_our_readme(directory)))
        return kith_report_add(report, KITH_ERROR, directory, 0, 0,
                               "holds %s, which no export wrote, and is not replaced; --csv names another directory",
                               other[0] ? other : "files without the README.txt of an export");
    return KITH_OK;
}

/* Gives the full directory its name; one that was there goes aside meanwhile. */
static enum kith_status put_in_place(const char *made, const char *directory, struct kith_report *report)
{
    char aside[EXPORT_PATH];
    snprintf(aside, sizeof aside, "%s.%ld.old", directory, (long)getpid());
    bool was = rename(directory, aside) == 0;
    if (!was && errno != ENOENT)
        return cannot(report, directory, "replace the directory");
    if (rename(made, directory) != 0) {
        enum kith_status status = cannot(report, directory, "give the finished directory its name");
        if (was && rename(aside, directory) != 0)
            cannot(report, aside, "give the former directory its name again");
        return status;
    }
    if (was)
        remove_export(aside);
    return KITH_OK;
}

/* --- Its files. --- */

enum kith_status export_open(const struct export *out, struct atomic_file *file, const char *name, char *path)
{
    snprintf(path, EXPORT_PATH, "%s/%.*s", out->directory, NAME_MAX, name);
    return atomic_file_open(file, path, out->report);
}

void export_describe(const struct export *out, const char *file, const char *column, const struct archive_dataset *variable)
{
    bool tidy = !variable->group_length;
    const char *const fields[] = {file,
                                  column,
                                  tidy ? variable->name : "",
                                  variable->unit ? variable->unit : "1", /* texts */
                                  variable->long_name ? variable->long_name : "",
                                  variable->formula ? variable->formula : "",
                                  variable->flag_meanings ? variable->flag_meanings : ""};
    for (size_t k = 0; k < sizeof fields / sizeof fields[0]; k++) {
        if (k)
            fputc(',', out->variables);
        csv_write_text(out->variables, fields[k]);
    }
    fputc('\n', out->variables);
}

/* The first day of each week. */
static enum kith_status write_weeks(const struct export *out)
{
    static const char before[] = "days since ";
    const struct results *results = out->results;
    const struct archive_dataset *time = archive_catalog_find(&results->catalog, "time");
    struct coordinate week, days;
    char path[EXPORT_PATH], text[COORDINATE_TEXT];
    struct atomic_file file;
    int64_t start;
    if (!time || !time->unit || strncmp(time->unit, before, sizeof before - 1) != 0 ||
        !date_read(time->unit + sizeof before - 1, DATE_ISO, &start))
        return KITH_OK;
    const struct archive_dataset *axis = results_axis(results, time, 0);
    enum kith_status status = coordinate_read(&week, results, axis), second = coordinate_read(&days, results, time);
    if (status == KITH_OK)
        status = second;
    if (status == KITH_OK)
        status = export_open(out, &file, "weeks.csv", path);
    if (status == KITH_OK) {
        fprintf(file.stream, "week,first_day\n");
        for (size_t k = 0; k < week.length && k < days.length; k++) {
            fprintf(file.stream, "%s,", coordinate_text(&week, k, text));
            fprintf(file.stream, "%s\n", date_text(start + days.numbers[k], text, sizeof text));
        }
        status = atomic_file_close(&file, status, out->report);
    }
    coordinate_clear(&week);
    coordinate_clear(&days);
    return status;
}

static void write_attribute(FILE *stream, const struct results *results, const char *title, const char *attribute)
{
    char *text = archive_read_attribute(results->file, NULL, attribute);
    if (text && text[0])
        fprintf(stream, "%s%s\n", title, text);
    free(text);
}

static enum kith_status write_readme(const struct export *out)
{
    char path[EXPORT_PATH];
    struct atomic_file file;
    enum kith_status status = export_open(out, &file, readme, path);
    if (status != KITH_OK)
        return status;
    fprintf(file.stream, "%s\n\n", first_line);
    write_attribute(file.stream, out->results, "Scenario: ", "title");
    write_attribute(file.stream, out->results, "Question: ", "question");
    write_attribute(file.stream, out->results, "Seed: ", "seed");
    write_attribute(file.stream, out->results, "Revision of kith: ", "revision");
    write_attribute(file.stream, out->results, "Digest of the results: ", "results_digest");
    fprintf(file.stream, "\n%s\n", kith_closing());
    write_attribute(file.stream, out->results, "", "support_line");
    fprintf(
        file.stream,
        "\n"
        "variables.csv   every metric, outcome and column: unit, meaning, formula, and the words of categories\n"
        "weekly.csv      a row for each arm, replicate (simulated school), week and metric; site is blank for the whole school\n"
        "by_year.csv     the same by year of the course\n"
        "outcomes.csv    a row for each arm, replicate and outcome; rows of one replicate are pairs: the same students with\n"
        "                the same luck in every arm\n"
        "comparison.csv  mean, paired difference from the first arm and its interval, for each arm and outcome\n"
        "weeks.csv       the first day of each week\n"
        "by_arm_replicate_week_channel.csv\n"
        "                a row for each arm, replicate, week, channel (where help was sought) and metric\n"
        "assumptions.csv, assumptions_*.csv\n"
        "                if assumed parameters were varied: by how much each moves the difference\n"
        "Other files are the logs that the run recorded, a row for each record: census, events, roster, ties.\n\n"
        "An empty value is missing: 0/0, or nothing to average. Weeks of a site or year of the course with 1 to 4 students,\n"
        "and counts of 1 to 4 students by channel, are left blank, and where there is one alone in a week, so is the next\n"
        "smallest; so are outcomes of supporters where fewer than 5 serve at a time.\n"
        "Text is UTF-8; fields are quoted as RFC 4180 says; the decimal sign is a point. Numbers are written so that they\n"
        "read back exactly (pandas: read_csv(..., float_precision=\"round_trip\")).\n");
    return atomic_file_close(&file, status, out->report);
}

static enum kith_status write_all(struct export *out)
{
    char path[EXPORT_PATH];
    struct atomic_file variables;
    enum kith_status status = export_open(out, &variables, "variables.csv", path);
    if (status != KITH_OK)
        return status;
    out->variables = variables.stream;
    fprintf(out->variables, "file,column,name,unit,long_name,formula,categories\n");
    status = export_tidy(out);
    if (status == KITH_OK)
        status = export_wide(out);
    if (status == KITH_OK)
        status = write_weeks(out);
    if (status == KITH_OK)
        status = write_readme(out);
    return atomic_file_close(&variables, status, out->report);
}

static enum kith_status write_directory(struct export *out, const char *place)
{
    char made[EXPORT_PATH - NAME_MAX - 2];
    if (snprintf(made, sizeof made, "%s.%ld.tmp", place, (long)getpid()) >= (int)sizeof made)
        return kith_report_add(out->report, KITH_ERROR, place, 0, 0, "is too long a name");
    if (mkdir(made, 0777) != 0)
        return cannot(out->report, place, "make the directory");
    out->directory = made;
    enum kith_status status = write_all(out);
    if (status == KITH_OK)
        status = put_in_place(made, place, out->report);
    if (status != KITH_OK)
        remove_export(made);
    return status;
}

enum kith_status kith_export_csv(const char *path, const char *directory, bool overwrite, struct kith_report *report)
{
    struct results results = {0};
    struct export out = {.results = &results, .report = report};
    char *place = strdup(directory);
    for (size_t length = place ? strlen(place) : 0; length > 1 && place[length - 1] == '/'; length--)
        place[length - 1] = '\0';
    enum kith_status status = place ? check_place(place, overwrite, report) : KITH_FAILED;
    if (status == KITH_OK)
        status = results_open(&results, path, report);
    if (status == KITH_OK)
        status = write_directory(&out, place);
    results_close(&results);
    free(place);
    return status;
}
