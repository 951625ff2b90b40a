/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The weekly inbox between noticing, support, programme and help: who noticed whom, and which of them came to a request for
 * one giver's time.
 */
#ifndef WORLD_REQUEST_H
#define WORLD_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kith/status.h"

/* How far a contact came (bits). */
enum { REQUEST_NOTICED = 1, REQUEST_OFFERED = 2, REQUEST_ACCEPTED = 4, REQUEST_HELD = 8 };
enum request_starter { STARTED_BY_GIVER, STARTED_BY_RECEIVER };
enum request_format { FORMAT_IN_PERSON, FORMAT_CALL, FORMAT_MESSAGE };
/* What an encounter was about. Recorded and nothing else: nothing in the model goes by it. */
enum request_topic {
    TOPIC_STUDIES,
    TOPIC_PLACEMENT,
    TOPIC_CAREER,
    TOPIC_RELATIONSHIPS,
    TOPIC_HEALTH,
    TOPIC_MOOD,
    TOPIC_FINANCES,
    TOPIC_OTHER,
    REQUEST_TOPICS
};

struct request {
    uint32_t receiver, giver; /* rows */
    uint32_t tie;             /* the receiver's half, TIE_NONE for none */
    uint8_t stage;            /* bits */
    uint8_t formal;           /* uses duty capacity */
    uint8_t starter;
    uint8_t format;
    uint8_t poor;     /* of poor quality */
    uint8_t referred; /* handed on: the channel, 0 for not */
    uint8_t breached; /* the confidence was broken */
    uint8_t topic;
    uint16_t minutes; /* of the encounter, as a log has them: whole. Formal ones bring theirs (programme.c) */
};

/* This week's requests, in the order of the receivers' rows, then as added. */
struct requests {
    struct request *at;
    size_t count, capacity;
};

void request_clear(struct requests *requests);

/* Adds count requests. Serial. */
enum kith_status request_append(struct requests *requests, const struct request *more, size_t count);

#endif
