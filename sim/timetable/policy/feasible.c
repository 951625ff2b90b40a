/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/policy/feasible.h"

#include <stdlib.h>
#include <string.h>

#include "base/flow.h"
#include "timetable/policy/groundwork.h"
#include "timetable/sentence.h"

enum { SITES_NAMED = 12 };

/* Who needs places: n units, all alike. */
struct crowd {
    const struct timetable_school *school;
    int64_t n;
    uint32_t pod; /* students in each; 0: students */
};

static void add_units(struct sentence *text, const struct crowd *crowd)
{
    sentence_add_number(text, crowd->n);
    if (crowd->pod)
        sentence_add(text, " pods of %u", crowd->pod);
    else
        sentence_add(text, " students");
    if (crowd->school->years_at_once > 1) {
        sentence_add(text, " (%d years of ", crowd->school->years_at_once);
        sentence_add_number(text, crowd->n / crowd->school->years_at_once);
        sentence_add(text, ")");
    }
}

/* How many more places at once each named kind of rotation lacks. */
static void add_lacking(struct sentence *text, const struct places *places, const struct kinds *kinds, const struct crowd *crowd,
                        const int64_t *room, const bool *named)
{
    bool several = false;
    for (int k = 0; k < kinds->count; k++) {
        if (!named[k])
            continue;
        int64_t lacking = kinds->low[k] * crowd->n - kinds->blocks * room[k];
        int64_t more = (lacking + kinds->blocks - 1) / kinds->blocks;
        sentence_add_number(text, more);
        sentence_add(text, " %s%s in ", several ? "more" : crowd->pod ? "pod" : "student", several || more == 1 ? "" : "s");
        sentence_add_kind(text, places, kinds, k);
        sentence_add(text, ", ");
        several = true;
    }
}

static enum kith_status say_unnamed(const struct crowd *crowd, int64_t room, struct kith_report *report)
{
    struct sentence text = {.length = 0};
    const char *unit = crowd->pod ? "pods" : "students";
    sentence_add(&text, "E111 the sites take ");
    sentence_add_number(&text, room);
    sentence_add(&text, " %s at once, but ", unit);
    sentence_add_number(&text, crowd->n);
    sentence_add(&text, " need a place (%d year%s of ", crowd->school->years_at_once,
                 crowd->school->years_at_once == 1 ? "" : "s");
    sentence_add_number(&text, crowd->school->seats);
    sentence_add(&text, " students): ");
    sentence_add_number(&text, crowd->n - room);
    return kith_report_add(report, KITH_ERROR, NULL, 0, 0, "%s too few", text.at);
}

/* The set of all kinds that are over their own places is over their places together. */
static enum kith_status say_kinds(const struct places *places, const struct kinds *kinds, const struct crowd *crowd,
                                  const int64_t *room, struct kith_report *report)
{
    bool named[KINDS_MAX] = {0};
    int64_t demand = 0, there = 0, all = 0;
    struct sentence text = {.length = 0};
    const char *unit = crowd->pod ? "pod" : "student";
    for (int k = 0; k < kinds->count; k++) {
        named[k] = kinds->low[k] * crowd->n > kinds->blocks * room[k];
        demand += named[k] ? kinds->low[k] * crowd->n : 0;
        there += named[k] ? room[k] : 0;
        all += room[k];
    }
    sentence_add(&text, "E111 ");
    if (demand == 0) { /* minima would fit, but not everyone at once */
        add_units(&text, crowd);
        sentence_add(&text, " need a place in every block, but all places together take ");
        sentence_add_number(&text, all);
        sentence_add(&text, " at once: ");
        sentence_add_number(&text, crowd->n - all);
        return kith_report_add(report, KITH_ERROR, NULL, 0, 0, "%s too few", text.at);
    }
    int count = sentence_add_kinds(&text, places, kinds, named);
    sentence_add(&text, count > 1 ? " need " : " needs ");
    sentence_add_blocks(&text, kinds, named, count);
    sentence_add(&text, " for ");
    add_units(&text, crowd);
    sentence_add(&text, ": ");
    sentence_add_number(&text, demand);
    sentence_add(&text, " %s-blocks a year, but %s places hold ", unit, count > 1 ? "their" : "its");
    sentence_add_number(&text, kinds->blocks * there);
    sentence_add(&text, " (%d block%s of ", kinds->blocks, kinds->blocks == 1 ? "" : "s");
    sentence_add_number(&text, there);
    sentence_add(&text, "): ");
    sentence_add_number(&text, demand - kinds->blocks * there);
    sentence_add(&text, " too few; add places for ");
    add_lacking(&text, places, kinds, crowd, room, named);
    sentence_add(&text, "or require fewer blocks");
    return kith_report_add(report, KITH_ERROR, NULL, 0, 0, "%s", text.at);
}

static enum kith_status check_crowd(const struct places *places, const struct kinds *kinds, const struct crowd *crowd,
                                    int64_t size, struct kith_report *report)
{
    int64_t room[KINDS_MAX], total[KINDS_MAX];
    kinds_room(kinds, places, -1, size, room);
    if (kinds_total(kinds, room, crowd->n, total))
        return KITH_OK;
    return sentence_unnamed(places) ? say_unnamed(crowd, room[0], report) : say_kinds(places, kinds, crowd, room, report);
}

bool feasible_pod_nowhere(const struct places *places, const struct kinds *kinds, uint32_t size, struct kith_report *report)
{
    int32_t largest[KINDS_MAX] = {0};
    for (size_t p = 0; p < places->count; p++) {
        int k = kinds_of(kinds, places, p);
        if (k != KIND_NONE && places->at[p].capacity > largest[k])
            largest[k] = places->at[p].capacity;
    }
    for (int k = 0; k < kinds->count; k++) {
        if (kinds->low[k] == 0 || largest[k] >= (int64_t)size)
            continue;
        struct sentence text = {.length = 0};
        if (!sentence_unnamed(places)) {
            sentence_add(&text, " in ");
            sentence_add_kind(&text, places, kinds, k);
        }
        kith_report_add(report, KITH_ERROR, NULL, 0, 0, "E110 pods of %u fit nowhere%s: %s largest place takes %d student%s",
                        size, text.at, sentence_unnamed(places) ? "the" : "its", (int)largest[k], largest[k] == 1 ? "" : "s");
        return true;
    }
    return false;
}

static enum kith_status check_pods(const struct timetable *timetable, const struct timetable_school *school,
                                   const struct kinds *kinds, int64_t *slot, bool *mixed, struct kith_report *report)
{
    const struct places *places = &timetable->places;
    int64_t pod_size = timetable->parameters.pod_size;
    uint32_t pods = groundwork_pods(school->seats, pod_size), largest = groundwork_largest_pod(school->seats, pod_size);
    struct crowd crowd = {school, (int64_t)pods * school->years_at_once, largest};
    int64_t room[KINDS_MAX], total[KINDS_MAX];
    if (feasible_pod_nowhere(places, kinds, largest, report))
        return KITH_INVALID;
    const int64_t sizes[] = {pod_size, largest};
    for (int k = 0; k < 2; k++) {
        *slot = sizes[k];
        kinds_room(kinds, places, -1, *slot, room);
        if (kinds_total(kinds, room, crowd.n, total))
            return KITH_OK;
    }
    if (school->seats % pods == 0)
        return check_crowd(places, kinds, &crowd, largest, report);
    struct crowd students = {school, (int64_t)school->seats * school->years_at_once, 0};
    *mixed = true;
    return check_crowd(places, kinds, &students, 1, report);
}

static enum kith_status say_sites(const struct places *places, const struct kinds *kinds, const struct crowd *crowd, int64_t all,
                                  struct kith_report *report)
{
    struct sentence text = {.length = 0};
    sentence_add(&text, "E111 with one home site a year the sites take ");
    sentence_add_number(&text, all);
    sentence_add(&text, " students with all that is required (");
    for (uint32_t s = 0; s < places->sites; s++) {
        int64_t room[KINDS_MAX];
        kinds_room(kinds, places, (int32_t)s, 1, room);
        int64_t most = kinds_most(kinds, room);
        int tight = -1;
        for (int k = 0; k < kinds->count && tight < 0; k++)
            tight = kinds->low[k] && kinds->blocks * room[k] / kinds->low[k] == most ? k : -1;
        sentence_add(&text, "%s", s == 0 ? "" : ", ");
        if (s == SITES_NAMED) {
            sentence_add(&text, "...");
            break;
        }
        sentence_add(&text, "%s ", places->site_label[s]);
        sentence_add_number(&text, most);
        if (tight >= 0 && !sentence_unnamed(places)) {
            sentence_add(&text, " for ");
            sentence_add_kind(&text, places, kinds, tight);
        }
    }
    sentence_add(&text, "), but ");
    sentence_add_number(&text, crowd->n);
    sentence_add(&text, " need one: ");
    sentence_add_number(&text, crowd->n - all);
    return kith_report_add(report, KITH_ERROR, NULL, 0, 0, "%s too few", text.at);
}

static enum kith_status check_sites(const struct timetable *timetable, const struct timetable_school *school,
                                    const struct kinds *kinds, struct kith_report *report)
{
    const struct places *places = &timetable->places;
    struct crowd crowd = {school, (int64_t)school->seats * school->years_at_once, 0};
    enum kith_status status = KITH_OK;
    int64_t all = 0;
    for (uint32_t s = 0; s < places->sites; s++) {
        int64_t room[KINDS_MAX], homes = 0;
        kinds_room(kinds, places, (int32_t)s, 1, room);
        int64_t most = kinds_most(kinds, room);
        all += most;
        for (uint32_t seat = 0; seat < timetable->enrolment.count && seat < school->seats; seat++)
            homes += timetable->enrolment.home_site[seat] == (int32_t)s;
        homes *= school->years_at_once;
        if (homes <= most)
            continue;
        char text[3][SENTENCE_NUMBER];
        status =
            kith_report_add(report, KITH_ERROR, NULL, 0, 0,
                            "E111 site %s takes %s students a year with all that is required, but it is the home site of %s: %s "
                            "too few",
                            places->site_label[s], sentence_number(most, text[0]), sentence_number(homes, text[1]),
                            sentence_number(homes - most, text[2]));
    }
    if (status == KITH_OK && all < crowd.n)
        return check_crowd(places, kinds, &crowd, 1, report) == KITH_OK ? say_sites(places, kinds, &crowd, all, report)
                                                                        : KITH_INVALID;
    return status;
}

enum kith_status feasible_alike(const struct timetable *timetable, const struct timetable_school *school,
                                const struct kinds *kinds, int64_t *slot, bool *mixed, struct kith_report *report)
{
    *slot = 1;
    *mixed = false;
    if (timetable->parameters.policy == TIMETABLE_PODS)
        return check_pods(timetable, school, kinds, slot, mixed, report);
    if (timetable->parameters.policy == TIMETABLE_LONGITUDINAL)
        return check_sites(timetable, school, kinds, report);
    struct crowd crowd = {school, (int64_t)school->seats * school->years_at_once, 0};
    return check_crowd(&timetable->places, kinds, &crowd, 1, report);
}

/* Vertices: source 0, kinds from 1, blocks after them, sink last. */
static bool cut(const struct kinds *kinds, const int64_t *demand, const int64_t *room, const int64_t *open, bool *kind_in_cut)
{
    int sink = 1 + kinds->count + kinds->blocks, arcs = 0;
    struct flow_arc arc[KINDS_MAX + ENROLMENT_BLOCKS_MAX + KINDS_MAX * ENROLMENT_BLOCKS_MAX];
    bool source_side[KINDS_MAX + ENROLMENT_BLOCKS_MAX + 2];
    for (int k = 0; k < kinds->count; k++) {
        arc[arcs++] = (struct flow_arc){0, 1 + k, demand[k]};
        for (int b = 0; b < kinds->blocks; b++)
            arc[arcs++] = (struct flow_arc){1 + k, 1 + kinds->count + b, room[k * kinds->blocks + b]};
    }
    for (int b = 0; b < kinds->blocks; b++)
        arc[arcs++] = (struct flow_arc){1 + kinds->count + b, sink, open[b]};
    if (flow_cut(sink + 1, arc, (size_t)arcs, 0, sink, source_side) != KITH_OK)
        return false;
    for (int k = 0; k < kinds->count; k++)
        kind_in_cut[k] = source_side[1 + k];
    return true;
}

bool feasible_hall(const struct places *places, const struct kinds *kinds, const int64_t *demand, const int64_t *room,
                   const int64_t *open, const char *unit, struct kith_report *report)
{
    bool named[KINDS_MAX] = {0};
    if (!cut(kinds, demand, room, open, named))
        return false;
    int64_t needed = 0, there = 0;
    for (int k = 0; k < kinds->count; k++)
        needed += named[k] ? demand[k] : 0;
    for (int b = 0; b < kinds->blocks; b++) {
        int64_t here = 0;
        for (int k = 0; k < kinds->count; k++)
            here += named[k] ? room[k * kinds->blocks + b] : 0;
        there += here < open[b] ? here : open[b];
    }
    if (needed <= there)
        return false;
    struct sentence text = {.length = 0};
    sentence_add(&text, "E111 ");
    int count = sentence_add_kinds(&text, places, kinds, named);
    sentence_add(&text, count > 1 ? " need " : " needs ");
    sentence_add_number(&text, needed);
    sentence_add(&text,
                 " %s-blocks a year, but in the blocks that pinned lines and unavailable students leave open %s places hold ",
                 unit, count > 1 ? "their" : "its");
    sentence_add_number(&text, there);
    sentence_add(&text, ": ");
    sentence_add_number(&text, needed - there);
    kith_report_add(report, KITH_ERROR, NULL, 0, 0, "%s too few", text.at);
    return true;
}
