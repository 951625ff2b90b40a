/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is known of one week of one episode of a simulated person: gathered from the world while the week runs (trace_look.c),
 * told in sentences at its end (trace_words.c, reasons in trace_reasons.c). Nothing here decides anything: the numbers come from
 * the processes' own laws, read at the moment at which the model decides by them.
 */
#ifndef EXPERIMENT_TRACE_H
#define EXPERIMENT_TRACE_H

#include <stdio.h>

#include "experiment/replicate.h"

/* How the person and another student know each other, that week. */
enum trace_relation { TRACE_FRIEND, TRACE_ACQUAINTANCE, TRACE_MATE, TRACE_RELATIONS };

struct trace_other {
    uint32_t id;
    enum trace_relation relation;
    int year;               /* of course, from 1 */
    double hours, noticing; /* together; the chance of noticing */
};

/* Whether a supporter gets in touch with an assigned student whom he or she did not notice. */
struct trace_outreach {
    double chance, by_severity, by_training; /* the latter two: factors on its rate */
};

/* A contact about the distress: somebody noticed, was asked, or came as a supporter. */
struct trace_contact {
    struct trace_other giver;
    bool weighed, answered; /* the giver weighed whether to offer; the person weighed whether to accept */
    double offer[OFFER_TERMS], accept[ACCEPT_TERMS];
    bool offered_as_friend, assigned;
    bool paused;       /* the giver is a supporter who pauses, */
    unsigned boundary; /* because of this (programme_boundary) */
    struct trace_outreach outreach;
    double approach[APPROACH_TERMS]; /* of an approach on duty */
    bool hands_on;                   /* the giver weighed whether to suggest professional help */
    double hand_on[HAND_ON_TERMS];
    struct request request; /* as the week left it */
};

enum { TRACE_LONGEST = 3 };

struct trace_week {
    int32_t week;
    struct { /* where the person is */
        bool enrolled, graduated, alone;
        int year, season, place;
    } person;
    struct {
        int before, after; /* levels */
        unsigned struck;
        bool present[STRESSORS];
        double factor[STRESSORS];
        int friends, friends_distressed, others, others_distressed;
        double by_friends, by_help; /* factors on onset, on recovery */
    } distress;
    struct {
        int people[TRACE_RELATIONS];
        double hours[TRACE_RELATIONS], missed;
        double unseen[TRACE_RELATIONS]; /* chance that none of them notices */
        struct trace_other longest[TRACE_LONGEST];
        int longest_count;
    } met;
    struct {
        double relief; /* in talks in person that went well */
        int care_before, care;
        bool care_renewed;
        enum student_channel sought, followed; /* where the person turned; the service of a referral that was followed */
        double against[SEEKING_TERMS];         /* what spoke against it all the same */
        bool stayed_away;                      /* was given a place in care and did not come */
    } help;
    struct { /* the supporter to whom the person is assigned */
        bool assigned, paused, available;
        struct trace_other supporter;
        unsigned boundary;
        struct trace_outreach outreach;
    } duty;
    struct trace_contact *contact; /* room is kept from week to week */
    size_t contacts, capacity;
};

/* Reasons as told: which, for or against, how much; so that what was told before need not be told again. */
struct trace_reasons {
    int count;
    int32_t week; /* in which they were told in full */
    struct {
        int term, weight; /* weight: 1 to 3, below 0 if against */
    } at[OFFER_TERMS];
};

/* Who has appeared so far: the k-th is called by the k-th letter. */
struct trace_member {
    uint32_t id;
    struct trace_reasons offer, hand_on; /* last told of this one's */
};

struct trace_cast {
    struct trace_member *at;
    size_t count, capacity;
    struct trace_reasons accept, approach, against; /* last told of the person's */
    struct {                                        /* last told of the assigned supporter */
        uint32_t id;
        unsigned boundary;
        bool told, paused, available;
        double chance;
    } duty;
    bool failed;
};

/* Finds a student, or adds one; NULL without memory (failed is set). Valid until the next one is added. */
struct trace_member *trace_cast_find(struct trace_cast *cast, uint32_t id);

/* "A" to "Z", then "AA" and so on; the student is added if new. */
const char *trace_letter(struct trace_cast *cast, uint32_t id, char buffer[8]);

/* Another student as the person knows him or her; tie: the person's half. */
struct trace_other trace_other_of(const struct world *world, uint32_t row, uint32_t tie, double hours);

/* After a step that adds requests: contacts for those that have none yet, and all as they now stand. False without memory. */
bool trace_look_at_requests(struct trace_week *week, const struct world *world, const struct week_parameters *parameters,
                            uint32_t row);

/* After programme: approaches, what the assigned supporter does, who pauses. False without memory. */
bool trace_look_at_duty(struct trace_week *week, const struct world *world, const struct week_parameters *parameters,
                        uint32_t row);

/* Looks at the world after a step; before: the levels at the start of this week's step of distress. False without memory. */
bool trace_look(struct trace_week *week, const struct world *world, const struct week_parameters *parameters, uint32_t id,
                enum week_stage stage, uint8_t *before);

/* The sentences of one week. begins: the week of the onset. */
void trace_tell(FILE *text, const struct trace_week *week, const struct week_parameters *parameters, struct trace_cast *cast,
                bool begins);

/* The assigned supporter, if that one was in no contact, and this differs from what was told last. */
void trace_tell_assigned(FILE *text, const struct trace_week *week, struct trace_cast *cast);

/* A contact of that week, from its dash to its last line. */
void trace_tell_contact(FILE *text, const struct trace_week *week, const struct trace_contact *contact,
                        const struct help_parameters *parameters, struct trace_cast *cast);
extern const char *const trace_relation_words[];

/* "university counselling". */
extern const char *const trace_channel_words[CHANNELS];

/* "62 in 100", of a logit and of a probability. */
const char *trace_chance(double logit, char buffer[24]);
const char *trace_percent(double probability, char buffer[24]);

enum trace_decision { DECIDES_OFFER, DECIDES_ACCEPT, DECIDES_APPROACH, DECIDES_HAND_ON, DECIDES_AGAINST, DECISIONS };

/* What counted for and against, from most to least; where that is as it was when last told (last), only when that was. */
void trace_tell_reasons(FILE *text, enum trace_decision decision, const double *terms, struct trace_reasons *last, int32_t week);

#endif
