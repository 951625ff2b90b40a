/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "timetable/timetable.h"

int32_t places_site(const struct places *places, const char *label)
{
    for (uint32_t s = 0; s < places->sites; s++)
        if (strcmp(places->site_label[s], label) == 0)
            return (int32_t)s;
    return PLACE_NONE;
}

int32_t places_rotation(const struct places *places, const char *label)
{
    for (uint32_t r = 0; r < places->rotations; r++)
        if (strcmp(places->rotation_label[r], label) == 0)
            return (int32_t)r;
    return PLACE_NONE;
}

static enum kith_status allocate(struct places *places, uint32_t sites, uint32_t rotations, size_t count)
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
    bool whole = places->at && places->index && places->site_label && places->rotation_label && places->required && places->remote && places->emptied;
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
    if (allocate(places, sites, rotations, (size_t)sites * rotations) != KITH_OK)
        return KITH_FAILED;
    for (uint32_t s = 0; s < sites; s++) {
        places->site_label[s] = number_label(s + 1, sites);
        places->remote[s] = true;
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
    (void)places_file;
    (void)report;
    return make_up(places, parameters);
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
