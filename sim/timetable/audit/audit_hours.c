/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Social hours of pairs in ward teams. In each block the members of a team are gone through day by day; days on which the same members are there are taken
 * together. What a day gives a pair that meets is weekly_hours · social_share / 5 / (number met).
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "timetable/audit/audit.h"
#include "timetable/audit/meeting.h"

struct meeting_event {
    uint32_t student, other;
    float hours;
};

struct hours {
    const struct audit_input *input;
    const struct meeting_grid *grid;
    uint32_t first_student, last_student; /* audited: from, and before */
    struct meeting_event *event;
    size_t count, capacity;
    const struct meeting_segment **order; /* a block's segments by team */
    uint32_t *there;                      /* members there on a day */
    bool failed;
};

static int compare_teams(const void *left, const void *right)
{
    const struct meeting_segment *a = *(const struct meeting_segment *const *)left,
                                 *b = *(const struct meeting_segment *const *)right;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    if (a->team != b->team)
        return a->team < b->team ? -1 : 1;
    return (a->student > b->student) - (a->student < b->student);
}

static void add_event(struct hours *hours, uint32_t student, uint32_t other, double amount)
{
    if (student < hours->first_student || student >= hours->last_student)
        return;
    if (hours->count == hours->capacity) {
        size_t capacity = hours->capacity ? 2 * hours->capacity : 65536;
        struct meeting_event *grown = realloc(hours->event, capacity * sizeof *grown);
        if (!grown) {
            hours->failed = true;
            return;
        }
        hours->event = grown;
        hours->capacity = capacity;
    }
    hours->event[hours->count++] = (struct meeting_event){student, other, (float)amount};
}

/* Shares out `days` days among the n who are there, in the order of seats. */
static void share_out(struct hours *hours, uint16_t place, uint32_t n, int days)
{
    const struct place *p = &hours->input->places->at[place];
    const struct audit_hours *open = &hours->input->hours;
    double weekly = p->weekly_hours >= 0 ? (double)p->weekly_hours : open->team_hours;
    double social = p->social_share >= 0 ? (double)p->social_share : open->team_social_share;
    bool all = n <= open->all_meet || n - 1 <= 2 * open->reach;
    uint32_t met = all ? n - 1 : (uint32_t)(2 * open->reach);
    double pair = n < 2 ? 0 : weekly * social * days / MEETING_WORKDAYS / met;
    for (uint32_t k = 0; k < n && pair > 0 && !hours->failed; k++)
        for (uint32_t step = 1; step <= met; step++) {
            uint32_t ahead = all || step <= met / 2 ? step : n - (step - met / 2);
            add_event(hours, hours->there[k], hours->there[(k + ahead) % n], pair);
        }
}

static bool is_there(const struct meeting_segment *segment, int day)
{
    return segment->days[day / 64] >> day % 64 & 1;
}

/* One team: members by seat; one who is there in two stints stands twice, on different days. */
static void add_team(struct hours *hours, const struct meeting_segment *const *member, uint32_t members, int days)
{
    uint32_t n = 0;
    int run = 0; /* days on which just hours->there were there */
    for (int day = 0; day < days; day++) {
        uint32_t k = 0;
        bool same = true;
        for (uint32_t m = 0; m < members; m++)
            if (is_there(member[m], day))
                same = k < n && hours->there[k] == member[m]->student ? (k++, same) : (k++, false);
        if (k == 0)
            continue;
        if (same && k == n) {
            run++;
            continue;
        }
        share_out(hours, member[0]->place, n, run);
        n = 0;
        for (uint32_t m = 0; m < members; m++)
            if (is_there(member[m], day))
                hours->there[n++] = member[m]->student;
        run = 1;
    }
    share_out(hours, member[0]->place, n, run);
}

static void add_block(struct hours *hours, size_t b)
{
    const struct meeting_grid *grid = hours->grid;
    size_t count = grid->first[b + 1] - grid->first[b];
    uint32_t seats = grid->roster->seats;
    for (size_t k = 0; k < count; k++)
        hours->order[k] = &grid->segment[grid->first[b] + k];
    if (count)
        qsort(hours->order, count, sizeof *hours->order, compare_teams);
    for (size_t k = 0, next; k < count; k = next) {
        const struct meeting_segment *a = hours->order[k];
        for (next = k + 1; next < count; next++) {
            const struct meeting_segment *s = hours->order[next];
            if (s->place != a->place || s->team != a->team || s->student / seats != a->student / seats)
                break;
        }
        add_team(hours, hours->order + k, (uint32_t)(next - k), MEETING_WEEK * grid->block[b].weeks);
    }
}

/* Adds up each student's events with each other student. */
static enum kith_status sum_events(const struct hours *hours, struct audit *audit)
{
    size_t *first = calloc(audit->students + 2, sizeof *first);
    uint32_t *order = malloc((hours->count + 1) * sizeof *order);
    double *with = calloc(hours->grid->students + 1, sizeof *with);
    enum kith_status status = first && order && with ? KITH_OK : KITH_FAILED;
    for (size_t k = 0; k < hours->count && status == KITH_OK; k++)
        first[hours->event[k].student - hours->first_student + 2]++;
    for (size_t s = 0; s < audit->students && status == KITH_OK; s++)
        first[s + 2] += first[s + 1];
    for (size_t k = 0; k < hours->count && status == KITH_OK; k++)
        order[first[hours->event[k].student - hours->first_student + 1]++] = (uint32_t)k;
    for (size_t s = 0; s < audit->students && status == KITH_OK; s++) {
        struct audit_student *student = &audit->student[s];
        for (size_t k = first[s]; k < first[s + 1]; k++)
            with[hours->event[order[k]].other] += (double)hours->event[order[k]].hours;
        for (size_t k = first[s]; k < first[s + 1]; k++) {
            double *h = &with[hours->event[order[k]].other];
            student->hours += *h;
            student->square_hours += *h * *h;
            student->top_hours = fmax(student->top_hours, *h);
            *h = 0; /* what comes again adds nothing */
        }
    }
    free(first);
    free(order);
    free(with);
    return status;
}

enum kith_status audit_add_hours(struct audit *audit, const struct audit_input *input, const struct meeting_grid *grid)
{
    uint32_t seats = input->roster->seats;
    size_t most = 1;
    for (size_t b = 0; b < grid->blocks; b++)
        most = grid->first[b + 1] - grid->first[b] > most ? grid->first[b + 1] - grid->first[b] : most;
    struct hours hours = {.input = input,
                          .grid = grid,
                          .first_student = (uint32_t)input->first_cohort * seats,
                          .last_student = (uint32_t)(input->first_cohort + input->cohorts) * seats,
                          .order = malloc(most * sizeof *hours.order),
                          .there = malloc(most * sizeof *hours.there)};
    enum kith_status status = hours.order && hours.there ? KITH_OK : KITH_FAILED;
    for (size_t b = 0; b < grid->blocks && status == KITH_OK; b++) {
        add_block(&hours, b);
        status = hours.failed ? KITH_FAILED : KITH_OK;
    }
    if (status == KITH_OK)
        status = sum_events(&hours, audit);
    free(hours.event);
    free(hours.order);
    free(hours.there);
    return status;
}
