/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Readers of files that another branch brings; this file goes when both are merged. */
#include "timetable/timetable.h"

enum kith_status enrolment_read(struct enrolment *enrolment, const char *file, const struct places *places, int blocks,
                                struct kith_report *report)
{
    (void)enrolment, (void)places, (void)blocks;
    return kith_report_add(report, KITH_ERROR, file, 0, 0, "students cannot be read yet");
}

enum kith_status roster_read(struct roster *roster, const char *file, const char *codes_file,
                             const struct timetable_parameters *parameters, int64_t start_day, uint32_t seats,
                             struct roster_frame frame, struct kith_report *report)
{
    (void)roster, (void)codes_file, (void)parameters, (void)start_day, (void)seats, (void)frame;
    return kith_report_add(report, KITH_ERROR, file, 0, 0, "rosters cannot be read yet");
}

enum kith_status roster_read_pins(struct roster *roster, const char *file, const struct timetable_parameters *parameters,
                                  int64_t start_day, uint32_t seats, struct roster_frame frame, struct kith_report *report)
{
    (void)roster, (void)parameters, (void)start_day, (void)seats, (void)frame;
    return kith_report_add(report, KITH_ERROR, file, 0, 0, "pinned lines cannot be read yet");
}
