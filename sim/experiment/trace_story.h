/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole episode: when it began and how it ended, what was done in it in numbers, its frame in words, and the list to choose from. */
#ifndef EXPERIMENT_TRACE_STORY_H
#define EXPERIMENT_TRACE_STORY_H

#include "experiment/trace.h"

enum { TRACE_LISTED = 20 };
enum story_ending { STORY_RUNS, STORY_RECOVERED, STORY_LEFT, STORY_GRADUATED };

struct trace_story {
    int64_t number;
    uint32_t id;
    int year;                      /* of course at onset, from 1 */
    int32_t first_week, last_week; /* in simulated distress */
    enum story_ending ending;
    int noticed, offered, talks_informal, talks_formal;
    bool cared, waited;
    struct trace_week week; /* the present one */
};

struct story_frame {
    const char *arm;
    int64_t replicate;
    int32_t weeks; /* recorded in the run */
    const char *title;
    int64_t episodes;         /* begun in the weeks simulated */
    const char *support_line; /* where readers can turn; may be empty */
};

/* Takes the present week into the numbers, at its end. */
void story_add_week(struct trace_story *story);

/* The episode: heading, its weeks as told, ending. */
void story_write(FILE *stream, const struct story_frame *frame, const struct trace_story *story, const char *weeks);

/* A line for each. */
void story_list(FILE *stream, const struct story_frame *frame, const struct trace_story *stories, size_t count);

#endif
