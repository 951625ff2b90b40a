/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "timetable/place_private.h"
#include "timetable/timetable.h"

static int32_t find_label(char *const *label, uint32_t count, const char *text)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(label[middle], text);
        if (order == 0)
            return (int32_t)middle;
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return PLACE_NONE;
}

/* A label; or a number that is one label's but for leading zeros, which spreadsheets drop. */
static int32_t find(char *const *label, uint32_t count, const char *text)
{
    enum { DIGITS_MAX = 9 };
    int32_t found = find_label(label, count, text), other = PLACE_NONE;
    size_t digits = strspn(text, "0123456789");
    if (found != PLACE_NONE || digits == 0 || text[digits])
        return found;
    text += strspn(text, "0");
    for (int width = (int)strlen(text); width <= DIGITS_MAX; width++) {
        char padded[DIGITS_MAX + 1];
        memset(padded, '0', sizeof padded);
        memcpy(padded + width - strlen(text), text, strlen(text) + 1);
        other = width ? find_label(label, count, padded) : PLACE_NONE;
        if (other != PLACE_NONE && found != PLACE_NONE)
            return PLACE_NONE;
        found = other != PLACE_NONE ? other : found;
    }
    return found;
}

int32_t places_site(const struct places *places, const char *label)
{
    return find(places->site_label, places->sites, label);
}

int32_t places_rotation(const struct places *places, const char *label)
{
    return find(places->rotation_label, places->rotations, label);
}

bool places_required_is_least(const struct places *places, int blocks)
{
    int64_t sum = 0;
    for (uint32_t r = 0; r < places->rotations; r++) {
        if (places->required[r] == 0)
            return false;
        sum += places->required[r];
    }
    return sum < blocks;
}

enum kith_status places_allocate(struct places *places, uint32_t sites, uint32_t rotations, size_t count)
{
    *places = (struct places){.sites = sites,
                              .rotations = rotations,
                              .at = calloc(count + 1, sizeof *places->at),
                              .count = count,
                              .index = calloc((size_t)sites * rotations + 1, sizeof *places->index),
                              .site_label = calloc(sites + 1u, sizeof *places->site_label),
                              .rotation_label = calloc(rotations + 1u, sizeof *places->rotation_label),
                              .required = calloc(rotations + 1u, sizeof *places->required),
                              .remote = calloc(sites + 1u, sizeof *places->remote),
                              .emptied = calloc(sites + 1u, sizeof *places->emptied)};
    bool whole = places->at && places->index && places->site_label && places->rotation_label && places->required &&
                 places->remote && places->emptied;
    return whole ? KITH_OK : KITH_FAILED;
}

/* "1", "2", ... padded with zeros to the width of the last. */
static char *number_label(uint32_t number, uint32_t last)
{
    char text[16];
    int width = snprintf(text, sizeof text, "%u", last);
    snprintf(text, sizeof text, "%0*u", width, number);
    return strdup(text);
}

static enum kith_status make_up(struct places *places, const struct timetable_parameters *p)
{
    uint32_t sites = (uint32_t)p->site_capacity.count, rotations = p->rotations ? (uint32_t)p->rotations : 1;
    if (places_allocate(places, sites, rotations, (size_t)sites * rotations) != KITH_OK)
        return KITH_FAILED;
    for (uint32_t s = 0; s < sites; s++) {
        places->site_label[s] = number_label(s + 1, sites);
        if (!places->site_label[s])
            return KITH_FAILED;
        for (uint32_t r = 0; r < rotations; r++) {
            int64_t c = p->site_capacity.at[s];
            int32_t share = (int32_t)(c / rotations + ((r + s) % rotations < c % rotations));
            size_t k = (size_t)s * rotations + r;
            places->index[k] = (int32_t)k;
            places->at[k] = (struct place){.site = (uint16_t)s,
                                           .rotation = (uint16_t)r,
                                           .capacity = share,
                                           .remote = true,
                                           .weekly_hours = PLACE_OPEN,
                                           .social_share = PLACE_OPEN};
        }
    }
    for (uint32_t r = 0; r < rotations; r++) {
        places->rotation_label[r] = p->rotations ? number_label(r + 1, rotations) : strdup("");
        places->required[r] = p->rotations > 0;
        if (!places->rotation_label[r])
            return KITH_FAILED;
    }
    return KITH_OK;
}

enum kith_status places_init(struct places *places, const struct timetable_parameters *parameters, const char *places_file,
                             struct kith_report *report)
{
    size_t errors = report->errors;
    bool facilitated = false;
    *places = (struct places){0};
    enum kith_status status = places_file ? places_read(places, places_file, &facilitated, report) : make_up(places, parameters);
    for (size_t p = 0; status == KITH_OK && p < places->count; p++)
        places->remote[places->at[p].site] |= places->at[p].remote;
    if (status == KITH_OK)
        places_change(places, parameters, facilitated, report);
    if (status == KITH_OK && report->errors > errors)
        status = KITH_INVALID;
    if (status != KITH_OK)
        places_clear(places);
    return status;
}

void places_clear(struct places *places)
{
    for (uint32_t s = 0; s < places->sites && places->site_label; s++)
        free(places->site_label[s]);
    for (uint32_t r = 0; r < places->rotations && places->rotation_label; r++)
        free(places->rotation_label[r]);
    free(places->at);
    free(places->index);
    free(places->site_label);
    free(places->rotation_label);
    free(places->required);
    free(places->remote);
    free(places->emptied);
    *places = (struct places){0};
}
