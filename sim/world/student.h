/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The students' state, as columns grouped by the process that owns them. A row belongs to a seat of one of the cohorts
 * present; when a cohort graduates the next one takes its rows.
 */
#ifndef WORLD_STUDENT_H
#define WORLD_STUDENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/column.h"

enum student_level { LEVEL_WELL, LEVEL_DISTRESSED, LEVEL_SEVERE };
enum student_care { CARE_NONE, CARE_WAITING, CARE_RECEIVING };
/* Where help is sought; the professional channels stand together. */
enum student_channel {
    CHANNEL_NOBODY,
    CHANNEL_FRIEND,
    CHANNEL_SUPPORTER,
    CHANNEL_FACULTY,
    CHANNEL_COUNSELLING,
    CHANNEL_GP,
    CHANNEL_OUTSIDE,
    CHANNELS
};
enum { PROFESSIONAL_FIRST = CHANNEL_FACULTY, PROFESSIONAL_LAST = CHANNEL_GP };

static inline bool student_channel_is_professional(int channel)
{
    return channel >= PROFESSIONAL_FIRST && channel <= PROFESSIONAL_LAST;
}

enum student_role { ROLE_NONE, ROLE_ON_DUTY, ROLE_PAUSED };
enum { PLACE_AWAY = -2, PLACE_CAMPUS = -1 }; /* sites count from 0 */
enum { WEEK_NEVER = INT16_MIN };
#define ID_NONE UINT32_MAX

/* Supported how, in this episode or ever (bits). */
enum { SUPPORT_INFORMAL = 1, SUPPORT_FORMAL = 2 };
/* What struck this week (bits). */
enum { STRUCK_PERSON = 1, STRUCK_TEAM = 2, STRUCK_SITE = 4, STRUCK_EMERGENCY = 8 };

/* What education moves. */
enum student_taught {
    TAUGHT_LITERACY,
    TAUGHT_CLARITY,
    TAUGHT_SELF_EFFICACY,
    TAUGHT_NORM,
    TAUGHT_STIGMA_PUBLIC,
    TAUGHT_STIGMA_ANTICIPATED,
    TAUGHT_CAREER_FEAR,
    TAUGHT_WORRY,
    TAUGHT_REACHING, /* no trait of its own: how much more a supporter reaches out, log of the rate */
    TAUGHT_TRAITS
};

struct students {
    uint32_t capacity;
    struct { /* population: fixed from entry */
        uint32_t *id;
        uint8_t *enrolled;
        uint8_t *attributes;
        float *frailty;
        float *sociability;
        float *willingness;
        float *trust_entry;
    } person;
    struct { /* calendar */
        uint8_t *phase;
        uint8_t *season;
        uint8_t *year_of_course;
        int16_t *place;
        int16_t *site;
        int16_t *phase_week;
    } calendar;
    struct { /* encounters */
        float *presence;
        float *leisure_rate;
    } encounters;
    struct { /* distress */
        uint8_t *level;
        uint8_t *next_level;
        uint8_t *struck;
        int16_t *since_week;
    } distress;
    struct { /* noticing */
        int16_t *noticed_week;
    } noticing;
    struct { /* support */
        uint8_t *answered;
    } support;
    struct { /* help */
        float *relief;
        float *burden;
        int16_t *supported_week;
        uint8_t *supported_how;
        uint8_t *given_week;
        int32_t *given;
        int16_t *duty_week;
    } help;
    struct { /* programme */
        uint8_t *role;
        uint8_t *capacity;
        uint32_t *assigned;
        int16_t *serving_week;
        int16_t *boundary_week;
        uint32_t *succeeds;
        uint8_t *stopped;
        uint8_t *meeting;
    } programme;
    struct { /* seeking */
        uint8_t *sought;
        uint8_t *sought_how;
        uint8_t *follows;
        uint8_t *own_sites;
    } seeking;
    struct { /* services */
        uint8_t *care;
        uint8_t *care_channel;
        int16_t *care_week;
        uint8_t *cared;
        uint8_t *referral_inbox;
    } services;
    struct { /* traits, standardised at entry */
        float *literacy;
        float *boundary_clarity;
        float *empathy;
        float *self_efficacy;
        float *collegial_norm;
        float *stigma_public;
        float *stigma_anticipated;
        float *career_fear;
        float *confidentiality_worry;
        float *training;
        float *training_inbox;
        float *trust;                 /* in the programme, less trust_entry */
        int32_t *trust_inbox;         /* 1/1024 SD */
        float *wariness;              /* of confiding in fellow students, from confidences broken */
        float *taught[TAUGHT_TRAITS]; /* what education has done to the trait and has not faded */
    } traits;
};

extern const struct column student_columns[];
extern const size_t student_column_count;

#endif
