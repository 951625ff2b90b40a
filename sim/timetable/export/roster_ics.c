/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * iCalendar (RFC 5545), through libical: an all-day event for each team and stint at a site, or for each student's stint where there are no
 * teams. DTEND is the day after the last. Part weeks repeat weekly on their days until the last. UIDs are made of what the event is
 * (site, rotation, cohort, team or student, days, first and last day), and DTSTAMP is the roster's first day, so that the same roster makes the same file and a
 * calendar program updates events instead of adding them again. Descriptions hold the numbers of the students, never labels.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <libical/ical.h>

#include "base/atomic_file.h"
#include "timetable/date.h"
#include "timetable/export/roster_write.h"

enum { LINE = 128, NAME = 64 };

struct ics {
    const struct roster *roster;
    const struct places *places;
    const struct stint **stint; /* by place, cohort, first and last day, days, team, seat */
    struct kith_report *report;
};

static int compare(const void *left, const void *right)
{
    const struct stint *a = *(const struct stint *const *)left, *b = *(const struct stint *const *)right;
    const int64_t keys[][2] = {{a->place, b->place},       {a->cohort, b->cohort}, {a->first_day, b->first_day},
                               {a->last_day, b->last_day}, {a->days, b->days},     {a->team, b->team},
                               {a->seat, b->seat}};
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++)
        if (keys[k][0] != keys[k][1])
            return keys[k][0] < keys[k][1] ? -1 : 1;
    return 0;
}

/* True if two stints are one event. */
static bool same_event(const struct stint *a, const struct stint *b)
{
    return a->team != ROSTER_TEAM_NONE && a->place == b->place && a->cohort == b->cohort && a->first_day == b->first_day &&
           a->last_day == b->last_day && a->days == b->days && a->team == b->team;
}

static struct icaltimetype time_of(int64_t day)
{
    char text[16];
    struct icaltimetype time = icaltime_null_time();
    date_text(day, text, sizeof text);
    time.year = atoi(text);
    time.month = atoi(text + 5);
    time.day = atoi(text + 8);
    time.is_date = 1;
    return time;
}

/* First day on which the stint holds, or the day after its last. */
static int32_t first_held(const struct ics *ics, const struct stint *stint)
{
    int32_t day = stint->first_day;
    while (day <= stint->last_day && !roster_holds(ics->roster, stint, day))
        day++;
    return day;
}

static void set_dates(const struct ics *ics, const struct stint *stint, icalcomponent *event)
{
    bool whole = (stint->days & ROSTER_WORKDAYS) == ROSTER_WORKDAYS;
    int32_t first = whole ? stint->first_day : first_held(ics, stint), last = whole ? stint->last_day : first;
    icalcomponent_add_property(event, icalproperty_new_dtstart(time_of(roster_date(ics->roster, stint, first))));
    icalcomponent_add_property(event, icalproperty_new_dtend(time_of(roster_date(ics->roster, stint, last) + 1)));
    if (whole)
        return;
    struct icalrecurrencetype rule;
    icalrecurrencetype_clear(&rule);
    rule.freq = ICAL_WEEKLY_RECURRENCE;
    rule.until = time_of(roster_date(ics->roster, stint, stint->last_day));
    int used = 0;
    for (int day = 0; day < 7; day++)
        if (stint->days >> day & 1)
            rule.by_day[used++] = (short)((day + 1) % 7 + 1); /* libical: 1 Sunday ... 7 Saturday */
    icalcomponent_add_property(event, icalproperty_new_rrule(rule));
}

static void set_texts(const struct ics *ics, const struct stint *const *stint, size_t count, icalcomponent *event)
{
    const struct roster *roster = ics->roster;
    const struct stint *s = stint[0];
    const struct place *place = &ics->places->at[s->place];
    const char *rotation = ics->places->rotation_label[place->rotation];
    char who[32], line[4 * LINE], seat[ROSTER_NUMBER_MAX], date[2][16];
    if (s->team == ROSTER_TEAM_NONE)
        snprintf(who, sizeof who, "student %s", roster_number(s->seat + 1, roster->seats, seat));
    else
        snprintf(who, sizeof who, "team %u", s->team);
    bool number = rotation[0] >= '0' && rotation[0] <= '9';
    snprintf(line, sizeof line, "%s%s%s%s (%zu student%s)", number ? "rotation " : "", rotation, rotation[0] ? ", " : "", who,
             count, count == 1 ? "" : "s");
    icalcomponent_add_property(event, icalproperty_new_summary(line));
    icalcomponent_add_property(event, icalproperty_new_location(ics->places->site_label[place->site]));
    snprintf(line, sizeof line, "kith-%d-%u-%u-%s%u-%u-%s-%s@kith.invalid", roster->entry_year + s->cohort, place->site + 1u,
             place->rotation + 1u, s->team == ROSTER_TEAM_NONE ? "s" : "t", s->team == ROSTER_TEAM_NONE ? s->seat + 1 : s->team,
             s->days, date_text(roster_date(roster, s, s->first_day), date[0], sizeof date[0]),
             date_text(roster_date(roster, s, s->last_day), date[1], sizeof date[1]));
    icalcomponent_add_property(event, icalproperty_new_uid(line));
}

static bool set_students(const struct ics *ics, const struct stint *const *stint, size_t count, icalcomponent *event)
{
    size_t size = count * (ROSTER_NUMBER_MAX + 2) + LINE, used;
    char number[ROSTER_NUMBER_MAX], *text = malloc(size);
    if (!text)
        return false;
    used = (size_t)snprintf(text, size, count == 1 ? "Student" : "Students");
    for (size_t k = 0; k < count; k++)
        used += (size_t)snprintf(text + used, size - used, "%s %s", k ? "," : "",
                                 roster_number(stint[k]->seat + 1, ics->roster->seats, number));
    if (ics->roster->cohorts > 1)
        snprintf(text + used, size - used, " of entry year %d", ics->roster->entry_year + stint[0]->cohort);
    icalcomponent_add_property(event, icalproperty_new_description(text));
    free(text);
    return true;
}

static bool add_event(const struct ics *ics, const struct stint *const *stint, size_t count, icalcomponent *calendar)
{
    icalcomponent *event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
    struct icaltimetype stamp = time_of(ics->roster->day_zero);
    stamp.is_date = 0;
    stamp.zone = icaltimezone_get_utc_timezone();
    icalcomponent_add_property(event, icalproperty_new_dtstamp(stamp));
    set_dates(ics, stint[0], event);
    set_texts(ics, stint, count, event);
    icalcomponent_add_property(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
    icalcomponent_add_component(calendar, event);
    return set_students(ics, stint, count, event);
}

/* Bytes beyond ASCII are parts of letters in UTF-8. */
static bool is_beyond_ascii(char c)
{
    return (unsigned char)c >= 0x80;
}

/*
 * FOLDER/site-NUMBER-LABEL.ics. Letters stay, those beyond ASCII too; what else is no digit, point or dash becomes an underscore. A long label is
 * cut between letters.
 */
static char *file_name(const struct places *places, const char *folder, uint32_t site)
{
    enum { CONTINUED = 0x80, CONTINUED_MASK = 0xC0 };
    char number[ROSTER_NUMBER_MAX], safe[NAME];
    const char *c = places->site_label[site];
    size_t k = 0;
    for (; *c && k + 1 < sizeof safe; c++, k++)
        safe[k] =
            is_beyond_ascii(*c) || strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-", *c) ? *c : '_';
    for (; k > 0 && ((unsigned char)*c & CONTINUED_MASK) == CONTINUED; c--) /* the cut is inside a letter: it goes as a whole */
        k--;
    safe[k] = '\0';
    size_t size = strlen(folder) + NAME + LINE;
    char *name = malloc(size);
    if (name)
        snprintf(name, size, "%s/site-%s-%s.ics", folder, roster_number(site + 1, places->sites, number), safe);
    return name;
}

enum kith_status roster_ics_allowed(const struct roster *roster, const struct places *places, const char *folder,
                                    const struct atomic_guard *guard, struct kith_report *report)
{
    enum kith_status status = KITH_OK;
    bool *used = calloc(places->sites + 1u, sizeof *used);
    if (!used)
        return KITH_FAILED;
    for (size_t k = 0; k < roster->count; k++)
        used[places->at[roster->stint[k].place].site] = true;
    for (uint32_t s = 0; s < places->sites && status != KITH_FAILED; s++) {
        char *name = used[s] ? file_name(places, folder, s) : NULL;
        enum kith_status one = name ? atomic_file_allowed(name, guard, report) : used[s] ? KITH_FAILED : KITH_OK;
        status = one == KITH_OK ? status : one;
        free(name);
    }
    free(used);
    return status;
}

static enum kith_status write_site(const struct ics *ics, const char *folder, size_t begin, size_t end)
{
    uint32_t site = ics->places->at[ics->stint[begin]->place].site;
    icalcomponent *calendar = icalcomponent_new_vcalendar();
    char *name = file_name(ics->places, folder, site), *text = NULL;
    bool whole = name != NULL;
    icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
    icalcomponent_add_property(calendar, icalproperty_new_prodid("-//kith//placement timetable//EN"));
    for (size_t k = begin, next; k < end && whole; k = next) {
        for (next = k + 1; next < end && same_event(ics->stint[k], ics->stint[next]);)
            next++;
        whole = add_event(ics, ics->stint + k, next - k, calendar);
    }
    if (whole)
        text = icalcomponent_as_ical_string_r(calendar);
    struct atomic_file out;
    enum kith_status status = text ? atomic_file_open(&out, name, ics->report) : KITH_FAILED;
    if (status == KITH_OK) {
        fputs(text, out.stream);
        status = atomic_file_close(&out, status, ics->report);
    }
    icalmemory_free_buffer(text);
    icalcomponent_free(calendar);
    free(name);
    return status;
}

enum kith_status roster_write_ics(const struct roster *roster, const struct places *places, const char *folder,
                                  struct kith_report *report)
{
    struct ics ics = {roster, places, malloc((roster->count + 1) * sizeof *ics.stint), report};
    enum kith_status status = ics.stint ? KITH_OK : KITH_FAILED;
    if (status == KITH_OK && mkdir(folder, 0777) != 0 && errno != EEXIST) {
        kith_report_add(report, KITH_ERROR, folder, 0, 0, "cannot make this folder: %s", strerror(errno));
        status = KITH_FAILED;
    }
    for (size_t k = 0; k < roster->count && status == KITH_OK; k++)
        ics.stint[k] = &roster->stint[k];
    if (status == KITH_OK && roster->count)
        qsort(ics.stint, roster->count, sizeof *ics.stint, compare);
    for (size_t k = 0, next; k < roster->count && status == KITH_OK; k = next) {
        uint16_t site = places->at[ics.stint[k]->place].site;
        for (next = k + 1; next < roster->count && places->at[ics.stint[next]->place].site == site;)
            next++;
        status = write_site(&ics, folder, k, next);
    }
    free(ics.stint);
    return status;
}
