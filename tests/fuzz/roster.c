/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a roster, as its codes, as places and as students: a status and a report, never a crash. The first byte chooses shape, date
 * format and what is known beside the file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "timetable/timetable.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct timetable_parameters made_up = {.site_capacity = {3, {2, 1, 4}}, .rotations = 2};

/* Two blocks of two weeks. */
static struct calendar short_year(void)
{
    struct calendar calendar = {.blocks = 2};
    for (int week = 0; week < CALENDAR_WEEKS; week++)
        calendar.block[week] = (int8_t)(week < 4 ? week / 2 : -1);
    return calendar;
}

static void read_all(const char *path, uint8_t choice, struct kith_report *report)
{
    struct timetable_parameters parameters = made_up;
    struct calendar calendar = short_year();
    struct places places, other;
    struct enrolment enrolment = {0};
    struct roster roster;
    struct roster_alone alone;
    parameters.roster_shape = choice & 1;
    parameters.date_format = choice >> 1 & 3;
    parameters.block_weeks = 1 + (choice >> 3 & 7);
    const char *codes = choice & 64 ? path : NULL;
    if (places_init(&places, &parameters, NULL, report) != KITH_OK)
        abort();
    if (places_init(&other, &parameters, path, report) == KITH_OK)
        places_clear(&other);
    enum kith_status enrolled = enrolment_read(&enrolment, path, &places, calendar.blocks, report);
    for (uint32_t seats = 1; seats <= 4; seats++) {
        struct roster_frame frame = {&places, &calendar, &enrolment, (int)seats, choice & 128 ? (int)seats : 1, NULL, NULL};
        uint32_t count = enrolled == KITH_OK && seats == 4 ? enrolment.count : seats;
        if (roster_read(&roster, path, codes, &parameters, 20332, count, frame, report) == KITH_OK)
            roster_clear(&roster);
        if (roster_read_pins(&roster, path, &parameters, 20332, count, frame, report) == KITH_OK)
            roster_clear(&roster);
    }
    if (roster_read_alone(&alone, path, codes, &parameters, report) == KITH_OK)
        roster_alone_clear(&alone);
    enrolment_clear(&enrolment);
    places_clear(&places);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    if (size == 0)
        return 0;
    snprintf(path, sizeof path, "/tmp/kith_fuzz_roster_%ld.csv", (long)getpid());
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(data + 1, 1, size - 1, file) != size - 1 || fclose(file))
        abort();
    struct kith_report report;
    kith_report_init(&report);
    read_all(path, data[0], &report);
    kith_report_clear(&report);
    unlink(path);
    return 0;
}
