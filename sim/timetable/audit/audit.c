/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each student is walked through the blocks once. seen[j] holds the number of the last block in which j was a peer, so that a peer who was one in
 * the block before costs one look.
 */
#include "timetable/audit/audit.h"

#include <stdlib.h>
#include <string.h>

#include "timetable/audit/meeting.h"

const double audit_tiers[AUDIT_TIERS] = {50, 90, 200};

struct walk {
    const struct audit_input *input;
    struct meeting_grid grid;
    struct meeting_patterns *place, *site; /* of every block */
    double *chance;                        /* per block: continuity from the block before that chance alone gives */
    uint64_t *seen;                        /* per student */
    uint32_t *site_seen;                   /* per site: 1 + the last audited student seen there */
    uint32_t *alone_seen;                  /* the same for those without peers */
    uint32_t *friend_first, *friend;       /* per seat of the first audited cohort */
    bool *needed;                          /* per block: anyone audited is placed */
};

static uint32_t in_both(const struct walk *walk, size_t b)
{
    uint32_t both = 0;
    for (size_t s = 0; s < walk->grid.students; s++)
        both += walk->place[b].of[s] >= 0 && walk->place[b - 1].of[s] >= 0;
    return both;
}

/* The student's peers in a block: how many, and how many were peers in the block before. New ones count for breadth. */
static void meet_peers(struct walk *walk, uint32_t me, size_t b, uint64_t stamp, struct audit_student *student, uint32_t *peers,
                       uint32_t *kept)
{
    const struct meeting_patterns *p = &walk->place[b];
    uint32_t pattern = (uint32_t)p->of[me];
    uint64_t own = stamp - b; /* of this student's block 0 */
    for (uint32_t k = p->near_first[pattern]; k < p->near_first[pattern + 1]; k++)
        for (uint32_t m = p->member_first[p->near[k]]; m < p->member_first[p->near[k] + 1]; m++) {
            uint64_t *seen = &walk->seen[p->member[m]];
            if (p->member[m] == me)
                continue;
            (*peers)++;
            *kept += b > 0 && *seen == stamp - 1;
            student->breadth += *seen < own;
            *seen = stamp;
        }
}

static void meet_friends(const struct walk *walk, uint32_t me, size_t b, struct audit_student *student)
{
    uint32_t base = (uint32_t)walk->input->first_cohort * walk->input->roster->seats, seat = me - base, placed = 0, here = 0;
    if (seat >= walk->input->roster->seats)
        return;
    for (uint32_t k = walk->friend_first[seat]; k < walk->friend_first[seat + 1]; k++) {
        uint32_t other = base + walk->friend[k];
        placed += walk->site[b].of[other] >= 0;
        here += meeting_near(&walk->site[b], me, other);
    }
    student->friends = (int32_t)(walk->friend_first[seat + 1] - walk->friend_first[seat]);
    if (!placed)
        return;
    student->friend_blocks++;
    student->friends_together += (double)here / placed;
    student->with_friend += here > 0;
}

static void walk_student(struct walk *walk, struct audit *audit, size_t index)
{
    const struct meeting_grid *grid = &walk->grid;
    uint32_t me = (uint32_t)(index + (size_t)walk->input->first_cohort * walk->input->roster->seats);
    struct audit_student *student = &audit->student[index];
    int32_t run = 0;
    for (size_t b = 0; b < grid->blocks; b++) {
        if (walk->place[b].of[me] < 0)
            continue;
        uint32_t peers = 0, kept = 0;
        int32_t at = grid->site[b * grid->students + me],
                before = b > 0 ? grid->site[(b - 1) * grid->students + me] : MEETING_ABSENT;
        struct audit_site *site = &audit->site[at];
        meet_peers(walk, me, b, (uint64_t)index * (grid->blocks + 1) + b + 2, student, &peers, &kept);
        student->blocks++;
        site->blocks++;
        site->based += walk->site_seen[at] != index + 1;
        walk->site_seen[at] = (uint32_t)index + 1;
        if (before >= 0) {
            double continuity = peers ? (double)kept / peers : 0;
            student->compared++;
            student->continuity += continuity;
            student->chance += walk->chance[b];
            student->site_changes += at != before;
            site->compared++;
            site->continuity += continuity;
        }
        run = peers ? 0 : before >= 0 ? run + 1 : 1;
        student->alone += peers == 0;
        site->alone += peers == 0;
        site->alone_students += peers == 0 && walk->alone_seen[at] != index + 1;
        walk->alone_seen[at] = peers == 0 ? (uint32_t)index + 1 : walk->alone_seen[at];
        student->longest_alone = run > student->longest_alone ? run : student->longest_alone;
        student->alone_at_site += walk->site[b].peers[walk->site[b].of[me]] == 0;
        if (walk->friend)
            meet_friends(walk, me, b, student);
    }
}

static enum kith_status count_sites(const struct walk *walk, struct audit *audit)
{
    enum { DAYS = CALENDAR_WEEKS * MEETING_WEEK };
    const struct places *places = walk->input->places;
    int32_t *day = calloc((size_t)places->sites * DAYS + 1, sizeof *day);
    if (!day)
        return KITH_FAILED;
    for (size_t p = 0; p < places->count; p++)
        audit->site[places->at[p].site].capacity += places->at[p].capacity;
    for (size_t b = 0; b < walk->grid.blocks; b++) {
        int days = MEETING_WEEK * walk->grid.block[b].weeks;
        for (size_t k = walk->grid.first[b]; k < walk->grid.first[b + 1] && walk->needed[b]; k++)
            for (int d = 0; d < days; d++)
                day[(size_t)places->at[walk->grid.segment[k].place].site * DAYS + (size_t)d] +=
                    (int32_t)(walk->grid.segment[k].days[d / 64] >> d % 64 & 1);
        for (uint32_t s = 0; s < places->sites && walk->needed[b]; s++) {
            struct audit_site *site = &audit->site[s];
            site->offered += (double)site->capacity * walk->grid.block[b].weeks * MEETING_WORKDAYS;
            for (int d = 0; d < days; d++) {
                int32_t *here = &day[(size_t)s * DAYS + (size_t)d];
                site->used += *here;
                site->peak = *here > site->peak ? *here : site->peak;
                *here = 0;
            }
        }
        audit->blocks += walk->needed[b];
    }
    free(day);
    return KITH_OK;
}

/* Students who are ever at a site; stints of a student stand together. */
static void count_visitors(struct walk *walk, struct audit *audit)
{
    const struct roster *roster = walk->input->roster;
    memset(walk->site_seen, 0, audit->sites * sizeof *walk->site_seen);
    for (size_t k = 0; k < roster->count; k++) {
        const struct stint *stint = &roster->stint[k];
        uint32_t site = walk->input->places->at[stint->place].site, index = stint->cohort * roster->seats + stint->seat + 1;
        if (stint->cohort < walk->input->first_cohort || stint->cohort >= walk->input->first_cohort + walk->input->cohorts)
            continue;
        audit->site[site].students += walk->site_seen[site] != index;
        walk->site_seen[site] = index;
    }
}

static enum kith_status list_friends(struct walk *walk)
{
    const struct audit_input *input = walk->input;
    if (!input->friend)
        return KITH_OK;
    walk->friend_first = calloc(input->roster->seats + 2u, sizeof *walk->friend_first);
    walk->friend = malloc((2 * input->friends + 1) * sizeof *walk->friend);
    if (!walk->friend_first || !walk->friend)
        return KITH_FAILED;
    for (size_t k = 0; k < input->friends; k++) {
        walk->friend_first[input->friend[k].a + 2]++;
        walk->friend_first[input->friend[k].b + 2]++;
    }
    for (uint32_t s = 0; s < input->roster->seats; s++)
        walk->friend_first[s + 2] += walk->friend_first[s + 1];
    for (size_t k = 0; k < input->friends; k++) {
        walk->friend[walk->friend_first[input->friend[k].a + 1]++] = input->friend[k].b;
        walk->friend[walk->friend_first[input->friend[k].b + 1]++] = input->friend[k].a;
    }
    return KITH_OK;
}

static enum kith_status open_walk(struct walk *walk, const struct audit_input *input)
{
    *walk = (struct walk){.input = input};
    enum kith_status status = meeting_grid_init(&walk->grid, input->roster, input->places, input->calendar);
    if (status == KITH_OK)
        status = meeting_patterns_create(&walk->place, &walk->grid, MEETING_PLACE);
    if (status == KITH_OK)
        status = meeting_patterns_create(&walk->site, &walk->grid, MEETING_SITE);
    if (status == KITH_OK)
        status = list_friends(walk);
    walk->chance = calloc(walk->grid.blocks + 1, sizeof *walk->chance);
    walk->seen = calloc(walk->grid.students + 1, sizeof *walk->seen);
    walk->site_seen = calloc(input->places->sites + 1u, sizeof *walk->site_seen);
    walk->alone_seen = calloc(input->places->sites + 1u, sizeof *walk->alone_seen);
    walk->needed = calloc(walk->grid.blocks + 1, sizeof *walk->needed);
    if (status != KITH_OK || !walk->chance || !walk->seen || !walk->site_seen || !walk->alone_seen || !walk->needed)
        return KITH_FAILED;
    size_t first = (size_t)input->first_cohort * input->roster->seats,
           last = first + (size_t)input->cohorts * input->roster->seats;
    for (size_t b = 0; b < walk->grid.blocks; b++) {
        walk->chance[b] = b > 0 ? meeting_chance(&walk->place[b - 1], &walk->place[b], in_both(walk, b)) : 0;
        for (size_t s = first; s < last; s++)
            walk->needed[b] |= walk->place[b].of[s] >= 0;
    }
    return KITH_OK;
}

static void close_walk(struct walk *walk)
{
    meeting_patterns_free(walk->place, walk->grid.blocks);
    meeting_patterns_free(walk->site, walk->grid.blocks);
    meeting_grid_clear(&walk->grid);
    free(walk->chance);
    free(walk->seen);
    free(walk->site_seen);
    free(walk->alone_seen);
    free(walk->friend_first);
    free(walk->friend);
    free(walk->needed);
}

enum kith_status audit_run(struct audit *audit, const struct audit_input *input)
{
    struct walk walk;
    *audit = (struct audit){.students = (size_t)input->cohorts * input->roster->seats, .sites = input->places->sites};
    audit->student = calloc(audit->students + 1, sizeof *audit->student);
    audit->site = calloc(audit->sites + 1u, sizeof *audit->site);
    enum kith_status status = open_walk(&walk, input);
    if (!audit->student || !audit->site)
        status = KITH_FAILED;
    for (size_t k = 0; k < audit->students && status == KITH_OK; k++)
        walk_student(&walk, audit, k);
    if (status == KITH_OK)
        count_visitors(&walk, audit);
    if (status == KITH_OK)
        status = count_sites(&walk, audit);
    if (status == KITH_OK)
        status = audit_add_hours(audit, input, &walk.grid);
    close_walk(&walk);
    if (status != KITH_OK)
        audit_clear(audit);
    return status;
}

void audit_clear(struct audit *audit)
{
    free(audit->student);
    free(audit->site);
    *audit = (struct audit){0};
}
