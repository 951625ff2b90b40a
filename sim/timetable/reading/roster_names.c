/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the names in a roster file mean: places and teams. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/text.h"
#include "timetable/reading/roster_private.h"

enum { HINT_MAX = 1024 };

/* "; South has medicine, surgery" */
static const char *rotations_of(const struct places *places, uint32_t site, char *text, size_t size)
{
    size_t used = (size_t)snprintf(text, size, "; %s has", text_show(places->site_label[site]).at), shown = 0;
    for (uint32_t r = 0; r < places->rotations && used < size; r++)
        if (places_find(places, site, r) != PLACE_NONE)
            used +=
                (size_t)snprintf(text + used, size - used, "%s %s", shown++ ? "," : "", text_show(places->rotation_label[r]).at);
    return text;
}

/* The rotation that is meant where none is named: the only one of the site. */
static int32_t only_rotation(const struct places *places, uint32_t site)
{
    int32_t only = PLACE_NONE;
    for (uint32_t r = 0; r < places->rotations; r++)
        if (places_find(places, site, r) != PLACE_NONE) {
            if (only != PLACE_NONE)
                return PLACE_NONE;
            only = (int32_t)r;
        }
    return only;
}

bool roster_find_place(struct roster_reading *reading, const struct places *places, const struct roster_said *said,
                       struct stint *stint)
{
    char hint[HINT_MAX];
    const char *file = reading->file;
    int32_t site = places_site(places, said->site);
    if (site == PLACE_NONE) {
        bool full = finding_full(&reading->findings, "E103");
        finding_add(&reading->findings, KITH_ERROR, "E103", file, said->line, "unknown site \"%s\"%s", text_show(said->site).at,
                    full ? "" : suggest_text(said->site, (const char *const *)places->site_label, hint, sizeof hint));
        return false;
    }
    int32_t rotation = places_rotation(places, said->rotation);
    if (rotation == PLACE_NONE && !said->rotation[0])
        rotation = only_rotation(places, (uint32_t)site);
    if (rotation == PLACE_NONE && !said->rotation[0]) {
        finding_add(&reading->findings, KITH_ERROR, "E103", file, said->line, "no rotation is named%s",
                    rotations_of(places, (uint32_t)site, hint, sizeof hint));
    } else if (rotation == PLACE_NONE) {
        bool none = places->rotations == 1 && !places->rotation_label[0][0];
        const char *near = suggest_nearest(said->rotation, (const char *const *)places->rotation_label);
        finding_add(&reading->findings, KITH_ERROR, "E103", file, said->line, "unknown rotation \"%s\"%s%s%s",
                    text_show(said->rotation).at,
                    none   ? "; the places have no rotations"
                    : near ? "; did you mean "
                           : rotations_of(places, (uint32_t)site, hint, sizeof hint),
                    near && !none ? near : "", near && !none ? "?" : "");
    } else if (places_find(places, (uint32_t)site, (uint32_t)rotation) == PLACE_NONE) {
        finding_add(&reading->findings, KITH_ERROR, "E103", file, said->line, "there is no rotation \"%s\" at this site%s",
                    text_show(said->rotation).at, rotations_of(places, (uint32_t)site, hint, sizeof hint));
    } else {
        stint->place = (uint16_t)places_find(places, (uint32_t)site, (uint32_t)rotation);
        return true;
    }
    return false;
}

/* True if all labels are whole numbers, of which no two are written differently and are the same. */
static bool are_numbers(const struct roster_reading *reading)
{
    size_t width = 0;
    bool zeros = false, widths = false;
    for (size_t k = 0; k < reading->count; k++) {
        const char *team = reading->said[k].team;
        size_t digits = strspn(team, "0123456789");
        if (!team[0])
            continue;
        if (team[digits] || digits > 9 || strspn(team, "0") == digits || strtoul(team, NULL, 10) > ROSTER_TEAM_MAX)
            return false;
        widths = widths || (width && width != digits);
        zeros = zeros || team[0] == '0';
        width = digits;
    }
    return !(zeros && widths);
}

unsigned *roster_find_teams(struct roster_reading *reading)
{
    const char **label = malloc((reading->count + 1) * sizeof *label);
    unsigned *team = malloc((reading->count + 1) * sizeof *team);
    bool numbers = are_numbers(reading), empty = false;
    size_t distinct = 0;
    for (size_t k = 0; label && k < reading->count; k++) {
        label[k] = reading->said[k].team;
        empty = empty || !label[k][0];
    }
    if (!label || !team || csv_rows_rank(label, reading->count, team, &distinct) != KITH_OK) {
        free(team);
        team = NULL;
    }
    if (distinct > ROSTER_TEAM_MAX)
        finding_add(&reading->findings, KITH_ERROR, "E114", reading->file, 0, "names %zu teams, allowed are at most %d", distinct,
                    ROSTER_TEAM_MAX);
    for (size_t k = 0; team && k < reading->count; k++)
        team[k] = numbers && label[k][0] ? (unsigned)strtoul(label[k], NULL, 10) : team[k] + !empty;
    free(label);
    return team;
}
