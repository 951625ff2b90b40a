/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/compare/settings.h"

#include <math.h>
#include <string.h>

#include "base/suggest.h"
#include "base/text.h"
#include "scenario/number.h"

#define PARAMETER_OWNER compare_parameters
PARAMETER_TABLE(compare, COMPARE_PARAMETERS);

enum { OUTCOMES_MAX = 128 };

static void check_name(const struct scenario *scenario, const char *parameter, const char *name, struct kith_report *report)
{
    const char *names[OUTCOMES_MAX + 1] = {NULL};
    char hint[1024];
    const struct outcome *found = outcome_find(name);
    if (found && found->against_first)
        scenario_error(scenario, NULL, parameter, report,
                       "%s names \"%s\", which is a difference from the first arm already: arms are not compared by it",
                       parameter, name);
    if (found)
        return;
    for (size_t k = 0, named = 0; k < outcome_count + OUTCOMES_OF_SUPPORTERS && named < OUTCOMES_MAX; k++)
        if (!outcome_at(k)->against_first)
            names[named++] = outcome_at(k)->name;
    scenario_error(scenario, NULL, parameter, report, "%s names \"%s\", which is no outcome%s", parameter, text_show(name).at,
                   suggest_text(name, names, hint, sizeof hint));
}

/* Margins from 0, half-widths above it. */
static void check_map(const struct scenario *scenario, const char *parameter, const struct parameter_map *map, bool above,
                      struct kith_report *report)
{
    for (int64_t k = 0; k < map->count; k++) {
        double number = -1;
        check_name(scenario, parameter, map->at[k].key, report);
        const char *why = number_read_real(map->at[k].value, &number);
        if (why || number < 0 || (above && !(number > 0)))
            scenario_error(scenario, NULL, parameter, report, "%s: %s is \"%s\", allowed is a number %s 0", parameter,
                           text_show(map->at[k].key).at, text_show(map->at[k].value).at, above ? "above" : "from");
    }
}

void settings_check(const struct scenario *scenario, const struct compare_parameters *settings, struct kith_report *report)
{
    check_name(scenario, "compare.primary", settings->primary.at, report);
    check_map(scenario, "compare.matters", &settings->matters, false, report);
    check_map(scenario, "compare.precision", &settings->precision, true, report);
}

static double number_of(const struct parameter_map *map, const char *name, double otherwise)
{
    double number;
    for (int64_t k = 0; k < map->count; k++)
        if (strcmp(map->at[k].key, name) == 0 && number_read_real(map->at[k].value, &number) == NULL)
            return number;
    return otherwise;
}

double settings_matters(const struct compare_parameters *settings, const struct outcome *outcome)
{
    return number_of(&settings->matters, outcome->name, outcome->matters);
}

double settings_precision(const struct compare_parameters *settings, const char *outcome)
{
    return number_of(&settings->precision, outcome, NAN);
}
