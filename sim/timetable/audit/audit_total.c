/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Totals of an audit over students, and which counts may be shown. */
#include <math.h>
#include <stdlib.h>

#include "timetable/audit/audit.h"

/* Sums before they are divided. */
struct sums {
    double compared, continuity, chance, with_hours, usual, effective, breadth;
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
    total->alone_at_site_students += s->alone_at_site > 0;
    sums->site_changes += s->site_changes;
    sums->friend_blocks += s->friend_blocks;
    sums->together += s->friends_together;
    sums->with_friend += s->with_friend;
    for (int k = 0; k < AUDIT_TIERS; k++)
        total->tier_students[k] += s->top_hours >= audit_tiers[k] * (1 - 1e-6); /* sums of floats */
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
        total->tier[k] = ratio(total->tier_students[k], students);
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

bool audit_is_few(int64_t count)
{
    return count > 0 && count < AUDIT_LEAST;
}

/* What is known of the students alone in 0, 1, 2, 3 or more blocks, and what of it could be worked out. */
struct puzzle {
    uint8_t hidden[AUDIT_ALONE_ROWS];
    int64_t students, blocks,
        alone; /* in hidden rows; blocks of a student at most; student-blocks alone of those in hidden rows */
    int64_t guess[AUDIT_ALONE_ROWS]; /* being tried */
    int64_t first[AUDIT_ALONE_ROWS]; /* found for a small row; 0: none yet */
    bool several[AUDIT_ALONE_ROWS];  /* another value is possible, too */
};

static void note(struct puzzle *p)
{
    for (size_t k = 0; k < AUDIT_ALONE_ROWS; k++)
        if (p->hidden[k] == AUDIT_SMALL) {
            p->several[k] = p->several[k] || (p->first[k] && p->first[k] != p->guess[k]);
            p->first[k] = p->guess[k];
        }
}

/* Tries every value of the hidden rows from `row` on, of which `students` and `alone` are left. */
static void try_rows(struct puzzle *p, size_t row, int64_t students, int64_t alone)
{
    enum { MANY = AUDIT_ALONE_ROWS - 1 }; /* the row of 3 or more */
    if (row == MANY) {
        bool in_range = p->hidden[row] == AUDIT_SHOWN   ? students == 0
                        : p->hidden[row] == AUDIT_SMALL ? audit_is_few(students)
                                                        : students >= AUDIT_LEAST;
        p->guess[row] = students;
        if (in_range && alone >= MANY * students && alone <= p->blocks * students)
            note(p);
        return;
    }
    int64_t low = p->hidden[row] == AUDIT_SHOWN ? 0 : p->hidden[row] == AUDIT_SMALL ? 1 : AUDIT_LEAST;
    int64_t high = p->hidden[row] == AUDIT_SHOWN ? 0 : p->hidden[row] == AUDIT_SMALL ? AUDIT_LEAST - 1 : students;
    for (int64_t k = low; k <= high && k <= students && (int64_t)row * k <= alone; k++) {
        p->guess[row] = k;
        try_rows(p, row + 1, students - k, alone - (int64_t)row * k);
    }
}

/* True if blocks alone, by the students and blocks that are printed beside them, tell how many students a small row has. */
static bool alone_tells(const struct audit_total *total, int64_t alone)
{
    struct puzzle p = {.students = 0};
    audit_suppress(total->alone_blocks, AUDIT_ALONE_ROWS, p.hidden);
    if (p.hidden[AUDIT_ALONE_ROWS - 1] == AUDIT_SHOWN && total->alone_blocks[AUDIT_ALONE_ROWS - 1] > 0)
        return false; /* how many blocks they are is not known */
    for (size_t k = 0; k < AUDIT_ALONE_ROWS; k++) {
        p.students += p.hidden[k] == AUDIT_SHOWN ? 0 : total->alone_blocks[k];
        alone -= p.hidden[k] == AUDIT_SHOWN ? (int64_t)k * total->alone_blocks[k] : 0;
    }
    p.blocks = total->students ? (total->student_blocks + total->students - 1) / total->students : 0;
    try_rows(&p, 0, p.students, alone);
    bool tells = false;
    for (size_t k = 0; k < AUDIT_ALONE_ROWS; k++)
        tells = tells || (p.hidden[k] == AUDIT_SMALL && !p.several[k]);
    return tells;
}

struct audit_hidden audit_hide(const struct audit_total *total)
{
    struct audit_hidden hidden = {.alone = audit_is_few(total->students - total->alone_blocks[0]) ||
                                           alone_tells(total, llround(total->alone * (double)total->student_blocks)),
                                  .alone_at_site = audit_is_few(total->alone_at_site_students)};
    int32_t shown[AUDIT_TIERS + 2] = {0, total->students};
    size_t count = 2;
    for (size_t k = 0; k < AUDIT_TIERS; k++) {
        for (size_t other = 0; other < count; other++)
            hidden.tier[k] = hidden.tier[k] || audit_is_few(labs((long)total->tier_students[k] - shown[other]));
        if (!hidden.tier[k])
            shown[count++] = total->tier_students[k];
    }
    int32_t as_many = 0;
    int row = total->longest_alone < AUDIT_ALONE_ROWS ? total->longest_alone : AUDIT_ALONE_ROWS - 1;
    for (; row > 0 && row < AUDIT_ALONE_ROWS; row++)
        as_many += total->alone_blocks[row];
    hidden.longest_alone = audit_is_few(as_many);
    return hidden;
}
