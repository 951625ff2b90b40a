/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 9, education: what this week's timetabled sessions teach. The method is in education.c. */
#ifndef PROCESS_EDUCATION_H
#define PROCESS_EDUCATION_H

#include "world/world.h"

/* Session types, in the order of G22's Table 1: six for all students, three for supporters. */
enum education_session {
    SESSION_SYMPTOMS,
    SESSION_SCRIPTS,
    SESSION_EMERGENCIES,
    SESSION_DISCLOSURE,
    SESSION_OBLIGATIONS,
    SESSION_COLLEGIALITY,
    SESSIONS_FOR_ALL,
    SESSION_BOUNDARIES = SESSIONS_FOR_ALL,
    SESSION_REACHING,
    SESSION_MEETING,
    SESSIONS
};

/* Hours a year and years of course (counted from 1; none given: every year) of a session type for all students. */
#define EDUCATION_SESSION(P, name, row, what)                                                                                    \
    P(REAL, name##_hours, "hour/year", 0, 100, "0", row, what)                                                                   \
    P(WHOLES, name##_years, "year of course", 1, 10, "", "assumed",                                                              \
      "years in which they are held, from 1; none given: every year")

#define EDUCATION_FOR_ALL(P)                                                                                                     \
    EDUCATION_SESSION(P, symptoms, "EVIDENCE row 12", "sessions on symptoms and referral routes, for all students")              \
    EDUCATION_SESSION(P, scripts, "EVIDENCE row 12", "sessions with scripts and practice, for all students")                     \
    EDUCATION_SESSION(P, emergencies, "EVIDENCE row 12", "sessions on emergencies, for all students")                            \
    EDUCATION_SESSION(P, disclosure, "EVIDENCE rows 7, 12", "sessions in which peers or near-peers tell of themselves, for all") \
    EDUCATION_SESSION(P, obligations, "EVIDENCE row 12", "sessions on professional obligations, for all students")               \
    EDUCATION_SESSION(P, collegiality, "EVIDENCE rows 11, 12", "sessions on the value of collegiality, for all students")

#define EDUCATION_FOR_SUPPORTERS(P)                                                                                              \
    P(REAL, supporter_boundaries_hours, "hour/year", 0, 100, "0", "EVIDENCE row 13",                                             \
      "sessions on role boundaries, for supporters")                                                                             \
    P(REAL, supporter_reaching_hours, "hour/year", 0, 100, "0", "EVIDENCE row 13",                                               \
      "enhanced training, with reaching isolated students, for supporters")                                                      \
    P(REAL, supporter_meeting_hours, "hour/year", 0, 100, "0", "A22: a monthly meeting would be 12",                             \
      "meetings and case advice, for supporters")

/*
 * What an hour does; no size is known. By default what a session is for moves by 0.28 SD an hour in all, and any hour moves public
 * stigma by -0.022: as an hour of supporters' training does (traits.train_*: 1.4 SD and -0.11 in 5 h), so that equal hours
 * compare who is taught, and not how well.
 */
#define EDUCATION_EFFECTS(P)                                                                                                     \
    P(REAL, teaching_stigma, "SD/hour", -1, 1, "-0.022", "MHFA: stigma 0.08-0.14 lower (F); EVIDENCE row 7: may raise it",        \
      "public stigma per hour of any session, its own effects aside", PLAUSIBLE(-0.028, 0.022))                                    \
    P(REAL, disease_framing, "1", 0, 1, "0.5", "assumed", "share of hours on symptoms that speak of disease")                    \
    P(REAL, framing_stigma, "SD/hour", -1, 1, "0.1", "assumed; EVIDENCE row 7: disease framing raises it",                       \
      "public stigma per such hour")                                                                                             \
    P(REAL, symptoms_literacy, "SD/hour", -1, 1, "0.28", "assumed; as an hour of training", "literacy per hour on symptoms")      \
    P(REAL, scripts_self_efficacy, "SD/hour", -1, 1, "0.14", "assumed; as an hour of training",                                  \
      "self-efficacy per hour of scripts")                                                                                       \
    P(REAL, scripts_clarity, "SD/hour", -1, 1, "0.14", "assumed; as an hour of training",                                        \
      "boundary clarity per hour of scripts")                                                                                    \
    P(REAL, emergencies_literacy, "SD/hour", -1, 1, "0.14", "assumed; as an hour of training",                                   \
      "literacy per hour on emergencies")                                                                                        \
    P(REAL, emergencies_worry, "SD/hour", -1, 1, "-0.14", "assumed; EVIDENCE row 6: can override confidentiality",               \
      "worry about confidences per hour on emergencies")                                                                         \
    P(REAL, disclosure_stigma, "SD/hour", -1, 1, "-0.14", "assumed; EVIDENCE row 7: disclosure lowers it",                       \
      "public stigma per hour of self-disclosure")                                                                               \
    P(REAL, disclosure_anticipated, "SD/hour", -1, 1, "-0.14", "assumed; EVIDENCE row 7",                                        \
      "anticipated stigma per hour of self-disclosure")                                                                          \
    P(REAL, obligations_norm, "SD/hour", -1, 1, "0.14", "assumed; as an hour of training",                                       \
      "collegial norm per hour on obligations")                                                                                  \
    P(REAL, obligations_clarity, "SD/hour", -1, 1, "0.14", "assumed; as an hour of training",                                    \
      "boundary clarity per hour on obligations")                                                                                \
    P(REAL, obligations_emphasis, "1", 0, 1, "0.5", "assumed", "share of hours on obligations that dwell on what one may lose")  \
    P(REAL, emphasis_career_fear, "SD/hour", -1, 1, "0.3", "assumed; EVIDENCE row 12: over-emphasis raises it",                  \
      "career fear per such hour")                                                                                               \
    P(REAL, collegiality_norm, "SD/hour", -1, 1, "0.28", "assumed; EVIDENCE row 11", "collegial norm per hour on collegiality")   \
    P(REAL, boundaries_clarity, "SD/hour", -1, 1, "0.28", "assumed; EVIDENCE row 13",                                             \
      "supporters: boundary clarity per hour on role boundaries")                                                                \
    P(REAL, reaching_literacy, "SD/hour", -1, 1, "0.14", "assumed; EVIDENCE row 13",                                             \
      "supporters: literacy per hour of enhanced training")                                                                      \
    P(REAL, reaching_self_efficacy, "SD/hour", -1, 1, "0.14", "assumed; EVIDENCE row 13",                                        \
      "supporters: self-efficacy per hour of enhanced training")                                                                 \
    P(REAL, reaching_outreach, "1/hour", -1, 1, "0.1", "assumed; EVIDENCE row 13: reaching isolated students",                    \
      "supporters: log of the rates programme.outreach and outreach_isolated per hour of enhanced training")                     \
    P(REAL, meeting_clarity, "SD/hour", -1, 1, "0.14", "assumed; EVIDENCE row 13",                                               \
      "supporters: boundary clarity per hour of meetings")                                                                       \
    P(REAL, meeting_self_efficacy, "SD/hour", -1, 1, "0.14", "assumed; EVIDENCE row 13",                                         \
      "supporters: self-efficacy per hour of meetings")

#define EDUCATION_PARAMETERS(P)                                                                                                  \
    EDUCATION_FOR_ALL(P)                                                                                                         \
    EDUCATION_FOR_SUPPORTERS(P)                                                                                                  \
    P(WHOLE, spread_weeks, "week", 1, 52, "52", "assumed",                                                                       \
      "teaching weeks, from the year's first, over which sessions are spread")                                                   \
    EDUCATION_EFFECTS(P)                                                                                                         \
    P(REAL, training_hours, "hour/dose", 0, 1000, "5", "A22: 5 h of training",                                                   \
      "time that a dose of supporters' training takes; counted, without effect")

PARAMETER_STRUCT(education, EDUCATION_PARAMETERS);

/* Hours and years of a session type for all students. */
struct education_sessions {
    const char *years_path; /* of the parameter, for messages */
    double hours;
    const struct parameter_list *years;
};
struct education_sessions education_sessions(const struct education_parameters *parameters, enum education_session session);

/* Share of a year's sessions that falls into a week, given the year's seasons (52) and the week of the year. */
double education_share(const uint8_t *seasons, int week_of_year, int64_t spread_weeks);

/* What so many hours of each session type move. */
struct lesson education_lesson(const struct education_parameters *parameters, const double hours[SESSIONS]);

void education_step(struct world *world, const struct education_parameters *parameters);

#endif
