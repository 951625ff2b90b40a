/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests of timetable files: a folder of their own, two sites, and a year of two blocks of two weeks (or more of them). */
#ifndef UNIT_HAND_ROSTER_H
#define UNIT_HAND_ROSTER_H

#include "unit/unit.h"

#include <stdbool.h>
#include <unistd.h>

#include "timetable/timetable.h"

enum { MONDAY = 20332 }; /* 2025-09-01, date of week 0 */

static inline int enter_folder(void **state)
{
    static char folder[] = "/tmp/kith-roster-XXXXXX";
    *state = folder;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static inline int leave_folder(void **state)
{
    static const char *const files[] = {"p.csv", "s.csv", "r.csv", "c.csv"};
    for (size_t k = 0; k < sizeof files / sizeof *files; k++)
        remove(files[k]);
    return chdir("/") == 0 && rmdir(*state) == 0 ? 0 : -1;
}

static inline void write_file(const char *name, const char *text)
{
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

/* Blocks of so many weeks from week 0 on, then breaks. */
static inline struct calendar hand_calendar(int blocks, int weeks)
{
    struct calendar calendar = {.blocks = blocks};
    for (int week = 0; week < CALENDAR_WEEKS; week++) {
        bool taught = week < blocks * weeks;
        calendar.block[week] = (int8_t)(taught ? week / weeks : -1);
        calendar.season[CALENDAR_PLACEMENT][week] = taught ? CALENDAR_TEACHING : CALENDAR_BREAK;
    }
    return calendar;
}

/* What a roster is read against. */
struct hand_school {
    struct timetable_parameters parameters;
    struct places places;
    struct calendar calendar;
    struct enrolment enrolment;
    struct roster roster;
    struct roster_frame frame;
    uint32_t seats;
    const char *codes;
};

#define HAND_PLACES "site,rotation,capacity,min\nNorth,medicine,2,0\nNorth,surgery,2,0\nSouth,medicine,2,0\n"

static inline void hand_school_init(struct hand_school *school, const char *places, uint32_t seats)
{
    struct kith_report report;
    kith_report_init(&report);
    *school = (struct hand_school){.calendar = hand_calendar(2, 2), .seats = seats};
    write_file("p.csv", places);
    assert_int_equal(places_init(&school->places, &school->parameters, "p.csv", &report), KITH_OK);
    unit_expect_said(&report, "");
    school->frame = (struct roster_frame){&school->places, &school->calendar, &school->enrolment, 1, 1, NULL, NULL};
}

static inline void hand_school_enrol(struct hand_school *school, const char *students)
{
    struct kith_report report;
    kith_report_init(&report);
    write_file("s.csv", students);
    assert_int_equal(enrolment_read(&school->enrolment, "s.csv", &school->places, school->calendar.blocks, &report), KITH_OK);
    unit_expect_said(&report, "");
}

static inline void hand_school_clear(struct hand_school *school)
{
    places_clear(&school->places);
    enrolment_clear(&school->enrolment);
    roster_clear(&school->roster);
}

#define HAND_NOT_CHECKED                                                                                                         \
    "r.csv: warning: E104, E105 (students without a place), E109 and W201 to W206 were not checked because of the errors "       \
    "above\n"

/* Reads r.csv, and says what was said. */
static inline enum kith_status hand_read(struct hand_school *school, const char *text, const char *said)
{
    struct kith_report report;
    kith_report_init(&report);
    write_file("r.csv", text);
    roster_clear(&school->roster);
    enum kith_status status =
        roster_read(&school->roster, "r.csv", school->codes, &school->parameters, MONDAY, school->seats, school->frame, &report);
    unit_expect_said(&report, said);
    return status;
}

/* The same lines, but only those that begin with one of the kinds ("E101"), so that a test is of one thing. */
static inline void hand_expect(struct hand_school *school, const char *text, const char *kind, const char *said)
{
    struct kith_report report;
    char got[8192] = "";
    kith_report_init(&report);
    write_file("r.csv", text);
    roster_clear(&school->roster);
    roster_read(&school->roster, "r.csv", school->codes, &school->parameters, MONDAY, school->seats, school->frame, &report);
    char *all = unit_said(&report);
    for (char *line = strtok(all, "\n"); line; line = strtok(NULL, "\n"))
        if (strstr(line, kind) && (!kind[0] || !strstr(line, " not checked ")))
            snprintf(got + strlen(got), sizeof got - strlen(got), "%s\n", line);
    assert_string_equal(got, said);
    free(all);
}

/* Stints as "cohort/seat first-last place team days;". */
static inline const char *hand_stints(const struct roster *roster, const struct places *places, char *text, size_t size)
{
    text[0] = '\0';
    for (size_t k = 0; k < roster->count; k++) {
        const struct stint *s = &roster->stint[k];
        snprintf(text + strlen(text), size - strlen(text), "%u/%u %d-%d %s/%s t%u d%u;", s->cohort, s->seat, s->first_day,
                 s->last_day, places->site_label[places->at[s->place].site],
                 places->rotation_label[places->at[s->place].rotation], s->team, s->days);
    }
    return text;
}

#endif
