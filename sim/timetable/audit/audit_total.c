/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Totals of an audit over students, and which counts may be shown. */
#include <math.h>

#include "timetable/audit/audit.h"

/* Sums before they are divided. */
struct sums {
    double compared, continuity, chance, with_hours, usual, effective, breadth, tier[AUDIT_TIERS];
    double alone, alone_at_site, site_changes, friend_blocks, together, with_friend;
};

static double ratio(double above, double below)
{
    return below > 0 ? above / below : NAN;
}

static void add(struct sums *sums, struct audit_total *total, const struct audit_student *s)
{
    total->students++;
    total->student_blocks += s->blocks;
    total->longest_alone = s->longest_alone > total->longest_alone ? s->longest_alone : total->longest_alone;
    total->alone_blocks[s->alone < AUDIT_ALONE_ROWS - 1 ? s->alone : AUDIT_ALONE_ROWS - 1]++;
    sums->compared += s->compared;
    sums->continuity += s->continuity;
    sums->chance += s->chance;
    sums->breadth += s->breadth;
    sums->alone += s->alone;
    sums->alone_at_site += s->alone_at_site;
    sums->site_changes += s->site_changes;
    sums->friend_blocks += s->friend_blocks;
    sums->together += s->friends_together;
    sums->with_friend += s->with_friend;
    for (int k = 0; k < AUDIT_TIERS; k++)
        sums->tier[k] += s->top_hours >= audit_tiers[k] * (1 - 1e-6); /* sums of floats */
    if (s->hours > 0) {
        sums->with_hours++;
        sums->usual += s->top_hours / s->hours;
        sums->effective += s->hours * s->hours / s->square_hours;
    }
}

void audit_total(const struct audit *audit, const uint32_t *group, uint32_t wanted, struct audit_total *total)
{
    struct sums sums = {0};
    *total = (struct audit_total){0};
    for (size_t k = 0; k < audit->students; k++)
        if ((!group || group[k] == wanted) && audit->student[k].blocks > 0)
            add(&sums, total, &audit->student[k]);
    double students = total->students, blocks = (double)total->student_blocks;
    total->continuity = ratio(sums.continuity, sums.compared);
    total->chance = ratio(sums.chance, sums.compared);
    total->adjusted = ratio(total->continuity - total->chance, 1 - total->chance);
    total->usual_peer = ratio(sums.usual, sums.with_hours);
    total->effective_peers = ratio(sums.effective, sums.with_hours);
    total->breadth = ratio(sums.breadth, students);
    for (int k = 0; k < AUDIT_TIERS; k++)
        total->tier[k] = ratio(sums.tier[k], students);
    total->alone = ratio(sums.alone, blocks);
    total->alone_at_site = ratio(sums.alone_at_site, blocks);
    total->site_changes = ratio(sums.site_changes, students);
    total->friends_together = ratio(sums.together, sums.friend_blocks);
    total->with_friend = ratio(sums.with_friend, sums.friend_blocks);
}

void audit_suppress(const int32_t *counts, size_t rows, uint8_t *hidden)
{
    int64_t sum = 0;
    size_t small = 0;
    for (size_t k = 0; k < rows; k++) {
        hidden[k] = counts[k] > 0 && counts[k] < AUDIT_LEAST ? AUDIT_SMALL : AUDIT_SHOWN;
        small += hidden[k] == AUDIT_SMALL;
        sum += hidden[k] == AUDIT_SMALL ? counts[k] : 0;
    }
    while (small > 0 && (small < 2 || sum < AUDIT_LEAST)) {
        size_t best = rows;
        for (size_t k = 0; k < rows; k++)
            if (hidden[k] == AUDIT_SHOWN && counts[k] > 0 && (best == rows || counts[k] < counts[best]))
                best = k;
        if (best == rows)
            return;
        hidden[best] = AUDIT_WITHHELD;
        sum += counts[best];
        small++;
    }
}
