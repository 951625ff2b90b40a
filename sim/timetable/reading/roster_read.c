/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a file to a checked roster: read, resolve (roster_resolve.c), check. */
#include <stdio.h>
#include <stdlib.h>

#include "timetable/reading/roster_private.h"
#include "timetable/timetable.h"

struct roster_source {
    const char *file, *codes_file;
    uint32_t seats;
    bool pins;
    bool partial; /* mistakes in reading kept some checks from being made */
};

static enum kith_status refuse_count(struct roster_reading *reading, const struct enrolment *enrolment, uint32_t seats)
{
    return kith_report_add(reading->findings.report, KITH_ERROR, enrolment->file, 0, 0, "names %u students; school.intake is %u",
                           enrolment->count, seats);
}

/* Everything but the checks of places known to be whole. */
static enum kith_status read_all(struct roster *roster, struct roster_reading *reading, struct roster_source *source,
                                 struct roster_frame *frame)
{
    if (frame->enrolment->count && frame->enrolment->count != source->seats) {
        refuse_count(reading, frame->enrolment, source->seats);
        source->seats = frame->enrolment->count;
    }
    size_t errors = reading->findings.report->errors;
    const char **label = calloc(source->seats + 1u, sizeof *label);
    enum kith_status status = label ? KITH_OK : KITH_FAILED;
    if (status == KITH_OK)
        status = roster_said_read(reading, source->codes_file, source->pins);
    if (status == KITH_OK && reading->count == 0 && !source->pins)
        finding_add(&reading->findings, KITH_ERROR, "E105", source->file, 0, "names no student; school.intake is %u",
                    source->seats);
    if (status != KITH_FAILED && reading->count)
        status = roster_resolve(roster, reading, frame, source->seats, source->pins, label);
    if (status != KITH_FAILED && roster->seats) {
        bool whole = reading->findings.report->errors == errors;
        source->partial = !whole && !source->pins;
        enum roster_checks checks = source->pins ? ROSTER_CHECK_PINS : whole ? ROSTER_CHECK_ALL : ROSTER_CHECK_PARTIAL;
        frame->file = source->file;
        frame->label = (char *const *)label;
        status = roster_check_some(roster, frame, checks, &reading->findings);
    }
    free(label);
    return status;
}

static enum kith_status read_roster(struct roster *roster, struct roster_source *source,
                                    const struct timetable_parameters *parameters, int64_t start_day, struct roster_frame *frame,
                                    struct kith_report *report)
{
    static const struct enrolment none = {0};
    struct roster_reading reading = {.file = source->file,
                                     .parameters = parameters,
                                     .places = frame->places,
                                     .calendar = frame->calendar,
                                     .years = frame->years,
                                     .start_day = start_day};
    roster_init(roster);
    finding_init(&reading.findings, report);
    frame->enrolment = frame->enrolment ? frame->enrolment : &none;
    enum kith_status status = read_all(roster, &reading, source, frame), said = finding_end(&reading.findings);
    bool unresolved = reading.count && !roster->seats && said == KITH_INVALID;
    roster_reading_clear(&reading);
    if (source->partial)
        kith_report_add(
            report, KITH_WARNING, source->file, 0, 0,
            "E104, E105 (students without a place), E109 and W201 to W206 were not checked because of the errors above");
    else if (unresolved)
        kith_report_add(report, KITH_WARNING, source->file, 0, 0, "nothing else was checked because of the errors above");
    status = status == KITH_OK ? said : status;
    if (status != KITH_OK)
        roster_clear(roster);
    return status;
}

enum kith_status roster_read(struct roster *roster, const char *file, const char *codes_file,
                             const struct timetable_parameters *parameters, int64_t start_day, uint32_t seats,
                             struct roster_frame frame, struct kith_report *report)
{
    struct roster_source source = {.file = file, .codes_file = codes_file, .seats = seats};
    return read_roster(roster, &source, parameters, start_day, &frame, report);
}

enum kith_status roster_read_pins(struct roster *roster, const char *file, const struct timetable_parameters *parameters,
                                  int64_t start_day, uint32_t seats, struct roster_frame frame, struct kith_report *report)
{
    struct roster_source source = {.file = file, .seats = seats, .pins = true};
    return read_roster(roster, &source, parameters, start_day, &frame, report);
}
