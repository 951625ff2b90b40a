/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sites, rotations, and places: a place is one rotation at one site. From a places CSV, or made up from site_capacity and
 * rotations. Sites and rotations are numbered in the bytewise order of their labels (those made up: "1", "2", ... padded with
 * zeros to one width), so that the order of lines does not matter. Labels of places are kept: they are not people.
 */
#ifndef TIMETABLE_PLACE_H
#define TIMETABLE_PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/parameter.h"
#include "kith/status.h"

enum { PLACE_NONE = -1, PLACES_MAX = 4095, PLACE_ROTATIONS_MAX = 64, PLACE_SITES_MAX = 1024 };
/* Where a student stands at no place: away in the block (such a seat has team 0), and on a hub day. */
enum { PLACE_NOWHERE = UINT16_MAX, PLACE_HUB = UINT16_MAX - 1 };
/* weekly hours or social share that a places CSV leaves open: the scenario's encounters section decides */
#define PLACE_OPEN (-1.0f)

struct place {
    uint16_t site, rotation; /* numbers, from 0 */
    int32_t capacity;        /* students at once, over all cohorts */
    int32_t least;           /* fewer than this, when any are there, is worth a warning */
    float weekly_hours;      /* hours together in the ward team; PLACE_OPEN */
    float social_share;      /* of those hours; PLACE_OPEN */
    bool remote;             /* far from campus: its students meet others in free time from afar. True unless a places CSV says no */
    bool facilitated;        /* working as peers is discussed there */
};

struct places {
    uint32_t sites, rotations; /* without rotations: 1, labelled "" */
    struct place *at;          /* in the order of site, then rotation */
    size_t count;
    int32_t *index; /* sites x rotations → place, or PLACE_NONE */
    char **site_label, **rotation_label;
    int32_t *required; /* per rotation: blocks a placement year that every student does there; 0: as it comes */
    bool *remote;      /* per site: far from campus, if any of its places is */
    bool *emptied;     /* per site: closed by a what-if (capacity 0) */
};

struct timetable_parameters;

/*
 * Reads places_file (columns site, rotation, capacity; optionally min, weekly_hours, social_share, remote, facilitated; rotation may be
 * missing or empty throughout), or makes places up where it is NULL: rotation r of R gets of a site's capacity C floor(C / R) places, and one more
 * if (r + site) mod R < C mod R. Then applies required (names with the nearest suggestion), capacity (what-if: a site's rotations in proportion, by
 * largest remainder) and facilitated_sites. Mistakes are in the report; *places is empty unless KITH_OK.
 */
enum kith_status places_init(struct places *places, const struct timetable_parameters *parameters, const char *places_file,
                             struct kith_report *report);
void places_clear(struct places *places);

/* The place, or PLACE_NONE. */
static inline int32_t places_find(const struct places *places, uint32_t site, uint32_t rotation)
{
    return places->index[(size_t)site * places->rotations + rotation];
}

/* True if every rotation is required and the year has blocks left over: then required numbers are minima, and a free block may be any rotation. */
bool places_required_is_least(const struct places *places, int blocks);

/* Number of a label in bytewise order, or -1. A number finds its label with or without leading zeros. */
int32_t places_site(const struct places *places, const char *label);
int32_t places_rotation(const struct places *places, const char *label);

#endif
