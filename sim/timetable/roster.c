/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/roster.h"

#include <stdlib.h>

#include "base/csv_rows.h"

enum { STUDENT, BLOCK, SITE, TEAM };
static const char *const columns[] = {"student", "block", "site", "?team", NULL};
enum { BLOCKS_MAX = 1000, TEAM_MAX = (1 << 20) - 1, EMPTY = -1 };

void roster_free(struct timetable_roster *roster)
{
    if (!roster)
        return;
    free(roster->site);
    free(roster->team);
    free(roster);
}

static struct timetable_roster *roster_alloc(uint32_t seats, int blocks)
{
    struct timetable_roster *roster = calloc(1, sizeof *roster);
    size_t cells = (size_t)seats * (size_t)blocks;
    if (!roster)
        return NULL;
    *roster = (struct timetable_roster){seats, blocks, malloc(cells * sizeof(int16_t)), malloc(cells * sizeof(uint32_t))};
    if (!roster->site || !roster->team) {
        roster_free(roster);
        return NULL;
    }
    for (size_t k = 0; k < cells; k++)
        roster->site[k] = EMPTY;
    return roster;
}

static int last_block(const struct csv_rows *rows, const char *file, struct kith_report *report)
{
    long last = 0, block;
    for (size_t k = 0; k < rows->count; k++)
        if (csv_rows_whole(&rows->row[k], BLOCK, "block", file, 1, BLOCKS_MAX, &block, report) == 0 && block > last)
            last = block;
    return (int)last;
}

static void place_rows(struct timetable_roster *roster, const struct csv_rows *rows, const unsigned *rank, const char *file,
                       int64_t sites, struct kith_report *report)
{
    for (size_t k = 0; k < rows->count; k++) {
        const struct csv_row *row = &rows->row[k];
        long block = strtol(row->field[BLOCK], NULL, 10), site, team = 0;
        if (!row->field[STUDENT][0])
            kith_report_add(report, KITH_ERROR, file, row->line, 0, "a student's label is empty");
        if (csv_rows_whole(row, SITE, "site", file, 1, (long)sites, &site, report))
            continue;
        if (row->field[TEAM][0] && csv_rows_whole(row, TEAM, "team", file, 0, TEAM_MAX, &team, report))
            continue;
        size_t cell = rank[k] * (size_t)roster->blocks + (size_t)(block - 1);
        if (roster->site[cell] != EMPTY)
            kith_report_add(report, KITH_ERROR, file, row->line, 0, "student \"%s\" is in two places in block %ld",
                            row->field[STUDENT], block);
        roster->site[cell] = (int16_t)(site - 1);
        roster->team[cell] = (uint32_t)team;
    }
}

static void check_full(const struct timetable_roster *roster, const struct csv_rows *rows, const unsigned *rank, const char *file,
                       struct kith_report *report)
{
    for (size_t k = 0; k < rows->count; k++) {
        int block = 0;
        while (block < roster->blocks && roster->site[rank[k] * (size_t)roster->blocks + (size_t)block] != EMPTY)
            block++;
        if (block == roster->blocks)
            continue;
        kith_report_add(report, KITH_ERROR, file, rows->row[k].line, 0, "student \"%s\" has no place in block %d",
                        rows->row[k].field[STUDENT], block + 1);
        roster->site[rank[k] * (size_t)roster->blocks + (size_t)block] = 0; /* named once */
    }
}

int roster_block(const struct timetable_roster *roster, int blocks_a_year, int year, int block_of_year)
{
    return (year * blocks_a_year + block_of_year) % roster->blocks;
}

/* Cohorts in all placement years are at the sites together. */
static void check_capacity(const struct timetable_roster *roster, int blocks_a_year, int years,
                           const struct parameter_list *capacity, const char *file, struct kith_report *report)
{
    int distinct = blocks_a_year < roster->blocks ? blocks_a_year : roster->blocks; /* then the same come together again */
    for (int of_year = 0; of_year < distinct; of_year++) {
        int64_t count[PARAMETER_LIST_MAX] = {0};
        for (int year = 0; year < years; year++) {
            size_t block = (size_t)roster_block(roster, blocks_a_year, year, of_year);
            for (uint32_t seat = 0; seat < roster->seats; seat++)
                count[roster->site[(size_t)seat * (size_t)roster->blocks + block]]++;
        }
        for (int64_t site = 0; site < capacity->count; site++)
            if (count[site] > capacity->at[site])
                kith_report_add(report, KITH_ERROR, file, 0, 0,
                                "block %d of the year: %lld students of %d placement year%s at site %lld, which takes %lld",
                                of_year + 1, (long long)count[site], years, years == 1 ? "" : "s", (long long)(site + 1),
                                (long long)capacity->at[site]);
    }
}

static enum kith_status fill(struct timetable_roster **roster, const struct csv_rows *rows, const unsigned *rank, size_t distinct,
                             const char *file, uint32_t seats, int blocks_a_year, int years,
                             const struct parameter_list *capacity, struct kith_report *report)
{
    if (distinct != seats)
        return kith_report_add(report, KITH_ERROR, file, 0, 0, "names %zu students; school.intake is %u", distinct, seats);
    size_t errors = report->errors;
    int blocks = last_block(rows, file, report);
    if (report->errors > errors)
        return KITH_INVALID;
    *roster = roster_alloc(seats, blocks);
    if (!*roster)
        return KITH_FAILED;
    place_rows(*roster, rows, rank, file, capacity->count, report);
    if (report->errors == errors)
        check_full(*roster, rows, rank, file, report);
    if (report->errors == errors)
        check_capacity(*roster, blocks_a_year, years, capacity, file, report);
    return report->errors > errors ? KITH_INVALID : KITH_OK;
}

enum kith_status roster_read(struct timetable_roster **roster, const char *file, uint32_t seats, int blocks_a_year, int years,
                             const struct parameter_list *capacity, struct kith_report *report)
{
    *roster = NULL;
    struct csv_rows rows;
    enum kith_status status = csv_rows_read(&rows, file, columns, report);
    const char **label = malloc((rows.count + 1) * sizeof *label);
    unsigned *rank = malloc((rows.count + 1) * sizeof *rank);
    size_t distinct = 0;
    if (status == KITH_OK && (!label || !rank))
        status = KITH_FAILED;
    if (status != KITH_OK)
        goto cleanup;
    for (size_t k = 0; k < rows.count; k++)
        label[k] = rows.row[k].field[STUDENT];
    status = csv_rows_rank(label, rows.count, rank, &distinct);
    if (status == KITH_OK)
        status = fill(roster, &rows, rank, distinct, file, seats, blocks_a_year, years, capacity, report);
cleanup:
    if (status != KITH_OK) {
        roster_free(*roster);
        *roster = NULL;
    }
    free(label);
    free(rank);
    csv_rows_clear(&rows);
    return status;
}
