/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/calendar.h"

#include <string.h>

const char *const calendar_phase_names[] = {"campus", "placement", NULL};
const char *const calendar_turnover_names[] = {"cohorts", "closed", NULL};

#define PARAMETER_OWNER school_parameters
PARAMETER_TABLE(school, SCHOOL_PARAMETERS);
#undef PARAMETER_OWNER
#define PARAMETER_OWNER calendar_parameters
PARAMETER_TABLE(calendar, CALENDAR_PARAMETERS);

int64_t school_cohort_seats(const struct school_parameters *school)
{
    return school->intake * school->schools;
}

int64_t school_seats(const struct school_parameters *school)
{
    return school_cohort_seats(school) * (school->turnover == TURNOVER_CLOSED ? 1 : school->course.count);
}

int calendar_year(int32_t week)
{
    return week >= 0 ? week / CALENDAR_WEEKS : -((-week + CALENDAR_WEEKS - 1) / CALENDAR_WEEKS);
}

int calendar_week_of_year(int32_t week)
{
    return week - CALENDAR_WEEKS * calendar_year(week);
}

static void mark(uint8_t *season, const struct parameter_list *weeks, enum calendar_season as)
{
    for (int64_t k = 0; k < weeks->count; k++)
        season[weeks->at[k]] = (uint8_t)as;
}

void calendar_init(struct calendar *calendar, const struct calendar_parameters *parameters, int64_t block_weeks)
{
    memset(calendar, 0, sizeof *calendar);
    mark(calendar->season[CALENDAR_CAMPUS], &parameters->campus_exams, CALENDAR_EXAM);
    mark(calendar->season[CALENDAR_CAMPUS], &parameters->campus_breaks, CALENDAR_BREAK);
    mark(calendar->season[CALENDAR_PLACEMENT], &parameters->placement_exams, CALENDAR_EXAM);
    mark(calendar->season[CALENDAR_PLACEMENT], &parameters->placement_breaks, CALENDAR_BREAK);
    int taught = 0;
    for (int week = 0; week < CALENDAR_WEEKS; week++) {
        bool off = calendar->season[CALENDAR_PLACEMENT][week] == CALENDAR_BREAK;
        calendar->block[week] = (int8_t)(off ? -1 : taught / block_weeks);
        taught += !off;
    }
    calendar->blocks = (int)((taught + block_weeks - 1) / block_weeks);
}

int calendar_cut(struct calendar *calendar, const struct parameter_list *blocks)
{
    int64_t end = 0, whole = 0;
    int taught = 0, block = -1;
    for (int64_t k = 0; k < blocks->count; k++)
        whole += blocks->at[k];
    for (int week = 0; week < CALENDAR_WEEKS; week++) {
        if (calendar->block[week] < 0)
            continue;
        if (taught == end && block + 1 < blocks->count)
            end += blocks->at[++block];
        calendar->block[week] = (int8_t)block;
        taught++;
    }
    calendar->blocks = block + 1;
    return (int)(taught - whole);
}

bool calendar_block_begins(const struct calendar *calendar, int week_of_year)
{
    int block = calendar->block[week_of_year];
    for (int week = 0; week < week_of_year && block >= 0; week++)
        if (calendar->block[week] == block)
            return false;
    return block >= 0;
}

bool calendar_block_ends(const struct calendar *calendar, int week_of_year)
{
    int block = calendar->block[week_of_year];
    for (int week = week_of_year + 1; week < CALENDAR_WEEKS && block >= 0; week++)
        if (calendar->block[week] == block)
            return false;
    return block >= 0;
}
