/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The long CSV that roster_read understands: a line per stint in the order of cohort, seat, first day. Dates are ISO, both inclusive; days
 * is always written (MoTuWeThFr); no team is an empty field. Fields with a comma, a quote or a line's end are quoted.
 */
#include "timetable/export/roster_write.h"

#include <string.h>

#include "base/atomic_file.h"
#include "base/csv_write.h"
#include "timetable/date.h"

enum { WEEK = 7, YEAR_DAYS = CALENDAR_WEEKS * WEEK };

char *roster_number(uint32_t number, uint32_t last, char *buffer)
{
    int width = snprintf(buffer, ROSTER_NUMBER_MAX, "%u", last);
    snprintf(buffer, ROSTER_NUMBER_MAX, "%0*u", width, number);
    return buffer;
}

char *roster_days_text(uint8_t days, char *buffer)
{
    static const char names[] = "MoTuWeThFrSaSu";
    size_t used = 0;
    for (int day = 0; day < WEEK; day++)
        if (days >> day & 1) {
            memcpy(buffer + used, names + (ptrdiff_t)2 * day, 2);
            used += 2;
        }
    buffer[used] = '\0';
    return buffer;
}

int64_t roster_date(const struct roster *roster, const struct stint *stint, int32_t day)
{
    return roster->day_zero + (int64_t)stint->cohort * YEAR_DAYS + day;
}

static void write_stint(FILE *stream, const struct roster *roster, const struct places *places, const struct stint *stint,
                        uint32_t last_team)
{
    char number[ROSTER_NUMBER_MAX], date[2][16], days[16];
    const struct place *place = &places->at[stint->place];
    fprintf(stream, "%s,%s,%s,", roster_number(stint->seat + 1, roster->seats, number),
            date_text(roster_date(roster, stint, stint->first_day), date[0], sizeof date[0]),
            date_text(roster_date(roster, stint, stint->last_day), date[1], sizeof date[1]));
    csv_write_text(stream, places->site_label[place->site]);
    fputc(',', stream);
    csv_write_text(stream, places->rotation_label[place->rotation]);
    fprintf(stream, ",%s,%s", stint->team == ROSTER_TEAM_NONE ? "" : roster_number(stint->team, last_team, number),
            roster_days_text(stint->days, days));
    if (roster->cohorts > 1)
        fprintf(stream, ",%d", roster->entry_year + stint->cohort);
    fputc('\n', stream);
}

enum kith_status roster_write_csv(const struct roster *roster, const struct places *places, const char *file,
                                  struct kith_report *report)
{
    struct atomic_file out;
    uint32_t last_team = 1;
    for (size_t k = 0; k < roster->count; k++)
        last_team = roster->stint[k].team > last_team ? roster->stint[k].team : last_team;
    enum kith_status status = atomic_file_open(&out, file, report);
    if (status != KITH_OK)
        return status;
    fprintf(out.stream, "student_id,start,end,site,rotation,team,days%s\n", roster->cohorts > 1 ? ",cohort" : "");
    for (size_t k = 0; k < roster->count; k++)
        write_stint(out.stream, roster, places, &roster->stint[k], last_team);
    return atomic_file_close(&out, status, report);
}
