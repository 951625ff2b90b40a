/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels of students that are hardly two. Private to this folder. */
#ifndef TIMETABLE_LABEL_H
#define TIMETABLE_LABEL_H

#include "base/finding.h"

struct label_line {
    const char *text;
    int line;
};

/* W207 for each of the labels, which differ bytewise, that is another but for capital letters and spaces around it. Sorts them. */
void label_twins(struct label_line *label, size_t count, const char *file, struct findings *findings);

#endif
