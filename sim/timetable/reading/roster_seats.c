/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/reading/roster_seats.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/text.h"
#include "timetable/reading/label.h"

/* The distinct labels of a roster, bytewise. */
struct roster_labels {
    unsigned *rank;    /* of each line */
    size_t count;      /* distinct ones */
    const char **text; /* of each rank */
    int *line;         /* where it stands first */
    uint32_t *seat;    /* of each rank */
};

static enum kith_status find_labels(struct roster_labels *labels, const struct roster_reading *reading)
{
    size_t count = reading->count;
    const char **label = malloc((count + 1) * sizeof *label);
    labels->rank = malloc((count + 1) * sizeof *labels->rank);
    labels->text = calloc(count + 1, sizeof *labels->text);
    labels->line = calloc(count + 1, sizeof *labels->line);
    labels->seat = malloc((count + 1) * sizeof *labels->seat);
    bool able = label && labels->rank && labels->text && labels->line && labels->seat;
    for (size_t k = 0; able && k < count; k++)
        label[k] = reading->said[k].student;
    able = able && csv_rows_rank(label, count, labels->rank, &labels->count) == KITH_OK;
    for (size_t k = count; able && k-- > 0;) {
        labels->text[labels->rank[k]] = label[k];
        labels->line[labels->rank[k]] = reading->said[k].line;
    }
    free(label);
    return able ? KITH_OK : KITH_FAILED;
}

/* 1 to last, of the width if it is not 0; else 0. */
static uint32_t read_number(const char *text, uint32_t last, size_t width)
{
    size_t digits = strspn(text, "0123456789");
    unsigned long number = digits && digits < 10 && !text[digits] ? strtoul(text, NULL, 10) : 0;
    return number <= last && (width == 0 || digits == width) ? (uint32_t)number : 0;
}

static bool by_number(struct roster_labels *labels, uint32_t seats, size_t width)
{
    bool all = true;
    for (size_t k = 0; k < labels->count; k++) {
        uint32_t number = read_number(labels->text[k], seats, width);
        labels->seat[k] = number ? number - 1 : ROSTER_NO_SEAT;
        all = all && number;
    }
    return all;
}

/* Both sides are sorted bytewise. How many were found. */
static size_t by_enrolment(struct roster_labels *labels, const struct enrolment *enrolment)
{
    size_t found = 0;
    uint32_t e = 0;
    for (size_t k = 0; k < labels->count; k++) {
        while (e < enrolment->count && strcmp(enrolment->label[e], labels->text[k]) < 0)
            e++;
        bool same = e < enrolment->count && strcmp(enrolment->label[e], labels->text[k]) == 0;
        labels->seat[k] = same ? e : ROSTER_NO_SEAT;
        found += same;
    }
    return found;
}

/* A label near to a student's is a slip of the pen (E103); others are students whom the file leaves out (E105). */
static void refuse_unknown(struct roster_reading *reading, const struct roster_labels *labels, const struct enrolment *enrolment)
{
    for (size_t k = 0; k < labels->count; k++) {
        if (labels->seat[k] != ROSTER_NO_SEAT || !labels->text[k][0])
            continue;
        bool full = finding_full(&reading->findings, "E103") && finding_full(&reading->findings, "E105");
        const char *near = full ? NULL : suggest_nearest(labels->text[k], (const char *const *)enrolment->label);
        if (near)
            finding_add(&reading->findings, KITH_ERROR, "E103", reading->file, labels->line[k],
                        "unknown student \"%s\"; did you mean %s, of %s?", text_show(labels->text[k]).at, text_show(near).at,
                        enrolment->file);
        else
            finding_add(&reading->findings, KITH_ERROR, "E105", reading->file, labels->line[k],
                        "student \"%s\" is in the roster and not in %s", text_show(labels->text[k]).at, enrolment->file);
    }
}

static void refuse_numbers(struct roster_reading *reading, const struct roster_labels *labels, uint32_t seats)
{
    for (size_t k = 0; k < labels->count; k++)
        if (labels->seat[k] == ROSTER_NO_SEAT && labels->text[k][0])
            finding_add(&reading->findings, KITH_ERROR, "E103", reading->file, labels->line[k],
                        "unknown student \"%s\"; without timetable.students, students are numbers from 1 to %u",
                        text_show(labels->text[k]).at, seats);
}

static void find_seats(struct roster_reading *reading, struct roster_labels *labels, const struct enrolment *enrolment,
                       uint32_t seats, bool pins)
{
    char width[16];
    snprintf(width, sizeof width, "%u", seats);
    if (enrolment->count) {
        if (by_enrolment(labels, enrolment) == 0 && !pins && by_number(labels, seats, strlen(width)))
            return;
        by_enrolment(labels, enrolment);
        refuse_unknown(reading, labels, enrolment);
    } else if (pins) {
        if (!by_number(labels, seats, 0))
            refuse_numbers(reading, labels, seats);
    } else {
        size_t empty = labels->count && !labels->text[0][0]; /* has been refused */
        for (size_t k = 0; k < labels->count; k++)
            labels->seat[k] = k < empty || k - empty >= seats ? ROSTER_NO_SEAT : (uint32_t)(k - empty);
        if (labels->count - empty != seats)
            finding_add(&reading->findings, KITH_ERROR, "E105", reading->file, 0, "names %zu students; school.intake is %u",
                        labels->count - empty, seats);
    }
}

/* W207: labels that are one but for capital letters and spaces around them, and are not the students file's own. */
static enum kith_status warn_twins(struct roster_reading *reading, const struct roster_labels *labels,
                                   const struct enrolment *enrolment)
{
    struct label_line *label = malloc((labels->count + 1) * sizeof *label);
    size_t count = 0;
    for (size_t k = 0; k < labels->count && label; k++)
        if (labels->text[k][0] && !(enrolment->count && labels->seat[k] != ROSTER_NO_SEAT))
            label[count++] = (struct label_line){labels->text[k], labels->line[k]};
    if (label)
        label_twins(label, count, reading->file, &reading->findings);
    free(label);
    return label ? KITH_OK : KITH_FAILED;
}

enum kith_status roster_find_seats(struct roster_reading *reading, const struct enrolment *enrolment, uint32_t seats, bool pins,
                                   uint32_t *seat, const char **label)
{
    struct roster_labels labels = {0};
    enum kith_status status = find_labels(&labels, reading);
    if (status == KITH_OK) {
        find_seats(reading, &labels, enrolment, seats, pins);
        status = warn_twins(reading, &labels, enrolment);
        for (size_t k = 0; k < reading->count; k++)
            seat[k] = labels.seat[labels.rank[k]];
        for (uint32_t s = 0; s < enrolment->count && s < seats; s++)
            label[s] = enrolment->label[s];
        for (size_t k = 0; k < labels.count && !enrolment->count && !pins; k++)
            if (labels.seat[k] != ROSTER_NO_SEAT)
                label[labels.seat[k]] = labels.text[k];
    }
    free(labels.rank);
    free(labels.text);
    free(labels.line);
    free(labels.seat);
    return status;
}
