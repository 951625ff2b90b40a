/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small run with everything an archive can hold, shared by the unit and the fault tests of the archive. */
#ifndef TESTS_ARCHIVE_SAMPLE_H
#define TESTS_ARCHIVE_SAMPLE_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "archive/archive.h"

enum { SAMPLE_ARMS = 2, SAMPLE_REPLICATES = 3, SAMPLE_WEEKS = 5, SAMPLE_YEARS = 2, SAMPLE_VARIABLES = 12, SAMPLE_ROWS_MOST = 8 };

static const char *const sample_arms[] = {"as is", "café tutors"};
static const char *const sample_sites[] = {"campus", "ward", "practice"};
static const int64_t sample_replicates[] = {0, 1, 7};
static const int64_t sample_years[] = {1, 2};

static const struct archive_axis sample_axes[] = {
    {.name = "arm", .long_name = "compared alternative", .length = SAMPLE_ARMS, .labels = sample_arms},
    {.name = "replicate", .long_name = "number of the replicate", .length = SAMPLE_REPLICATES, .numbers = sample_replicates},
    {.name = "week", .unit = "week", .long_name = "week of the simulation", .length = SAMPLE_WEEKS},
    {.name = "year_of_course",
     .unit = "year",
     .long_name = "year of the course",
     .length = SAMPLE_YEARS,
     .numbers = sample_years},
    {.name = "site", .long_name = "place of study", .length = 3, .labels = sample_sites},
    {.name = "event", .long_name = "support event", .log = true},
    {.name = "row", .long_name = "row of the census", .log = true},
};

static const struct archive_variable sample_variables[SAMPLE_VARIABLES] = {
    {.name = "cases", .type = ARCHIVE_INT32, .axes = {"arm", "replicate", "week"}, .long_name = "students in distress"},
    {.name = "prevalence",
     .type = ARCHIVE_FLOAT64,
     .axes = {"arm", "replicate", "week", "year_of_course"},
     .unit = "1",
     .long_name = "share of students in distress",
     .formula = "cases / students"},
    {.name = "present",
     .type = ARCHIVE_FLOAT32,
     .axes = {"arm", "replicate", "week", "site"},
     .unit = "hour",
     .long_name = "hours there"},
    {.name = "onsets", .type = ARCHIVE_INT64, .axes = {"arm", "replicate"}, .long_name = "onsets in the run"},
    {.name = "seed_used", .type = ARCHIVE_INT64, .axes = {"replicate"}, .long_name = "key of the draws"},
    {.name = "difference",
     .group = "paired",
     .type = ARCHIVE_FLOAT64,
     .axes = {"arm", "week"},
     .unit = "1",
     .long_name = "paired difference to the first arm"},
    {.name = "students", .type = ARCHIVE_INT32, .axes = {NULL}, .long_name = "students at the start"},
    {.name = "arm_index", .group = "support", .type = ARCHIVE_UINT8, .axes = {"event"}, .long_name = "arm, counted from 0"},
    {.name = "kind",
     .group = "support",
     .type = ARCHIVE_UINT8,
     .axes = {"event"},
     .long_name = "kind of support",
     .flag_meanings = "talk tutor counsellor"},
    {.name = "hours", .group = "support", .type = ARCHIVE_FLOAT32, .axes = {"event"}, .unit = "hour", .long_name = "time given"},
    {.name = "replicate_number",
     .group = "census",
     .type = ARCHIVE_INT32,
     .axes = {"row"},
     .long_name = "number of the replicate"},
    {.name = "site_index",
     .group = "census",
     .type = ARCHIVE_UINT8,
     .axes = {"row"},
     .long_name = "place of study, counted from 0"},
};

static const struct archive_attribute sample_attributes[] = {
    {.name = "format_version", .text = ARCHIVE_FORMAT_VERSION},
    {.name = "Conventions", .text = "CF-1.10"},
    {.name = "title", .text = "A sample"},
    {.name = "comment", .text = ""}};

static const struct archive_layout sample_layout = {.axes = sample_axes,
                                                    .axis_count = sizeof sample_axes / sizeof sample_axes[0],
                                                    .variables = sample_variables,
                                                    .variable_count = SAMPLE_VARIABLES,
                                                    .attributes = sample_attributes,
                                                    .attribute_count = sizeof sample_attributes / sizeof sample_attributes[0],
                                                    .start_date = "2024-09-30"};

/* The values of one replicate: recognisable numbers, so that a misplaced one shows. The census stays empty. */
struct sample {
    int32_t cases[SAMPLE_ARMS][SAMPLE_WEEKS];
    double prevalence[SAMPLE_ARMS][SAMPLE_WEEKS][SAMPLE_YEARS];
    float present[SAMPLE_ARMS][SAMPLE_WEEKS][3];
    int64_t onsets[SAMPLE_ARMS];
    int64_t seed_used[1];
    double difference[SAMPLE_ARMS][SAMPLE_WEEKS];
    int32_t students[1];
    uint8_t event_arm[SAMPLE_ROWS_MOST];
    uint8_t event_kind[SAMPLE_ROWS_MOST];
    float event_hours[SAMPLE_ROWS_MOST];
    struct archive_data data[SAMPLE_VARIABLES];
};

/* rows of its log: place + 1, so that they differ between replicates. */
static inline void sample_fill(struct sample *sample, int place)
{
    memset(sample, 0, sizeof *sample);
    for (int arm = 0; arm < SAMPLE_ARMS; arm++) {
        for (int week = 0; week < SAMPLE_WEEKS; week++) {
            sample->cases[arm][week] = 10000 * arm + 100 * place + week;
            sample->difference[arm][week] = arm + week / 10.0;
            for (int year = 0; year < SAMPLE_YEARS; year++)
                sample->prevalence[arm][week][year] = week == 0 ? (double)NAN : arm + place / 10.0 + week / 100.0 + year / 1000.0;
            for (int site = 0; site < 3; site++)
                sample->present[arm][week][site] = (float)(site + place);
        }
        sample->onsets[arm] = INT64_C(5000000000) * arm + place;
    }
    sample->seed_used[0] = 40 + place;
    sample->students[0] = 300;
    size_t rows = (size_t)place + 1;
    for (size_t row = 0; row < rows; row++) {
        sample->event_arm[row] = (uint8_t)(row % 2);
        sample->event_kind[row] = (uint8_t)(row % 3);
        sample->event_hours[row] = (float)place + (float)row / 8;
    }
    const struct archive_data data[SAMPLE_VARIABLES] = {
        {.values = sample->cases},
        {.values = sample->prevalence},
        {.values = sample->present},
        {.values = sample->onsets},
        {.values = sample->seed_used},
        {.values = sample->difference},
        {.values = sample->students},
        {.values = sample->event_arm, .rows = rows},
        {.values = sample->event_kind, .rows = rows},
        {.values = sample->event_hours, .rows = rows},
        {.values = NULL, .rows = 0},
        {.values = NULL, .rows = 0},
    };
    memcpy(sample->data, data, sizeof data);
}

/* A directory of the test's own, and the names of a run in it. */
struct place {
    char directory[64];
    char file[96];
    char parts[96];
    struct kith_report report;
};

static inline int place_create(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    if (!place)
        return -1;
    strcpy(place->directory, "/tmp/kith-archive-XXXXXX");
    if (!mkdtemp(place->directory)) {
        free(place);
        return -1;
    }
    snprintf(place->file, sizeof place->file, "%s/run.h5", place->directory);
    snprintf(place->parts, sizeof place->parts, "%s/run.h5.parts", place->directory);
    kith_report_init(&place->report);
    *state = place;
    return 0;
}

static inline int place_free(void **state)
{
    struct place *place = *state;
    char command[96];
    snprintf(command, sizeof command, "rm -rf '%s'", place->directory);
    int result = system(command);
    kith_report_clear(&place->report);
    free(place);
    return result;
}

static inline void place_forget(struct place *place)
{
    kith_report_clear(&place->report);
}

static inline bool is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

static inline void open_parts(struct place *place)
{
    char *other;
    assert_int_equal(archive_parts_open(place->parts, "abc", "scenario text\nsecond line\n", &other, &place->report), KITH_OK);
    assert_null(other);
}

static inline void write_part(struct place *place, int index)
{
    struct sample sample;
    sample_fill(&sample, index);
    assert_int_equal(archive_part_write(place->parts, &sample_layout, sample_replicates[index], sample.data, &place->report),
                     KITH_OK);
}

static inline void write_parts(struct place *place)
{
    open_parts(place);
    for (int index = SAMPLE_REPLICATES - 1; index >= 0; index--)
        write_part(place, index);
}

static inline enum kith_status merge(struct place *place, char digest[33])
{
    struct sample sample;
    sample_fill(&sample, 0);
    return archive_merge(place->parts, &sample_layout, sample.data, place->file, digest, &place->report);
}

#endif
