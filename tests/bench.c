/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * usage: bench [STUDENTS...]        (scripts/bench builds and runs it)
 * Fixed work, printed as CSV: case,students,threads,ns_per_student_week,bytes_per_student. Cases are the steps of the week,
 * all of them together, and a yardstick in the same run: a plain loop over 12 frozen random ties with one draw a student.
 * Means over weeks, and of the last two also the fastest week: on a shared machine the least disturbed one. A school of two
 * years, campus and placement, formal arm (a supporter for every 26 students, at most 2,000; no caseloads), no logs, after two
 * years of burn-in and nine weeks.
 */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <omp.h>

#include "experiment/schema.h"

enum { BURN_IN_WEEKS = 2 * CALENDAR_WEEKS, WARM_WEEKS = BURN_IN_WEEKS + 9, MEASURED_WEEKS = 8, TIES = 12, MANY = 100000 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void print_row(const char *name, uint32_t students, int threads, double seconds, double weeks, double bytes)
{
    printf("%s,%u,%d,%.1f,%.0f\n", name, students, threads, 1e9 * seconds / (students * weeks), bytes);
    fflush(stdout);
}

static double held_bytes(void)
{
    struct mallinfo2 info = mallinfo2();
    return (double)(info.uordblks + info.hblkhd);
}

/* Seconds of some weeks in all, and of the fastest. */
struct timing {
    double sum, fastest;
    int weeks;
};

static void add_week(struct timing *timing, double seconds)
{
    timing->fastest = timing->weeks == 0 || seconds < timing->fastest ? seconds : timing->fastest;
    timing->sum += seconds;
    timing->weeks++;
}

/* The yardstick: infected neighbours are counted, one Philox draw decides. */
static struct timing yardstick(uint32_t students, int threads, int weeks)
{
    uint32_t *peer = malloc((size_t)students * TIES * sizeof *peer);
    uint8_t *state = calloc(students, 1), *next = calloc(students, 1);
    if (!peer || !state || !next)
        exit(KITH_FAILED);
    struct random_key key = random_key(1, 1);
    struct timing timing = {0};
    for (uint32_t i = 0; i < students; i++)
        for (uint32_t k = 0; k < TIES; k++)
            peer[(size_t)i * TIES + k] = random_draw(key, RANDOM_graph, 0, 0, i, k).word[0] % students;
    for (int week = 0; week < weeks; week++) {
        double began = now();
#pragma omp parallel for schedule(static) num_threads(threads)
        for (uint32_t i = 0; i < students; i++) {
            int count = 0;
            for (uint32_t k = 0; k < TIES; k++)
                count += state[peer[(size_t)i * TIES + k]];
            double u = random_uniform(random_draw(key, RANDOM_distress, 0, week, i, 0).word[0]);
            next[i] = state[i] ? u >= 0.05 : u < 0.01 + 0.01 * count;
        }
        uint8_t *swap = state;
        state = next;
        next = swap;
        add_week(&timing, now() - began);
    }
    free(peer);
    free(state);
    free(next);
    return timing;
}

static struct schema_parameters parameters_for(uint32_t students)
{
    struct schema_parameters p;
    struct kith_report report;
    kith_report_init(&report);
    if (scenario_defaults(&schema, &p, &report) != KITH_OK)
        exit(KITH_FAILED);
    p.model.school.intake = students / 2;
    p.model.school.course = (struct parameter_list){2, {CALENDAR_CAMPUS, CALENDAR_PLACEMENT}};
    for (int64_t s = 0; s < p.model.timetable.site_capacity.count; s++) /* 574 places by default, for 540 students */
        p.model.timetable.site_capacity.at[s] = p.model.timetable.site_capacity.at[s] * p.model.school.intake / 540 + 1;
    p.model.programme.supporters = students / 26 < 2000 ? students / 26 : 2000;
    p.model.programme.assignment = ASSIGNMENT_NONE;
    return p;
}

static void advance(struct world *world, const struct schema_parameters *p, int threads, int weeks, struct week_clock *clock)
{
    omp_set_num_threads(threads);
    world->parallel = threads > 1;
    for (int k = 0; k < weeks; k++, world->week++)
        week_step(world, &p->model, clock, NULL);
    if (world->failed)
        exit(KITH_FAILED);
}

/* Weeks of one number of threads. */
struct measured {
    int threads;
    struct week_clock stages;
    struct timing all;
};

static void add_stages(struct measured *measured, const struct week_clock *week)
{
    double all = 0;
    for (int stage = 0; stage < WEEK_STAGES; stage++) {
        measured->stages.seconds[stage] += week->seconds[stage];
        all += week->seconds[stage];
    }
    add_week(&measured->all, all);
}

static void print_measured(const struct measured *m, uint32_t students, double bytes)
{
    for (int stage = 0; stage < WEEK_STAGES; stage++)
        print_row(week_stage_names[stage], students, m->threads, m->stages.seconds[stage], m->all.weeks, bytes);
    double held = TIES * sizeof(uint32_t) + 2;
    struct timing yard = yardstick(students, m->threads, students >= MANY ? 20 : 2000);
    print_row("all", students, m->threads, m->all.sum, m->all.weeks, bytes);
    print_row("all_fastest_week", students, m->threads, m->all.fastest, 1, bytes);
    print_row("yardstick", students, m->threads, yard.sum, yard.weeks, held);
    print_row("yardstick_fastest_week", students, m->threads, yard.fastest, 1, held);
    printf("ratio_all_to_yardstick,%u,%d,%.1f,\n", students, m->threads, m->all.sum / m->all.weeks / (yard.sum / yard.weeks));
    printf("ratio_of_fastest_weeks,%u,%d,%.1f,\n", students, m->threads, m->all.fastest / yard.fastest);
}

/* Weeks with one thread and with two in turn, so that both do the same kind of weeks. */
static void measure(struct world *world, const struct schema_parameters *p, uint32_t students, double bytes)
{
    struct measured measured[] = {{.threads = 1}, {.threads = 2}};
    int weeks = students >= MANY ? MEASURED_WEEKS : MEASURED_WEEKS * 4;
    for (int k = 0; k < 2 * weeks; k++) {
        struct week_clock week = {{0}};
        advance(world, p, measured[k % 2].threads, 1, &week);
        add_stages(&measured[k % 2], &week);
    }
    for (int k = 0; k < 2; k++)
        print_measured(&measured[k], students, bytes);
}

static void bench(uint32_t students)
{
    struct schema_parameters p = parameters_for(students);
    struct timetable timetable;
    struct world world;
    struct kith_report report;
    kith_report_init(&report);
    double before = held_bytes();
    static const struct timetable_files no_files;
    struct timetable_school school = {.seats = (uint32_t)p.model.school.intake, .years = 1, .years_at_once = 1};
    if (timetable_init(&timetable, &p.model.timetable, &p.model.calendar, &no_files, &school, &report) != KITH_OK ||
        world_init(&world, random_key(1, 1), &p.model.school, -BURN_IN_WEEKS) != KITH_OK)
        exit(KITH_FAILED);
    world_use_timetable(&world, &timetable);
    advance(&world, &p, students >= MANY ? omp_get_num_procs() : 1, WARM_WEEKS, NULL);
    double bytes = (held_bytes() - before) / students;
    measure(&world, &p, students, bytes);
    world_clear(&world);
    timetable_clear(&timetable);
}

int main(int argc, char **argv)
{
    static const char *const standard[] = {"1000", "1000000"};
    printf("case,students,threads,ns_per_student_week,bytes_per_student\n");
    for (int k = 0; k < (argc > 1 ? argc - 1 : 2); k++)
        bench((uint32_t)strtoul(argc > 1 ? argv[k + 1] : standard[k], NULL, 10));
    return 0;
}
