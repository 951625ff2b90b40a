/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a scenario says of places beside where they are: required rotations, other capacities, facilitated sites. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/text.h"
#include "scenario/number.h"
#include "timetable/place_private.h"
#include "timetable/timetable.h"

enum { CAPACITY_MAX = 1000000, HINT_MAX = 1024 };

/* Refuses a name that a map gives. labels has a NULL at its end. */
static void refuse_name(const char *map, const char *name, char *const *labels, struct kith_report *report)
{
    char hint[HINT_MAX];
    bool none = !labels[0][0] && !labels[1]; /* places without rotations */
    kith_report_add(report, KITH_ERROR, NULL, 0, 0, "timetable.%s names \"%s\", which is no %s%s", map, text_show(name).at,
                    strcmp(map, "required") == 0 ? "rotation" : "site",
                    none ? "; there are no rotations" : suggest_text(name, (const char *const *)labels, hint, sizeof hint));
}

static bool read_value(const char *map, const struct parameter_pair *pair, int64_t most, int64_t *value,
                       struct kith_report *report)
{
    if (!number_read_whole(pair->value, value) && *value >= 0 && *value <= most)
        return true;
    kith_report_add(report, KITH_ERROR, NULL, 0, 0, "timetable.%s: %s is \"%s\", allowed is a whole number from 0 to %ld", map,
                    text_show(pair->key).at, text_show(pair->value).at, (long)most);
    return false;
}

static void require(struct places *places, const struct parameter_map *required, struct kith_report *report)
{
    for (int64_t k = 0; k < required->count; k++) {
        int64_t blocks;
        int32_t rotation = places_rotation(places, required->at[k].key);
        if (rotation == PLACE_NONE)
            refuse_name("required", required->at[k].key, places->rotation_label, report);
        else if (read_value("required", &required->at[k], CALENDAR_WEEKS, &blocks, report))
            places->required[rotation] = (int32_t)blocks;
    }
}

struct share {
    int64_t remainder;
    struct place *place;
};

static int compare_shares(const void *left, const void *right)
{
    const struct share *a = left, *b = right;
    if (a->remainder != b->remainder)
        return a->remainder > b->remainder ? -1 : 1;
    return (a->place->rotation > b->place->rotation) - (a->place->rotation < b->place->rotation);
}

/* A site's places in proportion to what they were, by largest remainder; the lower rotation first. Equal shares where there was nothing. */
static void resize(struct places *places, uint32_t site, int64_t capacity)
{
    struct share share[PLACE_ROTATIONS_MAX];
    int64_t before = 0, given = 0;
    size_t count = 0;
    for (uint32_t r = 0; r < places->rotations; r++)
        if (places_find(places, site, r) != PLACE_NONE) {
            share[count++].place = &places->at[places_find(places, site, r)];
            before += share[count - 1].place->capacity;
        }
    for (size_t k = 0; k < count; k++) {
        int64_t weight = before ? share[k].place->capacity : 1, whole = before ? before : (int64_t)count;
        share[k].remainder = weight * capacity % whole;
        share[k].place->capacity = (int32_t)(weight * capacity / whole);
        given += share[k].place->capacity;
    }
    qsort(share, count, sizeof *share, compare_shares);
    for (size_t k = 0; k < count && given < capacity; k++, given++)
        share[k].place->capacity++;
    places->emptied[site] = capacity == 0;
}

void places_change(struct places *places, const struct timetable_parameters *parameters, bool facilitated_said,
                   struct kith_report *report)
{
    require(places, &parameters->required, report);
    for (int64_t k = 0; k < parameters->capacity.count; k++) {
        int64_t capacity;
        const struct parameter_pair *pair = &parameters->capacity.at[k];
        int32_t site = places_site(places, pair->key);
        if (site == PLACE_NONE)
            refuse_name("capacity", pair->key, places->site_label, report);
        else if (read_value("capacity", pair, CAPACITY_MAX, &capacity, report))
            resize(places, (uint32_t)site, capacity);
    }
    if (facilitated_said && parameters->facilitated_sites.count)
        kith_report_add(report, KITH_ERROR, NULL, 0, 0,
                        "timetable.facilitated_sites is given, and timetable.places has a column facilitated; keep one of them");
    for (int64_t k = 0; k < parameters->facilitated_sites.count && !facilitated_said; k++) {
        int64_t site = parameters->facilitated_sites.at[k];
        if (site > places->sites)
            kith_report_add(report, KITH_ERROR, NULL, 0, 0, "timetable.facilitated_sites names site %ld; there are %u",
                            (long)site, places->sites);
        for (size_t p = 0; p < places->count; p++)
            places->at[p].facilitated = places->at[p].facilitated || places->at[p].site + 1 == site;
    }
}
