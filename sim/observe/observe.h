/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is recorded of one arm of one replicate. Observers look at the world after each week and change nothing in it.
 * Recording starts in week 0; students already there are followed from then.
 */
#ifndef OBSERVE_OBSERVE_H
#define OBSERVE_OBSERVE_H

#include "archive/archive.h"
#include "base/parameter.h"
#include "process/seeking.h"
#include "timetable/audit/meeting.h"
#include "world/world.h"

#define OBSERVE_PARAMETERS(P)                                                                                                      \
    P(FLAG, census, "1", 0, 1, "false", "MODEL, what is observed", "record every simulated student once a year")                   \
    P(FLAG, events, "1", 0, 1, "false", "MODEL, what is observed", "record every supportive encounter")                           \
    P(WHOLES, tie_weeks, "week", 0, 32000, "", "MODEL, what is observed", "weeks in which every tie and everyone's place is recorded") \
    P(REAL, answer_error, "SD", 0, 5, "0.5", "assumed: a questionnaire with reliability 0.8",                                        \
      "SD of the error with which supporters answer before and after a year; counts in effect_*_r only")                          \
    P(REAL, survey_response, "1", 0, 1, "0.5", "assumed", "share of students who answer the survey at a year's end (outcomes T15, T17, T19)") \
    P(WHOLE, tie_replicates, "1", 0, 1000000, "1", "assumed", "replicates (from the first) in which ties are recorded")

PARAMETER_STRUCT(observe, OBSERVE_PARAMETERS);

/* Weekly counts, over all students. */
enum observe_weekly {
    WEEKLY_STUDENTS,
    WEEKLY_DISTRESSED,
    WEEKLY_SEVERE,
    WEEKLY_ONSETS,
    WEEKLY_RECOVERIES,
    WEEKLY_WORSENINGS,
    WEEKLY_INCIDENTS,
    WEEKLY_EMERGENCIES,
    WEEKLY_NOTICED,
    WEEKLY_OFFERED_INFORMAL,
    WEEKLY_OFFERED_FORMAL,
    WEEKLY_ACCEPTED_INFORMAL,
    WEEKLY_ACCEPTED_FORMAL,
    WEEKLY_SUPPORTED_INFORMAL,
    WEEKLY_SUPPORTED_FORMAL,
    WEEKLY_RELIEVED_INFORMAL,
    WEEKLY_RELIEVED_FORMAL,
    WEEKLY_REFERRED,
    WEEKLY_WAITING,
    WEEKLY_IN_CARE,
    WEEKLY_CARE_BEGUN,
    WEEKLY_UNMET,
    WEEKLY_ENCOUNTERS_INFORMAL,
    WEEKLY_ENCOUNTERS_FORMAL,
    WEEKLY_STARTED_BY_RECEIVER_INFORMAL,
    WEEKLY_STARTED_BY_RECEIVER_FORMAL,
    WEEKLY_IN_PERSON,
    WEEKLY_CALLS,
    WEEKLY_MESSAGES,
    WEEKLY_TIES,
    WEEKLY_NAMED_TIES,
    WEEKLY_FRIEND_TIES,
    WEEKLY_TIE_BIRTHS,
    WEEKLY_TIE_DEATHS,
    WEEKLY_FRIENDLESS,
    WEEKLY_TEACHING,
    WEEKLY_ISOLATED,
    WEEKLY_TEACHING_DISTRESSED,
    WEEKLY_COVERED,
    WEEKLY_SUPPORTERS_ON_DUTY,
    WEEKLY_SUPPORTERS_PAUSED,
    WEEKLY_TAUGHT_MINUTES,
    WEEKLY_TRAINING_MINUTES,
    WEEKLY_DUTY_MINUTES,
    WEEKLY_ASSIGNED,
    WEEKLY_ASSIGNMENT_COST,
    WEEKLY_SUPPORTERS_STOPPED,
    WEEKLY_ADVISED,
    WEEKLY_COUNT
};

/* Weekly counts by year of course, and by site (students whose block is there, outside breaks). */
enum observe_split {
    SPLIT_STUDENTS,
    SPLIT_DISTRESSED,
    SPLIT_ISOLATED,
    SPLIT_FRIEND_TIES,
    SPLIT_SUPPORTERS,
    SPLIT_REACHED,
    SPLIT_COUNT
};

/* Weekly counts by channel of help, from friends on (enum student_channel). */
enum observe_by_channel {
    BY_CHANNEL_SOUGHT,
    BY_CHANNEL_REFERRED,
    BY_CHANNEL_WAITING,
    BY_CHANNEL_IN_CARE,
    BY_CHANNEL_CARE_BEGUN,
    BY_CHANNEL_NOT_ATTENDED,
    BY_CHANNEL_COUNT
};
enum { OBSERVE_CHANNELS = CHANNELS - CHANNEL_FRIEND };

struct observe_plan {
    int32_t weeks; /* recorded: 0 .. weeks − 1 */
    int years;     /* of the course */
    int sites;
    uint32_t rows;
    const struct observe_parameters *parameters;
    int64_t replicate; /* counted from 1 */
    int arm;
    const struct support_parameters *support; /* of the arm; NULL: likelihood to assist is not measured */
    const struct seeking_parameters *seeking; /* in force this week; NULL: no survey at the year's end */
};

enum { OBSERVE_CENSUS_WEEK = 39 }; /* of each year: the last of campus teaching in the default calendar */
enum { OBSERVE_COLUMNS = 20 };     /* most of one log */

/* Who the giver of an encounter was to the student, at the end of its week. */
enum observe_relation {
    RELATION_FRIEND,               /* a tie with banked hours >= friend_at */
    RELATION_ACQUAINTANCE,         /* a weaker tie */
    RELATION_MATE,                 /* no tie, but in the same place this week: in class, on the ward */
    RELATION_OTHER,                /* neither */
    RELATION_SUPPORTER_ASSIGNED,   /* on duty, the one assigned to the student */
    RELATION_SUPPORTER_UNASSIGNED, /* on duty, another */
    RELATIONS
};

/* A list of records of one log; one growing array per column. */
struct observe_log {
    int32_t *column[OBSERVE_COLUMNS];
    size_t columns, rows, capacity;
    bool failed;
};

/* What the observer carries of one student from week to week. */
struct observe_person {
    uint32_t id;
    int32_t weeks, distressed, teaching, isolated, run, longest;
    int32_t episodes, noticed_episodes, notice_weeks;
    int16_t since_week; /* of the episode running last week */
    uint8_t noticed;    /* the running episode was noticed */
    uint8_t supported;  /* ever, bits as in students.help.supported_how */
    uint8_t history;    /* case at the last yearly censuses, newest in bit 0 */
    uint8_t seen;       /* censuses so far, at most 8 */
    uint8_t served;     /* was a supporter */
    uint8_t reached;    /* this week's funnel (bits) */
    uint8_t told;       /* a friend, in the running episode */
    int32_t pattern;    /* of the block before (struct observe_block), or MEETING_ABSENT */
    int32_t year_distressed;
};

/* A student's account, closed when the student leaves or the run ends. */
struct observe_account {
    uint32_t id;
    int32_t weeks, distressed;
    uint8_t served;
};

/* What a year of service may change. */
enum observe_effect { EFFECT_EMPATHY, EFFECT_SELF_EFFICACY, EFFECT_STIGMA, EFFECT_ASSIST, OBSERVE_EFFECTS };

/* A student's year, before and after. */
struct observe_service {
    uint32_t id; /* ID_NONE: not looked at */
    int32_t from_year, year;
    float before[OBSERVE_EFFECTS], after[OBSERVE_EFFECTS];           /* as they are */
    float said_before[OBSERVE_EFFECTS], said_after[OBSERVE_EFFECTS]; /* as they answer */
    uint8_t served;                                                  /* through all of it */
    uint8_t trained;                                                 /* as a successor */
};

enum { OBSERVE_EPISODE_WEEKS = 157, OBSERVE_BEST = 6 };

/* Sums over persons and weeks that outcomes are made of. */
struct observe_sums {
    double students_closed, ever_distressed, supported, supported_informal, supported_formal, supported_both;
    double episodes, noticed_episodes, notice_weeks, longest_run, persons_teaching;
    double trust, trust_weeks;
    double survey, survey_supporter;                       /* respondents; those asked about supporters too */
    double survey_named[CHANNELS][BARRIERS];               /* who hold a barrier */
    double survey_distressed, survey_told, survey_comfortable; /* in distress; of these who told a friend; comfortable seeking help */
    double burden, supporter_weeks, supporter_encounters;
    double continuity, continuity_chance, continuity_students; /* students who were placed in the block before, too */
    double placement_students, placement_friends, enough[3];
    double reach_students, reach[2];
    double census, census_cases, census_cared, again, again_cases;
    double entry_students, entry_cases, month9_students, month9_cases;
    double phase_students[2], phase_cases[2];
    double named, named_squares, named_students, nominations, nominated_closed, nominated_paths, kept, kept_of, nobody;
    double mates_friends, mates, others_friends, others;
    double site_weeks[PARAMETER_LIST_MAX], site_cases[PARAMETER_LIST_MAX];
    double at_risk[OBSERVE_EPISODE_WEEKS], resolved[OBSERVE_EPISODE_WEEKS];
};

/* Who is with whom on placement, block by block (continuity.c). */
struct observe_block {
    struct meeting_block weeks; /* of the running block, so far; their dates do not matter */
    struct observe_stay *stay;
    size_t stays;
    struct meeting_patterns *before; /* the block before; NULL: none. of is who was where then */
};

void observe_block_clear(struct observe_block *block);

struct observer {
    struct observe_plan plan;
    int32_t *weekly;  /* [WEEKLY_COUNT][weeks] */
    int32_t *by_year; /* [SPLIT_COUNT][weeks][years] */
    int32_t *by_site; /* [SPLIT_COUNT][weeks][sites] */
    int32_t *by_channel; /* [BY_CHANNEL_COUNT][weeks][OBSERVE_CHANNELS] */
    struct observe_person *person; /* per row */
    struct observe_block block;
    uint32_t *best;                /* [rows][OBSERVE_BEST] ids nominated at the last census, ID_NONE */
    struct observe_account *account;
    size_t accounts, account_capacity;
    struct observe_service *service; /* per row, of the running year */
    struct observe_service *years;   /* that ended */
    size_t year_count, year_capacity;
    struct observe_sums sums;
    struct observe_log ties, roster, census, events;
    bool failed;
};

enum kith_status observe_init(struct observer *observer, const struct observe_plan *plan);
void observe_clear(struct observer *observer);

/* Looks at the world before a week (week 0 or later) is simulated. */
void observe_begin(struct observer *observer, const struct world *world);

/* Looks at the world after a week (week 0 or later). */
void observe_week(struct observer *observer, const struct world *world);

/* Closes the accounts of everyone still there. */
void observe_end(struct observer *observer, const struct world *world);

/* Parts of observe_week, one file each. */
void observe_totals(struct observer *observer, const struct world *world);
void observe_channels(struct observer *observer, const struct world *world);
void observe_survey(struct observer *observer, const struct world *world);
void observe_effects(struct observer *observer, const struct world *world);
void observe_persons(struct observer *observer, const struct world *world);
void observe_structure(struct observer *observer, const struct world *world);
void observe_continuity(struct observer *observer, const struct world *world);
void observe_snapshots(struct observer *observer, const struct world *world);

/* What the giver of a held request is to its receiver. */
enum observe_relation observe_relation_of(const struct world *world, const struct request *request);

/* Adds a record to a log. */
void observe_log_add(struct observe_log *log, const int32_t *values, size_t columns);

#endif
