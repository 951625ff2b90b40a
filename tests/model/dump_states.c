/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * usage: dump_states SCENARIO ARM REPLICATE [--parallel] [--set path=value]...
 * Prints every state of every week of one arm of one replicate, for comparison with the reference model (and of runs with
 * each other):
 *   columns,NAME...   once: the columns of students
 *   week,W
 *   s,ID,VALUE...     a student (ghost seats included), in the order of ids
 *   t,ID,PEER,BANKED,CUMULATIVE,MET,SINCE_WEEK,ORIGIN,GOOD,BROKEN   a half-edge
 *   r,RECEIVER,GIVER,STAGE,FORMAL,STARTER,FORMAT,POOR,REFERRED,BREACHED,TOPIC,MINUTES   a request, as the week's help left it
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <omp.h>

#include "experiment/plan/plan.h"
#include "experiment/run/replicate.h"

static void print_student(const struct world *world, uint32_t row)
{
    printf("s,%" PRIu32, world->students.person.id[row]);
    for (size_t c = 0; c < student_column_count; c++)
        printf(",%.10g", column_value(&world->students, &student_columns[c], row));
    printf("\n");
    const struct ties *ties = &world->ties;
    for (uint32_t slot = ties->row[row].offset, end = slot + ties->row[row].count; slot < end; slot++)
        printf("t,%" PRIu32 ",%" PRIu32 ",%" PRId32 ",%" PRId32 ",%" PRId32 ",%d,%d,%d,%d\n", world->students.person.id[row],
               ties->peer[slot], ties->banked[slot], ties->cumulative[slot], ties->met[slot], ties->since_week[slot],
               ties->origin[slot], ties->good[slot], ties->broken[slot]);
}

static bool print_week(void *context, const struct world *world, size_t arm)
{
    (void)arm;
    bool *sound = context;
    const char *bad = world_verify(world);
    if (bad) {
        fprintf(stderr, "week %d: column %s holds an illegal value\n", world->week, bad);
        *sound = false;
    }
    printf("week,%d\n", world->week);
    for (int year = 0; year < WORLD_YEARS; year++)
        for (uint32_t seat = 0; world->base_row[year] != ROW_NONE && seat < world->intake; seat++)
            print_student(world, world->base_row[year] + seat);
    const uint32_t *id = world->students.person.id;
    for (size_t k = 0; k < world->requests.count; k++) {
        const struct request *r = &world->requests.at[k];
        printf("r,%" PRIu32 ",%" PRIu32 ",%d,%d,%d,%d,%d,%d,%d,%d,%d\n", id[r->receiver], id[r->giver], r->stage, r->formal,
               r->starter, r->format, r->poor, r->referred, r->breached, r->topic, r->minutes);
    }
    return *sound;
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return KITH_INVALID;
    const char **sets = calloc((size_t)argc, sizeof *sets), *arm = argv[2];
    size_t set_count = 0;
    bool parallel = false, sound = true;
    for (int k = 4; k < argc && sets; k++) {
        if (strcmp(argv[k], "--parallel") == 0)
            parallel = true;
        else if (strcmp(argv[k], "--set") == 0 && k + 1 < argc)
            sets[set_count++] = argv[++k];
    }
    if (parallel)
        omp_set_num_threads(4);
    struct kith_report report;
    struct scenario scenario;
    struct plan plan = {0};
    kith_report_init(&report);
    enum kith_status status = sets ? scenario_load(&scenario, &schema, argv[1], sets, set_count, &report) : KITH_FAILED;
    if (status == KITH_OK) {
        status = plan_init(&plan, &scenario, &arm, 1, &report);
        printf("columns");
        for (size_t c = 0; c < student_column_count; c++)
            printf(",%s", student_columns[c].name);
        printf("\n");
        if (status == KITH_OK)
            status = replicate_watch_arm(&plan, strtoll(argv[3], NULL, 10), 0, parallel, NULL, print_week, &sound);
        plan_clear(&plan);
        scenario_clear(&scenario);
    }
    for (size_t k = 0; k < report.count; k++)
        fprintf(stderr, "%s\n", report.messages[k].text);
    kith_report_clear(&report);
    free(sets);
    return sound ? (int)status : KITH_FAILED;
}
