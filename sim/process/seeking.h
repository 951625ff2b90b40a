/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps 6-8, seeking: where the distressed turn for help, and what keeps them from it. The method is in seeking.c. */
#ifndef PROCESS_SEEKING_H
#define PROCESS_SEEKING_H

#include "world/world.h"

/* What keeps students from a channel of help. */
enum seeking_barrier { BARRIER_CAREER, BARRIER_NOT_HELPFUL, BARRIER_CONFIDENTIALITY, BARRIER_STIGMA, BARRIER_TIME, BARRIERS };

#define SEEKING_SHARE(P, barrier, channel, share, source, towards)                                                               \
    P(REAL, barrier##_##channel, "1", 0, 0.99, share, source, "share of students entering who hold that barrier towards " towards)

#define SEEKING_CAREER(P)                                                                                                        \
    P(REAL, career_weight, "logit/SD", 0, 10, "0.7", "assumed", "− × fear for one's career as a barrier, as far as it is held")  \
    SEEKING_SHARE(P, career, friend, "0.02", "assumed", "friends")                                                               \
    SEEKING_SHARE(P, career, supporter, "0.025", "EVIDENCE row 15, T17: 2.5%", "supporters")                                     \
    SEEKING_SHARE(P, career, faculty, "0.222", "EVIDENCE row 15, T17: 22.2%", "Faculty services and staff")                      \
    SEEKING_SHARE(P, career, counselling, "0.24", "Givens, Tjia 2002: record 24% (F)", "university counselling")                 \
    SEEKING_SHARE(P, career, gp, "0.15", "assumed", "a GP")                                                                      \
    SEEKING_SHARE(P, career, outside, "0.02", "assumed", "family and others outside the course")

#define SEEKING_NOT_HELPFUL(P)                                                                                                   \
    P(REAL, not_helpful_weight, "logit/SD", 0, 10, "0.7", "assumed", "− × \"it would not help\", likewise")                      \
    SEEKING_SHARE(P, not_helpful, friend, "0.2", "assumed", "friends")                                                           \
    SEEKING_SHARE(P, not_helpful, supporter, "0.235", "EVIDENCE row 15, T17: 23.5%", "supporters")                               \
    SEEKING_SHARE(P, not_helpful, faculty, "0.42", "EVIDENCE row 15, T17: 42.0%", "Faculty services and staff")                  \
    SEEKING_SHARE(P, not_helpful, counselling, "0.3", "assumed", "university counselling")                                       \
    SEEKING_SHARE(P, not_helpful, gp, "0.3", "assumed", "a GP")                                                                  \
    SEEKING_SHARE(P, not_helpful, outside, "0.2", "assumed", "family and others outside the course")

#define SEEKING_CONFIDENTIALITY(P)                                                                                               \
    P(REAL, confidentiality_weight, "logit/SD", 0, 10, "0.7", "assumed",                                                         \
      "− × fear that it would be told on, likewise; not in an emergency")                                                        \
    SEEKING_SHARE(P, confidentiality, friend, "0.2", "assumed", "friends")                                                       \
    SEEKING_SHARE(P, confidentiality, supporter, "0.2", "assumed; EVIDENCE row 9: fear of disclosure", "supporters")             \
    SEEKING_SHARE(P, confidentiality, faculty, "0.4", "assumed", "Faculty services and staff")                                   \
    SEEKING_SHARE(P, confidentiality, counselling, "0.37", "Givens, Tjia 2002: 37% (F)", "university counselling")               \
    SEEKING_SHARE(P, confidentiality, gp, "0.2", "assumed", "a GP")                                                              \
    SEEKING_SHARE(P, confidentiality, outside, "0.1", "assumed", "family and others outside the course")

#define SEEKING_STIGMA(P)                                                                                                        \
    P(REAL, stigma_weight, "logit/SD", 0, 10, "0.7", "assumed", "− × being thought less of, likewise")                           \
    SEEKING_SHARE(P, stigma, friend, "0.3", "assumed", "friends")                                                                \
    SEEKING_SHARE(P, stigma, supporter, "0.25", "assumed", "supporters")                                                         \
    SEEKING_SHARE(P, stigma, faculty, "0.35", "assumed", "Faculty services and staff")                                           \
    SEEKING_SHARE(P, stigma, counselling, "0.3", "Givens, Tjia 2002: 30% (F)", "university counselling")                         \
    SEEKING_SHARE(P, stigma, gp, "0.2", "assumed", "a GP")                                                                       \
    SEEKING_SHARE(P, stigma, outside, "0.25", "assumed", "family and others outside the course")

#define SEEKING_TIME(P)                                                                                                          \
    P(REAL, time_weight, "logit/SD", 0, 10, "0.7", "assumed", "− × having no time for it, likewise")                             \
    SEEKING_SHARE(P, time, friend, "0.1", "assumed", "friends")                                                                  \
    SEEKING_SHARE(P, time, supporter, "0.1", "assumed", "supporters")                                                            \
    SEEKING_SHARE(P, time, faculty, "0.3", "assumed", "Faculty services and staff")                                              \
    SEEKING_SHARE(P, time, counselling, "0.48", "Givens, Tjia 2002: 48% (F)", "university counselling")                          \
    SEEKING_SHARE(P, time, gp, "0.4", "assumed", "a GP")                                                                         \
    SEEKING_SHARE(P, time, outside, "0.1", "assumed", "family and others outside the course")

#define SEEKING_PARAMETERS(P)                                                                                                    \
    P(REAL, friend_base, "logit", -20, 20, "-3.1", "assumed; T15", "asking a friend in a week, distressed, no barrier held")      \
    P(REAL, friend_severe, "logit", -10, 10, "0.5", "assumed", "+ if severe")                                                    \
    P(REAL, supporter_base, "logit", -20, 20, "-5.6", "assumed; T16",                                                            \
      "dropping in on a supporter in a week, distressed, no barrier held")                                                       \
    P(REAL, supporter_severe, "logit", -10, 10, "0.7", "assumed", "+ if severe")                                                 \
    P(REAL, supporter_trust, "logit/SD", 0, 5, "0", "assumed; EVIDENCE row 9",                                                     \
      "dropping in: × trust in the programme", PLAUSIBLE(0, 0.6))                                                                  \
    P(REAL, faculty_base, "logit", -20, 20, "-7.5", "assumed; EVIDENCE row 8: not seen as help; T14",                            \
      "seeking Faculty services or staff in a week, distressed, no barrier held")                                                \
    P(REAL, counselling_base, "logit", -20, 20, "-6.5", "assumed; calibrated to T14", "the same of university counselling")      \
    P(REAL, gp_base, "logit", -20, 20, "-6.5", "assumed; calibrated to T14", "the same of a GP")                                 \
    P(REAL, outside_base, "logit", -20, 20, "-3.5", "assumed; EVIDENCE, help-seeking: family 45%",                               \
      "the same of family and others outside the course")                                                                        \
    P(REAL, severe, "logit", -10, 10, "1.5", "assumed", "+ if severe: services, family and others outside")                      \
    P(REAL, literacy, "logit/SD", 0, 5, "0.3", "assumed; EVIDENCE row 12", "× literacy: services")                               \
    P(REAL, lasting, "1", 0, 1, "0.7", "assumed",                                                                                \
      "share of the variance of a barrier that is the student's, alike towards all channels")                                    \
    SEEKING_CAREER(P)                                                                                                            \
    SEEKING_NOT_HELPFUL(P)                                                                                                       \
    SEEKING_CONFIDENTIALITY(P)                                                                                                   \
    SEEKING_STIGMA(P)                                                                                                            \
    SEEKING_TIME(P)                                                                                                              \
    P(REAL, taught_helps, "SD/SD", 0, 5, "0.3", "assumed; EVIDENCE row 12: symptoms and referral routes",                        \
      "literacy from education lowers \"it would not help\" towards services")                                                   \
    P(REAL, trust, "SD/SD", 0, 5, "0.3", "assumed; EVIDENCE row 9: fear of disclosure, authority",                               \
      "trust in the programme, as it has moved, lowers confidentiality and \"it would not help\" towards supporters")            \
    P(REAL, placement_time, "SD", 0, 5, "0.3", "assumed",                                                                        \
      "+ on having no time for Faculty services and counselling, on placement: they are on campus")                              \
    P(WHOLE, faculty_site, "site", 0, 1000, "0", "assumed", "site at which Faculty services are, from 1; 0: at none", UNVARIED)    \
    P(WHOLE, counselling_site, "site", 0, 1000, "0", "assumed", "the same of counselling", UNVARIED)                               \
    P(WHOLE, gp_site, "site", 0, 1000, "0", "assumed", "the same of the GP, or of a hospital's clinic in its stead", UNVARIED)     \
    P(REAL, avoid, "logit", 0, 20, "2", "assumed; MODEL step 8",                                                                 \
      "− for a service at a site where one is or will be placed this year") \
    P(REAL, accept_base, "logit", -20, 20, "0.15", "calibrated to T19", "following a referral, no barrier held")                  \
    P(REAL, accept_emergency, "logit", 0, 20, "5", "assumed", "+ in an emergency")

PARAMETER_STRUCT(seeking, SEEKING_PARAMETERS);

/* How much a barrier is held, SD; above 0 it is held. share: held at entry; own, person: standard normals. */
double seeking_held(double share, double lasting, double person, double own, double moved);

/* How much a student holds each barrier towards a channel now. */
void seeking_barriers(const struct world *world, const struct seeking_parameters *parameters, uint32_t row,
                      enum student_channel channel, double held[BARRIERS]);

/* What speaks against a channel, barrier by barrier, >= 0; the last term: it is at a site where one is or will be placed. */
enum { SEEKING_AVOIDED = BARRIERS, SEEKING_TERMS };
void seeking_against(const struct world *world, const struct seeking_parameters *parameters, uint32_t row,
                     enum student_channel channel, double terms[SEEKING_TERMS]);

double seeking_sum_against(const struct world *world, const struct seeking_parameters *parameters, uint32_t row,
                           enum student_channel channel);

/* Log-weight of a channel in the race, without what speaks against it; that of nobody is 0. */
double seeking_attraction(const struct world *world, const struct seeking_parameters *parameters, uint32_t row,
                          enum student_channel channel);

/* Logit of taking up a professional channel that one is referred to. */
double seeking_accept(const struct world *world, const struct seeking_parameters *parameters, uint32_t row,
                      enum student_channel channel);

void seeking_step(struct world *world, const struct seeking_parameters *parameters);

/* After help: which referral is followed. */
void seeking_follow(struct world *world, const struct seeking_parameters *parameters);

#endif
