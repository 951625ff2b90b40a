/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world/student.h"

#define AT(member) offsetof(struct students, member)
#define TRAIT(member, meaning)                                                                                                   \
    {                                                                                                                            \
#member, COLUMN_F32, "SD at entry", -20, 20, meaning, AT(traits.member)                                                  \
    }

#define TAUGHT(name, member)                                                                                                     \
    {                                                                                                                            \
        "taught_" #name, COLUMN_F32, "SD at entry", -6, 6, "part of the trait that education gave", AT(traits.taught[member])    \
    }

const struct column student_columns[] = {
    {"id", COLUMN_U32, "1", 0, 4294967295.0, "entry year (from bit 20) and seat", AT(person.id)},
    {"enrolled", COLUMN_U8, "1", 0, 1, "on the course", AT(person.enrolled)},
    {"attributes", COLUMN_U8, "1", 0, 3, "two binary group attributes", AT(person.attributes)},
    {"frailty", COLUMN_F32, "SD", -7, 7, "lasting liability to distress", AT(person.frailty)},
    {"sociability", COLUMN_F32, "1", 0, 100, "multiplies free hours and tie formation; mean 1", AT(person.sociability)},
    {"willingness", COLUMN_F32, "1", 0, 1, "rank in willingness to volunteer", AT(person.willingness)},
    {"trust_entry", COLUMN_F32, "SD", -7, 7, "trust in a programme of the school, at entry", AT(person.trust_entry)},
    {"phase", COLUMN_U8, "1", 0, 1, "campus or placement", AT(calendar.phase)},
    {"season", COLUMN_U8, "1", 0, 2, "teaching, exam or break", AT(calendar.season)},
    {"year_of_course", COLUMN_U8, "year", 0, 255, "counted from 0", AT(calendar.year_of_course)},
    {"place", COLUMN_I16, "1", PLACE_AWAY, 32767, "away, campus or site", AT(calendar.place)},
    {"site", COLUMN_I16, "1", -1, 32767, "site of the present block, kept through breaks", AT(calendar.site)},
    {"phase_week", COLUMN_I16, "week", WEEK_NEVER, 32767, "week in which the present phase of the course began",
     AT(calendar.phase_week)},
    {"presence", COLUMN_F32, "1", 0, 1, "share of usual time with others", AT(encounters.presence)},
    {"leisure_rate", COLUMN_F32, "hour/hour", 0, 1e6, "leisure hours offered per banked hour", AT(encounters.leisure_rate)},
    {"level", COLUMN_U8, "1", 0, 2, "simulated distress: well, distressed, severe", AT(distress.level)},
    {"next_level", COLUMN_U8, "1", 0, 2, "level at the step's end", AT(distress.next_level)},
    {"struck", COLUMN_U8, "1", 0, 15, "incidents of this week", AT(distress.struck)},
    {"since_week", COLUMN_I16, "week", WEEK_NEVER, 32767, "week in which the episode began", AT(distress.since_week)},
    {"noticed_week", COLUMN_I16, "week", WEEK_NEVER, 32767, "first noticed in this episode", AT(noticing.noticed_week)},
    {"answered", COLUMN_U8, "1", 0, 1, "accepted a friend's offer this week", AT(support.answered)},
    {"relief", COLUMN_F32, "1", -1e6, 1e6, "effect of support still felt", AT(help.relief)},
    {"burden", COLUMN_F32, "1", 0, 1e6, "load of support given", AT(help.burden)},
    {"supported_week", COLUMN_I16, "week", WEEK_NEVER, 32767, "last supported", AT(help.supported_week)},
    {"supported_how", COLUMN_U8, "1", 0, 3, "supported in this episode: informally, formally (bits)", AT(help.supported_how)},
    {"given_week", COLUMN_U8, "encounters", 0, 255, "supportive encounters given this week", AT(help.given_week)},
    {"given", COLUMN_I32, "encounters", 0, 2147483647.0, "supportive encounters given since entry", AT(help.given)},
    {"duty_week", COLUMN_I16, "week", WEEK_NEVER, 32767, "last formal encounter given", AT(help.duty_week)},
    {"role", COLUMN_U8, "1", 0, 2, "none, supporter on duty, supporter paused", AT(programme.role)},
    {"capacity", COLUMN_U8, "encounters", 0, 255, "encounters that duty hours allow this week", AT(programme.capacity)},
    {"assigned", COLUMN_U32, "1", 0, 4294967295.0, "id of the assigned supporter", AT(programme.assigned)},
    {"serving_week", COLUMN_I16, "week", WEEK_NEVER, 32767, "began to serve as a supporter", AT(programme.serving_week)},
    {"boundary_week", COLUMN_I16, "week", WEEK_NEVER, 32767, "last week with a reason to pause", AT(programme.boundary_week)},
    {"succeeds", COLUMN_U32, "1", 0, 4294967295.0, "id of the supporter whom one is trained to succeed; own id: a vacancy",
     AT(programme.succeeds)},
    {"stopped", COLUMN_U8, "1", 0, 1, "stopped serving before leaving the course", AT(programme.stopped)},
    {"meeting", COLUMN_U8, "1", 0, 1, "at a supporters' meeting this week", AT(programme.meeting)},
    {"care", COLUMN_U8, "1", 0, 2, "none, waiting, in care", AT(services.care)},
    {"care_week", COLUMN_I16, "week", WEEK_NEVER, 32767, "joined the list or began care", AT(services.care_week)},
    {"cared", COLUMN_U8, "1", 0, 1, "had professional care in this episode", AT(services.cared)},
    {"referral_inbox", COLUMN_U8, "1", 0, 1, "referral to follow this week", AT(services.referral_inbox)},
    TRAIT(literacy, "mental health literacy"),
    TRAIT(boundary_clarity, "clarity about the limits of a helper's role"),
    TRAIT(empathy, "empathy"),
    TRAIT(self_efficacy, "self-efficacy in supporting"),
    TRAIT(collegial_norm, "norm of looking after colleagues"),
    TRAIT(stigma_public, "stigma towards others"),
    TRAIT(stigma_anticipated, "stigma expected towards oneself"),
    TRAIT(career_fear, "fear for one's career"),
    TRAIT(confidentiality_worry, "worry about confidences"),
    {"training", COLUMN_F32, "dose", 0, 100, "training still remembered", AT(traits.training)},
    {"training_inbox", COLUMN_F32, "dose", 0, 100, "training received this week", AT(traits.training_inbox)},
    {"trust", COLUMN_F32, "SD", -6, 6, "trust in the programme, less that at entry", AT(traits.trust)},
    {"trust_inbox", COLUMN_I32, "1/1024 SD", -2147483648.0, 2147483647.0, "what this week did to trust in the programme",
     AT(traits.trust_inbox)},
    TAUGHT(literacy, TAUGHT_LITERACY),
    TAUGHT(boundary_clarity, TAUGHT_CLARITY),
    TAUGHT(self_efficacy, TAUGHT_SELF_EFFICACY),
    TAUGHT(collegial_norm, TAUGHT_NORM),
    TAUGHT(stigma_public, TAUGHT_STIGMA_PUBLIC),
    TAUGHT(stigma_anticipated, TAUGHT_STIGMA_ANTICIPATED),
    TAUGHT(career_fear, TAUGHT_CAREER_FEAR),
    TAUGHT(confidentiality_worry, TAUGHT_WORRY),
    {"taught_reaching", COLUMN_F32, "log rate", -6, 6, "what education gave to reaching out on duty",
     AT(traits.taught[TAUGHT_REACHING])},
};
const size_t student_column_count = sizeof student_columns / sizeof student_columns[0];
