/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/schema.h"

#define PARAMETER_OWNER run_parameters
PARAMETER_TABLE(run, RUN_PARAMETERS);

/* The lists are counted here because the tables' own counts are not constant expressions outside their sources. */
#define ROWS(LIST) (0 LIST(ROW))
#define ROW(type, ...) +1
#define SECTION(name, LIST, member, structural)                                                                                  \
    {                                                                                                                            \
#name, name##_table, ROWS(LIST), offsetof(struct schema_parameters, member), structural                                  \
    }

static const struct parameter_section sections[] = {
    SECTION(run, RUN_PARAMETERS, run, true),
    SECTION(school, SCHOOL_PARAMETERS, model.school, true),
    SECTION(calendar, CALENDAR_PARAMETERS, model.calendar, true),
    SECTION(population, POPULATION_PARAMETERS, model.population, true),
    SECTION(graph, GRAPH_PARAMETERS, model.graph, true),
    SECTION(timetable, TIMETABLE_PARAMETERS, model.timetable, false),
    SECTION(encounters, ENCOUNTERS_PARAMETERS, model.encounters, false),
    SECTION(ties, TIES_PARAMETERS, model.ties, false),
    SECTION(distress, DISTRESS_PARAMETERS, model.distress, false),
    SECTION(noticing, NOTICING_PARAMETERS, model.noticing, false),
    SECTION(support, SUPPORT_PARAMETERS, model.support, false),
    SECTION(programme, PROGRAMME_PARAMETERS, model.programme, false),
    SECTION(seeking, SEEKING_PARAMETERS, model.seeking, false),
    SECTION(help, HELP_PARAMETERS, model.help, false),
    SECTION(services, SERVICES_PARAMETERS, model.services, false),
    SECTION(education, EDUCATION_PARAMETERS, model.education, false),
    SECTION(traits, TRAITS_PARAMETERS, model.traits, false),
    SECTION(observe, OBSERVE_PARAMETERS, observe, true),
    SECTION(compare, COMPARE_PARAMETERS, compare, true),
};

const struct scenario_schema schema = {sections, sizeof sections / sizeof sections[0], sizeof(struct schema_parameters)};
