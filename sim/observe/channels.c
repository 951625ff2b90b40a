/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weekly counts by channel of help: where the distressed turned, where they were referred, and whose list or care students are on. */
#include "observe/observe.h"

static int32_t *counts_of(struct observer *observer, int32_t week, enum observe_by_channel what)
{
    size_t weeks = (size_t)observer->plan.weeks;
    return observer->by_channel + ((size_t)what * weeks + (size_t)week) * OBSERVE_CHANNELS - CHANNEL_FRIEND;
}

void observe_channels(struct observer *observer, const struct world *world)
{
    const struct students *s = &world->students;
    int32_t *count[BY_CHANNEL_COUNT];
    for (int what = 0; what < BY_CHANNEL_COUNT; what++)
        count[what] = counts_of(observer, world->week, (enum observe_by_channel)what);
    for (uint32_t row = 0; row < world->rows; row++) {
        if (!s->person.enrolled[row])
            continue;
        if (s->seeking.sought[row] != CHANNEL_NOBODY)
            count[BY_CHANNEL_SOUGHT][s->seeking.sought[row]]++;
        if (s->services.care[row] != CARE_NONE)
            count[s->services.care[row] == CARE_WAITING ? BY_CHANNEL_WAITING : BY_CHANNEL_IN_CARE]
                 [s->services.care_channel[row]]++;
    }
    for (int c = PROFESSIONAL_FIRST; c <= PROFESSIONAL_LAST; c++) {
        count[BY_CHANNEL_REFERRED][c] = world->events.referred_to[c];
        count[BY_CHANNEL_CARE_BEGUN][c] = world->events.care_begun_at[c];
        count[BY_CHANNEL_NOT_ATTENDED][c] = world->events.not_attended[c];
    }
}
