/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/stamp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "kith/kith.h"
#include "timetable/timetable.h"

enum { LINE_MAX_BYTES = 128 };

/* A line on what an imported file held, so that parts made from another content are not taken for this run's. */
static void add_content(char *text, const char *what, const char *of, XXH128_hash_t hash)
{
    snprintf(text + strlen(text), LINE_MAX_BYTES, "# %s of %s: %016llx%016llx\n", what, of, (unsigned long long)hash.high64,
             (unsigned long long)hash.low64);
}

static void put(XXH3_state_t *state, int64_t number)
{
    XXH3_128bits_update(state, &number, sizeof number);
}

static void put_roster(XXH3_state_t *state, const struct roster *roster)
{
    if (roster->count)
        XXH3_128bits_update(state, roster->stint, roster->count * sizeof *roster->stint);
}

static void put_students(XXH3_state_t *state, const struct enrolment *enrolment)
{
    for (uint32_t k = 0; k < enrolment->count; k++) {
        put(state, enrolment->group ? enrolment->group[k] : 0);
        put(state, enrolment->home_site ? enrolment->home_site[k] : 0);
        put(state, enrolment->unavailable ? (int64_t)enrolment->unavailable[k] : 0);
        put(state, enrolment->attributes ? enrolment->attributes[k] : 0);
    }
}

static void put_places(XXH3_state_t *state, const struct places *places)
{
    for (size_t p = 0; p < places->count; p++) {
        const struct place *at = &places->at[p];
        const int64_t numbers[] = {at->site, at->rotation, at->capacity, at->remote, at->facilitated};
        const float hours[] = {at->weekly_hours, at->social_share};
        XXH3_128bits_update(state, numbers, sizeof numbers);
        XXH3_128bits_update(state, hours, sizeof hours);
    }
}

/* What the timetable's files held. */
static bool add_timetable(char *text, const struct timetable *timetable, const char *of)
{
    const struct timetable_parameters *p = &timetable->parameters;
    if (!p->places.at[0] && !p->students.at[0] && !p->pinned.at[0] && p->policy != TIMETABLE_ROSTER)
        return true;
    XXH3_state_t *state = XXH3_createState();
    if (!state)
        return false;
    XXH3_128bits_reset(state);
    put_places(state, &timetable->places);
    put_students(state, &timetable->enrolment);
    put_roster(state, &timetable->pins);
    put_roster(state, &timetable->roster);
    add_content(text, "timetable", of, XXH3_128bits_digest(state));
    XXH3_freeState(state);
    return true;
}

/* Adds what each imported file held, and the names of the arms where arms. */
static bool add_inputs(char *text, const struct plan *plan, bool arms)
{
    if (plan->graph.count)
        add_content(text, "graph", "all arms", XXH3_128bits(plan->graph.edge, plan->graph.count * sizeof *plan->graph.edge));
    bool said = true;
    for (size_t s = 0; s < plan->source_count; s++)
        said = add_timetable(text, &plan->sources[s].timetable, "the base") && said;
    for (size_t a = 0; a < plan->arm_count; a++) {
        if (arms)
            snprintf(text + strlen(text), LINE_MAX_BYTES, "# runs %s\n", plan->arms[a].name);
        said = add_timetable(text, &plan->arms[a].timetable, plan->arms[a].name) && said;
    }
    return said;
}

static size_t inputs_room(const struct plan *plan)
{
    return (2 * plan->arm_count + plan->source_count + 4) * LINE_MAX_BYTES;
}

char *stamp_inputs(const struct plan *plan)
{
    char *text = calloc(1, inputs_room(plan));
    if (text && add_inputs(text, plan, false))
        return text;
    free(text);
    return NULL;
}

/* What a longer run of the same arms may say otherwise: how many replicates, and how they are compared. */
static void take_apart(struct schema_parameters *parameters, struct schema_parameters *kept)
{
    *kept = *parameters;
    parameters->run.replicates = 1;
    parameters->compare = (struct compare_parameters){.start = 1};
}

/* The scenario as resolved, without that; NULL without memory. */
static char *resolved(const struct scenario *scenario)
{
    struct schema_parameters *kept = malloc((scenario->arm_count + 1) * sizeof *kept);
    if (!kept)
        return NULL;
    for (size_t a = 0; a < scenario->arm_count; a++)
        take_apart(scenario->arms[a].parameters, &kept[a]);
    take_apart(scenario->base, &kept[scenario->arm_count]);
    char *text = scenario_resolved(scenario);
    for (size_t a = 0; a < scenario->arm_count; a++)
        memcpy(scenario->arms[a].parameters, &kept[a], sizeof *kept);
    memcpy(scenario->base, &kept[scenario->arm_count], sizeof *kept);
    free(kept);
    return text;
}

/* Of a joined scenario: of all its files, after that of the whole. */
static char *resolved_files(const struct scenario *scenario)
{
    char *text = resolved(scenario);
    for (size_t f = 0; f < scenario->file_count && text; f++) {
        char *file = resolved(&scenario->files[f]);
        size_t used = strlen(text);
        char *grown = file ? realloc(text, used + strlen(file) + 1) : NULL;
        if (grown)
            strcpy(grown + used, file);
        else
            free(text);
        text = grown;
        free(file);
    }
    return text;
}

char *stamp_text(const struct plan *plan, char digest[33])
{
    char *text = resolved_files(plan->scenario);
    size_t length = text ? strlen(text) + inputs_room(plan) : 0;
    char *whole = text ? malloc(length) : NULL;
    if (whole) {
        snprintf(whole, length, "kith %s\n%s", kith_version(), text);
        bool said = add_inputs(whole, plan, true);
        XXH128_hash_t hash = XXH3_128bits(whole, strlen(whole));
        snprintf(digest, 33, "%016llx%016llx", (unsigned long long)hash.high64, (unsigned long long)hash.low64);
        if (!said) {
            free(whole);
            whole = NULL;
        }
    }
    free(text);
    return whole;
}

void stamp_say_difference(const char *ours, const char *theirs, const char *parts, struct kith_report *report)
{
    while (*ours || *theirs) {
        size_t a = strcspn(ours, "\n"), b = strcspn(theirs, "\n");
        if (a != b || memcmp(ours, theirs, a) != 0) {
            kith_report_add(report, KITH_ERROR, parts, 0, 0, "finished replicates there have \"%.*s\", this run has \"%.*s\"",
                            (int)b, theirs, (int)a, ours);
            return;
        }
        ours += a + (ours[a] == '\n');
        theirs += b + (theirs[b] == '\n');
    }
}
