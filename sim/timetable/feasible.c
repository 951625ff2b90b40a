/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/feasible.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/flow.h"
#include "timetable/groundwork.h"

enum { TEXT_MAX = 2048, SITES_NAMED = 12 };

/* A sentence in the making; what does not fit is cut off. */
struct text {
    char at[TEXT_MAX];
    size_t length;
};

static void add_text(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add_text(struct text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int more = vsnprintf(text->at + text->length, TEXT_MAX - text->length, format, arguments);
    va_end(arguments);
    text->length += more > 0 ? (size_t)more : 0;
    text->length = text->length < TEXT_MAX ? text->length : TEXT_MAX - 1;
}

const char *feasible_number(int64_t number, char text[FEASIBLE_NUMBER])
{
    char digits[FEASIBLE_NUMBER];
    int length = snprintf(digits, sizeof digits, "%lld", (long long)number), out = 0;
    for (int k = 0; k < length && out < FEASIBLE_NUMBER - 2; k++) {
        if (k > 0 && (length - k) % 3 == 0 && digits[k - 1] != '-')
            text[out++] = ',';
        text[out++] = digits[k];
    }
    text[out] = '\0';
    return text;
}

static void add_number(struct text *text, int64_t number)
{
    char digits[FEASIBLE_NUMBER];
    add_text(text, "%s", feasible_number(number, digits));
}

static bool is_unnamed(const struct places *places)
{
    return places->rotations == 1 && places->rotation_label[0][0] == '\0';
}

static void add_kind(struct text *text, const struct places *places, const struct kinds *kinds, int kind)
{
    if (kind == kinds->free) {
        add_text(text, is_unnamed(places) ? "every block" : "any other rotation");
        return;
    }
    for (uint32_t r = 0; r < places->rotations; r++)
        if (kinds->of_rotation[r] == kind) {
            const char *label = places->rotation_label[r];
            add_text(text, "%s%s", label[0] >= '0' && label[0] <= '9' ? "rotation " : "", label);
            return;
        }
}

/* "medicine", "medicine and surgery", "ethics, medicine and surgery"; how many. */
static int add_kinds(struct text *text, const struct places *places, const struct kinds *kinds, const bool *named)
{
    int count = 0, said = 0;
    for (int k = 0; k < kinds->count; k++)
        count += named[k];
    for (int k = 0; k < kinds->count; k++) {
        if (!named[k])
            continue;
        add_text(text, "%s", said == 0 ? "" : said == count - 1 ? " and " : ", ");
        add_kind(text, places, kinds, k);
        said++;
    }
    return count;
}

/* "2 blocks", "2 blocks each", "2 and 1 blocks" */
static void add_blocks(struct text *text, const struct kinds *kinds, const bool *named, int count)
{
    int32_t first = -1;
    bool equal = true;
    for (int k = 0; k < kinds->count; k++) {
        equal &= !named[k] || first < 0 || kinds->low[k] == first;
        first = named[k] && first < 0 ? kinds->low[k] : first;
    }
    int said = 0;
    for (int k = 0; k < kinds->count && !equal; k++)
        if (named[k]) {
            add_text(text, "%s%d", said == 0 ? "" : said == count - 1 ? " and " : ", ", (int)kinds->low[k]);
            said++;
        }
    if (!equal)
        add_text(text, " blocks");
    else
        add_text(text, "%d block%s%s", (int)first, first == 1 ? "" : "s", count > 1 ? " each" : "");
}

/* Who needs places: n units, all alike. */
struct crowd {
    const struct timetable_school *school;
    int64_t n;
    uint32_t pod; /* students in each; 0: students */
};

static void add_units(struct text *text, const struct crowd *crowd)
{
    add_number(text, crowd->n);
    if (crowd->pod)
        add_text(text, " pods of %u", crowd->pod);
    else
        add_text(text, " students");
}

static enum kith_status say_unnamed(const struct crowd *crowd, int64_t room, struct kith_report *report)
{
    struct text text = {.length = 0};
    const char *unit = crowd->pod ? "pods" : "students";
    add_text(&text, "E111 the sites take ");
    add_number(&text, room);
    add_text(&text, " %s at once, but ", unit);
    add_number(&text, crowd->n);
    add_text(&text, " need a place (%d year%s of ", crowd->school->years_at_once, crowd->school->years_at_once == 1 ? "" : "s");
    add_number(&text, crowd->school->seats);
    add_text(&text, " students): ");
    add_number(&text, crowd->n - room);
    return kith_report_add(report, KITH_ERROR, NULL, 0, 0, "%s too few", text.at);
}

/* The set of all kinds that are over their own places is over their places together. */
static enum kith_status say_kinds(const struct places *places, const struct kinds *kinds, const struct crowd *crowd,
                                  const int64_t *room, struct kith_report *report)
{
    bool named[KINDS_MAX] = {0};
    int64_t demand = 0, there = 0, all = 0;
    struct text text = {.length = 0};
    const char *unit = crowd->pod ? "pod" : "student";
    for (int k = 0; k < kinds->count; k++) {
        named[k] = kinds->low[k] * crowd->n > kinds->blocks * room[k];
        demand += named[k] ? kinds->low[k] * crowd->n : 0;
        there += named[k] ? room[k] : 0;
        all += room[k];
    }
    add_text(&text, "E111 ");
    if (demand == 0) { /* minima would fit, but not everyone at once */
        add_units(&text, crowd);
        add_text(&text, " need a place in every block, but all places together take ");
        add_number(&text, all);
        add_text(&text, " at once: ");
        add_number(&text, crowd->n - all);
        return kith_report_add(report, KITH_ERROR, NULL, 0, 0, "%s too few", text.at);
    }
    int count = add_kinds(&text, places, kinds, named);
    add_text(&text, count > 1 ? " need " : " needs ");
    add_blocks(&text, kinds, named, count);
    add_text(&text, " for ");
    add_units(&text, crowd);
    add_text(&text, ": ");
    add_number(&text, demand);
    add_text(&text, " %s-blocks a year, but %s places hold ", unit, count > 1 ? "their" : "its");
    add_number(&text, kinds->blocks * there);
    add_text(&text, " (%d block%s of ", kinds->blocks, kinds->blocks == 1 ? "" : "s");
    add_number(&text, there);
    add_text(&text, "): ");
    add_number(&text, demand - kinds->blocks * there);
    return kith_report_add(report, KITH_ERROR, NULL, 0, 0, "%s too few", text.at);
}

static enum kith_status check_crowd(const struct places *places, const struct kinds *kinds, const struct crowd *crowd,
                                    int64_t size, struct kith_report *report)
{
    int64_t room[KINDS_MAX], total[KINDS_MAX];
    kinds_room(kinds, places, -1, size, room);
    if (kinds_total(kinds, room, crowd->n, total))
        return KITH_OK;
    return is_unnamed(places) ? say_unnamed(crowd, room[0], report) : say_kinds(places, kinds, crowd, room, report);
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
        struct text text = {.length = 0};
        if (!is_unnamed(places)) {
            add_text(&text, " in ");
            add_kind(&text, places, kinds, k);
        }
        kith_report_add(report, KITH_ERROR, NULL, 0, 0, "E110 pods of %u fit nowhere%s: %s largest place takes %d student%s",
                        size, text.at, is_unnamed(places) ? "the" : "its", (int)largest[k], largest[k] == 1 ? "" : "s");
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
    struct text text = {.length = 0};
    add_text(&text, "E111 with one home site a year the sites take ");
    add_number(&text, all);
    add_text(&text, " students with all that is required (");
    for (uint32_t s = 0; s < places->sites; s++) {
        int64_t room[KINDS_MAX];
        kinds_room(kinds, places, (int32_t)s, 1, room);
        int64_t most = kinds_most(kinds, room);
        int tight = -1;
        for (int k = 0; k < kinds->count && tight < 0; k++)
            tight = kinds->low[k] && kinds->blocks * room[k] / kinds->low[k] == most ? k : -1;
        add_text(&text, "%s", s == 0 ? "" : ", ");
        if (s == SITES_NAMED) {
            add_text(&text, "...");
            break;
        }
        add_text(&text, "%s ", places->site_label[s]);
        add_number(&text, most);
        if (tight >= 0 && !is_unnamed(places)) {
            add_text(&text, " for ");
            add_kind(&text, places, kinds, tight);
        }
    }
    add_text(&text, "), but ");
    add_number(&text, crowd->n);
    add_text(&text, " need one: ");
    add_number(&text, crowd->n - all);
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
        char text[3][FEASIBLE_NUMBER];
        status =
            kith_report_add(report, KITH_ERROR, NULL, 0, 0,
                            "E111 site %s takes %s students a year with all that is required, but it is the home site of %s: %s "
                            "too few",
                            places->site_label[s], feasible_number(most, text[0]), feasible_number(homes, text[1]),
                            feasible_number(homes - most, text[2]));
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
    struct text text = {.length = 0};
    add_text(&text, "E111 ");
    int count = add_kinds(&text, places, kinds, named);
    add_text(&text, count > 1 ? " need " : " needs ");
    add_number(&text, needed);
    add_text(&text, " %s-blocks a year, but in the blocks that pinned lines and unavailable students leave open %s places hold ",
             unit, count > 1 ? "their" : "its");
    add_number(&text, there);
    add_text(&text, ": ");
    add_number(&text, needed - there);
    kith_report_add(report, KITH_ERROR, NULL, 0, 0, "%s too few", text.at);
    return true;
}
