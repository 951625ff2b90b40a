/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/policy/fixed.h"

#include <stdlib.h>

enum { YEAR_DAYS = 7 * CALENDAR_WEEKS, SAID_MAX = 20 };

static bool is_needed(const struct enrolment *enrolment, const struct roster *pins)
{
    bool needed = pins->count > 0;
    for (uint32_t seat = 0; seat < enrolment->count; seat++)
        needed |= enrolment->unavailable[seat] != 0;
    return needed;
}

static void mark_away(struct fixed *fixed, const struct enrolment *enrolment)
{
    size_t cell = 0;
    for (int year = 0; year < fixed->years; year++)
        for (uint32_t seat = 0; seat < fixed->seats; seat++)
            for (int b = 0; b < fixed->blocks; b++)
                fixed->at[cell++] =
                    seat < enrolment->count && (enrolment->unavailable[seat] >> b & 1) ? PLACE_NOWHERE : (uint16_t)FIXED_OPEN;
}

/* Pins one block; returns false where something else is fixed already. */
static bool pin(struct fixed *fixed, const struct stint *stint, const char *file, int year, int block, struct kith_report *report)
{
    uint16_t *at = fixed->at + ((size_t)year * fixed->seats + stint->seat) * (size_t)fixed->blocks + block;
    if (*at == FIXED_OPEN || *at == stint->place) {
        *at = stint->place;
        return true;
    }
    if (*at == PLACE_NOWHERE)
        kith_report_add(report, KITH_ERROR, file, stint->line, 0,
                        "E111 this line pins a student to block %d, in which the student is unavailable", block + 1);
    else
        kith_report_add(report, KITH_ERROR, file, stint->line, 0,
                        "E111 this line pins a student to block %d, but another line pins the student to another place in it",
                        block + 1);
    return false;
}

static bool pin_stint(struct fixed *fixed, const struct roster *pins, const struct stint *stint, const char *file,
                      const struct calendar *calendar, struct kith_report *report)
{
    uint64_t done = 0;
    bool sound = true;
    int year = -1;
    for (int32_t day = stint->first_day; day <= stint->last_day && sound; day++) {
        if (day < 0 || !roster_holds(pins, stint, day))
            continue;
        if (day / YEAR_DAYS != year)
            done = 0;
        year = day / YEAR_DAYS;
        int block = calendar->block[day % YEAR_DAYS / 7];
        if (block < 0 || year >= fixed->years || (done >> block & 1))
            continue;
        done |= (uint64_t)1 << block;
        sound = pin(fixed, stint, file, year, block, report);
    }
    return sound;
}

enum kith_status fixed_init(struct fixed *fixed, const struct enrolment *enrolment, const struct roster *pins,
                            const char *pins_file, const struct calendar *calendar, uint32_t seats, struct kith_report *report)
{
    *fixed = (struct fixed){.seats = seats, .blocks = calendar->blocks};
    if (!is_needed(enrolment, pins))
        return KITH_OK;
    fixed->years = pins->count > 0 && pins->years > 1 ? pins->years : 1;
    fixed->at = malloc(((size_t)fixed->years * seats * (size_t)fixed->blocks + 1) * sizeof *fixed->at);
    if (!fixed->at)
        return KITH_FAILED;
    mark_away(fixed, enrolment);
    int wrong = 0;
    for (size_t k = 0; k < pins->count && wrong < SAID_MAX; k++)
        wrong += pins->stint[k].cohort == 0 && pins->stint[k].seat < seats &&
                 !pin_stint(fixed, pins, &pins->stint[k], pins_file, calendar, report);
    return wrong > 0 ? KITH_INVALID : KITH_OK;
}

void fixed_clear(struct fixed *fixed)
{
    free(fixed->at);
    *fixed = (struct fixed){0};
}
