/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Audits as a program gets them: measures with names, labels and units; rows of sites, home sites and campus groups. What would tell of fewer
 * than 5 students is hidden here, not where it is printed (MODEL, what kith must not do).
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/atomic_file.h"
#include "experiment/timetables/timetable_friends.h"
#include "experiment/timetables/timetable_open.h"

enum { SMALL = -1, WITHHELD = -2, LABEL = 32 };

static const struct kith_audit_measure measures[] = {
    {"peer_continuity", "peers who were peers in the block before, too", "1"},
    {"peer_continuity_by_chance", "the same if each block's places were dealt anew", "1"},
    {"peer_continuity_adjusted", "peers kept beyond chance (0%: as by chance)", "1"},
    {"usual_peer_share", "hours with the peer met most, of all hours with peers", "1"},
    {"effective_peers", "peers among whom the hours are divided, in effect", "students"},
    {"different_peers", "different peers over all blocks", "students"},
    {"peer_50_hours", "students with some peer for 50 h or more", "1"},
    {"peer_90_hours", "students with some peer for 90 h or more", "1"},
    {"peer_200_hours", "students with some peer for 200 h or more", "1"},
    {"blocks_alone", "blocks without any peer", "1"},
    {"blocks_alone_at_site", "blocks with no other student at the site", "1"},
    {"longest_alone", "most blocks in a row without any peer", "blocks"},
    {"site_changes", "changes of site, a student", "changes"},
    {"capacity_used", "places taken, of all places", "1"},
    {"friends_together", "campus friends at the same site", "1"},
    {"blocks_with_friend", "blocks with a campus friend at the site", "1"},
};
enum { MEASURES = sizeof measures / sizeof measures[0] };

static double capacity_used(const struct audit *audit)
{
    double used = 0, offered = 0;
    for (uint32_t s = 0; s < audit->sites; s++) {
        used += audit->site[s].used;
        offered += audit->site[s].offered;
    }
    return offered > 0 ? used / offered : NAN;
}

/* No capacity was given: rosters read by themselves. */
static bool has_capacity(const struct kith_timetable *t)
{
    return t->planned;
}

static void fill_values(const struct kith_timetable *t, const struct audit *audit, const struct audit_total *a, double *value)
{
    const double values[MEASURES] = {a->continuity,       a->chance,
                                     a->adjusted,         a->usual_peer,
                                     a->effective_peers,  a->breadth,
                                     a->tier[0],          a->tier[1],
                                     a->tier[2],          a->alone,
                                     a->alone_at_site,    a->longest_alone,
                                     a->site_changes,     has_capacity(t) ? capacity_used(audit) : NAN,
                                     a->friends_together, a->with_friend};
    memcpy(value, values, sizeof values);
}

/* What would tell of 1 to 4 students. */
static void hide_measures(const struct audit_total *total, double *value, bool *withheld)
{
    struct audit_hidden hidden = audit_hide(total);
    const struct {
        const char *name;
        bool hidden;
    } of[] = {{"peer_50_hours", hidden.tier[0]},
              {"peer_90_hours", hidden.tier[1]},
              {"peer_200_hours", hidden.tier[2]},
              {"blocks_alone", hidden.alone},
              {"blocks_alone_at_site", hidden.alone_at_site},
              {"longest_alone", hidden.longest_alone}};
    for (size_t m = 0; m < MEASURES; m++)
        for (size_t k = 0; k < sizeof of / sizeof of[0]; k++)
            if (of[k].hidden && strcmp(measures[m].name, of[k].name) == 0) {
                withheld[m] = true;
                value[m] = NAN;
            }
}

static void hide_alone(const struct audit_total *total, int64_t *alone)
{
    uint8_t hidden[AUDIT_ALONE_ROWS];
    audit_suppress(total->alone_blocks, AUDIT_ALONE_ROWS, hidden);
    for (size_t k = 0; k < AUDIT_ALONE_ROWS; k++)
        alone[k] = hidden[k] == AUDIT_SMALL ? SMALL : hidden[k] == AUDIT_WITHHELD ? WITHHELD : total->alone_blocks[k];
}

/* Hides rows from `first` on. */
static enum kith_status hide_rows(struct kith_audit *audit, size_t first)
{
    size_t rows = audit->rows - first;
    int32_t *counts = calloc(rows + 1, sizeof *counts);
    uint8_t *hidden = malloc(rows + 1);
    enum kith_status status = counts && hidden ? KITH_OK : KITH_FAILED;
    for (size_t k = 0; k < rows && status == KITH_OK; k++)
        counts[k] = (int32_t)audit->row[first + k].students;
    if (status == KITH_OK)
        audit_suppress(counts, rows, hidden);
    for (size_t k = 0; k < rows && status == KITH_OK; k++) {
        struct kith_audit_row *row = &audit->row[first + k];
        if (hidden[k] == AUDIT_SHOWN)
            continue;
        *row = (struct kith_audit_row){.kind = row->kind,
                                       .label = row->label,
                                       .hidden = true,
                                       .students = hidden[k] == AUDIT_SMALL ? SMALL : WITHHELD,
                                       .continuity = NAN,
                                       .alone = NAN,
                                       .capacity = row->capacity,
                                       .used = NAN,
                                       .peak = NAN};
    }
    free(counts);
    free(hidden);
    return status;
}

static enum kith_status add_row(struct kith_audit *audit, const char *label, struct kith_audit_row row)
{
    struct kith_audit_row *grown = realloc(audit->row, (audit->rows + 1) * sizeof *grown);
    if (!grown)
        return KITH_FAILED;
    audit->row = grown;
    row.label = strdup(label);
    if (!row.label)
        return KITH_FAILED;
    audit->row[audit->rows++] = row;
    return KITH_OK;
}

static enum kith_status add_sites(struct kith_audit *result, const struct kith_timetable *t, const struct audit *audit)
{
    enum kith_status status = KITH_OK;
    size_t first = result->rows;
    for (uint32_t s = 0; s < audit->sites && status == KITH_OK; s++) {
        const struct audit_site *site = &audit->site[s];
        bool known = has_capacity(t), enough = site->based >= AUDIT_LEAST; /* a share of few would be about them */
        bool few = enough && audit_is_few(site->alone_students);
        status =
            add_row(result, t->places->site_label[s],
                    (struct kith_audit_row){.kind = "site",
                                            .students = site->students,
                                            .continuity = enough && site->compared ? site->continuity / site->compared : NAN,
                                            .alone = enough && !few && site->blocks ? (double)site->alone / site->blocks : NAN,
                                            .alone_withheld = few,
                                            .capacity = known ? (double)site->capacity : NAN,
                                            .used = known && site->offered > 0 ? site->used / site->offered : NAN,
                                            .peak = site->peak});
    }
    if (status == KITH_OK)
        status = hide_rows(result, first);
    for (size_t k = first; k < result->rows; k++) {
        const struct kith_audit_row *row = &result->row[k];
        if (!isnan(row->continuity) && (!result->worst_site || row->continuity < result->worst_continuity)) {
            result->worst_site = row->label;
            result->worst_continuity = row->continuity;
        }
    }
    return status;
}

/* A row for each value of `group` that some student has; labels may be NULL: numbers from 1. UINT32_MAX is none. */
static enum kith_status add_groups(struct kith_audit *result, const struct audit *audit, const uint32_t *group, const char *kind,
                                   char *const *labels)
{
    enum kith_status status = KITH_OK;
    size_t first = result->rows;
    uint32_t last = 0;
    for (size_t k = 0; k < audit->students; k++)
        last = group[k] != UINT32_MAX && group[k] + 1 > last ? group[k] + 1 : last;
    for (uint32_t g = 0; g < last && status == KITH_OK; g++) {
        struct audit_total total;
        char number[LABEL];
        audit_total(audit, group, g, &total);
        snprintf(number, sizeof number, "%u", g + 1);
        bool few = audit_is_few(total.students - total.alone_blocks[0]);
        if (total.students)
            status = add_row(result, labels ? labels[g] : number,
                             (struct kith_audit_row){.kind = kind,
                                                     .students = total.students,
                                                     .continuity = total.continuity,
                                                     .alone = few ? NAN : total.alone,
                                                     .alone_withheld = few,
                                                     .capacity = NAN,
                                                     .used = NAN,
                                                     .peak = NAN});
    }
    return status == KITH_OK ? hide_rows(result, first) : status;
}

/* Rows of what students.csv says of the audited. */
static enum kith_status add_enrolment(struct kith_audit *result, const struct kith_timetable *t, const struct audit *audit)
{
    const struct enrolment *e = t->enrolment;
    if (!e || e->count == 0 || e->count != t->roster.seats)
        return KITH_OK;
    uint32_t *home = malloc((audit->students + 1) * sizeof *home), *group = malloc((audit->students + 1) * sizeof *group);
    enum kith_status status = home && group ? KITH_OK : KITH_FAILED;
    for (size_t k = 0; k < audit->students && status == KITH_OK; k++) {
        home[k] = e->home_site && e->home_site[k % e->count] >= 0 ? (uint32_t)e->home_site[k % e->count] : UINT32_MAX;
        group[k] = e->group ? e->group[k % e->count] : UINT32_MAX;
    }
    if (status == KITH_OK)
        status = add_groups(result, audit, home, "home site", t->places->site_label);
    if (status == KITH_OK)
        status = add_groups(result, audit, group, "campus group", NULL);
    free(home);
    free(group);
    return status;
}

static enum kith_status run_audit(const struct kith_timetable *t, const char *friends, struct audit *audit,
                                  struct kith_report *report)
{
    struct audit_friend *list = NULL;
    struct audit_input input = timetable_audited(t);
    *audit = (struct audit){0};
    enum kith_status status = friends ? timetable_friends_read(&list, &input.friends, friends, t->roster.seats, report) : KITH_OK;
    input.friend = list;
    if (status == KITH_OK)
        status = audit_run(audit, &input);
    free(list);
    return status;
}

static enum kith_status fill(struct kith_audit *result, const struct kith_timetable *t, const struct audit *audit)
{
    struct audit_total total;
    audit_total(audit, NULL, 0, &total);
    result->measures = MEASURES;
    result->measure = measures;
    result->value = malloc(sizeof(double) * MEASURES);
    result->students = total.students;
    result->blocks = audit->blocks;
    result->withheld = calloc(MEASURES, sizeof *result->withheld);
    if (!result->value || !result->withheld)
        return KITH_FAILED;
    fill_values(t, audit, &total, result->value);
    hide_measures(&total, result->value, result->withheld);
    hide_alone(&total, result->alone_blocks);
    if (total.students >= AUDIT_LEAST)
        return add_sites(result, t, audit) == KITH_OK ? add_enrolment(result, t, audit) : KITH_FAILED;
    result->students = SMALL;
    for (size_t k = 0; k < MEASURES; k++)
        result->value[k] = NAN;
    memset(result->withheld, 0, MEASURES * sizeof *result->withheld);
    for (size_t k = 0; k < KITH_AUDIT_ALONE; k++)
        result->alone_blocks[k] = SMALL;
    return KITH_OK;
}

enum kith_status kith_timetable_audit(const struct kith_timetable *timetable, const char *friends, struct kith_audit **audit,
                                      struct kith_report *report)
{
    struct audit made;
    *audit = NULL;
    enum kith_status status = run_audit(timetable, friends, &made, report);
    if (status != KITH_OK)
        return status;
    *audit = calloc(1, sizeof **audit);
    status = *audit ? fill(*audit, timetable, &made) : KITH_FAILED;
    audit_clear(&made);
    if (status != KITH_OK) {
        kith_audit_free(*audit);
        *audit = NULL;
    }
    return status;
}

void kith_audit_free(struct kith_audit *audit)
{
    if (!audit)
        return;
    for (size_t k = 0; k < audit->rows; k++)
        free((char *)audit->row[k].label);
    free(audit->row);
    free(audit->value);
    free(audit->withheld);
    free(audit);
}

enum kith_status kith_timetable_students(const struct kith_timetable *timetable, const char *friends, const char *csv,
                                         bool overwrite, struct kith_report *report)
{
    struct audit audit = {0};
    char *named[] = {(char *)(uintptr_t)friends, NULL};
    struct atomic_guard guard = {timetable->keep.file, "--per-student", overwrite}, other = {named, "--per-student", true};
    enum kith_status status = atomic_file_allowed(csv, &other, report);
    if (status == KITH_OK)
        status = atomic_file_allowed(csv, &guard, report);
    if (status == KITH_OK)
        status = run_audit(timetable, friends, &audit, report);
    if (status == KITH_OK)
        status = timetable_students_write(&timetable->roster, timetable->first_cohort, &audit, friends != NULL, csv, report);
    audit_clear(&audit);
    return status;
}
