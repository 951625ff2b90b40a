/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/roster.h"

#include <stdlib.h>

#include "timetable/date.h"

void roster_init(struct roster *roster)
{
    *roster = (struct roster){.cohorts = 1};
}

void roster_clear(struct roster *roster)
{
    free(roster->stint);
    roster_init(roster);
}

enum kith_status roster_add(struct roster *roster, const struct stint *stint)
{
    if (roster->count == roster->capacity) {
        size_t capacity = roster->capacity ? 2 * roster->capacity : 1024;
        struct stint *grown = realloc(roster->stint, capacity * sizeof *grown);
        if (!grown)
            return KITH_FAILED;
        roster->stint = grown;
        roster->capacity = capacity;
    }
    roster->stint[roster->count++] = *stint;
    return KITH_OK;
}

static int compare_stints(const void *left, const void *right)
{
    const struct stint *a = left, *b = right;
    if (a->cohort != b->cohort)
        return a->cohort < b->cohort ? -1 : 1;
    if (a->seat != b->seat)
        return a->seat < b->seat ? -1 : 1;
    if (a->first_day != b->first_day)
        return a->first_day < b->first_day ? -1 : 1;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return a->days != b->days ? (a->days < b->days ? -1 : 1) : (a->line > b->line) - (a->line < b->line);
}

void roster_sort(struct roster *roster)
{
    if (roster->count)
        qsort(roster->stint, roster->count, sizeof *roster->stint, compare_stints);
}

int roster_weekday(const struct roster *roster, int32_t day)
{
    return date_weekday(roster->day_zero + day);
}

bool roster_holds(const struct roster *roster, const struct stint *stint, int32_t day)
{
    return day >= stint->first_day && day <= stint->last_day && (stint->days >> roster_weekday(roster, day) & 1);
}
