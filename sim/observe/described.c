/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "observe/described.h"

/* In the order of enum observe_weekly. "distressed" always includes the severe. */
const struct described described_weekly[WEEKLY_COUNT] = {
    {"students", "enrolled students", NULL},
    {"distressed", "students in simulated distress", "level distressed or severe"},
    {"severe", "students in severe simulated distress", NULL},
    {"onsets", "episodes of simulated distress begun", NULL},
    {"recoveries", "episodes of simulated distress ended", NULL},
    {"worsenings", "students who turned severe", NULL},
    {"incidents", "students struck by an incident", NULL},
    {"emergencies", "students in an emergency", NULL},
    {"noticed", "distressed students noticed by someone this week", NULL},
    {"offered_informal", "distressed students offered help by a friend or peer", NULL},
    {"offered_formal", "distressed students approached by or dropping in on a supporter on duty", NULL},
    {"accepted_informal", "distressed students who accepted informal help", NULL},
    {"accepted_formal", "distressed students who accepted formal help", NULL},
    {"supported_informal", "distressed students with an informal encounter", NULL},
    {"supported_formal", "distressed students with a formal encounter", NULL},
    {"relieved_informal", "distressed students with an informal encounter that was not poor", NULL},
    {"relieved_formal", "distressed students with a formal encounter that was not poor", NULL},
    {"referred", "students handed on to the professional service", NULL},
    {"waiting", "students on the waiting list", NULL},
    {"in_care", "students in professional care", NULL},
    {"care_begun", "courses of care begun", NULL},
    {"unmet", "distressed students without support in the last 4 weeks", NULL},
    {"encounters_informal", "supportive encounters, informal", NULL},
    {"encounters_formal", "supportive encounters that used duty capacity", NULL},
    {"asked_informal", "informal encounters that the receiver asked for", NULL},
    {"asked_formal", "formal encounters that the receiver dropped in for", NULL},
    {"in_person", "encounters in person", NULL},
    {"calls", "encounters by call", NULL},
    {"messages", "encounters by message", NULL},
    {"tie_ends", "ties, counted at both ends", NULL},
    {"named_ties", "named friends, summed over students", "ties with banked hours >= ties.named_at"},
    {"friend_ties", "friends, summed over students", "ties with banked hours >= ties.friend_at"},
    {"tie_births", "ties begun", NULL},
    {"tie_deaths", "ties ended", NULL},
    {"friendless", "students without a friend", NULL},
    {"teaching", "students in a teaching, exam or placement week", NULL},
    {"isolated", "of these, students with no friend in the same place", NULL},
    {"teaching_distressed", "of these, students in simulated distress", NULL},
    {"covered", "of those, students with a friend in the same place", NULL},
    {"supporters_on_duty", "supporters on duty", NULL},
    {"supporters_paused", "supporters paused", NULL},
};

const struct described described_splits[SPLIT_COUNT] = {
    {"students", "enrolled students", NULL},
    {"distressed", "students in simulated distress", NULL},
    {"isolated", "students with no friend in the same place", NULL},
    {"friend_ties", "friends, summed over students", NULL},
    {"supporters", "supporters on duty", NULL},
};

/* Columns in the order in which snapshots.c writes them. */
static const struct described_column tie_log[] = {
    {"arm_index", ARCHIVE_UINT8, NULL, "arm", NULL},
    {"replicate_number", ARCHIVE_INT32, NULL, "replicate", NULL},
    {"week_number", ARCHIVE_INT32, "week", "week", NULL},
    {"student_a", ARCHIVE_INT32, NULL, "simulated student, lower id", NULL},
    {"student_b", ARCHIVE_INT32, NULL, "simulated student, higher id", NULL},
    {"banked_hours", ARCHIVE_FLOAT32, "hour", "banked hours of the tie", NULL},
    {"cumulative_hours", ARCHIVE_FLOAT32, "hour", "cumulative social hours of the tie", NULL},
    {"origin", ARCHIVE_UINT8, NULL, "where the tie began", "given small_group circle closure support"},
};
static const struct described_column roster_log[] = {
    {"arm_index", ARCHIVE_UINT8, NULL, "arm", NULL},
    {"replicate_number", ARCHIVE_INT32, NULL, "replicate", NULL},
    {"week_number", ARCHIVE_INT32, "week", "week", NULL},
    {"student", ARCHIVE_INT32, NULL, "simulated student", NULL},
    {"study_year", ARCHIVE_INT32, "year", "year of the course, counted from 1", NULL},
    {"place", ARCHIVE_INT32, NULL, "site, counted from 1; 0 on campus", NULL},
    {"small_group", ARCHIVE_INT32, NULL, "tutorial group or ward team", NULL},
};
static const struct described_column census_log[] = {
    {"arm_index", ARCHIVE_UINT8, NULL, "arm", NULL},
    {"replicate_number", ARCHIVE_INT32, NULL, "replicate", NULL},
    {"week_number", ARCHIVE_INT32, "week", "week", NULL},
    {"student", ARCHIVE_INT32, NULL, "simulated student", NULL},
    {"study_year", ARCHIVE_INT32, "year", "year of the course, counted from 1", NULL},
    {"level", ARCHIVE_UINT8, NULL, "simulated distress", "well distressed severe"},
    {"distressed_weeks", ARCHIVE_INT32, "week", "weeks in simulated distress since the last census", NULL},
    {"friends", ARCHIVE_INT32, NULL, "ties with banked hours >= ties.friend_at", NULL},
    {"supported", ARCHIVE_UINT8, NULL, "ever supported", "never informally formally both"},
    {"given", ARCHIVE_INT32, NULL, "supportive encounters given since entry", NULL},
    {"role", ARCHIVE_UINT8, NULL, "supporter state", "none on_duty paused"},
    {"cared", ARCHIVE_UINT8, NULL, "professional care in this episode", "no yes"},
};
static const struct described_column event_log[] = {
    {"arm_index", ARCHIVE_UINT8, NULL, "arm", NULL},
    {"replicate_number", ARCHIVE_INT32, NULL, "replicate", NULL},
    {"week_number", ARCHIVE_INT32, "week", "week", NULL},
    {"receiver", ARCHIVE_INT32, NULL, "simulated student supported", NULL},
    {"giver", ARCHIVE_INT32, NULL, "simulated student supporting", NULL},
    {"formal", ARCHIVE_UINT8, NULL, "used duty capacity", "no yes"},
    {"started_by", ARCHIVE_UINT8, NULL, "who started it", "giver receiver"},
    {"format", ARCHIVE_UINT8, NULL, "format", "in_person call message"},
    {"tied", ARCHIVE_UINT8, NULL, "the two were tied", "no yes"},
    {"poor", ARCHIVE_UINT8, NULL, "of poor quality", "no yes"},
    {"referred", ARCHIVE_UINT8, NULL, "handed on", "no yes"},
};

const struct described_log described_logs[DESCRIBED_LOGS] = {
    {"ties", "tie", "a tie in a week", tie_log, sizeof tie_log / sizeof *tie_log, offsetof(struct observer, ties)},
    {"roster", "seat", "a simulated student's place in a week", roster_log, sizeof roster_log / sizeof *roster_log,
     offsetof(struct observer, roster)},
    {"census", "person", "a simulated student in a year", census_log, sizeof census_log / sizeof *census_log,
     offsetof(struct observer, census)},
    {"events", "event", "a supportive encounter", event_log, sizeof event_log / sizeof *event_log,
     offsetof(struct observer, events)},
};
