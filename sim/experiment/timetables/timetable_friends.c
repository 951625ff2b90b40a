/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/timetables/timetable_friends.h"

#include <stdlib.h>
#include <string.h>

#include "base/atomic_file.h"
#include "base/csv_rows.h"
#include "timetable/export/roster_write.h"

/* The seat (from 0) that a label is the number of; -1 if it is none. */
static int64_t seat_of(const char *label, uint32_t seats)
{
    size_t digits = strspn(label, "0123456789");
    long number = digits && digits < ROSTER_NUMBER_MAX && !label[digits] ? strtol(label, NULL, 10) : 0;
    return number >= 1 && number <= (long)seats ? number - 1 : -1;
}

/* Seats of all labels, two a row. */
static enum kith_status find_seats(const struct csv_rows *rows, const char *file, uint32_t seats, uint32_t *seat,
                                   struct kith_report *report)
{
    size_t count = 2 * rows->count, distinct = 0;
    bool numbers = true;
    for (size_t k = 0; k < count; k++) {
        int64_t found = seat_of(rows->row[k / 2].field[k % 2], seats);
        numbers = numbers && found >= 0;
        seat[k] = (uint32_t)found;
    }
    if (numbers)
        return KITH_OK;
    const char **label = malloc((count + 1) * sizeof *label);
    if (!label)
        return KITH_FAILED;
    for (size_t k = 0; k < count; k++)
        label[k] = rows->row[k / 2].field[k % 2];
    enum kith_status status = csv_rows_rank(label, count, seat, &distinct);
    free(label);
    if (status == KITH_OK && distinct != seats)
        status =
            kith_report_add(report, KITH_ERROR, file, 0, 0,
                            "names %zu students, but the timetable has %u in an entry year; allowed are all of them, or their "
                            "numbers (1 to %u) as in an exported roster",
                            distinct, seats, seats);
    return status;
}

static int compare(const void *left, const void *right)
{
    const struct audit_friend *a = left, *b = right;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

/* Each pair once, lower seat first; nobody is a friend of theirs. */
static size_t tidy(struct audit_friend *friends, size_t count)
{
    size_t kept = 0;
    qsort(friends, count, sizeof *friends, compare);
    for (size_t k = 0; k < count; k++)
        if (friends[k].a != friends[k].b && (kept == 0 || compare(&friends[kept - 1], &friends[k]) != 0))
            friends[kept++] = friends[k];
    return kept;
}

enum kith_status timetable_friends_read(struct audit_friend **friends, size_t *count, const char *file, uint32_t seats,
                                        struct kith_report *report)
{
    static const char *const columns[] = {"a", "b", "?hours", NULL};
    struct csv_rows rows = {0};
    uint32_t *seat = NULL;
    *friends = NULL;
    enum kith_status status = csv_rows_read(&rows, file, columns, report);
    if (status != KITH_OK)
        return status;
    seat = malloc((2 * rows.count + 1) * sizeof *seat);
    *friends = malloc((rows.count + 1) * sizeof **friends);
    status = seat && *friends ? find_seats(&rows, file, seats, seat, report) : KITH_FAILED;
    for (size_t k = 0; k < rows.count && status == KITH_OK; k++) {
        uint32_t a = seat[2 * k], b = seat[2 * k + 1];
        (*friends)[k] = (struct audit_friend){a < b ? a : b, a < b ? b : a};
    }
    if (status == KITH_OK)
        *count = tidy(*friends, rows.count);
    free(seat);
    csv_rows_clear(&rows);
    return status;
}

/* 0/0 is an empty field. */
static void write_ratio(FILE *stream, double above, double below)
{
    if (below > 0)
        fprintf(stream, ",%.4f", above / below);
    else
        fputc(',', stream);
}

static void write_student(FILE *stream, const struct audit_student *s, bool friends)
{
    fprintf(stream, ",%d,%d,%d,%d", s->blocks, s->alone, s->longest_alone, s->site_changes);
    write_ratio(stream, s->continuity, s->compared);
    write_ratio(stream, s->top_hours, s->hours);
    write_ratio(stream, s->hours * s->hours, s->square_hours);
    fprintf(stream, ",%d,%.1f,%.1f", s->breadth, s->top_hours, s->hours);
    if (friends) {
        fprintf(stream, ",%d", s->friends);
        write_ratio(stream, s->friends_together, s->friend_blocks);
    }
    fputc('\n', stream);
}

enum kith_status timetable_students_write(const struct roster *roster, int first_cohort, const struct audit *audit, bool friends,
                                          const char *file, struct kith_report *report)
{
    struct atomic_file out;
    char number[ROSTER_NUMBER_MAX];
    enum kith_status status = atomic_file_open(&out, file, report);
    if (status != KITH_OK)
        return status;
    bool several = audit->students > roster->seats;
    fprintf(out.stream,
            "student_id%s,blocks,blocks_alone,longest_alone,site_changes,peer_continuity,usual_peer_share,effective_peers,"
            "different_peers,hours_with_usual_peer,hours_with_peers%s\n",
            several ? ",cohort" : "", friends ? ",friends,friends_together" : "");
    for (size_t k = 0; k < audit->students; k++) {
        if (audit->student[k].blocks == 0)
            continue;
        fputs(roster_number((uint32_t)(k % roster->seats) + 1, roster->seats, number), out.stream);
        if (several)
            fprintf(out.stream, ",%d", roster->entry_year + first_cohort + (int)(k / roster->seats));
        write_student(out.stream, &audit->student[k], friends);
    }
    return atomic_file_close(&out, status, report);
}
